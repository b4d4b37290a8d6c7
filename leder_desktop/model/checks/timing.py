"""Time: R-TIME-1 to R-TIME-5, as the clock of the review says it (`model.review_clock`). Never alarmed: many reviews wait with reason."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.case import WRITABLE
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.review_clock import open_holds, standing
from leder_desktop.model.snapshot import Snapshot

SAYS = {
    "months": "months-gone", "over": "overdue", "initial": "initial-due", "allocation": "not-allocated", "hold-check": "hold-check",
    "hold-expected": "hold-check", "family": "family-waited",
}  # fmt: skip
"""The kind of a reminder -> the check that says it."""


def remarks(snapshot: Snapshot, today: date) -> Iterator[Said]:
    case, policy = snapshot.case, snapshot.standards.policy()
    held = open_holds(case)
    if held and case.state in WRITABLE:
        yield say("on-hold", "case.holds", reason=snapshot.standards.vocabulary(policy.hold_reasons).label(held[0].reason))
    for reminder in standing(case, today, policy).reminders:
        check = "overdue-on-hold" if reminder.kind == "over" and held else SAYS[reminder.kind]
        yield say(check, "case.allocated_on" if reminder.kind == "allocation" else "case.holds", said=reminder.sentence)
    listed = snapshot.standards.vocabulary(policy.hold_reasons)
    for hold in held:
        if not hold.reason.strip() or hold.started is None or not hold.agreed_by.strip():
            yield say("hold-incomplete", "case.holds")
    for hold in case.holds:
        if hold.reason.strip() and not listed.has(hold.reason):
            yield say("hold-not-listed", "case.holds", reason=hold.reason)
