"""What an erasing is made of: the versions that go, and how what stays reads from then on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from leder_desktop.model.kinds import NAMES
from leder_desktop.model.timeline import Entry
from leder_desktop.store.connection import Database
from leder_desktop.store.things import EXISTS

ENTRY = NAMES[Entry]
Address = tuple[str, str, str]
"""Kind, thing, field."""


@dataclass(frozen=True, kw_only=True)
class Stored:
    """One version as it lies in the file; an open one has no step."""

    seq: int
    id: str
    at: Address
    parent: str | None
    step: int | None
    undoing: bool
    """Written by undoing something: a copy of what stood there before."""

    now: bool
    """This is how the field reads."""

    content: str


@dataclass
class Plan:
    """What goes. Nothing is written before `carry_out`."""

    versions: dict[int, Stored] = field(default_factory=dict)
    whole: dict[tuple[str, str], None] = field(default_factory=dict)
    """Things that are no longer there afterwards, in the order they were found."""

    named: set[tuple[str, str]] = field(default_factory=set)
    """Those of them whose id is made from a name: they get another."""

    put: dict[Address, str | None] = field(default_factory=dict)
    """How a field that stays reads from now on."""

    evidence: set[str] = field(default_factory=set)
    """Records whose key goes."""

    def take(self, versions: Iterable[Stored]) -> None:
        """These go."""
        self.versions |= {version.seq: version for version in versions}

    def take_whole(self, database: Database, kind: str, thing: str) -> None:
        """All there ever was of a thing; nothing, where there never was one."""
        if database.read("SELECT 1 FROM thing WHERE kind = ? AND id = ?", kind, thing):
            self.whole[kind, thing] = None
        self.take(versions_of(database, kind, thing))

    @property
    def entries(self) -> int:
        """How many timeline entries go that are there now; those that were removed or undone before go besides."""
        return sum(v.now and v.at[0] == ENTRY and v.at[2] == EXISTS for v in self.versions.values())


def versions_of(database: Database, kind: str, thing: str, name: str | None = None) -> list[Stored]:
    """All that still say something, of a field or of the whole thing; oldest first."""
    rows = database.read(
        "SELECT r.seq, r.id, r.field, r.parent, r.step, s.undoes IS NOT NULL, c.revision IS NOT NULL, r.content FROM revision r"
        " LEFT JOIN step s ON s.seq = r.step LEFT JOIN current c ON c.revision = r.id"
        " WHERE r.kind = ? AND r.thing = ? AND (? IS NULL OR r.field = ?) AND r.content IS NOT NULL ORDER BY r.seq",
        kind, thing, name, name,
    )  # fmt: skip
    return [
        Stored(seq=seq, id=id, at=(kind, thing, of), parent=parent, step=step, undoing=bool(undoing), now=bool(now), content=content)
        for seq, id, of, parent, step, undoing, now, content in rows
    ]


def packed(values: list[Any]) -> str | None:
    """As `codec` writes it; an empty list is the default, which is not kept."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if values else None
