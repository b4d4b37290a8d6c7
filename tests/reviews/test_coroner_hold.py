"""A woman of 27 with epilepsy who died in the night; the coroner's inquest is open, her mother asks to be left until after it.

Ends: on hold, with its days; not signed, and nobody says it is late without saying that many are.
"""

from datetime import date

import pytest

from leder_desktop.model import review_clock
from leder_desktop.model.case import Hold, State
from leder_desktop.model.evidence import Request
from leder_desktop.model.person import Kin
from leder_desktop.operations import holds, requests, snapshot
from tests.reviews.pen import ORDINARY, Argued, Review, begin, ids
from ui.decision.view import DecisionScreen
from ui.overview.view import Overview

INQUEST = Hold(
    reason="coroner", started=date(2026, 3, 20), expected=date(2026, 11, 2), agreed_by="Ifeoma Clarke", reference="INQ-114",
    note="Opened and adjourned.",
)  # fmt: skip
ENQUIRY = Hold(reason="safeguarding-enquiry", started=date(2026, 4, 1), agreed_by="Ifeoma Clarke", reference="S42-9")
RAISES: Argued = (
    ("nobody-close", "Her mother asked to be left until after the inquest. She is not heard yet, and it cannot be signed without."),
    ("no-decision", "What the decision rests on is with the coroner."),
    ("no-reason", "As the decision."),
    ("must-unanswered", "Health: when the last health check was."),
    ("must-unanswered", "Rights: whether her care package met her needs."),
    ("must-unanswered", "Last illness: what led to her death, which waits for the coroner."),
    ("other-process-not-used", "The safeguarding enquiry, for which the review waited in April, is not among those taken account of."),
    ("must-unanswered", "Outcome: nothing was found yet, and it is not said that there was nothing."),
    ("must-unanswered", "Decision: whether her mother wants a focused review."),
    ("ethnicity-unclear", "Not known, and it decides: her mother is to be asked when she is ready."),
    ("on-hold", "The inquest is open: the hold ends before it is signed."),
    ("overdue-on-hold", "Six months were over on 2 September; a hold moves no due day. It is said with why many are late."),
    ("hold-expected", "The inquest was thought to end on 2 November, and today is the 21st."),
    ("no-family-account", "Everything on the timeline is the home’s and the surgery’s, because her mother was not heard yet."),
    ("gap", "Nothing is dated between the first day of her last year and November 2025."),
    ("certificate-vague", "The cause is not known before the inquest: nothing stands in part I, and a hint says so."),
)


