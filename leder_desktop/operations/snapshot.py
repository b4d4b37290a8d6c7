"""Reading a whole case."""

from leder_desktop.model.actions import Action
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Case
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.evidence import Evidence, Request
from leder_desktop.model.findings import Escalation, Finding, NoneFound
from leder_desktop.model.findings import in_order as findings_in_order
from leder_desktop.model.grades import Grading
from leder_desktop.model.note import Note
from leder_desktop.model.person import Notification, Person
from leder_desktop.model.remarks import Kept
from leder_desktop.model.signoff import Comment, Signoff
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.timeline import Entry, in_order
from leder_desktop.session import Session


def case(session: Session) -> Case:
    """The review itself; a case file without one is a case just begun."""
    return session.file.one(Case, session.case) or Case(id=session.case)


def person(session: Session) -> Person:
    """Who the review is about; empty while nothing is known."""
    return session.file.one(Person, "person") or Person()


def notification(session: Session) -> Notification:
    """What was told at the notification."""
    return session.file.one(Notification, "notification") or Notification()


def signoff(session: Session) -> Signoff:
    """Who signed, and what was fixed at release."""
    return session.file.one(Signoff, "signoff") or Signoff()


def take(session: Session) -> Snapshot:
    """Everything, as plain data that any thread may read. Words still being typed are in it. Read but once until something is written."""
    return session.file.once("snapshot", (session.person, session.standards), lambda: _read(session))


def _read(session: Session) -> Snapshot:
    file = session.file
    return Snapshot(
        case=case(session), person=person(session), notification=notification(session), signoff=signoff(session),
        notes=tuple(file.all(Note)), conversations=tuple(file.all(Conversation)), evidence=tuple(file.all(Evidence)),
        requests=tuple(file.all(Request)), entries=tuple(in_order(file.all(Entry))), answers=tuple(file.all(Answer)),
        findings=tuple(findings_in_order(file.all(Finding))), escalations=tuple(file.all(Escalation)),
        none_found=tuple(file.all(NoneFound)), gradings=tuple(file.all(Grading)), actions=tuple(file.all(Action)),
        comments=tuple(file.all(Comment)), kept=tuple(file.all(Kept)), reviewer=session.person, edition=file.edition(),
        standards=session.standards,
    )  # fmt: skip
