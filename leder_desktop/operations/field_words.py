"""What a field held, and which thing it was, as the screens show them: codes as their words, dates as people say them, citations and
lists one to a line.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any, cast

from leder_desktop.model import dates, place_words, rows
from leder_desktop.model.actions import STATUSES
from leder_desktop.model.answers import Row, Score
from leder_desktop.model.case import TEMPLATE_WORDS, WORDS, Hold, Offered, OptOut, Panel, Refusal, State
from leder_desktop.model.conversation import CATEGORIES, Conversation, Quotation, named
from leder_desktop.model.dates import When, day_words
from leder_desktop.model.edition import Edition, files
from leder_desktop.model.evidence import Evidence, Request, Source
from leder_desktop.model.findings import KINDS as FINDING_KINDS
from leder_desktop.model.findings import Escalation, Factor, Finding, NoneFound, Quoted
from leder_desktop.model.grades import ROLES, Given, Grading
from leder_desktop.model.independence import Declaration
from leder_desktop.model.kinds import KINDS
from leder_desktop.model.person import Confirmation, Kin, Notifier, Organisation
from leder_desktop.model.remarks import Kept
from leder_desktop.model.timeline import Entry
from leder_desktop.operations.field_labels import FIELDS, NOTES, THINGS, question
from leder_desktop.session import Session
from leder_desktop.store import codec
from leder_desktop.store.things import EXISTS

LONG = 80
"""Letters of a thing's own words that are shown to tell it from others."""

_VOCABULARIES = {
    **place_words.VOCABULARIES, ("evidence", "kind"): "evidence-kind", ("entry", "setting"): "setting", ("entry", "kind"): "event-kind",
    ("entry", "reliability"): "reliability", ("entry", "flags"): "flag", ("finding", "theme"): "theme", ("finding", "severity"): "severity",
    ("finding", "organisation_kind"): "organisation-kind", ("escalation", "to"): "escalated-to",
    ("action", "theme"): "theme",
}  # fmt: skip
_TABLES: dict[tuple[str, str], dict[str, str]] = {
    ("conversation", "category"): CATEGORIES, ("finding", "kind"): FINDING_KINDS,
    ("action", "status"): STATUSES,
    ("case", "state"): {str(state): words for state, words in WORDS.items()}, ("case", "template"): TEMPLATE_WORDS,
    ("answer", "status"): {
        "answered": "Answered", "not-asked": "Not asked", "not-known": "Not known", "not-applicable": "Does not apply",
        "insufficient": "Not enough information",
    },
}  # fmt: skip
_QUOTED = {"portrait": "the portrait", "panel": "the panel", "family-copy": "the family's copy"}


def thing(session: Session, kind: str, id: str) -> str:
    """Which thing: "Timeline entry: Fell in the garden"; only what it is where it is no longer there."""
    if kind in ("case", "edition", "person", "notification", "signoff"):
        return THINGS[kind]
    if kind == "note":
        told = session.file.one(Conversation, id.partition("/")[2]) if id.startswith("conversation/") else None
        return f"Conversation: {told.who}" if told is not None else NOTES.get(id, "Conversation")
    if kind == "answer":
        return question(session.standards, id)
    held: Any = session.file.one(_noun(kind), id)
    if held is None:
        return f"{THINGS[kind]}, no longer there"
    match held:
        case Conversation():
            known = held.who
        case Evidence():
            known = session.standards.label("evidence-kind", held.kind) or held.name
        case Entry():
            known = held.what
        case Grading():
            known = f"{ROLES[held.role]}, {question(session.standards, held.ref)}"
        case Request():
            known = f"{held.organisation}, {held.what}"
        case Escalation():
            known = session.standards.label("escalated-to", held.to)
        case NoneFound():
            known = FINDING_KINDS.get(held.id, held.id)
        case Kept():
            known = held.sentence
        case _:
            known = held.text
    first = " ".join(known.split())
    return f"{THINGS[kind]}: {first if len(first) <= LONG else first[:LONG].rsplit(' ', 1)[0] + '…'}"


@cache
def _noun(kind: str) -> type[Any]:
    return KINDS[kind][0]


def value(session: Session, kind: str, thing: str, name: str, content: str | None) -> str:
    """What a field held, as its screen shows it; empty for nothing. Text written by a person comes back letter for letter."""
    if content is None:
        return ""
    if name == EXISTS:
        return "There"
    if name not in FIELDS[kind]:
        return json.loads(content) if content.startswith('"') else content
    held = getattr(codec.from_fields(_noun(kind), thing, {name: content}), name)
    if kind == "edition":
        return "\n".join(f"{one.name} {one.version}" for one in files(Edition(packed=held)))
    table = _TABLES.get((kind, name))
    if table is not None:
        return table.get(str(held), str(held))
    if kind == "answer" and name == "value":
        return _answer(session, thing, held)
    named = _VOCABULARIES.get((kind, name))
    if named is not None and isinstance(held, str):
        return session.standards.label(named, held)
    if named is not None:
        return "\n".join(session.standards.label(named, one) for one in held)
    return _shown(session, held)


def _answer(session: Session, reference: str, held: Any) -> str:
    """A coded answer by its words; of a list a line for each row."""
    if isinstance(held, bool):
        return "Yes" if held else "No"
    asked = session.standards.ever_asked(reference)
    if isinstance(held, tuple) and any(isinstance(one, Row) for one in cast("tuple[Any, ...]", held)):
        fields = {field.id: field for each in asked for field in each.fields}
        return rows.lines(tuple(fields.values()), cast("tuple[Row, ...]", held))
    terms = {term.code: term.label for each in asked for term in each.values}
    many = cast("tuple[str, ...]", held) if isinstance(held, tuple) else (str(held),)
    return "\n".join(terms.get(one, one) for one in many)


