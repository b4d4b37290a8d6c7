"""Who did what, step by step; every former version, shown and put back; undoing the last step, and doing it again.

An undo and a putting back are steps of their own, so nothing is ever lost by them, and they outlive a restart. Labels are the words of
the screens (`field_labels`).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from leder_desktop.errors import Refused
from leder_desktop.model import findings, timeline
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import require_open, require_pen
from leder_desktop.model.change import Change
from leder_desktop.model.findings import Finding
from leder_desktop.model.standards import Standards
from leder_desktop.model.timeline import Entry
from leder_desktop.operations import field_labels, field_words, shelf_row, snapshot
from leder_desktop.operations.field_words import moment
from leder_desktop.operations.findings import is_escalated
from leder_desktop.operations.writing import step as one_step
from leder_desktop.session import Session
from leder_desktop.store import audit, revisions
from leder_desktop.store.revisions import Address, Changed, Step, Version
from leder_desktop.store.things import EXISTS

HIDDEN = frozenset(
    {
        ("evidence", "sha256"), ("evidence", "sha512"), ("evidence", "crc32"), ("evidence", "media_type"), ("entry", "imported"),
        ("answer", "set_version"), ("answer", "by"), ("answer", "at"), ("answer", "edition"),
    }
)  # fmt: skip
"""What the program keeps for itself and no screen shows."""
ANSWER = ("status", "value", "score", "set_version", "edition")
"""Fields of an answer that mean something only together."""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One step of a case, in words."""

    seq: int
    title: str
    """As the menu names it: "Import 57 entries"."""
    parts: tuple[str, ...]
    """Sections of the window it wrote in."""
    at: datetime
    by: str
    undone: bool


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What a step did to one field, in the words of the screen."""

    kind: str
    thing: str
    field: str
    about: str
    """Which thing: "Timeline entry: Fell in the garden"."""
    label: str
    before: str
    after: str
    erased: bool
    """The words were taken out for good; there is nothing to compare or put back."""
    version: str
    """The version that stood there before; empty when there was none."""


@dataclass(frozen=True, kw_only=True)
class Former:
    """One version of a field, in the words of the screen."""

    id: str
    at: datetime
    by: str
    words: str
    erased: bool


def document(session: Session) -> dict[str, Any]:
    """The audit record as `leder history` prints it; `intact` is False when the chain does not fit or is older than last seen."""
    lines = audit.lines(session.file.database)
    head, _ = audit.head(session.file.database)
    return {
        "lines": [{"seq": line.seq, "at": line.at, "by": line.by, "did": line.did} for line in lines],
        "head": head,
        "intact": not faults(session),
    }


def faults(session: Session) -> list[str]:
    """What does not fit in the audit chain, against the head the shelf saw last; empty when it is whole."""
    row = session.desk.shelf.case(session.case)
    return audit.faults(session.file.database, seen_head=row.audit_head, seen_lines=row.audit_lines)


# -- looking back


def steps(session: Session) -> list[Deed]:
    """Every step of the case, newest first. Read but once until something is written."""
    return session.file.once("steps", (session.standards,), lambda: _steps(session))


def _steps(session: Session) -> list[Deed]:
    found = revisions.steps(session.file.database)
    known = {one.seq: one for one in found}
    return [
        Deed(
            seq=one.seq, title=_title(session.standards, one, known),
            parts=tuple(dict.fromkeys(field_labels.part(kind) for kind in one.wrote)), at=datetime.fromisoformat(one.at), by=one.by,
            undone=one.undone_by is not None,
        )
        for one in found
    ]  # fmt: skip


def title(session: Session, step: Step) -> str:
    """What the menu calls a step."""
    known: dict[int, Step] = {}
    at: Step | None = step
    while at is not None and at.undoes is not None:
        at = revisions.step(session.file.database, at.undoes)
        if at is not None:
            known[at.seq] = at
    return _title(session.standards, step, known)


def _title(standards: Standards, step: Step, known: dict[int, Step]) -> str:
    deed, again = step, False
    while deed.undoes is not None and deed.undoes in known:
        deed, again = known[deed.undoes], not again
    told = _deed_title(standards, deed)
    return told if deed is step else f"Undo: {told}" if again else f"Do again: {told}"


def _deed_title(standards: Standards, step: Step) -> str:
    verb, _, about = step.label.partition(" ")
    if step.label == "Take in a record":
        count = len(step.wrote.get("entry", ()))
        return f"Import {count} entries" if count != 1 else "Import 1 entry"
    if step.label == "Typing":
        return _typing(standards, [(kind, thing) for kind, things in step.wrote.items() for thing in things])
    if verb in ("Write", "Begin") and (about in field_labels.NOTES or about == "conversation"):
        return f"{verb}: {field_labels.field(standards, 'note', about, 'text')}"
    if verb == "Answer" or step.label.startswith("Cite in "):
        reference = about.removeprefix("in ")
        return f"{'Answer' if verb == 'Answer' else 'Cite in'}: {field_labels.field(standards, 'answer', reference, 'value')}"
    return step.label


def _typing(standards: Standards, things: list[tuple[str, str]]) -> str:
    """Texts are typed in a step without a name of its own; it is called by where that was: a note, or the answer to a question."""
    texts = [field_labels.field(standards, kind, thing, "value" if kind == "answer" else "text") for kind, thing in things]
    return f"Typing: {texts[0]}" if len(texts) == 1 else f"Typing in {len(texts)} texts"


def changes(session: Session, seq: int) -> list[Difference]:
    """What a step changed, field by field, in the order it was written."""
    found = revisions.changed(session.file.database, seq)
    told = {(one.kind, one.thing, one.field): one for one in found if one.field != EXISTS}
    made = {(one.kind, one.thing) for one in told.values()}
    return [_difference(session, one) for one in found if not _goes_without_saying(one, told, made)]


def _goes_without_saying(one: Changed, told: dict[Address, Changed], made: set[tuple[str, str]]) -> bool:
    """Fields no screen shows; that a thing is there, where its fields say so; the half of an answer that only repeats the other."""
    if (one.kind, one.field) in HIDDEN:
        return True
    if one.field == EXISTS:
        return one.after.content is not None and (one.kind, one.thing) in made
    if one.kind != "answer":
        return False
    status = told.get((one.kind, one.thing, "status"))
    answered = status is None or status.after.content == '"answered"'
    if one.field == "status":
        return answered and any((one.kind, one.thing, name) in told for name in ("value", "score"))
    return one.field in ("value", "score") and not answered


def _difference(session: Session, one: Changed) -> Difference:
    before = one.before
    erased = one.after.erased or (before is not None and before.erased)
    said = [
        "" if version is None else field_words.value(session, one.kind, one.thing, one.field, version.content)
        for version in (before, one.after)
    ]
    return Difference(
        kind=one.kind, thing=one.thing, field=one.field, about=field_words.thing(session, one.kind, one.thing),
        label=field_labels.field(session.standards, one.kind, one.thing, one.field), before=said[0], after=said[1], erased=erased,
        version=before.id if before is not None else "",
    )  # fmt: skip


def versions(session: Session, kind: str, thing: str, field: str) -> list[Version]:
    """Every former version of one field, oldest first."""
    return revisions.versions(session.file.database, kind, thing, field)


def formers(session: Session, kind: str, thing: str, field: str) -> list[Former]:
    """Every version of one field as its screen would show it, newest first; the first is how it reads now."""
    found = [
        Former(
            id=one.id, at=datetime.fromisoformat(one.at), by=one.by, erased=one.erased,
            words=field_words.value(session, kind, thing, field, one.content),
        )
        for one in versions(session, kind, thing, field)
    ]  # fmt: skip
    return found[::-1]


# -- putting back


def restore_version(session: Session, version: str) -> Change:
    """Put one former version of a field back, as a step of its own that can be undone.

    An answer comes back whole: whether there is one, and which. Refused: the gate; `gone` when there is no such version any more or what
    it belongs to was taken away; `wrong-state` for what moved or signed the case; `incomplete` when the thing would not be whole.
    """
    found = revisions.find(session.file.database, version)
    if found is None or found[2].erased:
        raise Refused("gone", "That version is not there any more: its words were erased.")
    seq, (kind, thing, field), _ = found
    if kind in revisions.FIXED:
        raise Refused("wrong-state", "That says how the case moved or who signed it. It is not put back from here.")
    there = session.file.database.read(
        "SELECT r.content FROM current c JOIN revision r ON r.id = c.revision WHERE c.kind = ? AND c.thing = ? AND c.field = ?",
        kind, thing, EXISTS,
    )  # fmt: skip
    if field == EXISTS or not there or there[0][0] is None:
        raise Refused("gone", "What this belongs to was taken away. Undo that first, then put the version back.")
    written = revisions.fields(session.file.database, kind, thing) if kind == "answer" and field in ANSWER else []
    together = [name for name in written if name in ANSWER]
    gate = require_pen if kind in ("person", "notification") else require_open
    with one_step(session, f"Put back: {field_labels.field(session.standards, kind, thing, field)}", gate=gate) as (writing, done):
        for name in together or [field]:
            revisions.put_back(session.file.database, writing, (kind, thing, name), seq)
        if together and writing.wrote and (now := session.file.one(Answer, thing)) is not None:
            writing.put(replace(now, by=session.person, at=session.clock.now()))
        _require_whole(session, kind, thing)
    return done.change(f"Put back: {field_labels.field(session.standards, kind, thing, field)}")


def _require_whole(session: Session, kind: str, thing: str) -> None:
    """What is put back must still be something its own screen would keep."""
    if kind == "entry" and (entry := session.file.one(Entry, thing)) is not None:
        timeline.accept(entry, id=thing)
    if kind == "finding" and (finding := session.file.one(Finding, thing)) is not None:
        findings.accept(finding, session.standards, escalated=is_escalated(session, thing))


# -- undoing


def undoable(session: Session) -> Step | None:
    """The step that `undo` would undo; None while the review cannot be written. Read but once until something is written."""
    try:
        require_pen(snapshot.case(session))
    except Refused:
        return None
    return session.file.once("undoable", (), lambda: revisions.last_step(session.file.database))


def why_nothing(session: Session) -> str:
    """Why the newest step is not undone, where it is one that moved the case or signed it; empty where there is nothing to undo."""
    if revisions.being_typed(session.file.database):
        return ""
    moved = revisions.last_moved(session.file.database)
    return _MOVED.format(title(session, moved)) if moved is not None else ""


_MOVED = (
    "The last step was “{}”. It moved the case or signed it, so it is not undone, and neither is what came before it by mistake. A step "
    "before it can be undone in the history of the case."
)


def undo_words(session: Session) -> str:
    """What `undo` would undo, for the menu; empty when there is nothing. Words that are being typed come first: they are sealed then."""
    typed = revisions.being_typed(session.file.database)
    if typed:
        return _typing(session.standards, typed)
    last = undoable(session)
    return title(session, last).removeprefix("Do again: ") if last is not None else ""


def again_words(session: Session) -> str:
    """What `again` would do again, for the menu; empty when there is nothing."""
    last = revisions.last_undoing(session.file.database) if not revisions.being_typed(session.file.database) else None
    return title(session, last).removeprefix("Undo: ") if last is not None else ""


def undo(session: Session, step: int | None = None) -> Change:
    """Undo a step (the last one when none is named), as a step of its own. A whole import is one step.

    Refused (`wrong-state`) when there is nothing to undo, or when something it wrote has been changed since: then what stands in the way
    is named.
    """
    require_pen(snapshot.case(session))
    session.file.seal(by=session.person)
    which = undoable(session) if step is None else revisions.step(session.file.database, step)
    if which is None:
        raise Refused("wrong-state", why_nothing(session) or "There is nothing to undo.")
    if not revisions.may_undo(session.file.database, which.seq):
        raise Refused("wrong-state", _why_not(session, which))
    return _undo(session, which)


def again(session: Session) -> Change:
    """Do again what was undone last, as a step of its own. Refused (`wrong-state`) when something new was done since."""
    require_pen(snapshot.case(session))
    session.file.seal(by=session.person)
    last = revisions.last_undoing(session.file.database)
    if last is None:
        raise Refused("wrong-state", "There is nothing to do again.")
    return _undo(session, last)


def _undo(session: Session, which: Step) -> Change:
    name = title(session, which)
    told = f"Do again: {name.removeprefix('Undo: ')}" if name.startswith("Undo: ") else f"Undo: {name.removeprefix('Do again: ')}"
    later = revisions.in_the_way(session.file.database, which.seq)
    if later:
        last = revisions.step(session.file.database, later[-1])
        assert last is not None
        raise Refused(
            "wrong-state",
            f"“{name}” cannot be undone on its own: “{title(session, last)}” of {moment(datetime.fromisoformat(last.at))} came after it"
            " and rests on it. Undo that first. Nothing was changed.",
        )
    writing = session.file.undo(which.seq, told, by=session.person)
    shelf_row.follow(session)
    return Change(summary=told, parts=frozenset(writing.parts), step=writing.seq)


def _why_not(session: Session, which: Step) -> str:
    if which.undone_by is not None:
        return "That step was undone already."
    if any(kind in which.wrote for kind in revisions.FIXED):
        return f"“{title(session, which)}” moved or signed the case, so it is not undone."
    return "That step cannot be undone: something it wrote, or would bring back, was erased for good."
