"""Records asked for: asked, chased, received or refused."""

from dataclasses import replace

from leder_desktop.errors import Refused
from leder_desktop.model.change import Change
from leder_desktop.model.evidence import Request
from leder_desktop.operations.writing import step
from leder_desktop.session import Session


def add(session: Session, request: Request) -> Change:
    """Write down that records were asked for. Refused: `incomplete` without whom and what."""
    kept = replace(request, id=session.clock.new_id())
    _require_whole(kept)
    with step(session, "Add request for records") as (writing, done):
        writing.put(kept)
        done.made.append(kept.id)
    return done.change("Add request for records")


def change(session: Session, request: Request) -> Change:
    """Say a request differently: chased, come, refused. Refused as `add`."""
    _require_whole(request)
    with step(session, "Change request for records") as (writing, done):
        writing.put(request)
    return done.change("Change request for records")


def requests(session: Session) -> list[Request]:
    """In the order they were written."""
    return session.file.all(Request)


def _require_whole(request: Request) -> None:
    if not request.organisation.strip() or not request.what.strip():
        raise Refused("incomplete", "Say who was asked, and for what.")
