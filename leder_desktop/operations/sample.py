"""The invented sample case: Roz Ferriday, who never lived (`resources/sample_case`), taken in with the verbs a person has.

It is a sample for ever: `Case.sample` goes into every list, report, bundle and verdict, so that it is never counted as real.
"""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from leder_desktop import resources
from leder_desktop.model.case import Offered
from leder_desktop.model.conversation import Conversation, Quotation
from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Request, Source
from leder_desktop.model.findings import Escalation, Factor, Finding, Quoted, accept_escalation
from leder_desktop.model.findings import accept as accept_finding
from leder_desktop.model.independence import INDEPENDENT, Declaration
from leder_desktop.model.note import Note
from leder_desktop.model.questions import accept as accept_answer
from leder_desktop.model.timeline import Draft
from leder_desktop.model.timeline import accept as accept_entry
from leder_desktop.operations import cases, evidence, person, records, snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Desk, Session

Rows = list[dict[str, Any]]
FOLDER = "sample_case"


def take_in(desk: Desk) -> Session:
    """A new sample case in this store, open, written up to the point where it can be signed."""
    folder = resources.path(FOLDER)
    told = tomllib.loads((folder / "case.toml").read_text("utf-8"))
    session = cases.new(desk, (folder / "notification.json").read_bytes(), sample=True)
    for row in told["confirmed"]:
        person.confirm(session, row["field"], row["source"])
    _administration(session, told["administration"])
    known = _records(session, folder, told["evidence"])
    _people(session, told["conversation"], told["request"])
    ids = _timeline(session, told["entry"], known)
    _review(session, told, known, ids)
    return session


def _administration(session: Session, row: dict[str, Any]) -> None:
    """Who reviews, and what the family was offered; the declaration is that of whoever takes the sample in."""
    days = {name: understand(row[name]).earliest for name in ("allocated_on", "independent_on", "draft_offered_on")}
    words = INDEPENDENT.format(name=snapshot.person(session).called)
    people = ("reviewer_profession", "reviewer_employer", "senior_reviewer", "local_area_contact")
    with step(session, "Say who does this review") as (writing, _):
        writing.put(replace(
            snapshot.case(session), allocated_on=days["allocated_on"], **{name: row[name] for name in people},
            independence=Declaration(by=session.person, on=days["independent_on"], words=words),
            offered=Offered(draft="offered", draft_on=days["draft_offered_on"]),
        ))  # fmt: skip


def _records(session: Session, folder: Path, rows: Rows) -> dict[str, str]:
    """Every record kept, the structured one imported; evidence ids by the sample's own keys."""
    known: dict[str, str] = {}
    for row in rows:
        path = folder / row["file"]
        if path.suffix == ".json":
            data, found = records.read(path)
            records.keep(session, records.look(session, path, data, found))
        else:
            evidence.attach(session, path)
        known[row["key"]] = evidence.evidence(session)[-1].id
    with step(session, "Describe the records") as (writing, _):
        for row in rows:
            said = {name: row[name] for name in ("kind", "organisation", "covers", "copy_kept_why")}
            writing.put(replace(evidence.one(session, known[row["key"]]), received_on=understand(row["received_on"]), **said))
    return known


def _people(session: Session, conversations: Rows, requests: Rows) -> None:
    with step(session, "Write up the conversations") as (writing, _):
        for row in conversations:
            said = {
                name: row[name] for name in ("who", "relationship", "organisation", "category", "medium", "others_present") if name in row
            }
            quotations = tuple(
                Quotation(id=q["key"], words=q["words"], may_be_quoted=tuple(q["may_be_quoted"])) for q in row.get("quotation", ())
            )
            writing.put(
                Conversation(
                    id=row["key"], on=understand(row["on"]), purpose_explained=row["purpose_explained"], quotations=quotations, **said
                )
            )
            writing.put(Note(id=f"conversation/{row['key']}", text=row["notes"].strip()))
        for row in requests:
            asked, chased, came = (understand(row[name]) if name in row else None for name in ("asked_on", "chased_on", "came_on"))
            request = Request(id=session.clock.new_id(), organisation=row["organisation"], what=row["what"])
            writing.put(replace(request, asked_on=asked, chased_on=chased, came_on=came))


def _timeline(session: Session, rows: Rows, known: dict[str, str]) -> dict[str, str]:
    """The entries written by hand; their ids by the sample's own keys."""
    ids = {row["key"]: session.clock.new_id() for row in rows}
    with step(session, "Write the timeline") as (writing, _):
        for row in rows:
            plain = {
                name: row[name] for name in Draft.__dataclass_fields__ if name in row and name not in ("when", "flags", "conflicts_with")
            }
            draft = Draft(
                when=understand(row["when"]) if "when" in row else None, sources=_sources(row, known), flags=tuple(row.get("flags", ())),
                conflicts_with=tuple(ids[key] for key in row.get("conflicts_with", ())), **plain,
            )  # fmt: skip
            writing.put(accept_entry(draft, id=ids[row["key"]]))
    return ids


def _review(session: Session, told: dict[str, Any], known: dict[str, str], ids: dict[str, str]) -> None:
    with step(session, "Write the review") as (writing, _):
        for section in ("portrait", "summary"):
            writing.put(Note(id=section, text=told[section].strip()))
        at = session.clock.now()
        for row in told["answer"]:
            answer = accept_answer(session.standards.question(row["ref"]), row["said"])
            writing.put(replace(answer, sources=_sources(row, known), by=session.person, at=at))
        made = {row["key"]: session.clock.new_id() for row in told["finding"]}
        escalated = {key for row in told["escalation"] for key in row["about"]}
        for row in told["finding"]:
            writing.put(accept_finding(_finding(row, made[row["key"]], known, ids), session.standards, escalated=row["key"] in escalated))
        for row in told["escalation"]:
            said = {name: row[name] for name in ("to", "reference", "note") if name in row}
            about = tuple(made[key] for key in row["about"])
            told_of = Escalation(id=session.clock.new_id(), on=understand(row["on"]), about=about, **said)
            writing.put(accept_escalation(told_of, session.standards))


def _finding(row: dict[str, Any], id: str, known: dict[str, str], ids: dict[str, str]) -> Finding:
    said = {name: row[name] for name in ("kind", "text", "theme", "severity", "organisation_kind") if name in row}
    return Finding(
        id=id, factors=tuple(Factor(code=f["code"], text=f.get("text", "")) for f in row.get("factor", ())),
        rests_on=tuple(ids[key] for key in row["rests_on"]),
        rests_on_quotations=tuple(Quoted(conversation=q["conversation"], quotation=q["key"]) for q in row.get("quotation", ())),
        rests_on_places=_sources({"source": row.get("place", ())}, known), **said,
    )  # fmt: skip


def _sources(row: dict[str, Any], known: dict[str, str]) -> tuple[Source, ...]:
    return tuple(
        Source(
            evidence=known[s["evidence"]] if "evidence" in s else "", conversation=s.get("conversation", ""),
            resource=s.get("resource", ""),
            page=s.get("page"), words=s.get("words", ""),
        )
        for s in row.get("source", ())
    )  # fmt: skip
