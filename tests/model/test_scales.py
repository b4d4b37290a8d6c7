"""The scales, and what a grade looks like when it is kept and said."""

from dataclasses import replace

import pytest

from leder_desktop import resources
from leder_desktop.errors import Refused
from leder_desktop.model.answers import Score
from leder_desktop.model.datafile import Table
from leder_desktop.model.scales import apart, read
from leder_desktop.model.standards import BUILT_IN

FIVE = ("2021-quality", "2021-availability", "bristol-2016", "bristol-2018", "sjr")


def words(given: Score) -> str:
    return BUILT_IN.scale(given.scale_id).words(given)


def test_the_five_scales_are_there():
    assert {path.stem for path in resources.path("scales").glob("*.toml")} == set(FIVE)


@pytest.mark.parametrize("id", FIVE)
def test_best_is_first_and_the_wording_is_marked_unconfirmed(id: str) -> None:
    found = BUILT_IN.scale(id)
    assert [level.goodness_rank for level in found.levels] == list(range(found.points, 0, -1))
    assert found.points == (5 if id == "sjr" else 6)
    assert not found.confirmed
    assert "remembered" in found.provenance
    assert (found.best, found.worst) == ("best", "worst")
    assert all(len(level.label) > 40 for level in found.levels) or id in ("bristol-2016", "sjr")


@pytest.mark.parametrize("id", FIVE)
def test_no_grade_is_ever_said_as_a_bare_number(id: str) -> None:
    for level in BUILT_IN.scale(id).levels:
        said = words(BUILT_IN.scale(id).score(level.code))
        best = BUILT_IN.scale(id).points
        assert said.startswith(level.short) and f"({level.goodness_rank} of {best}, {best} is best" in said


def test_the_bristol_forms_count_the_other_way_and_say_their_own_number_last():
    for id in ("bristol-2016", "bristol-2018"):
        best = BUILT_IN.scale(id).score("1")
        assert best.goodness_rank == 6 and words(best).endswith("(6 of 6, 6 is best; 1 on the form)")
    assert words(BUILT_IN.scale("2021-quality").score("6")).endswith("(6 of 6, 6 is best)")


def test_grades_are_compared_only_inside_one_family():
    def given(id: str, code: str):
        return BUILT_IN.scale(id), BUILT_IN.scale(id).score(code)

    assert apart(*given("2021-quality", "6"), *given("2021-availability", "2")) == 4
    assert apart(*given("bristol-2018", "1"), *given("bristol-2018", "4")) == 3
    for one, other in (("bristol-2016", "bristol-2018"), ("bristol-2018", "2021-quality"), ("sjr", "2021-quality")):
        assert apart(*given(one, "1"), *given(other, "1")) is None, (one, other)


def test_a_structured_judgement_review_is_said_to_be_another_method():
    assert "different method" in BUILT_IN.scale("sjr").method
    assert not any(BUILT_IN.scale(id).method for id in FIVE if id != "sjr")


def test_only_the_two_ends_are_ends():
    found = BUILT_IN.scale("bristol-2018")
    assert [level.code for level in found.levels if found.is_end(found.score(level.code))] == ["1", "6"]


def test_a_grade_keeps_scale_version_code_sentence_and_rank() -> None:
    given = BUILT_IN.scale("2021-quality").score("5")
    assert given.label_text == "This was good care (it met expected good practice)"
    version = BUILT_IN.scale("2021-quality").version
    assert (given.scale_id, given.scale_version, given.code, given.goodness_rank) == ("2021-quality", version, "5", 5)
    assert words(given) == "Good care - met expected good practice (5 of 6, 6 is best)"


def test_a_code_the_scale_does_not_have() -> None:
    with pytest.raises(Refused) as refused:
        BUILT_IN.scale("2021-availability").score("7")
    assert refused.value.code == "not-understood"
    assert refused.value.more == {"allowed": ["6", "5", "4", "3", "2", "1"]}


def test_an_old_sentence_is_said_as_it_was() -> None:
    old = replace(BUILT_IN.scale("2021-quality").score("5"), label_text="An earlier sentence")
    assert words(old) == "An earlier sentence (5 of 6, 6 is best)"


def of(count: int, *, ranks: list[int] | None = None) -> Table:
    levels = [
        {"code": str(rank), "goodness_rank": rank, "short": f"Step {rank}", "label": f"Step {rank}, in full"}
        for rank in ranks or range(count, 0, -1)
    ]
    head = {"id": "ours", "version": "1", "family": "ours", "title": "T", "provenance": "P", "confirmed": True, "best": "b", "worst": "w"}
    return Table("ours", {**head, "level": levels})


def test_a_scale_has_five_or_six_steps_from_the_best_down():
    assert read("ours", of(5)).points == 5 and read("ours", of(6)).points == 6
    for wrong in (of(4), of(7), of(6, ranks=[1, 2, 3, 4, 5, 6]), of(5, ranks=[5, 4, 3, 3, 1])):
        with pytest.raises(ValueError, match="from the best"):
            read("ours", wrong)
