"""A date as people say it in en-GB, with no more precision than it has.

The words follow `edtf`. Two things the notation cannot say are taken from `given`: that an end is meant as "before" or "after", and that
December to February was called a winter.
"""

import re
from datetime import date
from typing import Literal

from leder_desktop.model.dates.edtf import parse
from leder_desktop.model.dates.point import OPEN, Point, Stretch
from leder_desktop.model.dates.when import When

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip

UNDATED = "date not known"


def day_words(day: date, *, year: bool = True) -> str:
    """ "4 March 2019", in English on every laptop: `%B` would follow the language of the machine."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


_QUALIFIED = {"": "", "~": "about ", "?": "possibly ", "%": "possibly about "}


def words(when: When | None) -> str:
    """ "4 March 2019", "about March 2019", "winter 2017 to 2018", "2 to 9 January 2026", "before 2010"; None is "date not known".

    A time is shown to the minute, with "UTC" when it was recorded so; exactly midnight is not shown, because records write it when they
    know only the day.
    """
    if when is None:
        return UNDATED
    parsed = parse(when.edtf)
    return _say(parsed) if isinstance(parsed, Point) else _say_stretch(parsed, when.given)


def on_words(when: When | None) -> str:
    """When something was, inside a sentence: "on 4 March 2019", "in March 2019", "about March 2019", "from 2 to 9 January 2026"."""
    said = words(when)
    if when is None or said == UNDATED:
        return "on a day that is not known"
    parsed = parse(when.edtf)
    if isinstance(parsed, Point):
        return said if parsed.qualifier else f"in {said}" if parsed.day is None else f"on {said}"
    if not (isinstance(parsed.start, Point) and isinstance(parsed.end, Point)):
        return said
    return f"in {said}" if said.startswith("winter") else f"from {said}"


def _name_year(year: int) -> str:
    return f"{year:04d}" if year > 0 else f"{1 - year} BC"


def _say_year(point: Point) -> str:
    if point.masked and point.year <= 0:
        span = 10**point.masked - 1
        first, last = (point.year - span, point.year) if point.year < 0 else (0, span)
        return f"{_name_year(first)} to {_name_year(last)}"
    if point.masked == 1:
        name = f"the {point.year}s"
        return f"{name} ({point.year} to {point.year + 9})" if point.year % 100 == 0 else name
    if point.masked == 2:
        return f"the {point.year}s ({point.year} to {point.year + 99})"
    return _name_year(point.year)


def _say_plain(point: Point) -> str:
    year = _say_year(point)
    if point.season:
        return f"{point.season} {year}"
    if point.month is None:
        return year
    if point.month == "XX":
        return f"a month in {year}" if point.day is None else f"a day in {year}"
    month = f"{MONTHS[point.month - 1]} {year}"
    if point.day is None:
        return month
    if point.day == "XX":
        return f"a day in {month}"
    return f"{point.day} {month}{_say_time(point.time)}"


def _say_time(time: str) -> str:
    if not time or time.startswith("00:00:00"):
        return ""
    return f", {time[:5]}{' UTC' if time.endswith('Z') else ''}"


def _say(point: Point) -> str:
    return _QUALIFIED[point.qualifier] + _say_plain(point)


def _side(given: str) -> Literal["before", "after"] | None:
    """Whether the person said before or after, which EDTF can only write as an end that is unknown."""
    found = re.match(r"\s*(?:(before|earlier than|prior to)|(after|later than))\s", given.casefold())
    return None if found is None else "before" if found[1] else "after"


def _say_stretch(stretch: Stretch, given: str) -> str:
    start, end = stretch.start, stretch.end
    if isinstance(start, Point) and isinstance(end, Point):
        return _say_between(start, end, given)
    if isinstance(end, Point):
        if start == OPEN:
            return f"{_say(end)} or earlier"
        return f"before {_say(end)}" if _side(given) == "before" else f"until {_say(end)}, start not known"
    if not isinstance(start, Point):
        return UNDATED
    if end == OPEN:
        return f"from {_say(start)} onwards"
    return f"after {_say(start)}" if _side(given) == "after" else f"from {_say(start)}, end not known"


def _say_between(start: Point, end: Point, given: str) -> str:
    plain = not start.qualifier and not end.qualifier and not start.masked and not end.masked
    winter = (start.month, start.day, end.month, end.day) == (12, None, 2, None) and end.year == start.year + 1
    if plain and winter and "winter" in given.casefold():
        return f"winter {start.year} to {end.year}"
    if plain and start.year == end.year and start.year > 0 and isinstance(start.month, int) and isinstance(end.month, int):
        if isinstance(start.day, int) and isinstance(end.day, int):
            first = f"{start.day}" if start.month == end.month else f"{start.day} {MONTHS[start.month - 1]}"
            return f"{first} to {_say(end)}"
        if start.day is None and end.day is None and not start.season and not end.season:
            return f"{MONTHS[start.month - 1]} to {_say(end)}"
    return f"{_say(start)} to {_say(end)}"
