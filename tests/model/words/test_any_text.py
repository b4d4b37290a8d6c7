"""The readers take any text: they never raise, a hit is where it says, and twice the text takes twice the time."""

import json
import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leder_desktop.model import words
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.words import Hit
from leder_desktop.model.words.naming import Names, name_words
from leder_desktop.model.words.phrases import Place, Reading, Word, phrase, setting
from leder_desktop.model.words.somebody import Sets, others
from leder_desktop.model.words.tokens import capitals, tokens
from leder_desktop.model.words.whose import Whose

NAUGHTY = Path(__file__).parents[3] / "../shared/cases/strings-blns/blns.json"
LISTS = BUILT_IN.words()


def people(text: str) -> tuple[Hit, ...]:
    names = Names(given=name_words(["Rosalind", text[:20]]), family=name_words([text[20:40]]), others=name_words([text[40:60]]))
    reading = Reading(text, names.given | names.family)
    sets = Sets(LISTS)
    return Whose(names, "female", sets, lambda: others((reading,), names, sets)).hits(reading)


READERS: dict[str, Callable[[str], tuple[Hit, ...]]] = {
    "reasons": lambda text: words.dnacpr.reasons(text, LISTS),
    "blanket": lambda text: words.dnacpr.blanket(text, LISTS),
    "certificate": lambda text: words.certificate.read({"a": text}, 70, LISTS),
    "tone": lambda text: words.tone.hints(Reading(text, name_words(["Rosalind", text[:20]])), LISTS),
    "people": lambda text: people(text),
    "recommendations": lambda text: words.recommendations.hits(Reading(text), LISTS),
    "identifiers": lambda text: words.identifiers.hits(
        Reading(text), LISTS, names=words.identifiers.wanted(["Roz Ferriday", text[:20]], LISTS), born=date(1975, 5, 3)
    ),
    "coherence": lambda text: (*words.coherence.hints(text, 6, 6, LISTS), *words.coherence.hints(text, 1, 6, LISTS)),
}
PIECES = (
    *("learning", "disability", "Down’s", "syndrome", "LD", "no", "not because of", "or", "due to", "1a", "II", "n/a"),
    *("all", "residents", "Roz"),
    *("Ferriday", "he", "Dr.", "Graham", "Graham’s", "died", "her brother", "although",
    "called", "“", "”", '"', "3 May 1975", "born", "07700 900123", "@", "a@b.cd", "SW1A 1AA", "."),
    *("-\n", "\n\n", "\u00ad", "\u0301"),
)
SOME = st.lists(st.sampled_from(PIECES), max_size=60)
TEXTS = st.one_of(st.text(max_size=300), SOME.map(" ".join), SOME.map("".join))


def look(text: str) -> None:
    for reader in READERS.values():
        for hit in reader(text):
            assert hit.kind and text[hit.start : hit.end] == hit.words and (hit.words or hit.kind == "empty")


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_no_text_fails_and_every_hit_is_where_it_says(text: str) -> None:
    look(text)


@settings(deadline=None, max_examples=100)
@given(TEXTS, TEXTS)
def test_no_pair_of_certificate_lines_fails(one: str, other: str) -> None:
    for age in (None, 0, 79, 80):
        for hit in words.certificate.read({"b": one, "d": other, "II": one}, age, LISTS):
            assert hit.kind == "empty" or {"b": one, "d": other}[hit.line][hit.start : hit.end] == hit.words


@pytest.mark.skipif(not NAUGHTY.is_file(), reason="../shared/cases/strings-blns is absent")
def test_naughty_strings() -> None:
    strings: list[str] = json.loads(NAUGHTY.read_bytes())
    assert len(strings) > 400
    for text in strings:
        look(text)
    look("\n".join(strings))


