"""Dates and NHS numbers of other people's test data, through `leder date` and `leder nhs-number`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.program import Answered, Leder

Corpus = Callable[[str], Path]


def rows(path: Path) -> list[list[str]]:
    found = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:]]
    assert found
    return found


def date(leder: Leder, text: str) -> Answered:
    answered = leder("date", "--", text, passphrase=False)
    assert answered.exit in (0, 1) and answered.err == "", text
    assert answered.exit == 0 or answered.code in ("not-understood", "too-complex"), text
    assert answered.exit == 1 or set(answered.document) == {"given", "edtf", "earliest", "latest", "words"}
    return answered


def test_validity(leder: Leder, corpus: Corpus) -> None:
    for text, valid, level, _ in rows(corpus("edtf/validity_edtf2019.tsv")):
        answered = date(leder, text)
        if not (level == "2" and answered.exit == 1 and answered.code == "too-complex"):
            assert (answered.exit == 0) == (valid == "yes"), text


def test_bounds(leder: Leder, corpus: Corpus) -> None:
    understood, given = 0, rows(corpus("edtf/bounds_python-edtf.tsv"))
    for text, lower, upper, *_ in given:
        answered = date(leder, text)
        if answered.exit:
            assert answered.code == "too-complex", text
            continue
        start, slash, end = text.partition("/")
        expected = (None if slash and start in ("", "..") else lower, None if slash and end in ("", "..") else upper)
        assert (answered.document["earliest"], answered.document["latest"]) == expected, text
        understood += 1
    assert understood > len(given) // 2


@pytest.mark.parametrize("name", ["invalid_python-edtf.txt", "legacy-2012-draft_must-not-be-misread.txt"])
def test_invalid_and_former_forms_are_not_understood(leder: Leder, corpus: Corpus, name: str) -> None:
    for text in corpus(f"edtf/{name}").read_text("utf-8").splitlines():
        assert date(leder, text).exit == 1, text


def test_words_are_never_read_wrong(leder: Leder, corpus: Corpus) -> None:
    answers = {(text, edtf): date(leder, text) for text, edtf in rows(corpus("edtf/natural-language_python-edtf.tsv"))}
    wrong = {text: a.document["edtf"] for (text, edtf), a in answers.items() if a.exit == 0 and a.document["edtf"] != edtf}
    assert wrong == {}
    assert sum(a.exit == 0 for a in answers.values()) > len(answers) // 4


def test_nhs_numbers(leder: Leder, corpus: Corpus) -> None:
    vectors = json.loads(corpus("nhs-number/vectors_uk-fci.json").read_text("utf-8"))

    def asked(text: str) -> tuple[int, str, bool]:
        answered = leder("nhs-number", "--", text, passphrase=False)
        assert answered.exit == (1 if answered.document["kind"] == "invalid" else 0) and answered.document["sentence"]
        return answered.exit, answered.document["kind"], answered.document["valid"]

    for text, valid, *_ in vectors["is_valid"]:
        code, kind, _ = asked(text)
        # No number is a legal answer; ten noughts have a right check digit and are still nobody's.
        assert code == (0 if valid and text != "0000000000" else 0 if text == "" else 1), text
        assert text != "" or kind == "none"
    regions = {"SCOTLAND": {"chi"}, "NORTHERN_IRELAND": {"hsc"}, "SYNTHETIC": {"nhs", "test-range"}}
    for text, region in vectors["region"]:
        assert asked(text)[1] in regions.get(region, {"nhs"}), text
    for text in vectors["spikeheap_valid"]:
        assert asked(text)[2], text
    for text in vectors["spikeheap_invalid"]:
        assert not asked(text)[2], text
    for nine, digit in vectors["check_digit"]:
        others = [f"{nine}{last}" for last in range(10) if last != digit]
        assert all(asked(text)[0] == 1 for text in others), nine
    for text, right, _ in rows(corpus("nhs-number/numbers-in-nhs-test-data.tsv")):
        assert (asked(text)[0] == 0) == (right == "yes"), text
    assert asked("9990000018")[1] == "test-range"
