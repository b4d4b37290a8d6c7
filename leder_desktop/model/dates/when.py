"""The noun: a date as it was given, and what it means."""

from dataclasses import dataclass
from datetime import date

from leder_desktop.model.dates.edtf import parse
from leder_desktop.model.dates.extent import as_date, as_text, extent
from leder_desktop.model.dates.point import Point, Stretch, write


@dataclass(frozen=True, kw_only=True)
class When:
    """`given`: the exact words of the person or record. `edtf`: EDTF 2019, levels 0 and 1, canonical.

    `earliest` and `latest` are the strict bounds as days, both included; None where that end is open or unknown, or where its year is
    outside 1 to 9999 (`bounds` still tells it). A date with a time keeps the day as recorded, never moved by its time zone.
    """

    given: str
    edtf: str
    earliest: date | None
    latest: date | None


def make_when(given: str, parsed: Point | Stretch) -> When:
    first, last = extent(parsed)
    return When(given=given, edtf=write(parsed), earliest=as_date(first), latest=as_date(last))


def bounds(when: When) -> tuple[str | None, str | None]:
    """First and last day as `YYYY-MM-DD` for any year (`-0999-01-01`); None where an end is open or unknown."""
    first, last = extent(parse(when.edtf))
    return as_text(first), as_text(last)
