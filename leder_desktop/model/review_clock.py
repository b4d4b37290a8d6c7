"""The clock of a review: gross, paused and net days, the day it is due, and what should be looked at again.

A review is due six months after its NOTIFICATION, and no hold moves that day: a statutory process or the family's wish excuses being
late, it does not change what late is (domain reference 1.3, time rules; R-TIME-1). So three numbers stand side by side: gross days since
the notification, days of those on hold, and the days between them, net. Nothing here is red: many reviews are late for good reasons.

Days are counted as the difference of two dates: a hold from 3 to 5 May is two days, and one begun and ended on one day is none. Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from leder_desktop.errors import Refused
from leder_desktop.model.case import OVER, WRITABLE, Case, Hold, due, is_bristol, months_on
from leder_desktop.model.check_texts import CheckText, Filling
from leder_desktop.model.dates import day_words
from leder_desktop.model.policy import Policy

SAYS = {
    "months": "months-gone", "over": "overdue", "initial": "initial-due", "allocation": "not-allocated", "hold-check": "hold-check",
    "hold-expected": "hold-expected", "family": "family-waited",
}  # fmt: skip
"""The kind of a reminder -> the check that says it."""
COUNTS_BY = ("due_months", "remind_months", "initial_weeks", "allocation_months", "hold_check_days")
"""What of a policy the clock counts by, besides the weight of R-TIME-5."""


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """Something that has come of age, said calmly."""

    kind: str
    """`months`, `over`, `initial`, `allocation`, `hold-check`, `hold-expected`, `family`."""
    check: str
    """The check that says it, whose sentence it has."""
    names: Mapping[str, str]
    """What fills the places of that sentence."""
    since: date
    """The day from which it is said."""
    sentence: str
    hold: Hold | None = None
    """The hold it is about."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a review stands on one day. Every count is in days."""

    gross: int
    """From the notification until today, or until the review was completed or closed; 0 when no notification is known."""
    paused: int
    """Of the gross days, those on hold; a day on two holds is one day."""
    due: date | None
    """Notification and the months of the policy; None while the notification is not known."""
    left: int | None
    """Until the due day, less than 0 when it is over; None when there is none, or nothing to be in time for any more."""
    initial_due: date | None
    """Bristol: allocation and the weeks of the policy (R-TIME-4)."""
    held: tuple[Hold, ...]
    """The holds that are open."""
    reminders: tuple[Reminder, ...]

    @property
    def net(self) -> int:
        """Gross without paused."""
        return self.gross - self.paused


def paused_days(holds: Iterable[Hold], since: date, until: date) -> int:
    """How many of the days from `since` until `until` lie in a hold; one still open lasts until `until`, and overlaps count once."""
    spans = sorted((hold.started, min(hold.ended or until, until)) for hold in holds if hold.started is not None)
    count, covered = 0, since
    for start, end in spans:
        begin = max(start, covered)
        if end > begin:
            count += (end - begin).days
            covered = end
    return count


def open_holds(case: Case) -> tuple[Hold, ...]:
    """Those that have not ended; none once the review is over."""
    return () if case.state in OVER else tuple(hold for hold in case.holds if hold.ended is None)


def standing(case: Case, today: date, policy: Policy, texts: Mapping[str, CheckText]) -> Standing:
    """How the review stands today, its reminders in the words of the checks (`texts`). A notification in the future counts no days."""
    told, until = case.notified_on, min(today, case.completed_on or today, case.closed_on or today)
    gross = max(0, (until - told).days) if told is not None else 0
    day, held = due(told, policy.due_months), open_holds(case)
    return Standing(
        gross=gross,
        paused=paused_days(case.holds, told, until) if told is not None and gross else 0,
        due=day,
        left=(day - today).days if day is not None and case.state not in OVER else None,
        initial_due=_initial_due(case, policy),
        held=held,
        reminders=() if case.state in OVER else tuple(_reminders(case, held, today, policy, texts)),
    )


def _initial_due(case: Case, policy: Policy) -> date | None:
    if not is_bristol(case.template) or case.allocated_on is None:
        return None
    return case.allocated_on + timedelta(weeks=policy.initial_weeks)


def _reminder(texts: Mapping[str, CheckText], kind: str, since: date, hold: Hold | None = None, **names: str) -> Reminder:
    check = "overdue-on-hold" if kind == "over" and hold is not None else SAYS[kind]
    sentence = texts[check].sentence.format_map(Filling(names))
    return Reminder(kind=kind, since=since, check=check, names=names, sentence=sentence, hold=hold if kind != "over" else None)


