"""The parsed shapes of a date: one point of any precision, or a stretch between two ends."""

from dataclasses import dataclass
from typing import Literal

Qualifier = Literal["", "?", "~", "%"]
"""Uncertain, approximate, or both; empty when the date is plain."""

OPEN = ".."
"""The end of a stretch that has none: it goes on, or always was."""

UNKNOWN = ""
"""The end of a stretch that exists, but nobody has said when."""

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


@dataclass(frozen=True, kw_only=True)
class Point:
    """One date. `year` counts astronomically (0 is 1 BC); of a masked year it is the one with 0 for every X.

    `masked` is how many final digits of the year are X (0, 1 or 2). `month` is 1-12, a season 21-24, "XX" or None; `day` is
    1-31, "XX" or None. `time` is "" or "HH:MM:SS" followed by "", "Z" or "+HH:MM".
    """

    year: int
    masked: int = 0
    month: int | Literal["XX"] | None = None
    day: int | Literal["XX"] | None = None
    time: str = ""
    qualifier: Qualifier = ""

    @property
    def season(self) -> str | None:
        return SEASONS.get(self.month) if isinstance(self.month, int) else None


End = Point | Literal["..", ""]


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """From `start` to `end`; each is a point, `OPEN` or `UNKNOWN`, and at least one is a point."""

    start: End
    end: End


def days_in_month(year: int, month: int) -> int:
    """Days of a month in the Gregorian calendar carried back before its time, as ISO 8601 does; any year."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def write_point(point: Point) -> str:
    """The point in EDTF's canonical spelling."""
    digits = f"{abs(point.year):04d}"
    if point.masked:
        digits = digits[: -point.masked] + "X" * point.masked
    text = ("Y" if abs(point.year) > 9999 else "") + ("-" if point.year < 0 else "") + digits
    for part in (point.month, point.day):
        if part is not None:
            text += f"-{part}" if isinstance(part, str) else f"-{part:02d}"
    return text + (f"T{point.time}" if point.time else "") + point.qualifier


def write(parsed: Point | Stretch) -> str:
    """EDTF's canonical spelling of a point or a stretch."""
    if isinstance(parsed, Point):
        return write_point(parsed)
    return "/".join(end if isinstance(end, str) else write_point(end) for end in (parsed.start, parsed.end))
