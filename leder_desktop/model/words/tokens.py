"""A text as words, each with its place: small letters, without apostrophes, invisible signs and the accidents of line breaks."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_INSIDE = "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f'`´\u02bc\u2018\u2019\u201b\uff07"
"""What can stand inside a word and is not a letter: soft hyphens, invisible joiners, accents, every kind of apostrophe."""
_WORD = re.compile(rf"[A-Za-z](?:\.[A-Za-z])+(?![^\W_])|[^\W_]+(?:[{_INSIDE}]+[^\W_]+)*[\u0300-\u036f]*")
"""Letters with full stops between them (L.D.) are one word."""
_DROPPED = re.compile(rf"[.{_INSIDE}]")
_LETTERS = re.compile(r"[^\W_]+")
_CAPITAL = re.compile(r"(?<![^\W_])[A-Z][^\W_]*")
_INITIAL = re.compile(r"\.[a-z]")
_DOTTED = re.compile(r"[A-Za-z](?:\.[A-Za-z])+(?![^\W_])")
_CUT = re.compile(r"(?<![^\W_])([^\W_]++)[-\u2010\u2011](?=[^\S\n]*+\n\s*+([^\W_]+))")
_WITHOUT = re.compile(rf"[{_INSIDE}]+")
_SENTENCE_END = re.compile(r"[.!?;][”\"’'»)\]]{0,3}\s|•|\n[ \t\r]*\n|\n[ \t]*[-*]\s")
_TITLES = frozenset(("dr", "mr", "mrs", "ms", "prof", "st", "rev", "no"))
"""A full stop after one of these ends no sentence."""
_QUOTED = re.compile(r"“[^“”]{0,2000}”|\"[^\"]{0,2000}\"|«[^«»]{0,2000}»")


class Token(NamedTuple):
    word: str
    """In small letters, without apostrophes."""
    start: int
    end: int
    capitals: bool
    """All its letters are capitals."""
    capital: bool
    """Its first letter is one."""
    first: bool
    """It opens a sentence."""
    glued: bool
    """A hyphen at the end of a line stands before it: it may be the rest of the word before."""


def tokens(text: str) -> tuple[Token, ...]:
    found: list[Token] = []
    end, before = 0, ""
    for match in _WORD.finditer(text):
        start, after = match.span()
        between, raw = text[end:start], match[0]
        plain = raw.isascii() and raw.isalnum()
        word = raw.lower() if plain else _DROPPED.sub("", unicodedata.normalize("NFKC", raw)).casefold()
        if not word:
            continue
        capitals = raw.isupper() if plain else raw.upper() == raw and raw.lower() != raw
        first = glued = False
        if between != " ":  # as it is before nearly every word: then no sentence ends before it, and no line
            stop = _SENTENCE_END.search(text, end, start)
            first = stop is not None and not (between[:1] == "." and before in _TITLES)
            glued = between[:1] in ("-", "\u2010", "\u2011") and "\n" in between and not between[1:].strip()
        found.append(Token(word, start, after, capitals, raw[0].isupper(), first or not found, glued))
        end, before = after, word
    return tuple(found)


def words_of(plain: str) -> frozenset[str]:
    """Every word that `tokens` finds, also those cut in two by a line break, put together; in a moment, because it keeps no order. `plain`:
    the text, bare and in small letters."""
    found: list[str] = _LETTERS.findall(plain)
    if _INITIAL.search(plain):
        found += (match[0].replace(".", "") for match in _DOTTED.finditer(plain))
    if "\n" in plain:
        found += (match[1] + match[2] for match in _CUT.finditer(plain))
    return frozenset(found)


def capitals(text: str) -> frozenset[str]:
    """Those of them that stand there with a capital."""
    plain = bare(text)
    if plain.isascii():
        return frozenset(map(str.casefold, _CAPITAL.findall(plain)))
    return frozenset(word.casefold() for word in _LETTERS.findall(plain) if word[0].isupper())


def bare(text: str) -> str:
    """Without what stands inside words and is no letter."""
    if text.isascii():
        return text.replace("'", "").replace("`", "")
    return _WITHOUT.sub("", text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text))


@dataclass(frozen=True)
class Quoted:
    """The parts of a text that are somebody else's words, between quotation marks."""

    spans: Sequence[tuple[int, int]]

    def covers(self, place: int) -> bool:
        at = bisect_right(self.spans, (place, len(self.spans) and self.spans[-1][1])) - 1
        return at >= 0 and self.spans[at][0] <= place < self.spans[at][1]


def quoted(text: str) -> Quoted:
    return Quoted([match.span() for match in _QUOTED.finditer(text)])
