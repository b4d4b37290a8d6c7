"""The decision of the initial review: what may be decided, in the light of the triggers (O05 to O08; Bristol B07, B08 and B13).

A focused review that a trigger makes a duty cannot be declined. What the family asked for is declined only with the senior reviewer's
reason. Everything else is the reviewer's judgement, with its reason.
"""

from dataclasses import dataclass

from leder_desktop.errors import Refused
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Refusal, is_bristol
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.triggers import ASKED, FAMILY, MUST, YES, Trigger, triggers

NO_CODE = "no"


@dataclass(frozen=True, kw_only=True)
class Form:
    """The questions of one process that make up its decision, and what its other review is called."""

    decided: str
    why: str
    before: tuple[str, ...]
    """What is asked first, in order."""
    review: str
    """`focused review` or `multi-agency review`."""
    reasons: str
    """The question that lists why the other review is made; empty where there is none."""


FOCUSED = Form(
    decided="initial.O07", why="initial.O08", before=("initial.O05", "initial.O05.on", "initial.O04"), review="focused review",
    reasons="focused.F01",
)  # fmt: skip
BRISTOL = Form(
    decided="bristol-initial.B13", why="bristol-initial.B13.reason",
    before=("bristol-initial.B06", "bristol-initial.B06.detail", "bristol-initial.B07", "bristol-initial.B07.detail"),
    review="multi-agency review", reasons="",
)  # fmt: skip
DECIDING = frozenset({FOCUSED.decided, BRISTOL.decided})
"""The questions whose answer decides; what may be answered hangs on the triggers."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One way to decide, and whether it is open."""

    code: str
    label: str
    why_not: str
    """Why it is not open, in one sentence; empty where it is."""


def outcome(given: Answer | None) -> str:
    """`yes` or `no`, from an answer to a deciding question; empty while nothing is decided."""
    if given is None or given.status != "answered":
        return ""
    return "yes" if str(given.value).startswith("yes") else NO_CODE


def form(snapshot: Snapshot) -> Form:
    return BRISTOL if is_bristol(snapshot.case.template) else FOCUSED


def is_focused(snapshot: Snapshot) -> bool:
    """Was a focused review decided on? Never in the Bristol process, which has none."""
    return form(snapshot) is FOCUSED and outcome(snapshot.answer(FOCUSED.decided)) == "yes"


def options(snapshot: Snapshot) -> tuple[Option, ...]:
    """Every answer the deciding question has, in its order, with what stands against it."""
    found, asked = triggers(snapshot), form(snapshot)
    values = snapshot.standards.question(asked.decided).values
    return tuple(Option(code=term.code, label=term.label, why_not=_why_not(term.code, found, asked, snapshot)) for term in values)


def refusal(snapshot: Snapshot) -> Refusal:
    """The senior reviewer's reason for not granting the request as it stands; empty once the family said otherwise, or asked again."""
    kept, asked = snapshot.case.refusal, snapshot.answer(ASKED)
    since = asked is not None and asked.at is not None and kept.at is not None and asked.at > kept.at
    return Refusal() if since else kept


def reasons(snapshot: Snapshot) -> tuple[str, ...]:
    """F01 as the triggers that are met would answer it: codes, in the order of the list."""
    rules = snapshot.standards.triggers().rules
    found = {rules[each.rule].reason for each in triggers(snapshot) if each.met == YES}
    try:
        return tuple(term.code for term in snapshot.standards.question(form(snapshot).reasons).values if term.code in found)
    except Refused:
        return ()


def met(found: tuple[Trigger, ...], strength: str) -> tuple[Trigger, ...]:
    """The triggers of that strength that are met."""
    return tuple(each for each in found if each.met == YES and each.strength == strength)


def _why_not(code: str, found: tuple[Trigger, ...], asked: Form, snapshot: Snapshot) -> str:
    duties = met(found, MUST)
    stands = _against(code, bool(duties), bool(met(found, FAMILY)), bool(refusal(snapshot).why.strip()))
    if not stands:
        return ""
    because = duties[0].because if duties else ""
    return snapshot.standards.triggers().options[stands].format(review=asked.review, because=because)


def _against(code: str, duty: bool, family: bool, refused: bool) -> str:
    """The case in which an option is not open; empty where it is."""
    if code == NO_CODE:
        return "duty" if duty else "family" if family and not refused else ""
    if code == "yes-mandatory":
        return "" if duty else "no-duty"
    if code == "yes-family" and not family:
        return "family-not-asked"
    return "duty-is-the-reason" if duty and code.startswith("yes-") else ""


def require_open(snapshot: Snapshot, answer: Answer) -> None:
    """May this be decided? Any other answer passes. Refused: `not-open`, with the sentence of the option."""
    if answer.status != "answered" or answer.id != form(snapshot).decided:
        return
    for option in options(snapshot):
        if option.code == answer.value and option.why_not:
            raise Refused("not-open", option.why_not)
