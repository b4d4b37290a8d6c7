"""A damaged case file or register, carried over into a new file: every row that can be read, and what follows from the rows made anew.

The rows come from `pages`, which no lost page can hide from each other. A row knows its table by its shape, which is one of its kind
among the tables of a file. Then what a lost row left hanging is tied up, so that the case opens and is whole in itself: a version whose
parent is lost follows the newest one before it, a step that is lost keeps its number, a field reads as its newest version that is left.
The record keeps its gaps, and says so (`audit.faults`). Only ever reads the damaged file.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.model.kinds import KINDS
from leder_desktop.store import migrations, things
from leder_desktop.store.casefile import APPLICATION_ID, CaseFile
from leder_desktop.store.connection import Database
from leder_desktop.store.pages import Cells, Pages
from leder_desktop.store.shelf import STEPS, Shelf, Wrapping
from leder_desktop.store.things import EXISTS

SALVAGED = "Salvaged"
"""What a lost step is called: nobody knows any more what it was."""

PAGES = "page"
"""Not a table: how many pages of the file could not be read. Always told, since nobody can say what stood on one that is lost whole."""

_TYPES = {"TEXT": str, "INTEGER": int, "BLOB": bytes}


@dataclass(frozen=True, kw_only=True)
class Lost:
    """What could not be read of one table, or of the file (`PAGES`)."""

    table: str
    rows: int
    """At most so many: a number that was given to no row, as to words typed and taken back, counts too."""


@dataclass(frozen=True, kw_only=True)
class _Column:
    name: str
    kind: type
    required: bool
    rowid: bool
    """It is the row's number, and stored as nothing."""

    def takes(self, given: type) -> bool:
        if self.rowid or given is type(None):
            return given is type(None) and (self.rowid or not self.required)
        return given is self.kind


def case_file(path: Path, key: bytes | bytearray, to: Path, *, clock: Clock, by: str, seen_lines: int) -> tuple[Lost, ...]:
    """What can be read of the case file `path`, in a new file `to` under the same key. Answers what is lost.
    `seen_lines`: how many lines the record had when last seen.

    Refused `damaged` when no page can be read (then the key or the file's first bytes are not its own), `newer-store`, and what the
    disk says.
    """
    pages = _pages(path, key, len(migrations.STEPS))
    database = Database.create(to, key, application_id=APPLICATION_ID)
    try:
        migrations.bring_up_to_date(database, pages.user_version)
        with database.transaction():
            database.run("PRAGMA defer_foreign_keys = ON")
            lost = _carry_over(pages, database, {"audit": seen_lines}) + _tie_up(database)
        migrations.bring_up_to_date(database)
        with database.transaction():
            _as_it_reads_now(database)
            lost += _without_key(database) + _incomplete(database)
            for made, kind, thing in database.read("SELECT made, kind, id FROM thing ORDER BY made"):
                if kind in KINDS:
                    things.index(database, kind, thing, made)
        file = CaseFile(database, clock)
        with file.step(SALVAGED, by=by) as writing:
            for kind, thing in database.read(_WITHOUT_EXISTENCE, EXISTS):
                writing.write(kind, thing, EXISTS, "true")
    finally:
        database.close()
    return tuple(lost)


def register(path: Path, key: bytes | bytearray, to: Path, wrapping: Wrapping) -> tuple[Lost, ...]:
    """What can be read of the shelf `path`, in a new file `to` under the same key. A case whose row is lost has lost its key.

    Refused as for a case file.
    """
    pages = _pages(path, key, len(STEPS))
    shelf = Shelf.create(to, key, wrapping)
    try:
        with shelf.database.transaction():
            made = shelf.database.read("SELECT key FROM digest_key")
            shelf.database.run("DELETE FROM digest_key")
            lost = _carry_over(pages, shelf.database, {})
            if not shelf.database.read("SELECT 1 FROM digest_key"):
                shelf.database.run("INSERT INTO digest_key VALUES (1, ?)", made[0][0])
    finally:
        shelf.close()
    return tuple(lost)


