"""Where a text says a day, a year or an age of the person otherwise than the Person page."""

import re
from collections.abc import Iterable, Iterator

from leder_desktop.model.dates import When, from_edtf, words
from leder_desktop.model.identifying import whole_day
from leder_desktop.model.passages import OWN, Passage, Texts
from leder_desktop.model.person import possible_ages
from leder_desktop.model.spelling import Slip
from leder_desktop.model.words import identifiers
from leder_desktop.model.words.naming import genitive
from leder_desktop.model.words.phrases import Place, Reading
from leder_desktop.model.words.somebody import is_somebody, runs

_SENTENCE = re.compile(r"(?:[^.!?\n]|\.(?=\d))+")
_FIGURE = re.compile(r"[0-9]")
_YEAR = r"(?:\W+\w+){0,3}?\W+(?:in|during|of)\W+(?:(?:early|late|mid)\W+)?(?:([A-Z][a-z]{2,8})\W+)?((?:19|20)\d\d)(?![\d-])"
"""A year, and perhaps its month, that follows “born” or “died” closely: “died in hospital in June 2026”."""
_AGED = re.compile(
    r"\b(?:aged|at the age of|at age) (\d{1,3})\b(?! (?:months|weeks|days))|\b(\d{1,3}) years old\b|\b(\d{1,3})[- ]year[- ]old\b"
    r"|\b(?:was|at) (\d{1,3}) when (?:s?he|they|[A-Z]\w+) died\b|\bdied at (\d{1,3})(?![\d:.]|\s?(?:am|pm|o|h|%|days|weeks|months))\b"
)
"""An age, in a sentence that tells of the death."""
_PERSON = frozenset(("she", "he", "they", "person", "patient"))
"""Words that are the subject of a sentence as the name is."""
_ADULT = re.compile(r"\b(\d{1,3})[- ]year[- ]old (?:woman|man|lady|gentleman|person|adult|female|male)\b")
"""An age by which a summary calls somebody."""


def sentence(text: str, at: int) -> str:
    """The sentence that has this place in it, in one line."""
    return next((" ".join(each[0].split()) for each in _SENTENCE.finditer(text) if each.start() <= at < each.end()), "")


def outside(when: When, known: When) -> bool:
    """Can it not have been the same day, as far as both are known?"""
    late = when.earliest and known.latest and when.earliest > known.latest
    early = when.latest and known.earliest and when.latest < known.earliest
    return bool(late or early)


class Days:
    """The days and the age of one person, and the sentences that speak of a birth or a death and of nobody else's."""

    def __init__(self, texts: Texts) -> None:
        person, lists = texts.snapshot.person, texts.lists
        self._texts, self._lists = texts, lists
        self._speaks = lists.sets["birth-words"] | lists.sets["death-words"] | {"passed"}
        self._born, self._died = _any_of(lists.sets["birth-words"]), _any_of(lists.sets["death-words"], "passed away")
        self._relative = _any_of(f"{word}{s}" for word in lists.sets["relatives"] for s in ("", "s"))
        born, died = re.compile(self._born.pattern + _YEAR, re.IGNORECASE), re.compile(self._died.pattern + _YEAR, re.IGNORECASE)
        self._known = (
            ("birth_date", person.birth_date, self._born, self._died, born),
            ("death_date", person.death_date, self._died, self._born, died),
        )
        self._ages = possible_ages(person)

    def look(self, passage: Passage) -> Iterator[Slip]:
        text, vocabulary = passage.said, self._texts.reading(passage).vocabulary
        if _FIGURE.search(text) is None:
            return
        if not self._speaks.isdisjoint(vocabulary):
            for each in _SENTENCE.finditer(text):
                found = tuple(self._told(each[0], each.start())) if _FIGURE.search(each[0]) else ()
                if found and not self._is_about_another(each[0]):
                    yield from found
        if passage.voice == OWN and not passage.where.startswith("entry/") and "year" in vocabulary:
            for each in _SENTENCE.finditer(text):
                if not (self._died.search(each[0]) or self._relative.search(each[0]) or "when" in each[0]):
                    yield from self._age(_ADULT, each[0], each.start())

    def _told(self, said: str, begin: int) -> Iterator[Slip]:
        yield from self._days(said, begin)
        if self._died.search(said):
            yield from self._age(_AGED, said, begin)

    def _is_about_another(self, said: str) -> bool:
        """Does it speak of a relative, or has the birth or death in it another subject: “Elvis was her hero and died in 1977”?"""
        if self._relative.search(said):
            return True
        speaks = self._died.search(said) or self._born.search(said)
        if speaks is None:
            return False
        names = self._texts.names
        reading = Reading(said, names.given | names.family)
        subjects = [token.start for token in reading.tokens if token.word in _PERSON or genitive(token.word, reading.names)]
        others = (reading.tokens[run.start].start for run in runs(reading, self._texts.sets) if self._is_another(reading, run))
        last = max((at for at in others if at < speaks.start()), default=-1)
        return last > max((at for at in subjects if at < speaks.start()), default=-1)

    def _is_another(self, reading: Reading, run: Place) -> bool:
        words = [reading.tokens[at].word for at in range(*run)]
        if any(genitive(word, reading.names) for word in words):
            return False
        also = self._texts.sets.also_names - self._lists.sets["months"]
        return words[0] in also or is_somebody(reading, run, self._texts.sets)

    def _days(self, said: str, begin: int) -> Iterator[Slip]:
        for field, known, speaks, other, year in self._known:
            if known is None or not speaks.search(said) or other.search(said):
                continue
            day, days = whole_day(known), identifiers.days(Reading(said), self._lists)
            for start, end, found in days:
                if day is not None and found != day and found.year > identifiers.NO_CENTURY:
                    yield Slip(field, said[start:end], words(known), begin + start)
            for found in year.finditer(said) if not days else ():
                when = _when(found[1] or "", found[2])
                if when is not None and outside(when, known):
                    at = found.start(1) if found[1] else found.start(2)
                    yield Slip(field, said[at : found.end()], words(known), begin + at)

    def _age(self, pattern: re.Pattern[str], said: str, begin: int) -> Iterator[Slip]:
        least, most = self._ages
        if least is None or most is None:
            return
        for found in pattern.finditer(said):
            if not least <= int(next(filter(None, found.groups()))) <= most:
                instead = f"aged {least}" if least == most else f"aged {least} or {most}"
                yield Slip("age", found[0], instead, begin + found.start())


def _any_of(words: Iterable[str], *phrases: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted((*words, *phrases)))})\b", re.IGNORECASE)


def _when(month: str, year: str) -> When | None:
    """A month of a year, or a year; None for a word that is no month."""
    if not month:
        return from_edtf(year)
    number = identifiers.MONTHS.index(month[:3].casefold()) + 1 if month[:3].casefold() in identifiers.MONTHS else 0
    return from_edtf(f"{year}-{number:02}") if number else None
