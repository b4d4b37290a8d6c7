"""`leder restore FROM --to DIR`: a store from a backup, every file checked; cases erased on this laptop since do not come back."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.cli.backup import progress, tell_each
from leder_desktop.clock import Clock
from leder_desktop.operations import backup_proof, backup_source, evidence, restore


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "restore", help="a store from a backup",
        description="Put a backup into a new folder and check every part of it. What was erased on this laptop since does not come back.",
    )  # fmt: skip
    parser.add_argument("source", type=Path, metavar="FROM", help="a backup, or the folder backups go to (then the newest)")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="an empty or a new folder")
    parser.add_argument("--code-file", type=Path, metavar="F", help="the recovery sheet, or just its words, instead of the passphrase")
    parser.add_argument(backup_proof.HIDDEN, action="store_true", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    if args.prove:
        return _prove(args), 0
    if args.code_file is not None:
        way = backup_source.with_recovery(evidence.read_small(args.code_file, opening.LONGEST_SECRET).decode("utf-8", "replace"))
    else:
        backup_source.find(args.source)  # nobody is asked for a passphrase where there is no backup
        way = backup_source.with_passphrase(opening.secret(args.passphrase_file, args.passphrase_fd, "Passphrase"))
    done = restore.restore(args.source, args.to, way, beside=opening.folder(args), clock=Clock(), step=progress())
    tell_each(done.warnings)
    return {
        "cases": done.cases, "proved": True, "store": str(args.to), "made": done.made, "left_out": list(done.left_out),
        "warnings": list(done.warnings),
    }, 0  # fmt: skip


def _prove(args: argparse.Namespace) -> dict[str, Any]:
    """What a backup asks another process: the recovery words come through standard input."""
    found = restore.rehearse(args.source, args.to, opening.secret(None, 0, "Recovery words"))
    return {"rows": found.rows, "cases": {id: {"rows": case.rows, "evidence": case.evidence} for id, case in found.cases.items()}}


def say(document: dict[str, Any]) -> str:
    left_out = f" {len(document['left_out'])} erased cases were left out." if document.get("left_out") else ""
    return f"Restored and checked: {document.get('cases')} cases, in {document.get('store')}.{left_out}"
