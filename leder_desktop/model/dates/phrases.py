"""One date as people write it in England: "Monday 15 December 2025", "4/3/2019", "c. March 2019", "late 1990s".

Day before month wherever figures alone are written. Every phrase must be read to its last letter; anything left over makes it not
understood.
"""

import re
from dataclasses import replace
from datetime import date

from leder_desktop.model.dates.edtf import not_understood, read_point
from leder_desktop.model.dates.life import Life
from leder_desktop.model.dates.point import Point, Qualifier, days_in_month
from leder_desktop.model.dates.wording import MONTHS

MONTH_NUMBERS = {name[:length].casefold(): number for number, name in enumerate(MONTHS, start=1) for length in (3, len(name))} | {"sept": 9}
SEASON_NUMBERS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_WEEKDAYS = {"tues": 1, "thur": 3, "thurs": 3}
_WEEKDAY_NUMBERS = _SHORT_WEEKDAYS | {name[:length]: number for number, name in enumerate(WEEKDAYS) for length in (3, len(name))}
FEASTS = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
}

_MONTH = r"(?P<month>" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?P<ordinal>st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
_FULL_YEAR = r"(?P<year>[0-9]{4})"
_WEEKDAY = r"(?:(?P<weekday>" + "|".join(sorted(_WEEKDAY_NUMBERS, key=len, reverse=True)) + r")\.?,? (?:the )?)?"
_FEAST = r"(?P<feast>" + "|".join(FEASTS) + ")"
_DAY_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_WEEKDAY}(?:the )?{_DAY} ?(?:of )?{_MONTH},? {_YEAR}",
        rf"{_WEEKDAY}{_MONTH} {_DAY},? {_FULL_YEAR}",
        rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?P<separator>[/.-])(?P<month>[0-9]{{1,2}})(?P=separator){_YEAR}",
        rf"{_WEEKDAY}{_FULL_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})",
        rf"{_FEAST},? {_FULL_YEAR}",
    )
)
_MONTH_FORMS = tuple(
    re.compile(form)
    for form in (rf"{_MONTH},? (?:of )?{_FULL_YEAR}", rf"(?P<month>[0-9]{{1,2}})/{_FULL_YEAR}", rf"{_FULL_YEAR}-(?P<month>[0-9]{{2}})")
)
_SEASON = re.compile(rf"(?:the )?(?P<season>{'|'.join(SEASON_NUMBERS)}|winter),? (?:of )?{_FULL_YEAR}")
_DECADE = re.compile(r"(?:the )?(?:(?:early|mid|late) )?(?P<decade>[0-9]{3}0)'?s")
_PART = re.compile(r"(?:the )?(?:early|mid|middle of|late|beginning of|start of|end of) (?:in )?(?P<rest>.+)")
_SOMEWHERE = re.compile(r"(?:a |some |one |unknown )?(?P<what>day|month) in (?P<rest>.+)")
_TIME = re.compile(
    r"(?P<date>.+?),? (?:at )?"
    r"(?:(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?P<utc> utc)?|(?P<clock>[0-9]{1,2})(?:[:.](?P<past>[0-9]{2}))? ?(?P<half>am|pm))"
)
_LEAD = re.compile(r"(?:on|in|during|at some point in|sometime in|some time in|the year|dated) (?P<rest>.+)")

_ABOUT = re.compile(r"(?:(?:circa|about|around|approx\.?|approximately|roughly):? |~ ?|(?:c|ca)(?:\. ?| |(?=[0-9])))(?P<rest>.+)")
_ABOUT_AFTER = re.compile(
    r"(?P<rest>.+?)(?:,? (?:approx\.?|approximately|or so|or thereabouts)| ?\((?:approx\.?|approximately|approximate|circa)\))"
)
_PERHAPS = re.compile(r"(?:(?:possibly|perhaps|maybe|probably) |uncertain: ?)(?P<rest>.+)")
_PERHAPS_AFTER = re.compile(
    r"(?P<rest>.+?)(?: ?\?|,? (?:maybe|perhaps|possibly|probably|guess|uncertain)| ?\((?:uncertain|maybe|possibly|guess)\))"
)


def read_phrase(phrase: str, life: Life) -> Point | None:
    """One date with its "about" and "possibly", or None. `phrase` is in lower case with single spaces (see `reading`)."""
    about = perhaps = False
    while True:
        if (found := _PERHAPS.fullmatch(phrase) or _PERHAPS_AFTER.fullmatch(phrase)) is not None and not perhaps:
            perhaps = True
        elif (found := _ABOUT.fullmatch(phrase) or _ABOUT_AFTER.fullmatch(phrase)) is not None and not about:
            about = True
        else:
            break
        phrase = found["rest"]
    point = _read_bare(phrase, life)
    if point is None or not (about or perhaps):
        return point
    if point.time:
        return None
    about = about or point.qualifier == "~"
    qualifier: Qualifier = "%" if about and perhaps else "~" if about else "?"
    return replace(point, qualifier=qualifier)


