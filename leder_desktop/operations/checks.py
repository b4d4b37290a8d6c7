"""Every remark the rules have about a case."""

from leder_desktop.model.checks import remarks as all_remarks
from leder_desktop.model.remarks import Remark, Severity
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import snapshot
from leder_desktop.session import Session


def remarks(session: Session) -> list[Remark]:
    """The remarks on the open case as it stands now."""
    return of(session, snapshot.take(session))


def of(session: Session, whole: Snapshot) -> list[Remark]:
    """The remarks on a case that was read already."""
    return all_remarks(whole, today=session.clock.today())


def blocking(found: list[Remark]) -> list[Remark]:
    """Those that forbid signing."""
    return [r for r in found if r.severity == Severity.BLOCK]
