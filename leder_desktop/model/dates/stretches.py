"""Ranges as people write them: "2 to 9 January 2026", "between 3 and 5 May 2020", "winter 2017 to 2018", "before 2010", "since May 2011".

Before and after become an unknown start or end (`/2010`, `2011-05/`), the only thing EDTF has for them; the named date stays inside
the bounds, which is wider than meant and never narrower.
"""

import re
from dataclasses import replace

from leder_desktop.model.dates.edtf import check_order
from leder_desktop.model.dates.life import Life
from leder_desktop.model.dates.phrases import MONTH_NUMBERS, SEASON_NUMBERS, WEEKDAYS, read_phrase
from leder_desktop.model.dates.point import OPEN, UNKNOWN, End, Point, Stretch
from leder_desktop.model.dates.wording import MONTHS

_WINTER = re.compile(r"(?:in |during )?(?:the )?winter (?:of )?(?P<first>[0-9]{4}) ?(?:to|-|/) ?(?P<second>[0-9]{4}|[0-9]{2})")
_UNTIL = re.compile(r"(?:before|earlier than|prior to|until|up to) (?P<rest>.+?)(?:, start not known)?")
_AFTER = re.compile(r"(?:after|later than|from) (?P<rest>.+?)(?:, end not known)?")
_ALWAYS = re.compile(r"by (?P<rest>.+)|(?P<plain>.+) or (?:earlier|before)")
_ONWARDS = re.compile(r"since (?P<rest>.+)|(?:from )?(?P<plain>.+) (?:onwards|or later|or after)")
_LEAD = re.compile(r"(?:(?P<between>between)|from|during) (?P<rest>.+)")
_JOINS = (" to ", " until ", " till ", " through ", " - ", "-")
_MONTH_WORDS = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_DAY_ONLY = re.compile(rf"(?:(?:{'|'.join(WEEKDAYS)}) )?[0-9]{{1,2}}(?:st|nd|rd|th)?")
_NO_YEAR = re.compile(
    rf"(?:about |early |mid |late )?(?:(?:{'|'.join(WEEKDAYS)}) )?(?:[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?)?(?:{_MONTH_WORDS})"
    rf"|(?:{_MONTH_WORDS}) [0-9]{{1,2}}(?:st|nd|rd|th)?|{'|'.join(SEASON_NUMBERS)}"
)


def read_stretch(phrase: str, life: Life) -> Stretch | None:
    """A range, or None. One that runs backwards is refused as `not-understood`."""
    found = _WINTER.fullmatch(phrase)
    if found is not None:
        return _read_winter(int(found["first"]), found["second"])
    return _read_half_open(phrase, life) or _read_between(phrase, life)


def _read_winter(first: int, second: str) -> Stretch | None:
    follows = first + 1 == int(second) if len(second) == 4 else (first + 1) % 100 == int(second)
    if not follows:
        return None
    return Stretch(start=Point(year=first, month=12), end=Point(year=first + 1, month=2))


def _end(phrase: str, life: Life) -> Point | None:
    """A date as the end of a range, which holds no time of day."""
    point = read_phrase(phrase, life)
    return None if point is None else replace(point, time="")


def _read_half_open(phrase: str, life: Life) -> Stretch | None:
    forms: tuple[tuple[re.Pattern[str], End, bool], ...] = (
        (_ALWAYS, OPEN, True),
        (_ONWARDS, OPEN, False),
        (_UNTIL, UNKNOWN, True),
        (_AFTER, UNKNOWN, False),
    )
    for form, other, named_is_end in forms:
        if (found := form.fullmatch(phrase)) is None:
            continue
        point = _end(next(text for text in found.groups() if text), life)
        if point is not None:
            return Stretch(start=other, end=point) if named_is_end else Stretch(start=point, end=other)
    return None


def _read_between(phrase: str, life: Life) -> Stretch | None:
    joins = _JOINS
    if (found := _LEAD.fullmatch(phrase)) is not None:
        phrase, joins = found["rest"], (" and ",) if found["between"] else _JOINS
    for join in joins:
        if phrase.count(join) != 1:
            continue
        first, _, second = phrase.partition(join)
        end = _end(second, life)
        start = None if end is None else _start(first, second, end, life)
        if start is not None and end is not None:
            return check_order(Stretch(start=start, end=end))
    return None


def _start(first: str, second: str, end: Point, life: Life) -> Point | None:
    """The start, given what it shares with an end written in words: "3" to 5 May 2020, "28 April" to 3 May 2020."""
    shares = re.search(r"[a-z]", second) is not None and isinstance(end.month, int)
    if _DAY_ONLY.fullmatch(first):
        if not shares or not isinstance(end.day, int) or not isinstance(end.month, int):
            return None
        return _end(f"{first} {MONTHS[end.month - 1].casefold()} {end.year:04d}", life)
    if _NO_YEAR.fullmatch(first):
        return _end(f"{first} {end.year:04d}", life) if shares else None
    return _end(first, life)
