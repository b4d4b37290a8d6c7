"""Entries as lines of the list: what happened, and under it when, where, from what, and what is remarkable."""

from dataclasses import dataclass

from leder_desktop.model.dates import words
from leder_desktop.model.person import Person
from leder_desktop.model.timeline import Entry, date_flags
from ui.citing import Names
from ui.widgets.table import Cell, Column

DATED = {"before-birth": "dated before the birth", "after-death": "dated after the death"}


@dataclass(frozen=True, kw_only=True)
class Row:
    entry: Entry
    when: str
    under: str
    source: str
    icon: str
    icon_says: str
    token: str


def row(entry: Entry, person: Person, names: Names) -> Row:
    flags = [DATED[f] for f in date_flags(entry.when, person)] + [names.standards.label("flag", f).lower() for f in entry.flags]
    source = names.of(entry.sources[0]) if entry.sources else ""
    more = f" and {len(entry.sources) - 1} more" if len(entry.sources) > 1 else ""
    when = words(entry.when)
    under = (when, names.standards.label("setting", entry.setting), source + more, *flags)
    icon, says, token = "", "", "blue_ink"
    if entry.conflicts_with:
        icon, says, token = "split", "Two accounts", "amber"
    elif flags and flags[0] in DATED.values():
        icon, says, token = "flag", "Look again", "amber"
    elif entry.key_episode:
        icon, says = "diamond", "Key episode"
    elif entry.reliability in ("told", "told-by-several"):
        icon, says = "quote", "Told, not seen in a record"
    return Row(entry=entry, when=when, under=" · ".join(x for x in under if x), source=source, icon=icon, icon_says=says, token=token)


def _cell(row: Row) -> Cell:
    return Cell(
        first=row.entry.what.split("\n")[0], second=row.under[:1].upper() + row.under[1:], bold=row.entry.key_episode, icon=row.icon,
        icon_says=row.icon_says, token=row.token,
    )  # fmt: skip


COLUMNS: tuple[Column[Row], ...] = (Column[Row](title="Entry", cell=_cell),)


def key(row: Row) -> str:
    return row.entry.id
