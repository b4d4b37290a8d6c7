"""What every card of the settings page is: one subject, kept the moment it is chosen."""

from PySide6.QtWidgets import QWidget

from ui.style import Theme
from ui.widgets.layout import Item, card, column
from ui.widgets.words import words


class Card(QWidget):
    """Build it with `fill`; read again in `entered` what may have changed elsewhere."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def fill(self, title: str, *items: Item) -> None:
        """The card's heading, and what stands below it."""
        self.setLayout(column(self.theme, card(self.theme, words(title, "h2"), *items, gap=1.5), gap=0))

    def entered(self) -> None:
        """Called each time the page comes into sight."""
