"""How it looks, and when it locks."""

from collections.abc import Callable
from dataclasses import replace

from leder_desktop.operations import preferences
from leder_desktop.session import Desk
from ui.settings_page.card import Card
from ui.style import Theme
from ui.tokens import PALETTES, TEXT_STEPS
from ui.widgets.fields import Choice, Field
from ui.widgets.layout import turning

SIZES = tuple((str(step), f"{round(step * 100)} %") for step in TEXT_STEPS)
THEMES = (("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast"))
IDLE = tuple((str(minutes), f"After {minutes} minutes") for minutes in (2, 5, 10, 15))


class Look(Card):
    def __init__(self, theme: Theme, desk: Desk, idle: Callable[[float], object]) -> None:
        """`idle(minutes)`: how long nobody may touch it from now on."""
        super().__init__(theme)
        self._desk, self._idle = desk, idle
        t, kept = theme, preferences.read(desk)
        self.text_size = Choice(t, "Text size", SIZES, self._nearest())
        self.text_size.chose.connect(self._resize)
        self.palette_choice = Choice(t, "Theme", THEMES, theme.palette.name)
        self.palette_choice.chose.connect(self._paint)
        self.idle = Choice(t, "Lock when nobody touches it", IDLE, str(round(kept.idle_minutes)))
        self.idle.chose.connect(self._keep_idle)
        self.fill(
            "How it looks, and when it locks",
            turning(t, Field(t, "Text size", self.text_size), Field(t, "Theme", self.palette_choice), shares=(1, 1)),
            Field(t, "Lock when nobody touches it", self.idle, help="Everything typed is kept, also half a sentence."),
        )
        theme.fits(self, self._follow)

    def _nearest(self) -> str:
        return str(min(TEXT_STEPS, key=lambda step: abs(step - self.theme.scale)))

    def _resize(self, size: str) -> None:
        self.theme.size(float(size))

    def _paint(self, name: str) -> None:
        self.theme.paint(PALETTES[name])

    def _follow(self) -> None:
        """Text size and theme may also be changed by keys."""
        self.text_size.choose(self._nearest())
        self.palette_choice.choose(self.theme.palette.name)

    def _keep_idle(self, minutes: str) -> None:
        preferences.keep(self._desk, replace(preferences.read(self._desk), idle_minutes=float(minutes)))
        self._idle(float(minutes))
