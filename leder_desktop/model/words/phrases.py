"""The language of the word lists, and how a phrase of it is found among the words of a text.

A phrase is words with spaces between them; capitals and apostrophes do not matter, hyphens are spaces. Besides:

- `disability|disabilities` one of these; `a|an?` may be missing; `epilep*` anything that begins so; `_` any one word
- `~disability` also misspelt: one letter wrong, or two in a word of eight letters and more, and the first letter right
- `LD` in capitals: only where the text has capitals; `#` a number, alone or with its unit; `^` the beginning of a sentence
- `...` up to four words, which may not be “but”, “because” or the like; no phrase reaches over the end of a sentence
- `<kin>` one of the words of that set; `<person>` the name of the person of the review, or “she”, “he”, “they”

In a setting that makes a phrase innocent (`unless`), `{}` is where the phrase stands: `{} nurse|team`, `not because of ... {}`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from leder_desktop.model.words.hit import Hit
from leder_desktop.model.words.tokens import Token, bare, capitals, tokens, words_of

GAP = 4
MOST_OPEN = 6
"""Words of one phrase that may be missing, with its gaps: each more doubles the ways in which it can stand in a text; ours have four."""
_STOPS = frozenset(("but", "because", "due", "however", "although", "though", "whereas", "reason"))
PERSON = "<person>"


@dataclass(frozen=True, kw_only=True)
class Word:
    """One word of a phrase."""

    plain: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    fuzzy: tuple[str, ...] = ()
    capitals: frozenset[str] = frozenset()
    any: bool = False
    number: bool = False
    opens: bool = False
    gap: bool = False
    person: bool = False
    optional: bool = False

    @property
    def loose(self) -> bool:
        """Can it be missing, or a word that is not among `plain` and `capitals`?"""
        return self.optional or self.any or self.number or self.person or bool(self.beginnings or self.fuzzy)

    def fits(self, word: str, in_capitals: bool, names: frozenset[str]) -> bool:
        return (
            word in self.plain
            or (in_capitals and word in self.capitals)
            or self.any
            or (bool(self.beginnings) and word.startswith(self.beginnings))
            or (self.number and word[0].isdigit())
            or (self.person and word in names)
            or any(near(word, right) for right in self.fuzzy)
        )

    def may_begin(self, letter: str) -> bool:
        """Can a word with this first letter fit otherwise than by being one of `plain` or `capitals`?"""
        return self.any or self.number or self.person or any(each[:1] in ("", letter) for each in (*self.beginnings, *self.fuzzy))


Phrase = tuple[Word, ...]


class Setting(NamedTuple):
    """What stands before and after a phrase."""

    before: Phrase
    after: Phrase


class Place(NamedTuple):
    """Words `start` to `end` (not included) of a text."""

    start: int
    end: int


class _Tried(NamedTuple):
    """Word `part` of a phrase at word `at` of a text."""

    part: int
    at: int


def near(word: str, right: str) -> bool:
    """Is `word` the word `right`, or `right` misspelt? Two neighbouring letters that changed places count as one mistake."""
    allowed = 2 if len(right) >= 8 else 1
    if word == right:
        return True
    if word[0] != right[0] or abs(len(word) - len(right)) > allowed:
        return False
    return mistakes(word, right) <= allowed


def mistakes(one: str, other: str) -> int:
    """Letters left out, put in, changed or swapped with a neighbour (Damerau, restricted)."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, beside in enumerate(other, 1):
            least = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != beside))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == beside:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]


def phrase(written: str, sets: Mapping[str, frozenset[str]]) -> Phrase:
    """`written`, in the language above. A ValueError says what is wrong with it."""
    found: list[Word] = []
    for piece in written.replace("-", " ").split():
        optional, piece = piece.endswith("?"), piece.removesuffix("?")
        match piece:
            case "...":
                found.append(Word(gap=True))
            case "^":
                found.append(Word(opens=True))
            case "_":
                found.append(Word(any=True, optional=optional))
            case "#":
                found.append(Word(number=True, optional=optional))
            case _:
                found.append(_word(piece, optional, sets))
    if not any(word.plain or word.beginnings or word.fuzzy or word.capitals or word.number or word.any for word in found):
        raise ValueError(f"“{written}” has no word in it")
    if sum(word.optional or word.gap for word in found) > MOST_OPEN:
        raise ValueError(f"“{written}” leaves more than {MOST_OPEN} words open")
    return tuple(found)


def _word(piece: str, optional: bool, sets: Mapping[str, frozenset[str]]) -> Word:
    plain: set[str] = set()
    beginnings: list[str] = []
    fuzzy: list[str] = []
    capitals: set[str] = set()
    all_fuzzy, person = piece.startswith("~"), False
    for each in piece.removeprefix("~").split("|"):
        if each == PERSON:
            person = True
            plain |= {"she", "he", "they"}
        elif each.startswith("<"):
            if each.strip("<>") not in sets:
                raise ValueError(f"there is no set {each}")
            plain |= set(sets[each.strip("<>")])
        elif each.endswith("*"):
            beginnings.append(_plain(each[:-1]))
        elif all_fuzzy:
            fuzzy.append(_plain(each))
        elif len(each) > 1 and each.isupper():
            capitals.add(_plain(each))
        else:
            plain.add(_plain(each))
    return Word(
        plain=frozenset(plain), beginnings=tuple(beginnings), fuzzy=tuple(fuzzy), capitals=frozenset(capitals), person=person,
        optional=optional,
    )  # fmt: skip


