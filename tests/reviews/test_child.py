"""A death at 17, first notified with a year of birth alone.

Ends: closed, for the child death review.
"""

from dataclasses import replace
from datetime import date

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.case import State
from leder_desktop.model.dates import understand
from leder_desktop.operations import cases, person, snapshot, submit
from tests.reviews.pen import Argued, Review, begin, ids
from ui.overview.view import Overview

UNWRITTEN = (
    ("not-independent", "not declared;"),
    ("not-confirmed", "no field compared with a record;"),
    ("nobody-close", "nobody spoken to;"),
    ("no-gp-account", "no GP;"),
    ("nobody-involved", "nobody of his care;"),
    ("no-portrait", "no portrait;"),
    ("no-entry", "no timeline;"),
    ("no-decision", "no decision;"),
    ("no-reason", "no reason;"),
    ("must-unanswered", "nothing answered of who he was,"),
    ("must-unanswered", "of the work on this case,"),
    ("must-unanswered", "of the conversations,"),
    ("must-unanswered", "of his home and how he talked,"),
    ("must-unanswered", "of his health,"),
    ("must-unanswered", "of his rights,"),
    ("must-unanswered", "of his last illness,"),
    ("must-unanswered", "of whom the reviewer tried to reach,"),
    ("must-unanswered", "of what was found,"),
    ("must-unanswered", "nor of what the decision rests on;"),
    ("certificate-vague", "and not what he died of."),
)
BEFORE: Argued = (("perhaps-child", "Born in 2008, died in August 2026: 17 or 18. All else is still to do:"), *UNWRITTEN)
RAISES: Argued = (("child", "He was 17: for the child death review (R-ELIG-1). All else is said until the case is closed:"), *UNWRITTEN)


@pytest.fixture
def review(desk, folder) -> Review:
    return begin(
        desk, folder, notified=date(2026, 8, 24), allocated=date(2026, 8, 31), given="Jory", family="Penhale", born="2008",
        died="14 August 2026",
        sex="male", ethnicity="A", diagnosis_group="learning-disability-and-autism", diagnosis_confirmed_by="education-record",
        diagnosis_confirmed_where="Education, health and care plan: severe learning disability",
    )  # fmt: skip


def born(review: Review, day: str) -> None:
    person.describe(review.session, replace(snapshot.person(review.session), birth_date=understand(day)))


def test_a_year_alone_asks_for_the_day_before_anything_else(review):
    assert review.said == ids(BEFORE)
    assert "Jory may have been under 18 (birth: 2008; death: 14 August 2026)." in review.sentence("perhaps-child")


@pytest.mark.parametrize(("day", "speaks"), [("15 August 2008", True), ("14 August 2008", False)])
def test_the_birthday_decides_to_the_day(review, day, speaks):
    born(review, day)
    assert ("child" in review.blocks) is speaks and "perhaps-child" not in review.said


def test_it_cannot_be_signed_and_is_closed_for_the_child_death_review(review, look):
    born(review, "30 September 2008")
    assert "Jory was 17 years old. Deaths at 4 to 17 are reviewed by the child death review" in review.sentence("child")
    assert review.said == ids(RAISES)
    with pytest.raises(Refused) as refusal:
        submit.require_ready(review.session)
    assert "child" in review.blocks and refusal.value.code == "blocked"
    cases.close(review.session, "child-death-review")
    case = snapshot.case(review.session)
    assert (case.state, case.closed_why) == (State.CLOSED, "child-death-review")
    assert "Closed, not reviewed: For the child death review" in look(review.session, overview=Overview)
    assert review.said == [], "of a closed case nothing is asked any more"
