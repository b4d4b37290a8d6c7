"""Long work: what is being done, how far it is, and a way to stop it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import column, row
from ui.widgets.words import Words, words


class ProgressLine(QWidget):
    """Hidden until `begin`; `cancelled` when a person asks to stop. Connect `Job.progressed` to `step` and `Job.ended` to `end`."""

    cancelled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.words: Words = words("", "body", "soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.stop = button(theme, "Stop", "x", says="Stop what is being done", on=self.cancelled.emit)
        self.setLayout(row(theme, column(theme, self.words, self.bar, gap=0.5), self.stop, gap=2))
        self.hide()

    def begin(self, what: str) -> None:
        self.words.setText(what)
        self.bar.setAccessibleName(what)
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.show()

    def step(self, done: int, of: int, what: str = "") -> None:
        """`of` 0: nobody knows how much there is."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        if what:
            self.words.setText(what)
            self.bar.setAccessibleName(what)

    def end(self) -> None:
        self.hide()
