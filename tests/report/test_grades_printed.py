"""Grades on paper: each view with its whole sentence, its reason and what stood before; never a bare number."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from leder_desktop.bundle.review_json import review_document
from leder_desktop.model.answers import Answer
from leder_desktop.model.checks import remarks
from leder_desktop.model.grades import Given, Grading
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.report.review import review_pdf

AT = datetime(2026, 9, 3, 10, tzinfo=UTC)
REF = "focused.F10"


def printed(whole, read) -> str:
    pages = " ".join(" ".join(read(review_pdf(whole, remarks=[]).pdf)).split())
    return pages.split("Each step of a scale")[1].split("Focused review: the decision")[0]


@pytest.fixture
def graded(rich):
    answers = tuple(each for each in rich.answers if each.id != REF)
    return replace(rich, answers=(*answers, Answer(id=REF, status="answered", value="4", score=BUILT_IN.scale("2021-quality").score("4"))))


def test_the_three_views_stand_with_their_sentences_and_what_each_was_before(graded, read):
    first = Given(score=BUILT_IN.scale("2021-quality").score("2"), why="The falls.", by="Dr Sam Okoro", at=AT)
    whole = replace(
        graded,
        gradings=(
            Grading(
                id=f"reviewer/{REF}", score=BUILT_IN.scale("2021-quality").score("5"), by="Priya Raman", at=AT,
                changing="I had counted one fall.",
            ),
            Grading(
                id=f"senior/{REF}", score=BUILT_IN.scale("2021-quality").score("3"), why="Two falls.", by="Dr Sam Okoro", at=AT,
                because="The physiotherapist came.", former=(first,),
            ),
            Grading(
                id=f"panel/{REF}", score=BUILT_IN.scale("2021-quality").score("3"), why="The bed mattered more.", by="Priya Raman", at=AT,
            ),
        ),
    )  # fmt: skip
    said = printed(whole, read)
    assert "Senior reviewer, proposes another grade" in said and "Two falls." in said and "The bed mattered more." in said
    assert said.count("Care fell short of expected good practice and this did impact") >= 2 and "(4 of 6, 6 is best)" in said
    assert "Changed because: I had counted one fall." in said and "Changed because: The physiotherapist came." in said
    assert "Before: Good care - met expected good practice (5 of 6, 6 is best), Priya Raman, 3 September 2026" in said
    assert "Before: Care fell short - significant impact" in said and "wording not confirmed against the national form" in said


@pytest.mark.parametrize(
    ("template", "ref", "scale"),
    [("Bristol-2018+", "bristol-initial.B12", "bristol-2018"), ("Bristol-2016", "bristol-initial.B12.2016", "bristol-2016")],
)
def test_a_bristol_review_prints_one_overall_grade_on_the_scale_of_its_time(rich, read, template, ref, scale):
    overall = Answer(id=ref, status="answered", value="2", score=BUILT_IN.scale(scale).score("2"))
    whole = replace(rich, case=replace(rich.case, template=template), answers=(*rich.answers, overall))
    said = printed(whole, read)
    assert "Overall care (Bristol" in said and "(5 of 6, 6 is best; 2 on the form)" in said and "Availability" not in said


def test_a_review_without_grades_says_so(rich, read):
    whole = replace(rich, answers=tuple(each for each in rich.answers if not each.id.startswith("focused.F1")))
    assert "No grade is given. Grades belong to a focused review." in " ".join(" ".join(read(review_pdf(whole, remarks=[]).pdf)).split())


@pytest.mark.parametrize("scale", ["zzz", "../questions/initial"])
def test_a_grade_of_a_scale_nobody_knows_is_printed_and_leaves_with_its_own_words(graded, read, scale):
    """A file that was changed by hand, or a scale an organisation had and has no more."""
    score = replace(BUILT_IN.scale("2021-quality").score("4"), scale_id=scale, label_text="Fair care, by a scale of ours")
    odd = tuple(replace(each, score=score) if each.id == REF else each for each in graded.answers)
    whole = replace(graded, answers=odd, gradings=(Grading(id=f"senior/{REF}", score=score, why="So it was.", by="Dr Sam Okoro", at=AT),))
    assert "Fair care, by a scale of ours (4 of 6, 6 is best)" in printed(whole, read)
    assert "Fair care, by a scale of ours" in str(review_document(whole)["grades"])
    blocks = [each for each in remarks(whole, today=AT.date()) if each.id in ("grade-words", "grade-of-other-process")]
    assert blocks and all(each.where == REF for each in blocks)
