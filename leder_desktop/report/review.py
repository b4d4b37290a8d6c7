"""The whole review as one PDF, ready to be signed."""

import io
from dataclasses import dataclass

from reportlab.platypus import Flowable, PageBreak, Spacer

from leder_desktop.model.remarks import Remark
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report import (
    actions,
    citations,
    conversations,
    cover,
    decision,
    findings,
    fonts,
    grades,
    person,
    portrait,
    questions,
    records,
    signatures,
    timeline,
)
from leder_desktop.report import remarks as open_remarks
from leder_desktop.report.contents import Contents
from leder_desktop.report.pages import Paper
from leder_desktop.report.signatures import SignatureBox
from leder_desktop.report.style import styles
from leder_desktop.report.tables import lead
from leder_desktop.report.words import escape, paragraph

READING = (
    "Words in quotation marks are as somebody said or wrote them. “Not known” means that it was asked and nobody could say; “not "
    "asked” that nobody has asked yet. A letter or sign that this type does not have is shown by its number, like [U+2603]; the review’s "
    "data file has it as it was written."
)


@dataclass(frozen=True, kw_only=True)
class Report:
    """`pdf` is unsigned; the boxes are empty rectangles on its pages, one for each visible signature."""

    pdf: bytes
    pages: int
    reviewer_box: SignatureBox
    senior_box: SignatureBox


def review_pdf(snapshot: Snapshot, *, remarks: list[Remark]) -> Report:
    """The report on A4. The same snapshot and remarks give the same bytes, on any day and in any process.

    Nothing a person wrote is left out except the working notes and the senior reviewer's comments, which never leave with the review.
    """
    fonts.letters()
    out, contents = io.BytesIO(), Contents()
    places: dict[str, SignatureBox] = {}
    paper = Paper(out, reference=snapshot.case.reference, sample=snapshot.case.sample, contents=contents)
    paper.multiBuild(_story(snapshot, remarks, contents, places))
    return Report(pdf=out.getvalue(), pages=contents.pages, reviewer_box=places[signatures.REVIEWER], senior_box=places[signatures.SENIOR])


def _story(snapshot: Snapshot, remarks: list[Remark], contents: Contents, places: dict[str, SignatureBox]) -> list[Flowable]:
    numbers = citations.number(snapshot)
    parts: list[list[Flowable]] = [
        cover.cover(snapshot),
        [paragraph(escape("Contents"), styles().section), contents, Spacer(1, 26), lead(READING)],
        person.about(snapshot),
        portrait.portrait(snapshot),
        [
            *portrait.summary(snapshot), *conversations.conversations(snapshot), *records.records(snapshot),
        ],
        timeline.timeline(snapshot, numbers),
        questions.questions(snapshot, numbers),
        [
            *findings.findings(snapshot, numbers), *grades.grades(snapshot, numbers),
            *decision.decision(snapshot, numbers), *open_remarks.open_remarks(remarks, numbers), *actions.actions(snapshot),
        ],
        signatures.signatures(snapshot, places),
    ]  # fmt: skip
    story: list[Flowable] = []
    for each in parts:
        story += [*each, PageBreak()]
    return story[:-1]
