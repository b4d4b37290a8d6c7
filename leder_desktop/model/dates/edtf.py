"""The notation: EDTF 2019, levels 0 and 1, read strictly.

Upper and lower case, spaces and leading zeros count as the specification says; nothing is repaired.
"""

import re
from functools import lru_cache
from typing import Literal, cast

from leder_desktop.errors import Refused
from leder_desktop.model.dates.extent import first_day, last_day
from leder_desktop.model.dates.point import SEASONS, End, Point, Qualifier, Stretch, days_in_month

LONGEST = 200
"""Characters; nothing a person writes as one date is longer."""

DATE = re.compile(
    r"(?P<sign>-?)(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<qualifier>[?~%]?)"
)
LONG_YEAR = re.compile(r"Y(?P<year>-?[1-9][0-9]{4,11})")
TIME = re.compile(
    r"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9])(?:\.[0-9]{1,9})?)?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)

_YEAR2 = r"[?~%]?-?[0-9X]{4}[?~%]?"
_MONTH2 = r"[?~%]?(?:0[1-9]|1[0-2]|2[1-9]|3[0-9]|4[01]|0X|1X|XX|X[0-9])[?~%]?"
_DAY2 = r"[?~%]?(?:0[1-9]|[12][0-9]|3[01]|[0-3]X|XX|X[0-9])[?~%]?"
_POINT2 = rf"(?:{_YEAR2}(?:-{_MONTH2}(?:-{_DAY2})?)?|Y-?[0-9]+E[0-9]+(?:S[0-9]+)?|Y?-?[0-9]{{4,}}S[0-9]+)"
_MEMBER2 = rf"(?:\.\.)?{_POINT2}(?:\.\.(?:{_POINT2})?)?"
LEVEL_2 = re.compile(
    rf"{_POINT2}|(?:{_POINT2}|\.\.)?/(?:{_POINT2}|\.\.)?|\[{_MEMBER2}(?:, ?{_MEMBER2})*\]|\{{{_MEMBER2}(?:, ?{_MEMBER2})*\}}"
)

# LEVEL_2 also matches level 1 dates with a day that does not exist; these marks are what only level 2 has.
_LEVEL_2_MARKS = re.compile(
    r"[\[{ES]|[?~%][-0-9X]|X-?[0-9]|XXX|[0-9]X-|[0-9]{2}XX-|-[0-9]X|(?:^|/)[?~%]?-?[0-9]{4}[?~%]?-[?~%]?(?:2[5-9]|3[0-9]|4[01])[?~%]?(?:$|/)"
)
# People write "~2019" for "about 2019"; so it is left to the words.
_ABOUT_A_YEAR = re.compile(r"~[0-9]{4}")


def not_understood(reason: str = "") -> Refused:
    """The refusal for a text that is not a date we can be sure of, with the reason when there is a better one than the usual."""
    return Refused("not-understood", reason or "This date is not understood. Write it like 4 March 2019, March 2019, 2019 or about 2019.")


def too_complex() -> Refused:
    return Refused(
        "too-complex", "This date uses a part of the EDTF notation that is not read here. Write it in plain words, or as one date or range."
    )


def _unit(digits: str | None) -> int | Literal["XX"] | None:
    return None if digits is None else "XX" if digits == "XX" else int(digits)


def _checked_day(point: Point) -> Point | None:
    """The point, or None when its month or day does not exist."""
    if isinstance(point.month, int):
        if not (1 <= point.month <= 12 or (point.month in SEASONS and point.day is None)):
            return None
        if isinstance(point.day, int) and not 1 <= point.day <= days_in_month(point.year, point.month):
            return None
    return point


def _read_time(text: str) -> str | None:
    """EDTF's `HH:MM:SS` and zone; None when there is no such time. Offsets run from -12:00 to +14:00."""
    found = TIME.fullmatch(text)
    if found is None:
        return None
    zone = found["zone"] or ""
    if zone not in ("", "Z"):
        minutes = int(zone[1:3]) * 60 + int(zone[4:6])
        if int(zone[4:6]) > 59 or minutes > (14 * 60 if zone[0] == "+" else 12 * 60) or zone == "-00:00":
            return None
    return f"{found['hour']}:{found['minute']}:{found['second'] or '00'}{zone}"


def read_point(text: str) -> Point | None:
    """One date of level 0 or 1, or None."""
    if (long := LONG_YEAR.fullmatch(text)) is not None:
        return Point(year=int(long["year"]))
    day_text, mark, time_text = text.partition("T")
    found = DATE.fullmatch(day_text)
    if found is None:
        return None
    masked = found["year"].count("X")
    month, day = _unit(found["month"]), _unit(found["day"])
    year = int(found["year"].replace("X", "0"))
    if found["sign"] and year == 0:
        return None
    if (masked and month is not None) or (month == "XX" and isinstance(day, int)):
        return None
    time = ""
    if mark:
        if not isinstance(day, int) or found["qualifier"]:
            return None
        read = _read_time(time_text)
        if read is None:
            return None
        time = read
    return _checked_day(
        Point(
            year=-year if found["sign"] else year,
            masked=masked,
            month=month,
            day=day,
            time=time,
            qualifier=cast(Qualifier, found["qualifier"]),
        )
    )


def _read_end(text: str) -> End | None:
    if text in ("..", ""):
        return text
    point = read_point(text)
    return None if point is None or point.time else point


def check_order(stretch: Stretch) -> Stretch:
    """The stretch, or `not-understood` when its start lies after its end."""
    start, end = stretch.start, stretch.end
    if isinstance(start, Point) and isinstance(end, Point) and first_day(start) > last_day(end):
        raise Refused("not-understood", "This range begins after it ends. Write the earlier date first.")
    return stretch


@lru_cache(maxsize=4096)
def parse(text: str) -> Point | Stretch:
    """EDTF of level 0 or 1. Level 2 is refused as `too-complex`, anything else as `not-understood`."""
    if len(text) > LONGEST:
        raise not_understood()
    start_text, slash, end_text = text.partition("/")
    if not slash:
        point = read_point(text)
        if point is not None:
            return point
    else:
        start, end = _read_end(start_text), _read_end(end_text)
        if start is not None and end is not None and (isinstance(start, Point) or isinstance(end, Point)):
            return check_order(Stretch(start=start, end=end))
    if LEVEL_2.fullmatch(text) and _LEVEL_2_MARKS.search(text) and not _ABOUT_A_YEAR.fullmatch(text):
        raise too_complex()
    raise not_understood()
