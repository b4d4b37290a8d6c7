"""`leder evidence list|get|erase`."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import erasing, evidence
from leder_desktop.session import Session


def add(commands: Any) -> None:
    verbs = commands.add_parser("evidence", help="records received").add_subparsers(dest="verb", required=True)
    verbs.add_parser("list", help="every record of a case").add_argument("case", metavar="CASE", help=opening.CASE)
    get = verbs.add_parser("get", help="the same bytes out")
    get.add_argument("case", metavar="CASE")
    get.add_argument("id", metavar="ID")
    get.add_argument("--out", type=Path, required=True, metavar="F")
    erase = verbs.add_parser("erase", help="erase a record for good, with what it brought into the case")
    erase.add_argument("case", metavar="CASE", help=opening.CASE)
    erase.add_argument("id", metavar="ID", help="the record, as evidence list names it")
    erase.add_argument("--why", required=True, metavar="W", help="kept in the record of the case; must not repeat what is erased")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.at_case(args) as session:
        if args.verb == "erase":
            return _erase(session, args.id, args.why), 0
        if args.verb == "get":
            evidence.get(session, args.id, args.out)
            kept = [evidence.one(session, args.id)]
        else:
            kept = evidence.evidence(session)
        rows = [{"id": e.id, "name": e.name, "sha256": e.sha256, "bytes": e.bytes, "media_type": e.media_type} for e in kept]
        return {"evidence": rows}, 0


def _erase(session: Session, id: str, why: str) -> dict[str, Any]:
    gone = erasing.erase(session, erasing.RecordOf(evidence=id), why)
    return {
        "evidence": id, "entries": gone.entries, "versions": gone.versions,
        "elsewhere": [{"where": f"{place.kind}/{place.thing}", "field": place.field, "now": place.now} for place in gone.elsewhere],
        "backups": {"reached": list(gone.reached), "not_reached": list(gone.not_reached)},
    }  # fmt: skip


def say(document: dict[str, Any]) -> str:
    if "entries" in document:
        many = f"{document['entries']} timeline entr{'y' if document['entries'] == 1 else 'ies'}"
        still = [f"The same words still stand in {place['where']}." for place in document["elsewhere"]]
        copies = [f"Not reached: {place}." for place in document["backups"]["not_reached"]]
        return "\n".join((f"Erased, with {many}.", *still, *copies))
    return "\n".join(f"{e['id']}  {e['media_type']}  {e['bytes']}  {e['name']}" for e in document["evidence"]) or "No records yet."
