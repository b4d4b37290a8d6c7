"""Question sets as data, their conditions, and what counts as an answer."""

from typing import Any

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.facts import NAMES
from leder_desktop.model.person import Notification
from leder_desktop.model.questions import SETS, TEMPLATES, accept, answered, of_process, unanswered
from leder_desktop.model.standards import BUILT_IN


@pytest.mark.parametrize("id", SETS)
def test_every_set_loads_and_is_marked_unconfirmed(id: str) -> None:
    read = BUILT_IN.question_set(id)
    assert not read.confirmed
    assert read.sections and all(section.questions for section in read.sections)
    for asked in read.questions:
        assert asked.ref.startswith(f"{id}.") and asked.provenance.startswith("Domain reference")
        assert asked.text.strip() and "deceased" not in asked.text and "patient" not in asked.text
        if asked.type == "scale":
            assert asked.confidence == "recall"


def test_every_condition_names_a_question_and_values_it_can_have() -> None:
    conditioned = [asked for one in BUILT_IN.sets() for asked in one.questions if asked.shown_when]
    assert len(conditioned) > 10
    for asked in conditioned:
        for condition in asked.shown_when:
            noun, _, field = condition.fact.partition(".")
            if condition.fact not in NAMES and noun in SETS and not hasattr(Notification, field):
                other = BUILT_IN.question(condition.fact)
                assert {*condition.any_of, *condition.none_of, *condition.unless} <= {term.code for term in other.values}, asked.ref
            else:
                assert condition.fact in NAMES or noun in ("person", "notification"), asked.ref


def test_the_whole_of_last_illness_and_death_is_there() -> None:
    section = next(s for s in BUILT_IN.question_set("initial").sections if s.id == "last-illness")
    items = {q.ref.removeprefix("initial.").split(".")[0] for q in section.questions}
    assert items == {f"D{n:02}" for n in range(1, 24)}
    wanted = {"initial.D03.Ia", "initial.D03.II", "initial.O07", "initial.O08", "focused.F10", "focused.F12.availability"}
    assert wanted <= {asked.ref for one in BUILT_IN.sets() for asked in one.questions}


def test_a_reference_there_is_not() -> None:
    for ref in ("initial.D99", "D10", "", "focused.F10@senior-reviewer"):
        with pytest.raises(Refused) as refused:
            BUILT_IN.question(ref)
        assert refused.value.code == "no-such-question"
    with pytest.raises(Refused, match=", ".join(SETS)):
        BUILT_IN.question_set("../scales/2021-quality")


@pytest.mark.parametrize(
    ("ref", "said", "value"),
    [
        ("initial.D10", "yes", "yes"),
        ("initial.D10", '"yes"', "yes"),
        ("initial.P08", '["signs", "some-words"]', ("some-words", "signs")),
        ("initial.P08", "signs", ("signs",)),
        ("initial.D12", "Down’s syndrome", "Down’s syndrome"),
        ("initial.D12", '"not-known"', "not-known"),
        ("initial.D12", "  two\n\nlines ", "  two\n\nlines "),
        ("initial.D12", "[1]", "[1]"),
        ("initial.D12", "2026", "2026"),
        ("initial.D02", "hospital-ward", "hospital-ward"),
        ("initial.D13.date", "March 2019", "2019-03"),
        ("focused.F10", "5", "5"),
        ("initial.O07", "yes-judgement", "yes-judgement"),
    ],
)
def test_what_is_accepted(ref: str, said: str, value: Any) -> None:
    answer = accept(BUILT_IN.question(ref), said)
    assert (answer.id, answer.status, answer.value) == (ref, "answered", value)
    assert answer.set_version == BUILT_IN.question_set(ref.split(".")[0]).version


def test_a_grade_comes_with_its_score() -> None:
    assert accept(BUILT_IN.question("focused.F11"), "2").score == BUILT_IN.scale("2021-availability").score("2")
    assert accept(BUILT_IN.question("focused.F11"), "not-known").score is None


@pytest.mark.parametrize("ref", ["initial.D10", "initial.D12", "initial.P08", "initial.D13.date", "focused.F10"])
@pytest.mark.parametrize("status", ["not-asked", "not-known", "not-applicable", "insufficient"])
def test_every_status_is_always_allowed_and_has_no_value(ref: str, status: str) -> None:
    answer = accept(BUILT_IN.question(ref), status)
    assert (answer.status, answer.value, answer.score) == (status, None, None)


@pytest.mark.parametrize(
    ("ref", "said", "code"),
    [
        ("initial.D10", "maybe", "not-understood"),
        ("initial.D10", "answered", "not-understood"),
        ("initial.D10", "YES", "not-understood"),
        ("initial.D10", "", "not-understood"),
        ("initial.P08", "[]", "not-understood"),
        ("initial.P08", '["signs", "signs"]', "not-understood"),
        ("initial.P08", '[["signs"]]', "not-understood"),
        ("initial.P08", '{"signs": 1}', "not-understood"),
        ("initial.D12", "   ", "not-understood"),
        ("initial.D12", "a\0b", "text-not-storable"),
        ("initial.D12", '"\\ud800"', "text-not-storable"),
        ("initial.D13.date", "some time or other", "not-understood"),
        ("focused.F10", "7", "not-understood"),
        ("focused.F10", "5.0", "not-understood"),
        ("initial.D02", "not-a-place", "not-understood"),
    ],
)
def test_what_is_refused_and_with_which_code(ref: str, said: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        accept(BUILT_IN.question(ref), said)
    assert refused.value.code == code
    if code == "not-understood" and BUILT_IN.question(ref).values:
        assert set(refused.value.more["allowed"]) > {term.code for term in BUILT_IN.question(ref).values}


def test_deep_nesting_is_words_not_a_crash() -> None:
    said = "[" * 100_000
    assert accept(BUILT_IN.question("initial.D12"), said).value == said


def test_what_screens_give_is_checked_the_same_way() -> None:
    assert answered(BUILT_IN.question("initial.P08"), ("signs",)).value == ("signs",)
    assert answered(BUILT_IN.question("initial.D12"), '"quoted", she said').value == '"quoted", she said'
    with pytest.raises(Refused):
        answered(BUILT_IN.question("initial.D12"), 3)
    with pytest.raises(Refused):
        unanswered(BUILT_IN.question("initial.D12"), "answered")


@pytest.mark.parametrize("ref", ["initial.H01", "initial.H05", "initial.H08", "initial.H11", "initial.P11"])
def test_none_is_said_alone(ref: str) -> None:
    asked = BUILT_IN.question(ref)
    other = next(term.code for term in asked.values if term.code != "none")
    assert answered(asked, ("none",)).value == ("none",)
    with pytest.raises(Refused, match="is said alone") as refused:
        answered(asked, ("none", other))
    assert refused.value.code == "not-understood"


def test_a_question_belongs_to_its_process() -> None:
    of_2018, of_2016, focused = (BUILT_IN.question(ref) for ref in ("bristol-initial.B12", "bristol-initial.B12.2016", "focused.F10"))
    for asked, templates in ((of_2018, ["Bristol-2018+"]), (of_2016, ["Bristol-2016"]), (focused, ["LeDeR-2021"])):
        assert [template for template in TEMPLATES if of_process(asked, template)] == templates
