"""The texts written at length, and every field that is being typed in."""

from leder_desktop.errors import Refused
from leder_desktop.model.case import require_open
from leder_desktop.model.change import Change, Part
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.note import Note, require_section, require_storable
from leder_desktop.operations import shelf_row, snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Session
from leder_desktop.store.things import Writing

LONGEST = 4_000_000
"""Characters in one text; more is refused as `too-big` (a whole life's notes are a tenth of it)."""


def get(session: Session, section: str) -> str:
    """The text, exactly as it was kept; empty when nothing was written."""
    require_section(section)
    note = session.file.one(Note, section)
    return note.text if note else ""


def set(session: Session, section: str, text: str) -> Change:
    """Keep a whole text at once. The first one of `conversation/<id>` makes that conversation."""
    require_section(section)
    _require_fit(text)
    with step(session, "Write " + section.partition("/")[0]) as (writing, done):
        _make(session, writing, section)
        writing.put(Note(id=section, text=text))
    return done.change("Write")


def typed(session: Session, section: str, text: str) -> Change:
    """The text as it stands while somebody types; on disk when this returns. `seal` ends the typing, and only then anybody else looks."""
    require_section(section)
    _require_fit(text)
    require_open(snapshot.case(session))
    if session.file.one(Note, section) is None:
        with step(session, "Begin " + section.partition("/")[0]) as (writing, _):
            _make(session, writing, section)
            writing.put(Note(id=section))
    session.file.typed("note", section, "text", text, by=session.person)
    return Change(summary="Typing", parts=frozenset())


def seal(session: Session) -> Change:
    """The person has moved on: what was typed becomes a version of its own. Nothing to seal is no harm."""
    if not session.file.seal(by=session.person):
        return Change(summary="Typing", parts=frozenset())
    shelf_row.follow(session)
    return Change(summary="Typing", parts=frozenset({Part.NOTES}))


def _make(session: Session, writing: Writing, section: str) -> None:
    kind, _, id = section.partition("/")
    if kind == "conversation" and session.file.one(Conversation, id) is None:
        writing.put(Conversation(id=id, who=id.replace("-", " ").capitalize()))


def _require_fit(text: str) -> None:
    require_storable(text)
    if len(text) > LONGEST:
        raise Refused("too-big", "This text is too long to keep in one piece. Attach it as a record instead.")
