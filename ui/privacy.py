"""The privacy screen (F9): everything is covered, nothing is locked. It says nothing about what is under it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import column, row, surface
from ui.widgets.words import glyph, words


class PrivacyScreen(QWidget):
    lifted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        surface(self, "ground")
        self.back = button(theme, "Show again", "eye", kind="primary", says="Show again what was hidden", on=self.lifted.emit)
        inner = column(
            theme,
            row(theme, None, glyph(theme, "eye-off", "blue", 32), None),
            row(theme, None, words("Hidden for a moment", "h1", wrap=False), None),
            row(theme, None, words("Everything is as you left it. F9 shows it again; Ctrl L locks.", "body", "soft", wrap=False), None),
            row(theme, None, self.back, None),
            gap=2,
        )
        self.setLayout(column(theme, None, inner, None))
