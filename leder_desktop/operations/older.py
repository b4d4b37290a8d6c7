"""An older copy of a case's file, put back by hand or by another program: told, and never silently taken for the truth.

The shelf keeps the head of each case's record as it was last seen. A file that does not go on from that head is not opened until the
person says so; that is recorded in the case and on the laptop, and from then on this file is the case.
"""

from leder_desktop.errors import Refused
from leder_desktop.session import Session
from leder_desktop.store import audit

CODE = "older-than-seen"


def require_newest(session: Session) -> None:
    """Refused `older-than-seen`, in one sentence."""
    row, database = session.desk.shelf.case(session.case), session.file.database
    if audit.continues(database, row.audit_head, row.audit_lines):
        return
    _, here = audit.head(database)
    raise Refused(
        CODE,
        f"The file of this case is not the one last seen on this laptop: its record has {here} lines, and {row.audit_lines} were seen. An"
        " older copy was put back, so what was written since is missing. Restore the case from a backup, or say in the window that you"
        " want to go on with this older copy.",
        seen=row.audit_lines, here=here,
    )  # fmt: skip


def go_on(session: Session) -> None:
    """The person wants this older copy: a line in the case, a line on the laptop, and from now on this is the case."""
    row, database = session.desk.shelf.case(session.case), session.file.database
    if audit.continues(database, row.audit_head, row.audit_lines):
        return
    _, here = audit.head(database)
    said = f"went on with an older copy: {row.audit_lines} lines were seen, {here} are here"
    session.file.note(said, by=session.person)
    session.desk.shelf.record(f"{said}, case {session.case}", by=session.person, at=session.clock.now())
    session.desk.shelf.saw(session.case, *audit.head(database))
