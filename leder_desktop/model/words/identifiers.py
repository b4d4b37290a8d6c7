"""What in a text can tell who somebody is: for texts that go to a panel or leave the case without names (R-TXT-1, F16)."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

from leder_desktop.model.identifiers import nhs_numbers_in
from leder_desktop.model.words.hit import Hit
from leder_desktop.model.words.lists import WordLists
from leder_desktop.model.words.naming import name_words
from leder_desktop.model.words.phrases import Reading

_TEN_DIGITS = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){9}(?![0-9])")
_TELEPHONE = re.compile(r"(?<![\w+])(?:(?:\+|00)44[ -]?(?:\(0\))? ?\(?|\(?0)[1-9][0-9](?:[ )(-]{0,2}[0-9]){7,8}(?![0-9])")
"""A number of the United Kingdom: nine or ten digits after the 0 or the 44 (National Telephone Numbering Plan, Ofcom; as remembered)."""
_POSTCODE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,2})[0-9][0-9A-Za-z]?\s?[0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}(?![A-Za-z0-9])")
"""The shapes of BS 7666; the last two letters are never C, I, K, M, O or V (as remembered)."""
_FEWEST = 10
"""Figures of a telephone or an NHS number at least."""
_FIGURE = re.compile(r"[0-9]")
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|[0-9]th)\Z")
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_FIGURES = re.compile(
    r"(?<![0-9./-])(?:(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"|(?P<d>[0-9]{1,2})(?P<sep>[/.-])(?P<m>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4}|[0-9]{2}))(?![0-9])"
)
_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\Z")
_MOST = 64
"""Letters an e-mail address has before its @ at most (RFC 5321, 4.5.3.1.1)."""
_NEAR = 4
"""Words between "born" and the date at most."""
NO_CENTURY = 400
"""The year of a date written with 00; a leap year like 2000. Up to here a year was written with two figures."""


def hits(
    reading: Reading, lists: WordLists, *, names: frozenset[str] = frozenset(), born: date | None = None, died: date | None = None,
    number: str = "", reference: str = "", own: frozenset[str] = frozenset(),
) -> tuple[Hit, ...]:
    """In the order of the text. `names`: those of the people of the case, as `wanted` gives them; `born`, `died`, `number`: the person's
    days and NHS number (ten digits); `reference`: that of the case, where it would tell which one it is; `own`: names that give nobody
    else away, also after a title.

    Kinds: `telephone`, `e-mail`, `nhs-number` (`number`, and any that is valid), `postcode`, `birth-date` (`born` in any of the usual
    spellings, and a date after “born” or “date of birth”), `death-date` (`died`), `reference`, `name`. A name that is also a word
    (“Grace”) is one only with a capital.

    Source: Bristol steering groups and Priority themed reviews 2017: case reports are anonymised; domain reference 5.5.
    """
    text = reading.text
    figures = _FIGURE.search(text) is not None
    named = [*_names(reading, lists, names)]
    taken_names = {hit.start for hit in named}
    named += (hit for hit in _titled(reading, lists, own) if hit.start not in taken_names)
    found = [*_mails(text), *_references(text, reference), *named]
    if figures:
        if len(_FIGURE.findall(text)) >= _FEWEST:
            found += _nhs_numbers(text, number)
            taken = {(hit.start, hit.end) for hit in found}
            found += (_hit("telephone", text, *match.span()) for match in _TELEPHONE.finditer(text) if match.span() not in taken)
        found += (*_postcodes(text, lists), *_days_of_the_person(reading, lists, born, died))
    return tuple(sorted(found, key=lambda hit: (hit.start, hit.end)))


def days(reading: Reading, lists: WordLists) -> list[tuple[int, int, date]]:
    """Every date with a day, a month and a year: where it begins and ends, and the day. Years of two digits are 1 to 99, and 400."""
    return sorted((*_in_figures(reading.text), *_in_words(reading, lists)))


def _hit(kind: str, text: str, start: int, end: int) -> Hit:
    return Hit(kind=kind, words=text[start:end], start=start, end=end)


def _nhs_numbers(text: str, own: str) -> Iterator[Hit]:
    matches = tuple(_TEN_DIGITS.finditer(text))
    somebodys = {*nhs_numbers_in(text), own} if matches else ()
    for match in matches:
        if re.sub(r"[ -]", "", match[0]) in somebodys:
            yield _hit("nhs-number", text, *match.span())


def _mails(text: str) -> Iterator[Hit]:
    at = text.find("@")
    while at >= 0:
        start = at
        while start > max(0, at - _MOST) and _LOCAL.fullmatch(text, start - 1, start):
            start -= 1
        domain = _DOMAIN.match(text, at + 1)
        if start < at and domain:
            yield _hit("e-mail", text, start, domain.end())
        at = text.find("@", at + 1)


def _postcodes(text: str, lists: WordLists) -> Iterator[Hit]:
    for match in _POSTCODE.finditer(text):
        if match[1].casefold() in lists.sets["postcode-areas"] and not _ORDINAL.search(match[0].casefold()):
            yield _hit("postcode", text, *match.span())


def _references(text: str, reference: str) -> Iterator[Hit]:
    for match in re.finditer(re.escape(reference), text, re.IGNORECASE) if reference else ():
        yield _hit("reference", text, *match.span())


def _days_of_the_person(reading: Reading, lists: WordLists, born: date | None, died: date | None) -> Iterator[Hit]:
    asked = not lists.sets["birth-words"].isdisjoint(reading.vocabulary) or any(_year_in(day, reading.text) for day in (born, died))
    if not asked or (lists.sets["months"].isdisjoint(reading.vocabulary) and _FIGURES.search(reading.text) is None):
        return
    text, words = reading.text, reading.tokens
    ahead = [(token, words[min(at + _NEAR, len(words) - 1)]) for at, token in enumerate(words)]
    told = [(token.end, last.end + 1) for token, last in ahead if token.word in lists.sets["birth-words"]]
    for start, end, day in days(reading, lists):
        while told and told[0][1] < start:
            told.pop(0)
        said = bool(told) and told[0][0] <= start <= told[0][1]
        if said or _is(day, born):
            yield _hit("birth-date", text, start, end)
        elif _is(day, died):
            yield _hit("death-date", text, start, end)


def _year_in(day: date | None, text: str) -> bool:
    """Can this day stand in the text, by its year alone?"""
    return day is not None and f"{day.year % 100:02}" in text


def _is(day: date, known: date | None) -> bool:
    """Is it this day, also with a year of two digits?"""
    return known is not None and day in (known, known.replace(year=known.year % 100 or NO_CENTURY))


def _date(year: int, month: int, day: int) -> date | None:
    """None for a day there is not."""
    try:
        return date(year or NO_CENTURY, month, day)
    except ValueError:
        return None


def _in_figures(text: str) -> Iterator[tuple[int, int, date]]:
    for match in _FIGURES.finditer(text):
        year, month, day = (match["year"], match["month"], match["day"]) if match["year"] else (match["y"], match["m"], match["d"])
        if (read := _date(int(year), int(month), int(day))) is not None:
            yield (*match.span(), read)


def _in_words(reading: Reading, lists: WordLists) -> Iterator[tuple[int, int, date]]:
    """ "3 May 1975", "the 3rd of May, 1975", "May 3rd, 1975"."""
    words = reading.tokens
    for at, token in enumerate(words):
        if token.word not in lists.sets["months"] or at + 1 >= len(words):
            continue
        month = MONTHS.index(token.word[:3]) + 1
        before = at - 2 if at > 1 and words[at - 1].word == "of" else at - 1
        for day_at, year_at in ((before, at + 1), (at + 1, at + 2)):
            if day_at < 0 or year_at >= len(words) or not re.fullmatch(r"[0-9]{4}", words[year_at].word):
                continue
            day = _DAY.match(words[day_at].word)
            read = _date(int(words[year_at].word), month, int(day[1])) if day else None
            if read is not None:
                yield words[min(day_at, at)].start, words[year_at].end, read


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _titled(reading: Reading, lists: WordLists, own: frozenset[str]) -> Iterator[Hit]:
    """Whoever has a title or a role before their name: “Nurse Patel”, “Dr Smith-Jones”."""
    titles = lists.sets["name-follows"]
    if titles.isdisjoint(reading.vocabulary) or _before_a_capital(titles).search(reading.text) is None:
        return
    ordinary = lists.sets["ordinary"] | lists.sets["starters"] | lists.sets["place-words"] | lists.sets["name-follows"]
    words = reading.tokens
    for at in range(1, len(words)):
        before, token = words[at - 1 : at + 1]
        named = token.capital and not (token.first or token.capitals) and len(token.word) > 1 and token.word not in ordinary | own
        if named and before.word in titles and not reading.text[before.end : token.start].strip(". "):
            last = token
            for one in words[at + 1 : at + 3]:  # “Mary Kelly”, “Smith-Jones”
                if not one.capital or one.first or reading.text[last.end : one.start] not in (" ", "-"):
                    break
                last = one
            yield _hit("name", reading.text, token.start, last.end)


@lru_cache(maxsize=4)
def _before_a_capital(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{'|'.join(sorted(words))})\b\.?\s+[^\W\d_a-z]")


def wanted(names: Collection[str], lists: WordLists) -> frozenset[str]:
    """The words of these names, whole or in part, that name somebody, with and without an s: no titles, and no single letters."""
    words = [word for word in name_words(names) - lists.sets["titles"] if len(word) > 1]
    return frozenset(form for word in words for form in (word, f"{word}s", word[:-1] if word.endswith("ss") else word))


def _names(reading: Reading, lists: WordLists, names: frozenset[str]) -> Iterator[Hit]:
    if names.isdisjoint(reading.vocabulary):
        return
    for token in reading.tokens:
        if token.word not in names:
            continue
        ordinary = len(token.word) < 3 or bool(lists.sets["ordinary"] & {token.word, token.word.removesuffix("s")})
        if token.capital or not ordinary:
            yield _hit("name", reading.text, token.start, token.end)
