"""Which row of the process a case stands in: its number, its words, who acts (domain reference 1.3 for LeDeR-2021, 1.4 for Bristol).

Nobody sets a stage. It follows from what is recorded: state, opt-out, allocation, what is written, the decision, holds and the panel.
"""

from dataclasses import dataclass, replace

from leder_desktop.model.case import Case, State, is_bristol
from leder_desktop.model.decision import form, outcome
from leder_desktop.model.review_clock import open_holds
from leder_desktop.model.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class Stage:
    number: str
    """As the domain reference numbers it: `0` to `10`, `B0` to `B8`."""
    words: str
    acts: str
    """Who acts, in words; "Nobody" where nothing is left to do."""
    held: bool = False
    """A hold is open. The 2021 process has a row of its own for that (8); the Bristol one stays where it was."""


def _table(*rows: tuple[str, str, str]) -> dict[str, Stage]:
    return {number: Stage(number=number, words=words, acts=acts) for number, words, acts in rows}


STAGES: dict[str, Stage] = _table(
    ("0", "Notified", "The notifier"),
    ("1", "Eligibility, duplicates and opt-out", "National or ICB team"),
    ("2", "Awaiting allocation", "Local area contact or senior reviewer"),
    ("3", "Initial review", "Reviewer"),
    ("4", "Focused-review decision", "Reviewer"),
    ("5", "Focused review", "Reviewer, with others"),
    ("6", "Quality assurance", "Senior reviewer"),
    ("7", "Governance panel and actions", "Governance panel"),
    ("8", "On hold", "Local area contact or reviewer"),
    ("9", "Not reviewed", "Nobody"),
    ("10", "Completed", "Nobody"),
)
"""1.3, by number."""
BRISTOL: dict[str, Stage] = _table(
    ("B0", "Notified", "The notifier"),
    ("B1", "Assigned", "Local area contact"),
    ("B2", "Initial review", "Reviewer"),
    ("B3", "Decision on further action", "Reviewer"),
    ("B4", "Prepare the multi-agency review", "Reviewer"),
    ("B5", "Multi-agency review meeting", "Reviewer, with the agencies"),
    ("B6", "Quality assurance", "Local area contact"),
    ("B7", "Steering group", "Steering group"),
    ("B8", "Closed", "Nobody"),
)
"""1.4, by number. It knows no opt-out row and no hold: those words are put in by `stage`."""
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
    return stage(whole.case, written(whole))


def stage(case: Case, there: Written) -> Stage:
    """The stage that follows from the case and what is written of it."""
    if is_bristol(case.template):
        return _bristol(case, there)
    return _leder(case, there)


def _ended(case: Case) -> bool:
    return case.state == State.CLOSED or case.opt_out.result == "opted-out"


def _leder(case: Case, there: Written) -> Stage:
    if _ended(case):
        return STAGES["9"]
    match case.state:
        case State.NOTIFIED:
            return STAGES["0" if case.notified_on is None else "1"]
        case State.COMPLETED:
            return STAGES["10"]
        case State.EXPORTED | State.PANEL:
            return STAGES["7"]
        case _:
            pass
    if open_holds(case):
        return replace(STAGES["8"], held=True)
    if case.state in (State.SUBMITTED, State.RELEASED):
        return STAGES["6"]
    if case.allocated_on is None and not there.begun:
        return STAGES["2"]
    if there.decision == "yes":
        return STAGES["5"]
    return STAGES["4" if there.initial or there.decision else "3"]


def _bristol(case: Case, there: Written) -> Stage:
    if _ended(case):
        return replace(BRISTOL["B8"], words="Closed, not reviewed")
    match case.state:
        case State.NOTIFIED:
            found = BRISTOL["B0"]
        case State.COMPLETED:
            found = BRISTOL["B8"]
        case State.EXPORTED | State.PANEL:
            found = BRISTOL["B7"]
        case State.SUBMITTED | State.RELEASED:
            found = BRISTOL["B6"]
        case _:
            found = _bristol_writing(case, there)
    if open_holds(case) and case.state not in (State.EXPORTED, State.PANEL):
        return replace(found, words="On hold", held=True)
    return found


def _bristol_writing(case: Case, there: Written) -> Stage:
    if case.allocated_on is None and not there.begun:
        return BRISTOL["B1"]
    if there.decision == "yes":
        return BRISTOL["B5" if there.met else "B4"]
    return BRISTOL["B3" if there.initial or there.decision else "B2"]
