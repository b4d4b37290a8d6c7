"""Questions on the command line: lists as a JSON array of objects, what is kept elsewhere, and every question with where it comes from."""

import json

import pytest

from leder_desktop.operations import documents
from leder_desktop.session import Session
from tests.model.own_set import made, standards


@pytest.fixture
def ours(monkeypatch):
    kept = standards()
    monkeypatch.setattr(Session, "standards", property(lambda _: kept))


def test_a_list_is_answered_with_an_array_of_objects_and_comes_back_so(leder, ours):
    case = leder.new()
    said = '[{"drug": "Clozapine", "started": "March 2019"}, {"drug": "Senna", "route": "mouth"}]'
    answered = leder("answer", case, "initial.H11", said)
    assert answered.exit == 0
    assert answered.document["value"] == [{"drug": "Clozapine", "started": "2019-03"}, {"drug": "Senna", "route": "mouth"}]
    assert answered.document["by"] == "Priya" and answered.document["at"]
    again = leder("answer", case, "initial.H11", json.dumps(answered.document["value"]))
    assert again.document["at"] == answered.document["at"]
    plain = leder("answer", case, "initial.H11", said, json=False)
    assert plain.out.splitlines() == ["initial.H11:", "  Clozapine, 2019-03", "  Senna, mouth"]
    assert leder("answer", case, "initial.H11", "not-known").document["value"] == "not-known"
    refused = leder("answer", case, "initial.H11", '[{"medicine": "Clozapine"}]')
    assert refused.exit == 1 and refused.code == "not-understood" and "drug, why, route, started" in refused.document["error"]["sentence"]


def test_what_is_kept_elsewhere_is_refused_in_one_sentence(leder, ours):
    refused = leder("answer", leder.new(), "initial.N04", "2 March 1964")
    assert refused.exit == 1 and refused.code == "kept-elsewhere"
    assert refused.document["error"]["sentence"] == "initial.N04 is kept on the page “Person”, and is changed there."


def test_every_question_is_listed_with_type_fields_condition_provenance_and_confidence(leder, monkeypatch):
    monkeypatch.setattr(documents.BUILT_IN, "sets", lambda: (made(),))
    listed = {q["ref"]: q for q in leder("questions", passphrase=False).document["sets"][0]["questions"]}
    assert [field["id"] for field in listed["initial.H11"]["fields"]] == ["drug", "why", "route", "started"]
    assert listed["initial.N04"]["kept"] == "person.birth_date" and listed["initial.N04"]["type"] == "kept"
    assert listed["initial.S03"]["shown_when"] == [
        {"fact": "initial.S02", "at_least": 3}, {"fact": "age", "at_least": 18, "at_most": 64},
    ]  # fmt: skip
    assert listed["initial.S01"]["shown_when"] == [] and listed["initial.S01"]["confidence"] == "recall"
    plain = leder("questions", passphrase=False, json=False).out
    for words in ("- drug  Medicine: text, must", "kept as person.birth_date", "asked when initial.S02 at_least 3", "Domain reference H11"):
        assert words in plain, words


def test_every_question_of_the_program_is_listed(leder):
    document = leder("questions", passphrase=False).document
    assert sum(len(each["questions"]) for each in document["sets"]) > 60
    assert leder("questions", passphrase=False, json=False).out.count("asked when") > 10
    one = leder("questions", "--set", "focused", passphrase=False).document
    assert [each["set"] for each in one["sets"]] == ["focused"]
    assert leder("questions", "--set", "nothing", passphrase=False).code == "no-such-question"
