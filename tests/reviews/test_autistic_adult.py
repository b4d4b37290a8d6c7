"""A woman of 36, autistic and without a learning disability, who died of what was taken for anxiety; inside and outside the policy's dates.

Ends: inside, submitted after a focused review that is a duty; later, submitted without one, with what the organisation's policy says
today; before reports were taken at all, closed as out of scope.
"""

from datetime import date

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.case import State
from leder_desktop.model.person import Kin
from leder_desktop.operations import cases, decision, snapshot
from tests.raw_desk import raw_desk
from tests.reviews.pen import ORDINARY, Argued, Review, begin, clock_on, ids
from ui.decision.view import DecisionScreen

LATER: Argued = (
    ("r-foc-3-later", "She died after 2023, up to which the duty is known: the policy of the day is to be asked."),
    ("r-foc-5", "There is a concern, and no focused review."),
    ("r-foc-8", "Her blood was not tested for weeks; what that did to how she died no question asks, so it is weighed with the decision."),
    ("gap", "Nothing is dated from August 2025 to June 2026; she kept away from the surgery."),
)
INSIDE: Argued = (("no-grade", "Quality, not graded yet."), ("no-grade", "Availability, not graded yet."), ("gap", "As later."))


def a_review(desk, folder, died: str, notified: date) -> Review:
    brother = Kin(name="Torin Ashgrove", relationship="Brother")
    made = begin(
        desk, folder, notified=notified, allocated=notified, kin=(brother,), given="Merle", family="Ashgrove", known_as="Merle",
        born="2 May 1987", died=died, sex="female", ethnicity="A", diagnosis_group="autism", diagnosis_confirmed_by="clinical-letter",
        diagnosis_confirmed_where="Letter of the autism service, 2019", place_of_death="hospital-emergency",
    )  # fmt: skip
    made.talk("brother", "Torin Ashgrove", "family", "a week after she died", "She asked for the lights to be off.", relationship="Brother")
    made.talk("tutor", "Wen Hartigan", "involved", "2 weeks after she died", "Best in the class.", relationship="Tutor")
    made.record("gp", "gp-record", "Elm Row Surgery (invented)", "2001 to 2026", "Tired, thirsty. Anxiety. Blood glucose not done.")
    made.who("GP record")
    made.event("diagnosed", "2019", "diagnosis", "community-team", "Told that she was autistic, at 32.", "brother")
    made.event("thirst", "two months before she died", "contact", "gp", "Thirst and weight loss; talked of as anxiety.", "gp", "brother")
    made.event("turned-back", "ten days before she died", "contact", "emergency", "Left a loud waiting room after four hours, not seen.",
               "brother")
    made.event("died", "when she died", "death", "emergency", "Merle died in the emergency department.", "gp")
    made.answer(ORDINARY | {
        "initial.P05": "alone", "initial.H05": '["anxiety"]', "initial.D02": "hospital-emergency",
        "initial.H19": '[{"setting": "emergency", "adjustment": "quiet-space", "recorded": "no", "provided": "no"}]',
        "initial.D03.Ia": "Diabetic ketoacidosis", "initial.D17": "yes", "initial.D17.detail": "No blood test.", "initial.S01": "none",
        "initial.D08": "yes" if died.endswith("2026") else "before-2024", "initial.O04": "yes",
    })  # fmt: skip
    made.draft_offered("3 weeks after she died")
    made.write("Merle restored clocks, and could tell you the time by ear. She wrote very funny letters.")
    made.finding("anxiety", "concern", "TH16", "Thirst and loss of weight were taken for anxiety.", "thirst", "turned-back",
                 severity="moderate")
    return made


@pytest.fixture
def review(desk, folder) -> Review:
    """She died after the last day of the duty."""
    return a_review(desk, folder, "3 August 2026", date(2026, 8, 10))


@pytest.fixture
def inside(tmp_path, folder):
    """She died before it, and the review was written then."""
    desk = raw_desk(tmp_path / "then", clock_on(date(2024, 2, 20)))
    yield a_review(desk, folder, "20 November 2023", date(2023, 11, 28))
    desk.close()


def test_inside_the_dates_no_is_not_open(inside, look):
    review = inside
    said = look(review.session, decision=DecisionScreen, pressing="no")
    assert "Merle was autistic and had no learning disability, and died on or before 31 December 2023." in said
    assert "Makes it a duty" in said and "A focused review cannot be declined here: Merle was autistic" in said
    with pytest.raises(Refused, match="All these reviews are focused reviews"):
        decision.decide(review.session, "no")
    review.decide("yes-mandatory", "It is a duty.")
    assert review.said == ids(INSIDE)
    assert review.blocks == ["no-grade", "no-grade"]


def test_after_the_dates_the_policy_of_the_day_is_asked_for_and_what_it_says_is_kept(review, look, signing):
    said = look(review.session, decision=DecisionScreen)
    assert "Ask your local area contact what the policy is now, and say below what you were told." in said
    review.decide("no", "What there is to learn is learnt: the surgery has it.")
    assert review.said == ids(LATER)
    review.keep("r-foc-3-later", "The local area contact says that it ended with 2023; 9 September 2026.")
    review.keep("r-foc-5", "The one concern is understood, and the surgery has it.")
    review.keep("r-foc-8", "The delay is the concern; the surgery has it.")
    review.sign()
    kept = snapshot.take(review.session).kept
    assert snapshot.case(review.session).state == State.SUBMITTED and any("ended with 2023" in each.why for each in kept)


def test_before_reports_were_taken_it_is_said_and_closed_as_out_of_scope(desk, folder):
    review = a_review(desk, folder, "9 December 2021", date(2021, 12, 20))
    assert "are taken from 1 January 2022, and Merle died on 9 December 2021." in review.sentence("autism-too-early")
    cases.close(review.session, "out-of-scope")
    assert (snapshot.case(review.session).closed_why, review.said) == ("out-of-scope", [])
