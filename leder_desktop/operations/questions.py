"""What a person can do to the questions: answer them, and see which there are.

A question is asked as the standards of its case have it (`session.standards`). Every answer says who gave it and when, also one that was
typed: its typing is sealed with both.
"""

from dataclasses import replace

from leder_desktop.model import asked_before, decision, musts, place_words
from leder_desktop.model import questions as model
from leder_desktop.model.answers import Answer, Row
from leder_desktop.model.case import require_open
from leder_desktop.model.change import Change, Part
from leder_desktop.model.evidence import Source
from leder_desktop.model.facts import Facts
from leder_desktop.model.note import require_storable
from leder_desktop.model.questions import Question, QuestionSet, Section
from leder_desktop.operations import shelf_row, snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Session

_STILL_TYPING = Change(summary="Typing", parts=frozenset())


def asked(session: Session) -> tuple[QuestionSet, ...]:
    """The sets the process of this case asks (A01), in order."""
    return musts.asked_sets(session.standards, snapshot.case(session).template)


def answer(session: Session, reference: str, value: str) -> Change:
    """Answer a question: a code, JSON (a list of objects for one with rows), or `not-asked`, `not-known`, `not-applicable`, `insufficient`.

    Refused: `no-such-question`, `kept-elsewhere`, and `not-understood` with what is allowed. An answer's note and sources stay.
    """
    return keep(session, model.accept(session.standards.question(reference), value))


def keep(session: Session, answer: Answer) -> Change:
    """Keep an answer made by `accept`; what was noted beside an earlier one stays unless the new one says more.

    The same answer once more changes nothing, so that it stays with who gave it first; to a question that is not what it was when it was
    answered (`asked_before`), it is a new one. Refused: `not-open`, a decision that a trigger or the family's wish stands against;
    `no-such-question`, one of another process than this review follows.
    """
    model.require_of_process(session.standards.question(answer.id), snapshot.case(session).template)
    if answer.id in decision.DECIDING:
        decision.require_open(snapshot.take(session), answer)
    before = session.file.one(Answer, answer.id)
    if before is not None:
        kept = (answer.note or before.note, answer.sources or before.sources)
        answer = replace(answer, note=kept[0], sources=kept[1], by=before.by, at=before.at, edition=before.edition)
    if answer != before or _asked_otherwise(session, before):
        answer = replace(answer, by=session.person, at=session.clock.now(), edition=len(session.standards.former))
    with step(session, f"Answer {answer.id}") as (writing, done):
        writing.put(answer)
    return done.change("Answer")


def choose(session: Session, reference: str, value: model.Value) -> Change:
    """Answer with a code, codes, a number, words or rows, taken as they are. Refused as `answer`."""
    return keep(session, model.answered(session.standards.question(reference), value))


def leave_open(session: Session, reference: str, status: str) -> Change:
    """Say that a question was not asked, is not known, does not apply, or that the information is not enough."""
    return keep(session, model.unanswered(session.standards.question(reference), status))


def typed(session: Session, reference: str, text: str) -> Change:
    """An answer in words as it stands while somebody types; on disk when this returns. `seal` ends the typing.

    Words that were all taken out leave the question as not asked, or what it was. Going on with an answer made under another version of
    the questions is an answer under this one.
    """
    before = session.file.one(Answer, reference)
    if not text.strip():
        return _nothing_left(session, reference, before)
    now = session.standards.question(reference)
    if before is None or not isinstance(before.value, str) or before.set_version != now.set_version or _asked_otherwise(session, before):
        return choose(session, reference, text)
    require_open(snapshot.case(session))
    session.file.typed("answer", reference, "value", require_storable(text), by=session.person)
    return _STILL_TYPING


def typed_rows(session: Session, reference: str, rows: tuple[Row, ...]) -> Change:
    """`typed`, for an answer that is a list: all its rows as they stand. Rows that say nothing yet are not kept."""
    before = session.file.one(Answer, reference)
    if not any(cell.said.strip() for row in rows for cell in row.cells):
        return _nothing_left(session, reference, before)
    now = model.answered(session.standards.question(reference), rows)
    if before is None or not _is_list(before) or before.set_version != now.set_version or _asked_otherwise(session, before):
        return keep(session, now)
    require_open(snapshot.case(session))
    session.file.typed_in(replace(before, value=now.value), "value", by=session.person)
    return _STILL_TYPING


def _asked_otherwise(session: Session, answer: Answer | None) -> bool:
    return asked_before.before(answer, session.standards) is not None


def _is_list(answer: Answer) -> bool:
    return isinstance(answer.value, tuple) and any(isinstance(one, Row) for one in answer.value)


def _nothing_left(session: Session, reference: str, before: Answer | None) -> Change:
    if before is not None and before.status == "answered":
        return leave_open(session, reference, "not-asked")
    return _STILL_TYPING


def seal(session: Session) -> Change:
    """The person has moved on: what was typed becomes a version of its own. Nothing to seal is no harm."""
    if not session.file.seal(by=session.person):
        return _STILL_TYPING
    shelf_row.follow(session)
    return Change(summary="Typing", parts=frozenset({Part.ANSWERS, Part.NOTES}))


def cite(session: Session, reference: str, sources: tuple[Source, ...]) -> Change:
    """What an answer rests on, instead of what was cited before; an answer not given yet keeps its sources too."""
    before = session.file.one(Answer, reference) or model.unanswered(session.standards.question(reference), "not-asked")
    with step(session, f"Cite in {reference}") as (writing, done):
        writing.put(replace(before, sources=sources))
    return done.change("Cite")


def answers(session: Session) -> dict[str, Answer]:
    """Every answer given, by the order it was first given."""
    return {a.id: a for a in session.file.all(Answer)}


def facts(session: Session) -> Facts:
    """What the conditions of questions are held against, as the case stands now. Hiding a question never loses its answer."""
    return Facts(snapshot.take(session))


def stands_now(facts: Facts, question: Question) -> str:
    """What stands now where the review keeps what is asked, in words; empty for nothing."""
    return place_words.words(facts.snapshot, question.place)


def progress(facts: Facts, section: Section) -> tuple[int, int, int]:
    """Decided, asked, and left of those that must be answered before sign-off, among the questions whose condition holds."""
    asked = [each for each in section.questions if facts.shown(each)]
    return sum(musts.decided(facts, each) for each in asked), len(asked), len(musts.still_needed(facts, section))
