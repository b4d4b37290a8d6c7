"""What a review still needs an answer to before it is signed: the questions marked `must` that nobody has answered (2.0, "M").

"Not known" and the other statuses are answers. The Questions page counts by this, and the checks speak by it.
"""

from leder_desktop.model import place_words
from leder_desktop.model.facts import Facts
from leder_desktop.model.questions import TEMPLATES, Question, QuestionSet, Section
from leder_desktop.model.standards import Standards

OWN_RULE = frozenset({
    "person.birth_date", "person.death_date", "person.confirmations", "case.notified_on", "case.opt_out", "case.independence", "portrait",
    "timeline", "conversations", "evidence", "case.offered",
})  # fmt: skip
"""Places of which a rule of their own says what they lack: identity, opt-out, independence, what a review rests on, the family's copy."""
NOT_YET = frozenset({"signoff", "case.panel", "holds"})
"""Places that are filled by the signature and after it, or where nothing is an answer: it did not have to wait."""


def asked_sets(standards: Standards, template: str) -> tuple[QuestionSet, ...]:
    """The sets a process asks (A01), in order. One this program does not know is asked as that of 2021."""
    wanted = TEMPLATES.get(template, TEMPLATES["LeDeR-2021"])
    return tuple(each for each in standards.sets() if each.id in wanted)


def decided(facts: Facts, question: Question) -> bool:
    """Has somebody said something, if only that it is not known? What is kept elsewhere is decided when something stands there."""
    if question.place == "findings" and facts.snapshot.none_found:
        return True
    if question.place:
        return bool(place_words.words(facts.snapshot, question.place))
    given = facts.given(question.ref)
    return given is not None and given.status != "not-asked"


def still_needed(facts: Facts, section: Section) -> tuple[Question, ...]:
    """Those of a section that are asked, must be answered, and are not; what has a rule of its own is left to that."""
    return tuple(
        each for each in section.questions
        if each.requirement == "must" and each.place not in OWN_RULE | NOT_YET and facts.shown(each) and not decided(facts, each)
    )  # fmt: skip
