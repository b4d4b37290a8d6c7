"""The checks: what a review says wrong, leaves out, or should look at again.

Each module is one family with a function `remarks(snapshot, today)`; rules are the code here, sentences and severities are data in
`resources/checks/checks.toml` (`sentences`). A check never changes anything and never fails on an odd case: it says what it sees.
A date is said to be wrong only when no day it can mean would be right.
"""

from datetime import date

from leder_desktop.model.checks import dates, eligibility, identity, signoff
from leder_desktop.model.remarks import Remark, Severity
from leder_desktop.model.snapshot import Snapshot

FAMILIES = (eligibility.remarks, dates.remarks, identity.remarks, signoff.remarks)


def remarks(snapshot: Snapshot, *, today: date) -> list[Remark]:
    """Every remark on this case: what blocks first, then warnings, then hints; inside each in the order of the review."""
    order = list(Severity)
    texts = snapshot.standards.checks()
    found = [said.remark(texts) for family in FAMILIES for said in family(snapshot, today)]
    return sorted(found, key=lambda remark: order.index(remark.severity))


__all__ = ["remarks"]
