"""Answers that are lists, what is kept elsewhere, and data files that say it wrong."""

import json

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.answers import Answer, Cell, Row
from leder_desktop.model.conditions import Condition
from leder_desktop.model.questions import accept, answered, unanswered
from leder_desktop.store import codec
from tests.model.own_set import asked, made, one

CLOZAPINE = Row(cells=(Cell(field="drug", said="Clozapine"), Cell(field="started", said="2019-03")))


def test_a_list_is_read_with_its_fields() -> None:
    medicines = asked("H11")
    assert [(f.id, f.type, f.requirement) for f in medicines.fields] == [
        ("drug", "text", "must"), ("why", "long-text", "optional"), ("route", "enum", "optional"), ("started", "date", "optional"),
    ]  # fmt: skip
    assert [term.code for term in medicines.fields[2].values] == ["mouth", "not-known"], "a cell has no status of its own"
    assert medicines.values == () and medicines.set_version == "7.1"


def test_rows_are_kept_in_the_order_given_and_cells_in_the_order_of_the_fields() -> None:
    said = '[{"started": "March 2019", "drug": "Clozapine", "why": ""}, {}, {"drug": "Senna", "route": "not-known"}]'
    answer = accept(asked("H11"), said)
    assert answer.value == (CLOZAPINE, Row(cells=(Cell(field="drug", said="Senna"), Cell(field="route", said="not-known"))))
    assert answered(asked("H11"), answer.value).value == answer.value
    assert CLOZAPINE.said("drug") == "Clozapine" and CLOZAPINE.said("why") == ""


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("Clozapine", "list of rows"),
        ("[]", "at least one row"),
        ("[{}]", "at least one row"),
        ('["Clozapine"]', "list of objects"),
        ('{"drug": "Clozapine"}', "list of rows"),
        ('[{"medicine": "Clozapine"}]', "drug, why, route, started"),
        ('[{"drug": 3}]', "takes words in “drug”"),
        ('[{"route": "By mouth"}]', "mouth, not-known"),
        ('[{"started": "when the leaves fell"}]', "date"),
        (json.dumps([{"drug": "a"}] * 501), "at most 500"),
    ],
)
def test_what_is_no_row_is_refused_with_what_would_be_one(said: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        accept(asked("H11"), said)
    assert refused.value.code == "not-understood"


def test_a_nul_in_a_cell_is_refused_as_anywhere() -> None:
    with pytest.raises(Refused) as refused:
        accept(asked("H11"), '[{"drug": "a\\u0000b"}]')
    assert refused.value.code == "text-not-storable"


def test_a_list_can_be_not_known_like_anything_else() -> None:
    assert accept(asked("H11"), "not-known").status == "not-known"


def test_rows_come_back_from_the_store_as_they_were() -> None:
    for value in ((CLOZAPINE,), ("signs", "speech"), "words", 3, None):
        answer = Answer(id="initial.H11", status="answered", value=value)
        assert codec.from_fields(Answer, answer.id, codec.to_fields(answer)) == answer
    assert "Clozapine" in codec.words(Answer(id="initial.H11", value=(CLOZAPINE,)))


@pytest.mark.parametrize("said", ["1964-03-02", "not-known"])
def test_what_is_kept_elsewhere_is_refused_in_one_sentence_that_says_where(said: str) -> None:
    with pytest.raises(Refused) as refused:
        accept(asked("N04"), said)
    assert refused.value.code == "kept-elsewhere"
    assert refused.value.sentence == "initial.N04 is kept on the page “Person”, and is changed there."
    with pytest.raises(Refused):
        unanswered(asked("N04"), "not-known")


def test_conditions_are_one_table_or_a_list_of_them() -> None:
    assert asked("S02").shown_when == (Condition(fact="initial.S01", any_of=("yes",)),)
    assert asked("S03").shown_when == (Condition(fact="initial.S02", at_least=3), Condition(fact="age", at_least=18, at_most=64))
    assert asked("S01").shown_when == ()


@pytest.mark.parametrize(
    "lines",
    [
        {"type": '"list"'},
        {"fields": '[{ id = "a", text = "A", type = "text" }]'},
        {"type": '"list"', "fields": '[{ id = "a", text = "A", type = "scale" }]'},
        {"type": '"list"', "fields": '[{ id = "a", text = "A", type = "enum" }]'},
        {"type": '"list"', "fields": '[{ id = "a", text = "A", type = "text" }, { id = "a", text = "B", type = "text" }]'},
        {"type": '"list"', "fields": '[{ id = "a", text = "A", type = "text", kind = "x" }]'},
        {"type": '"kept"'},
        {"kept": '"cupboard"'},
        {"shown_when": '{ fact = "age" }'},
        {"shown_when": '[{ fact = "age", over = 3 }]'},
        {"shown_when": '[{ fact = "death", since = "2020" }]'},
        {"shown_when": '"always"'},
    ],
)
def test_a_data_file_that_says_it_wrong_is_a_fault_that_names_the_place(lines: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"questions/initial\.section\[0\]\.question\[0\]"):
        made(one(**lines))
