"""`leder release CASE --identity I --to CERT...`: the senior reviewer countersigns."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import evidence, release, trust


def add(commands: Any) -> None:
    parser = commands.add_parser("release", help="the senior reviewer countersigns; fixes the bundle and its recipients")
    parser.add_argument("case", metavar="CASE")
    parser.add_argument("--identity", required=True, metavar="I")
    parser.add_argument("--to", type=Path, nargs="+", required=True, metavar="CERT")
    opening.add_pin(parser)


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    untrusted = [evidence.read_small(path, trust.LARGEST) for path in args.to]
    with opening.at_case(args) as session:
        signoff = release.release(session, args.identity, lambda: opening.pin(args), untrusted_recipients=untrusted)
        return {"state": "released", "bundle": signoff.bundle}, 0
