"""How a step and a changed field stand in their lists."""

from datetime import datetime

from leder_desktop.model.dates import day_words
from leder_desktop.operations.history import Deed, Difference
from ui.widgets.table import Cell, Column


def when(at: datetime) -> str:
    here = at.astimezone()
    return f"{day_words(here)}, {here:%H:%M}"


def _what(deed: Deed) -> Cell:
    where = ", ".join(deed.parts)
    if deed.undone:
        return Cell(first=deed.title, second=f"{where} · undone since", icon="undo-2", icon_says="Undone since", tone="soft")
    return Cell(first=deed.title, second=where)


STEPS = (
    Column[Deed](title="Step", cell=_what),
    Column[Deed](title="When, and by whom", cell=lambda deed: Cell(first=when(deed.at), second=deed.by), width=230),
)


def _first(said: str) -> str:
    return " ".join(said.split()) or "Nothing"


def _change(one: Difference) -> Cell:
    return Cell(first=one.label, second=one.about if one.about != one.label else "", bold=True)


def _after(one: Difference) -> Cell:
    if one.erased:
        return Cell(first="Erased for good", icon="ban", icon_says="Erased")
    return Cell(first=_first(one.after), second=f"before: {_first(one.before)}")


CHANGES = (Column[Difference](title="What", cell=_change), Column[Difference](title="Became", cell=_after))
