"""The case: reference, process, notification date, opt-out check, allocation, holds, due date, and where the review stands.

States are those of both processes (domain reference 1.3, 1.4) as far as one laptop sees them; the moves allowed are one table. "On hold"
is no state but a hold that is open: the review comes back to where it was. How the days are counted is `review_clock`; which row of the
process a case stands in is `stages`.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, datetime
from enum import StrEnum

from leder_desktop.errors import Refused
from leder_desktop.model.independence import Declaration


class State(StrEnum):
    NOTIFIED = "notified"
    """Taken in; the opt-out check is not recorded yet, so nothing else opens (R-OPT-1, IG-OPT-1)."""
    IN_PROGRESS = "in-progress"
    SUBMITTED = "submitted"
    """Signed by the reviewer; with the senior reviewer."""
    RETURNED = "returned"
    """Returned with comments; the reviewer writes again."""
    RELEASED = "released"
    """Countersigned: bundle uuid and recipients are fixed."""
    EXPORTED = "exported"
    """Sealed and given out; the panel (Bristol: the steering group) has it."""
    PANEL = "panel"
    """The panel has met: its day and outcome are recorded (F15)."""
    COMPLETED = "completed"
    """Signed off, actions logged, the family offered the draft and a copy (domain reference 1.3, state 10)."""
    CLOSED = "closed"
    """Closed as not reviewed, with its reason (domain reference 1.3, state 9)."""


MOVES: dict[State, frozenset[State]] = {
    State.NOTIFIED: frozenset({State.IN_PROGRESS, State.CLOSED}),
    State.IN_PROGRESS: frozenset({State.SUBMITTED, State.CLOSED}),
    State.SUBMITTED: frozenset({State.RETURNED, State.RELEASED, State.CLOSED}),
    State.RETURNED: frozenset({State.SUBMITTED, State.CLOSED}),
    State.RELEASED: frozenset({State.EXPORTED}),
    State.EXPORTED: frozenset({State.EXPORTED, State.PANEL}),
    State.PANEL: frozenset({State.PANEL, State.COMPLETED}),
    State.COMPLETED: frozenset(),
    State.CLOSED: frozenset({State.NOTIFIED, State.IN_PROGRESS}),
}

WORDS: dict[State, str] = {
    State.NOTIFIED: "Notified, opt-out not checked",
    State.IN_PROGRESS: "Being reviewed",
    State.SUBMITTED: "With the senior reviewer",
    State.RETURNED: "Returned with comments",
    State.RELEASED: "Countersigned, ready to leave",
    State.EXPORTED: "Sealed and exported",
    State.PANEL: "The panel has met",
    State.COMPLETED: "Completed",
    State.CLOSED: "Closed, not reviewed",
}

WRITABLE = frozenset({State.IN_PROGRESS, State.RETURNED})
"""States in which the reviewer may change the review itself."""
COUNTERSIGNED = frozenset({State.RELEASED, State.EXPORTED, State.PANEL, State.COMPLETED})
"""States in which what was signed twice is fixed: it can be sealed and printed again, never changed."""
MAY_HOLD = frozenset({State.IN_PROGRESS, State.SUBMITTED, State.RETURNED})
"""States in which a hold may begin or be changed: from the allocation to the quality check (domain reference 1.3, 2 to 6)."""
OVER = frozenset({State.CLOSED, State.COMPLETED})
"""States in which no clock runs."""

TEMPLATE_WORDS: dict[str, str] = {
    "LeDeR-2021": "LeDeR, from June 2021: initial and focused review",
    "Bristol-2018+": "Bristol, 2018 to May 2021: initial and multi-agency review",
    "Bristol-2016": "Bristol, 2016 and 2017: initial and multi-agency review",
}
"""A01: the processes a review can follow, the newest first."""


@dataclass(frozen=True, kw_only=True)
class OptOut:
    """N25: the national data opt-out check. The application is offline and cannot check: it records who did (IG-OPT-2)."""

    result: str = "not-checked"
    """`none`, `opted-out` or `not-checked`."""
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Hold:
    """A08: a time in which the review waits for another process, or because the family asked (domain reference 1.3, state 8)."""

    reason: str = ""
    """A code of the vocabulary the policy names (`hold_reasons`; 2.9.6)."""
    started: date | None = None
    """The first day that does not count."""
    expected: date | None = None
    """When it is thought to end; a promise of nobody."""
    ended: date | None = None
    """The first day that counts again; None while it is open."""
    agreed_by: str = ""
    reference: str = ""
    """Of the other process: an inquest's or an enquiry's number."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """F15: what the governance panel (Bristol: the steering group) said. Its actions are entered after this (F16)."""

    met_on: date | None = None
    outcome: str = ""
    """A code of the vocabulary `panel-outcome`."""
    signed_off: bool = False
    """The panel signed off the quality of the review."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Offered:
    """O10, R-CON-6: whether the family was offered the draft to comment on, and a copy of the completed review."""

    draft: str = ""
    """`offered`, `not-offered`, or empty: not recorded yet."""
    draft_on: date | None = None
    copy: str = ""
    """As `draft`."""
    copy_on: date | None = None
    why_not: str = ""
    """Why one of them was not offered; required then."""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """The senior reviewer's reason for not granting the focused review the family asked for (R-FOC-4); empty where none was refused."""

    by: str = ""
    """The senior reviewer's name."""
    why: str = ""
    on: date | None = None
    at: datetime | None = None
    """The moment it was recorded: what the family says after it is a new request (`model.decision.refusal`)."""


