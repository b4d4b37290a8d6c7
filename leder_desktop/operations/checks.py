"""Every remark the rules have about a case.

They are looked for but once while a case stays as it is, whoever asks: a screen, the one that signs, or the register when the case is left.
"""

from dataclasses import dataclass
from datetime import date

from leder_desktop.model.checks import remarks as all_remarks
from leder_desktop.model.remarks import Remark, Severity
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import snapshot, twins
from leder_desktop.session import Session


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the checks look at: plain data, so that they can look from any thread."""

    whole: Snapshot
    today: date
    twins: tuple[str, ...]


def plan(session: Session) -> Plan:
    """The open case as it stands now."""
    return Plan(whole=snapshot.take(session), today=session.clock.today(), twins=twins.references(session))


def look(plan: Plan) -> list[Remark]:
    """What the checks say about it. Pure, and safe on any thread."""
    return all_remarks(plan.whole, today=plan.today, twins=plan.twins)


def remarks(session: Session) -> list[Remark]:
    """The remarks on the open case as it stands now."""
    return of(session, snapshot.take(session))


def of(session: Session, whole: Snapshot) -> list[Remark]:
    """The remarks on a case that was read already."""
    plan = Plan(whole=whole, today=session.clock.today(), twins=twins.references(session))
    return list(session.file.made_of("remarks", plan, lambda: look(plan)))


def looked(session: Session, plan: Plan, found: list[Remark]) -> None:
    """What a look on another thread has found, so that nobody looks at the same case again."""
    session.file.made_of("remarks", plan, lambda: found)


def blocking(found: list[Remark]) -> list[Remark]:
    """Those that forbid signing."""
    return [r for r in found if r.severity == Severity.BLOCK]
