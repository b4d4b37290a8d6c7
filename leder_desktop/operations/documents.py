"""Cases, timelines, remarks and questions as the plain documents of the command line (design: the command line, a contract)."""

from datetime import date
from typing import Any

from leder_desktop.bundle.review_json import review_document
from leder_desktop.errors import Refused
from leder_desktop.model import case as cases_model
from leder_desktop.model.conditions import Condition
from leder_desktop.model.dates import When, bounds, words
from leder_desktop.model.evidence import Source
from leder_desktop.model.questions import Question
from leder_desktop.model.remarks import Remark
from leder_desktop.model.review_clock import Standing, standing
from leder_desktop.model.rows import Field
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.stages import Stage
from leder_desktop.model.standards import BUILT_IN, Standards
from leder_desktop.model.timeline import Entry, flags
from leder_desktop.operations import cases, checks, shelf_row, snapshot, twins
from leder_desktop.session import Desk, Session
from leder_desktop.store.shelf import CaseRow


def made(session: Session) -> dict[str, Any]:
    """What `case new` answers: where the case is, and whether the laptop may hold this person already."""
    case = snapshot.case(session)
    same = twins.of(session)
    warnings = (
        [{"code": "duplicate", "count": len(same), "sentence": "There may already be a review for this person on this laptop."}]
        if same
        else []
    )
    return {"case": session.case, "reference": case.reference, "state": str(case.state), "warnings": warnings}


def rows(desk: Desk) -> dict[str, Any]:
    """What `case list` answers, counted as of today and by the policy of each review."""
    return {"cases": [_row(row, desk.clock.today(), desk.standards) for row in cases.all(desk)]}


def _row(row: CaseRow, today: date, here: Standards) -> dict[str, Any]:
    seen = shelf_row.seen(row, here)
    return {
        "case": row.id, "reference": row.reference, "state": row.review_state, "due": row.due.isoformat() if row.due else None,
        "waiting_for": list(row.waiting_for), "sample": row.sample, "template": seen.case.template, "stage": _stage(seen.stage),
        "clock": clock(seen.standing(today, here.policy(), here.checks())),
    }  # fmt: skip


def _stage(stage: Stage) -> dict[str, Any]:
    return {"number": stage.number, "words": stage.words, "acts": stage.acts, "held": stage.held}


def clock(now: Standing) -> dict[str, Any]:
    """Days of the six months: gross, paused and net, what is left of them, and the reasons of the holds that are open."""
    return {
        "gross": now.gross, "paused": now.paused, "net": now.net, "left": now.left, "on_hold": [hold.reason for hold in now.held],
        "reminders": [reminder.sentence for reminder in now.reminders],
    }  # fmt: skip


def state(session: Session) -> dict[str, Any]:
    case = snapshot.case(session)
    sentence = "Erase the case now: leder case purge." if case.opt_out.result == "opted-out" else cases_model.WORDS[case.state]
    return {"state": str(case.state), "sentence": sentence}


def held(session: Session) -> dict[str, Any]:
    """What `case hold`, `case hold-end` and `case allocate` answer: where the case stands, and its clock of today."""
    case = snapshot.case(session)
    now = standing(case, session.clock.today(), session.standards.policy(), session.standards.checks())
    return {**state(session), "allocated_on": case.allocated_on.isoformat() if case.allocated_on else None, "clock": clock(now)}


def review(session: Session) -> dict[str, Any]:
    """The review in the form of `review.json`."""
    return review_document(snapshot.take(session), remarks=checks.remarks(session))


def findings(session: Session) -> dict[str, Any]:
    """What `finding list` answers: the findings, what was not found and who was told, each as in `review.json`."""
    whole = review_document(snapshot.take(session))
    return {name: whole[name] for name in ("findings", "noneFound", "escalations")}


