"""A man of 66 moved from place to place, from a minority ethnic family; what his brother tells and what the ward wrote do not agree.

Neglect is answered with yes: signing waits until somebody was told. Ends: submitted, after a focused review that is a duty.
"""

from datetime import date

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.case import State
from leder_desktop.model.person import Kin
from leder_desktop.operations import decision, snapshot, submit, timeline
from tests.reviews.pen import ORDINARY, Argued, Review, begin, ids
from ui.decision.view import DecisionScreen

RAISES: Argued = (
    ("cause-not-seen", "There was an inquest, so the cause is the coroner’s and no doctor’s certificate was seen. Kept with that."),
    ("gap", "“Early 2026” may be any day of that year, so the quiet is said to end with New Year: four months of his last."),
)


@pytest.fixture
def review(desk, folder) -> Review:
    brother = Kin(name="Tariq Zamani", relationship="Brother")
    made = begin(
        desk, folder, notified=date(2026, 9, 3), allocated=date(2026, 9, 10), kin=(brother,), other_processes=("coroner",),
        given="Farid", family="Zamani", known_as="Farid", born="about 1960", died="28 August 2026", sex="male", ethnicity="J",
        diagnosis_group="learning-disability", diagnosis_confirmed_by="clinical-letter",
        diagnosis_confirmed_where="Letter of 1998, learning disability team",
        disability_level="mild", place_of_death="care-home",
    )  # fmt: skip
    made.talk("brother", "Tariq Zamani", "family", "1 October 2026", "Nobody rang him. He found an empty room.", relationship="Brother",
              said={"I went to see him and the bed was made.": ("panel",)})  # fmt: skip
    made.talk("nurse", "Grace Pell", "involved", "9 October 2026", "Came to the home four days before the end.",
              relationship="Nurse, last home")
    made.record("gp", "gp-record", "Elm Row Surgery (invented)", "1994 to August 2026",
                "Epilepsy. Depression with psychosis. Weight 41 kg.")
    made.record("ward", "hospital-record", "Marlbeck General Hospital (invented)", "June to August 2026",
                "Family aware of the move. Refuses food: behavioural.")
    made.who("GP record")
    made.event("home", "2019", "change-of-home", "supported-living", "Moved into a shared house.", "brother")
    made.event("evicted", "early 2026", "change-of-home", "care-home", "Moved at a week's notice when the house closed.", "brother", "gp")
    made.event("stay", "14 June 2026", "admission", "acute-ward", "Admitted, eating little; it was read as his behaviour.", "ward")
    made.event("covert", "2 July 2026", "decision", "acute-ward", "Medicine given in food, under a DoLS authorisation.", "ward")
    made.event("nobody-rang", "24 August 2026", "discharge", "acute-ward", "Moved to a nursing home; his brother was not told.", "brother")
    made.event("aware", "24 August 2026", "discharge", "acute-ward", "Moved to a nursing home; “family aware”.", "ward")
    made.event("died", "when he died", "death", "care-home", "Farid died at the nursing home.", "nurse")
    made.answer(ORDINARY | {
        "initial.P05": "nursing-home", "initial.H01": '["epilepsy"]', "initial.H02.plan": "no", "initial.H13.in-year": "no",
        "initial.H14": "did-not-attend", "initial.H03": "not-known", "initial.H16": "not-known",
        "initial.H19": '[{"setting": "acute-ward", "adjustment": "familiar-carer", "recorded": "no", "provided": "no"}]',
        "initial.S05": "yes", "initial.S06": "yes", "initial.S07": "no", "initial.D02": "care-home",
        "initial.D03.Ia": "Sepsis", "initial.D03.Ib": "Pneumonia and urinary infection",
        "initial.D03.II": "Severe malnutrition; self-neglect",
        "initial.D03.source": "coroner", "initial.D05": "yes", "initial.D06.held": "held",
        "initial.D06": "Natural causes, with self-neglect.",
        "initial.D16": "yes", "initial.D17": "yes", "initial.D18": "no", "initial.D21": "yes",
        "initial.D21.detail": "He starved in view of many.",
        "initial.O04": "yes", "initial.E06": '[{"kind": "coroner", "on": "2026-10-30", "found": "Natural causes, with self-neglect."}]',
    })  # fmt: skip
    made.draft_offered("2 November 2026")
    made.write("Farid read the newspaper from the back page. He kept every letter his brother wrote.")
    made.finding("overshadowed", "concern", "TH16", "Eating little was read as behaviour for ten weeks; nobody looked for a cause.",
                 "stay", severity="moderate")
    made.finding("moves", "learning", "TH11", "Five agencies each held a piece; no one held the moves together.", "evicted", "nobody-rang")
    return made


def test_two_accounts_stand_side_by_side_and_the_preferred_one_says_why(review):
    review.two_accounts("nobody-rang", "aware", "He came to visit on the 25th and found the bed made; the note names nobody who was rung.")
    mine, theirs = (timeline.entry(review.session, review.ids[key]) for key in ("nobody-rang", "aware"))
    assert (mine.preferred, theirs.preferred) == (True, False) and "names nobody" in mine.preferred_why
    assert mine.conflicts_with == (theirs.id,) and theirs.conflicts_with == (mine.id,)


def test_a_date_counted_from_another_event_is_not_guessed_and_one_counted_from_his_death_is_kept(review):
    with pytest.raises(Refused, match="it is counted from something else. Write the date itself, like 4 March 2019, or about when"):
        review.when("ten weeks later")
    assert review.when("four days before he died").edtf == "2026-08-24"
    assert review.when("about ten weeks before he died").edtf == "2026-06-19~"


def test_no_is_not_open_and_signing_waits_until_somebody_was_told(review, look, signing):
    said = look(review.session, decision=DecisionScreen, pressing="no")
    assert "Farid’s ethnic background is recorded as “Asian or Asian British - Pakistani”" in said
    assert "A focused review cannot be declined here" in said
    with pytest.raises(Refused, match="automatic for people from a minority ethnic background"):
        decision.decide(review.session, "no")
    review.decide("yes-mandatory", "It is a duty; and there is much to learn from the moves.")
    review.grade("1", "Care had part in his death.", "2", "No place was right for him.")
    assert review.blocks == ["neglect-not-passed-on", "worst-not-passed-on"]
    with pytest.raises(Refused, match="2 things must be put right"):
        submit.require_ready(review.session)
    review.told("safeguarding", "2 October 2026", "overshadowed")
    assert review.said == ids(RAISES)
    review.keep("cause-not-seen", "It is the coroner’s, who sent the record of the inquest.")
    review.sign()
    assert snapshot.case(review.session).state == State.SUBMITTED
