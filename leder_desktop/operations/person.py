"""What a person can do to who the review is about."""

from dataclasses import replace

from leder_desktop.errors import Refused
from leder_desktop.model import accuracy
from leder_desktop.model.accuracy import Differs
from leder_desktop.model.case import require_pen
from leder_desktop.model.change import Change
from leder_desktop.model.note import require_storable
from leder_desktop.model.person import Confirmation, Notification, Person
from leder_desktop.operations import snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Session


def describe(session: Session, person: Person) -> Change:
    """Keep who they were. A field that changes loses its confirmation, because the source confirmed another value.

    Allowed before the opt-out check: identifying the person is how the check is made. A closed or signed case refuses.
    """
    before = snapshot.person(session)
    kept = tuple(c for c in person.confirmations if getattr(before, c.field, None) == getattr(person, c.field, None))
    for text in (person.given, person.family, person.known_as, person.nhs_number, person.address):
        require_storable(text)
    with step(session, "Describe the person", gate=require_pen) as (writing, done):
        writing.put(replace(person, id="person", confirmations=kept))
    return done.change("Describe the person")


def confirm(session: Session, field: str, source: str, *, evidence: str = "", conversation: str = "", spelt: str = "") -> Change:
    """An identity field was compared with a source (P01): one of the case's records or conversations, or another, in words.

    `spelt`: how it is written there. Refused: `incomplete` without a source, `not-understood` where it is written differently.
    """
    person = snapshot.person(session)
    if not source.strip():
        raise Refused("incomplete", "Say which record or person it was compared with.")
    if spelt.strip():
        accuracy.require_same(person, field, spelt)
    others = tuple(c for c in person.confirmations if c.field != field)
    made = Confirmation(
        field=field, source=require_storable(source), by=session.person, evidence=evidence, conversation=conversation,
        spelt=require_storable(spelt.strip()), on=session.clock.today(),
    )  # fmt: skip
    with step(session, "Confirm a field", gate=require_pen) as (writing, done):
        writing.put(replace(person, confirmations=(*others, made)))
    return done.change("Confirm a field")


def take_back_confirmation(session: Session, field: str) -> Change:
    """It is not confirmed after all; nothing is said where it was not."""
    person = snapshot.person(session)
    with step(session, "Take a confirmation back", gate=require_pen) as (writing, done):
        writing.put(replace(person, confirmations=tuple(c for c in person.confirmations if c.field != field)))
    return done.change("Take a confirmation back")


def differs(session: Session) -> tuple[Differs, ...]:
    """Where the review says a name, a day, an age or the NHS number differently from the Person page (R-ID-3)."""
    return accuracy.differs(snapshot.take(session))


def describe_notification(session: Session, notification: Notification) -> Change:
    with step(session, "Change the notification", gate=require_pen) as (writing, done):
        writing.put(replace(notification, id="notification"))
    return done.change("Change the notification")
