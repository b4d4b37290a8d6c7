"""Paper: off unless the settings allow it, each page says whose copy it is, and both records say that it was printed (promises P23).

No file is made on the way: the pages go to `lp` through a pipe. What the printer's queue keeps is beyond this program, and it is said so.
Windows has no such door without a file of its own, so there is no printing there yet: `allowed` answers no.
"""

import shutil
import subprocess
import sys
from dataclasses import dataclass

from leder_desktop import settings
from leder_desktop.errors import Refused
from leder_desktop.model.case import COUNTERSIGNED
from leder_desktop.model.dates import day_words
from leder_desktop.model.note import require_storable
from leder_desktop.model.remarks import Remark
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import export, laptop_record, report, snapshot
from leder_desktop.operations.other_person import ONE_AT_A_TIME
from leder_desktop.report.watermark import watermarked
from leder_desktop.session import Session

QUEUE = "The printer's queue keeps a copy that this program cannot erase. Collect the pages at once."
TITLE = "LeDeR Desktop"
"""What the queue is told it is: never a name."""
PATIENCE_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is printed, as plain data for any thread."""

    pdf: bytes | None
    """The countersigned report; None: it is made from `whole`."""
    whole: tuple[Snapshot, list[Remark]]
    line: str
    """Who printed it, when, and for whom."""


def allowed() -> bool:
    """Whether a page may go to a printer at all: the settings say so, and there is a way without a file."""
    return sys.platform != "win32" and settings.read().printing


def prepare(session: Session, copy_for: str) -> Plan:
    """Refused: `no-permission` when the settings do not allow it, `incomplete` without saying for whom.

    The case's record and the laptop's say it before a page leaves; when they cannot, nothing is printed.
    """
    if not allowed():
        raise Refused("no-permission", "Printing is switched off on this laptop. Who looks after it can switch it on in its settings.")
    to = require_storable(copy_for.strip())
    if not to:
        raise Refused("incomplete", "Say for whom this copy is. It stands on every page.")
    at = session.clock.now().astimezone()
    released = snapshot.case(session).state in COUNTERSIGNED
    pdf = export.final_report(session) if released else None
    session.file.note("printed the report", by=session.person)
    session.desk.shelf.record(f"printed the report of case {session.case}", by=session.person, at=session.clock.now())
    line = f"Printed by {session.person} on {day_words(at)} at {at:%H:%M} · Copy for {to}"
    return Plan(pdf=pdf, whole=report.prepare(session), line=line)


def pages(plan: Plan) -> bytes:
    """The report with its line on each page; slow, for any thread."""
    pdf = plan.pdf if plan.pdf is not None else report.build(plan.whole).pdf
    with ONE_AT_A_TIME:
        return watermarked(pdf, line=plan.line)


def send(made: bytes) -> None:
    """To the usual printer. Refused `io-error` when there is none or it does not take them; for any thread."""
    program = shutil.which("lp")
    if program is None:
        raise Refused("io-error", "There is no printer set up on this laptop. Nothing was printed.")
    try:
        done = subprocess.run([program, "-s", "-t", TITLE], input=made, capture_output=True, timeout=PATIENCE_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        done = None
    if done is None or done.returncode:
        raise Refused("io-error", "The printer did not take the pages. Nothing was printed, as far as this program can tell.")


def failed(session: Session) -> None:
    """The line that says it did not come to paper."""
    session.file.note("the printer did not take the report", by=session.person)
    laptop_record.note(session.desk, f"printed nothing of case {session.case}: the printer did not take it")