def _pages(path: Path, key: bytes | bytearray, newest: int) -> Pages:
    pages = Pages(path, key)
    if len(pages.unreadable) == pages.count:
        raise Refused("damaged", f"Nothing can be read of {path.parent.name}/{path.name}. Use a backup; it was left as it is.")
    if (pages.user_version or 0) > newest:
        raise Refused("newer-store", "This was written by a newer version of the program. Update the program, then salvage it.")
    return pages


def shapes(database: Database) -> dict[str, tuple[_Column, ...]]:
    """The tables whose rows are carried over, by name: not those of SQLite, nor what follows from others."""
    found: dict[str, tuple[_Column, ...]] = {}
    for schema, name, kind, _, without_rowid, _ in database.read("PRAGMA table_list"):
        if schema == "main" and kind == "table" and not without_rowid and not name.startswith("sqlite_"):
            columns = database.read(f"PRAGMA table_info({name!r})".replace("'", '"'))
            found[name] = tuple(
                _Column(
                    name=column, kind=_TYPES[type], required=bool(required) or default is not None, rowid=bool(key) and type == "INTEGER"
                )
                for _, column, type, required, default, key in columns
            )
    return found


_RESTORED = frozenset({"thing", "step"})
"""Lost rows of these are made again from what points to them; of a step only its name is lost."""
_FORMER = {"case": frozenset({13})}
"""Table -> how many columns its rows had before one was added at its end."""


def _carry_over(pages: Pages, database: Database, highest: dict[str, int]) -> list[Lost]:
    """`highest`: the highest number a row of a table is known to have had."""
    tables, numbers = shapes(database), dict(highest)
    for rowid, cells in pages.rows():
        table = _table_of(tables, [type(value) for value in cells])
        if table is not None:
            _insert(database, table, tables[table], rowid, cells)
        elif len(cells) == 2 and cells[0] in tables and isinstance(cells[1], int):
            numbers[str(cells[0])] = cells[1]  # sqlite_sequence
            database.run("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", cells[1], cells[0])
    if not pages.unreadable:
        return []
    torn = Counter(_table_of(tables, kinds) for kinds in pages.torn)
    rows = {table: max(torn[table], _gaps(database, table, tables[table], numbers.get(table, 0))) for table in tables}
    lost = [Lost(table=table, rows=count) for table, count in rows.items() if count and table not in _RESTORED]
    return [Lost(table=PAGES, rows=len(pages.unreadable)), *lost]


def _table_of(tables: dict[str, tuple[_Column, ...]], kinds: Sequence[type]) -> str | None:
    for name, columns in tables.items():
        wide = len(kinds) if len(kinds) in _FORMER.get(name, ()) else len(columns)
        if len(kinds) == wide and all(column.takes(kind) for column, kind in zip(columns[:wide], kinds, strict=True)):
            return name
    return None


def _insert(database: Database, table: str, columns: tuple[_Column, ...], rowid: int, cells: Cells) -> None:
    columns = columns[: len(cells)]  # a column that came later has its default
    names, marks = ", ".join(f'"{column.name}"' for column in columns), ", ".join("?" * len(cells))
    values = (rowid if column.rowid else value for column, value in zip(columns, cells, strict=True))
    database.run(f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})', *values)  # noqa: S608  # names of our own schema


def _gaps(database: Database, table: str, columns: tuple[_Column, ...], highest: int) -> int:
    number = next((column.name for column in columns if column.rowid), None)
    if number is None:  # without numbers in order nobody can say how many there were
        return 0
    newest, count = database.read(f'SELECT coalesce(max("{number}"), 0), count(*) FROM "{table}"')[0]  # noqa: S608  # likewise
    return max(newest, highest) - count


