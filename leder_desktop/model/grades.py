"""Which grades a review has, what the reviewer's rest on, and those that others give beside them (domain reference 3.2, 2.10.3).

The reviewer's own grade is the answer to a question. The senior reviewer's and the panel's stand beside it, each by itself: nobody's grade
ever replaces another's, and one that is changed keeps the one before, with who, when and why.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from leder_desktop.errors import Refused
from leder_desktop.model.answers import Answer, Score
from leder_desktop.model.evidence import Source
from leder_desktop.model.note import require_storable
from leder_desktop.model.timeline import Entry

REVIEWER, SENIOR, PANEL = "reviewer", "senior", "panel"
ROLES = {REVIEWER: "Reviewer", SENIOR: "Senior reviewer", PANEL: "Panel"}
"""Who grades, in the order in which they do."""
NOT_SAID = "not said"
"""Of a grade on which the senior reviewer countersigned without a word: that is no agreement."""
SILENT = "Countersigned without a word on this grade. That is no agreement with it."
WHY_FIRST = "Write why, so that whoever reads it later can follow."
WHY_CHANGED = "A grade was given here before. Say why it changes; the one before stays beside it."


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One grade of a review."""

    ref: str
    """The question it answers; its scale is that question's."""
    why: str
    """The question that asks for its rationale (F12)."""
    templates: tuple[str, ...]
    """The processes (A01) that ask for it. Each Bristol yardstick has its own question: no grade is ever moved to the other."""


_BRISTOL = ("Bristol-2018+", "Bristol-2016")
ASKED = (
    Asked(ref="focused.F10", why="focused.F12.quality", templates=("LeDeR-2021",)),
    Asked(ref="focused.F11", why="focused.F12.availability", templates=("LeDeR-2021",)),
    Asked(ref="bristol-initial.B12", why="bristol-initial.B12.why", templates=_BRISTOL[:1]),
    Asked(ref="bristol-initial.B12.2016", why="bristol-initial.B12.why", templates=_BRISTOL[1:]),
    Asked(ref="bristol-mar.M10", why="bristol-mar.M10.why", templates=_BRISTOL[:1]),
    Asked(ref="bristol-mar.M10.2016", why="bristol-mar.M10.why", templates=_BRISTOL[1:]),
)


@dataclass(frozen=True, kw_only=True)
class Given:
    """What one of them said at one time."""

    score: Score | None = None
    why: str = ""
    agrees: bool = False
    """The senior reviewer agreed with the reviewer's grade, which is then also `score`."""
    by: str = ""
    at: datetime | None = None
    because: str = ""
    """Why it differs from what the same role had given before."""
    on: date | None = None
    """Of the panel: the day on which it met and gave this; `by` and `at` are who entered it, and when."""


@dataclass(frozen=True, kw_only=True)
class Grading(Given):
    """What a role gives now, and everything it gave before. For `reviewer`: the grade as it was signed, which others have then seen."""

    id: str
    """The role and the question: `senior/focused.F10`."""
    changing: str = ""
    """Of the reviewer: why the grade is being changed after it was seen; becomes `because` when the review is signed again (R-SC-7)."""
    former: tuple[Given, ...] = ()
    """Oldest first."""

    @property
    def role(self) -> str:
        return self.id.partition("/")[0]

    @property
    def stands(self) -> str:
        """How the senior reviewer stands to the reviewer's grade, in words; empty for the others, whose grade is their own."""
        if self.role != SENIOR:
            return ""
        return NOT_SAID if self.score is None else "agrees with the reviewer" if self.agrees else "proposes another grade"

    @property
    def ref(self) -> str:
        return self.id.partition("/")[2]


def asked(template: str) -> tuple[Asked, ...]:
    """The grades of a process, in the order they are given; none for a process that is not known."""
    return tuple(each for each in ASKED if template in each.templates)


def rationale(ref: str) -> str:
    """The question that asks for the reason of this grade; empty for what is no grade."""
    return next((each.why for each in ASKED if each.ref == ref), "")


def cited(answers: Iterable[Answer | None], entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The timeline entries a grade rests on: those all of whose sources are cited by it or by its rationale."""
    held = {source for answer in answers if answer is not None for source in answer.sources}
    return tuple(entry for entry in entries if entry.sources and held.issuperset(entry.sources))


def sources_of(entries: Iterable[Entry]) -> tuple[Source, ...]:
    """The sources of these entries, each once."""
    return tuple(dict.fromkeys(source for entry in entries for source in entry.sources))


def again(before: Grading | None, now: Grading) -> Grading:
    """`now`, with what the same role gave before it kept in `former`; the same grade said again is only said better.

    Refused (`incomplete`): no grade, no reason for one that does not agree, or a change without `because`.
    """
    if now.score is None:
        raise Refused("incomplete", "Choose the sentence that fits.")
    if not now.agrees and not now.why.strip():
        raise Refused("incomplete", WHY_FIRST)
    for text in (now.why, now.because, now.changing):
        require_storable(text)
    if before is None or before.score is None:
        return now
    if _stands(before) == _stands(now):
        return replace(now, because=before.because, former=before.former)
    if not now.because.strip():
        raise Refused("incomplete", WHY_CHANGED)
    return replace(now, former=(*before.former, given(before)))


def _stands(one: Given) -> tuple[Score | None, bool]:
    return one.score, one.agrees


def given(one: Given) -> Given:
    """What was said, without what it is filed under."""
    return Given(score=one.score, why=one.why, agrees=one.agrees, by=one.by, at=one.at, because=one.because, on=one.on)


def changed_since_seen(seen: Grading | None, answer: Answer | None) -> bool:
    """Has the reviewer's grade changed since the senior reviewer or the panel saw it? `seen` is the grading `reviewer/<ref>` (R-SC-7)."""
    return seen is not None and seen.score is not None and (answer is None or answer.score != seen.score)


def signed(seen: Grading | None, answer: Answer, why: str, *, by: str, at: datetime) -> Grading:
    """The reviewer's grade as it goes to the senior reviewer now; one that was seen before and differs is kept with the reason given."""
    now = Grading(id=f"{REVIEWER}/{answer.id}", score=answer.score, why=why, by=by, at=at)
    if seen is None or not changed_since_seen(seen, answer):
        return now if seen is None else replace(now, because=seen.because, former=seen.former)
    return replace(now, because=seen.changing, former=(*seen.former, given(seen)))
