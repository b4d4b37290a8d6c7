"""The two 2021+ scales, and what a grade looks like when it is kept and said."""

from dataclasses import replace

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.scales import is_as_written, scale, score, words


@pytest.mark.parametrize("id", ["2021-quality", "2021-availability"])
def test_best_is_first_and_the_wording_is_marked_unconfirmed(id: str) -> None:
    read = scale(id)
    assert [level.goodness_rank for level in read.levels] == [6, 5, 4, 3, 2, 1]
    assert not read.confirmed
    assert "remembered" in read.provenance
    assert (read.best, read.worst) == ("best", "worst")
    assert all(len(level.label) > 40 for level in read.levels)


def test_a_grade_keeps_scale_version_code_sentence_and_rank() -> None:
    given = score("2021-quality", "5")
    assert given.label_text == "This was good care (it met expected good practice)"
    assert (given.scale_id, given.scale_version, given.code, given.goodness_rank) == ("2021-quality", scale("2021-quality").version, "5", 5)
    assert words(given) == "Good care - met expected good practice (5 of 6, 6 is best)"
    assert is_as_written(given)


def test_a_code_the_scale_does_not_have() -> None:
    with pytest.raises(Refused) as refused:
        score("2021-availability", "7")
    assert refused.value.code == "not-understood"
    assert refused.value.more == {"allowed": ["6", "5", "4", "3", "2", "1"]}


@pytest.mark.parametrize("change", [{"label_text": "Good care"}, {"goodness_rank": 2}, {"scale_version": "2025.1"}, {"code": "9"}])
def test_a_grade_whose_words_are_not_those_of_its_scale_is_seen(change: dict[str, str | int]) -> None:
    assert not is_as_written(replace(score("2021-quality", "5"), **change))


def test_an_old_sentence_is_said_as_it_was() -> None:
    old = replace(score("2021-quality", "5"), label_text="An earlier sentence")
    assert words(old) == "An earlier sentence (5 of 6, 6 is best)"
