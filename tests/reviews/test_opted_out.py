"""A woman whose team finds, after the notification, that she had opted out of sharing what is known of her.

Ends: closed with that reason; nothing can be written any more; then erased.
"""

from datetime import date

import pytest

from leder_desktop.errors import Refused
from leder_desktop.intake.notification import Notice
from leder_desktop.model.case import OptOut, State
from leder_desktop.model.person import Person
from leder_desktop.operations import cases, decision, notes, snapshot, submit
from tests.reviews.pen import Argued, Review, begin, ids
from ui.overview.view import Overview

BEFORE: Argued = (
    ("opt-out-not-checked", "Nobody has said yet that the check was made (N25). Until then nothing else opens; still to do:"),
    ("not-independent", "not declared;"),
    ("not-confirmed", "no field compared with a record;"),
    ("nobody-close", "nobody spoken to;"),
    ("no-gp-account", "no GP;"),
    ("nobody-involved", "nobody of her care;"),
    ("no-portrait", "no portrait;"),
    ("no-entry", "no timeline;"),
    ("no-decision", "no decision;"),
    ("no-reason", "no reason;"),
    ("must-unanswered", "nothing answered of who she was,"),
    ("must-unanswered", "of the work on this case,"),
    ("must-unanswered", "of the conversations,"),
    ("must-unanswered", "of her home and how she talked,"),
    ("must-unanswered", "of her health,"),
    ("must-unanswered", "of her rights,"),
    ("must-unanswered", "of her last illness,"),
    ("must-unanswered", "of whom the reviewer tried to reach,"),
    ("must-unanswered", "of what was found,"),
    ("must-unanswered", "nor of what the decision rests on;"),
    ("diagnosis-not-sourced", "the notifier did not say where the diagnosis stands;"),
    ("ethnicity-unclear", "nor her ethnic background;"),
    ("certificate-vague", "nor what she died of."),
)
RAISES: Argued = (("opted-out", "The review must stop (R-OPT-2), so nothing else of it is asked for any more."),)


@pytest.fixture
def review(desk, folder) -> Review:
    return begin(
        desk, folder, notified=date(2026, 11, 2), checked=False, given="Ottilie", family="Marchbanks", born="1951", died="30 October 2026",
        sex="female", diagnosis_group="learning-disability",
    )  # fmt: skip


def test_until_the_check_is_recorded_nothing_can_be_added(review):
    assert review.said == ids(BEFORE) and review.remarks[0].id == "opt-out-not-checked"
    for verb in (lambda: review.write("She sang."), lambda: review.answer({"initial.O05": "yes"}),
                 lambda: decision.decide(review.session, "no")):
        with pytest.raises(Refused) as refusal:
            verb()
        assert refusal.value.code == "opt-out-not-checked"


def test_it_is_closed_with_its_reason_and_nothing_can_be_written_or_reopened(review, look):
    cases.record_opt_out(review.session, by="Sam Okoro", result="opted-out", on="5 November 2026")
    case = snapshot.case(review.session)
    assert (case.state, case.closed_why) == (State.CLOSED, "opt-out")
    assert review.said == ids(RAISES)
    assert "Ottilie opted out of sharing their information. This review must stop; erase the case." in review.sentence("opted-out")
    for verb in (lambda: notes.set(review.session, "portrait", "x"), lambda: submit.require_ready(review.session),
                 lambda: cases.reopen(review.session, "A mistake"),
                 lambda: cases.record_opt_out(review.session, by="S", result="none")):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            verb()
        assert refusal.value.code == "opted-out"
    assert "Closed, not reviewed: The person opted out" in look(review.session, overview=Overview)


def test_then_it_is_erased_and_the_certificate_says_what_cannot_be_reached(desk, review):
    cases.record_opt_out(review.session, by="Sam Okoro", result="opted-out")
    cases.leave(review.session)
    certificate = cases.purge(desk, "LDR-T-10", "opted out")
    assert certificate["records_erased"] == 0 and cases.all(desk) == [] and any("paper" in each for each in certificate["cannot_reach"])


def test_a_notification_that_says_so_makes_a_closed_case_that_knows_nobody(desk):
    notice = Notice(reference="LDR-T-11", notified_on=date(2026, 11, 2), person=Person(given="Ottilie"), opt_out=OptOut(result="opted-out"))
    session = cases.begin(desk, notice, opt_out_checked_by="Sam Okoro")
    assert (snapshot.case(session).state, snapshot.person(session)) == (State.CLOSED, Person())
    cases.leave(session)