def _shown(session: Session, held: Any) -> str:
    if held is None:
        return ""
    if isinstance(held, tuple):
        return "\n".join(_shown(session, one) for one in cast("tuple[Any, ...]", held))
    return next((show(session, held) for sort, show in _SORTS if isinstance(held, sort)), str(held))


def _source(session: Session, source: Source) -> str:
    if source.conversation:
        told = session.file.one(Conversation, source.conversation)
        whence = f"Told by {told.who}" if told is not None else "A conversation that is no longer there"
    else:
        record = session.file.one(Evidence, source.evidence)
        kind = session.standards.label("evidence-kind", record.kind) if record is not None else ""
        whence = (kind or record.name) if record is not None else "A record that is no longer there"
    page = f", page {source.page}" if source.page else ""
    return f"{whence}{page}" + (f": “{source.words}”" if source.words else "")


def _text(session: Session, held: str) -> str:
    """A text; where it is the id of an entry or a finding, what that says."""
    if len(held) == 36 and held.count("-") == 4:
        entry, finding = session.file.one(Entry, held), session.file.one(Finding, held)
        return entry.what if entry is not None else finding.text if finding is not None else held
    return held


def _lines(*pairs: tuple[str, str]) -> str:
    return ", ".join(f"{name}: {said}" for name, said in pairs if said)


def _kin(session: Session, kin: Kin) -> str:
    why = session.standards.label("do-not-contact", kin.do_not_contact)
    return _lines(("Name", kin.name), ("Relationship", kin.relationship), ("How to reach them", kin.contact),
                  ("Reason not to contact", why), ("More about that", kin.do_not_contact_note))  # fmt: skip


def _notifier(_: Session, told: Notifier) -> str:
    return _lines(("Who told", told.name), ("Their role", told.role), ("Their organisation", told.organisation),
                  ("How to reach them", told.contact), ("How they knew them", told.relationship))  # fmt: skip


def _quotation(_: Session, said: Quotation) -> str:
    where = ", ".join(_QUOTED.get(one, one) for one in said.may_be_quoted)
    return f"“{said.words}” (may be quoted in {where})" if where else f"“{said.words}” (not to be quoted)"


def _quoted(session: Session, ground: Quoted) -> str:
    told = session.file.one(Conversation, ground.conversation)
    said = next((each.words for each in named(told.quotations) if each.id == ground.quotation), None) if told is not None else None
    return f"{told.who}: “{said}”" if told is not None and said is not None else "A quotation that is no longer there"


def _factor(session: Session, factor: Factor) -> str:
    return ": ".join(part for part in (session.standards.label("contributory-factor", factor.code), factor.text) if part)


def _opt_out(session: Session, told: OptOut) -> str:
    result = {"none": "None applies", "opted-out": "They opted out", "not-checked": "Not checked"}.get(told.result, told.result)
    return _lines(("Result", result), ("Who checked", told.by), ("On which day", _shown(session, told.on)))


def _hold(session: Session, held: Hold) -> str:
    policy, standards = session.standards.policy(), session.standards
    return _lines(("Why", standards.label(policy.hold_reasons, held.reason)), ("From", _shown(session, held.started)),
                  ("Thought to end", _shown(session, held.expected)), ("Ended", _shown(session, held.ended)),
                  ("Agreed by", held.agreed_by), ("Their reference", held.reference), ("Note", held.note))  # fmt: skip


def _panel(session: Session, told: Panel) -> str:
    return _lines(("Met on", _shown(session, told.met_on)), ("Outcome", session.standards.label("panel-outcome", told.outcome)),
                  ("Quality signed off", "Yes" if told.signed_off else ""), ("Note", told.note))  # fmt: skip


def _offered(session: Session, told: Offered) -> str:
    said = {"offered": "Offered", "not-offered": "Not offered"}
    return _lines(("Draft", said.get(told.draft, "")), ("on", _shown(session, told.draft_on)), ("Copy", said.get(told.copy, "")),
                  ("on", _shown(session, told.copy_on)), ("Why not", told.why_not))  # fmt: skip


_SORTS: tuple[tuple[type[Any], Callable[[Session, Any], str]], ...] = (
    (bool, lambda _, held: "Yes" if held else "No"),
    (str, _text),
    (When, lambda _, held: dates.words(held)),
    (datetime, lambda _, held: moment(held)),
    (date, lambda _, held: day_words(held)),
    (Source, _source),
    (Score, lambda _, held: held.label_text),
    (Given, lambda _, held: "; ".join(x for x in (held.score.label_text if held.score else "", held.why, held.by) if x)),
    (Kin, _kin),
    (Notifier, _notifier),
    (Organisation, lambda s, held: ": ".join(x for x in (s.standards.label("organisation-kind", held.kind), held.name) if x)),
    (
        Confirmation,
        lambda session, held: _lines(
            (str(FIELDS["person"].get(held.field, "A field")), str(held.source)),
            ("as written there", str(held.spelt)), ("by", str(held.by)), ("on", _shown(session, held.on)),
        ),
    ),
    (Quotation, _quotation),
    (Quoted, _quoted),
    (Factor, _factor),
    (OptOut, _opt_out),
    (Declaration, lambda session, held: _lines(("Declared by", held.by), ("on", _shown(session, held.on)), ("In these words", held.words))),
    (Refusal, lambda session, held: _lines(("Decided by", held.by), ("on", _shown(session, held.on)), ("Why", held.why))),
    (Hold, _hold),
    (Panel, _panel),
    (Offered, _offered),
    (State, lambda _, held: WORDS[held]),
)


def moment(at: datetime) -> str:
    """A moment where the reviewer is: "9 January 2026, 10:32"."""
    here = at.astimezone()
    return f"{day_words(here)}, {here:%H:%M}"
