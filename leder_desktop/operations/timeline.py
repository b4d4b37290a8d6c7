"""What a person can do to the timeline."""

from leder_desktop.errors import Refused
from leder_desktop.model.change import Change
from leder_desktop.model.dates import When, understand
from leder_desktop.model.timeline import Draft, Entry, accept, in_order
from leder_desktop.operations import snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Session


def add(session: Session, draft: Draft) -> Change:
    entry = accept(draft, id=session.clock.new_id())
    with step(session, "Add timeline entry") as (writing, done):
        writing.put(entry)
        done.made.append(entry.id)
    return done.change("Add timeline entry")


def change(session: Session, id: str, draft: Draft) -> Change:
    entry(session, id)
    with step(session, "Change timeline entry") as (writing, done):
        writing.put(accept(draft, id=id))
    return done.change("Change timeline entry")


def remove(session: Session, id: str) -> Change:
    entry(session, id)
    with step(session, "Remove timeline entry") as (writing, done):
        writing.remove(Entry, id)
    return done.change("Remove timeline entry")


def entries(session: Session) -> list[Entry]:
    """In the order of the timeline, undated last."""
    return in_order(session.file.all(Entry))


def entry(session: Session, id: str) -> Entry:
    found = session.file.one(Entry, id)
    if found is None:
        raise Refused("no-such-entry", "That timeline entry is not there any more.")
    return found


def understand_date(session: Session, text: str) -> When:
    """A date as people write it, within this person's life. Refused `not-understood` rather than a guess."""
    person = snapshot.person(session)
    return understand(text, born=person.birth_date, died=person.death_date, today=session.clock.today())
