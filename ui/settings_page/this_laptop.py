"""The way from the settings to "Check this laptop"."""

from leder_desktop.operations import laptop_facts
from leder_desktop.session import Desk
from ui.services import Services
from ui.settings_page.card import Card
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import row
from ui.widgets.words import words


class ThisLaptop(Card):
    def __init__(self, theme: Theme, services: Services, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk
        self.checked = words("", "body", "soft")
        go = button(theme, "Check this laptop", "hard-drive", on=lambda: services.do("check-laptop"))
        self.fill("This laptop", self.checked, row(theme, go, None))

    def entered(self) -> None:
        self.checked.setText(laptop_facts.last_full(self._desk).sentence)