def _read_bare(phrase: str, life: Life) -> Point | None:
    if (found := _LEAD.fullmatch(phrase)) is not None:
        phrase = found["rest"]
    if re.fullmatch(r"[0-9]{4}", phrase):
        return read_point(phrase)
    return _read_day(phrase, life) or _read_month(phrase) or _read_longer(phrase) or _read_part(phrase, life) or _read_timed(phrase, life)


def _read_day(phrase: str, life: Life) -> Point | None:
    for form in _DAY_FORMS:
        if (found := form.fullmatch(phrase)) is None:
            continue
        parts = found.groupdict()
        year = _full_year(parts["year"], life)
        if parts.get("feast"):
            month, day = FEASTS[parts["feast"]]
        else:
            month, day = _month_number(parts["month"]), int(parts["day"])
        _check_calendar(year, month, day)
        _check_ordinal(day, parts.get("ordinal"))
        _check_weekday(date(year, month, day), parts.get("weekday"))
        return Point(year=year, month=month, day=day)
    return None


def _month_number(text: str) -> int:
    return int(text) if text.isdigit() else MONTH_NUMBERS[text]


def _full_year(text: str, life: Life) -> int:
    digits = text.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    candidates = life.full_years(int(digits))
    if len(candidates) != 1:
        raise not_understood("Write the year with four figures: it could be one of two centuries.")
    return candidates[0]


def _check_calendar(year: int, month: int, day: int) -> None:
    if not 1 <= month <= 12:
        raise not_understood(f"There is no month {month}. Write the day first, then the month: 4/3/2019 is 4 March 2019.")
    if year < 1 or not 1 <= day <= days_in_month(year, month):
        raise not_understood(f"There is no {day} {MONTHS[month - 1]} in {year}. Look at the date again.")


def _check_ordinal(day: int, ordinal: str | None) -> None:
    right = "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    if ordinal not in (None, right):
        raise not_understood(f"“{day}{ordinal}” is not a day. Look at the date again.")


def weekday(day: date) -> str:
    """ "Tuesday"."""
    return WEEKDAYS[day.weekday()].capitalize()


def _check_weekday(day: date, name: str | None) -> None:
    if name is not None and _WEEKDAY_NUMBERS[name] != day.weekday():
        said, is_day = WEEKDAYS[_WEEKDAY_NUMBERS[name]].capitalize(), weekday(day)
        raise not_understood(f"{day.day} {MONTHS[day.month - 1]} {day.year} was a {is_day}, not a {said}. Look at the date again.")


def _read_month(phrase: str) -> Point | None:
    for form in _MONTH_FORMS:
        if (found := form.fullmatch(phrase)) is not None:
            month = _month_number(found["month"])
            return Point(year=int(found["year"]), month=month) if 1 <= month <= 12 else None
    return None


def _read_longer(phrase: str) -> Point | None:
    """Seasons and decades."""
    if (found := _SEASON.fullmatch(phrase)) is not None:
        year = int(found["year"])
        if found["season"] == "winter":
            raise not_understood(f"Which winter is meant: winter {year - 1} to {year}, or winter {year} to {year + 1}?")
        return Point(year=year, month=SEASON_NUMBERS[found["season"]])
    if (found := _DECADE.fullmatch(phrase)) is not None:
        year = int(found["decade"])
        if year % 100 == 0:
            raise not_understood(f"Ten years or a hundred? Write {year} to {year + 9}, or {year} to {year + 99}.")
        return Point(year=year, masked=1)
    return None


def _read_part(phrase: str, life: Life) -> Point | None:
    """ "Late March 2024" is about that month, "early 2019" about that year; "a day in March 2019" is a day nobody named."""
    if (found := _PART.fullmatch(phrase)) is not None:
        point = _read_month(found["rest"]) or (read_point(found["rest"]) if re.fullmatch(r"[0-9]{4}", found["rest"]) else None)
        return None if point is None else replace(point, qualifier="~")
    if (found := re.fullmatch(rf"christmas,? {_FULL_YEAR}", phrase)) is not None:
        return Point(year=int(found["year"]), month=12, qualifier="~")
    if (found := _SOMEWHERE.fullmatch(phrase)) is not None:
        point = _read_bare(found["rest"], life)
        if point is None or point.masked or point.day is not None or point.season or point.qualifier or point.time:
            return None
        if found["what"] == "day":
            return Point(year=point.year, month=point.month or "XX", day="XX")
        return Point(year=point.year, month="XX") if point.month is None else None
    return None


def _read_timed(phrase: str, life: Life) -> Point | None:
    found = _TIME.fullmatch(phrase)
    if found is None:
        return None
    point = _read_day(found["date"], life)
    hour, minute = int(found["hour"] or found["clock"]), int(found["minute"] or found["past"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    if point is None or hour > 23 or minute > 59:
        return None
    zone = "Z" if found["utc"] else ""
    return Point(year=point.year, month=point.month, day=point.day, time=f"{hour:02d}:{minute:02d}:00{zone}")