@pytest.fixture
def review(desk, folder) -> Review:
    mother = Kin(name="Bronwen Tull", relationship="Mother")
    made = begin(
        desk, folder, notified=date(2026, 3, 2), allocated=date(2026, 3, 9), kin=(mother,), other_processes=("coroner",),
        provider="Alder Court (invented)", given="Nesta", family="Tull", known_as="Nest", born="11 May 1998", died="15 February 2026",
        sex="female", ethnicity="99", diagnosis_group="learning-disability", diagnosis_confirmed_by="gp-register",
        diagnosis_confirmed_where="Learning disability register", disability_level="moderate", place_of_death="other-care-home",
    )  # fmt: skip
    made.talk("keyworker", "Sal Oduya-Rees", "involved", "17 March 2026", "Found her at half past nine.", relationship="Keyworker",
              organisation="Alder Court (invented)")  # fmt: skip
    made.record("gp", "gp-record", "Elm Row Surgery (invented)", "1998 to February 2026", "Five kinds of seizures, listed one to five.")
    made.record("diary", "care-record", "Alder Court (invented)", "January to February 2026",
                "9 pm settled. 9.30 pm checked. 9.30 am found.")
    made.who("GP record")
    made.event("nights", "November 2025", "care-plan", "care-home", "Somebody to sit with her at night, after a run of seizures.", "gp")
    made.event("stopped", "January 2026", "care-plan", "care-home", "The sitting was changed to a check every hour.", "diary")
    made.event("settled", "14 February 2026, 9 pm", "observation", "care-home", "“Settled. Laughing at the film.”", "diary")
    made.event("checked", "2026-02-14T21:30", "observation", "care-home", "“Checked.” The last line of that night.", "diary")
    made.event("found", "15 February 2026, 9.30am", "death", "care-home", "Found by her keyworker, who called an ambulance.", "keyworker")
    made.answer(ORDINARY | {
        "initial.H01": '["epilepsy"]', "initial.H02.type": "Five kinds", "initial.H02.control": "frequent",
        "initial.H02.plan": "insufficient",
        "initial.D02": "other-care-home", "initial.D03.Ia": "not-known", "initial.D03.source": "not-known", "initial.D05": "yes",
        "initial.D06.held": "open", "initial.D08": "no-coroner", "initial.D17": "insufficient", "initial.D18": "insufficient",
        "initial.D21": "insufficient", "initial.E04": "not-invited", "initial.E04.reason": "She asks us to wait until after the inquest.",
        "initial.E06": '[{"kind": "coroner", "found": "Open."}]', "initial.O04": "not-known", "initial.O05": "not-asked",
        "initial.S01": "local-authority", "initial.E07": "took-part",
    })  # fmt: skip
    made.write("Nest knew the words of every film and said them a second before they came.")
    requests.add(made.session,
                 Request(id="", organisation="Coroner’s office", what="Post-mortem report", asked_on=made.when("12 March 2026"),
                                       chased_on=made.when("16 November 2026")))  # fmt: skip
    holds.begin(made.session, INQUEST)
    holds.begin(made.session, ENQUIRY)
    holds.end(made.session, ENQUIRY, date(2026, 5, 15))
    holds.family_waits(made.session, date(2026, 12, 1))
    return made


def test_it_is_on_hold_and_days_that_two_holds_share_count_once(review, look):
    case = snapshot.case(review.session)
    made_with = review.session.standards
    now = review_clock.standing(case, date(2026, 11, 21), made_with.policy(), made_with.checks())
    assert (now.gross, now.paused, now.net, now.due, now.left) == (264, 246, 18, date(2026, 9, 2), -80)
    assert [hold.reason for hold in now.held] == ["coroner"] and case.state == State.IN_PROGRESS
    said = look(review.session, overview=Overview)
    assert "264 days in all, 246 paused, 18 net" in said and "80 days over" in said and "No hold moves that day" in said
    assert "A hold was thought to end on 2 November 2026. Ask whether it has, then end it or say until when." in said


def test_when_the_inquest_has_ended_the_days_count_again_and_the_review_goes_on(review):
    (open_one,) = (hold for hold in snapshot.case(review.session).holds if hold.ended is None)
    holds.end(review.session, open_one, date(2026, 11, 19))
    made_with = review.session.standards
    now = review_clock.standing(snapshot.case(review.session), date(2026, 11, 21), made_with.policy(), made_with.checks())
    assert (now.paused, now.net, now.held) == (244, 20, ())
    review.talk("mother", "Bronwen Tull", "family", "20 November 2026", "She wants to know who decided about the nights.",
                relationship="Mother")
    review.answer({"initial.D03.Ia": "Sudden unexpected death in epilepsy", "initial.D06.held": "held", "initial.O05": "no"})
    review.decide("yes-judgement", "Who decided about the nights, and on what.")
    review.finding("nights-stopped", "learning", "TH05", "Sitting with her at night was stopped, and nobody says by whom.", "stopped")
    assert review.blocks == ["no-grade", "no-grade"] and "hold-expected" not in review.said and "overdue" in review.said


def test_what_stands_in_the_way_is_the_talk_with_her_mother_and_the_decision(review, look):
    assert review.blocks == [*5 * ["must-unanswered"], "no-decision", "no-reason", "nobody-close"]
    assert review.said == ids(RAISES)
    assert review.sentence("overdue-on-hold").endswith("Many reviews are late for good reasons.")
    said = look(review.session, decision=DecisionScreen)
    assert "Nest’s ethnic background is recorded as not known. It decides whether a focused review is automatic." in said
    assert "Ask the family first, then the GP. If nobody can say, give that as part of your reason below." in said
