"""Grades and what they rest on, where one change of the sample is not enough to show it (R-SC-2, R-SC-6, R-SC-8)."""

from dataclasses import replace

import pytest

from leder_desktop.model.checks import remarks
from leder_desktop.model.snapshot import Snapshot
from tests.model.checks.changes import BRISTOL, answer, both
from tests.model.checks.conftest import TODAY

GRADE = "focused.F10"


def said(whole: Snapshot) -> dict[str, str]:
    return {each.id: each.sentence for each in remarks(whole, today=TODAY)}


@pytest.mark.parametrize(
    "change", [{"label_text": "Good care"}, {"goodness_rank": 5}, {"scale_version": "2025.1"}, {"code": "9"}, {"scale_id": "sjr"},
               {"scale_id": "nobody-knows"}],
)  # fmt: skip
def test_a_grade_that_is_not_as_the_scale_of_its_edition_has_it_is_seen(roz: Snapshot, change: dict[str, str | int]) -> None:
    answers = tuple(replace(each, score=replace(each.score, **change)) if each.id == GRADE and each.score else each for each in roz.answers)
    assert "grade-words" in said(replace(roz, answers=answers)) and "grade-words" not in said(roz)


@pytest.mark.parametrize("rests", [(), ("gone",)])
def test_a_grave_grade_whose_concerns_show_no_event_of_the_timeline_is_not_signed(roz: Snapshot, rests: tuple[str, ...]) -> None:
    findings = tuple(replace(each, rests_on=rests) if each.kind == "concern" else each for each in roz.findings)
    assert "no concern with an event of the timeline" in said(replace(roz, findings=findings))["poor-without-events"]
    assert "poor-without-events" not in said(roz)


def test_grades_of_a_bristol_review_are_called_what_they_are(roz: Snapshot) -> None:
    decided = answer("bristol-initial.B13", "yes-judgement")
    whole = both(BRISTOL, decided, answer("bristol-initial.B12", "5"), answer("bristol-mar.M10", "2"))(roz)
    sentence = said(whole)["grades-apart"]
    scale = "overall care (Bristol, 2018 to May 2021)"
    assert sentence == f"The grades for {scale} and for {scale} differ a lot. Is the reason clear to a reader?"
