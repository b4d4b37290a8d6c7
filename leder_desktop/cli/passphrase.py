"""`leder passphrase change`."""

import argparse
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.clock import Clock
from leder_desktop.operations import header, ways_in


def add(commands: Any) -> None:
    verbs = commands.add_parser("passphrase", help="change the passphrase").add_subparsers(dest="verb", required=True)
    opening.add_new_passphrase(verbs.add_parser("change", help="set a new passphrase; the old one opens nothing then"))


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    folder = opening.folder(args)
    header.require_store(folder)
    old = opening.secret(args.passphrase_file, args.passphrase_fd, "Passphrase")
    ways_in.change_passphrase(folder, old, opening.new_passphrase(args), clock=Clock())
    return {"slots": ways_in.slots(folder)}, 0


def say(_: dict[str, Any]) -> str:
    return "The passphrase is changed. The old one no longer opens this store."
