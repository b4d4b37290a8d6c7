"""The shelf's row of a case: a cache of the case file, enough to list, sort and remind.

What a list needs besides the plain columns stands as one JSON text (`CaseRow.standing`): process, stage, allocation, holds, what is
awaited, the next step. Days are not kept but counted when the list is looked at. After each commit only what is cheap to know is read
again; stage and next step need the whole case and the checks, and follow when the case is left (`settle`).
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Any

from leder_desktop.errors import Refused
from leder_desktop.model import ahead, review_clock, stages
from leder_desktop.model.ahead import Wait
from leder_desktop.model.case import Case, Hold, State, due
from leder_desktop.model.check_texts import CheckText
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.dates import When
from leder_desktop.model.evidence import Request
from leder_desktop.model.policy import Policy
from leder_desktop.model.remarks import Remark, Severity
from leder_desktop.model.review_clock import Standing
from leder_desktop.model.signoff import Comment
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.stages import Stage, Written
from leder_desktop.model.standards import Standards
from leder_desktop.operations import checks, snapshot
from leder_desktop.session import Session
from leder_desktop.store import audit
from leder_desktop.store.shelf import CaseRow


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A case as the list knows it."""

    case: Case
    """Its process, state, days and holds; nothing else of it is filled."""
    stage: Stage
    waits: tuple[Wait, ...]
    next: str
    """What comes next (`model.ahead`); empty when the case was not left since something changed."""
    blocks: int
    """How many remarks forbid signing."""
    due: date | None
    counts_by: Mapping[str, Any]
    """What the review's own policy says of its clock, by the names of `Policy`; nothing in a row of an older version of the program."""

    def standing(self, today: date, policy: Policy, texts: Mapping[str, CheckText]) -> Standing:
        """Gross, paused and net days, and what should be looked at again: by the review's own policy, else by `policy`."""
        return review_clock.standing(self.case, today, replace(policy, **self.counts_by), texts)


def follow(session: Session) -> None:
    """`refresh` after a commit. When the disk fails only now, the row stays behind until the case is left, as after a kill: what was
    done is done, and refused here a person would do it twice.
    """
    with suppress(Refused):
        refresh(session)


def settle(session: Session) -> None:
    """When a case is left: the row follows whatever was written since it was last settled. Nothing is written after a mere look."""
    row = session.desk.shelf.case(session.case)
    head, lines = audit.head(session.file.database)
    if (head, lines) != (row.audit_head, row.audit_lines) or _kept(row).get("at") != lines:
        whole = snapshot.take(session)
        refresh(session, whole, checks.of(session, whole))


def refresh(session: Session, whole: Snapshot | None = None, remarks: Sequence[Remark] | None = None) -> None:
    """Rewrite the row from the case file, after a commit or, with the whole case and its remarks, when it is left.

    The head last seen is kept when the file does not continue it: a file put back stays told, however often it is looked at.
    """
    now = whole or _at_hand(session)
    case, person, row = now.case, now.person, session.desk.shelf.case(session.case)
    head, lines = audit.head(session.file.database)
    length = lines
    if not audit.continues(session.file.database, row.audit_head, row.audit_lines):
        head, lines = row.audit_head, row.audit_lines
    waits = ahead.waits(now)
    session.desk.shelf.update_case(
        session.case,
        reference=case.reference, called_name=person.called, review_state=str(case.state), notified_on=case.notified_on,
        due=due(case.notified_on, session.standards.policy().due_months), waiting_for=[wait.sentence for wait in waits],
        nhs_number=person.nhs_number, names=person.spellings, died_in=_years(person.death_date),
        sample=case.sample, audit_head=head, audit_lines=lines, updated_at=session.clock.now(),
        standing=_standing(now, row, waits, remarks, length),
    )  # fmt: skip


def _years(when: When | None) -> set[int]:
    """The years a vague date begins and ends in."""
    return {day.year for day in (when.earliest, when.latest) if day is not None} if when is not None else set()


