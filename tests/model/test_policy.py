"""The organisation's policy is data with a source for every value, and weighs only what the reference leaves to it."""

import tomllib
from datetime import date

import pytest

from leder_desktop.model.datafile import CONFIDENCE, Table
from leder_desktop.model.policy import CONFIGURABLE, read
from leder_desktop.model.standards import BUILT_IN, Standards

NAME = "policy/default"


def test_what_holds_where_nobody_set_anything() -> None:
    policy = BUILT_IN.policy()
    assert (policy.least_age, policy.due_months, policy.remind_months, policy.hold_check_days) == (18, 6, (4, 5), 30)
    assert policy.autism_only_until == date(2023, 12, 31)
    assert policy.severity["R-TIME-5"] == "off"
    assert not policy.local_priorities


def test_every_value_says_where_it_comes_from_and_how_sure_that_is() -> None:
    for setting in BUILT_IN.policy().settings:
        assert setting.title and setting.provenance and setting.confidence in CONFIDENCE, setting.name


def test_its_codes_are_those_of_the_lists() -> None:
    policy = BUILT_IN.policy()
    known = set(BUILT_IN.vocabulary("ethnicity").codes)
    assert set(policy.ethnicity_triggers) | set(policy.ethnicity_unclear) | {"A"} == known
    assert set(policy.diagnosis_groups) <= set(BUILT_IN.vocabulary("diagnosis-group").codes)
    assert BUILT_IN.vocabulary(policy.hold_reasons).codes


def test_an_organisation_sets_a_local_priority_and_a_weight() -> None:
    text = BUILT_IN.text(NAME).replace('weight = "hint"', 'weight = "off"')
    text += '\n[[local_priority]]\ntitle = "Constipation"\nconditions = ["constipation"]\n'
    policy = Standards({NAME: text}).policy()
    assert policy.severity["R-SC-10"] == "off"
    assert [each.title for each in policy.local_priorities] == ["Constipation"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('rule = "R-SC-10"', 'rule = "R-OPT-1"'),
        ('weight = "hint"', 'weight = "loud"'),
        ('confidence = "recall"', 'confidence = "sure"'),
        ("number = 18", "number = true"),
        ("[polypharmacy]", "[polifarmacy]"),
    ],
)
def test_a_policy_that_is_wrong_is_not_read(old: str, new: str) -> None:
    text = BUILT_IN.text(NAME)
    assert old in text
    with pytest.raises(ValueError, match="policy/default"):
        read(Table(NAME, tomllib.loads(text.replace(old, new, 1))))


def test_no_rule_of_consent_or_identity_is_for_an_organisation_to_weigh() -> None:
    assert not [rule for rule in CONFIGURABLE if rule.startswith(("R-OPT", "R-ID", "R-IND", "R-ELIG"))]
