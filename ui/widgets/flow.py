"""A row that wraps: chips, tags and buttons at 200 % text."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from ui.style import Theme


class Flow(QLayout):
    """Puts its widgets side by side and goes on below when the line is full. `gap` in units."""

    def __init__(self, theme: Theme, *widgets: QWidget, gap: float = 1) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = 0
        self.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            self.addWidget(widget)

        def fit() -> None:
            self._gap = theme.sp(gap)
            self.invalidate()

        theme.fits(self, fit)

    def addItem(self, arg__1: QLayoutItem) -> None:
        self._items.append(arg__1)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, arg__1: int) -> int:
        return self._place(QRect(0, 0, arg__1, 0), False)

    def setGeometry(self, arg__1: QRect) -> None:
        super().setGeometry(arg__1)
        self._place(arg__1, True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, really: bool) -> int:
        """Lines of things, each thing in the middle of its line's height; answers how tall all lines are."""
        lines, x = [list[tuple[QLayoutItem, QRect]]()], rect.x()
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                lines.append([])
                x = rect.x()
            lines[-1].append((item, QRect(QPoint(x, 0), hint)))
            x += hint.width() + self._gap
        y = rect.y()
        for line in lines:
            tall = max((box.height() for _, box in line), default=0)
            for item, box in line if really else ():
                item.setGeometry(box.translated(0, y + (tall - box.height()) // 2))
            y += tall + self._gap
        return y - self._gap - rect.y()


def flow(theme: Theme, *widgets: QWidget, gap: float = 1) -> QWidget:
    """A widget holding a `Flow`, which asks its layout how tall it is at the width it gets."""
    box = QWidget()
    box.setLayout(Flow(theme, *widgets, gap=gap))
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    box.setSizePolicy(policy)
    return box
