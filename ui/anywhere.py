"""Ctrl+L and F9 work from everywhere: out of a question, a file window, a menu, the palette, in the middle of a drag.

A dialog keeps the window's shortcuts away from it, so the two keys are looked for before any window hears of them.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.menus import Actions
from ui.privacy import Covering

KEYS = {
    (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L): "lock",
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_F9): "privacy",
}
TYPING = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod}
HELD = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier


class Anywhere(QObject):
    """Listens before everybody else (`ui.touches`)."""

    def __init__(self, acts: Actions, covering: Covering, parent: QObject) -> None:
        super().__init__(parent)
        self._acts, self._covering = acts, covering

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            asked = KEYS.get((event.modifiers() & ~HELD, Qt.Key(event.key())))
            if asked is not None and self._acts.allowed(asked):
                self._acts.run(asked)
                return True
        if kind == QEvent.Type.Show and isinstance(watched, QWidget):
            self._covering.cover_dialog(watched)
        return kind in TYPING and self._covering.on() and not self._covering.may_have(watched)
