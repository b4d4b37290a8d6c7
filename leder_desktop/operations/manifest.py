"""What is on this laptop, without a word of clinical text: for IT, for a device audit, for whoever hands the laptop on."""

from datetime import datetime
from typing import Any

from leder_desktop.errors import Refused
from leder_desktop.model.dates import day_words
from leder_desktop.model.evidence import Evidence
from leder_desktop.operations import backup_place, cases
from leder_desktop.session import Desk, Session
from leder_desktop.store import audit
from leder_desktop.store.casefile import CaseFile
from leder_desktop.store.shelf import CaseRow

LEAVES = ("wrote the ", "gave out record ", "began to seal bundle ")
"""How the record of a case begins a line about something that went out of the store; it says what, never where to."""


def document(desk: Desk, lying_open: Session | None = None) -> dict[str, Any]:
    """`{"cases": [...], "erased": [...], "backup_places": [...]}`. A case that does not open is told, with `damaged`.

    A case: `case`, `reference`, `state`, `due`, `sample`, `evidence` (how many), `bytes` (of the records, as they came), `changed` (the
    newest line of its record) and `given_out` (`at`, `what`). `lying_open` is the case on the desk.
    """
    return {
        "cases": [_case(desk, row, lying_open) for row in cases.all(desk)],
        "erased": [{"case": row.id, "at": row.updated_at.isoformat()} for row in desk.shelf.cases() if row.state == "purged"],
        "backup_places": [
            {"folder": str(place.path), "proved": place.proved.isoformat() if place.proved else None} for place in backup_place.places(desk)
        ],
    }


def _case(desk: Desk, row: CaseRow, lying_open: Session | None) -> dict[str, Any]:
    known: dict[str, Any] = {
        "case": row.id, "reference": row.reference, "state": row.review_state, "due": row.due.isoformat() if row.due else None,
        "sample": row.sample,
    }  # fmt: skip
    try:
        if lying_open is not None and lying_open.case == row.id:
            return known | _inside(lying_open.file)
        with cases.reading(desk, row.id) as file:
            return known | _inside(file)
    except Refused as refused:
        unknown: dict[str, Any] = {"evidence": None, "bytes": None, "changed": row.updated_at.isoformat(), "given_out": []}
        return known | unknown | {"damaged": refused.sentence}


def _inside(file: CaseFile) -> dict[str, Any]:
    records, lines = file.all(Evidence), audit.lines(file.database)
    return {
        "evidence": len(records), "bytes": sum(one.bytes for one in records), "changed": lines[-1].at if lines else None,
        "given_out": [{"at": line.at, "what": line.did} for line in lines if line.did.startswith(LEAVES)],
    }  # fmt: skip


def as_text(document: dict[str, Any]) -> str:
    """The same for reading on a screen."""
    lines = [_line(case) for case in document["cases"]] or ["No case is on this laptop."]
    lines += [f"Erased {_day(one['at'])}: case {one['case']}" for one in document["erased"]]
    for place in document["backup_places"]:
        lines.append(f"Backups in {place['folder']}" + (f", last proved {_day(place['proved'])}" if place["proved"] else ", never proved"))
    return "\n".join(lines)


def _line(case: dict[str, Any]) -> str:
    said = [f"{case['reference']}{' (the sample)' if case['sample'] else ''}: {case['state'].replace('-', ' ')}"]
    said += [f"due {_day(case['due'])}"] if case["due"] else []
    if case.get("damaged"):
        said.append("does not open")
    else:
        many = case["evidence"]
        said.append(f"{many} record{'' if many == 1 else 's'}, {case['bytes'] / 1_000_000:.1f} MB")
    said += [f"last changed {_day(case['changed'])}"] if case["changed"] else []
    said += [f"given out {len(case['given_out'])} times"] if case["given_out"] else []
    return ", ".join(said)


def _day(iso: str) -> str:
    """A date as it stands; an instant as the day on the wall here."""
    at = datetime.fromisoformat(iso)
    return day_words(at.astimezone() if at.tzinfo else at)
