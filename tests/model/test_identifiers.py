"""NHS numbers: what a text is said to be."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leder_desktop.model.identifiers import check_nhs_number, spell_nhs_number

CASES = Path(__file__).parents[2] / "../shared/cases/nhs-number"
shared = pytest.mark.skipif(not CASES.is_dir(), reason="../shared/cases/nhs-number is absent")


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("9434765919", "nhs", "9434765919"),
        ("943 476 5919", "nhs", "9434765919"),
        (" 943-476-5919\n", "nhs", "9434765919"),
        ("943\u00a0476\u00a05919", "nhs", "9434765919"),
        ("4010232137", "nhs", "4010232137"),
        ("999 000 0018", "test-range", "9990000018"),
        ("0101011113", "chi", "0101011113"),
        ("3462950622", "hsc", "3462950622"),
        ("", "none", ""),
        ("  ", "none", ""),
        ("No number", "none", ""),
        ("not known", "none", ""),
        ("9434765918", "invalid", "9434765918"),
        ("0000000000", "invalid", "0000000000"),
        ("9999999999", "invalid", "9999999999"),
        ("1234567890", "invalid", "1234567890"),
        ("0113011113", "invalid", "0113011113"),
        ("94 3476 5919", "invalid", ""),
        ("943 476-5919", "invalid", ""),
        ("943476591", "invalid", ""),
        ("94347659190", "invalid", ""),
        ("943476591X", "invalid", ""),
        ("\uff19\uff14\uff13\uff14\uff17\uff16\uff15\uff19\uff11\uff19", "invalid", ""),
        ("{{jsonPath request.body '$.id'}}", "invalid", ""),
    ],
)
def test_kinds(text: str, kind: str, number: str) -> None:
    found = check_nhs_number(text)
    assert (found.given, found.kind, found.number) == (text, kind, number)
    assert found.valid == (kind not in ("none", "invalid"))


def test_the_sentence_says_what_to_look_at() -> None:
    assert "check digit" in check_nhs_number("1234567890").sentence
    assert "has 9" in check_nhs_number("943476591").sentence
    assert "template" in check_nhs_number("{{id}}").sentence
    assert "Compare" in check_nhs_number("2983396363").sentence
    assert check_nhs_number("4010232137").sentence == "This is a valid NHS number."


def test_spelling() -> None:
    assert spell_nhs_number("9434765919") == "943 476 5919"
    assert spell_nhs_number("94347") == "94347"


@given(st.text() | st.from_regex(r"[0-9 -]{9,14}", fullmatch=True))
def test_any_text_has_an_answer(text: str) -> None:
    found = check_nhs_number(text)
    assert found.given == text
    assert found.sentence
    assert found.valid <= (len(found.number) == 10)


@given(st.integers(min_value=400_000_000, max_value=499_999_999))
def test_at_most_one_last_digit_is_right(nine: int) -> None:
    right = [last for last in range(10) if check_nhs_number(f"{nine}{last}").valid]
    total = sum(int(digit) * weight for digit, weight in zip(str(nine), range(10, 1, -1), strict=True))
    assert len(right) == (0 if total % 11 == 1 else 1)
    assert all((total + last) % 11 == 0 for last in right)


def vectors() -> dict[str, Any]:
    return json.loads((CASES / "vectors_uk-fci.json").read_text("utf-8"))


@shared
def test_shared_vectors() -> None:
    known = vectors()
    for text, valid, *_ in known["is_valid"]:
        assert check_nhs_number(text).valid == (valid and text != "0000000000"), text
    for text, number in known["standardise"]:
        found = check_nhs_number(text)
        assert found.number == number, text
    for nine, last in known["check_digit"]:
        right = [digit for digit in range(10) if "fails its check digit" not in check_nhs_number(f"{nine}{digit}").sentence]
        assert right == ([] if last == 10 else [last])
    for text, region in known["region"]:
        kind = {"SCOTLAND": "chi", "NORTHERN_IRELAND": "hsc"}.get(region, "nhs")
        assert check_nhs_number(text).kind == kind
    assert all(check_nhs_number(text).valid for text in known["spikeheap_valid"])
    assert not any(check_nhs_number(text).valid for text in known["spikeheap_invalid"])


@shared
def test_numbers_in_nhs_files() -> None:
    lines = (CASES / "numbers-in-nhs-test-data.tsv").read_text("utf-8").splitlines()[1:]
    for number, right, _ in (line.split("\t") for line in lines):
        assert check_nhs_number(number).valid == (right == "yes"), number
