"""Which grades this review has, and which of them are to be given now."""

from leder_desktop.model import grades
from leder_desktop.model.answers import Score
from leder_desktop.model.facts import Facts
from leder_desktop.model.grades import REVIEWER, Asked, changed_since_seen, cited
from leder_desktop.model.scales import Scale
from leder_desktop.model.snapshot import Snapshot

FOCUSED = "focused."
"""The set whose grades belong to a focused review alone, unless the organisation grades initial ones too."""


def asked(whole: Snapshot) -> tuple[Asked, ...]:
    """The grades of this review's process that its question sets have."""
    known = {question.ref for asked in whole.standards.sets() for question in asked.questions}
    return tuple(each for each in grades.asked(whole.case.template) if each.ref in known)


def given(whole: Snapshot) -> tuple[tuple[Asked, Score], ...]:
    """The grades of this review that the reviewer gave, with what each was given."""
    found = ((each, whole.answer(each.ref)) for each in asked(whole))
    return tuple((each, answer.score) for each, answer in found if answer is not None and answer.score is not None)


def scale(whole: Snapshot, each: Asked) -> Scale:
    """The scale of its question, whatever scale a grade that was kept says it is of."""
    return whole.standards.scale(whole.standards.question(each.ref).scale)


def shown(whole: Snapshot) -> tuple[Asked, ...]:
    """Those that are to be given now. One that was given, or that somebody saw, is always shown; a review that stays an initial one is
    graded only where the organisation grades these too (`grade_initial`)."""
    facts = Facts(whole)
    open_to_all = whole.standards.policy().grade_initial or undecided(whole)
    focused = open_to_all or "yes" in facts.codes("focused")

    def wanted(each: Asked) -> bool:
        answer = whole.answer(each.ref)
        if (answer is not None and answer.score is not None) or changed_since_seen(whole.grading(REVIEWER, each.ref), answer):
            return True
        return focused if each.ref.startswith(FOCUSED) else facts.shown(whole.standards.question(each.ref))

    return tuple(each for each in asked(whole) if wanted(each))


def shows(whole: Snapshot, each: Asked, *, best: bool) -> bool:
    """Does an event of the timeline show a grade at the end of its scale? One that the grade or its rationale cites, or one that a finding
    of the fitting kind rests on: good practice for the best, a concern for the worst (domain reference 3.2 no. 4)."""
    kind = "good-practice" if best else "concern"
    known = {entry.id for entry in whole.entries}
    return bool(
        cited((whole.answer(each.ref), whole.answer(each.why)), whole.entries)
        or any(finding.kind == kind and known.intersection(finding.rests_on) for finding in whole.findings)
    )


def undecided(whole: Snapshot) -> bool:
    """Is it still open whether there will be a focused review, which is what the 2021 grades belong to?"""
    return any(each.ref.startswith(FOCUSED) for each in asked(whole)) and not Facts(whole).codes("focused")
