"""The case: reference, notification date, opt-out check, due date, and where the review stands.

States are those of the 2021+ process (domain reference 1.3) as far as one laptop sees them; the moves allowed are one table.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from leder_desktop.errors import Refused


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
    CLOSED = "closed"
    """Closed as not reviewed, with its reason (domain reference 1.3, state 9)."""


MOVES: dict[State, frozenset[State]] = {
    State.NOTIFIED: frozenset({State.IN_PROGRESS, State.CLOSED}),
    State.IN_PROGRESS: frozenset({State.SUBMITTED, State.CLOSED}),
    State.SUBMITTED: frozenset({State.RETURNED, State.RELEASED, State.CLOSED}),
    State.RETURNED: frozenset({State.SUBMITTED, State.CLOSED}),
    State.RELEASED: frozenset({State.EXPORTED}),
    State.EXPORTED: frozenset({State.EXPORTED}),
    State.CLOSED: frozenset({State.NOTIFIED, State.IN_PROGRESS}),
}

WORDS: dict[State, str] = {
    State.NOTIFIED: "Notified, opt-out not checked",
    State.IN_PROGRESS: "Being reviewed",
    State.SUBMITTED: "With the senior reviewer",
    State.RETURNED: "Returned with comments",
    State.RELEASED: "Countersigned, ready to leave",
    State.EXPORTED: "Sealed and exported",
    State.CLOSED: "Closed, not reviewed",
}

WRITABLE = frozenset({State.IN_PROGRESS, State.RETURNED})
"""States in which the reviewer may change the review itself."""


@dataclass(frozen=True, kw_only=True)
class OptOut:
    """N25: the national data opt-out check. The application is offline and cannot check: it records who did (IG-OPT-2)."""

    result: str = "not-checked"
    """`none`, `opted-out` or `not-checked`."""
    by: str = ""
    on: date | None = None


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
    """A01, the process this review follows."""
    sample: bool = False
    """True for the invented sample: never countable as real."""
    duplicate_checked: bool = False
    duplicate_checked_on: date | None = None
    """N26."""
    made_on: date | None = None


DUE_MONTHS = 6
"""A07: a review is due six months after the notification."""


def due(notified_on: date | None) -> date | None:
    """A07: the same day six months on, else that month's last day (31 August -> 28 or 29 February)."""
    if notified_on is None:
        return None
    year, month = divmod(notified_on.month - 1 + DUE_MONTHS, 12)
    year, month = notified_on.year + year, month + 1
    return date(year, month, min(notified_on.day, monthrange(year, month)[1]))


def require_move(case: Case, to: State) -> None:
    """May the case go from where it stands to `to` (`MOVES`)? Refused: `wrong-state`."""
    if to not in MOVES[case.state]:
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
