"""Nouns on disk: every field of every thing has its own line of revisions, each with parent, author and time.

A thing exists while its field "" (its existence) has content; removing and undoing are revisions like any other.
`Writing` collects what one step changes; the step, its revisions, its audit line and the index are one transaction.
"""

import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar

from leder_desktop.clock import Clock
from leder_desktop.model.change import Part
from leder_desktop.model.edition import Edition
from leder_desktop.model.evidence import Evidence
from leder_desktop.model.kinds import KINDS, NAMES, Noun
from leder_desktop.store import audit, codec
from leder_desktop.store.connection import Database

T = TypeVar("T", bound=Noun)

EXISTS = ""

_CURRENT = """
    SELECT t.id, c.field, r.content FROM thing t JOIN current c ON c.kind = t.kind AND c.thing = t.id
    JOIN revision r ON r.id = c.revision WHERE t.kind = ?{} AND r.content IS NOT NULL ORDER BY t.made"""


def all_of(database: Database, noun: type[T]) -> list[T]:
    """Every thing of a kind that exists, in the order it was first made."""
    return list(_gather(noun, database.read(_CURRENT.format(""), NAMES[noun])))


def one(database: Database, noun: type[T], id: str) -> T | None:
    """One thing, or None when it is not there."""
    return next(_gather(noun, database.read(_CURRENT.format(" AND t.id = ?"), NAMES[noun], id)), None)


def _gather(noun: type[T], rows: list[tuple[str, str, str]]) -> Iterator[T]:
    stored: dict[str, dict[str, str]] = {}
    for id, field, content in rows:
        stored.setdefault(id, {})[field] = content
    for id, kept in stored.items():
        if kept.pop(EXISTS, None) is not None:
            yield codec.from_fields(noun, id, kept)


def content_digest(database: Database) -> bytes:
    """SHA-256 over every field as it stands now: two looks at an unchanged case give the same."""
    hasher = hashlib.sha256()
    for row in database.read(
        "SELECT c.kind, c.thing, c.field, r.content FROM current c JOIN revision r ON r.id = c.revision"
        " WHERE r.content IS NOT NULL ORDER BY c.kind, c.thing, c.field"
    ):
        for part in row:
            data = part.encode()
            hasher.update(len(data).to_bytes(8, "big") + data)
    return hasher.digest()


def index(database: Database, kind: str, thing: str, made: int) -> None:
    """Put what a thing says into the full-text index, where it is not there yet, and of a record its words too; inside a transaction.

    The standards a review is made with are not about anybody, and are left out.
    """
    noun = one(database, KINDS[kind][0], thing) if kind != NAMES[Edition] else None
    text = codec.words(noun) if noun is not None else ""
    if text and kind == NAMES[Evidence]:
        text += "".join(f"\n{said}" for (said,) in database.read("SELECT said FROM record_words WHERE evidence = ?", thing))
    if text:
        database.run("INSERT INTO words (rowid, kind, thing, text) VALUES (?, ?, ?, ?)", made, kind, thing, text)


class Writing:
    """One step being written. Made by `CaseFile.step`, inside its transaction."""

    def __init__(self, database: Database, *, label: str, by: str, at: datetime, clock: Clock, undoes: int | None = None) -> None:
        self._database, self._by, self._at, self._clock = database, by, at, clock
        self._touched: dict[tuple[str, str], None] = {}
        self.parts: set[Part] = set()
        self.did = label
        """What the audit line says; the label unless the operation says more. Never case text."""
        self.seq: int = database.read("SELECT coalesce(max(seq), 0) + 1 FROM step")[0][0]
        database.run("INSERT INTO step (seq, label, at, by, undoes) VALUES (?, ?, ?, ?, ?)", self.seq, label, at.isoformat(), by, undoes)

    def put(self, noun: Noun) -> None:
        """Keep a thing: new, or changed in the fields that differ."""
        kind = NAMES[type(noun)]
        wanted = {EXISTS: "true", **codec.to_fields(noun)}
        now = dict(
            self._database.read(
                "SELECT c.field, r.content FROM current c JOIN revision r ON r.id = c.revision WHERE c.kind = ? AND c.thing = ?",
                kind,
                noun.id,
            )
        )
        if not now:
            self._database.run("INSERT INTO thing (kind, id) VALUES (?, ?) ON CONFLICT DO NOTHING", kind, noun.id)
        for field in dict.fromkeys((*wanted, *now)):
            if wanted.get(field) != now.get(field):
                self.write(kind, noun.id, field, wanted.get(field))

    def remove(self, noun: type[Noun], id: str) -> None:
        """The thing is no longer there; its history is."""
        self.write(NAMES[noun], id, EXISTS, None)

    def write(self, kind: str, thing: str, field: str, content: str | None) -> None:
        """A sealed revision of one field, on top of what is there."""
        parent = self._database.read("SELECT revision FROM current WHERE kind = ? AND thing = ? AND field = ?", kind, thing, field)
        salt, id = os.urandom(16), self._clock.new_id()
        self._database.run(
            "INSERT INTO revision (id, kind, thing, field, parent, author, at, step, content, salt, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            id, kind, thing, field, parent[0][0] if parent else None, self._by, self._at.isoformat(), self.seq, content, salt,
            audit.digest_of(kind, thing, field, content, salt),
        )  # fmt: skip
        self._database.run("INSERT OR REPLACE INTO current VALUES (?, ?, ?, ?)", kind, thing, field, id)
        self.touch(kind, thing)

    def touch(self, kind: str, thing: str) -> None:
        """The thing changed in this step, so the index and the screens that show it must follow."""
        self._touched[kind, thing] = None
        self.parts.add(KINDS[kind][1])

    @property
    def wrote(self) -> bool:
        """Whether the step changed anything."""
        return bool(self._touched)

    def drop(self) -> None:
        """The step changed nothing, so it was none."""
        self._database.run("DELETE FROM step WHERE seq = ?", self.seq)

    def finish(self) -> None:
        """Audit line and index; called by the step, before its transaction commits."""
        audit.record(self._database, at=self._at, by=self._by, did=self.did, step=self.seq)
        made = {(kind, thing): self._made(kind, thing) for kind, thing in self._touched}
        there = [row for row in made.values() if self._database.read("SELECT rowid FROM words WHERE rowid = ?", row)]
        if there:  # deleting leaves no trace, and so is dear
            self._database.run_many("DELETE FROM words WHERE rowid = ?", ((row,) for row in there))
            # Without it a row deleted and written again in one transaction leaves words in the index at its next deletion (FTS5's
            # secure-delete, SQLite 3.53.4): found in 53 of 60 random runs, in none with it.
            self._database.run("INSERT INTO words (words) VALUES ('flush')")
        for (kind, thing), number in made.items():
            index(self._database, kind, thing, number)

    def _made(self, kind: str, thing: str) -> int:
        return self._database.read("SELECT made FROM thing WHERE kind = ? AND id = ?", kind, thing)[0][0]
