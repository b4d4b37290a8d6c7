"""Allocation, holds, and the family's wish to wait: what stops the clock, said by whom.

A hold moves no due day (`model.review_clock`). It is no part of the review's text, so it may begin also while the senior reviewer reads;
what was signed says the holds as they were then. Holds are told apart by what they say.
"""

from dataclasses import replace
from datetime import date

from leder_desktop.errors import Refused
from leder_desktop.model import review_clock
from leder_desktop.model.case import MAY_HOLD, OVER, WORDS, Case, Hold, State, require_open
from leder_desktop.model.change import Change
from leder_desktop.model.dates import day_words, understand
from leder_desktop.model.note import require_storable
from leder_desktop.operations import snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Session


def day(text: str, what: str) -> date:
    """One whole day, as a person writes it; `what` is put into the refusal ("the beginning"). Refused: `not-understood`."""
    when = understand(text)
    if when.earliest is None or when.earliest != when.latest:
        raise Refused("not-understood", f"The day of {what} must be one whole date, like 14 January 2026.")
    return when.earliest


def notified(session: Session, on: date) -> Change:
    """N02, put right: the day of the notification, from which the six months run.

    Refused: the opt-out gate, `wrong-state`, `not-understood` after today.
    """
    case = snapshot.case(session)
    if on > session.clock.today():
        raise Refused("not-understood", "The notification was made before it came to you, so its day cannot lie after today.")
    with step(session, "Put the day of the notification right") as (writing, done):
        writing.put(replace(case, notified_on=on))
    return done.change("Put the day of the notification right")


def allocate(session: Session, on: date | None = None) -> Change:
    """A02: the review was given to its reviewer on that day, today when none is named. Bristol: its four weeks run from here.

    Refused: the opt-out gate, `wrong-state`, `not-understood` before the notification or after today.
    """
    case, today = snapshot.case(session), session.clock.today()
    given = on or today
    if given > today:
        raise Refused("not-understood", "The allocation is recorded once it was made, so its day cannot lie after today.")
    if case.notified_on is not None and given < case.notified_on:
        told = day_words(case.notified_on)
        raise Refused("not-understood", f"A review is allocated after its notification, which was on {told}.")
    with step(session, "Record the allocation") as (writing, done):
        writing.put(replace(case, allocated_on=given))
    return done.change("Record the allocation")


def begin(session: Session, hold: Hold) -> Change:
    """The review waits from now on, or from the day named. Two holds may run at once; days they share count once.

    Refused: the opt-out gate, `wrong-state`, and for the same reason and reference while it
    is open; what `review_clock.accept` refuses.
    """
    case = _require_may_hold(session)
    kept = _accepted(session, case, replace(hold, ended=None, started=hold.started or session.clock.today()))
    if any((one.reason, one.reference) == (kept.reason, kept.reference) for one in review_clock.open_holds(case)):
        raise Refused("wrong-state", "The review is on hold for this already. Change that hold, or end it first.")
    with step(session, "Begin a hold", gate=None) as (writing, done):
        writing.put(replace(case, holds=(*case.holds, kept)))
    return done.change("Begin a hold")


def end(session: Session, hold: Hold, on: date | None = None) -> Change:
    """The reason is over: from that day, today when none is named, the days count again.

    Refused: `gone`, `wrong-state`, and a day before it began or after today.
    """
    case = snapshot.case(session)
    _require_there(case, hold)
    if case.state in OVER or case.state == State.NOTIFIED:
        raise Refused("wrong-state", f"This case is “{WORDS[case.state]}”, so no hold ends now.", state=str(case.state))
    if hold.ended is not None:
        raise Refused("wrong-state", f"That hold ended on {day_words(hold.ended)} already.")
    ended = _accepted(session, case, replace(hold, ended=on or session.clock.today()))
    return _put(session, case, hold, ended, "End a hold")


def change(session: Session, hold: Hold, said: Hold) -> Change:
    """Say a hold differently: its day, its expected end, who agreed. Refused: `gone`, the gate, what `begin` refuses of it."""
    case = _require_may_hold(session)
    _require_there(case, hold)
    return _put(session, case, hold, _accepted(session, case, said), "Change a hold")


def take_back(session: Session, hold: Hold) -> Change:
    """A hold that was recorded by mistake is not there any more; the history still tells of it. Refused: `gone`, the gate."""
    case = _require_may_hold(session)
    _require_there(case, hold)
    return _put(session, case, hold, None, "Take back a hold")


def open_one(session: Session, reason: str = "") -> Hold:
    """The hold that is open, of that reason where several are. Refused: `wrong-state` when there is none, or which is not clear."""
    found = [hold for hold in review_clock.open_holds(snapshot.case(session)) if reason in ("", hold.reason)]
    if not found:
        raise Refused("wrong-state", "This review is not on hold" + (" for that reason." if reason else "."))
    if len(found) > 1:
        raise Refused("wrong-state", f"This review is on hold for several reasons. Name one: {', '.join(hold.reason for hold in found)}.")
    return found[0]


def family_waits(session: Session, until: date | None) -> Change:
    """A09: the family asked to be left in peace until then; a reminder, beside the hold if there is one. None: no longer.

    Refused: the gate, `not-understood` for a day that has gone.
    """
    case = _require_may_hold(session)
    if until is not None and until < session.clock.today():
        raise Refused("not-understood", "That day has gone already. Name the day on which to ask the family again.")
    with step(session, "Record when to ask the family again", gate=None) as (writing, done):
        writing.put(replace(case, family_waits_until=until))
    return done.change("Record when to ask the family again")


def _put(session: Session, case: Case, was: Hold, now: Hold | None, label: str) -> Change:
    at = case.holds.index(was)
    holds = (*case.holds[:at], *((now,) if now is not None else ()), *case.holds[at + 1 :])
    with step(session, label, gate=None) as (writing, done):
        writing.put(replace(case, holds=holds))
    return done.change(label)


def _accepted(session: Session, case: Case, hold: Hold) -> Hold:
    standards = session.standards
    reasons = standards.vocabulary(standards.policy().hold_reasons).codes
    for text in (hold.agreed_by, hold.reference, hold.note):
        require_storable(text)
    said = replace(hold, agreed_by=hold.agreed_by.strip(), reference=hold.reference.strip(), note=hold.note.strip())
    return review_clock.accept(said, case, session.clock.today(), reasons)


def _require_may_hold(session: Session) -> Case:
    case = snapshot.case(session)
    if case.state not in MAY_HOLD or case.opt_out.result != "none":  # while the senior reviewer reads, an inquest may open all the same
        require_open(case)
    return case


def _require_there(case: Case, hold: Hold) -> None:
    if hold not in case.holds:
        raise Refused("gone", "That hold was changed or taken back meanwhile. Look at the page again.")
