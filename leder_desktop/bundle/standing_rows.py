"""How a review stands, for `review.json`: the support it is made under, allocation, holds, the clock on the day it was signed, and what
came after it left."""

from datetime import date
from typing import Any

from leder_desktop.model.case import Hold
from leder_desktop.model.review_clock import standing
from leder_desktop.model.snapshot import Snapshot


def rows(snapshot: Snapshot) -> dict[str, Any]:
    """`clock` is counted on the day of the reviewer's signature, so that it says the same on any later day; null before it."""
    case, policy = snapshot.case, snapshot.standards.policy()
    signed = snapshot.signoff.submitted_at
    clock = standing(case, signed.astimezone().date(), policy, snapshot.standards.checks()) if signed else None
    offered, panel = case.offered, case.panel
    return {
        "section251": policy.cag_reference,
        "allocatedOn": _day(case.allocated_on),
        "holds": [_hold(hold, snapshot) for hold in case.holds],
        "familyWaitsUntil": _day(case.family_waits_until),
        "clock": {"gross": clock.gross, "paused": clock.paused, "net": clock.net, "left": clock.left} if clock else None,
        "familyOffered": {
            "draft": offered.draft, "draftOn": _day(offered.draft_on), "copy": offered.copy, "copyOn": _day(offered.copy_on),
            "whyNot": offered.why_not,
        },
        "panel": {
            "metOn": _day(panel.met_on), "outcome": panel.outcome, "words": snapshot.standards.label("panel-outcome", panel.outcome),
            "signedOff": panel.signed_off, "note": panel.note,
        } if panel.met_on else None,
        "completedOn": _day(case.completed_on),
        "closedOn": _day(case.closed_on),
    }  # fmt: skip


def _hold(hold: Hold, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "reason": hold.reason, "words": snapshot.standards.label(snapshot.standards.policy().hold_reasons, hold.reason),
        "started": _day(hold.started), "expected": _day(hold.expected), "ended": _day(hold.ended), "agreedBy": hold.agreed_by,
        "reference": hold.reference, "note": hold.note,
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
