"""The settings of this store: a page of cards, each in a file of its own (`card.Card`)."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from leder_desktop.session import Desk
from ui.screen import Screen
from ui.services import Services
from ui.settings_page.backups import Backups
from ui.settings_page.card import Card
from ui.settings_page.identities import Identities, Trusted
from ui.settings_page.look import Look
from ui.settings_page.passphrase import ChangePassphrase
from ui.settings_page.policy import OrganisationPolicy
from ui.settings_page.standards import CorrectedStandards
from ui.settings_page.this_laptop import ThisLaptop
from ui.settings_page.ways_in import WaysIn
from ui.style import Theme
from ui.widgets.buttons import ActionBar, button
from ui.widgets.layout import column, holder, page, row, turning
from ui.widgets.words import words


class Settings(Screen):
    def __init__(
        self,
        theme: Theme,
        services: Services,
        desk: Desk,
        idle: Callable[[float], object],
        take_in_identity: QWidget,
        take_in_trust: QWidget,
    ) -> None:
        """`idle(minutes)`: how long nobody may touch it from now on. The two widgets are those of the first start."""
        super().__init__(theme, services)
        t = theme
        self.look = Look(t, desk, idle)
        self.passphrase = ChangePassphrase(t, services, desk)
        self.ways_in = WaysIn(t, services, desk)
        self.backups = Backups(t, services, desk)
        self.identities = Identities(t, desk, take_in_identity)
        self.trusted = Trusted(t, desk, take_in_trust)
        self.corrected = CorrectedStandards(t, desk)
        self.corrected.taken.connect(self.entered)
        left: list[Card] = [
            self.look,
            self.passphrase,
            self.ways_in,
            OrganisationPolicy(t, desk),
        ]
        right: list[Card] = [
            self.backups,
            self.identities,
            self.trusted,
            self.corrected,
            ThisLaptop(t, services, desk),
        ]
        self._cards = (*left, *right)
        back = button(t, "Back to the cases", "chevron-left", on=lambda: services.go("cases"))
        head = holder(row(t, words("Settings", "h1", wrap=False), words(desk.person, "body", "soft", wrap=False), gap=1.5))
        sides = [holder(column(t, *side, None, gap=2)) for side in (left, right)]
        self.setLayout(column(t, page(t, "Settings", ActionBar(t, (head,), (back,)), turning(t, *sides, gap=2, shares=(1, 1))), gap=0))
        self.entered()
        self.first = self.look.text_size

    def entered(self) -> None:
        for one in self._cards:
            one.entered()
