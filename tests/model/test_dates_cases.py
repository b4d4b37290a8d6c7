"""Dates against the shared cases of other EDTF implementations."""

from collections.abc import Callable
from pathlib import Path

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.dates import When, bounds, understand, words

CASES = Path(__file__).parents[2] / "../shared/cases/edtf"

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="../shared/cases/edtf is absent")


def rows(name: str) -> list[list[str]]:
    found = [line.split("\t") for line in (CASES / name).read_text("utf-8").splitlines()[1:]]
    assert found
    return found


def answer(text: str) -> When | str:
    try:
        return understand(text)
    except Refused as refusal:
        return refusal.code


def test_validity() -> None:
    wrong: list[str] = []
    for text, valid, level, _ in rows("validity_edtf2019.tsv"):
        found = answer(text)
        if isinstance(found, When) != (valid == "yes") and not (level == "2" and found == "too-complex"):
            wrong.append(text)
    assert wrong == []


def test_bounds() -> None:
    wrong: list[str] = []
    for text, lower, upper, *_ in rows("bounds_python-edtf.tsv"):
        found = answer(text)
        start, slash, end = text.partition("/")
        # Ten years are added to an unknown end by that library; here such an end has no bound.
        first = None if slash and start in ("", "..") else lower
        last = None if slash and end in ("", "..") else upper
        if found != "too-complex" and not (isinstance(found, When) and bounds(found) == (first, last)):
            wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize("name", ["invalid_python-edtf.txt", "legacy-2012-draft_must-not-be-misread.txt"])
def test_invalid_and_former_forms(name: str) -> None:
    texts = (CASES / name).read_text("utf-8").splitlines()
    assert texts
    assert [text for text in texts if isinstance(answer(text), When)] == []


def test_natural_language_is_never_wrong(record_property: Callable[[str, object], None]) -> None:
    found = {text: (answer(text), edtf) for text, edtf in rows("natural-language_python-edtf.tsv")}
    answered = {text: (got.edtf, edtf) for text, (got, edtf) in found.items() if isinstance(got, When)}
    record_property("share understood", f"{len(answered)} of {len(found)}")
    assert {text: pair for text, pair in answered.items() if pair[0] != pair[1]} == {}
    assert len(answered) > len(found) // 3


def test_wording_carries_the_facts() -> None:
    marks = {"~": ["about"], "?": ["possibly"], "%": ["possibly", "about"], "/..": ["onwards"], "../": ["or earlier"]}
    for text, _ in rows("humanise_EDTF-PHP.tsv"):
        found = answer(text)
        if not isinstance(found, When):
            assert found == "too-complex"
            continue
        said = words(found)
        assert [word for mark, needed in marks.items() if mark in text for word in needed if word not in said] == []
        assert said.count("not known") == (text.startswith("/") or text.endswith("/"))
        assert text[:2] in ("..", "/2") or text.rstrip("X")[:2] in said
