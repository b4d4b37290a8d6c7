"""`leder submit CASE --identity I`: the reviewer signs."""

import argparse
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import documents, submit


def add(commands: Any) -> None:
    parser = commands.add_parser("submit", help="the reviewer signs and submits")
    parser.add_argument("case", metavar="CASE")
    parser.add_argument("--identity", required=True, metavar="I")
    opening.add_pin(parser)


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.at_case(args) as session:
        submit.submit(session, args.identity, lambda: opening.pin(args))
        return documents.state(session), 0
