"""The word lists, from `resources/checks/words.toml`, and where their phrases stand in a text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from leder_desktop.model.datafile import Table
from leder_desktop.model.words.phrases import Phrase, Place, Reading, Setting, Word, phrase, setting

_COMMON = frozenset(
    "a an and are as at be been by did for from had has have he her him in is it no not of on or she that the they to was were with".split()
)
"""Words that are in nearly every text."""


class _Group(NamedTuple):
    phrases: tuple[Phrase, ...]
    unless: tuple[Setting, ...]


class WordList:
    """The groups of one list, found by the first word of their phrases."""

    def __init__(self, groups: Sequence[_Group]) -> None:
        self._by_word: dict[str, list[tuple[Phrase, _Group]]] = {}
        self._other: list[tuple[Word, Phrase, _Group]] = []
        self._by_letter: dict[str, list[tuple[Word, Phrase, _Group]]] = {}
        """Of `_other`, those that a word with this first letter may begin: nearly every word of a text begins none."""
        needs = [_needs(each) for group in groups for each in group.phrases]
        self._needs: dict[str, list[tuple[frozenset[str], ...]]] = {}
        """Of each phrase, by a word of its rarest place: the other places of which a text that has it has a word each."""
        for rarest, *others in needs if all(needs) else ():
            for word in rarest:
                self._needs.setdefault(word, []).append(tuple(others))
        self._rare = frozenset(self._needs)
        """A text with none of these words has no phrase of the list; empty where that cannot be told."""
        for group in groups:
            for each in group.phrases:
                self._add(each, group)

    def _add(self, each: Phrase, group: _Group) -> None:
        head = _head(each)
        for first in head.plain | head.capitals:
            self._by_word.setdefault(first, []).append((each, group))
        if head.beginnings or head.fuzzy or head.any or head.number or head.person:
            self._other.append((head, each, group))

    def places(self, reading: Reading, *, innocent: Sequence[Setting] = ()) -> Iterator[Place]:
        """Where a phrase stands, in order, none inside another and the longest of those that begin together; not where its
        setting, or one of `innocent`, takes it back."""
        if not self.may_stand(reading):
            return
        words, at = reading.tokens, 0
        for start, token in enumerate(words):
            if start < at or not (token.word in self._by_word or self._begun(token.word[0]) or reading.cut):
                continue
            longest, group = self._longest(reading, start)
            if group is None:
                continue
            place = Place(start, longest)
            if not any(reading.stands(around, place) for around in (*group.unless, *innocent)):
                yield place
            at = longest

    def may_stand(self, reading: Reading) -> bool:
        """Can a phrase of the list stand in the text at all, by the words it has?"""
        if not self._rare:
            return True
        words = reading.vocabulary
        if self._rare.isdisjoint(words):
            return False
        return any(all(not need.isdisjoint(words) for need in needs) for word in self._rare & words for needs in self._needs[word])

    @property
    def heads(self) -> frozenset[str]:
        """Words with which its phrases begin; empty where one may begin with any."""
        return frozenset() if self._other else frozenset(self._by_word)

    def follows(self, reading: Reading, before: int) -> bool:
        """Does a phrase begin with the word after word `before`, in the same sentence?"""
        at = before + 1
        if at >= len(reading) or reading.tokens[at].first:
            return False
        longest, group = self._longest(reading, at)
        return group is not None and not any(reading.stands(around, Place(at, longest)) for around in group.unless)

    def ends(self, reading: Reading, at: int) -> Iterator[int]:
        """Where a phrase that begins with word `at` ends."""
        for each, _ in self._by_word.get(reading.tokens[at].word, ()):
            yield from reading.ends(each, at)

    def _longest(self, reading: Reading, at: int) -> tuple[int, _Group | None]:
        token = reading.tokens[at]
        begun = list(self._by_word.get(token.word, ()))
        if at + 1 < len(reading) and reading.tokens[at + 1].glued:
            begun += self._by_word.get(token.word + reading.tokens[at + 1].word, ())
        begun += [(each, group) for head, each, group in self._begun(token.word[0]) if head.fits(token.word, token.capitals, reading.names)]
        if not begun:
            return at, None
        longest, of = at, None
        for each, group in begun:
            end = max(reading.ends(each, at), default=at)
            if end > longest:
                longest, of = end, group
        return longest, of

    def _begun(self, letter: str) -> list[tuple[Word, Phrase, _Group]]:
        found = self._by_letter.get(letter)
        if found is None:
            found = self._by_letter[letter] = [each for each in self._other if each[0].may_begin(letter)]
        return found


@dataclass(frozen=True, kw_only=True)
class WordLists:
    """Every list and set of the file."""

    version: str
    provenance: str
    sets: Mapping[str, frozenset[str]]
    """Words that phrases name as `<id>`."""
    settings: Mapping[str, tuple[Setting, ...]]
    """Settings that several lists share."""
    lists: Mapping[str, WordList]
    answers: Mapping[str, frozenset[str]]
    """References of questions by whose words their answers are: see `ANSWERS`."""


LISTS = (
    *("disability", "dependency", "frailty", "filler", "blanket", "unused", "not-known", "vague", "old-age", "chain"),
    *("disrespectful", "blaming", "recommendation", "no-step", "harm", "praise"),
    *("dies", "lives", "has", "belongs", "leads", "befriends", "formerly", "happens-to-things"),
    *("difficulty", "stated-disability", "no-gp", "unnatural"),
    *("chest", "epilepsy", "sepsis", "constipation", "cancer", "swallowing", "deterioration"),
)
SETS = ("kin-he", "kin-she", "kin", "titles", "roles", "ordinary", "starters", "organisation", "months", "postcode-areas", "birth-words",
        "people", "says-nothing", "introduces", "named-things", "doctors", "plain-titles", "place-words", "place-before", "moves",
        "also-names", "determiners", "name-follows", "subordinates", "near-names", "relatives", "death-words",
        "other-countries", "postcode-areas-elsewhere", "postcode-areas-border")  # fmt: skip
SETTINGS = ("denied", "described")
ANSWERS = ("copied", "told", "who", "kept-back")
"""What the readers ask for by name, all of which must be there."""


def read(table: Table) -> WordLists:
    """The lists of a data file. A file that is wrong is a ValueError that names the file and what is wrong in it."""
    if table.text("id") != "words":
        raise table.wrong("the id is not the file's name")
    version, provenance = table.text("version"), table.text("provenance")
    try:
        sets = _sets(table)
        settings = _settings(table, sets)
        lists = _lists(table, sets, settings)
        answers = {row.text("id"): frozenset(_references(row)) for row in table.tables("answers")}
    except (ValueError, KeyError) as wrong:
        raise table.wrong(str(wrong)) from wrong
    table.finish()
    wanted = ((LISTS, lists), (SETS, sets), (SETTINGS, settings), (ANSWERS, answers))
    missing = [id for asked, there in wanted for id in asked if id not in there]
    if missing:
        raise table.wrong(f"missing: {', '.join(missing)}")
    return WordLists(version=version, provenance=provenance, sets=sets, settings=settings, lists=lists, answers=answers)


def _head(each: Phrase) -> Word:
    """The first word of a phrase, by which it is looked for."""
    return next(word for word in each if not word.opens)


def _needs(each: Phrase) -> tuple[frozenset[str], ...]:
    """The words that must stand where the phrase stands, place by place; those come first that can be the fewest and are in few texts."""
    exact = (word.plain | word.capitals for word in each if not word.loose)
    return tuple(sorted((words for words in exact if words), key=lambda words: (len(words & _COMMON), len(words))))


def _begun(written: str, each: Phrase) -> Phrase:
    if _head(each).optional or _head(each).gap:
        raise ValueError(f"“{written}” begins with a word that may be missing")
    return each


def _sets(table: Table) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in table.tables("set"):
        id = row.text("id")
        row.text("source")
        found[id] = frozenset(word.casefold() for word in row.texts("words"))
        row.finish()
    return found


def _references(row: Table) -> tuple[str, ...]:
    row.text("source")
    found = row.texts("refs")
    row.finish()
    return found


def _settings(table: Table, sets: Mapping[str, frozenset[str]]) -> dict[str, tuple[Setting, ...]]:
    found: dict[str, tuple[Setting, ...]] = {}
    for row in table.tables("setting"):
        id = row.text("id")
        row.text("source")
        found[id] = tuple(setting(each, sets) for each in row.texts("unless"))
        row.finish()
    return found


def _lists(table: Table, sets: Mapping[str, frozenset[str]], settings: Mapping[str, tuple[Setting, ...]]) -> dict[str, WordList]:
    groups: dict[str, list[_Group]] = {}
    for row in table.tables("group"):
        id = row.text("list")
        if id not in LISTS:
            raise ValueError(f"no check reads a list {id}")
        row.text("source")
        own = tuple(setting(each, sets) for each in row.texts("unless"))
        shared = tuple(around for name in row.texts("also") for around in settings[name])
        groups.setdefault(id, []).append(_Group(tuple(_begun(each, phrase(each, sets)) for each in row.texts("phrases")), own + shared))
        row.finish()
    return {id: WordList(each) for id, each in groups.items()}
