"""`leder export CASE --out DIR`: seals to exactly the recipients fixed at release."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import export


def add(commands: Any) -> None:
    parser = commands.add_parser("export", help="seal the bundle")
    parser.add_argument("case", metavar="CASE")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.at_case(args) as session:
        return export.export(session, args.out), 0


def say(document: dict[str, Any]) -> str:
    return "\n".join(f"{f['sha512'][:16]}…  {f['bytes']}  {f['name']}" for f in document["files"])
