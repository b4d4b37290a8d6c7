"""`leder report CASE --kind review --out F`."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import report


def add(commands: Any) -> None:
    parser = commands.add_parser("report", help="the review as PDF")
    parser.add_argument("case", metavar="CASE")
    parser.add_argument("--kind", required=True, choices=["review"])
    parser.add_argument("--out", type=Path, required=True, metavar="F")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.at_case(args) as session:
        made = report.write(session, args.out)
        return {"file": str(args.out), "pages": made.pages, "left_out": made.left_out}, 0


def say(document: dict[str, Any]) -> str:
    return f"{document['file']}, {document['pages']} pages"
