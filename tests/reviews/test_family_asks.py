"""A man of 53 with Down's syndrome and dementia, married; his wife asks for a focused review that the reviewer would not have chosen.

Ends: submitted, after the focused review she asked for; or, where the senior reviewer gives a reason, without one.
"""

from datetime import date

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.case import State
from leder_desktop.model.person import Kin
from leder_desktop.operations import decision, snapshot
from tests.reviews.pen import ORDINARY, SENIOR_REVIEWER, Argued, Review, begin, ids
from ui.decision.view import DecisionScreen

RAISES: Argued = (
    ("gap", "From August 2025, when he was ready, to January 2026, when he left: five months on the ward."),
)


@pytest.fixture
def review(desk, folder) -> Review:
    wife = Kin(name="Dorothea Quill", relationship="Wife")
    made = begin(
        desk, folder, notified=date(2026, 8, 3), allocated=date(2026, 8, 10), kin=(wife,), provider="Beech House (invented)",
        given="Lionel",
        family="Quill", known_as="Lion", born="19 October 1972", died="27 July 2026", sex="male", ethnicity="A",
        diagnosis_group="learning-disability", diagnosis_confirmed_by="gp-register",
        diagnosis_confirmed_where="Learning disability register",
        disability_level="moderate", place_of_death="hospital-ward",
    )  # fmt: skip
    made.talk("wife", "Dorothea Quill", "family", "7 September 2026",
              "Eleven years married. She has a learning disability too, and used pictures.",
              relationship="Wife", said={"They kept him and I had the key to our flat.": ("panel", "portrait")})  # fmt: skip
    made.talk("nurse", "Ilse Varga", "involved", "14 September 2026", "The dementia came fast.", relationship="Community nurse")
    made.record("gp", "gp-record", "Elm Row Surgery (invented)", "1990 to July 2026", "Down syndrome. Dementia 2025. Epilepsy 2025.")
    made.who("GP record")
    made.event("married", "2014", "observation", "home", "Married, and moved into a flat of their own.", "wife")
    made.event("decline", "from March to May 2025", "deterioration", "home", "Began to forget the way to the shop.", "wife", "nurse")
    made.event("assessed", "2 June 2025", "admission", "mental-health-hospital", "Admitted for a short assessment.", "gp")
    made.event("ready", "August 2025", "care-plan", "mental-health-hospital", "Said to be ready to leave.", "gp")
    made.event("left", "January 2026", "discharge", "mental-health-hospital", "Left, five months after he was ready.", "gp", "wife")
    made.event("locked", "from January to July 2026", "change-of-home", "care-home", "Lived behind a locked door.", "wife", "nurse")
    made.event("chest", "22 July 2026", "admission", "acute-ward", "Admitted with a chest infection.", "gp")
    made.event("died", "when he died", "death", "acute-ward", "Lion died with his wife beside him.", "wife")
    made.answer(ORDINARY | {
        "initial.P05": "extra-care", "initial.P14": "downs-syndrome", "initial.H01": '["epilepsy", "dementia"]', "initial.H02.plan": "yes",
        "initial.H03": "no", "initial.H16": "not-known", "initial.H06": "yes", "initial.D16": "no",
        "initial.H19": '[{"setting": "acute-ward", "adjustment": "familiar-carer", "recorded": "yes", "provided": "yes"}]',
        "initial.S05": "yes", "initial.S05.appropriate": "yes", "initial.S06": "yes", "initial.S07": "yes",
        "initial.D03.Ia": "Chest infection",
        "initial.D03.Ib": "Dementia in Down’s syndrome", "initial.O05": "yes", "initial.O05.on": "7 September 2026", "initial.O04": "no",
        "initial.S01": "local-authority", "initial.E07": "took-part",
        "notification.C05": '[{"with": "His wife", "purpose": "yes", "leaflet": "easy-read", "privacy": "yes", "complaints": "yes"}]',
        "notification.C13": '[{"with": "His wife", "focused": "yes", "draft": "yes", "copy": "yes", "support": "yes"}]',
    })  # fmt: skip
    made.draft_offered("9 November 2026")
    made.write("Lion danced at every wedding he was asked to and at some he was not. He and Dorothea had one key each.")
    made.finding("beside", "good-practice", "TH13", "The ward made room for his wife and explained everything in pictures.", "chest")
    return made


def test_no_is_not_open_to_the_reviewer_and_the_screen_says_why(review, look):
    assert [each.rule for each in decision.look(review.session).those("yes")] == ["R-FOC-4"]
    said = look(review.session, decision=DecisionScreen, pressing="no")
    assert "The family asked for a focused review on 7 September 2026. Talk with them about what they expect from it." in said
    assert "It can be declined only with the senior reviewer’s reason." in said and "The family’s wish" in said
    with pytest.raises(Refused, match="The family asked for it"):
        decision.decide(review.session, "no")


def test_it_is_submitted_after_the_focused_review_she_asked_for(review, signing):
    review.decide("yes-family", "His wife asks why he was kept for five months.")
    review.grade("4", "Kind care, with one long wait.", "3", "There was nowhere for a married couple to go.")
    assert review.said == ids(RAISES)
    review.sign()
    assert snapshot.case(review.session).state == State.SUBMITTED


def test_with_the_senior_reviewers_reason_it_is_submitted_without_one(review, look, signing):
    decision.decline_the_family(review.session, by=SENIOR_REVIEWER,
                                why="She was told all that the ombudsman found, and is content with that.")
    review.decide("no", "The ombudsman has looked at the five months.")
    assert not {"r-foc-4", "no-grade"} & set(review.said)
    assert "declined what the family asked on 21 November 2026: She was told" in look(review.session, decision=DecisionScreen)
    review.keep("called-otherwise", "“She” is his wife, whom the reason is about.")
    review.sign()
    assert snapshot.case(review.session).state == State.SUBMITTED
