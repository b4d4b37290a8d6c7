"""Where was I, in words: the last visit in two lines, and what was kept last."""

from datetime import datetime

from leder_desktop.model import dates
from leder_desktop.operations import history
from leder_desktop.operations.visits import Visit
from leder_desktop.session import Session

MOST = 3


def day_words(at: datetime, today: datetime) -> str:
    """ "today at 10:32", "on Tuesday 19 May at 10:32", with the year when it is another one."""
    here, now = at.astimezone(), today.astimezone()
    if here.date() == now.date():
        return f"today at {here:%H:%M}"
    return f"on {dates.weekday(here)} {dates.day_words(here, year=here.year != now.year)} at {here:%H:%M}"


def said(visit: Visit, who: str, now: datetime) -> tuple[str, str]:
    """The two lines: when, and what."""
    if visit.began is None or visit.ended is None:
        return "This is your first visit to this case.", "Nothing was written before."
    minutes = int((visit.ended - visit.began).total_seconds() // 60)
    lasted = f", after {minutes} minutes" if 1 < minutes < 120 else f", after {minutes // 60} hours" if minutes >= 120 else ""
    person = "You were" if visit.by == who else f"{visit.by} was"
    steps = "one step" if visit.steps == 1 else f"{visit.steps} steps"
    where = ", ".join(visit.parts[:MOST])
    return (
        f"{person} last writing here {day_words(visit.ended, now)}{lasted}.",
        f"{steps[:1].upper()}{steps[1:]} in {where}; the last: {visit.last[:1].lower()}{visit.last[1:]}.",
    )


def lately(session: Session) -> tuple[tuple[str, str], ...]:
    """What was kept last and still stands, newest first: what, when."""
    found: dict[str, str] = {}
    now = session.clock.now()
    for deed in history.steps(session):
        if not deed.undone and deed.title not in found:
            found[deed.title] = day_words(deed.at, now)
        if len(found) == MOST:
            break
    return tuple(found.items())
