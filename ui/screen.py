"""What every screen is: a widget that knows where the focus begins, where one was, and how to stop safely.

A screen is made by a factory `(theme, case, services) -> Screen`, only when it is first entered, and kept. `case` is the open case
(`ui.open_case.OpenCase`), `services` what the window does for it (`ui.services.Services`).
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QTextEdit, QWidget
from shiboken6 import isValid

from ui.open_case import OpenCase
from ui.services import Services
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.fields import Line
from ui.widgets.layout import surface

Place = dict[str, str | int]
"""Where one was in a screen: plain words and numbers, written into the case file at a lock. No words of a case."""


class Screen(QWidget):
    """Give each editor an `objectName` that means something ("portrait.enjoyed"): place, restore and jumps go by it."""

    def __init__(self, theme: Theme, services: Services) -> None:
        super().__init__()
        self.theme, self.services = theme, services
        self.first: QWidget = self
        """Where the focus goes when the screen is entered."""
        surface(self, "ground")

    def entered(self) -> None:
        """Called each time the screen comes into sight; read again here what may have become old with time (today's date)."""

    def seal(self) -> None:
        """Hand on what is half-typed. Called on leaving the screen, on a lock and on closing. What cannot be saved stays held (`held`)."""
        for text in self.findChildren(AutosaveText):
            text.seal()
        for line in self.findChildren(Line):
            line.seal()

    def held(self) -> bool:
        """Whether there are words that could not be handed on yet."""
        return any(text.held() for text in self.findChildren(AutosaveText))

    def place(self) -> Place:
        """The field with the focus, the caret in it (as Qt counts), and how far the page is scrolled."""
        out: Place = {}
        field: QWidget | None = self.focusWidget()  # of its own, the last: also while a menu or a dialog of ours has it
        while field is not None and field is not self and not (field.objectName() and not field.objectName().startswith("qt_")):
            field = field.parentWidget()
        if field is not None and field is not self and self.isAncestorOf(field):
            out["field"] = field.objectName()
            if isinstance(field, QTextEdit):
                out["caret"] = field.textCursor().position()
            elif isinstance(field, QLineEdit):
                out["caret"] = field.cursorPosition()
        area = self._area()
        if area is not None:
            out["scroll"] = area.verticalScrollBar().value()
        return out

    def expect(self, names: Iterable[str]) -> None:
        """Half-typed words of these fields are about to be put back: a screen with rows that can be added makes them."""

    def restore(self, place: Place) -> None:
        """Back to a place from `place()`; what is not there any more is passed over."""
        field = self.findChild(QWidget, str(place["field"])) if place.get("field") else None
        if field is None:
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            caret = place.get("caret")
            if isinstance(caret, int):
                if isinstance(field, AutosaveText):
                    field.put_caret(caret)
                elif isinstance(field, QLineEdit):
                    field.setCursorPosition(caret)
        area, scroll = self._area(), place.get("scroll")
        if area is not None and isinstance(scroll, int):
            area.verticalScrollBar().setValue(scroll)

    def jump(self, field: str) -> bool:
        """Bring the field with this object name into sight and focus it; whether there is one. A screen with rows may do more."""
        found = self.findChild(QWidget, field)
        if found is None or not isValid(found):
            return False
        found.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _area(self) -> QAbstractScrollArea | None:
        """The scroll area one is in: the outermost in sight."""
        return next((a for a in self.findChildren(QAbstractScrollArea) if a.isVisible() and not isinstance(a, QTextEdit)), None)


ScreenFactory = Callable[[Theme, OpenCase, Services], Screen]
