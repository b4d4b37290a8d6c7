"""`leder evidence erase`: one record goes for good, and everything that is asked of the case afterwards fits."""

import json

import pytest

ANN = {"resourceType": "Patient", "id": "p", "name": [{"family": "Vzokkinen", "given": ["Qxanthe"]}], "birthDate": "1970-02-03"}
FELL = {"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/p"}, "onsetDateTime": "2020",
        "code": {"text": "Zvedalgia"}}  # fmt: skip


@pytest.fixture
def case(leder):
    """With one record taken in from a file and one attached; the first one's id."""
    id = leder.new()
    path = leder.folder / "record.json"
    path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": r} for r in (ANN, FELL)]}), "utf-8")
    assert leder("import", id, path, "--accept-person").exit == 0
    letter = leder.folder / "letter.txt"
    letter.write_text("Dear all")
    assert leder("attach", id, letter).exit == 0
    return id, *(row["id"] for row in leder("evidence", "list", id).document["evidence"])


def test_after_it_the_record_is_nowhere_and_the_store_is_sound(leder, case):
    id, record, letter = case
    answered = leder("evidence", "erase", id, record, "--why", "About somebody else")
    assert answered.exit == 0 and answered.document.keys() >= {"evidence", "entries", "versions", "backups"}
    assert (answered.document["evidence"], answered.document["entries"]) == (record, 1) and answered.document["versions"] > 5
    assert answered.document["backups"] == {"reached": [], "not_reached": []}
    assert [row["id"] for row in leder("evidence", "list", id).document["evidence"]] == [letter]
    gone = leder("evidence", "get", id, record, "--out", leder.folder / "out")
    assert (gone.exit, gone.code) == (1, "no-such-evidence")
    assert leder("doctor").document["damage"] == [] and leder("timeline", id).document["entries"] == []
    history = leder("history", id).document
    [line] = [line["did"] for line in history["lines"] if line["did"].startswith("erased")]
    assert history["intact"] and line == f"erased a record for good, {answered.document['versions']} versions: About somebody else"
    assert leder("search", "Zvedalgia").document["hits"] == []
    again = leder("evidence", "erase", id, record, "--why", "About somebody else")
    assert (again.exit, again.code) == (1, "no-such-evidence")


@pytest.mark.parametrize("why", ["", "  ", "It was Zvedalgia in record.json"])
def test_a_reason_is_needed_that_does_not_repeat_it(leder, case, why):
    id, record, _ = case
    before = leder("doctor").document["digest"]
    answered = leder("evidence", "erase", id, record, "--why", why)
    assert (answered.exit, answered.code) == (1, "incomplete") and leder("doctor").document["digest"] == before


def test_without_a_reason_it_is_a_usage_error(leder, case):
    assert leder("evidence", "erase", case[0], case[1]).exit == 2


def test_in_words_it_says_how_much_went(leder, case):
    said = leder("evidence", "erase", case[0], case[1], "--why", "About somebody else", json=False)
    assert said.out == "Erased, with 1 timeline entry.\n"