def _reminders(case: Case, held: tuple[Hold, ...], today: date, policy: Policy, texts: Mapping[str, CheckText]) -> Iterable[Reminder]:
    for hold in held:
        yield from _of_hold(hold, today, policy, texts)
    if case.family_waits_until is not None and case.family_waits_until <= today:
        yield _reminder(texts, "family", case.family_waits_until, until=day_words(case.family_waits_until))
    first = _initial_due(case, policy)
    if first is not None and first <= today and case.state in WRITABLE:
        yield _reminder(texts, "initial", first, due=day_words(first), weeks=str(policy.initial_weeks))
    day = due(case.notified_on, policy.due_months)
    if case.notified_on is None or day is None:
        return
    if case.allocated_on is None and policy.severity.get("R-TIME-5", "off") != "off":
        by = months_on(case.notified_on, policy.allocation_months)
        if by <= today:
            yield _reminder(texts, "allocation", by, by=day_words(by))
    if day < today:
        yield _reminder(texts, "over", day + timedelta(days=1), held[0] if held else None, due=day_words(day))
        return
    passed = [(months, at) for months in policy.remind_months if (at := months_on(case.notified_on, months)) <= today]
    if passed:
        months, at = max(passed)
        gone = f"{number(months)} month has" if months == 1 else f"{number(months)} months have"
        yield _reminder(texts, "months", at, gone=gone, due=day_words(day))


def _of_hold(hold: Hold, today: date, policy: Policy, texts: Mapping[str, CheckText]) -> Iterable[Reminder]:
    """Every `hold_check_days` it is asked whether the hold still stands; the day it was thought to end comes first."""
    if hold.started is None:
        return
    if hold.expected is not None and hold.expected <= today:
        yield _reminder(texts, "hold-expected", hold.expected, hold, expected=day_words(hold.expected))
        return
    checks = (today - hold.started).days // policy.hold_check_days
    if checks:
        at, lasts = hold.started + timedelta(days=checks * policy.hold_check_days), days((today - hold.started).days)
        yield _reminder(texts, "hold-check", at, hold, lasts=lasts, every=str(policy.hold_check_days))


def accept(hold: Hold, case: Case, today: date, reasons: Iterable[str]) -> Hold:
    """A hold that can stand (R-TIME-2, R-TIME-3). `reasons`: the codes of the policy's list.

    Refused `incomplete` without reason, first day or who agreed; `not-understood` for a reason that is not listed, a first day before
    the notification or after today, an end before the beginning or after today, an expected end before the beginning.
    """
    known = tuple(reasons)
    if not hold.reason.strip():
        raise Refused("incomplete", "Say why the review waits.")
    if hold.reason not in known:
        raise Refused("not-understood", f"A review waits only for a listed reason. There are: {', '.join(known)}.")
    if hold.started is None:
        raise Refused("incomplete", "Say from which day the review is on hold.")
    if not hold.agreed_by.strip():
        raise Refused("incomplete", "Say who agreed that the review waits.")
    if case.notified_on is not None and hold.started < case.notified_on:
        told = day_words(case.notified_on)
        raise Refused("not-understood", f"A hold cannot begin before the notification of {told}: the clock was not running yet.")
    if hold.started > today:
        raise Refused("not-understood", "A hold begins today or began before. Record it on the day it begins.")
    if hold.expected is not None and hold.expected < hold.started:
        raise Refused("not-understood", "The expected end lies before the beginning.")
    if hold.ended is not None and not hold.started <= hold.ended <= today:
        raise Refused("not-understood", f"The hold began on {day_words(hold.started)}, so it ended then, today or between.")
    return hold


NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


def number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def left_words(left: int | None) -> str:
    """ "47 days left", "6 days over", "Due today"; empty where nothing is due. Late is said, and not coloured."""
    if left is None:
        return ""
    return "Due today" if left == 0 else f"{days(left)} left" if left > 0 else f"{days(-left)} over"


def due_words(now: Standing) -> str:
    """ "47 days left · 12 days paused", for the chip at the top."""
    return " · ".join(x for x in (left_words(now.left), f"{days(now.paused)} paused" if now.paused and now.left is not None else "") if x)
