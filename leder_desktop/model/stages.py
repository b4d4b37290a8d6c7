"""Which row of the process a case stands in: its number, its words, who acts (domain reference 1.3 for LeDeR-2021, 1.4 for Bristol).

Nobody sets a stage. It follows from what is recorded: state, opt-out, allocation, what is written, the decision, holds and the panel.
"""

from dataclasses import dataclass, replace

from leder_desktop.model.case import Case, State, is_bristol
from leder_desktop.model.decision import form, outcome
from leder_desktop.model.review_clock import open_holds
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import Standards


@dataclass(frozen=True, kw_only=True)
class Stage:
    number: str
    """As the domain reference numbers it: `0` to `10`, `B0` to `B8`."""
    words: str
    acts: str
    """Who acts, in words; "Nobody" where nothing is left to do."""
    held: bool = False
    """A hold is open. The 2021 process has a row of its own for that (8); the Bristol one stays where it was."""


LEDER, BRISTOL = "stage-leder", "stage-bristol"
"""The vocabularies of both processes: code the number, label the words, group who acts. That of Bristol knows two rows more, `held` and
`closed`, which give their words to the row a case stands in."""


def table(standards: Standards, name: str) -> dict[str, Stage]:
    """The rows of a process, by number."""
    terms = standards.vocabulary(name).terms
    return {term.code: Stage(number=term.code, words=term.label, acts=term.group) for term in terms if term.code not in ("held", "closed")}


STEPS = ("Notified", "Writing", "Quality", "Panel", "Completed")
"""The five steps of the small bar in the list of cases."""
ORDER = {"0": 0, "1": 0, "2": 0, "3": 1, "4": 1, "5": 1, "6": 2, "7": 3, "8": 1, "9": 0, "10": 4,
         "B0": 0, "B1": 0, "B2": 1, "B3": 1, "B4": 1, "B5": 1, "B6": 2, "B7": 3, "B8": 4}  # fmt: skip
"""Number of a stage -> its place in `STEPS`."""
MEETING = "bristol-mar.M03"


@dataclass(frozen=True, kw_only=True)
class Written:
    """What of a review is there already, as far as its stage asks."""

    begun: bool = False
    """Somebody has begun to write, whether or not an allocation is recorded."""
    initial: bool = False
    """The initial review is written as far as the decision: portrait, timeline and a finding are there."""
    decision: str = ""
    """`yes`, `no`, or empty: not decided."""
    met: bool = False
    """Bristol: the multi-agency meeting is recorded."""


def written(whole: Snapshot) -> Written:
    met = whole.answer(MEETING)
    portrait = bool(whole.note("portrait").strip())
    return Written(
        begun=bool(portrait or whole.conversations or whole.entries or whole.answers or whole.findings),
        initial=bool(portrait and whole.entries and whole.findings),
        decision=outcome(whole.answer(form(whole).decided)),
        met=met is not None and met.status == "answered",
    )


def of(whole: Snapshot) -> Stage:
    """The stage of a case as it stands."""
    return stage(whole.case, written(whole), whole.standards)


def stage(case: Case, there: Written, standards: Standards) -> Stage:
    """The stage that follows from the case and what is written of it, in the words of `standards`."""
    if not is_bristol(case.template):
        rows, number = table(standards, LEDER), _leder(case, there)
        return replace(rows[number], held=number == "8")
    rows, number, words = table(standards, BRISTOL), _bristol(case, there), standards.vocabulary(BRISTOL).label
    if _ended(case):
        return replace(rows[number], words=words("closed"))
    if open_holds(case) and case.state not in (State.EXPORTED, State.PANEL):
        return replace(rows[number], words=words("held"), held=True)
    return rows[number]


def _ended(case: Case) -> bool:
    return case.state == State.CLOSED or case.opt_out.result == "opted-out"


def _leder(case: Case, there: Written) -> str:
    if _ended(case):
        return "9"
    match case.state:
        case State.NOTIFIED:
            return "0" if case.notified_on is None else "1"
        case State.COMPLETED:
            return "10"
        case State.EXPORTED | State.PANEL:
            return "7"
        case _:
            pass
    if open_holds(case):
        return "8"
    if case.state in (State.SUBMITTED, State.RELEASED):
        return "6"
    if case.allocated_on is None and not there.begun:
        return "2"
    if there.decision == "yes":
        return "5"
    return "4" if there.initial or there.decision else "3"


def _bristol(case: Case, there: Written) -> str:
    if _ended(case):
        return "B8"
    match case.state:
        case State.NOTIFIED:
            return "B0"
        case State.COMPLETED:
            return "B8"
        case State.EXPORTED | State.PANEL:
            return "B7"
        case State.SUBMITTED | State.RELEASED:
            return "B6"
        case _:
            return _bristol_writing(case, there)


def _bristol_writing(case: Case, there: Written) -> str:
    if case.allocated_on is None and not there.begun:
        return "B1"
    if there.decision == "yes":
        return "B5" if there.met else "B4"
    return "B3" if there.initial or there.decision else "B2"
