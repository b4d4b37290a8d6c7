"""Which backups stay: many of today, fewer of last week, one a month of last year."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

TODAY = 6
"""So many of the last 24 hours; then one a day for a week, one a week for four weeks, one a month for a year (as Anki does)."""

_STAGES: tuple[tuple[timedelta, Callable[[datetime], object]], ...] = (
    (timedelta(days=1 + 7), lambda at: at.date()),
    (timedelta(days=1 + 7 + 28), lambda at: at.isocalendar()[:2]),
    (timedelta(days=1 + 7 + 28 + 366), lambda at: (at.year, at.month)),
)


def staying(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Of the backups made at these times, those to keep. The newest always stays, and of each day, week or month the newest in it.
    Times after `now` (a clock that was wrong) count as today's.
    """
    newest_first = sorted(set(made), reverse=True)
    stays = set(newest_first[:1]) | set([at for at in newest_first if now - at <= timedelta(days=1)][:TODAY])
    seen: set[tuple[int, object]] = set()
    for at in newest_first:
        age = now - at
        stage = next((number for number, (until, _) in enumerate(_STAGES) if age <= until), None)
        if age <= timedelta(days=1) or stage is None:
            continue
        stretch = (stage, _STAGES[stage][1](at.astimezone(UTC)))
        if stretch not in seen:
            seen.add(stretch)
            stays.add(at)
    return stays