def _tie_up(database: Database) -> list[Lost]:
    """What points to a lost row points to something again."""
    database.run(
        "UPDATE revision SET parent = (SELECT id FROM revision before WHERE before.kind = revision.kind AND before.thing = revision.thing"
        " AND before.field = revision.field AND before.seq < revision.seq ORDER BY before.seq DESC LIMIT 1)"
        " WHERE parent IS NOT NULL AND parent NOT IN (SELECT id FROM revision)"
    )
    steps: int = database.read("SELECT count(*) FROM step")[0][0]
    for told in (
        "SELECT step, ?, min(at), min(author) FROM revision WHERE step IS NOT NULL GROUP BY step",
        "SELECT step, ?, at, by FROM audit WHERE step IS NOT NULL",
    ):
        database.run(f"INSERT OR IGNORE INTO step (seq, label, at, by) {told}", SALVAGED)
    for column in ("undoes", "undone_by"):
        database.run(f"UPDATE step SET {column} = NULL WHERE {column} NOT IN (SELECT seq FROM step)")  # noqa: S608  # the two names above
    _name_again(database)
    named: int = database.read("SELECT count(*) FROM step")[0][0] - steps
    return [Lost(table="step", rows=named)] if named else []


def _name_again(database: Database) -> None:
    """Things were made one after the other, so one whose row is lost takes the number that is missing at its place."""
    known = {(kind, id): made for made, kind, id in database.read("SELECT made, kind, id FROM thing")}
    taken, last = set(known.values()), 0
    for kind, id in database.read("SELECT kind, thing FROM revision GROUP BY kind, thing ORDER BY min(seq)"):
        if (kind, id) not in known:
            free = last + 1
            while free in taken:
                free += 1
            taken.add(free)
            database.run("INSERT INTO thing (made, kind, id) VALUES (?, ?, ?)", free, kind, id)
            known[kind, id] = free
        last = known[kind, id]


def _as_it_reads_now(database: Database) -> None:
    """Each field reads as its newest version that is left."""
    database.run(
        "INSERT INTO current SELECT kind, thing, field, id FROM revision WHERE seq IN"
        " (SELECT max(seq) FROM revision GROUP BY kind, thing, field)"
    )


def _without_key(database: Database) -> list[Lost]:
    """Records whose key is lost: their files can never be opened again. An erased one has lost what it said, too."""
    rows = database.read(
        "SELECT count(*) FROM current c JOIN revision r ON r.id = c.revision WHERE c.kind = 'evidence' AND c.field = ?"
        " AND r.content IS NOT NULL AND c.thing NOT IN (SELECT evidence FROM vault)", EXISTS,
    )  # fmt: skip
    return [Lost(table="vault", rows=rows[0][0])] if rows[0][0] else []


def _incomplete(database: Database) -> list[Lost]:
    """A thing that has lost what it cannot be without is not there any more; what is left of it is in the history."""
    gone = [
        (kind, thing) for kind, thing in database.read("SELECT kind, id FROM thing") if kind in KINDS and not _reads(database, kind, thing)
    ]
    for kind, thing in gone:
        database.run("DELETE FROM current WHERE kind = ? AND thing = ? AND field = ?", kind, thing, EXISTS)
    return [Lost(table="current", rows=len(gone))] if gone else []


def _reads(database: Database, kind: str, thing: str) -> bool:
    try:
        things.one(database, KINDS[kind][0], thing)
    except TypeError:  # a field without a default is lost
        return False
    return True


_WITHOUT_EXISTENCE = (
    "SELECT kind, id FROM thing t WHERE NOT EXISTS (SELECT 1 FROM revision r WHERE r.kind = t.kind AND r.thing = t.id AND r.field = ?)"
    " ORDER BY made"
)


def words(lost: Iterable[Lost]) -> str:
    """In words, for the record of the case: no word of the case itself."""
    named = {
        PAGES: "page of the file", "revision": "version of a field", "step": "name of a step", "audit": "line of the record",
        "vault": "key of a record", "artifact": "signed or sealed paper", "place": "place where one was",
        "current": "thing that is no longer whole", "evidence": "record", "record_words": "text of a record",
    }  # fmt: skip
    return "; ".join(f"{named[one.table]}: {one.rows}" for one in lost)
