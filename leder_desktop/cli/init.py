"""`leder init`: make a store; the recovery sheet counts as proved when it was written to a file, or typed back."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening, streams
from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.governance import roles
from leder_desktop.operations import evidence, store, ways_in
from leder_desktop.store import durable


def add(commands: Any) -> None:
    parser = commands.add_parser("init", help="make a store", description="Make an empty encrypted store, and its recovery sheet.")
    parser.add_argument("--name", required=True, help="whose store it is: the reviewer's full name")
    parser.add_argument("--role", required=True, choices=[str(r) for r in roles.Role])
    parser.add_argument("--recovery-out", type=Path, metavar="F", help="a new file for the recovery sheet; else it is typed back here")
    parser.add_argument("--organisation", type=Path, metavar="CERT", help="a certificate whose key opens the store too")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    if args.recovery_out is None and not streams.at_terminal():
        streams.tell("The recovery sheet must be written to a file (--recovery-out F) or typed back at a terminal.")
        raise SystemExit(2)
    with durable.guarded(args.recovery_out or opening.folder(args)):
        there = args.recovery_out is not None and args.recovery_out.exists()
    if there and args.recovery_out is not None:
        raise Refused("file-exists", f"There is already a file {args.recovery_out.name} there. It was left as it is.")
    folder = opening.folder(args)
    store.require_free(folder)
    organisation = ways_in.organisation(args.organisation)
    passphrase = opening.secret(args.passphrase_file, args.passphrase_fd, "Passphrase", "weak-passphrase")
    plan = store.plan(args.name, roles.role(args.role), passphrase)
    if args.recovery_out is not None:
        evidence.write_out(args.recovery_out, [plan.sheet.encode()])
    else:
        streams.tell(plan.sheet)
        store.prove_recovery(plan, input("Type the recovery words back: "))
    try:
        store.make(folder, plan, clock=Clock(), organisation=organisation).close()
    except Refused:
        if args.recovery_out is not None and not store.exists(folder):  # a store may have come to be although its last sync failed
            args.recovery_out.unlink(missing_ok=True)
        raise
    return {"store": str(folder), "recovery_sheet": str(args.recovery_out) if args.recovery_out else None}, 0


def say(document: dict[str, Any]) -> str:
    return f"The store is made: {document['store']}"
