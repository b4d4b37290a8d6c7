"""What a person can do to the findings, and whom they told of what is worst."""

from dataclasses import replace

from leder_desktop.errors import Refused
from leder_desktop.model.change import Change
from leder_desktop.model.conversation import Conversation, named
from leder_desktop.model.evidence import Evidence, Source
from leder_desktop.model.findings import (
    KINDS,
    Escalation,
    Finding,
    Ground,
    NoneFound,
    Quoted,
    accept,
    accept_escalation,
    in_order,
    resting,
    without,
)
from leder_desktop.model.standards import Standards
from leder_desktop.model.timeline import Entry
from leder_desktop.operations.writing import step
from leder_desktop.session import Session
from leder_desktop.store.things import Writing


def add(session: Session, finding: Finding, *, told: Escalation | None = None) -> Change:
    """Keep a new finding; its id is made here, whatever `finding.id` says. What was said of its kind, that none was found, goes.

    `told`: an escalation about it, new or one that is there, kept in the same step. Refused: what `accept` and `accept_escalation` do,
    `not-understood` for a code that is not in the review's lists, and `gone` for what it is to rest on and is not there.
    """
    standards = session.standards
    kept = accept(replace(finding, id=session.clock.new_id(), order=None), standards, escalated=told is not None)
    _require_known(session, kept, Finding(id=""), standards)
    with step(session, "Add finding") as (writing, done):
        writing.put(kept)
        _tell(session, writing, kept.id, told, standards)
        _not_none(session, writing, kept.kind)
        done.made.append(kept.id)
    return done.change("Add finding")


def change(session: Session, finding: Finding, *, told: Escalation | None = None) -> Change:
    """Say a finding differently. Refused: `gone`, and as `add`."""
    standards, before = session.standards, one(session, finding.id)
    escalated = told is not None or is_escalated(session, finding.id)
    if finding.kind != before.kind:
        finding = replace(finding, order=None)
    kept = accept(finding, standards, escalated=escalated)
    _require_known(session, kept, before, standards)
    with step(session, "Change finding") as (writing, done):
        writing.put(kept)
        _tell(session, writing, kept.id, told, standards)
        _not_none(session, writing, kept.kind)
    return done.change("Change finding")


def remove(session: Session, id: str) -> Change:
    """Take a finding away; its history stays, and so does what was escalated."""
    with step(session, "Remove finding") as (writing, done):
        writing.remove(Finding, id)
        for told in escalations(session):
            if id in told.about:
                writing.put(replace(told, about=tuple(each for each in told.about if each != id)))
    return done.change("Remove finding")


def reorder(session: Session, id: str, to: int) -> Change:
    """Put a finding at place `to`, from 0, among those of its kind; past the end is the end. Refused: `gone`."""
    moved = one(session, id)
    others = [each for each in findings(session) if each.kind == moved.kind and each.id != id]
    others.insert(max(to, 0), moved)
    with step(session, "Move finding") as (writing, done):
        for place, each in enumerate(others, start=1):
            if each.order != place:
                writing.put(replace(each, order=place))
    return done.change("Move finding")


def link(session: Session, id: str, ground: Ground) -> Change:
    """Rest a finding on an event, a quotation or a place as well; resting on it already changes nothing. Refused: `gone`."""
    _require_there(session, ground)
    with step(session, "Rest finding on evidence") as (writing, done):
        writing.put(accept(resting(one(session, id), ground), session.standards, escalated=True))
    return done.change("Rest finding on evidence")


def unlink(session: Session, id: str, ground: Ground) -> Change:
    """It does not rest on this any more. Refused: `gone`."""
    with step(session, "Take evidence from finding") as (writing, done):
        writing.put(without(one(session, id), ground))
    return done.change("Take evidence from finding")


