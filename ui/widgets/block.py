"""Block: one part of a long page, measured once for a width.

Words that wrap are dear to measure, and Qt measures a whole page again whenever something in it is shown, hidden or grows. A block answers
from what it measured before until something inside it changes, so a page of sixty questions costs as much as the question that changed.
"""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget


class Block(QWidget):
    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self._tall: dict[int, int] = {}
        self._hint: QSize | None = None
        self._least: QSize | None = None
        self._layout = layout
        self._inner = QWidget(self)
        self._inner.setLayout(layout)
        self._inner.installEventFilter(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, arg__1: int) -> int:
        if arg__1 not in self._tall:
            self._tall[arg__1] = self._layout.totalHeightForWidth(arg__1)
        return self._tall[arg__1]

    def sizeHint(self) -> QSize:
        if self._hint is None:
            self._hint = self._layout.totalSizeHint()
        return self._hint

    def minimumSizeHint(self) -> QSize:
        if self._least is None:
            self._least = self._layout.totalMinimumSize()
        return self._least

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._inner:
            self._tall.clear()
            self._hint = self._least = None
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._inner.setGeometry(self.rect())
        super().resizeEvent(event)