def _at_hand(session: Session) -> Snapshot:
    """What is cheap to read after each commit, and enough for what is awaited."""
    return Snapshot(
        case=snapshot.case(session), person=snapshot.person(session), signoff=snapshot.signoff(session),
        requests=tuple(session.file.all(Request)), conversations=tuple(session.file.all(Conversation)),
        comments=tuple(session.file.all(Comment)), standards=session.standards,
    )  # fmt: skip


# -- as it is kept: names are for ever, days in ISO 8601


def _standing(now: Snapshot, row: CaseRow, waits: Sequence[Wait], remarks: Sequence[Remark] | None, lines: int) -> str:
    before, case = _kept(row), now.case
    there = _written(row, before) if remarks is None else stages.written(now)
    blocking = None if remarks is None else [remark for remark in remarks if remark.severity == Severity.BLOCK]
    stage = stages.stage(case, there, now.standards)
    ahead_of = ahead.next_step(case, stage, now.comments, blocking)
    if not ahead_of and before.get("next") not in ahead.FROM_STATE:
        ahead_of = before.get("next", "")  # as it was when the case was last left
    kept: dict[str, Any] = {
        "template": case.template, "written": list(astuple(there)), "next": ahead_of,
        "blocks": before.get("blocks", 0) if blocking is None else len(blocking),
        "allocated": _day(case.allocated_on), "completed": _day(case.completed_on), "closed": _day(case.closed_on),
        "family": _day(case.family_waits_until),
        "holds": [[hold.reason, _day(hold.started), _day(hold.expected), _day(hold.ended)] for hold in case.holds],
        "waits": [[wait.kind, wait.who, wait.what, _day(wait.since), wait.said, wait.chased] for wait in waits],
        "policy": _counts_by(now.standards.policy()), "at": before.get("at") if blocking is None else lines,
    }  # fmt: skip
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def seen(row: CaseRow, standards: Standards) -> Seen:
    """A row of the shelf in the nouns of a review, its stage in the words of `standards`. One written by an older version of the program
    says what its columns say."""
    kept = _kept(row)
    case = Case(
        id=row.id, reference=row.reference, notified_on=row.notified_on, state=State(row.review_state or "notified"), sample=row.sample,
        template=kept.get("template", Case.template), allocated_on=_date(kept.get("allocated")),
        completed_on=_date(kept.get("completed")), closed_on=_date(kept.get("closed")), family_waits_until=_date(kept.get("family")),
        holds=tuple(
            Hold(reason=reason, started=_date(started), expected=_date(expected), ended=_date(ended))
            for reason, started, expected, ended in kept.get("holds", ())
        ),
    )  # fmt: skip
    waits = tuple(
        Wait(kind=kind, who=who, what=what, since=_date(since), said=said, chased=chased)
        for kind, who, what, since, said, chased in kept.get("waits", ())
    )
    if not kept:
        waits = tuple(Wait(kind="request", who=said) for said in row.waiting_for)
    return Seen(
        case=case, stage=stages.stage(case, _written(row, kept), standards), waits=waits,
        next=kept.get("next", ""), blocks=kept.get("blocks", 0),
        due=row.due, counts_by=_counted(kept.get("policy", {})),
    )  # fmt: skip


def _written(row: CaseRow, kept: dict[str, Any]) -> Written:
    """What was there when the case was last left; of a row from an older version of the program, that it was begun, as most were."""
    if not row.standing:
        return Written(begun=bool(row.review_state))
    begun, initial, decision, met = kept["written"]
    return Written(begun=begun, initial=initial, decision=decision, met=met)


def _counts_by(policy: Policy) -> dict[str, Any]:
    weight = policy.severity.get("R-TIME-5", "off")
    return {name: getattr(policy, name) for name in review_clock.COUNTS_BY} | {"allocation": weight}


def _counted(kept: dict[str, Any]) -> dict[str, Any]:
    if not kept:
        return {}
    names = {name: tuple(kept[name]) if isinstance(kept[name], list) else kept[name] for name in review_clock.COUNTS_BY}
    return {**names, "severity": {"R-TIME-5": kept["allocation"]}}


def _kept(row: CaseRow) -> dict[str, Any]:
    return json.loads(row.standing) if row.standing else {}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
