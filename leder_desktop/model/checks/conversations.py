"""Who was spoken to: R-CON-1 to R-CON-7."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.case import COUNTERSIGNED, State, is_bristol
from leder_desktop.model.checks.said import any_asked, asked_now, called, code, inside, listed, rows
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.independence import same_person
from leder_desktop.model.snapshot import Snapshot

INVITED, WHY_NOT, WHY_NONE, PROVIDER = "initial.E04", "initial.E04.reason", "initial.E01.reason", "initial.E07"
FUNDED = "initial.S01"
"""Who paid for the care: asked before the provider is asked about."""
BRISTOL_INVITED, BRISTOL_WHY_NOT = "bristol-initial.B17", "bristol-initial.B17.reason"
EXPLAINED, WANTED = "notification.C05", "notification.C13"
PARTS = {"purpose": "what the review can and cannot do", "privacy": "how information is kept", "complaints": "how to complain elsewhere"}
"""C05: what is explained, as a sentence says it."""
CAME_TO_NOTHING = frozenset({"declined", "no-answer"})
"""Answers on the invitation that say why nobody close was spoken to."""
GP_RECORD, SEEN = "gp-record", "initial.E05.seen"


def _of(snapshot: Snapshot, category: str, today: date) -> list[Conversation]:
    """The conversations of this category that took place; one of a day still to come has not."""
    return [
        each for each in snapshot.conversations
        if each.category == category and snapshot.took_place(each)
        and not (each.on is not None and each.on.earliest is not None and each.on.earliest > today)
    ]  # fmt: skip


def _three(snapshot: Snapshot, today: date) -> Iterator[Said]:
    """The three conversations or records without which there is no initial review."""
    close, gps = _of(snapshot, "family", today), _of(snapshot, "gp", today)
    name = called(snapshot)
    if not close and not _reason(snapshot):
        yield say("nobody-close", "conversations", name=name)
    if is_bristol(snapshot.case.template):
        return  # that process asked for one conversation with somebody who knew the person well (B02)
    if not gps and not _read_gp_record(snapshot):
        yield say("no-gp-account", "conversations", name=name)
    already = [*close, *gps]
    if not any(not any(same_person(each.who, other.who) for other in already) for each in _of(snapshot, "involved", today)):
        yield say("nobody-involved", "conversations", name=name)


def _read_gp_record(snapshot: Snapshot) -> bool:
    """Was a record of the GP read, as a copy or where it lies?"""
    kinds = {row.said("kind") for row in rows(snapshot, SEEN)} | {each.kind for each in snapshot.evidence}
    return GP_RECORD in kinds


def _reason(snapshot: Snapshot) -> bool:
    """Is it recorded why nobody close was spoken to?"""
    if code(snapshot, WHY_NONE).strip() or {code(snapshot, INVITED), code(snapshot, BRISTOL_INVITED)} & CAME_TO_NOTHING:
        return True
    kin = snapshot.notification.kin
    return bool(kin) and all(each.do_not_contact for each in kin)


def _by_relationship(relationship: str) -> str:
    """ "Their mother", where nobody wrote down her name."""
    said = relationship.strip()
    return f"Their {said[:1].lower()}{said[1:]}" if said else ""


def _family(snapshot: Snapshot, today: date) -> Iterator[Said]:
    close, name = _of(snapshot, "family", today), called(snapshot)
    for each in close:
        if not each.purpose_explained and not _explained(snapshot, each):
            yield say("limits-not-explained", f"conversation/{each.id}", who=each.who or "them")
    for row in rows(snapshot, EXPLAINED):
        if lacking := [words for part, words in PARTS.items() if row.said(part) == "no"]:
            yield say("explained-in-part", EXPLAINED, who=inside(row.said("with")), what=listed(lacking))
    known = [(each.name.strip() or _by_relationship(each.relationship), each.do_not_contact) for each in snapshot.notification.kin]
    may_be_asked = [who for who, forbidden in known if who and not forbidden]
    said = code(snapshot, INVITED) or code(snapshot, BRISTOL_INVITED)
    invited = said not in ("", "not-invited") or (code(snapshot, WHY_NOT) + code(snapshot, BRISTOL_WHY_NOT)).strip()
    if may_be_asked and not close and not invited:
        yield say("family-not-invited", "conversations", name=name, kin=may_be_asked[0])
    offered = snapshot.case.offered
    copy = offered.copy or snapshot.case.state not in COUNTERSIGNED  # a copy of the completed review is offered once there is one
    if close and not (offered.draft and copy) and snapshot.case.state != State.PANEL:  # from there on it stops the completion
        yield say("not-offered", "case.offered", name=name)


def _explained(snapshot: Snapshot, talk: Conversation) -> bool:
    """Is it answered of this person that all of it was explained (C05)? "Maureen" and "her mother" are Maureen Ferriday, the mother."""
    who, relationship = (set(each.casefold().split()) for each in (talk.who, talk.relationship))
    told = (set(row.said("with").casefold().split()) for row in rows(snapshot, EXPLAINED) if all(row.said(part) == "yes" for part in PARTS))
    return any(said <= who or (relationship and relationship <= said) for said in told if said)


def _wishes(snapshot: Snapshot) -> Iterator[Said]:
    """R-CON-6: what the family asked to see (C13), where it is recorded that it was not offered."""
    offered = snapshot.case.offered
    for wish, words, made in (("draft", "the draft", offered.draft), ("copy", "a copy of the completed review", offered.copy)):
        who = [inside(row.said("with")) for row in rows(snapshot, WANTED) if row.said(wish) == "yes"]
        if who and made == "not-offered":
            yield say("wished-not-offered", "case.offered", who=listed(who), what=words)


def remarks(snapshot: Snapshot, today: date) -> Iterator[Said]:
    yield from _three(snapshot, today)
    yield from _family(snapshot, today)
    yield from _wishes(snapshot)
    name = called(snapshot)
    provided = any(each.kind == "care-provider" for each in snapshot.notification.organisations)
    if provided and not is_bristol(snapshot.case.template) and not any_asked(snapshot, PROVIDER):
        yield say("provider-not-asked", asked_now(snapshot, PROVIDER, FUNDED), name=name)
