"""A woman of 44 who died detained in a mental health hospital; the inquest is open, and what there is to learn is looked at there.

Ends: submitted without a focused review, with the reason for which the warning about her detention was kept.
"""

from datetime import date

import pytest

from leder_desktop.model.case import State
from leder_desktop.model.person import Kin
from leder_desktop.operations import snapshot
from tests.reviews.pen import ORDINARY, Argued, Review, begin, ids
from ui.decision.view import DecisionScreen

RAISES: Argued = (
    ("gap", "From August 2025 to the day she was detained."),
    ("r-foc-5", "Pain taken for anxiety is something to learn from, and no focused review was chosen."),
    ("r-foc-6", "She was detained and no focused review was chosen; the policy weighs that, and what it says is kept."),
    ("certificate-vague", "The cause is not known before the inquest."),
)


@pytest.fixture
def review(desk, folder) -> Review:
    father = Kin(name="Emrys Calloway", relationship="Father", do_not_contact="person-said-no",
                 do_not_contact_note="She had said so, twice.")
    made = begin(
        desk, folder, notified=date(2026, 8, 17), allocated=date(2026, 8, 24), kin=(father,), given="Rhona", family="Calloway",
        known_as="Ro", born="30 March 1982", died="9 August 2026", sex="female", ethnicity="A",
        diagnosis_group="learning-disability-and-autism",
        diagnosis_confirmed_by="clinical-letter", diagnosis_confirmed_where="Assessment of 2008: mild learning disability, autism",
        disability_level="mild", place_of_death="mental-health-hospital",
    )  # fmt: skip
    made.talk("friend", "Ursel Dane", "family", "28 September 2026", "Wrote to each other every week.", relationship="Friend")
    made.talk("advocate", "Colm Tierney", "involved", "5 October 2026", "Saw her each month.",
              relationship="Independent mental health advocate")
    made.record("gp", "gp-record", "Elm Row Surgery (invented)", "1999 to August 2026", "Section 3 since March 2026. Clozapine.")
    made.who("GP record")
    made.event("detained", "11 March 2026", "admission", "mental-health-hospital", "Detained under section 3.", "gp")
    made.event("slow", "May 2026", "observation", "mental-health-hospital", "Constipated, and asked for prunes in her letters.", "friend")
    made.event("bowel", "July 2026", "observation", "mental-health-hospital", "Pain in the belly, written down as anxiety.", "advocate")
    made.event("died", "when she died", "death", "mental-health-hospital", "Ro collapsed and died on the ward.", "advocate")
    made.answer(ORDINARY | {
        "initial.P05": "hospital-in-patient", "initial.H01": '["constipation", "mental-illness"]', "initial.H04": "yes",
        "initial.H04.plan": "no",
        "initial.H08": '["antipsychotic"]', "initial.S01": "s117", "initial.S02": "not-known", "initial.S09": "yes", "initial.S10": "yes",
        "initial.S12": "no", "initial.D02": "mental-health-hospital", "initial.D03.Ia": "not-known", "initial.D03.source": "not-known",
        "initial.D05": "no", "initial.D17": "insufficient", "initial.D18": "insufficient", "initial.E04": "not-invited",
        "initial.E04.reason": "She had said that her father was not to be told.", "initial.H13.in-year": "no", "initial.H14": "not-invited",
    })  # fmt: skip
    made.draft_offered("9 November 2026")
    made.write("Ro wrote letters that went on round the edges of the page. She knew every bird in the grounds.")
    made.finding("belly", "learning", "TH04", "Pain in the belly was written down as anxiety, twice.", "bowel",
                 factor="care-late-recognition")
    return made


def test_a_death_in_detention_of_which_no_coroner_was_told_is_asked_about(review):
    assert "After a death in detention a coroner would normally be told" in review.sentence("coroner-detained")
    review.answer({"initial.D05": "yes", "initial.D06.held": "open"})
    assert "coroner-detained" not in review.said and "other-process-not-used" in review.said


def test_it_is_submitted_with_what_the_policy_says_about_detention(review, look, signing):
    review.answer({"initial.D05": "yes", "initial.D06.held": "open", "initial.D08": "no-coroner",
                   "initial.E06": '[{"kind": "coroner", "found": "Open."}]'})
    said = look(review.session, decision=DecisionScreen)
    assert "Ro was under the Mental Health Act or a criminal justice restriction at death or in the five years before." in said
    assert "To be weighed" in said and "remembered, not confirmed; R-FOC-6" in said
    review.decide("no", "The inquest and the hospital’s own investigation look at her care with more than we could.")
    assert review.said == ids(RAISES)
    review.keep("r-foc-6", "The local area contact, 12 October 2026: not a duty here; the panel is told.")
    review.keep("r-foc-5", "It is learnt by the ward, and its own investigation asks the same.")
    review.sign()
    kept = snapshot.take(review.session).kept
    assert snapshot.case(review.session).state == State.SUBMITTED
    assert any(each.id.startswith("r-foc-6@") and "not a duty here" in each.why for each in kept)
