"""The triggers of a focused or multi-agency review: each met, not met or unclear, with its reason, and nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from leder_desktop import resources
from leder_desktop.model import dates
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Case
from leder_desktop.model.findings import Finding
from leder_desktop.model.person import Person, possible_ages
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import BUILT_IN, Standards
from leder_desktop.model.triggers import Trigger, triggers

PERSON = Person(
    given="Ada", family="Sample", known_as="Ada", birth_date=dates.from_edtf("1975-05-06"), death_date=dates.from_edtf("2026-08-01"),
    ethnicity="A", diagnosis_group="learning-disability",
)  # fmt: skip
SETTLED = {"initial.O05": "no", "initial.O04": "no", "initial.S09": "no"}
"""The answers with which no trigger is met and none is unclear."""
FOCUSED = ["R-FOC-1", "R-FOC-2", "R-FOC-3", "R-FOC-4", "R-FOC-5", "R-FOC-6", "R-FOC-8"]


def review(answers: Mapping[str, Any] = {}, template: str = "LeDeR-2021", standards: Standards = BUILT_IN, **person: Any) -> Snapshot:
    said = tuple(
        Answer(id=ref, status=value) if value in ("not-known", "not-applicable", "insufficient") else
        Answer(id=ref, status="answered", value=value) for ref, value in {**SETTLED, **answers}.items() if value
    )  # fmt: skip
    return Snapshot(case=Case(id="c", template=template), person=replace(PERSON, **person), answers=said, standards=standards)


def trigger(rule: str, snapshot: Snapshot) -> Trigger:
    (found,) = (each for each in triggers(snapshot) if each.rule == rule)
    return found


def with_policy(**changed: tuple[str, str]) -> Standards:
    """An organisation's own policy: the default with some lines said otherwise."""
    text = resources.path("policy/default.toml").read_text(encoding="utf-8")
    for old, new in changed.values():
        assert old in text
        text = text.replace(old, new)
    return Standards({"policy/default": text})


def test_where_everything_is_known_and_nothing_applies_no_trigger_is_met_and_none_unclear() -> None:
    found = triggers(review())
    assert [each.rule for each in found] == FOCUSED
    assert {each.met for each in found} == {"no"} and all(each.because and not each.ask for each in found)


@pytest.mark.parametrize("code", BUILT_IN.vocabulary("ethnicity").codes)
def test_every_ethnic_category_is_a_duty_or_unclear_or_neither_as_the_reference_says(code: str) -> None:
    expected = {"A": ("no", "no"), "B": ("no", "unclear"), "C": ("no", "unclear"), "Z": ("no", "unclear"), "99": ("no", "unclear")}
    snapshot = review(ethnicity=code)
    first, second = trigger("R-FOC-1", snapshot), trigger("R-FOC-2", snapshot)
    assert (first.met, second.met) == expected.get(code, ("yes", "no"))
    assert first.strength == "must" and second.strength == "judgement"
    if first.met == "yes":
        assert BUILT_IN.vocabulary("ethnicity").label(code) in first.because
    if second.met == "unclear":
        assert second.ask and second.where == "person.ethnicity"
    bristol = trigger("R-MAR-2", review(ethnicity=code, template="Bristol-2018+"))
    assert bristol.met == {"no": second.met, "yes": "yes"}[first.met] and bristol.strength == "must"


def test_an_ethnic_background_nobody_wrote_down_is_unclear_and_says_whom_to_ask() -> None:
    found = trigger("R-FOC-2", review(ethnicity=""))
    assert found.met == "unclear" and "family" in found.ask and "GP" in found.ask
    assert "not chased" in trigger("R-FOC-2", review(ethnicity="Z")).ask


@pytest.mark.parametrize(
    ("died", "met", "strength"),
    [
        ("2021-06-01", "yes", "must"), ("2022-01-01", "yes", "must"), ("2023-12-31", "yes", "must"), ("2023", "yes", "must"),
        ("2024-01-01", "unclear", "judgement"), ("2026-08-01", "unclear", "judgement"), ("2023-12/2024-01", "unclear", "must"),
        ("../2023-06", "yes", "must"),
    ],
)  # fmt: skip
def test_an_autistic_adult_without_a_learning_disability_by_the_day_of_death(died: str, met: str, strength: str) -> None:
    found = trigger("R-FOC-3", review(diagnosis_group="autism", death_date=dates.from_edtf(died)))
    assert (found.met, found.strength) == (met, strength)
    assert bool(found.ask) == (met == "unclear")


