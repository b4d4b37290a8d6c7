"""What a review has answered, as the rules ask for it."""

from dataclasses import replace
from datetime import date

from leder_desktop.errors import Refused
from leder_desktop.model.answers import Answer, Row
from leder_desktop.model.dates import from_edtf
from leder_desktop.model.facts import Facts
from leder_desktop.model.questions import Question, of_process
from leder_desktop.model.snapshot import Snapshot

CERTIFICATE = {"a": "initial.D03.Ia", "b": "initial.D03.Ib", "c": "initial.D03.Ic", "d": "initial.D03.Id", "II": "initial.D03.II"}
"""The questions with the causes of death (D03), by the line of the certificate that each has."""


def code(snapshot: Snapshot, ref: str) -> str:
    """The code or the words that were answered; empty when there is no answer, also for "not known" and its like."""
    given = snapshot.answer(ref)
    return str(given.value) if given is not None and given.status == "answered" and not isinstance(given.value, tuple) else ""


def codes(snapshot: Snapshot, ref: str) -> tuple[str, ...]:
    """The codes that were chosen where several may be."""
    given = snapshot.answer(ref)
    if given is None or given.status != "answered" or not isinstance(given.value, tuple):
        return ()
    return tuple(each for each in given.value if not isinstance(each, Row))


def rows(snapshot: Snapshot, ref: str) -> tuple[Row, ...]:
    """The rows of a list that was answered."""
    given = snapshot.answer(ref)
    value = given.value if given is not None and given.status == "answered" else None
    return tuple(each for each in value if isinstance(each, Row)) if isinstance(value, tuple) else ()


def label(snapshot: Snapshot, ref: str, code: str) -> str:
    """What a code that was answered reads as; the code itself, where the question does not have it any more."""
    known = (term for each in snapshot.standards.sets() for question in each.questions if question.ref == ref for term in question.values)
    return next((term.label for term in known if term.code == code), code)


def asked(snapshot: Snapshot, ref: str) -> bool:
    """Has anybody said anything to it, if only that it is not known?"""
    given = snapshot.answer(ref)
    return given is not None and given.status != "not-asked"


def any_asked(snapshot: Snapshot, ref: str) -> bool:
    """The same for a question of several parts: one of them is enough."""
    return any(each.status != "not-asked" and (each.id == ref or each.id.startswith(f"{ref}.")) for each in snapshot.answers)


def first_day(snapshot: Snapshot, ref: str) -> date | None:
    """The first day an answered date can mean."""
    given = code(snapshot, ref)
    try:
        return from_edtf(given).earliest if given else None
    except Refused:
        return None


def last_day(snapshot: Snapshot, ref: str) -> date | None:
    given = code(snapshot, ref)
    try:
        return from_edtf(given).latest if given else None
    except Refused:
        return None


def asked_now(snapshot: Snapshot, ref: str, otherwise: str) -> str:
    """`ref`, or its first part, where it is asked in this case; else the question that decides whether it is."""
    facts = Facts(snapshot)
    for each in snapshot.standards.sets():
        for question in each.questions:
            if (question.ref == ref or question.ref.startswith(f"{ref}.")) and not question.place and facts.shown(question):
                return question.ref
    return otherwise


def asked_in_process(snapshot: Snapshot, ref: str) -> bool:
    """Is it a question of the process this review follows (A01), whether or not it is shown now?"""
    asked = _question(snapshot, ref)
    return asked is None or of_process(asked, snapshot.case.template)


def answered_now(snapshot: Snapshot) -> Snapshot:
    """The review without the answers to questions that are not asked in it, or not any more: nothing follows from those."""
    facts, template = Facts(snapshot), snapshot.case.template

    def stands(given: Answer) -> bool:
        asked = _question(snapshot, given.id)
        return asked is not None and of_process(asked, template) and facts.shown(asked)

    return replace(snapshot, answers=tuple(filter(stands, snapshot.answers)))


def _question(snapshot: Snapshot, ref: str) -> Question | None:
    try:
        return snapshot.standards.question(ref)
    except Refused:
        return None


def called(snapshot: Snapshot) -> str:
    """Their name inside a sentence."""
    return snapshot.person.called or "the person"


_BEGINS = frozenset({"her", "his", "their", "my", "the", "a", "an"})


def inside(who: str) -> str:
    """ "her mother", as somebody who is named by what they are stands inside a sentence; a name is left as it is."""
    first, _, rest = who.strip().partition(" ")
    return f"{first.lower()} {rest}" if rest and first.casefold() in _BEGINS else who.strip() or "the family"


def has_learning_disability(snapshot: Snapshot) -> bool:
    return snapshot.person.diagnosis_group.startswith("learning-disability")


def concern_about(snapshot: Snapshot, theme: str) -> bool:
    """Is a concern recorded under this theme?"""
    return any(each.kind == "concern" and each.theme == theme for each in snapshot.findings)


def found_about(snapshot: Snapshot, theme: str) -> bool:
    """Is a concern or something to learn recorded under this theme?"""
    return any(each.kind in ("concern", "learning") and each.theme == theme for each in snapshot.findings)


def listed(names: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
