"""Grades, words first and the number after them; a bare number is never printed (domain reference 3.2)."""

from reportlab.platypus import Flowable, Spacer

from leder_desktop.model.answers import Answer
from leder_desktop.model.questions import Question, question_set
from leder_desktop.model.scales import scale, words
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report.citations import Numbers
from leder_desktop.report.pages import part, section
from leder_desktop.report.questions import UNANSWERED, rests, said, unconfirmed
from leder_desktop.report.style import styles
from leder_desktop.report.tables import lead, nothing, panel, soft
from leder_desktop.report.words import bold, lines, paragraph, prose

RATIONALE = {"focused.F10": "focused.F12.quality", "focused.F11": "focused.F12.availability"}
"""Each grade's rationale (domain reference F12)."""


def grades(snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    asked = [each for each in question_set("focused").questions if each.type == "scale"]
    made = section("Grades")
    if not any(_given(each, snapshot) or _why(each, snapshot) for each in asked):
        return [*made, *nothing("No grade is given. Grades belong to a focused review.")]
    made.append(lead("Each step of a scale is a whole sentence; the highest number is best in every scale."))
    for each in asked:
        made += _grade(each, snapshot, numbers)
    return made


def _given(asked: Question, snapshot: Snapshot) -> list[Answer]:
    """The reviewer's grade, and those that others gave beside it (`focused.F10@senior-reviewer`)."""
    return [answer for answer in snapshot.answers if answer.id.partition("@")[0] == asked.ref]


def _why(asked: Question, snapshot: Snapshot) -> Answer | None:
    return snapshot.answer(RATIONALE.get(asked.ref, ""))


def _grade(asked: Question, snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    of = scale(asked.scale)
    made = [*part(of.title), *lines(asked.text, styles().text), Spacer(1, 4)]
    given = _given(asked, snapshot) or [Answer(id=asked.ref)]
    made += [panel(_shown(asked, each, numbers), plain=each.score is None) for each in given]
    reason = _why(asked, snapshot)
    made.append(paragraph(bold("What it rests on"), styles().bold))
    if reason and reason.status == "answered":
        made += [*prose(str(reason.value)), *rests(reason, numbers)]
    else:
        made += nothing(UNANSWERED[reason.status] if reason else "No reason is written yet.")
    return made


def _shown(asked: Question, answer: Answer, numbers: Numbers) -> list[Flowable]:
    role = answer.id.partition("@")[2].replace("-", " ")
    who = lines(role[:1].upper() + role[1:], styles().tag)
    score = answer.score
    if score is None:
        return [*who, *said(asked, answer), *rests(answer, numbers)]
    of = scale(score.scale_id)
    number = words(score).rpartition("(")[2]
    return [
        *who,
        *lines(score.label_text, styles().grade),
        *lines(f"({number}", styles().text),
        soft(f"Scale: {of.title}, version {score.scale_version}{unconfirmed(of.confirmed)}"),
        *rests(answer, numbers),
    ]
