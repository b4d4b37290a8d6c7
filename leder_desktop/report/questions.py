"""Questions and answers, section by section. Not asked, not known, not applicable and not enough information are different answers."""

from collections.abc import Iterable, Sequence

from reportlab.platypus import Flowable

from leder_desktop.errors import Refused
from leder_desktop.model.answers import Answer
from leder_desktop.model.dates import from_edtf, words
from leder_desktop.model.facts import Facts
from leder_desktop.model.questions import Question, question, question_set
from leder_desktop.model.rows import lines as row_lines
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
"""The section of the initial review that the report gives a section of its own."""


def questions(snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    initial = question_set("initial")
    made = [*section("Questions and answers"), lead(f"{initial.title}, version {initial.version}{unconfirmed(initial.confirmed)}.")]
    for each in initial.sections:
        if each.id != DECISION:
            made += [*part(each.title), *answers(each.questions, snapshot, numbers)]
    old = [answer for answer in snapshot.answers if _asked(answer.id) is None]
    if old:
        made += [*part("Answers to questions that are no longer asked"), _table([_old(each, numbers) for each in old])]
    return made


def unconfirmed(confirmed: bool) -> str:
    return "" if confirmed else "; wording not confirmed against the national form"


def answers(asked: Iterable[Question], snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    given = {answer.id: answer for answer in snapshot.answers}
    facts = Facts(snapshot)
    rows: list[Row] = []
    for each in asked:
        answer = given.get(each.ref)
        applies = facts.shown(each)
        if applies or (answer is not None and answer.status == "answered"):
            rows.append(_row(each, answer, numbers, applies=applies))
    return [_table(rows)] if rows else []


def _table(rows: Sequence[Row]) -> Grid:
    return Grid(rows, heads(("Question", "Answer"), SHARES))


def _row(asked: Question, answer: Answer | None, numbers: Numbers, *, applies: bool) -> Row:
    left: list[Flowable] = [*lines(asked.text, styles().text), soft(asked.ref.partition(".")[2])]
    right = [*said(asked, answer), *rests(answer, numbers)]
    return Row([left, right if applies else [*right, soft("Kept, though the question does not apply after the other answers")]], SHARES)


def said(asked: Question | None, answer: Answer | None) -> list[Flowable]:
    """The answer as people read it: labels instead of codes, dates in words, a status as what it means."""
    if answer is None or answer.status != "answered":
        return [paragraph(escape(UNANSWERED[answer.status if answer else "not-asked"]), styles().faint)]
    labels = {term.code: term.label for term in asked.values} if asked else {}
    if asked and asked.fields and isinstance(answer.value, tuple):
        return lines(row_lines(asked.fields, [each for each in answer.value if not isinstance(each, str)]), styles().text)
    if asked and asked.type == "date" and isinstance(answer.value, str):
        return lines(_date(answer.value), styles().text)
    if labels or isinstance(answer.value, tuple):
        chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        return [paragraph(bold(labels.get(str(each), str(each))), styles().text) for each in chosen]
    return lines(str(answer.value), styles().text)


def rests(answer: Answer | None, numbers: Numbers) -> list[Flowable]:
    """The note and the sources of an answer."""
    return [*lines(answer.note, styles().small), *citations(answer.sources, numbers)] if answer else []


def _date(edtf: str) -> str:
    try:
        return words(from_edtf(edtf))
    except Refused:
        return edtf


def _asked(reference: str) -> Question | None:
    try:
        return question(reference.partition("@")[0])
    except Refused:
        return None


def _old(answer: Answer, numbers: Numbers) -> Row:
    return Row([lines(answer.id, styles().text), [*said(None, answer), *rests(answer, numbers)]], SHARES)
