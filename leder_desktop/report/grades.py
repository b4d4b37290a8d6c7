"""Grades, words first and the number after them; a bare number is never printed (domain reference 3.2).

The reviewer's, the senior reviewer's and the panel's stand one after the other, each with its reason and with what it was before.
"""

from reportlab.platypus import Flowable, Spacer

from leder_desktop.model.answers import Answer
from leder_desktop.model.graded import asked
from leder_desktop.model.grades import NOT_SAID, PANEL, REVIEWER, ROLES, SENIOR, SILENT, Asked, Given, Grading, cited, given
from leder_desktop.model.scales import Scale
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report.citations import Numbers
from leder_desktop.report.pages import part, section
from leder_desktop.report.questions import UNANSWERED, rests, said, unconfirmed
from leder_desktop.report.style import styles
from leder_desktop.report.tables import day, lead, nothing, panel, sentence, soft
from leder_desktop.report.words import bold, lines, paragraph, prose


def grades(snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    written = [each for each in asked(snapshot) if _written(each, snapshot)]
    made = section("Grades")
    if not written:
        none = "Grades belong to a focused review." if snapshot.case.template == "LeDeR-2021" else ""
        return [*made, *nothing(f"No grade is given. {none}".strip())]
    made.append(lead("Each step of a scale is a whole sentence; the highest number is best in every scale."))
    for each in asked(snapshot):
        if each in written or snapshot.case.template == "LeDeR-2021":
            made += _grade(each, snapshot, numbers)
    return made


def _written(each: Asked, snapshot: Snapshot) -> bool:
    return snapshot.answer(each.ref) is not None or snapshot.answer(each.why) is not None


def _grade(each: Asked, snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    asks = snapshot.standards.question(each.ref)
    of, answer, why = snapshot.standards.scale(asks.scale), snapshot.answer(each.ref), snapshot.answer(each.why)
    made = [*part(of.title), *lines(asks.text, styles().text), *([soft(of.method)] if of.method else ()), Spacer(1, 4)]
    if answer is None or answer.score is None:
        made.append(panel([*said(asks, answer), *rests(answer, numbers)], plain=True))
    else:
        made.append(panel(_reviewers(answer, snapshot, numbers)))
    made.append(paragraph(bold("What it rests on"), styles().bold))
    if why and why.status == "answered":
        made += [*prose(str(why.value)), *rests(why, numbers)]
    else:
        made += nothing(UNANSWERED[why.status] if why else "No reason is written yet.")
    events = [numbers.entries[entry.id] for entry in cited((answer, why), snapshot.entries) if entry.id in numbers.entries]
    if events:
        made.append(soft(f"Timeline: {', '.join(f'T{at}' for at in events)}"))
    for role in (SENIOR, PANEL):
        beside = snapshot.grading(role, each.ref)
        if beside is not None:
            made += [Spacer(1, 4), panel(_beside(beside, snapshot), plain=True)]
    return made


def _reviewers(answer: Answer, snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    """The reviewer's grade, and those of the reviewer that others had seen before it."""
    seen = snapshot.grading(REVIEWER, answer.id)
    changed = seen is not None and seen.score != answer.score
    made = [*lines(ROLES[REVIEWER], styles().tag), *_sentence(Given(score=answer.score), snapshot), *rests(answer, numbers)]
    if seen is not None:
        because = seen.changing if changed else seen.because
        made += _before([*seen.former, *([given(seen)] if changed else [])], because, snapshot)
    return made


def _beside(grading: Grading, snapshot: Snapshot) -> list[Flowable]:
    head = lines(sentence(ROLES[grading.role], grading.stands), styles().tag)
    if grading.stands == NOT_SAID:
        return [*head, *lines(SILENT, styles().text), soft(_who(grading))]
    return [
        *head,
        *_sentence(grading, snapshot),
        *lines(grading.why, styles().text),
        soft(_who(grading)),
        *_before(list(grading.former), grading.because, snapshot),
    ]


def _sentence(one: Given, snapshot: Snapshot) -> list[Flowable]:
    if one.score is None:
        return lines("No grade", styles().grade)
    of: Scale = snapshot.standards.scale_of(one.score)
    return [
        *lines(one.score.label_text, styles().grade),
        *lines(f"({of.number(one.score)})", styles().text),
        soft(f"Scale: {of.title}, version {one.score.scale_version}{unconfirmed(of.confirmed)}"),
    ]


def _before(former: list[Given], because: str, snapshot: Snapshot) -> list[Flowable]:
    made = lines(f"Changed because: {because}", styles().text) if because else []
    for one in former[::-1]:
        grade = snapshot.standards.scale_of(one.score).words(one.score) if one.score is not None else "no grade"
        made += lines(f"Before: {sentence(grade, _who(one))}", styles().small)
    return made


def _who(one: Given) -> str:
    """Who gave it and when; of the panel, the day it met and who entered it."""
    entered = day(one.at.date() if one.at is not None else None)
    if one.on is not None:
        return f"Given on {day(one.on)}; {sentence(f'entered by {one.by}', entered)}"
    return sentence(one.by, entered)
