"""Half-typed words of forms are on disk too, at most a second behind: a form nobody pressed "Keep" on survives a cut (promises P10).

A text that stores itself needs nothing of this. Hears the keys and clicks of the whole program; looking around types nothing, so it
writes nothing.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent

from ui.widgets.autosave_text import BEHIND_MS


class HalfKept(QObject):
    """Listens to the whole program (`ui.touches`).

    `keep(typed)` is called after a touch, coalesced; `typed`: a key that writes something was among them.
    """

    def __init__(self, keep: Callable[[bool], object], parent: QObject) -> None:
        super().__init__(parent)
        self._keep, self._typed = keep, False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BEHIND_MS)
        self._timer.timeout.connect(self._now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        typed = event.type() == QEvent.Type.InputMethod or (
            event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and bool(event.text())
        )
        if typed or event.type() == QEvent.Type.MouseButtonRelease:
            self._typed = self._typed or typed
            if not self._timer.isActive():
                self._timer.start()
        return False

    def _now(self) -> None:
        typed, self._typed = self._typed, False
        self._keep(typed)
