"""The recovery code: words on paper that open the store when the passphrase is forgotten.

Twelve words of a list of 2048 are drawn at random (132 bits); two check words follow. Words are the symbols of a
Reed-Solomon code over GF(2^11), so one wrong word is not only noticed but located, and two words in each other's
place are noticed as such. The check words hold nothing secret that the twelve do not.
"""

import re
import secrets
import unicodedata
from collections.abc import Sequence
from functools import cache

from leder_desktop import resources
from leder_desktop.errors import Refused

SECRET_WORDS = 12
WORDS = 14
_BITS = 11
_POLYNOMIAL = 0b100000000101  # x^11 + x^2 + 1, primitive over GF(2) (Lidl and Niederreiter, Finite Fields, table D)
_ORDER = 2**_BITS - 1


@cache
def word_list() -> tuple[str, ...]:
    """The 2048 words, in the order that gives each its number."""
    text = resources.path("vocabularies/recovery-words.txt").read_text("ascii")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def new_code() -> str:
    """Fourteen words, one space between, drawn from the operating system's randomness."""
    numbers = [secrets.randbelow(len(word_list())) for _ in range(SECRET_WORDS)]
    return " ".join(word_list()[number] for number in numbers + list(_check_words(numbers)))


def secret(untrusted_typed: str) -> bytearray:
    """The 17 secret bytes of a code as somebody typed it: any case, numbers, commas, hyphens and line breaks between the words;
    the first four letters of a word are enough. The whole text of a sheet is read by its numbers.

    Refuses `wrong-passphrase`, with the number of the wrong word in `word` where it can be told. It never guesses a word:
    a code opens as it was printed or not at all.
    """
    joined = 0
    for number in _numbers(untrusted_typed)[:SECRET_WORDS]:
        joined = joined << _BITS | number
    return bytearray(joined.to_bytes((SECRET_WORDS * _BITS + 7) // 8, "big"))


def as_printed(untrusted_typed: str) -> str:
    """The fourteen words as the sheet has them, of a code as somebody typed it. Refused as `secret`."""
    return " ".join(word_list()[number] for number in _numbers(untrusted_typed))


def sheet(code: str, *, store: str, made: str) -> str:
    """The text of the printed sheet; `store` is the store's id, `made` the day in words."""
    words = code.split()
    half = WORDS // 2
    lines = [f"{n + 1:>4}. {words[n]:<12}{n + half + 1:>4}. {words[n + half]}" for n in range(half)]
    return "\n".join(
        [
            "Recovery sheet for the LeDeR reviewer's desktop",
            "",
            f"Made on {made} for the store {store}.",
            "",
            *lines,
            "",
            "Whoever has this sheet and the laptop can open every case on it. Keep it locked away, apart from the laptop.",
            "If the passphrase is forgotten: choose Recover at the unlock screen and type the words in this order.",
            "Capital letters do not matter, and the first four letters of a word are enough.",
            "",
        ]
    )


def _numbers(untrusted_typed: str) -> list[int]:
    plain = unicodedata.normalize("NFKC", untrusted_typed).casefold()
    numbered = {int(number): word for number, word in re.findall(r"(?<!\w)(\d{1,2})\s*[.)]\s*([^\W\d_]+)", plain)}
    whole = set(numbered) == set(range(1, WORDS + 1))
    typed = [numbered[place] for place in range(1, WORDS + 1)] if whole else re.findall(r"[^\W\d_]+", plain)
    numbers = [_number(word) for word in typed]
    for place, number in enumerate(numbers[:WORDS], start=1):
        if number is None:
            raise Refused("wrong-passphrase", f"Word {place} is not on the list of recovery words. Compare it with the sheet.", word=place)
    if len(numbers) != WORDS:
        raise Refused("wrong-passphrase", f"A recovery code has {WORDS} words, and these are {len(numbers)}. Compare them with the sheet.")
    known = [number for number in numbers if number is not None]
    _check(known)
    return known


def _number(word: str) -> int | None:
    return _by_word().get(word)


@cache
def _by_word() -> dict[str, int]:
    numbers = {word[:4]: number for number, word in enumerate(word_list())}
    return numbers | {word: number for number, word in enumerate(word_list())}


def _check(numbers: Sequence[int]) -> None:
    sum_, weighted = _syndromes(numbers)
    if sum_ == weighted == 0:
        return
    if sum_ and weighted:
        place = (_logarithms()[weighted] - _logarithms()[sum_]) % _ORDER
        if place < WORDS:
            sentence = f"The words do not fit together: check word {place + 1} against the sheet."
            raise Refused("wrong-passphrase", sentence, word=place + 1)
    if not sum_:
        raise Refused("wrong-passphrase", "The words do not fit together: two of them are in each other's place. Check their order.")
    raise Refused("wrong-passphrase", "The words do not fit together: more than one is wrong. Check each word against the sheet.")


def _check_words(numbers: Sequence[int]) -> tuple[int, int]:
    # Chosen so that both syndromes of all fourteen words are zero.
    sum_, weighted = _syndromes(numbers)
    first, second = _powers()[SECRET_WORDS], _powers()[SECRET_WORDS + 1]
    last = _divide(weighted ^ _multiply(sum_, first), first ^ second)
    return sum_ ^ last, last


def _syndromes(numbers: Sequence[int]) -> tuple[int, int]:
    sum_ = weighted = 0
    for place, number in enumerate(numbers):
        sum_ ^= number
        weighted ^= _multiply(number, _powers()[place])
    return sum_, weighted


@cache
def _powers() -> tuple[int, ...]:
    powers, value = [1], 1
    while len(powers) < _ORDER:
        value <<= 1
        if value >> _BITS:
            value ^= _POLYNOMIAL
        powers.append(value)
    return tuple(powers)


@cache
def _logarithms() -> dict[int, int]:
    return {value: power for power, value in enumerate(_powers())}


def _multiply(a: int, b: int) -> int:
    return _powers()[(_logarithms()[a] + _logarithms()[b]) % _ORDER] if a and b else 0


def _divide(a: int, b: int) -> int:
    return _powers()[(_logarithms()[a] - _logarithms()[b]) % _ORDER] if a else 0
