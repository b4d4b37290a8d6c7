"""`leder recover --code-file F` (or `--organisation-key F`): open with the recovery words, or as the organisation; set a new passphrase."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.clock import Clock
from leder_desktop.operations import evidence, header, ways_in

LARGEST_KEY = 1 << 20


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "recover", help="forgotten passphrase", description="Open the store without its passphrase, and set a new one."
    )
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--code-file", type=Path, metavar="F", help="the recovery sheet, or just its words")
    way.add_argument("--organisation-key", type=Path, metavar="F", help="the organisation's key and certificate, PEM or PKCS#12")
    opening.add_pin(parser)
    opening.add_new_passphrase(parser)


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    folder = opening.folder(args)
    header.require_store(folder)
    if args.organisation_key is not None:
        key, pin = evidence.read_small(args.organisation_key, LARGEST_KEY), opening.pin(args) if _locked(args) else ""
        ways_in.recover_with_organisation(folder, key, pin, opening.new_passphrase(args), clock=Clock())
    else:
        code = evidence.read_small(args.code_file, opening.LONGEST_SECRET).decode("utf-8", "replace")
        ways_in.recover(folder, code, opening.new_passphrase(args), clock=Clock())
    return {"slots": ways_in.slots(folder)}, 0


def _locked(args: argparse.Namespace) -> bool:
    """A PIN is only asked for when one is given: most organisations' keys come as a file of their own."""
    return args.pin_file is not None or args.pin_fd is not None


def say(_: dict[str, Any]) -> str:
    return "The new passphrase opens this store. The old one does not."