def when(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return {"given": "", "edtf": "", "earliest": None, "latest": None, "words": "date not known"}
    earliest, latest = bounds(when)
    return {"given": when.given, "edtf": when.edtf, "earliest": earliest, "latest": latest, "words": words(when)}


def timeline(session: Session, *, since: When | None = None, until: When | None = None) -> dict[str, Any]:
    """Entries whose date touches the span asked for; undated ones are counted, and listed when no span was asked for."""
    whole = snapshot.take(session)
    chosen = [e for e in whole.entries if _within(e, since, until)]
    return {"entries": [_entry(e, whole) for e in chosen], "undated": sum(e.when is None for e in whole.entries)}


def _within(entry: Entry, since: When | None, until: When | None) -> bool:
    if since is None and until is None:
        return True
    if entry.when is None:
        return False
    if since and since.earliest and entry.when.latest and entry.when.latest < since.earliest:
        return False
    return not (until and until.latest and entry.when.earliest and entry.when.earliest > until.latest)


def _entry(entry: Entry, whole: Snapshot) -> dict[str, Any]:
    return {
        "id": entry.id, "when": when(entry.when), "setting": entry.setting, "kind": entry.kind, "what": entry.what,
        "sources": [_source(s, whole) for s in entry.sources], "flags": list(flags(entry, whole.person)),
    }  # fmt: skip


def _source(source: Source, whole: Snapshot) -> dict[str, Any]:
    kept = whole.evidence_named(source.evidence)
    told = whole.conversation_named(source.conversation)
    name = kept.name if kept else told.who if told else source.conversation or source.evidence
    place: dict[str, Any] = {"resource": source.resource} if source.resource else {"page": source.page}
    return {"record": name, **place, "words": source.words}


def remark(remark: Remark) -> dict[str, Any]:
    return {
        "rule": remark.rule, "severity": str(remark.severity), "sentence": remark.sentence, "where": remark.where, "why": remark.why,
        "id": remark.id, "todo": remark.todo, "kept": remark.kept,
    }  # fmt: skip


def questions(set_id: str | None, standards: Standards | None = None) -> dict[str, Any]:
    """Every reference that can be answered; as the program brings them where no standards are named. Refused `no-such-question` for a
    set that is not there."""
    sets = (standards or BUILT_IN).sets()
    chosen = [s for s in sets if set_id in (None, s.id)]
    if not chosen:
        raise Refused("no-such-question", f"There is no question set “{set_id}”. There are: {', '.join(s.id for s in sets)}.")
    return {
        "sets": [
            {
                "set": s.id, "version": s.version, "title": s.title, "provenance": s.provenance, "confirmed": s.confirmed,
                "questions": [_question(q) for section in s.sections for q in section.questions],
            }
            for s in chosen
        ]
    }  # fmt: skip


def _question(question: Question) -> dict[str, Any]:
    return {
        "ref": question.ref, "text": question.text, "type": question.type,
        "values": [{"code": t.code, "label": t.label} for t in question.values], "alone": list(question.alone),
        "scale": question.scale or None, "requirement": question.requirement,
        "fields": [_field(field) for field in question.fields], "kept": question.place or None, "help": question.help,
        "shown_when": [_condition(condition) for condition in question.shown_when],
        "provenance": question.provenance, "confidence": question.confidence,
    }  # fmt: skip


def _field(field: Field) -> dict[str, Any]:
    return {
        "id": field.id, "text": field.text, "type": field.type, "requirement": field.requirement,
        "values": [{"code": t.code, "label": t.label} for t in field.values],
    }  # fmt: skip


def _condition(condition: Condition) -> dict[str, Any]:
    """As a data file writes it, with what it asks for only."""
    asks = {
        "is": list(condition.any_of) or None, "not": list(condition.none_of) or None, "unless": list(condition.unless) or None,
        "at_least": condition.at_least, "at_most": condition.at_most, "since": condition.since.isoformat() if condition.since else None,
        "before": condition.before.isoformat() if condition.before else None,
    }  # fmt: skip
    return {"fact": condition.fact, **{name: value for name, value in asks.items() if value is not None}}
