"""Where a text writes a name of the person otherwise than the Person page: a slip of the pen, an accent or a hyphen that is not there."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

from leder_desktop.model.passages import Texts
from leder_desktop.model.words.naming import genitive, name_words, parts, without_accents, without_genitive
from leder_desktop.model.words.phrases import Reading, mistakes
from leder_desktop.model.words.tokens import tokens

FIELDS = ("given", "family", "known_as")
_JOINTS = re.compile(r"['’‘ʼ`´\-\u2010\u2011\s]+")
_BETWEEN = r"['’‘ʼ`´\-\u2010\u2011\s]{0,3}"
_SIGNS = str.maketrans(dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("\u2010\u2011", "-"))
_LONG = 7
"""Letters of a name in which two slips may be."""
_SHORT = 3
"""Letters below which nearly every word is near."""


class Slip(NamedTuple):
    field: str
    written: str
    instead: str
    start: int
    """Where it stands in the text."""


def same(one: str, other: str) -> bool:
    """Are they written alike? Spaces, the shape of an apostrophe or a hyphen, and a record that writes in capitals make no difference."""
    here, there = _shape(one), _shape(other)
    return here == there or (here.casefold() == there.casefold() and (here.isupper() or there.isupper()))


class Spelling:
    """The names of one person, and whatever is near one without being one."""

    def __init__(self, texts: Texts) -> None:
        person, lists = texts.snapshot.person, texts.lists
        self._texts = texts
        self._own = {tokens(part)[0].word: (field, part) for field in FIELDS for part in parts((str(getattr(person, field)),), lists)}
        self._near: dict[str, str] = {}
        known = texts.names.others | set(self._own) | name_words([str(getattr(person, field)) for field in FIELDS])
        self._known = lists.sets["near-names"] | known | {f"{word}s" for word in known}
        whole = {field: " ".join(str(getattr(person, field)).split()) for field in FIELDS}
        self._whole = [(field, name, _pattern(name)) for field, name in whole.items() if _JOINTS.search(name) or _inner(name)]

    def look(self, reading: Reading) -> Iterator[Slip]:
        near = {word for word in reading.capitals - self._known if self._nearest(word)}
        if near:
            yield from self._slips(reading, near)
        for field, name, pattern in self._whole:
            for found in pattern.finditer(reading.text):
                other = _shape(found[0]).casefold() != _shape(name).casefold() or _inner(found[0]) != _inner(name)
                if other and not same(found[0], name):
                    yield Slip(field, found[0], name, found.start())

    def _slips(self, reading: Reading, near: set[str]) -> Iterator[Slip]:
        for token in reading.tokens:
            if token.word not in near or not token.capital or self._elsewhere(token.word):
                continue
            field, own = self._own[self._near[token.word]]
            yield Slip(field, without_genitive(reading.text[token.start : token.end]), own, token.start)

    def _nearest(self, word: str) -> str:
        """The name it is a slip of; empty where it is none."""
        if word not in self._near:
            forms = (word, word.removesuffix("s"))
            self._near[word] = next((own for own in self._own for form in forms if form != own and _near(form, own)), "")
        return self._near[word]

    def _elsewhere(self, word: str) -> bool:
        """Is it a common word, which stands somewhere without its capital, or somebody's of whom a text says who that is?"""
        if genitive(word, self._texts.introduced.people):
            return True
        small = re.compile(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])")
        return any(small.search(passage.said) for passage in self._texts.passages)


def _near(one: str, other: str) -> bool:
    """One slip of the pen apart; two in names of seven letters and more. The first letter is right in nearly every slip."""
    if len(one) < _SHORT or len(other) < _SHORT:
        return False
    if not (one.isascii() and other.isascii()) and without_accents(one) == without_accents(other):
        return True
    allowed = 2 if len(other) >= _LONG else 1
    return one[0] == other[0] and abs(len(one) - len(other)) <= allowed and mistakes(one, other) <= allowed


def _shape(name: str) -> str:
    return " ".join(normalize("NFC", name).translate(_SIGNS).split())


def _inner(name: str) -> tuple[bool, ...]:
    """Which letters after the first are capitals, where some are: “McDonald”, “de Souza”."""
    inner = tuple(letter.isupper() for letter in name if letter.isalpha())[1:]
    return inner if any(inner) and not name.isupper() else ()


def _pattern(name: str) -> re.Pattern[str]:
    """The name with any joint between its parts, or none."""
    pieces = (re.escape(normalize("NFC", piece)) for piece in _JOINTS.split(name) if piece)
    return re.compile(rf"(?<![^\W_]){_BETWEEN.join(pieces)}(?![^\W_])", re.IGNORECASE)
