"""The one event filter of the application. Who listens to keys, clicks and windows coming into sight is told of those and of nothing else.

Every event of every widget passes here, ten thousand when a screen opens: what nobody listens to must cost as good as nothing.
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QShowEvent,
    QTabletEvent,
    QTouchEvent,
    QWheelEvent,
)

Listener = Callable[[QObject, QEvent], bool]
"""Answers whether it eats the event, as an event filter does."""
HEARD: frozenset[type[QEvent]] = frozenset({
    QKeyEvent, QInputMethodEvent, QMouseEvent, QWheelEvent, QTouchEvent, QTabletEvent, QDragEnterEvent, QDragMoveEvent, QShowEvent,
})  # fmt: skip
DRAGGING: frozenset[type[QEvent]] = frozenset({QDragEnterEvent, QDragMoveEvent})


class Touches(QObject):
    """The first listener hears first; what one eats, those after it do not hear."""

    def __init__(self, *listeners: Listener, parent: QObject) -> None:
        super().__init__(parent)
        self._listeners = listeners

    def listen(self) -> None:
        """From now on, and before every filter that is there already."""
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = type(event)
        if kind not in HEARD:
            return False
        if kind in DRAGGING:  # a drag has a filter of its own that eats every key and was put before this one
            self.listen()
        return any(listener(watched, event) for listener in self._listeners)
