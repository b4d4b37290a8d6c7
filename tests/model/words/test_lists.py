"""The word lists: read strictly, wrong ones told by file and word, and one added word is read."""

import tomllib

import pytest

from leder_desktop.model import words
from leder_desktop.model.datafile import Table
from leder_desktop.model.standards import BUILT_IN, Standards
from leder_desktop.model.words import lists
from leder_desktop.model.words.phrases import Place, Reading, phrase, setting

TEXT = BUILT_IN.text("checks/words")


def _with(old: str, new: str) -> Standards:
    assert TEXT.count(old) >= 1
    return Standards({"checks/words": TEXT.replace(old, new, 1)})


def test_the_lists_say_their_version_and_where_they_come_from() -> None:
    ours = BUILT_IN.words()
    assert ours.version and "Domain reference" in ours.provenance


def test_a_word_a_person_adds_is_read() -> None:
    assert not words.dnacpr.reasons("Cornelia de Lange", BUILT_IN.words())
    richer = _with('"special needs", ', '"special needs", "cornelia de lange", ').words()
    assert [hit.words for hit in words.dnacpr.reasons("Known Cornelia de Lange.", richer)] == ["Cornelia de Lange"]


def test_an_innocent_setting_a_person_adds_is_heard() -> None:
    text = "LD pioneer consulted; heart failure"
    assert words.dnacpr.reasons(text, BUILT_IN.words())
    assert not words.dnacpr.reasons(text, _with('"lumbar|infected|blocked {}"', '"{} pioneer"').words())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "words"', 'id = "word"', "id"),
        ('"special needs"', '"special? needs"', "special"),
        ('"special needs"', '"<moon> needs"', "moon"),
        ('"special needs"', '"..."', "no word"),
        ('"special needs"', '"special £ needs"', "£"),
        ('"lumbar|infected|blocked {}"', '"lumbar"', "lumbar"),
        ('also = ["denied", "service"]', 'also = ["moon"]', "moon"),
        ('list = "harm"', 'list = "moon"', "moon"),
        ('id = "kin-he"', 'id = "kin-him"', "kin-he"),
        ('list = "harm"', 'list = "praise"', "harm"),
        ('id = "denied"', 'id = "denial"', "denied"),
        ('version = "2026.1"', 'version = "2026.1"\nsurplus = "x"', "surplus"),
    ],
)
def test_a_wrong_file_is_told(old: str, new: str, told: str) -> None:
    with pytest.raises(ValueError, match=f"checks/words.*{told}"):
        lists.read(Table("checks/words", tomllib.loads(TEXT.replace(old, new, 1))))


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("a|b c", "a c", True), ("a|b c", "b c", True), ("a|b c", "c c", False),
        ("a b? c", "a c", True), ("a b? c", "a b c", True), ("a b? c", "a x c", False),
        ("a ... c", "a 1 2 3 4 c", True), ("a ... c", "a 1 2 3 4 5 c", False), ("a ... c", "a but c", False), ("a ... c", "a. C", False),
        ("epilep*", "epileptic", True), ("epilep*", "epilogue", False),
        ("~disability", "disabiltiy", True), ("~disability", "dsabilty", True), ("~disability", "ability", False), ("~cat", "cot", True),
        ("DS", "DS", True), ("DS", "ds", False), ("ds", "DS", True),
        ("a #", "a 300mg", True), ("a #", "a mg", False), ("a _", "a x", True), ("^ a", "a", True),
        ("non-compliant", "non compliant", True), ("multi organ", "multi-organ", True), ("disability", "dis-\nability", True),
    ],
)  # fmt: skip
def test_the_language_of_the_lists(written: str, text: str, found: bool) -> None:
    assert any(True for _ in Reading(text).ends(phrase(written, {}), 0)) is found


def test_a_setting_looks_to_both_sides() -> None:
    reading = Reading("it is not because of his LD that we decided")
    place = Place(6, 7)
    assert reading.stands(setting("not because of ... {}", {}), place)
    assert reading.stands(setting("his {} that we", {}), place)
    assert not reading.stands(setting("{} nurse", {}), place)
