"""A man of 23 in the older process: an initial review in 2019 that leads to a multi-agency review, because of his age.

What lies before the ten months that are looked at stays on the timeline too. Ends: completed, after the steering group has met.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from leder_desktop.errors import Refused
from leder_desktop.keys import demo_pki
from leder_desktop.model.case import Offered, Panel, State
from leder_desktop.model.evidence import Request
from leder_desktop.model.person import Kin
from leder_desktop.operations import completing, decision, export, release, requests, snapshot
from tests import signers
from tests.raw_desk import raw_desk
from tests.reviews.pen import Argued, Review, begin, clock_on, ids
from ui.decision.view import DecisionScreen

RAISES: Argued = (
    ("gap", "From March to the summer of 2018 nobody wrote anything down: the silence that the review is about."),
    ("gap", "From the summer to November 2018, the same."),
)


@pytest.fixture
def desk_of_2019(tmp_path):
    made = raw_desk(tmp_path / "then", clock_on(date(2019, 5, 20)))
    yield made
    made.close()


@pytest.fixture
def review(desk_of_2019, folder) -> Review:
    mother = Kin(name="Odile Brandreth", relationship="Mother")
    made = begin(
        desk_of_2019, folder, notified=date(2019, 1, 21), allocated=date(2019, 4, 29), kin=(mother,), given="Silas", family="Brandreth",
        known_as="Si",
        born="June 1995", died="14 January 2019", sex="male", ethnicity="A", diagnosis_group="learning-disability",
        diagnosis_confirmed_by="gp-register", diagnosis_confirmed_where="Learning disability register", disability_level="mild",
        place_of_death="own-home",
    )  # fmt: skip
    made.talk("mother", "Odile Brandreth", "family", "2 May 2019", "He said he was fine. He always said so.", relationship="Mother")
    made.talk("housing", "Ngaire Holt", "involved", "9 May 2019", "Rang the bell, and left a card.", relationship="Housing officer")
    made.record("gp", "gp-record", "Elm Row Surgery (invented)", "2001 to January 2019", "Constipation. Did not attend.")
    made.who("GP record")
    made.event("school", "about 2011", "observation", "education", "Left school, and the help he had there.", "mother")
    made.event("flat", "March 2018", "change-of-home", "home", "Moved into a flat alone.", "housing", "mother")
    made.event("missed", "summer 2018", "contact", "gp", "Three appointments missed; he was taken off the list for review.", "gp")
    made.event("card", "November 2018", "contact", "social-care", "A card was left; nobody came again.", "housing")
    made.event("sewn", "20 November 2018", "admission", "emergency", "Came with a cut hand, and went before he was seen.", "gp")
    made.event("died", "when he died", "death", "home", "Si was found at home.", "mother")
    made.answer({
        "bristol-initial.B17": "took-part", "bristol-initial.B04.circumstances": "He let nobody in, and nobody asked why.",
        "bristol-initial.B14": "no", "bristol-initial.B15": "yes", "bristol-initial.B15.who": '["family"]', "bristol-initial.B16": "no",
        "bristol-initial.B05.delay": "yes", "bristol-initial.B05.systems": "yes", "bristol-initial.B05.gaps": "yes",
        "bristol-initial.B05.neglect": "not-known", "bristol-initial.B06": "yes", "bristol-initial.B06.detail": "Self-neglect went unseen.",
        "bristol-initial.B07": "yes", "bristol-initial.B07.detail": "How agencies share that somebody stops coming.",
        "bristol-initial.B12.why": "Each service closed its door when he did not come.", "bristol-initial.B12": "4",
    })  # fmt: skip
    housing = Request(id="", organisation="The council, housing", what="Visits of 2018", asked_on=made.when("30 April 2019"))
    requests.add(made.session, replace(housing, came_on=made.when("8 May 2019")))
    made.draft_offered("16 May 2019")
    made.write("Si fixed bicycles for half the estate and took no money. He had a laugh you heard through walls.")
    made.finding("closed", "concern", "TH11", "Not coming was taken for not wanting, by three services.", "missed", "card",
                 severity="moderate")
    return made


def test_his_age_makes_it_a_duty_and_the_screen_says_so(review, look):
    assert snapshot.case(review.session).template == "Bristol-2018+", "from the day of the notification"
    elsewhere = [each.where for each in review.remarks if each.where.startswith(("initial.", "focused."))]
    assert not elsewhere, "questions that are not on this process’s forms"
    said = look(review.session, decision=DecisionScreen, pressing="no")
    assert "Priority themes and concern" in said and "A multi-agency review cannot be declined here" in said
    with pytest.raises(Refused, match="multi-agency review cannot be declined"):
        decision.decide(review.session, "no")
    assert [each.rule for each in decision.look(review.session).those("yes")] == ["R-MAR-1", "R-MAR-3"]


def test_the_whole_way_to_the_steering_group(review, desk_of_2019, tmp_path, monkeypatch):
    review.decide("yes-mandatory", "He died at 23.")
    review.answer({
        "bristol-mar.M02": "took-part", "bristol-mar.M02.contribution": "His mother came, and brought his toolbox.",
        "bristol-mar.M03": "14 May 2019",
        "bristol-mar.M03.chair": "Ifeoma Clarke",
        "bristol-mar.M03.attended": '[{"role": "Housing officer", "organisation": "The council"}]',
        "bristol-mar.M04": "no", "bristol-mar.M05": '[{"domain": "service-provision", "text": "Nobody had the whole picture."}]',
        "bristol-mar.M10.why": "The agencies agree with the initial grade.", "bristol-mar.M10": "4",
        "bristol-mar.M12": "The case has left.",
    })  # fmt: skip
    assert review.said == ids(RAISES)
    at = datetime(2019, 5, 20, 9, tzinfo=UTC)
    made = demo_pki.make(at)
    monkeypatch.setattr(signers, "pki", lambda: made)
    (tmp_path / "papers").mkdir()
    papers = signers.papers(tmp_path / "papers")
    signers.take_in(desk_of_2019, papers)
    review.sign()
    release.release(review.session, signers.SENIOR, lambda: signers.PIN, untrusted_recipients=[papers["recipient"].read_bytes()])
    export.export(review.session, tmp_path / "bundle")
    completing.panel_met(review.session, Panel(met_on=date(2019, 5, 20), outcome="noted", signed_off=True, note="Steering group"))
    with pytest.raises(Refused, match="Record whether the family was offered a copy"):
        completing.complete(review.session)
    completing.offer(review.session, Offered(draft="offered", draft_on=date(2019, 5, 16), copy="offered", copy_on=date(2019, 5, 20)))
    completing.complete(review.session)
    assert snapshot.case(review.session).state == State.COMPLETED
