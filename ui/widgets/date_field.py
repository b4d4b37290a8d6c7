"""DateField: free words, and under them how they were understood. It never invents precision and never argues while you type."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from ui.style import Theme
from ui.widgets.fields import Line
from ui.widgets.layout import column
from ui.widgets.words import Words, words


class DateField(QWidget):
    """`understand(words)` gives back how people would say the date, or raises Refused with the sentence that helps.

    `finished(str)` gives the typed words on leaving or Enter when they changed; the owner turns them into a date again.
    """

    finished = Signal(str)

    def __init__(
        self, theme: Theme, says: str, understand: Callable[[str], str], content: str = "", *, hint: str = "about March 2019"
    ) -> None:
        super().__init__()
        self._understand = understand
        self.line = Line(theme, says, content, ch=32, hint=hint)
        self.under: Words = words("", "small", "soft")
        self.setLayout(column(theme, self.line, self.under, gap=0.25))
        self.setFocusProxy(self.line)
        self.setAccessibleName(says)
        self.line.textChanged.connect(self._tell)
        self.line.finished.connect(self.finished)
        self._tell(content)

    def text(self) -> str:
        return self.line.text()

    def show_words(self, content: str) -> None:
        self.line.show_words(content)

    def understood(self) -> bool:
        """Whether the words, if any, were understood."""
        return self.under.property("tone") != "amber_ink"

    def _tell(self, content: str) -> None:
        try:
            said, tone = (self._understand(content) if content.strip() else "", "soft")
        except Refused as refusal:
            said, tone = refusal.sentence, "amber_ink"
        if tone == "soft":  # what is said as people say it need not be said again
            said = "" if said.casefold() == content.strip().casefold() else f"Understood as {said}"
        self.under.setText(said)
        self.under.tone(tone)
        self.under.setVisible(bool(said))
        self.line.setAccessibleDescription(self.under.text())
