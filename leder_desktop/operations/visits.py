"""Where was I: the last visit to a case in two lines, what came after it, and the three fields to go on with. Made from the case's record.

A visit is what one person wrote with no longer pause than `PAUSE`; what they write now, since the case was opened, is not part of it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from leder_desktop.model import review_clock
from leder_desktop.model.case import WRITABLE
from leder_desktop.model.facts import Facts
from leder_desktop.model.musts import still_needed
from leder_desktop.model.remarks import Remark, Severity
from leder_desktop.model.review_clock import days
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import history, laptop_record, questions
from leder_desktop.operations.history import Deed
from leder_desktop.session import Session

PAUSE = timedelta(hours=2)
"""A longer pause ends a visit: a lunch does not, an evening does."""
MOST = 3


@dataclass(frozen=True, kw_only=True)
class Visit:
    """The last visit; `began` and `ended` are None where nobody wrote before."""

    by: str = ""
    began: datetime | None = None
    ended: datetime | None = None
    parts: tuple[str, ...] = ()
    """Sections written in, the one with the most steps first."""
    steps: int = 0
    last: str = ""
    """The last step, in the words of the menu."""
    since: tuple[str, ...] = ()
    """What came after it: others' steps and comments, and what has come of age. Whole sentences."""


@dataclass(frozen=True, kw_only=True)
class Next:
    """One field to go on with."""

    where: str
    """As remarks say it: `portrait`, `initial.P08`."""
    says: str


def last(session: Session, whole: Snapshot) -> Visit:
    """The last visit of whoever sits here; of the last person who wrote, where they never did."""
    opened = laptop_record.opened_at(session) or session.clock.now()
    before = [deed for deed in history.steps(session) if deed.at <= opened]
    mine = next((deed for deed in before if deed.by == session.person), None) or next(iter(before), None)
    if mine is None:
        return Visit()
    visit = _together(before, mine)
    parts = [part for deed in visit for part in deed.parts]
    return Visit(
        by=mine.by, began=visit[-1].at, ended=mine.at, steps=len(visit), last=mine.title,
        parts=tuple(sorted(dict.fromkeys(parts), key=lambda part: -parts.count(part))),
        since=tuple(_since(session, whole, [deed for deed in before if deed.at > mine.at], mine.at)),
    )  # fmt: skip


def _together(before: list[Deed], newest: Deed) -> list[Deed]:
    """The steps of one visit, newest first."""
    visit = [newest]
    for deed in before[before.index(newest) + 1 :]:
        if deed.by != newest.by or visit[-1].at - deed.at > PAUSE:
            break
        visit.append(deed)
    return visit


def _since(session: Session, whole: Snapshot, others: list[Deed], at: datetime) -> list[str]:
    found: list[str] = []
    for who in dict.fromkeys(deed.by for deed in others):
        titles = list(dict.fromkeys(deed.title for deed in reversed(others) if deed.by == who))
        more = f", and {len(titles) - MOST} more" if len(titles) > MOST else ""
        found.append(f"{who} wrote here: {', '.join(titles[:MOST])}{more}.")
    comments = [one for one in whole.comments if one.at is not None and one.at > at and not one.answer and one.by != session.person]
    if comments:
        names = ", ".join(dict.fromkeys(one.by for one in comments))
        found.append(f"{len(comments)} comment{'' if len(comments) == 1 else 's'} from {names} to answer.")
    today, then, policy = session.clock.today(), at.astimezone().date(), whole.standards.policy()
    now = review_clock.standing(whole.case, today, policy, whole.standards.checks())
    found += [reminder.sentence for reminder in now.reminders if reminder.since > then]
    for request in whole.requests:
        asked = request.asked_on.latest if request.asked_on else None
        if request.came_on is not None and request.came_on.earliest is not None and request.came_on.earliest > then:
            found.append(f"{request.organisation}: what was asked for has come.")
        elif asked is None or request.came_on or request.refused_why:
            continue
        elif then <= asked + timedelta(days=policy.request_days) < today:
            found.append(f"{request.organisation} has not answered for {days((today - asked).days)}.")
    return found


def next_fields(session: Session, whole: Snapshot, remarks: list[Remark]) -> tuple[Next, ...]:
    """At most three fields: what forbids signing, then questions that must be answered and are not asked yet, in their order."""
    if whole.case.state not in WRITABLE:
        return ()
    found = {remark.where: Next(where=remark.where, says=remark.sentence) for remark in remarks if remark.severity == Severity.BLOCK}
    facts = Facts(whole)
    for asked in questions.asked(session):
        if len(found) >= MOST:
            break
        for question in (each for section in asked.sections for each in still_needed(facts, section) if not each.place):
            found.setdefault(question.ref, Next(where=question.ref, says=question.text))
    return tuple(found.values())[:MOST]
