"""A man of 21 whose illness begins with a year, goes on by months, and ends day by day; four judgements of capacity by one agency alone.

Ends: submitted, after a focused review the reviewer chose.
"""

from datetime import date

import pytest

from leder_desktop.model.case import State
from leder_desktop.model.dates import words
from leder_desktop.model.person import Kin
from leder_desktop.operations import snapshot, timeline
from tests.reviews.pen import ORDINARY, Argued, Review, begin, ids
from ui.decision.view import DecisionScreen

RAISES: Argued = (
    ("months-gone", "Told of on 22 June 2026: four months have gone on 21 November, five have not, and it is due on 22 December."),
    ("gap", "July 2025 may have been its last day and February 2026 its first: half a year in which the pain was at home with him."),
)


@pytest.fixture
def review(desk, folder) -> Review:
    mother = Kin(name="Christine Yarrell", relationship="Mother")
    made = begin(
        desk, folder, notified=date(2026, 6, 22), allocated=date(2026, 7, 6), kin=(mother,), provider="Lark Street (invented)",
        given="Dominic", family="Yarrell", known_as="Dom", born="3 March 2005", died="12 June 2026", sex="male", ethnicity="A",
        diagnosis_group="learning-disability", diagnosis_confirmed_by="gp-register",
        diagnosis_confirmed_where="Learning disability register",
        disability_level="mild", place_of_death="hospital-ward",
    )  # fmt: skip
    made.talk("mother", "Christine Yarrell", "family", "20 July 2026", "Trapped wind, they always said.", relationship="Mother")
    made.talk("keyworker", "Petra Lund", "involved", "3 August 2026", "He hid it well.", relationship="Keyworker",
              organisation="Lark Street")
    made.record("gp", "gp-record", "Elm Row Surgery (invented)", "2005 to June 2026", "Abdominal pain, again. Laxative. Review if worse.")
    made.who("GP record")
    made.event("wind", "about 2012", "observation", "home", "Began to have pain in the belly, which was called trapped wind.", "mother")
    made.event("told", "when he was 18", "safeguarding", "social-care", "He told a teacher that home was not safe for him.", "gp")
    made.event("moved", "spring 2024", "change-of-home", "supported-living", "Moved to a flat of his own with support.", "mother",
               "keyworker")
    made.event("thin", "winter 2024/25", "observation", "supported-living", "Ate less, and gave up football.", "keyworker")
    made.event("first", "July 2025", "admission", "acute-ward",
               "Admitted for two nights with pain and vomiting; sent home with a laxative.", "gp")
    made.event("second", "February 2026", "admission", "acute-ward", "Admitted again for a night.", "gp")
    made.event("third", "about 20 April 2026", "admission", "acute-ward", "A third time. Nobody put the three together.", "gp", "keyworker")
    made.event("capacity", "May 2026", "decision", "supported-living", "Capacity to refuse a scan judged: he had it.", "keyworker")
    made.event("rang", "two days before he died", "contact", "gp", "Telephone advice for pain in the belly.", "gp")
    made.event("999", "the day before he died", "deterioration", "ambulance", "An ambulance took him to hospital.", "keyworker")
    made.event("died", "when he died", "death", "acute-ward", "Dom died on the ward.", "mother")
    made.answer(ORDINARY | {
        "initial.P13": "Left college at nineteen; nobody met him from the adults’ team before.", "initial.H01": '["constipation"]',
        "initial.H04": "yes", "initial.H04.plan": "no", "initial.S06": "yes", "initial.S07": "insufficient",
        "initial.S08": '[{"decision": "To have a scan", "on": "2026-05", "capacity": "yes", "best-interests": "no", "family": "no"}]',
        "initial.D01": "Three admissions with the same pain, looked at one by one.", "initial.D03.Ia": "Bowel obstruction",
        "initial.D03.Ib": "Faecal impaction", "initial.D16": "yes", "initial.D17": "yes", "initial.D17.detail": "No scan was made.",
        "initial.S01": "local-authority", "initial.E07": "took-part", "initial.O04": "yes",
    })  # fmt: skip
    made.draft_offered("2 November 2026")
    made.write("Dom supported the worst team in the county and did not mind. He cooked for whoever came.")
    made.finding("together", "concern", "TH04", "Three admissions with one pain were each treated as the first.", "first", "second",
                 "third",
                 severity="moderate", factor="care-late-recognition")  # fmt: skip
    made.finding("capacity-learning", "learning", "TH10", "One agency judged capacity four times, the others never.", "capacity")
    made.rest()
    return made


def test_what_is_vague_stays_as_vague_as_it_was_told_and_in_order(review):
    shown = [words(each.when) for each in timeline.entries(review.session)]
    assert shown == [
        "about 2012", "3 March 2023 to 2 March 2024", "spring 2024", "winter 2024 to 2025", "July 2025", "February 2026",
        "about 20 April 2026", "May 2026", "10 June 2026", "11 June 2026", "12 June 2026",
    ]  # fmt: skip


def test_it_is_submitted_after_a_focused_review_by_judgement(review, look, signing):
    said = look(review.session, decision=DecisionScreen)
    assert "You recorded 1 area of concern. A decision against a focused review has to be explained in the light of it." in said
    assert "To be weighed" in said and "Makes it a duty" not in said
    assert review.blocks == ["no-decision", "no-reason"]
    review.decide("yes-judgement", "Three admissions should be looked at as one story, with all who were there.")
    assert review.blocks == ["no-grade", "no-grade"]
    review.grade("2", "Pain that came back was not looked into.", "3", "He was seen each time, by people who did not know of each other.")
    assert review.said == ids(RAISES)
    assert "between 31 July 2025 and 1 February 2026" in review.sentence("gap")
    assert "Four months have gone since the notification. It is due on 22 December 2026." in review.sentence("months-gone")
    review.sign()
    assert snapshot.case(review.session).state == State.SUBMITTED
