"""Entries as bars: where a date is not sure the bar has a soft end, so that nobody reads more than is known."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from leder_desktop.errors import Refused
from leder_desktop.model.dates import When, from_edtf, words
from leder_desktop.model.person import Person
from leder_desktop.model.standards import Standards
from leder_desktop.model.timeline import Entry
from ui.widgets.lanes import Bar

ELSEWHERE = "Elsewhere"
SHORT = 34
"""Letters of an entry's words beside its bar; the list below has them all."""
SPANS = ("12 months", "3 years", "Life")
CROWD = 3
SOFT = timedelta(days=4)
"""How much wider a day is drawn on each side when it is only about that day: a look, not a rule."""


def lane_of(setting: str, standards: Standards) -> str:
    return standards.label("setting", setting) if setting else ELSEWHERE


def lanes(entries: tuple[Entry, ...], standards: Standards) -> tuple[str, ...]:
    """Every lane with a dated entry in it, in the order of the vocabulary; entries without a setting last."""
    there = {lane_of(e.setting, standards) for e in entries if e.when}
    order = [*(term.label for term in standards.vocabulary("setting").terms), ELSEWHERE]
    return tuple(lane for lane in order if lane in there) + tuple(sorted(there - set(order)))


@dataclass(frozen=True, kw_only=True)
class Drawn:
    bars: tuple[Bar, ...]
    by: dict[str, str]
    """Entry id -> the bar it stands in: what happened on one day in one place shares a bar, so that nothing is a heap."""


def drawn(entries: tuple[Entry, ...], named: dict[str, str], standards: Standards, *, whole_life: bool) -> Drawn:
    """`named`: entry id -> its first source in words. Undated entries, and those with no bounds at all, have no bar.

    One day's entries of a lane share a bar; over a whole life so do those of a year, once there are more than `CROWD` of them.
    Key episodes always stand for themselves.
    """
    own = [(entry, bar) for entry in entries if (bar := _bar(entry, named.get(entry.id, ""), standards)) is not None]
    years: dict[tuple[str, int], list[Bar]] = {}
    days: dict[tuple[str, date, date], list[Bar]] = {}
    by: dict[str, str] = {}
    made: list[Bar] = []
    for entry, bar in own:
        if bar.episode:
            made.append(bar)
            by[entry.id] = bar.key
        elif whole_life and bar.first.year == bar.last.year:
            years.setdefault((bar.lane, bar.first.year), []).append(bar)
        else:
            days.setdefault((bar.lane, bar.first, bar.last), []).append(bar)
    for (lane, year), several in years.items():
        if len(several) > CROWD:
            made.append(_year(lane, year, several))
            by |= {one.key: several[0].key for one in several}
        else:
            for one in several:
                days.setdefault((lane, one.first, one.last), []).append(one)
    for several in days.values():
        face = next((one for one in several if one.two), several[0])
        more = f" and {len(several) - 1} more" if len(several) > 1 else ""
        made.append(replace(face, label=face.label + more, told=all(one.told for one in several)))
        by |= {one.key: face.key for one in several}
    return Drawn(bars=tuple(made), by=by)


def _year(lane: str, year: int, several: Iterable[Bar]) -> Bar:
    all_of = list(several)
    first, last = min(one.first for one in all_of), max(one.last for one in all_of)
    return Bar(
        key=all_of[0].key, lane=lane, first=first, begun=first, ended=last, last=last, label=f"{len(all_of)} in {year}", when=str(year),
        told=all(one.told for one in all_of),
    )  # fmt: skip


def _bar(entry: Entry, source: str, standards: Standards) -> Bar | None:
    edges = _edges(entry.when) if entry.when else None
    if edges is None:
        return None
    first, begun, ended, last = edges
    what = entry.what.split("\n")[0]
    short = what if len(what) <= SHORT else what[: SHORT - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
    return Bar(
        key=entry.id, lane=lane_of(entry.setting, standards), first=first, begun=begun, ended=ended, last=last, label=short,
        when=words(entry.when), told=entry.reliability in ("told", "told-by-several"), episode=entry.key_episode,
        two=bool(entry.conflicts_with), source=source,
    )  # fmt: skip


def _edges(when: When) -> tuple[date, date, date, date] | None:
    """Earliest and latest it can have begun, earliest and latest it can have ended."""
    first, last = when.earliest or when.latest, when.latest or when.earliest
    if first is None or last is None:
        return None
    begun, ended = last, first
    if "/" in when.edtf:
        start, end = (_read(part) for part in when.edtf.split("/", 1))
        begun = start.latest if start and start.latest else first
        ended = end.earliest if end and end.earliest else last
    elif first == last and when.edtf[-1:] in "~?%":
        with suppress(OverflowError):
            first, last = first - SOFT, last + SOFT
        begun, ended = last, first
    return first, begun, ended, last


def _read(part: str) -> When | None:
    try:
        return from_edtf(part)
    except Refused:
        return None


def span(at: int, person: Person, entries: tuple[Entry, ...], today: date) -> tuple[date, date]:
    """The days to show for `SPANS[at]`: up to a little after the death, or today when that is not known."""
    died = person.death_date.latest if person.death_date else None
    end = (died or today) + timedelta(days=21 if at < 2 else 90)
    if at < 2:
        return end - timedelta(days=(365, 3 * 365)[at] + 21), end
    known = [e.when.earliest for e in entries if e.when and e.when.earliest]
    born = person.birth_date.earliest if person.birth_date else None
    first = born or min(known, default=end - timedelta(days=365))
    return min(first, end - timedelta(days=365)), end
