"""Every remark the rules have about a case, and the reasons for which warnings stay as they are."""

from dataclasses import dataclass
from datetime import date

from leder_desktop.errors import Refused
from leder_desktop.model.change import Change
from leder_desktop.model.checks import remarks as all_remarks
from leder_desktop.model.note import require_storable
from leder_desktop.model.remarks import Kept, Remark, Severity
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import cases, snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Session


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the checks look at: plain data, so that they can look from any thread."""

    whole: Snapshot
    today: date
    twins: tuple[str, ...]


def plan(session: Session) -> Plan:
    """The open case as it stands now."""
    return Plan(whole=snapshot.take(session), today=session.clock.today(), twins=twins(session))


def look(plan: Plan) -> list[Remark]:
    """What the checks say about it. Pure, and safe on any thread."""
    return all_remarks(plan.whole, today=plan.today, twins=plan.twins)


def remarks(session: Session) -> list[Remark]:
    """The remarks on the open case as it stands now."""
    return of(session, snapshot.take(session))


def of(session: Session, whole: Snapshot) -> list[Remark]:
    """The remarks on a case that was read already; looked for but once while nothing is written."""
    today, others = session.clock.today(), twins(session)
    return list(session.file.once("remarks", (whole, today, others), lambda: all_remarks(whole, today=today, twins=others)))


def twins(session: Session) -> tuple[str, ...]:
    """The references of other cases here that may be about the same person (R-ID-5)."""
    return tuple(row.reference for row in cases.twins(session))


def blocking(found: list[Remark]) -> list[Remark]:
    """Those that forbid signing."""
    return [r for r in found if r.severity == Severity.BLOCK]


def keep(session: Session, id: str, where: str, why: str) -> Change:
    """Leave the warning of the check `id` about `where` as it is, for a reason that goes with the review.

    Refused: `no-such-remark` when the check does not say it now, `not-a-warning` for what blocks or only hints, `incomplete` without a
    reason, and the opt-out gate or `wrong-state` where nothing can be written.
    """
    found = next((each for each in remarks(session) if (each.id, each.where) == (id, where)), None)
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
