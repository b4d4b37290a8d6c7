"""Who did what, former versions, and undoing the last step."""

from typing import Any

from leder_desktop.errors import Refused
from leder_desktop.model.case import require_pen
from leder_desktop.model.change import Change
from leder_desktop.operations import shelf_row, snapshot
from leder_desktop.session import Session
from leder_desktop.store import audit, revisions
from leder_desktop.store.revisions import Step, Version


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


def versions(session: Session, kind: str, thing: str, field: str) -> list[Version]:
    """Every former version of one field, oldest first."""
    return revisions.versions(session.file.database, kind, thing, field)


def undoable(session: Session) -> Step | None:
    """The step that `undo` would undo, with its name for the menu."""
    return revisions.last_step(session.file.database)


def undo(session: Session, step: int | None = None) -> Change:
    """Undo a step (the last one when none is named), as a step of its own. A whole import is one step.

    Refused (`wrong-state`) when there is nothing to undo, or when something it wrote has been changed since.
    """
    require_pen(snapshot.case(session))
    last = undoable(session)
    if last is None:
        raise Refused("wrong-state", "There is nothing to undo.")
    which = last.seq if step is None else step
    label = last.label if which == last.seq else f"step {which}"
    writing = session.file.undo(which, label, by=session.person)
    shelf_row.refresh(session)
    return Change(summary=f"Undo: {label}", parts=frozenset(writing.parts), step=writing.seq)
