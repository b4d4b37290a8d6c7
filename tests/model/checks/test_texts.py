"""What is said about running texts, wherever they stand: R-ID-4, R-TXT-1 to 3 in answers as in the portrait."""

from dataclasses import replace
from datetime import date

import pytest

from leder_desktop.model.checks import remarks
from leder_desktop.model.remarks import Remark
from leder_desktop.model.snapshot import Snapshot
from tests.model.checks.changes import answer, both, first_finding, note, talk
from tests.model.checks.conftest import TODAY


def said(whole: Snapshot, on: date, id: str) -> list[Remark]:
    return [each for each in remarks(whole, today=on) if each.id == id]


CONFIDED = (
    '[{"with": "Tunde Bakare", "part": "The night staff slept through two of her seizures, and the office knew of it.", '
    '"why": "in-confidence"}]'
)
ASKED = ("initial.D01", "initial.D16.detail", "focused.F12.quality", "initial.E04.response")


@pytest.mark.parametrize("ref", ASKED)
def test_what_may_not_be_quoted_may_not_be_quoted_in_an_answer_either(roz: Snapshot, ref: str) -> None:
    panel_only, nobody = "We lost her from a list. That is all it took.", "I should have made more fuss on the Sunday."
    assert not said(answer(ref, f"The GP said: “{panel_only}”")(roz), TODAY, "not-permitted")
    found = said(answer(ref, f"Her mother said: “{nobody}”")(roz), TODAY, "told-in-confidence")
    assert [each.where for each in found] == [ref] and found[0].severity == "block"
    list_words = replace(roz.conversations[2].quotations[0], may_be_quoted=("portrait",))
    only_portrait = both(talk("gp", quotations=(list_words,)), answer(ref, panel_only))
    assert [each.where for each in said(only_portrait(roz), TODAY, "not-permitted")] == [ref]


def test_what_was_told_in_confidence_beside_a_conversation_may_stand_nowhere(roz: Snapshot) -> None:
    repeated = "It was said that the night staff slept through two of her seizures."
    told = both(answer("notification.C10", CONFIDED), answer("initial.D01", repeated))
    found = said(told(roz), TODAY, "told-in-confidence")
    assert [each.where for each in found] == ["initial.D01"] and "Tunde Bakare" in found[0].sentence
    assert not said(answer("notification.C10", CONFIDED)(roz), TODAY, "told-in-confidence")


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("initial.S02.detail", "Sister Mary Kelly asked for a plan."), ("initial.D16.detail", "Maureen rang 01632 960 204."),
        ("initial.D09.detail", "Dr Smith-Jones wrote to a.b@example.org."), ("initial.D17.detail", "Tunde said so."),
        ("initial.S12.detail", "NHS number 943 476 5919."), ("initial.D20.detail", "Born on 14 February 1975, of M4 6JG."),
    ],
)  # fmt: skip
def test_what_is_added_to_an_answer_names_nobody_to_the_panel(roz: Snapshot, ref: str, words: str) -> None:
    assert [each.where for each in said(answer(ref, words)(roz), TODAY, "identifies")] == [ref]
    assert not said(answer(ref, "Her mother and the nurse on Rowan Ward asked for a plan.")(roz), TODAY, "identifies")


def test_a_name_left_over_from_another_review_is_asked_about_wherever_it_stands(roz: Snapshot) -> None:
    left_over = "Margaret was admitted with pneumonia and died on the ward."
    finding = first_finding(text=left_over)
    for change in (note("summary", left_over), answer("initial.O08", left_over), answer("focused.F14", left_over), finding):
        assert "“Margaret”" in said(change(roz), TODAY, "called-otherwise")[0].sentence
    known = both(note("summary", left_over), answer("initial.P12", "Her flatmate Margaret, and her dog."))
    assert not said(known(roz), TODAY, "called-otherwise")