def test_a_word_is_read_alike_however_it_is_typed() -> None:
    for written in ("Down's", "Down’s", "Down`s", "DOWNʼS", "Do\u00adwn’s", "Ｄown's", "Do\u200bwns"):
        assert [token.word for token in tokens(written)] == ["downs"], written
    assert [token.word for token in tokens("Zoe\u0308, L.D. 0.5mg x-ray")] == ["zoë", "ld", "0", "5mg", "x", "ray"]
    assert [token.first for token in tokens("Dr. Shah came. She left")] == [True, False, False, True, False]


SHAPES = (
    "Roz had a learning disability and was admitted to the ward in June with pneumonia. ", "pneumonia due to learning disability\n", "all ",
    "not because of ", "LD ", "Ferriday ",
    "born 3 May 1975 ", "a@", "0 1 ", "1a 1b ",
    "a-\n", "disabilitx ", "“", '"', "\n ", "a.", "(01632) ", "disab",
    "Graham ", "Graham’s ", "He died. ", "Carol, Jean and ", "her brother Graham lived with ", "Although he ",
)  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
def test_ten_times_the_text_takes_no_more_than_about_ten_times_as_long(reader: str) -> None:
    """A ratio, not seconds; squared time would be a hundred times. The best of three, because other programs run too."""
    for shape in SHAPES:
        small, large = (_least_time(READERS[reader], (shape * 1_000)[:size]) for size in (600, 6_000))
        assert large < 40 * small + 0.02, shape


@pytest.mark.long
@pytest.mark.parametrize("reader", READERS)
def test_a_hundred_thousand_letters_take_no_more_than_about_ten_times_ten_thousand(reader: str) -> None:
    for shape in SHAPES:
        small, large = (_least_time(READERS[reader], (shape * 100_000)[:size], times=1) for size in (10_000, 100_000))
        assert large < 40 * small + 0.02, shape


def test_the_ratio_would_notice_squared_time() -> None:
    def squared(text: str) -> tuple[Hit, ...]:
        for at in range(0, len(text), 4):
            sum(map(ord, text[at:]))
        return ()

    small, large = (_least_time(squared, "a" * size) for size in (600, 6_000))
    assert large > 40 * small + 0.02


def _least_time(read: Callable[[str], tuple[Hit, ...]], text: str, *, times: int = 3) -> float:
    taken: list[float] = []
    for _ in range(times):
        begun = time.process_time()
        read(text)
        taken.append(time.process_time() - begun)
    return min(taken)


@pytest.mark.parametrize("written", ["x ... a ... a ... a ... a ... a ... z", "x a? a? a? a? a? a? z", "x _? ... _? ... _? ... z"])
def test_each_word_of_a_phrase_is_tried_once_at_each_word_of_a_text(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    """However much a phrase leaves open: the ways in which it can stand double with each such word, the work does not."""
    tried = 0
    fits = Word.fits

    def counted(word: Word, *args: Any) -> bool:
        nonlocal tried
        tried += 1
        return fits(word, *args)

    monkeypatch.setattr(Word, "fits", counted)
    reading = Reading(f"x {'a ' * 60}b")
    assert not list(reading.ends(phrase(written, {}), 0))
    assert not reading.stands(setting(written + " {}", {}), Place(60, 61))
    assert 0 < tried <= 2 * len(written.split()) * len(reading)


@settings(deadline=None, max_examples=200)
@given(TEXTS)
@example(text="x-\ny-\nz")
def test_the_vocabulary_of_a_text_has_every_word_that_is_read_in_it(text: str) -> None:
    read, vocabulary = tokens(text), Reading(text).vocabulary
    plain = [token for token in read if token.word.isalpha()]
    assert {token.word for token in plain} <= vocabulary
    assert {token.word for token in plain if token.capital} <= capitals(text)
    assert {one.word + other.word for one, other in pairwise(read) if other.glued and (one.word + other.word).isalpha()} <= vocabulary


def test_a_word_cut_before_many_empty_lines_takes_no_time() -> None:
    begun = time.process_time()
    assert Reading("a-" + "\n" * 100_000 + "b").vocabulary == {"a", "b", "ab"}
    assert time.process_time() - begun < 2
