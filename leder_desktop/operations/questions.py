"""What a person can do to the questions: answer them, and see which there are."""

from dataclasses import replace

from leder_desktop.model import questions as model
from leder_desktop.model.answers import Answer
from leder_desktop.model.change import Change
from leder_desktop.model.questions import Question, QuestionSet
from leder_desktop.operations.writing import step
from leder_desktop.session import Session


def sets() -> tuple[QuestionSet, ...]:
    """The question sets of this program, from `resources/questions`."""
    return model.sets()


def answer(session: Session, reference: str, value: str) -> Change:
    """Answer a question: a code, JSON, or `not-asked`, `not-known`, `not-applicable`, `insufficient`.

    Refused: `no-such-question`, and `bad-answer` with what is allowed. An answer's note and sources stay.
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


def accept(question: Question, value: str) -> Answer:
    return model.accept(question, value)


def answers(session: Session) -> dict[str, Answer]:
    return {a.id: a for a in session.file.all(Answer)}


def shown(question: Question, given: dict[str, Answer]) -> bool:
    """Does the question's condition hold? Hiding one never loses its answer."""
    return model.shown(question, given)
