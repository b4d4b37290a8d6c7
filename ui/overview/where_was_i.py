"""Where was I: the last visit and what came of it, from the case's own record."""

from dataclasses import dataclass
from datetime import datetime

from leder_desktop.operations import history
from leder_desktop.session import Session

OPENING = ("opened", "looked", "found", "gave out")
"""How lines begin that are about looking, not writing."""
MOST = 3


@dataclass(frozen=True, kw_only=True)
class Visit:
    said: str
    """One or two sentences."""
    lately: tuple[tuple[str, str], ...]
    """What was kept last, newest first: what, when."""


def day_words(at: datetime, today: datetime) -> str:
    """ "today at 10:32", "on Tuesday 19 May", with the year when it is another one."""
    here, now = at.astimezone(), today.astimezone()
    if here.date() == now.date():
        return f"today at {here:%H:%M}"
    year = "" if here.year == now.year else f" {here.year}"
    return f"on {here:%A} {here.day} {here:%B}{year}"


def visit(session: Session) -> Visit:
    lines = history.document(session)["lines"]
    now = session.clock.now()
    wrote = [line for line in lines if not line["did"].casefold().startswith(OPENING)]
    if not wrote:
        return Visit(said="This is your first visit to this case.", lately=())
    last = wrote[-1]
    when = day_words(datetime.fromisoformat(last["at"]), now)
    who = "You were" if last["by"] == session.person else f"{last['by']} was"
    lately: list[tuple[str, str]] = []
    for line in reversed(wrote):
        if line["did"] not in (what for what, _ in lately):
            lately.append((line["did"], day_words(datetime.fromisoformat(line["at"]), now)))
        if len(lately) == MOST:
            break
    return Visit(
        said=f"{who} last writing here {when}. The last thing kept: {last['did'][:1].lower()}{last['did'][1:]}.", lately=tuple(lately)
    )
