"""A woman of 64 who could not swallow safely; her DNACPR form gives her disability as its reason.

A safeguarding adult review begins while the senior reviewer reads: both stand. Ends: submitted, and on hold for the other review.
"""

from datetime import date

import pytest

from leder_desktop.model.case import Hold, State
from leder_desktop.model.person import Kin
from leder_desktop.operations import holds, snapshot
from tests.reviews.pen import ORDINARY, SENIOR_REVIEWER, Argued, Review, begin, ids
from ui.decision.view import DecisionScreen
from ui.overview.view import Overview

REASON = "Severe learning disability, cerebral palsy, dependent on carers."
RAISES: Argued = (
    ("gap", "From the plan of October 2025 to May 2026."),
)


@pytest.fixture
def review(desk, folder) -> Review:
    sister = Kin(name="Hester Lockyer", relationship="Sister")
    made = begin(
        desk, folder, notified=date(2026, 9, 1), allocated=date(2026, 9, 7), kin=(sister,), provider="Tansy House (invented)",
        given="Winifred",
        family="Lockyer", known_as="Winnie", born="8 January 1962", died="25 August 2026", sex="female", ethnicity="A",
        diagnosis_group="learning-disability", diagnosis_confirmed_by="gp-register",
        diagnosis_confirmed_where="Learning disability register",
        disability_level="severe", place_of_death="hospital-ward",
    )  # fmt: skip
    made.talk("sister", "Hester Lockyer", "family", "5 October 2026", "Found the form in the bag they gave her.", relationship="Sister")
    made.talk("carer", "Bohdan Rusk", "involved", "12 October 2026", "She ate with him, slowly.", relationship="Support worker")
    made.record("gp", "gp-record", "Elm Row Surgery (invented)", "1985 to August 2026", "Cerebral palsy. Epilepsy. Dysphagia, severe.")
    made.record("form", "dnacpr-form", "Marlbeck General Hospital (invented)", "19 August 2026", REASON)
    made.who("GP record")
    made.event("plan", "October 2025", "care-plan", "community-team", "Eating and drinking plan: thick drinks, upright, one to one.", "gp")
    made.event("agency", "from May to July 2026", "incident", "care-home", "Agency staff gave thin drinks.", "carer")
    made.event("admitted", "17 August 2026", "admission", "acute-ward", "Admitted with aspiration.", "gp")
    made.event("form-signed", "19 August 2026", "dnacpr-tepp", "acute-ward", "A DNACPR form was signed.", "form")
    made.event("died", "when she died", "death", "acute-ward", "Winnie died on the ward.", "sister")
    made.answer(ORDINARY | {
        "initial.P05": "residential-care-home", "initial.H01": '["epilepsy", "dysphagia"]', "initial.H02.plan": "yes", "initial.H03": "yes",
        "initial.H03.plan": "yes", "initial.H03.followed": "no", "initial.H16": "not-known", "initial.D16": "no",
        "initial.H19": '[{"setting": "acute-ward", "adjustment": "familiar-carer", "recorded": "no", "provided": "no"}]',
        "initial.S06": "yes", "initial.S07": "no", "initial.D03.Ia": "Aspiration pneumonia", "initial.D03.Ib": "Oropharyngeal dysphagia",
        "initial.D10": "yes", "initial.D11": "no", "initial.D12": REASON, "initial.D13.person": "no", "initial.D13.capacity": "no",
        "initial.D13.family": "no", "initial.D13.date": "19 August 2026", "initial.D13.review": "no", "initial.O04": "yes",
        "initial.S01": "local-authority", "initial.E07": "took-part",
        "notification.C11": '[{"with": "Her sister", "concern": "The form in the bag.", "passed_to": "Safeguarding", "consent": "yes"}]',
    })  # fmt: skip
    made.draft_offered("9 November 2026")
    made.write("Winnie looked at you until you smiled. Trains, and the man who fed the ducks, were the best of the week.")
    made.finding("drinks", "concern", "TH06", "Agency staff gave drinks her plan warned against.", "agency", severity="moderate")
    return made


def test_the_reason_is_read_and_a_concern_is_asked_for_until_there_is_one(review):
    said = review.sentence("dnacpr-disability")
    assert "says “learning disability”. A learning disability, Down’s syndrome or autism must never be the reason" in said
    review.finding("form", "concern", "TH09", "The DNACPR form gives her disability as its reason.", "form-signed", severity="moderate")
    assert "dnacpr-disability" not in review.said


def test_declining_is_weighed_against_what_was_answered(review, look):
    said = look(review.session, decision=DecisionScreen)
    assert "“Was the DNACPR decision" in said or "DNACPR" in said
    review.decide("no", "Enough is known.")
    assert {"r-foc-5", "r-foc-8"} <= set(review.said)


def test_it_is_submitted_and_waits_for_the_safeguarding_adult_review(review, look, signing):
    review.finding("form", "concern", "TH09", "The DNACPR form gives her disability as its reason.", "form-signed", severity="moderate")
    review.told("safeguarding", "20 October 2026", "form", "drinks")
    review.decide("yes-judgement", "The form and the drinks both need those who were there.")
    review.grade("2", "What she ate and drank, and what was decided over her, had part in how she died.", "3", "The plan was there.")
    assert review.said == ids(RAISES)
    review.sign()
    waits = Hold(reason="safeguarding-adult-review", started=date(2026, 11, 21), agreed_by=SENIOR_REVIEWER, reference="SAR-3")
    holds.begin(review.session, waits)
    case = snapshot.case(review.session)
    assert (case.state, [hold.reason for hold in case.holds]) == (State.SUBMITTED, ["safeguarding-adult-review"])
    assert "Safeguarding adult review" in look(review.session, overview=Overview)
