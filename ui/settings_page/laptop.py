"""Check this laptop: what can be told of it, the two checks one can run (`laptop_checks`), and what is on it."""

from PySide6.QtWidgets import QWidget

from leder_desktop.operations import laptop_facts, manifest
from leder_desktop.operations.laptop_facts import Fact, Standing
from leder_desktop.session import Desk
from ui.screen import Screen
from ui.services import Services
from ui.settings_page.card import Card
from ui.settings_page.laptop_checks import InPlainSight, Whole
from ui.style import Theme
from ui.widgets.buttons import ActionBar, button
from ui.widgets.layout import clear, column, holder, page, row, turning
from ui.widgets.words import glyph, words

SHOWN = {
    Standing.WELL: ("check", "soft", "Well"),
    Standing.LOOK: ("flag", "amber", "Look again"),
    Standing.UNKNOWN: ("info", "soft", "Not known"),
}
"""Icon, its tone, and what it says aloud."""


class Told(Card):
    """What can be told without asking the laptop for anything."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk
        self._lines = column(theme, gap=1.5)
        self.fill("This laptop", self._lines)

    def entered(self) -> None:
        clear(self._lines)
        for fact in laptop_facts.all(self._desk):
            self._lines.addWidget(self._line(fact))

    def _line(self, fact: Fact) -> QWidget:
        icon, tone, says = SHOWN[fact.standing]
        line = row(self.theme, glyph(self.theme, icon, tone, 16, says), column(self.theme, words(fact.about, "strong"),
            words(fact.sentence, "body", "soft"), gap=0.25), gap=1, top=True)  # fmt: skip
        line.setStretch(1, 1)
        return holder(line)


class OnThisLaptop(Card):
    """What is kept here, without a word of clinical text."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk
        self.listed = words("", "body", "soft")
        self.fill("What is on this laptop", self.listed)

    def entered(self) -> None:
        self.listed.setText(manifest.as_text(manifest.document(self._desk)))


class CheckLaptop(Screen):
    def __init__(self, theme: Theme, services: Services, desk: Desk) -> None:
        super().__init__(theme, services)
        t = theme
        self.told = Told(t, desk)
        self.whole = Whole(t, services, desk, self.told.entered)
        self.plain_sight = InPlainSight(t, services, desk)
        self.on_it = OnThisLaptop(t, desk)
        back = button(t, "Back to the cases", "chevron-left", on=lambda: services.go("cases"))
        head = holder(row(t, words("Check this laptop", "h1", wrap=False)))
        left = holder(column(t, self.whole, self.plain_sight, self.on_it, None, gap=2))
        right = holder(column(t, self.told, None))
        both = turning(t, left, right, gap=2, shares=(1, 1))
        self.setLayout(column(t, page(t, "Check this laptop", ActionBar(t, (head,), (back,)), both), gap=0))
        self.first = self.whole.begin

    def entered(self) -> None:
        for one in (self.told, self.on_it):
            one.entered()
