"""R-ID-1: birth, death, notification and today follow each other; entries and conversations lie inside a life and before today."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model import dates
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.dates import When
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.timeline import date_flags


def _day(day: date) -> When:
    return dates.from_edtf(day.isoformat())


def _after(first: When | None, second: When | None) -> bool:
    """Is the first surely after the second: its earliest day after the other's latest?"""
    return bool(first and second and first.earliest and second.latest and first.earliest > second.latest)


def _identity(snapshot: Snapshot, today: date) -> Iterator[Said]:
    born, died, now = snapshot.person.birth_date, snapshot.person.death_date, _day(today)
    notified = _day(snapshot.case.notified_on) if snapshot.case.notified_on else None
    if born is None:
        yield say("no-birth-date", "person.birth_date")
    if died is None:
        yield say("no-death-date", "person.death_date")
    if notified is None:
        yield say("no-notification-date", "case.notified_on")
    pairs = (
        ("birth-after-death", "person.birth_date", born, died),
        ("birth-after-notification", "person.birth_date", born, notified),
        ("birth-after-today", "person.birth_date", born, now),
        ("death-after-notification", "person.death_date", died, notified),
        ("death-after-today", "person.death_date", died, now),
        ("notification-after-today", "case.notified_on", notified, now),
    )
    for id, where, first, second in pairs:
        if _after(first, second):
            yield say(id, where, first=dates.words(first), second=dates.words(second))


def remarks(snapshot: Snapshot, today: date) -> Iterator[Said]:
    yield from _identity(snapshot, today)
    now, name = _day(today), snapshot.person.called or "the person"
    for conversation in snapshot.conversations:
        if _after(conversation.on, now):
            yield say("conversation-after-today", f"conversation/{conversation.id}", first=dates.words(conversation.on))
    for entry in snapshot.entries:
        where, first = f"entry/{entry.id}", dates.words(entry.when)
        if _after(entry.when, now):
            yield say("entry-after-today", where, first=first)
        for flag in date_flags(entry.when, snapshot.person):
            yield say(f"entry-{flag}", where, first=first, name=name)