@dataclass(frozen=True, kw_only=True)
class Case:
    id: str
    reference: str = ""
    """N01, issued by the platform; made here as LOCAL-... when the notification has none."""
    notified_on: date | None = None
    """N02; the six months run from here, not from the death."""
    opt_out: OptOut = OptOut()
    state: State = State.NOTIFIED
    closed_why: str = ""
    reopened_why: str = ""
    template: str = "LeDeR-2021"
    """A01, the process this review follows: a key of `TEMPLATE_WORDS`, chosen when the case was taken in."""
    allocated_on: date | None = None
    """A02: given to a reviewer with no link to the care."""
    reviewer_profession: str = ""
    """A03: a code of `profession`."""
    reviewer_employer: str = ""
    independence: Declaration = Declaration()
    """A04: by whom, when and in which words."""
    senior_reviewer: str = ""
    """A05: the name of somebody else than the reviewer."""
    local_area_contact: str = ""
    """A06."""
    refusal: Refusal = Refusal()
    holds: tuple[Hold, ...] = ()
    """A08, in the order they were begun."""
    family_waits_until: date | None = None
    """A09: the family asked to be left in peace until then; a reminder, not a hold."""
    panel: Panel = Panel()
    offered: Offered = Offered()
    completed_on: date | None = None
    closed_on: date | None = None
    """The day it was closed as not reviewed; empty while it is not, and in reviews closed by an earlier version."""
    sample: bool = False
    """True for the invented sample: never countable as real."""
    duplicate_checked: bool = False
    duplicate_checked_on: date | None = None
    """N26."""
    made_on: date | None = None


DUE_MONTHS = 6
"""A07: a review is due six months after the notification, where no policy says otherwise."""


def months_on(day: date, months: int) -> date:
    """The same day so many months on, else that month's last day (31 August, six months -> 28 or 29 February).

    A day mistyped so far out that no calendar reaches it is the last or the first day there is.
    """
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if months > 0 else date.min
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def due(notified_on: date | None, months: int = DUE_MONTHS) -> date | None:
    """A07: six months from the notification; no hold moves it."""
    return months_on(notified_on, months) if notified_on is not None else None


FROM_JUNE_2021, FROM_2018 = date(2021, 6, 1), date(2018, 1, 1)
"""The new process began on 1 June 2021 (domain reference 1.3); that the second Bristol form began with 2018 is concluded from its name."""


def template_for(notified_on: date | None) -> str:
    """The process a notification of that day belongs to, as a first choice: a key of `TEMPLATE_WORDS`."""
    if notified_on is None or notified_on >= FROM_JUNE_2021:
        return "LeDeR-2021"
    return "Bristol-2018+" if notified_on >= FROM_2018 else "Bristol-2016"


def is_bristol(template: str) -> bool:
    return template.startswith("Bristol")


def closed(case: Case, why: str, on: date) -> Case:
    """Closed as not reviewed, for a code of `closed-why` or words; its clock stands still from that day."""
    return replace(case, state=State.CLOSED, closed_why=why, closed_on=on)


def require_move(case: Case, to: State) -> None:
    """May the case go from where it stands to `to` (`MOVES`)? Refused: `wrong-state`."""
    if to not in MOVES[case.state]:
        raise Refused("wrong-state", f"This case is “{WORDS[case.state]}”, so that cannot be done now.", state=str(case.state))


def require_countersigned(case: Case) -> None:
    """Is it fixed and signed twice, so that it can be sealed or printed, also once more? Refused: `wrong-state`."""
    if case.state not in COUNTERSIGNED:
        raise Refused("wrong-state", f"This case is “{WORDS[case.state]}”, so that cannot be done now.", state=str(case.state))


def require_open(case: Case) -> None:
    """The opt-out gate and the pen: may this review be written in now?

    Refused: `opt-out-not-checked`, `opted-out`, or `wrong-state` after signing or closing.
    """
    if case.opt_out.result == "opted-out":
        raise Refused("opted-out", "The person opted out of sharing their information. This review must stop; erase the case.")
    if case.opt_out.result != "none":
        raise Refused(
            "opt-out-not-checked",
            "Confirm with your team that no national data opt-out applies, and record who checked. Until then nothing can be added.",
        )
    if case.state not in WRITABLE:
        raise Refused("wrong-state", f"This case is “{WORDS[case.state]}”, so the review cannot be changed now.", state=str(case.state))


def require_pen(case: Case) -> None:
    """May who-they-were be described? Also before the opt-out check: identifying the person is how the check is made."""
    if case.state != State.NOTIFIED or case.opt_out.result == "opted-out":
        require_open(case)
