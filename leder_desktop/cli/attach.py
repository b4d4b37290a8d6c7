"""`leder attach`: take a file into the encrypted evidence folder, byte for byte."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import evidence, other_person


def add(commands: Any) -> None:
    parser = commands.add_parser("attach", help="take in a record")
    parser.add_argument("case", metavar="CASE")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--from", dest="organisation", default="", metavar="ORG")
    parser.add_argument("--kind", default="", metavar="K")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.at_case(args) as session:
        [id] = evidence.attach(session, args.file, organisation=args.organisation, kind=args.kind).made
        kept = evidence.one(session, id)
        return {
            "evidence": id,
            "sha256": kept.sha256,
            "bytes": kept.bytes,
            "media_type": kept.media_type,
            "warnings": list(kept.warnings),
            "warning_codes": [other_person.CODE] if other_person.STANDS in kept.warnings else [],
        }, 0


def say(document: dict[str, Any]) -> str:
    return "\n".join([f"{document['evidence']}  {document['media_type']}, {document['bytes']} bytes", *document["warnings"]])
