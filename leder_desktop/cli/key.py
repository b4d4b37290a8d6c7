"""`leder key rotate [--deep]`: new keys under the same ways in."""

import argparse
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import rotate, ways_in


def add(commands: Any) -> None:
    verbs = commands.add_parser("key", help="new keys for the store").add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("rotate", help="a new key for the store; passphrase and recovery sheet stay good")
    verb.add_argument("--deep", action="store_true", help="a new key for every case file too")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.desk(args) as desk:
        rotate.keys(desk, deep=args.deep)
    return {"slots": ways_in.slots(desk.folder)}, 0


def say(_: dict[str, Any]) -> str:
    return "The store has new keys. Passphrase and recovery sheet open it as before; copies made before still open with the old keys."
