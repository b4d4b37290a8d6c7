"""The shelf's row of a case: a cache of the case file, enough to list, sort and remind."""

from contextlib import suppress

from leder_desktop.errors import Refused
from leder_desktop.model.case import State, due
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.dates import words
from leder_desktop.model.evidence import Request
from leder_desktop.operations import snapshot
from leder_desktop.session import Session
from leder_desktop.store import audit


def waiting_for(session: Session) -> tuple[str, ...]:
    """What it waits for, from whom, since when: in words, for the list of cases."""
    case = snapshot.case(session)
    if case.state == State.NOTIFIED:
        return ("The opt-out check",)
    if case.state == State.SUBMITTED:
        return ("The senior reviewer",)
    if case.state in (State.CLOSED, State.EXPORTED):
        return ()
    waits = [
        f"{r.organisation}: {r.what}" + (f", asked {words(r.asked_on)}" if r.asked_on else "")
        for r in session.file.all(Request)
        if r.came_on is None and not r.refused_why
    ]
    waits += [f"{c.who}: {c.waits}" for c in session.file.all(Conversation) if c.waits]
    return tuple(waits)


def follow(session: Session) -> None:
    """`refresh` after a commit. When the disk fails only now, the row stays behind until the case is left, as after a kill: what was
    done is done, and refused here a person would do it twice.
    """
    with suppress(Refused):
        refresh(session)


def refresh(session: Session) -> None:
    """Rewrite the row from the case file, after a commit or when it is left.

    The head last seen is kept when the file does not continue it: a file put back stays told, however often it is looked at.
    """
    case, person, row = snapshot.case(session), snapshot.person(session), session.desk.shelf.case(session.case)
    head, lines = audit.head(session.file.database)
    if not audit.continues(session.file.database, row.audit_head, row.audit_lines):
        head, lines = row.audit_head, row.audit_lines
    session.desk.shelf.update_case(
        session.case,
        reference=case.reference, called_name=person.called, review_state=str(case.state), notified_on=case.notified_on,
        due=due(case.notified_on), waiting_for=waiting_for(session), nhs_number=person.nhs_number,
        name=person.full_name, death_date=person.death_date.edtf if person.death_date else "",
        sample=case.sample, audit_head=head, audit_lines=lines, updated_at=session.clock.now(),
    )  # fmt: skip
