"""The first and the last day a date can mean, read strictly: `~` and `?` widen nothing.

A day is a triple (year, month, day) that compares in order of time and holds any year; Python's `date` holds only 1 to 9999.
"""

from datetime import date

from leder_desktop.model.dates.point import Point, Stretch, days_in_month

Day = tuple[int, int, int]

SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
"""First and last month. Meteorological seasons (Met Office); for winter see the package's note."""


def _years(point: Point) -> tuple[int, int]:
    if not point.masked:
        return point.year, point.year
    span = 10**point.masked - 1
    return (point.year - span, point.year) if point.year < 0 else (point.year, point.year + span)


def first_day(point: Point) -> Day:
    year = _years(point)[0]
    if not isinstance(point.month, int):
        return year, 1, 1
    if point.month in SEASON_MONTHS:
        return year, SEASON_MONTHS[point.month][0], 1
    return year, point.month, point.day if isinstance(point.day, int) else 1


def last_day(point: Point) -> Day:
    year = _years(point)[1]
    if not isinstance(point.month, int):
        return year, 12, 31
    month = SEASON_MONTHS[point.month][1] if point.month in SEASON_MONTHS else point.month
    return year, month, point.day if isinstance(point.day, int) else days_in_month(year, month)


def extent(parsed: Point | Stretch) -> tuple[Day | None, Day | None]:
    """First and last day; None for an end that is open or unknown."""
    if isinstance(parsed, Point):
        return first_day(parsed), last_day(parsed)
    start = first_day(parsed.start) if isinstance(parsed.start, Point) else None
    return start, last_day(parsed.end) if isinstance(parsed.end, Point) else None


def as_date(day: Day | None) -> date | None:
    """The day as a `date`, or None when there is none or its year is outside 1 to 9999."""
    return None if day is None or not 1 <= day[0] <= 9999 else date(*day)


def as_text(day: Day | None) -> str | None:
    """`YYYY-MM-DD`, with as many digits and the sign the year needs."""
    if day is None:
        return None
    return f"{'-' if day[0] < 0 else ''}{abs(day[0]):04d}-{day[1]:02d}-{day[2]:02d}"
