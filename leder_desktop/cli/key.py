"""`leder key rotate [--deep]`: new keys under the same ways in."""

import argparse
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import backup_forget, rotate, ways_in


def add(commands: Any) -> None:
    verbs = commands.add_parser("key", help="new keys for the store").add_subparsers(dest="verb", required=True)
    said = "a new key for the store; passphrase and recovery sheet stay good"
    verb = verbs.add_parser("rotate", help=said, description=f"Make {said}. For when somebody may have had a copy of the old key.")
    verb.add_argument("--deep", action="store_true", help="a new key for every case file too")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.desk(args) as desk:
        rotate.keys(desk, deep=args.deep)
        former, sentence = [str(one.path) for one in backup_forget.former(desk)], backup_forget.former_sentence(desk)
    return {"slots": ways_in.slots(desk.folder), "former_backups": former, "warnings": [sentence] if sentence else []}, 0


def say(document: dict[str, Any]) -> str:
    told = "The store has new keys. Passphrase and recovery sheet open it as before; copies made before still open with the old keys."
    return "\n".join([told, *document["warnings"]])