def escalate(session: Session, escalation: Escalation) -> Change:
    """Record that somebody was told, or, by the id of one that is there, say it differently. Refused: as `accept_escalation`; `gone` for
    a finding that is not there."""
    for about in escalation.about:
        one(session, about)
    kept = accept_escalation(replace(escalation, id=escalation.id or session.clock.new_id()), session.standards)
    with step(session, "Record who was told") as (writing, done):
        writing.put(kept)
        done.made.append(kept.id)
    return done.change("Record who was told")


def take_back(session: Session, id: str) -> Change:
    """An escalation that was recorded by mistake."""
    with step(session, "Remove who was told") as (writing, done):
        writing.remove(Escalation, id)
    return done.change("Remove who was told")


def none_found(session: Session, kind: str, none: bool = True) -> Change:
    """Say that there is no finding of this kind, or take that back. Refused: `wrong-state` while there is one, `not-understood`."""
    if kind not in KINDS:
        raise Refused("not-understood", f"There is no such kind of finding. Use one of: {', '.join(KINDS)}.")
    if none and any(each.kind == kind for each in findings(session)):
        raise Refused("wrong-state", f"There is {KINDS[kind].lower()} written down. Remove it first, if there is none after all.")
    with step(session, "Say that none was found") as (writing, done):
        if none:
            writing.put(NoneFound(id=kind, by=session.person, at=session.clock.now()))
        else:
            writing.remove(NoneFound, kind)
    return done.change("Say that none was found")


def findings(session: Session) -> list[Finding]:
    """As a person put them, else in the order they were written."""
    return in_order(session.file.all(Finding))


def one(session: Session, id: str) -> Finding:
    """Refused: `gone`."""
    found = session.file.one(Finding, id)
    if found is None:
        raise Refused("gone", "That finding is not there any more.")
    return found


def escalations(session: Session) -> list[Escalation]:
    """In the order they were recorded."""
    return session.file.all(Escalation)


def is_escalated(session: Session, id: str) -> bool:
    """Was somebody told of this finding?"""
    return any(id in told.about for told in escalations(session))


def none_said(session: Session) -> dict[str, NoneFound]:
    """Of which kinds somebody said that there is none."""
    return {each.id: each for each in session.file.all(NoneFound)}


def _tell(session: Session, writing: Writing, finding: str, told: Escalation | None, standards: Standards) -> None:
    if told is not None:
        about = told.about if finding in told.about else (*told.about, finding)
        writing.put(accept_escalation(replace(told, id=told.id or session.clock.new_id(), about=about), standards))


def _not_none(session: Session, writing: Writing, kind: str) -> None:
    if kind in none_said(session):
        writing.remove(NoneFound, kind)


def _require_there(session: Session, ground: Ground) -> None:
    match ground:
        case Quoted():
            talk = session.file.one(Conversation, ground.conversation)
            there = talk is not None and any(each.id == ground.quotation for each in named(talk.quotations))
        case Source(conversation=id) if id:
            there = session.file.one(Conversation, id) is not None
        case Source(evidence=id):
            there = session.file.one(Evidence, id) is not None
        case str():
            there = session.file.one(Entry, ground) is not None
    if not there:
        raise Refused("gone", "The event, quotation or record it is to rest on is not there any more.")


def _require_known(session: Session, finding: Finding, before: Finding, standards: Standards) -> None:
    """What stood there before is not asked about: the list may have been another, the evidence may be gone."""
    for ground in finding.grounds:
        if ground not in before.grounds:
            _require_there(session, ground)
    asked = (
        ("theme", "theme", {finding.theme} - {before.theme}),
        ("severity", "severity", {finding.severity} - {before.severity}),
        ("organisation-kind", "kind of organisation", {finding.organisation_kind} - {before.organisation_kind}),
        ("contributory-factor", "contributory factor", {f.code for f in finding.factors} - {f.code for f in before.factors}),
    )
    for name, said, codes in asked:
        if any(code and not standards.vocabulary(name).has(code) for code in codes):
            raise Refused("not-understood", f"There is no such {said} in the lists of this review.")
