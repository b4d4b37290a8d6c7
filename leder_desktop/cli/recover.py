"""`leder recover --code-file F`: open with the recovery words and set a new passphrase."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.clock import Clock
from leder_desktop.operations import evidence, header, ways_in


def add(commands: Any) -> None:
    parser = commands.add_parser("recover", help="forgotten passphrase")
    parser.add_argument("--code-file", type=Path, required=True, metavar="F", help="the recovery sheet, or just its words")
    opening.add_new_passphrase(parser)


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    folder = opening.folder(args)
    header.require_store(folder)
    code = evidence.read_small(args.code_file, opening.LONGEST_SECRET).decode("utf-8", "replace")
    ways_in.recover(folder, code, opening.new_passphrase(args), clock=Clock())
    return {"slots": ways_in.slots(folder)}, 0


def say(_: dict[str, Any]) -> str:
    return "The new passphrase opens this store. The old one does not."
