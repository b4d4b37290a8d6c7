"""What is protected, and what is not: the whole of it, in plain words. The six lines at the unlock screen are its summary."""

import tomllib

from leder_desktop import resources
from ui.screen import Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import ActionBar, button
from ui.widgets.layout import card, column, holder, page, row, turning
from ui.widgets.words import words

SOURCE = "help/protected.toml"


class ProtectedPage(Screen):
    def __init__(self, theme: Theme, services: Services) -> None:
        super().__init__(theme, services)
        t, told = theme, tomllib.loads(resources.path(SOURCE).read_text("utf-8"))
        back = button(t, "Back to the cases", "chevron-left", on=lambda: services.go("cases"))
        parts = [
            card(t, words(part["heading"], "h2"), *(words(paragraph) for paragraph in part["said"]), gap=1.5) for part in told["part"]
        ]
        half = len(parts) // 2
        sides = [holder(column(t, *side, None, gap=2)) for side in (parts[:half], parts[half:])]
        head = holder(row(t, words(told["title"], "h1", wrap=False)))
        text = turning(t, *sides, gap=2, shares=(1, 1))
        self.setLayout(column(t, page(t, told["title"], ActionBar(t, (head,), (back,)), words(told["intro"], "lead"), text), gap=0))
        self.first = back
