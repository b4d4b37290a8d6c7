"""Questions and answers, section by section. Not asked, not known, not applicable and not enough information are different answers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC

from reportlab.platypus import Flowable

from leder_desktop.model import place_words
from leder_desktop.model.answers import Answer
from leder_desktop.model.asked_before import Before, before
from leder_desktop.model.asked_before import lines as words_of
from leder_desktop.model.dates import day_words
from leder_desktop.model.facts import Facts
from leder_desktop.model.questions import TEMPLATES, Question, QuestionSet
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report.citations import Numbers, citations
from leder_desktop.report.grid import Grid, Row
from leder_desktop.report.pages import part, section
from leder_desktop.report.style import styles
from leder_desktop.report.tables import heads, lead, soft
from leder_desktop.report.words import bold, escape, lines, paragraph

SHARES = (4, 5)
UNANSWERED = {
    "not-asked": "Not asked",
    "not-known": "Not known: it was asked, and there is no answer",
    "not-applicable": "Not applicable",
    "insufficient": "Not enough information to say",
}
DECISION = "decision"
ELSEWHERE = (DECISION, "grades")
"""Sections of the question sets that the report gives sections of their own."""
NOTHING = "Nothing yet"


def questions(snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    made: list[Flowable] = [*section("Questions and answers")]
    author = _author(snapshot)
    if author:
        made.append(lead(f"Answered by {author} where no other name is given."))
    for each in snapshot.standards.sets():
        if each.id in TEMPLATES.get(snapshot.case.template, TEMPLATES["LeDeR-2021"]):
            made += _set(each, snapshot, numbers)
    old = [answer for answer in snapshot.answers if snapshot.standards.asks(answer.id) is None]
    if old:
        made += [*part("Answers to questions that are no longer asked"), _table([_old(each, snapshot, numbers) for each in old])]
    return made


def _set(asked: QuestionSet, snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    """Its sections in which anything is asked or was answered."""
    made: list[Flowable] = []
    for each in asked.sections:
        found = answers(each.questions, snapshot, numbers) if each.id not in ELSEWHERE else []
        made += [*part(each.title), *found] if found else []
    return [lead(f"{asked.title}, version {asked.version}{unconfirmed(asked.confirmed)}."), *made] if made else []


def _author(snapshot: Snapshot) -> str:
    """Who gave most of the answers."""
    by = Counter(answer.by for answer in snapshot.answers if answer.by)
    return by.most_common(1)[0][0] if by else ""


def unconfirmed(confirmed: bool) -> str:
    return "" if confirmed else "; wording not confirmed against the national form"


def answers(asked: Iterable[Question], snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    given = {answer.id: answer for answer in snapshot.answers}
    facts, author = Facts(snapshot), _author(snapshot)
    rows: list[Row] = []
    for each in asked:
        answer = given.get(each.ref)
        applies = facts.shown(each)
        if each.place and applies:
            rows.append(_kept(each, snapshot))
        elif applies or (answer is not None and answer.status == "answered"):
            rows.append(_row(each, answer, before(answer, snapshot.standards), numbers, author, applies=applies))
    return [_table(rows)] if rows else []


def _kept(asked: Question, snapshot: Snapshot) -> Row:
    """What is asked has a place of its own in the review: what stands there."""
    now = place_words.words(snapshot, asked.place)
    right = lines(now, styles().text) if now else [paragraph(escape(NOTHING), styles().faint)]
    return Row([_question(asked), right], SHARES)


def _question(asked: Question) -> list[Flowable]:
    return [*lines(asked.text, styles().text), soft(asked.ref.partition(".")[2])]


def _table(rows: Sequence[Row]) -> Grid:
    return Grid(rows, heads(("Question", "Answer"), SHARES))


def _row(asked: Question, answer: Answer | None, was: Before | None, numbers: Numbers, author: str, *, applies: bool) -> Row:
    """With the question as it was answered, and as it is asked now where that is another."""
    then = was.was if was else asked
    right = [*said(then, answer), *rests(answer, numbers), *_given(then, answer, author)]
    now = [soft(f"{was.told} The answer stands as it was given.")] if was else []
    hidden = [] if applies else [soft("Kept, though the question does not apply after the other answers")]
    return Row([_question(then), [*right, *now, *hidden]], SHARES)


def _given(asked: Question | None, answer: Answer | None, author: str) -> list[Flowable]:
    """On which day (UTC), by whom if not by the author of most, and with which questions if not with these."""
    if answer is None or answer.at is None:
        return []
    day = answer.at.astimezone(UTC)
    told = day_words(day) + (f", {answer.by}" if answer.by != author else "")
    other = answer.set_version and (asked is None or answer.set_version != asked.set_version)
    return [soft(told + (f"; answered under version {answer.set_version} of the questions" if other else ""))]


def said(asked: Question | None, answer: Answer | None) -> list[Flowable]:
    """The answer as people read it: labels instead of codes, dates in words, a status as what it means."""
    if answer is None or answer.status != "answered":
        return [paragraph(escape(UNANSWERED[answer.status if answer else "not-asked"]), styles().faint)]
    given = words_of(asked, answer.value, printed=True)
    if asked and asked.values:
        return [paragraph(bold(each), styles().text) for each in given]
    return lines("\n".join(given), styles().text)


def rests(answer: Answer | None, numbers: Numbers) -> list[Flowable]:
    """The note and the sources of an answer."""
    return [*lines(answer.note, styles().small), *citations(answer.sources, numbers)] if answer else []


def _old(answer: Answer, snapshot: Snapshot, numbers: Numbers) -> Row:
    asked = snapshot.standards.as_asked(answer)
    question = _question(asked) if asked else lines(answer.id, styles().text)
    return Row([question, [*said(asked, answer), *rests(answer, numbers), *_given(asked, answer, _author(snapshot))]], SHARES)
