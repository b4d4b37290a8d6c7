"""NewPassphrase: a passphrase typed twice, and under it how good it is, in words, while it is typed."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.fields import Field, Passphrase
from ui.widgets.layout import column
from ui.widgets.words import words

DIFFER = "The two are not the same. Show them and compare."


class NewPassphrase(QWidget):
    """`why_weak(words)` says what is missing, or "" when it will do; `strength(words)` how good it is. `ready(bool)` when that changes."""

    ready = Signal(bool)

    def __init__(self, theme: Theme, why_weak: Callable[[str], str], strength: Callable[[str], str], label: str = "Passphrase") -> None:
        super().__init__()
        self._why_weak, self._strength = why_weak, strength
        self.first = Passphrase(theme, label)
        self.again = Passphrase(theme, f"{label}, once more")
        self.show_letters = button(theme, "Show", "eye", kind="quiet", says="Show the letters", checkable=True)
        self.show_letters.toggled.connect(self._letters)
        self.said = words("", "small", "soft")
        help_ = "Four or more unrelated words are strong and easy to remember. There is no rule about changing it."
        self.first_field = Field(theme, label, self.first, help=help_, beside=self.show_letters)
        self.again_field = Field(theme, "Once more", self.again)
        self.setLayout(column(theme, self.first_field, self.said, self.again_field, gap=1))
        self.setFocusProxy(self.first)
        for line in (self.first, self.again):
            line.textChanged.connect(self._look)
        self.first.returnPressed.connect(lambda: self.again.setFocus(Qt.FocusReason.TabFocusReason))
        self._look()

    def text(self) -> str:
        return self.first.text()

    def is_ready(self) -> bool:
        return bool(self.first.text()) and not self._why_weak(self.first.text()) and self.first.text() == self.again.text()

    def forget(self) -> None:
        """Empty both, also what undo would bring back."""
        for line in (self.first, self.again):
            line.setText("")

    def _letters(self, on: bool) -> None:
        self.first.show_letters(on)
        self.again.show_letters(on)
        self.show_letters.say("Hide" if on else "Show", "Hide the letters" if on else "Show the letters")

    def _look(self) -> None:
        typed = self.first.text()
        weak = self._why_weak(typed) if typed else ""
        said = "" if not typed else weak or f"This is {self._strength(typed)}."
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self.first.setAccessibleDescription(said)
        differ = bool(self.again.text()) and not typed.startswith(self.again.text())
        self.again_field.problem(DIFFER if differ else "")
        self.ready.emit(self.is_ready())
