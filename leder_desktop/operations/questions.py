"""What a person can do to the questions: answer them, and see which there are."""

from dataclasses import replace

from leder_desktop.model import questions as model
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import require_open
from leder_desktop.model.change import Change, Part
from leder_desktop.model.evidence import Source
from leder_desktop.model.facts import Facts
from leder_desktop.model.note import require_storable
from leder_desktop.model.questions import Question, QuestionSet
from leder_desktop.operations import shelf_row, snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Session


def sets() -> tuple[QuestionSet, ...]:
    """The question sets of this program, from `resources/questions`."""
    return model.sets()


def answer(session: Session, reference: str, value: str) -> Change:
    """Answer a question: a code, JSON, or `not-asked`, `not-known`, `not-applicable`, `insufficient`.

    Refused: `no-such-question`, and `not-understood` with what is allowed. An answer's note and sources stay.
    """
    question = model.question(reference)
    return keep(session, model.accept(question, value))


def keep(session: Session, answer: Answer) -> Change:
    """Keep an answer made by `accept`; what was noted beside an earlier one stays unless the new one says more."""
    before = session.file.one(Answer, answer.id)
    if before is not None:
        answer = replace(answer, note=answer.note or before.note, sources=answer.sources or before.sources)
    with step(session, f"Answer {answer.id}") as (writing, done):
        writing.put(answer)
    return done.change("Answer")


def choose(session: Session, reference: str, value: model.Value) -> Change:
    """Answer with a code, codes, a number or words, taken as they are. Refused as `answer`."""
    return keep(session, model.answered(model.question(reference), value))


def leave_open(session: Session, reference: str, status: str) -> Change:
    """Say that a question was not asked, is not known, does not apply, or that the information is not enough."""
    return keep(session, model.unanswered(model.question(reference), status))


def typed(session: Session, reference: str, text: str) -> Change:
    """An answer in words as it stands while somebody types; on disk when this returns. `seal` ends the typing.

    Words that were all taken out leave the question as not asked, or what it was.
    """
    before = session.file.one(Answer, reference)
    if not text.strip():
        if before is not None and before.status == "answered":
            return leave_open(session, reference, "not-asked")
        return Change(summary="Typing", parts=frozenset())
    if before is None or not isinstance(before.value, str):
        return choose(session, reference, text)
    require_open(snapshot.case(session))
    session.file.typed("answer", reference, "value", require_storable(text), by=session.person)
    return Change(summary="Typing", parts=frozenset())


def seal(session: Session) -> Change:
    """The person has moved on: what was typed becomes a version of its own. Nothing to seal is no harm."""
    if not session.file.seal(by=session.person):
        return Change(summary="Typing", parts=frozenset())
    shelf_row.follow(session)
    return Change(summary="Typing", parts=frozenset({Part.ANSWERS, Part.NOTES}))


def cite(session: Session, reference: str, sources: tuple[Source, ...]) -> Change:
    """What an answer rests on, instead of what was cited before; an answer not given yet keeps its sources too."""
    before = session.file.one(Answer, reference) or model.unanswered(model.question(reference), "not-asked")
    with step(session, f"Cite in {reference}") as (writing, done):
        writing.put(replace(before, sources=sources))
    return done.change("Cite")


def accept(question: Question, value: str) -> Answer:
    return model.accept(question, value)


def answers(session: Session) -> dict[str, Answer]:
    """Every answer given, by the order it was first given."""
    return {a.id: a for a in session.file.all(Answer)}


def facts(session: Session) -> Facts:
    """What the conditions of questions are held against, as the case stands now. Hiding a question never loses its answer."""
    return Facts(snapshot.take(session))
