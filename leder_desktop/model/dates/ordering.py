"""The order of dates."""

from leder_desktop.model.dates.edtf import parse
from leder_desktop.model.dates.extent import Day, extent
from leder_desktop.model.dates.point import Point
from leder_desktop.model.dates.when import When

_BEFORE_ALL: Day = (-(10**12), 1, 1)
_AFTER_ALL: Day = (10**12, 12, 31)


def sort_key(when: When | None) -> tuple[int, Day, Day, str]:
    """Earliest day first, then latest day, then time of day; None (undated) last.

    An open or unknown start sorts before every day, such an end after.
    """
    if when is None:
        return 1, _AFTER_ALL, _AFTER_ALL, ""
    parsed = parse(when.edtf)
    first, last = extent(parsed)
    return 0, first or _BEFORE_ALL, last or _AFTER_ALL, parsed.time if isinstance(parsed, Point) else ""
