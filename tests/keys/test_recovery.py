"""The recovery code: read as people type it, wrong words named, and never half-opened."""

import random
import re

import pytest

from leder_desktop.errors import Refused
from leder_desktop.keys import recovery

CODE = recovery.new_code()
WORDS = CODE.split()


def refusal(typed: str) -> Refused:
    with pytest.raises(Refused) as caught:
        recovery.secret(typed)
    assert caught.value.code == "wrong-passphrase"
    return caught.value


def with_word(place: int, word: str) -> str:
    return " ".join([*WORDS[:place], word, *WORDS[place + 1 :]])


def another(word: str) -> str:
    words = recovery.word_list()
    return words[(words.index(word) + 1 + random.randrange(2000)) % 2048 if words[(words.index(word) + 1) % 2048] != word else 0]


def test_the_list_is_2048_plain_words_told_apart_by_four_letters() -> None:
    words = recovery.word_list()
    assert len(words) == len({word[:4] for word in words}) == 2048
    assert all(re.fullmatch("[a-z]{4,8}", word) for word in words)
    assert list(words) == sorted(words)


def test_a_code_holds_at_least_128_bits_and_no_two_are_alike() -> None:
    assert len(WORDS) == 14 and 12 * 11 >= 128
    codes = [recovery.new_code() for _ in range(200)]
    assert len({bytes(recovery.secret(code)) for code in codes}) == 200
    assert len({word for code in codes for word in code.split()[:12]}) > 1000


@pytest.mark.parametrize(
    "typed",
    [
        CODE.upper(),
        CODE.replace(" ", "-"),
        "  " + CODE.replace(" ", ",\n ") + ".",
        " ".join(f"{n}. {word}" for n, word in enumerate(WORDS, 1)),
        " ".join(word[:4] for word in WORDS),
        CODE.replace(" ", "\u00a0"),
        recovery.sheet(CODE, store="11111111-1111-4111-8111-111111111111", made="29 March 2026"),
        " ".join(f"{n}) {WORDS[n - 1]}" for n in (1, 8, 2, 9, 3, 10, 4, 11, 5, 12, 6, 13, 7, 14)),
        "".join(chr(ord(letter) + 0xFEE0) if letter != " " else " " for letter in CODE),
    ],
    ids=["capitals", "hyphens", "commas and lines", "numbered", "four letters", "hard spaces", "sheet", "two columns", "full width"],
)
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert recovery.secret(typed) == recovery.secret(CODE)


@pytest.mark.parametrize("place", range(14))
def test_one_wrong_word_is_named(place: int) -> None:
    for _ in range(50):
        refused = refusal(with_word(place, another(WORDS[place])))
        assert refused.more["word"] == place + 1 and f"word {place + 1} " in refused.sentence


@pytest.mark.parametrize("place", [0, 6, 13])
def test_a_word_that_is_not_on_the_list_is_named_but_not_repeated(place: int) -> None:
    refused = refusal(with_word(place, "zzzzyx"))
    assert refused.more["word"] == place + 1 and f"Word {place + 1} is not on the list" in refused.sentence
    assert "zzzzyx" not in str(refused.document())


def test_five_letters_of_a_longer_word_are_not_guessed_at() -> None:
    place, word = next((place, word) for place, word in enumerate(WORDS) if len(word) >= 6)
    assert refusal(with_word(place, word[:5])).more["word"] == place + 1


def test_too_few_or_too_many_words_are_counted() -> None:
    assert "14 words, and these are 13" in refusal(" ".join(WORDS[:-1])).sentence
    assert "these are 15" in refusal(f"{CODE} {WORDS[0]}").sentence
    assert "these are 0" in refusal("").sentence


def test_two_words_in_each_others_place_are_said_to_be() -> None:
    for first in range(13):
        for second in range(first + 1, 14):
            if WORDS[first] != WORDS[second]:
                swapped = list(WORDS)
                swapped[first], swapped[second] = swapped[second], swapped[first]
                assert "order" in refusal(" ".join(swapped)).sentence


def test_two_wrong_words_never_open() -> None:
    for _ in range(500):
        first, second = random.sample(range(14), 2)
        words = list(WORDS)
        words[first], words[second] = another(words[first]), another(words[second])
        refusal(" ".join(words))


def test_the_sheet_has_every_word_with_its_number_and_no_case_text() -> None:
    sheet = recovery.sheet(CODE, store="11111111-1111-4111-8111-111111111111", made="29 March 2026")
    assert all(f"{n}. {word}" in sheet for n, word in enumerate(WORDS, 1))
    assert "29 March 2026" in sheet and "11111111" in sheet
    numbered = dict(re.findall(r"(\d+)\. ([a-z]+)", sheet))
    assert recovery.secret(" ".join(numbered[str(n)] for n in range(1, 15))) == recovery.secret(CODE)
