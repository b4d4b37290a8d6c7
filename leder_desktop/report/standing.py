"""How long the review took: when it was allocated and due, what held it up, and the days of that."""

from leder_desktop.model.case import Hold, due
from leder_desktop.model.review_clock import days, number, standing
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report.tables import Fact, day, sentence


def facts(snapshot: Snapshot) -> list[Fact]:
    """Days are counted on the day of the reviewer's signature, so that the paper says the same on any day; before it there are none."""
    case, policy, signed = snapshot.case, snapshot.standards.policy(), snapshot.signoff.submitted_at
    by = f" ({number(policy.due_months).lower()} months after the notification)" if case.notified_on else ""
    made: list[Fact] = [("Support under section 251", policy.cag_reference)]
    made += [("Allocated on", day(case.allocated_on)), ("Due", day(due(case.notified_on, policy.due_months)) + by)]
    if case.holds:
        made.append(("On hold", "\n".join(_hold(hold, snapshot) for hold in case.holds)))
    if signed is not None and case.notified_on is not None:
        now = standing(case, signed.astimezone().date(), policy, snapshot.standards.checks())
        made.append(("Time until it was signed", f"{days(now.gross)}, {now.paused} of them paused, {now.net} without those"))
    return made


def _hold(hold: Hold, snapshot: Snapshot) -> str:
    why = snapshot.standards.label(snapshot.standards.policy().hold_reasons, hold.reason)
    lasted = f"from {day(hold.started)}" + (f" to {day(hold.ended)}" if hold.ended else ", not ended yet")
    return sentence(why, lasted, f"agreed by {hold.agreed_by}" if hold.agreed_by else "", hold.reference, hold.note)
