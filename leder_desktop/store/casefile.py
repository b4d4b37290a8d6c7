"""One encrypted case: opening it, refusing a newer one, and writing to it one named step at a time."""

import json
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar, cast

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.model.change import Part
from leder_desktop.model.edition import Edition
from leder_desktop.model.kinds import NAMES, Noun
from leder_desktop.store import audit, codec, erasing, former, migrations, revisions, things, typing
from leder_desktop.store.connection import Database
from leder_desktop.store.things import Writing

APPLICATION_ID = 0x4C644331
"""`LdC1` in the file's header."""

T = TypeVar("T", bound=Noun)
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What opens a file of the evidence folder, and what must come out."""

    key: bytes = field(repr=False)
    sha256: str


class CaseFile:
    """An open case. Owned by the thread that opened it, like its database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database, self.clock = database, clock
        self._edition: Edition | None = None
        self._once: dict[str, tuple[object, object]] = {}

    @classmethod
    def create(cls, path: Path, key: bytes | bytearray, *, clock: Clock) -> "CaseFile":
        """A new, empty case. Refused: `file-exists`, and what the disk says."""
        with ExitStack() as undo:
            database = Database.create(path, key, application_id=APPLICATION_ID)
            undo.callback(database.close)
            migrations.bring_up_to_date(database)
            undo.pop_all()
        return cls(database, clock)

    @classmethod
    def open(cls, path: Path, key: bytes | bytearray, *, clock: Clock, read_only: bool = False) -> "CaseFile":
        """Refused: `damaged`, `newer-store`, and what the disk says. A file of an older version is migrated first, also to be read; a copy
        of it as it was stays beside it for a week.
        """
        with ExitStack() as undo:
            database = Database.open(path, key, application_id=APPLICATION_ID, read_only=read_only)
            undo.callback(database.close)
            version = database.user_version
            if version < len(migrations.STEPS):
                database.close()
                if version:
                    former.keep(path, version + 1)
                database = Database.open(path, key, application_id=APPLICATION_ID)
                undo.callback(database.close)
                migrations.bring_up_to_date(database)
                if read_only:
                    database.close()
                    database = Database.open(path, key, application_id=APPLICATION_ID, read_only=True)
                    undo.callback(database.close)
            migrations.bring_up_to_date(database)
            if not read_only:
                former.forget(path, clock.now(), timedelta.min if erasing.any_erased(database) else former.KEPT)
            undo.pop_all()
        return cls(database, clock)

    def all(self, noun: type[T]) -> list[T]:
        """Every thing of a kind, in the order it was first made."""
        return things.all_of(self.database, noun)

    def one(self, noun: type[T], id: str) -> T | None:
        """One thing, or None when it is not there."""
        return things.one(self.database, noun, id)

    def once(self, what: str, beside: tuple[object, ...], read: Callable[[], R]) -> R:
        """What `read` makes of this file: made but once, until something is written here or `beside` is another. `what` names it."""
        written = self.database.written
        return read() if written is None else self.made_of(what, (written, *beside), read)

    def made_of(self, what: str, of: object, read: Callable[[], R]) -> R:
        """What `read` makes of `of` and of nothing else: made but once while `of` is equal, whatever was written here. `what` names it."""
        held = self._once.get(what)
        if held is None or held[0] != of:
            held = self._once[what] = of, read()
        return cast(R, held[1])

    def edition(self) -> Edition | None:
        """What the review is made with; None in a case begun by a program that kept none. Read once, it is long."""
        if self._edition is None:
            self._edition = self.one(Edition, "edition")
        return self._edition

    @contextmanager
    def step(self, label: str, *, by: str, undoes: int | None = None) -> Generator[Writing]:
        """One thing a person does: what it writes, its audit line and its place in the index, all or nothing.

        Words still open from typing are sealed first, in a step of their own, so that undo is by deed. A step that changes
        nothing leaves nothing.
        """
        self.seal(by=by)
        made: list[int] = []
        with self.database.transaction(came_through=lambda: any(self._has_step(seq) for seq in made)):
            writing = Writing(self.database, label=label, by=by, at=self.clock.now(), clock=self.clock, undoes=undoes)
            made.append(writing.seq)
            yield writing
            if writing.wrote:
                writing.finish()
                if Part.STANDARDS in writing.parts:
                    self._edition = None
            else:
                writing.drop()

    def _has_step(self, seq: int) -> bool:
        return bool(self.database.read("SELECT 1 FROM step WHERE seq = ?", seq))

    def seal(self, *, by: str) -> bool:
        """Seal what is being typed; True when there was anything."""
        if not typing.is_open(self.database):
            return False
        with self.database.transaction():
            writing = Writing(self.database, label="Typing", by=by, at=self.clock.now(), clock=self.clock)
            typing.seal(self.database, writing)
            writing.finish()
        return True

    def typed(self, kind: str, thing: str, field: str, text: str, *, by: str) -> None:
        """A text field as it stands while somebody types; on the disk when this returns."""
        content = json.dumps(text, ensure_ascii=False)
        typing.typed(self.database, kind, thing, field, content, by=by, at=self.clock.now(), clock=self.clock)

    def typed_in(self, noun: Noun, field: str, *, by: str) -> None:
        """`typed`, for a field that is more than a text: as it stands in `noun`, where it is not what it is by default."""
        content = codec.to_fields(noun)[field]
        typing.typed(self.database, NAMES[type(noun)], noun.id, field, content, by=by, at=self.clock.now(), clock=self.clock)

    def undo(self, step: int, label: str, *, by: str) -> Writing:
        """Put back what a step changed, as a step of its own named `label`. Refused: `wrong-state` when that was changed since."""
        with self.step(label, by=by, undoes=step) as writing:
            revisions.undo(self.database, writing, step)
        return writing

    def note(self, did: str, *, by: str) -> None:
        """An audit line about something that wrote nothing here: a look, an export, a report."""
        with self.database.transaction():
            audit.record(self.database, at=self.clock.now(), by=by, did=did)

    def keep(self, name: str, data: bytes) -> None:
        """A file the case carries inside (signed report, manifest); replaced when it is there already."""
        with self.database.transaction():
            self.keep_within(name, data)

    def keep_within(self, name: str, data: bytes) -> None:
        """`keep`, inside a step that is open."""
        self.database.run("INSERT OR REPLACE INTO artifact VALUES (?, ?)", name, data)

    def kept(self, prefix: str) -> dict[str, bytes]:
        """Every kept file whose name starts so, without the prefix."""
        rows = self.database.read("SELECT name, bytes FROM artifact WHERE substr(name, 1, ?) = ? ORDER BY name", len(prefix), prefix)
        return {name[len(prefix) :]: bytes(data) for name, data in rows}

    def forget_within(self, prefix: str) -> None:
        """Take away every kept file whose name starts so, inside a step that is open."""
        self.database.run("DELETE FROM artifact WHERE substr(name, 1, ?) = ?", len(prefix), prefix)

    def evidence_row(self, evidence: str) -> Kept:
        """Refused `no-such-evidence`."""
        rows = self.database.read("SELECT key, sha256 FROM vault WHERE evidence = ?", evidence)
        if not rows:
            raise Refused("no-such-evidence", "There is no record with that id in this case.")
        return Kept(key=bytes(rows[0][0]), sha256=rows[0][1])

    def evidence_ids(self) -> set[str]:
        """The ids of all records that have a key here."""
        return {row[0] for row in self.database.read("SELECT evidence FROM vault")}

    def erased_evidence(self) -> set[str]:
        """The ids of records that were erased with a reason."""
        return erasing.erased_evidence(self.database)

    def keep_evidence_within(self, evidence: str, kept: Kept, *, said: str = "") -> None:
        """What opens a record's file, inside the step that makes its row; `said` are its words, for the index."""
        self.database.run("INSERT INTO vault VALUES (?, ?, ?)", evidence, kept.key, kept.sha256)
        if said:
            self.database.run("INSERT INTO record_words VALUES (?, ?)", evidence, said)

    def place(self) -> dict[str, Any]:
        """Where the person was when the case was last left: screen, field, caret, and what was half-typed in forms."""
        rows = self.database.read("SELECT json FROM place")
        return json.loads(rows[0][0]) if rows else {}

    def remember_place(self, place: dict[str, Any]) -> None:
        """Keep where the person was; not a step, so it is not undone and leaves no audit line."""
        with self.database.transaction():
            self.database.run("INSERT OR REPLACE INTO place VALUES (1, ?)", json.dumps(place, ensure_ascii=False))

    def close(self) -> None:
        """Close the file; what was typed and not sealed is sealed at the next opening."""
        self.database.close()
