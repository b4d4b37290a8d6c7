"""Every former version of a field, and undoing a step: history is in the store, so undo survives a restart."""

from dataclasses import dataclass

from leder_desktop.errors import Refused
from leder_desktop.store.connection import Database
from leder_desktop.store.things import Writing


@dataclass(frozen=True, kw_only=True)
class Version:
    """A former version: when, by whom, and its JSON text (None: not there, or erased)."""

    at: str
    by: str
    content: str | None


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing a person did, by its name for the menu."""

    seq: int
    label: str
    at: str
    by: str


def versions(database: Database, kind: str, thing: str, field: str) -> list[Version]:
    """Oldest first."""
    rows = database.read(
        "SELECT at, author, content FROM revision WHERE kind = ? AND thing = ? AND field = ? ORDER BY seq", kind, thing, field
    )
    return [Version(at=at, by=by, content=content) for at, by, content in rows]


def last_step(database: Database) -> Step | None:
    """The newest step that can be undone: neither undone nor an undoing, and not one that moved the case or signed it."""
    rows = database.read(
        "SELECT seq, label, at, by FROM step s WHERE undone_by IS NULL AND undoes IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.step = s.seq AND r.kind IN ('case', 'signoff', 'comment'))"
        " AND EXISTS (SELECT 1 FROM revision r WHERE r.step = s.seq) ORDER BY seq DESC LIMIT 1"
    )
    return Step(seq=rows[0][0], label=rows[0][1], at=rows[0][2], by=rows[0][3]) if rows else None


def undo(database: Database, writing: Writing, step: int) -> None:
    """Put back what the step changed. Refused (`wrong-state`) when something it wrote has been changed since."""
    rows = database.read(
        "SELECT r.id, r.kind, r.thing, r.field, p.content, c.revision FROM revision r LEFT JOIN revision p ON p.id = r.parent"
        " LEFT JOIN current c ON c.kind = r.kind AND c.thing = r.thing AND c.field = r.field WHERE r.step = ? ORDER BY r.seq",
        step,
    )
    newest: dict[tuple[str, str, str], tuple[str, str | None, str]] = {}
    for id, kind, thing, field, before, current in rows:
        first = newest.get((kind, thing, field))
        newest[kind, thing, field] = (id, first[1] if first else before, current)
    if not rows or any(id != current for id, _, current in newest.values()):
        raise Refused(
            "wrong-state", "That step cannot be undone on its own: something it wrote has been changed since. Undo the later steps first."
        )
    for (kind, thing, field), (_, before, _) in newest.items():
        writing.write(kind, thing, field, before)
    database.run("UPDATE step SET undone_by = ? WHERE seq = ?", writing.seq, step)
