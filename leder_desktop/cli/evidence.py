"""`leder evidence list|get`."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import evidence


def add(commands: Any) -> None:
    verbs = commands.add_parser("evidence", help="records received").add_subparsers(dest="verb", required=True)
    verbs.add_parser("list").add_argument("case", metavar="CASE")
    get = verbs.add_parser("get", help="the same bytes out")
    get.add_argument("case", metavar="CASE")
    get.add_argument("id", metavar="ID")
    get.add_argument("--out", type=Path, required=True, metavar="F")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.at_case(args) as session:
        if args.verb == "get":
            evidence.get(session, args.id, args.out)
            kept = [evidence.one(session, args.id)]
        else:
            kept = evidence.evidence(session)
        rows = [{"id": e.id, "name": e.name, "sha256": e.sha256, "bytes": e.bytes, "media_type": e.media_type} for e in kept]
        return {"evidence": rows}, 0


def say(document: dict[str, Any]) -> str:
    return "\n".join(f"{e['id']}  {e['media_type']}  {e['bytes']}  {e['name']}" for e in document["evidence"]) or "No records yet."