def test_autism_with_a_learning_disability_is_not_that_trigger_and_an_unknown_group_leaves_it_open() -> None:
    both = review(diagnosis_group="learning-disability-and-autism", death_date=dates.from_edtf("2022-03-01"))
    assert trigger("R-FOC-3", both).met == "no"
    assert trigger("R-FOC-3", review(diagnosis_group="")).met == "unclear"
    assert trigger("R-FOC-3", review(diagnosis_group="autism", death_date=None)).met == "unclear"


def test_an_organisation_moves_the_last_day_or_keeps_the_duty_or_drops_it() -> None:
    moved = with_policy(day=('day = "2023-12-31"', 'day = "2026-12-31"'))
    late = {"diagnosis_group": "autism"}
    assert trigger("R-FOC-3", review(standards=moved, **late)).met == "yes"
    added = '[[severity]]\nrule = "R-FOC-3"\nweight = "{}"\nprovenance = "ICB"\nconfidence = "verified"\n\n[[severity]]\nrule = "R-FOC-6"'
    for weight, met, strength in (("block", "yes", "must"), ("off", "no", "judgement"), ("warn", "unclear", "judgement")):
        own = with_policy(weight=('[[severity]]\nrule = "R-FOC-6"', added.format(weight)))
        found = trigger("R-FOC-3", review(standards=own, **late))
        assert (found.met, found.strength) == (met, strength)


@pytest.mark.parametrize(
    ("said", "met"), [("yes", "yes"), ("no", "no"), ("not-known", "unclear"), ("", "unclear"), ("not-applicable", "no")]
)
def test_the_familys_wish(said: str, met: str) -> None:
    found = trigger("R-FOC-4", review({"initial.O05": said}))
    assert (found.met, found.strength) == (met, "family") and bool(found.ask) == (met == "unclear")


def test_the_day_the_family_asked_is_said() -> None:
    assert "12 September 2026" in trigger("R-FOC-4", review({"initial.O05": "yes", "initial.O05.on": "2026-09-12"})).because


def test_concerns_are_counted_and_learning_alone_is_left_to_judgement() -> None:
    def with_findings(*kinds: str, overall: str = "no") -> Trigger:
        found = tuple(Finding(id=str(number), kind=kind, text="x") for number, kind in enumerate(kinds))
        return trigger("R-FOC-5", replace(review({"initial.O04": overall}), findings=found))

    assert with_findings("concern").met == "yes" and "1 area of concern" in with_findings("concern").because
    assert "2 areas of concern" in with_findings("concern", "learning", "concern").because
    assert with_findings(overall="yes").met == "yes"
    assert with_findings("learning").met == "unclear" and "1 thing to learn" in with_findings("learning").because
    assert with_findings("good-practice").met == "no" and with_findings(overall="").met == "unclear"


@pytest.mark.parametrize(("said", "met"), [("yes", "yes"), ("no", "no"), ("not-known", "unclear"), ("", "unclear")])
def test_detention_is_weighed_or_a_duty_as_the_policy_says(said: str, met: str) -> None:
    assert (trigger("R-FOC-6", review({"initial.S09": said})).met, trigger("R-FOC-6", review()).strength) == (met, "judgement")
    block = with_policy(weight=('rule = "R-FOC-6"\nweight = "warn"', 'rule = "R-FOC-6"\nweight = "block"'))
    found = trigger("R-FOC-6", review({"initial.S09": said}, standards=block))
    assert (found.met, found.strength) == (met, "must")
    for off in (with_policy(weight=('rule = "R-FOC-6"\nweight = "warn"', 'rule = "R-FOC-6"\nweight = "off"')),
                with_policy(flag=("five years\"\nflag = true", "five years\"\nflag = false"))):  # fmt: skip
        assert "R-FOC-6" not in [each.rule for each in triggers(review(standards=off))]


