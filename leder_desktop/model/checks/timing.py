"""Time: R-TIME-1 to R-TIME-5, as the clock of the review says it (`model.review_clock`). Never alarmed: many reviews wait with reason."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.case import WRITABLE, Hold
from leder_desktop.model.checks.said import listed
from leder_desktop.model.checks.sentences import Said, quoted, say, several
from leder_desktop.model.dates import day_words
from leder_desktop.model.review_clock import open_holds, standing
from leder_desktop.model.snapshot import Snapshot


def remarks(snapshot: Snapshot, today: date) -> Iterator[Said]:
    case, policy = snapshot.case, snapshot.standards.policy()
    held = open_holds(case)
    if held and case.state in WRITABLE:
        yield say("on-hold", "case.holds", holds=several([_named(snapshot, hold) for hold in held]))
    for reminder in standing(case, today, policy, snapshot.standards.checks()).reminders:
        yield say(reminder.check, "case.allocated_on" if reminder.kind == "allocation" else "case.holds", **reminder.names)
    known = snapshot.standards.vocabulary(policy.hold_reasons)
    for hold in held:
        parts = {"a reason": hold.reason.strip(), "its first day": hold.started, "the name of who agreed to it": hold.agreed_by.strip()}
        if missing := [words for words, there in parts.items() if not there]:
            yield say("hold-incomplete", "case.holds", hold=_named(snapshot, hold), missing=listed(missing))
    for hold in case.holds:
        if hold.reason.strip() and not known.has(hold.reason):
            yield say("hold-not-listed", "case.holds", hold=_named(snapshot, hold))


def _named(snapshot: Snapshot, hold: Hold) -> str:
    """ "“Police investigation”, from 1 November 2026", as far as it is known."""
    known = snapshot.standards.vocabulary(snapshot.standards.policy().hold_reasons)
    reason = quoted(known.label(hold.reason)) if hold.reason.strip() else "no reason that was given"
    return f"{reason}, from {day_words(hold.started)}" if hold.started else reason
