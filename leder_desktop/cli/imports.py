"""`leder import`: a structured record becomes timeline entries; `--dry-run` only says what would happen."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.errors import Refused
from leder_desktop.operations import records


def add(commands: Any) -> None:
    parser = commands.add_parser("import", help="take in a structured record (FHIR JSON)")
    parser.add_argument("case", metavar="CASE")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--accept-person", action="store_true")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.at_case(args) as session:
        data, found = records.read(args.file)
        look = records.look(session, args.file, data, found)
        if not args.dry_run:
            records.keep(session, look, accept_person=args.accept_person)
        elif look.whose == "different" and not args.accept_person:
            raise Refused("different-person", records.DIFFERENT)
        return look.document(), 0


def say(document: dict[str, Any]) -> str:
    head = f"{document['read']} read: {document['added']} added, {document['already_there']} already there, {document['folded']} folded"
    left = [f"  left out: {s['count']} {s['kind']} ({s['why']})" for s in document["skipped"]]
    return "\n".join([head, *left, *(f"  {w['sentence']}" for w in document["warnings"])])
