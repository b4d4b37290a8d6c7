"""Every former version of a field, and undoing a step: history is in the store, so undo survives a restart.

An undo is a step of its own, so it can be undone in turn ("Do again"), and so on. A step that undid an undoing counts as a deed
like the one it brought back.
"""

import json
from dataclasses import dataclass
from dataclasses import field as made_by

from leder_desktop.errors import Refused
from leder_desktop.store import erasing
from leder_desktop.store.connection import Database
from leder_desktop.store.things import EXISTS, Writing

Address = tuple[str, str, str]
"""Kind, thing, field."""

FIXED = ("case", "signoff", "comment", "grading")
"""Kinds whose steps moved the case or signed it: never undone, and no version of them is put back."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """A former version: when, by whom, and its JSON text (None: not there, or erased)."""

    id: str
    at: str
    by: str
    content: str | None
    erased: bool = False
    """Its words were taken out for good, with a reason; only the digest is left."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing a person did, by its name for the menu."""

    seq: int
    label: str
    at: str
    by: str
    undoes: int | None = None
    undone_by: int | None = None
    wrote: dict[str, tuple[str, ...]] = made_by(default_factory=dict[str, tuple[str, ...]])
    """Kind -> the things of it that were written."""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What a step did to one field: the JSON text before and after (None: not there)."""

    kind: str
    thing: str
    field: str
    before: Version | None
    """None: the field was never written before."""
    after: Version


def versions(database: Database, kind: str, thing: str, field: str) -> list[Version]:
    """Oldest first."""
    rows = database.read(
        "SELECT id, at, author, content, salt IS NULL AND digest IS NOT NULL FROM revision"
        " WHERE kind = ? AND thing = ? AND field = ? ORDER BY seq",
        kind, thing, field,
    )  # fmt: skip
    return [_version(*row) for row in rows]


def _version(id: str, at: str, by: str, content: str | None, erased: int) -> Version:
    return Version(id=id, at=at, by=by, content=content, erased=bool(erased))


def steps(database: Database) -> list[Step]:
    """Every step that wrote something, newest first."""
    wrote: dict[int, dict[str, tuple[str, ...]]] = {}
    for step, kind, things in database.read(_WROTE.format("IS NOT NULL")):
        wrote.setdefault(step, {})[kind] = tuple(json.loads(things))
    return [
        Step(seq=seq, label=label, at=at, by=by, undoes=undoes, undone_by=undone_by, wrote=wrote[seq])
        for seq, label, at, by, undoes, undone_by in database.read(f"{_STEP} ORDER BY seq DESC")
        if seq in wrote
    ]


def step(database: Database, seq: int) -> Step | None:
    """One step; None when there is none of that number."""
    rows = database.read(f"{_STEP} WHERE seq = ?", seq)
    if not rows:
        return None
    wrote = {kind: tuple[str, ...](json.loads(things)) for _, kind, things in database.read(_WROTE.format("= ?"), seq)}
    _, label, at, by, undoes, undone_by = rows[0]
    return Step(seq=seq, label=label, at=at, by=by, undoes=undoes, undone_by=undone_by, wrote=wrote)


_WROTE = "SELECT step, kind, json_group_array(DISTINCT thing) FROM revision WHERE step {} GROUP BY step, kind"
_STEP = "SELECT seq, label, at, by, undoes, undone_by FROM step"


def changed(database: Database, step: int) -> list[Changed]:
    """What a step did, field by field, in the order it was written; a field written twice in it stands once."""
    found: dict[Address, Changed] = {}
    for kind, thing, field, *told in database.read(
        "SELECT r.kind, r.thing, r.field, r.id, r.at, r.author, r.content, r.salt IS NULL AND r.digest IS NOT NULL,"
        " p.id, p.at, p.author, p.content, p.salt IS NULL AND p.digest IS NOT NULL"
        " FROM revision r LEFT JOIN revision p ON p.id = r.parent WHERE r.step = ? ORDER BY r.seq",
        step,
    ):
        address, after = (kind, thing, field), _version(*told[:5])
        before = found[address].before if address in found else _version(*told[5:]) if told[5] is not None else None
        found[address] = Changed(kind=kind, thing=thing, field=field, before=before, after=after)
    return list(found.values())


def deeds(database: Database) -> dict[int, bool]:
    """Step -> whether it is a deed (or brought one back) rather than an undoing."""
    found: dict[int, bool] = {}
    for seq, undoes in database.read("SELECT seq, undoes FROM step ORDER BY seq"):
        found[seq] = undoes is None or not found.get(undoes, True)
    return found


_STANDS = " AND ".join(
    (
        "SELECT s.seq FROM step s WHERE s.undone_by IS NULL",
        "EXISTS (SELECT 1 FROM revision r WHERE r.step = s.seq)",
        f"NOT {erasing.CONCERNED}",
    )
)
_MOVED = (
    "SELECT 1 FROM revision r WHERE r.step = s.seq AND r.kind IN ('case', 'signoff', 'comment', 'grading')"
    " AND NOT (r.kind = 'case' AND r.field IN ('holds', 'family_waits_until', 'allocated_on', 'notified_on', 'reviewer_profession',"
    " 'reviewer_employer', 'senior_reviewer', 'local_area_contact'))"
)
"""What moved the case or signed it (`FIXED`). The fields named move nothing: a step that wrote only them is undone like any."""
_UNDOABLE = f"{_STANDS} AND NOT EXISTS ({_MOVED})"


def last_step(database: Database) -> Step | None:
    """The newest step, if it can be undone: neither undone nor an undoing, nor one with erased words; None where it moved the case or
    signed it (`last_moved`): what lies before that is not undone by mistake.
    """
    newest = _last_deed(database)
    return newest if newest is not None and may_undo(database, newest.seq) else None


def last_moved(database: Database) -> Step | None:
    """The newest step, where it is none that can be undone; nor the first of all, before which there was nothing."""
    newest = _last_deed(database)
    return newest if newest is not None and newest.seq > 1 and not may_undo(database, newest.seq) else None


def last_undoing(database: Database) -> Step | None:
    """The newest undoing that can be undone in turn: nothing new was done after it."""
    rows = database.read(
        "SELECT seq FROM step WHERE undone_by IS NULL AND undoes IS NOT NULL AND seq > coalesce((SELECT max(d.seq) FROM step d"
        " WHERE d.undoes IS NULL AND EXISTS (SELECT 1 FROM revision r WHERE r.step = d.seq)), 0) ORDER BY seq DESC"
    )
    sort = deeds(database)
    newest = next((seq for (seq,) in rows if not sort[seq] and may_undo(database, seq)), None)
    return step(database, newest) if newest is not None else None


def _last_deed(database: Database) -> Step | None:
    """The newest deed that stands and that nothing was erased of."""
    sort = deeds(database)
    rows = database.read("SELECT seq FROM step WHERE undone_by IS NULL ORDER BY seq DESC")
    newest = next((seq for (seq,) in rows if sort[seq] and database.read(f"{_STANDS} AND s.seq = ?", seq)), None)
    return step(database, newest) if newest is not None else None


def being_typed(database: Database) -> list[tuple[str, str]]:
    """Kind and thing of what somebody is typing in and has not left yet: the next step, once it is sealed."""
    return [(kind, thing) for kind, thing in database.read("SELECT DISTINCT kind, thing FROM revision WHERE step IS NULL")]


def may_undo(database: Database, seq: int) -> bool:
    """Whether a step is of the sort that is undone at all: it moved and signed nothing, was not undone yet, and none of it was erased."""
    return bool(database.read(f"{_UNDOABLE} AND s.seq = ?", seq))


def in_the_way(database: Database, seq: int) -> list[int]:
    """The later steps because of which a step cannot be undone on its own, oldest first; empty when it can.

    They wrote in the same fields after it and were not undone, or cite something that it made and can be undone themselves.
    """
    found: set[int] = set()
    made: list[str] = []
    for one in changed(database, seq):
        address = (one.kind, one.thing, one.field)
        if not _stands(database, address, one.after.id):
            found |= _later(database, address, seq)
        if one.field == EXISTS and (one.before is None or one.before.content is None):
            made.append(one.thing)
    for thing in made:
        citing = [
            step for (step,) in database.read(
                "SELECT r.step FROM current c JOIN revision r ON r.id = c.revision WHERE r.step > ? AND c.thing != ?"
                " AND instr(r.content, ?) > 0 AND EXISTS (SELECT 1 FROM current e JOIN revision x ON x.id = e.revision"
                "  WHERE e.kind = c.kind AND e.thing = c.thing AND e.field = '' AND x.content IS NOT NULL)",
                seq, thing, f'"{thing}"',
            )
        ]  # fmt: skip
        found |= {step for step in citing if may_undo(database, step)}
    return sorted(found)


def _stands(database: Database, address: Address, version: str) -> bool:
    """Whether a field reads as this version wrote it: it is the newest, or everything after it was undone."""
    kind, thing, field = address
    rows = database.read("SELECT revision FROM current WHERE kind = ? AND thing = ? AND field = ?", kind, thing, field)
    at: str | None = rows[0][0] if rows else None
    while at is not None and at != version:
        undoes = database.read("SELECT s.undoes FROM revision r JOIN step s ON s.seq = r.step WHERE r.id = ?", at)
        if not undoes or undoes[0][0] is None:
            return False
        first = database.read(
            "SELECT parent FROM revision WHERE step = ? AND kind = ? AND thing = ? AND field = ? ORDER BY seq LIMIT 1",
            undoes[0][0], kind, thing, field,
        )  # fmt: skip
        at = first[0][0] if first else None
    return at is not None


def _later(database: Database, address: Address, seq: int) -> set[int]:
    """Deeds after a step that wrote in a field and were not undone; when there is none, whatever wrote there last."""
    is_deed = deeds(database)
    rows = database.read(
        "SELECT DISTINCT r.step, s.undone_by FROM revision r JOIN step s ON s.seq = r.step"
        " WHERE r.kind = ? AND r.thing = ? AND r.field = ? AND r.step > ? ORDER BY r.step",
        *address, seq,
    )  # fmt: skip
    standing = {step for step, undone_by in rows if undone_by is None and is_deed[step]}
    return standing or {step for step, _ in rows[-1:]}


def undo(database: Database, writing: Writing, step: int) -> None:
    """Put back what the step changed. Refused (`wrong-state`) when something it wrote has been changed since, or erased."""
    if database.read(" AND ".join(("SELECT 1 FROM step s WHERE s.seq = ?", erasing.CONCERNED)), step):
        raise Refused("wrong-state", "That step cannot be undone: something it wrote, or would bring back, was erased for good.")
    found = changed(database, step)
    if not found or [later for later in in_the_way(database, step) if later != writing.seq]:
        raise Refused(
            "wrong-state", "That step cannot be undone on its own: something it wrote has been changed since. Undo the later steps first."
        )
    for one in found:
        writing.write(one.kind, one.thing, one.field, one.before.content if one.before is not None else None)
    database.run("UPDATE step SET undone_by = ? WHERE seq = ?", writing.seq, step)


def put_back(database: Database, writing: Writing, address: Address, seq: int) -> None:
    """Write again what stood in a field after the revision `seq`; nothing when it stood so already."""
    rows = database.read(
        "SELECT content FROM revision WHERE kind = ? AND thing = ? AND field = ? AND seq <= ? ORDER BY seq DESC LIMIT 1", *address, seq
    )
    now = database.read(
        "SELECT r.content FROM current c JOIN revision r ON r.id = c.revision WHERE c.kind = ? AND c.thing = ? AND c.field = ?", *address
    )
    before = rows[0][0] if rows else None
    if before != (now[0][0] if now else None):
        writing.write(*address, before)


def fields(database: Database, kind: str, thing: str) -> list[str]:
    """Every field of a thing that was ever written."""
    return [name for (name,) in database.read("SELECT field FROM current WHERE kind = ? AND thing = ?", kind, thing)]


def find(database: Database, version: str) -> tuple[int, Address, Version] | None:
    """A version by its id: its number, where it stood, and itself."""
    rows = database.read(
        "SELECT seq, kind, thing, field, id, at, author, content, salt IS NULL AND digest IS NOT NULL FROM revision WHERE id = ?", version
    )
    return (rows[0][0], (rows[0][1], rows[0][2], rows[0][3]), _version(*rows[0][4:])) if rows else None
