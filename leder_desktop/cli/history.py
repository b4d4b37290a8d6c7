"""`leder history CASE`: the audit record, and whether it is intact; also of a case whose file was put back (then it is not)."""

import argparse
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import cases, history, laptop_record


def add(commands: Any) -> None:
    parser = commands.add_parser("history", help="who did what", description="What was done in a case, and whether that record is intact.")
    parser.add_argument("case", metavar="CASE", help=opening.CASE)


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.desk(args) as desk, cases.looking(desk, args.case) as session:
        laptop_record.looked(session, "history")
        return history.document(session), 0


def say(document: dict[str, Any]) -> str:
    lines = [f"{line['seq']:5}  {line['at'][:19]}  {line['by']}  {line['did']}" for line in document["lines"]]
    return "\n".join([*lines, "The record is intact." if document["intact"] else "The record does not fit: use doctor."])
