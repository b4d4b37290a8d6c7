"""What a person can do to the timeline."""

from dataclasses import replace

from leder_desktop.errors import Refused
from leder_desktop.model.change import Change
from leder_desktop.model.note import require_storable
from leder_desktop.model.timeline import Draft, Entry, accept, in_order
from leder_desktop.operations.writing import step
from leder_desktop.session import Session


def add(session: Session, draft: Draft) -> Change:
    """Put an event on the timeline. Refused: the gate, and `incomplete` without words or a source."""
    entry = accept(draft, id=session.clock.new_id())
    with step(session, "Add timeline entry") as (writing, done):
        writing.put(entry)
        done.made.append(entry.id)
    return done.change("Add timeline entry")


def change(session: Session, id: str, draft: Draft) -> Change:
    """Say an event differently; its id stays, and so what cites it. Refused as `add`, and `gone`."""
    entry(session, id)
    with step(session, "Change timeline entry") as (writing, done):
        writing.put(accept(draft, id=id))
    return done.change("Change timeline entry")


def remove(session: Session, id: str) -> Change:
    """Take an event off the timeline; its history stays."""
    entry(session, id)
    with step(session, "Remove timeline entry") as (writing, done):
        writing.remove(Entry, id)
    return done.change("Remove timeline entry")


def tell_differently(session: Session, id: str, other: str) -> Change:
    """Two entries are two accounts of one event (T09). Both stay; neither is preferred until somebody says so."""
    one, two = entry(session, id), entry(session, other)
    if id == other:
        raise Refused("incomplete", "Choose another entry: one account cannot differ from itself.")
    with step(session, "Two accounts of one event") as (writing, done):
        writing.put(replace(one, conflicts_with=_with(one.conflicts_with, other)))
        writing.put(replace(two, conflicts_with=_with(two.conflicts_with, id)))
    return done.change("Two accounts of one event")


def tell_apart(session: Session, id: str, other: str) -> Change:
    """They are not two accounts of one event after all."""
    with step(session, "Not the same event") as (writing, done):
        for one, gone in ((entry(session, id), other), (entry(session, other), id)):
            left = tuple(c for c in one.conflicts_with if c != gone)
            why = one.preferred_why if left else ""
            writing.put(replace(one, conflicts_with=left, preferred=one.preferred and bool(left), preferred_why=why))
    return done.change("Not the same event")


def prefer(session: Session, id: str, why: str) -> Change:
    """Of several accounts of one event this one is preferred, and why; the others stay beside it."""
    chosen = entry(session, id)
    require_storable(why)
    with step(session, "Prefer an account") as (writing, done):
        writing.put(replace(chosen, preferred=True, preferred_why=why))
        for other in chosen.conflicts_with:
            writing.put(replace(entry(session, other), preferred=False, preferred_why=""))
    return done.change("Prefer an account")


def prefer_none(session: Session, id: str) -> Change:
    """Keep the accounts side by side, undecided."""
    chosen = entry(session, id)
    with step(session, "Keep both accounts") as (writing, done):
        for one in (chosen, *(entry(session, other) for other in chosen.conflicts_with)):
            writing.put(replace(one, preferred=False, preferred_why=""))
    return done.change("Keep both accounts")


def _with(ids: tuple[str, ...], id: str) -> tuple[str, ...]:
    return ids if id in ids else (*ids, id)


def entries(session: Session) -> list[Entry]:
    """In the order of the timeline, undated last."""
    return in_order(session.file.all(Entry))


def entry(session: Session, id: str) -> Entry:
    """Refused: `gone`."""
    found = session.file.one(Entry, id)
    if found is None:
        raise Refused("gone", "That timeline entry is not there any more.")
    return found
