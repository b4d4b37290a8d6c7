"""Names as words: those of the person and of everybody else of a case, and one of the person's that is misspelt (R-ID-4)."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from unicodedata import combining, normalize

from leder_desktop.model.words.lists import WordLists
from leder_desktop.model.words.phrases import Place, Reading, mistakes
from leder_desktop.model.words.tokens import Quoted, Token, tokens

_SHORT = 3
_LONG = 5
"""Letters; a changed letter counts only in a name of this many, because short names differ by one."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """The words of the names of a case, as `name_words` gives them."""

    given: frozenset[str]
    """First names of the person, and what they liked to be called."""
    family: frozenset[str]
    others: frozenset[str] = frozenset()
    """Of everybody else."""
    alike: frozenset[str] = frozenset()
    """Those of `others` whose sex is known to be the person's: no “he” is one of hers."""

    def knows(self, word: str) -> bool:
        """Is it one of all these, or one of them with an s?"""
        return genitive(word, self.given) or genitive(word, self.family) or genitive(word, self.others)


def name_words(names: Collection[str]) -> frozenset[str]:
    """Every word of some names."""
    return frozenset(token.word for name in names for token in tokens(name))


def parts(names: Collection[str], lists: WordLists) -> set[str]:
    """The words of some names that name somebody, as they are written: those with a capital that are no title, role or place."""
    named = [(name, token) for name in names for token in tokens(name) if token.capital and token.end - token.start > 1]
    return {without_genitive(name[token.start : token.end]) for name, token in named if token.word not in lists.sets["roles"]}


def without_genitive(word: str) -> str:
    """A word without the ’s of belonging."""
    return re.sub(r"[’']s$", "", word)


def without_accents(word: str) -> str:
    return "".join(letter for letter in normalize("NFKD", word) if not combining(letter))


def genitive(word: str, names: Collection[str]) -> bool:
    """Is this one of the names, or one of them with an s ("Roz's" is read as "rozs")?"""
    return word in names or word.removesuffix("s") in names or (word.endswith("s") and word + "s" in names)


def wrong_names(reading: Reading, names: Names, lists: WordLists, quoted: Quoted) -> Iterator[Place]:
    """A name of the person misspelt, or another first name before the family name."""
    known = names.given | names.family | names.others
    ordinary = lists.sets["ordinary"] | lists.sets["starters"] | lists.sets["months"]
    own, small = names.given | names.family, {token.word for token in reading.tokens if not token.capital}
    for at, token in enumerate(reading.tokens):
        if not token.capital or (genitive(token.word, known) and token.word not in names.family) or quoted.covers(token.start):
            continue
        if token.word in names.family:
            if (first := _other_first_name(reading, at, known, lists)) is not None:
                yield Place(first, at + 1)
        elif token.word not in ordinary and token.word not in small and any(alike(token.word, name) for name in own):
            yield Place(at, at + 1)


def _other_first_name(reading: Reading, at: int, known: frozenset[str], lists: WordLists) -> int | None:
    """Where the names before a family name begin, when none of them is of this case and no relative or title stands there."""
    begin = at
    while begin > max(0, at - 3) and _joined(reading, begin) and reading.tokens[begin - 1].capital:
        begin -= 1
    run = [reading.tokens[i].word for i in range(begin, at)]
    not_names = lists.sets["titles"] | lists.sets["starters"] | lists.sets["ordinary"]
    if not run or any(word in not_names or genitive(word, known) or len(word) < _SHORT for word in run):
        return None
    near = {reading.tokens[i].word for i in range(max(0, begin - 2), begin) if not reading.tokens[i + 1].first}
    return None if near & (lists.sets["kin-he"] | lists.sets["kin-she"] | lists.sets["kin"]) else begin


def _joined(reading: Reading, at: int) -> bool:
    """Does only a space stand between this word and the one before?"""
    before: Token = reading.tokens[at - 1]
    return re.fullmatch(r"\s{1,3}", reading.text[before.end : reading.tokens[at].start][:4]) is not None


def alike(word: str, name: str) -> bool:
    """One letter too many, too few or in its neighbour's place; in a longer name also one that is another."""
    if abs(len(word) - len(name)) > 1 or min(len(word), len(name)) < _SHORT or mistakes(word, name) != 1:
        return False
    return len(word) != len(name) or sorted(word) == sorted(name) or len(name) >= _LONG
