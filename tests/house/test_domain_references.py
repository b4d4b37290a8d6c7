"""Nothing of the domain document is forgotten: every reference has its questions, fields, rules or data, and the README says where."""

import pytest

from leder_desktop.model.standards import BUILT_IN
from tests.house import domain_references as domain

README = domain.README.read_text(encoding="utf-8")
NOT_ASKED = {"F13", "6.3"}
"""What the domain document says is not to be asked, or is worked out nationally."""


def test_every_reference_is_in_the_table_with_a_place() -> None:
    table = domain.rows(README)
    for reference in domain.references():
        assert reference.ref in table, f"{reference.ref} is missing: python -m tests.house.domain_references"
        assert domain.where(reference) or reference.ref in NOT_ASKED, f"{reference.ref} ({reference.title}) is nowhere"
        assert domain.names(table[reference.ref]) or reference.ref in NOT_ASKED, f"{reference.ref} points to nothing"


def test_the_table_is_the_one_that_is_made_now() -> None:
    assert domain.made_anew(README) == README, "python -m tests.house.domain_references"


def test_the_table_points_to_what_is_there() -> None:
    assert domain.pointing_nowhere(README) == []


def test_a_pointer_to_nothing_and_a_missing_row_would_be_seen() -> None:
    assert domain.pointing_nowhere("| H99 | Height | `initial.H99` |\n") == ["H99: initial.H99"]
    assert domain.pointing_nowhere("| T99 | Weather | (`timeline.weather`) |\n") == ["T99: timeline.weather"]
    assert domain.pointing_nowhere("| R-X-1 | A rule | `checks.toml: nothing` |\n") == ["R-X-1: checks.toml: nothing"]
    assert domain.pointing_nowhere("| 9.9 | A list | `vocabularies/moods.toml` |\n") == ["9.9: vocabularies/moods.toml"]
    assert "N01" not in domain.rows(README.replace("| N01 |", "| N99 |"))


def test_every_question_stands_in_the_table() -> None:
    listed = {name for place in domain.rows(README).values() for name in domain.names(place)}
    asked = {question.ref for one in BUILT_IN.sets() for question in one.questions}
    assert len(asked) > 250 and asked <= listed


@pytest.mark.parametrize("rule", [each.ref for each in domain.references() if each.ref.startswith("R-")])
def test_every_rule_has_its_words(rule: str) -> None:
    assert domain.rules().get(rule), f"no check and no trigger carries out {rule}"


def test_the_list_has_every_reference_of_the_document() -> None:
    listed = [each.ref for each in domain.references()]
    assert len(set(listed)) == len(listed) > 270
    assert domain.in_document("| H01 | Conditions |\n| R-ID-1 | Dates |\nH02 | x\n| Ref | y |\n") == ("H01", "R-ID-1")
    if domain.DOCUMENT.is_file():
        found = domain.in_document(domain.DOCUMENT.read_text(encoding="utf-8"))
        assert len(found) > 250 and sorted(set(found) - set(listed)) == []
