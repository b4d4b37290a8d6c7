"""Bars of a timeline and how they are packed: which line of its lane each stands on, so that words never cover words.

Packed once for each set of bars, width and text size; painting then looks only at what is in sight.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Bar:
    key: str
    """What the owner calls this entry."""
    lane: str
    first: date
    """Earliest it can have begun."""
    begun: date
    """Latest it can have begun."""
    ended: date
    """Earliest it can have ended."""
    last: date
    """Latest it can have ended."""
    label: str
    when: str
    """The date as people say it."""
    told: bool = False
    """Told by someone, not seen in a record: outline, not fill."""
    episode: bool = False
    """A key episode."""
    two: bool = False
    """Two accounts of one event."""
    source: str = ""

    def says(self) -> str:
        """The entry in words, for reading aloud."""
        kinds = (
            "key episode" if self.episode else "",
            "told, not seen in a record" if self.told else "",
            "two accounts" if self.two else "",
        )
        return ", ".join(x for x in (self.when, self.label, self.lane, *kinds, self.source) if x)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Looked for, nothing found."""

    lane: str
    start: date
    end: date
    label: str


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Where a bar stands: pixels from the left edge of the widget, and its line in its lane."""

    bar: Bar
    x0: float
    x1: float
    sure0: float
    """Where the sure part begins and ends, in pixels."""
    sure1: float
    words: float
    """Where its words begin."""
    inside: bool
    """The words stand in the bar."""
    line: int

    @property
    def left(self) -> float:
        return min(self.x0, self.words)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The window on time: `left` and `width` in pixels, `start` and `end` as days."""

    left: float
    width: float
    start: date
    end: date

    def x(self, day: date) -> float:
        span = max((self.end - self.start).days, 1)
        return self.left + (self.width - self.left) * (min(max(day, self.start), self.end) - self.start).days / span


def pack(bars: tuple[Bar, ...], frame: Frame, room: Mapping[str, float], dot: float, air: float) -> dict[str, list[Placed]]:
    """Lane -> its bars in order of their left edge, each with its line.

    `room`: pixels the words of each bar need, by its key, in bold so that choosing moves nothing; `dot`: the side of a one-day bar.
    """
    out: dict[str, list[Placed]] = {}
    ends: dict[str, list[float]] = {}
    for bar in sorted(bars, key=lambda b: (b.first, b.last, b.key)):
        if bar.last < frame.start or bar.first > frame.end:
            continue
        x0, x1 = frame.x(bar.first), frame.x(bar.last)
        if x1 - x0 < 3:
            x0, x1 = x0 - dot / 2, x0 + dot / 2
        x1 = max(x1, x0 + dot)
        sure0, sure1 = max(x0, min(x1, frame.x(bar.begun))), max(x0, min(x1, frame.x(bar.ended)))
        if bar.begun == bar.first and bar.ended == bar.last:  # a day that is known is a whole dot, not a fading one
            sure0, sure1 = x0, x1
        need = room[bar.key]
        inside = need < sure1 - sure0
        before = not inside and x1 + need > frame.width
        words = sure0 + air if inside else x0 - need if before else x1 + air
        left, right = min(x0, words), max(x1, x1 if inside or before else x1 + need)
        lines = ends.setdefault(bar.lane, [])
        line = next((i for i, taken in enumerate(lines) if taken < left - 4), len(lines))
        if line == len(lines):
            lines.append(0.0)
        lines[line] = right
        out.setdefault(bar.lane, []).append(Placed(bar=bar, x0=x0, x1=x1, sure0=sure0, sure1=sure1, words=words, inside=inside, line=line))
    return out


def in_sight(placed: list[Placed], first_lefts: list[float], reach: float, left: float, right: float) -> list[Placed]:
    """Those between `left` and `right`. `first_lefts`: their `x0`, ascending; `reach`: the widest of them with its words."""
    begin = bisect_left(first_lefts, left - reach)
    end = bisect_left(first_lefts, right + reach)
    return placed[begin:end]
