"""Panel actions and the reviewer's declaration, through the command line."""

import json

WORDS = {"text": "Every swallowing plan is reviewed within two days of an admission.", "measure": "An audit of 20 admissions a month"}


def said(**words: str) -> bytes:
    return json.dumps(words).encode()


def test_no_action_before_the_panel(leder):
    case = leder.new()
    assert leder("action", "add", case, stdin=said(**WORDS)).code == "wrong-state"
    assert leder("action", "list", case).document == {"actions": []}
    assert "No action" in leder("action", "list", case, json=False).out


def test_words_that_are_no_json_object_are_refused(leder):
    case = leder.new()
    for stdin in (b"Review plans.", b"[1]", said(other="x"), b'{"text": 3}'):
        assert leder("action", "add", case, stdin=stdin).code == "not-understood"
    assert leder("action", "change", case, "nobody", stdin=b"").code == "gone"


def test_the_reviewer_declares_and_names_a_senior_reviewer_who_is_somebody_else(leder):
    case = leder.new()
    declared = leder("independent", case, "--profession", "nurse", "--senior-reviewer", "Sam Okoro").document
    assert "Ann’s care" in declared["declared"]["words"] and declared["senior_reviewer"] == "Sam Okoro"
    by = declared["declared"]["by"]
    assert leder("independent", case, "--senior-reviewer", by.upper()).code == "same-person"
    assert leder("independent", case, "--take-back").document["declared"] is None
    assert "taken back" in leder("independent", case, "--take-back", json=False).out
