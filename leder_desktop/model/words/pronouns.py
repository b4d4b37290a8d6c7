"""Is a “he” in a text about a woman somebody else's? Whoever is named is followed through the text, sentence by sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from leder_desktop.model.words.naming import Names, genitive
from leder_desktop.model.words.phrases import Place, Reading
from leder_desktop.model.words.somebody import Sets, is_somebody, runs
from leder_desktop.model.words.tokens import Quoted, Token

WRONG = {
    "female": frozenset(("he", "him", "his", "himself", "hes", "hed")),
    "male": frozenset(("she", "her", "hers", "herself", "shes")),
}
"""By the sex of the person: what would be a wrong pronoun. Other codes expect none, and “they” is nobody's wrong one."""
_RIGHT = {"female": "she", "male": "he"}
KIN = {"female": "kin-he", "male": "kin-she"}
_MEANT = frozenset(("person", "patient", "resident", "deceased", "client"))
"""“The patient” is the person of the review."""
_FAR = 2
"""Sentences after which somebody who was not spoken of is out of sight."""
_STRONG, _WEAK = 2, 1


@dataclass
class _InSight:
    """Somebody else who was named, and how far back that is."""

    strength: int
    sentences: int = 0
    paragraphs: int = 0
    own: bool = False
    """The person of the review was the subject of a sentence since."""

    def may_be_meant(self, strict: bool) -> bool:
        """`strict`: what is said is what a review tells of the person, that somebody died or was admitted."""
        if self.sentences == 0:
            return True
        if self.paragraphs:
            return self.paragraphs == 1 and self.sentences == 1 and self.strength == _STRONG and not strict
        return self.sentences <= _FAR and not (strict and self.own) and (self.strength == _STRONG or self.sentences == 1)


def wrong_pronouns(reading: Reading, sex: str, names: Names, sets: Sets, he_or_she: frozenset[str], quoted: Quoted) -> Iterator[Place]:
    """Pronouns of another sex that can be nobody else's. `he_or_she`: words for relatives of that other sex."""
    wrong = WRONG.get(sex, frozenset())
    mentions = _mentions(reading, names, sets, he_or_she)
    seen: _InSight | None = None
    began, spoken = 0, False  # where this sentence begins, and whether somebody else was spoken of in it
    for at, token in enumerate(reading.tokens):
        if token.first and at:
            if seen is not None:
                seen.sentences += 1
                seen.paragraphs += _paragraph(reading, at)
                seen.own = seen.own or (not spoken and _of_the_person(reading, began, _RIGHT[sex]))
            began, spoken = at, False
        if strength := mentions.get(at, 0):
            seen, spoken = _InSight(max(strength, seen.strength if seen is not None and seen.sentences == 0 else 0)), True
        elif token.word in wrong and not _either(reading, at) and not quoted.covers(token.start):
            if seen is not None and seen.may_be_meant(_strict(reading, at, sets)):
                seen, spoken = _InSight(seen.strength), True
            elif not _named_later(reading, at, began, mentions, sets):
                yield Place(at, at + 1)


def _mentions(reading: Reading, names: Names, sets: Sets, he_or_she: frozenset[str]) -> dict[int, int]:
    """Where somebody else is named, and whether it is one person or may be several."""
    found: dict[int, int] = {}
    words = reading.tokens
    for at, token in enumerate(words):
        if token.word in sets.people:
            if not _the_person(reading, at):
                found[at] = _WEAK
        elif genitive(token.word, he_or_she) or token.word in sets.anybody or _other(token, names):
            found[at] = _STRONG
    for run in runs(reading, sets):
        if not any(names.knows(words[at].word) for at in range(*run)) and is_somebody(reading, run, sets):
            found[run.start] = _STRONG
    return found


def _other(token: Token, names: Names) -> bool:
    return token.capital and genitive(token.word, names.others) and not genitive(token.word, names.alike)


def _the_person(reading: Reading, at: int) -> bool:
    """ "The patient", "as a child"."""
    before = tuple(token.word for token in reading.tokens[max(0, at - 2) : at])
    return before[-2:] == ("as", "a") or (before[-1:] == ("the",) and reading.tokens[at].word in _MEANT)


def _of_the_person(reading: Reading, at: int, right: str) -> bool:
    """Does the sentence that begins here have the person as its subject?"""
    words = [token.word for token in reading.tokens[at : at + 2]]
    return words[0] in reading.names or words[0] == right or (words[0] == "the" and words[1:] != [] and words[1] in _MEANT)


def _strict(reading: Reading, at: int, sets: Sets) -> bool:
    return sets.all.lists["dies"].follows(reading, at) or sets.all.lists["has"].follows(reading, at)


def _named_later(reading: Reading, at: int, began: int, mentions: dict[int, int], sets: Sets) -> bool:
    """ "He called him Uncle Bob"; "Although he lived far away, her brother rang"."""
    if at + 1 in mentions:
        return True
    if reading.tokens[began].word not in sets.subordinates:
        return False
    for later in range(at + 1, len(reading.tokens)):
        if reading.tokens[later].first:
            return False
        if mentions.get(later) == _STRONG:
            return True
    return False


def _paragraph(reading: Reading, at: int) -> bool:
    """Does a blank line stand before this word?"""
    between = reading.text[reading.tokens[at - 1].end : reading.tokens[at].start]
    return between.count("\n") > 1


def _either(reading: Reading, at: int) -> bool:
    """ "He or she"."""
    return any(reading.tokens[beside].word == "or" for beside in (at - 1, at + 1) if 0 <= beside < len(reading))