def _plain(written: str) -> str:
    read = tokens(written)
    if len(read) != 1:
        raise ValueError(f"“{written}” is not one word")
    return read[0].word


def setting(written: str, sets: Mapping[str, frozenset[str]]) -> Setting:
    before, brace, after = written.partition("{}")
    if not brace or "{}" in after:
        raise ValueError(f"“{written}” does not say once where the phrase stands")
    return Setting(*(phrase(side, sets) if side.strip() else () for side in (before, after)))


class Reading:
    """The words of one text, ready to be searched."""

    def __init__(self, text: str, names: frozenset[str] = frozenset()) -> None:
        """It is cut into words only where a reader has to see their order; most can tell from the `vocabulary` that there is nothing."""
        self.text = text
        self.names = names

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tokens(self.text)

    @cached_property
    def plain(self) -> str:
        """In small letters, without what stands inside words and is no letter: of the same words, and not of the same length."""
        return bare(self.text).casefold()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word that stands in it, in no order."""
        return words_of(self.plain)

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Those that stand there with a capital, as tokens have them."""
        return capitals(self.text)

    @cached_property
    def cut(self) -> bool:
        """Is there a word that a line break cut in two?"""
        return any(token.glued for token in self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    def hit(self, kind: str, place: Place, *, line: str = "") -> Hit:
        start, end = self.tokens[place.start].start, self.tokens[place.end - 1].end
        return Hit(kind=kind, words=self.text[start:end], start=start, end=end, line=line)

    def ends(self, phrase: Phrase, start: int) -> Iterator[int]:
        """Where `phrase` can end if it begins at word `start`."""
        return self._forward(phrase, 0, start, start, set())

    def stands(self, around: Setting, place: Place) -> bool:
        """Does the phrase at `place` stand in this setting?"""
        before = not around.before or self._backward(around.before, len(around.before) - 1, place.start, set())
        return before and (not around.after or next(self._forward(around.after, 0, place.end, place.start, set()), None) is not None)

    def _fits(self, word: Word, at: int) -> int:
        """How many words of the text this word of a phrase takes, from `at`: 0, 1, or 2 where a line break cut it in two."""
        token = self.tokens[at]
        if word.fits(token.word, token.capitals, self.names):
            return 1
        if at + 1 < len(self.tokens) and (rest := self.tokens[at + 1]).glued:
            return 2 if word.fits(token.word + rest.word, False, self.names) else 0
        return 0

    def _inside(self, at: int, start: int) -> bool:
        """Is there a word at `at`, in the same sentence as word `start`, which lies before it?"""
        return at < len(self.tokens) and (at == start or not self.tokens[at].first)

    def _forward(self, phrase: Phrase, part: int, at: int, start: int, been: set[_Tried]) -> Iterator[int]:
        """`been` are the ways tried so far: each once, however many lead there."""
        if (here := _Tried(part, at)) in been:
            return
        been.add(here)
        if part == len(phrase):
            yield at
            return
        word = phrase[part]
        if word.opens:
            if at < len(self.tokens) and self.tokens[at].first:
                yield from self._forward(phrase, part + 1, at, start, been)
            return
        if word.gap:
            for over in range(GAP + 1):
                yield from self._forward(phrase, part + 1, at + over, start, been)
                if not self._inside(at + over, start) or self.tokens[at + over].word in _STOPS:
                    return
            return
        if self._inside(at, start) and (taken := self._fits(word, at)):
            yield from self._forward(phrase, part + 1, at + taken, start, been)
        if word.optional:
            yield from self._forward(phrase, part + 1, at, start, been)

    def _backward(self, phrase: Phrase, part: int, at: int, been: set[_Tried]) -> bool:
        """Does `phrase` up to `part` end right before word `at`? `been` are the ways tried so far, all in vain."""
        if part < 0:
            return True
        if (here := _Tried(part, at)) in been:
            return False
        been.add(here)
        word = phrase[part]
        if word.opens:
            return at < len(self.tokens) and self.tokens[at].first and self._backward(phrase, part - 1, at, been)
        if word.gap:
            for over in range(GAP + 1):
                if self._backward(phrase, part - 1, at - over, been):
                    return True
                if at - over < 1 or self.tokens[at - over].first or self.tokens[at - over - 1].word in _STOPS:
                    return False
            return False
        if at > 0 and not self.tokens[at].first:
            token = self.tokens[at - 1]
            if word.fits(token.word, token.capitals, self.names) and self._backward(phrase, part - 1, at - 1, been):
                return True
        return word.optional and self._backward(phrase, part - 1, at, been)
