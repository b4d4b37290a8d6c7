"""`leder questions`: every reference that can be answered. Needs no store."""

import argparse
from typing import Any

from leder_desktop.operations import documents


def add(commands: Any) -> None:
    parser = commands.add_parser("questions", help="the question sets")
    parser.add_argument("--set", dest="set_id", metavar="S")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    return documents.questions(args.set_id), 0


def say(document: dict[str, Any]) -> str:
    return "\n".join(f"{q['ref']}  {q['text']}" for s in document["sets"] for q in s["questions"])
