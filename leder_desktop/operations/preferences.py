"""How the window looks and where one was: kept in the shelf, so that they are encrypted like everything else."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from leder_desktop.session import Desk

KEY = "preferences"


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """What a person has set, and where a lock found them."""

    text_size: float = 1.0
    """1 to 2: how much larger words are than at 100 %."""
    palette: str = "light"
    idle_minutes: float = 5
    """After so many minutes without a touch it locks."""
    last_case: str = ""
    """The case that lay on the desk at a lock; empty when none did."""
    last_page: str = ""
    """The page without a case that was shown at a lock."""
    page_place: str = ""
    """Field, caret and half-typed words of that page, as JSON: a notification that is typed in has no case yet to keep it in."""


def read(desk: Desk) -> Preferences:
    """What was kept; what an older version did not know has its usual value."""
    kept: dict[str, Any] = desk.shelf.setting(KEY, {})
    known = {field.name for field in fields(Preferences)}
    return Preferences(**{name: value for name, value in kept.items() if name in known})


def keep(desk: Desk, preferences: Preferences) -> None:
    """Keep them; nothing is written when nothing changed."""
    if preferences != read(desk):
        desk.shelf.set_setting(KEY, asdict(preferences))
