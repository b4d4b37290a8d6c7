"""`leder check CASE`: all remarks; exit 1 when any blocks."""

import argparse
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import checks, documents


def add(commands: Any) -> None:
    commands.add_parser("check", help="what the rules have to say").add_argument("case", metavar="CASE")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.at_case(args) as session:
        found = checks.remarks(session)
        blocking = len(checks.blocking(found))
        return {"remarks": [documents.remark(r) for r in found], "blocking": blocking}, 1 if blocking else 0


def say(document: dict[str, Any]) -> str:
    return "\n".join(f"{r['severity']:5}  {r['rule']}  {r['sentence']}" for r in document["remarks"]) or "Nothing to remark."