def test_local_priorities_by_theme_by_condition_and_by_asking() -> None:
    first = '[[local_priority]]\ntitle = "Constipation"\nthemes = ["TH04"]\nconditions = ["epilepsy"]\n\n'
    second = '[[local_priority]]\ntitle = "Deaths in heat"\n\n'
    own = with_policy(areas=("# How much a rule weighs", f"{first}{second}# How much a rule weighs"))

    def areas(snapshot: Snapshot) -> list[str]:
        return [each.met for each in triggers(snapshot) if each.rule == "R-FOC-7"]

    assert areas(review(standards=own)) == ["no", "unclear"]
    finding = Finding(id="f", kind="learning", text="x", theme="TH04")
    assert areas(replace(review(standards=own), findings=(finding,))) == ["yes", "unclear"]
    assert areas(review({"initial.H01": ("epilepsy", "other")}, standards=own)) == ["yes", "unclear"]
    assert areas(review({"initial.H01": ("diabetes",)}, standards=own)) == ["no", "unclear"]


def test_the_worst_answers_count_only_where_their_question_is_asked() -> None:
    assert trigger("R-FOC-8", review({"initial.D21": "yes"})).met == "yes"
    assert trigger("R-FOC-8", review({"initial.D10": "yes", "initial.D11": "no"})).met == "yes"
    assert trigger("R-FOC-8", review({"initial.D10": "no", "initial.D11": "no"})).met == "no"
    assert trigger("R-FOC-8", review({"initial.S06": "yes", "initial.S07": "no"})).met == "yes"
    assert trigger("R-FOC-8", review({"initial.S07": "no"})).met == "no"
    delay = trigger("R-FOC-8", review({"initial.D17": "yes"}))
    assert delay.met == "unclear" and "Was there a delay" in delay.because and "Yes" in delay.because and "Ada" in delay.ask


@pytest.mark.parametrize(
    ("born", "met"),
    [("2001-06-02", "no"), ("2001-06-01", "yes"), ("1995-06-01", "yes"), ("1994-06-01", "no"), ("1994-06-02", "yes"), ("1994", "unclear"),
     ("2001", "unclear"), ("1998", "yes"), ("1950", "no"), ("", "unclear")],
)  # fmt: skip
def test_the_bristol_theme_of_the_young_begins_at_18_and_ends_at_24(born: str, met: str) -> None:
    """Died on 1 June 2019: 17, 18, 24 and 25 years old, and years that leave it open."""
    told = dates.from_edtf(born) if born else None
    snapshot = review(template="Bristol-2018+", birth_date=told, death_date=dates.from_edtf("2019-06-01"))
    assert trigger("R-MAR-1", snapshot).met == met


def test_possible_ages_are_exact_where_the_days_are() -> None:
    assert possible_ages(replace(PERSON, birth_date=dates.from_edtf("1975"))) == (50, 51)
    assert possible_ages(PERSON) == (51, 51) and possible_ages(replace(PERSON, birth_date=None)) == (None, None)


def test_the_template_says_which_triggers_there_are() -> None:
    for template in ("Bristol-2016", "Bristol-2018+"):
        assert [each.rule for each in triggers(review(template=template))] == ["R-MAR-1", "R-MAR-2", "R-MAR-3"]
    assert "R-MAR-1" not in [each.rule for each in triggers(review())]


@pytest.mark.parametrize(
    ("concern", "learning", "met"),
    [("yes", "no", "yes"), ("no", "yes", "yes"), ("no", "no", "no"), ("no", "", "unclear"), ("", "", "unclear")],
)
def test_a_bristol_concern_or_further_learning(concern: str, learning: str, met: str) -> None:
    said = {"bristol-initial.B06": concern, "bristol-initial.B07": learning}
    assert trigger("R-MAR-3", review(said, template="Bristol-2016")).met == met


def test_a_person_without_a_name_is_spoken_of_as_this_person() -> None:
    found = trigger("R-FOC-2", review(ethnicity="", given="", family="", known_as=""))
    assert found.because.startswith("This person’s")


def test_every_trigger_says_where_it_comes_from_and_how_sure_that_is() -> None:
    texts = BUILT_IN.triggers()
    assert set(texts.rules) == {*FOCUSED, "R-FOC-7", "R-MAR-1", "R-MAR-2", "R-MAR-3"}
    assert all(text.basis and text.title for text in texts.rules.values())
    assert texts.rules["R-FOC-6"].confidence == "recall" and texts.rules["R-FOC-1"].confidence == "verified"


def test_the_policy_names_no_category_twice() -> None:
    assert not set(BUILT_IN.policy().ethnicity_triggers) & set(BUILT_IN.policy().ethnicity_unclear)
    named = {*BUILT_IN.policy().ethnicity_triggers, *BUILT_IN.policy().ethnicity_unclear}
    assert named == set(BUILT_IN.vocabulary("ethnicity").codes) - {"A"}
