"""A warning stays as it is, for a reason that goes with the review."""

from leder_desktop.errors import Refused
from leder_desktop.model.change import Change
from leder_desktop.model.note import require_storable
from leder_desktop.model.remarks import Kept, Severity
from leder_desktop.operations import checks
from leder_desktop.operations.writing import step
from leder_desktop.session import Session


def keep(session: Session, id: str, where: str, why: str) -> Change:
    """Leave the warning of the check `id` about `where` as it is, for a reason that goes with the review.

    Refused: `no-such-remark` when the check does not say it now, `not-a-warning` for what blocks or only hints, `incomplete` without a
    reason, and the opt-out gate or `wrong-state` where nothing can be written.
    """
    found = next((each for each in checks.remarks(session) if (each.id, each.where) == (id, where)), None)
    if found is None:
        raise Refused("no-such-remark", "The checks do not say that about this place now. Look at what they say, and choose again.")
    if found.severity != Severity.WARN:
        raise Refused("not-a-warning", "Only something worth another look can be kept as it is. What blocks must be put right.")
    if not why.strip():
        raise Refused("incomplete", "Say in a sentence why it stays as it is.")
    with step(session, "Keep a remark as it is") as (writing, done):
        writing.put(
            Kept(id=found.key, why=require_storable(why.strip()), sentence=found.sentence, by=session.person, at=session.clock.now())
        )
    return done.change("Keep a remark as it is")


def take_back(session: Session, id: str, where: str) -> Change:
    """The warning stands again. Refused: `gone` when no reason is kept for it, and where nothing can be written."""
    key = f"{id}@{where}"
    if session.file.one(Kept, key) is None:
        raise Refused("gone", "No reason is kept for that.")
    with step(session, "Take back a reason") as (writing, done):
        writing.remove(Kept, key)
    return done.change("Take back a reason")
