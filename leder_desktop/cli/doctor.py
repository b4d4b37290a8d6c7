"""`leder doctor`: damage by case, and a digest of the store's content."""

import argparse
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import doctor


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "doctor", help="is the store sound?", description="Look for damage, case by case. Nothing is changed. Exit 1 when there is any."
    )
    parser.add_argument("--full", action="store_true", help="read every byte of every record as well")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.desk(args) as desk:
        document = doctor.examine(desk, full=args.full)
        return document, 1 if document["damage"] else 0


def say(document: dict[str, Any]) -> str:
    found = [f"{d['reference'] or d['case'] or 'store'}: {d['sentence']} {d['do']}" for d in document["damage"]]
    return "\n".join([*found, f"Content {document['digest']}"]) if found else f"Sound. Content {document['digest']}"
