"""After the review has left: what the panel said, whether the family was offered the draft and a copy, and the end of it.

Nothing signed is touched by this: the panel's day and outcome (F15), the family's offers (O10) and the day of completion belong to the
case and not to the review that was sealed.
"""

from dataclasses import replace
from datetime import date

from leder_desktop.errors import Refused
from leder_desktop.model.case import COUNTERSIGNED, OVER, WORDS, Case, Offered, Panel, State, require_move
from leder_desktop.model.change import Change
from leder_desktop.model.checks import completing as checks
from leder_desktop.model.dates import day_words
from leder_desktop.model.note import require_storable
from leder_desktop.model.remarks import Remark
from leder_desktop.operations import documents, snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Session

OFFERS = {"offered": "Offered", "not-offered": "Not offered"}
"""What is recorded of a draft or a copy, in words."""


def panel_met(session: Session, panel: Panel) -> Change:
    """F15: the panel (Bristol: the steering group) has met; said again, it is put right. From now on its actions can be entered (F16).

    Refused: `wrong-state` before the review was sealed, `incomplete` without day or outcome, `not-understood` for a day before the
    reviewer signed or after today and for an outcome that is not listed.
    """
    case = snapshot.case(session)
    require_move(case, State.PANEL)
    if panel.met_on is None or not panel.outcome:
        raise Refused("incomplete", "Say on which day the panel met, and what came of it.")
    _require_day(case, panel.met_on, session.clock.today(), "the panel")
    signed = snapshot.signoff(session).submitted_at
    if signed is not None and panel.met_on < signed.date():
        raise Refused("not-understood", f"The panel reads a review that was signed, and this one was signed on {day_words(signed.date())}.")
    outcomes = session.standards.vocabulary("panel-outcome").codes
    if panel.outcome not in outcomes:
        raise Refused("not-understood", f"There is no such outcome. There are: {', '.join(outcomes)}.")
    require_storable(panel.note)
    with step(session, "Record the panel", gate=None) as (writing, done):
        writing.put(replace(case, state=State.PANEL, panel=replace(panel, note=panel.note.strip())))
    return done.change("Record the panel")


def offer(session: Session, offered: Offered) -> Change:
    """O10: what the family was offered. A draft is offered while the review is written, so this may be recorded from the beginning on.

    Refused: `wrong-state` when the review is over or the opt-out check is not made; `incomplete` when something was not offered and no
    reason is given; `not-understood` for a word that is not `OFFERS`, and for a day that cannot be.
    """
    case = snapshot.case(session)
    if case.state in OVER or case.opt_out.result != "none":
        raise Refused("wrong-state", f"This case is “{WORDS[case.state]}”, so nothing is offered now.", state=str(case.state))
    said = {offered.draft, offered.copy}
    if not said <= {*OFFERS, ""}:
        raise Refused("not-understood", f"Say one of: {', '.join(OFFERS)}.")
    if "not-offered" in said and not offered.why_not.strip():
        raise Refused("incomplete", "Say why the family was not offered it. Families are offered both unless there is a reason.")
    if offered.copy == "offered" and case.state not in COUNTERSIGNED:
        raise Refused("wrong-state", "A copy of the completed review is offered once it was countersigned.")
    for on in (offered.draft_on, offered.copy_on):
        if on is not None:
            _require_day(case, on, session.clock.today(), "the offer")
    require_storable(offered.why_not)
    with step(session, "Record what the family was offered", gate=None) as (writing, done):
        writing.put(replace(case, offered=replace(offered, why_not=offered.why_not.strip())))
    return done.change("Record what the family was offered")


def missing(session: Session) -> list[Remark]:
    """What still stands between this review and its completion; empty before the panel has met (`model.checks.completing`)."""
    texts, whole = session.standards.checks(), snapshot.take(session)
    return [said.remark(texts) for said in checks.remarks(whole, session.clock.today())]


def complete(session: Session, on: date | None = None) -> Change:
    """Completed (domain reference 1.3, state 10): the clock stands still from that day, today when none is named.

    Refused: `wrong-state` before the panel has met; `blocked` while something is `missing`; `not-understood` for a day before the panel or
    after today.
    """
    case, day = snapshot.case(session), on or session.clock.today()
    require_move(case, State.COMPLETED)
    lacks = missing(session)
    if lacks:
        raise Refused("blocked", " ".join(each.sentence for each in lacks), remarks=[documents.remark(each) for each in lacks])
    if day > session.clock.today() or (case.panel.met_on is not None and day < case.panel.met_on):
        raise Refused("not-understood", "A review is completed after the panel met, and not later than today.")
    with step(session, "Complete the review", gate=None) as (writing, done):
        writing.put(replace(case, state=State.COMPLETED, completed_on=day))
    return done.change("Complete the review")


def _require_day(case: Case, day: date, today: date, what: str) -> None:
    if day > today or (case.notified_on is not None and day < case.notified_on):
        raise Refused("not-understood", f"The day of {what} must lie after the notification and not after today.")
