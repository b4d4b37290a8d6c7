"""`leder backup --to DIR`: a new generation, restored by another process with the recovery words alone, and compared."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening, streams
from leder_desktop.operations import backup, backup_place, evidence, ways_in
from leder_desktop.store import durable


def add(commands: Any) -> None:
    parser = commands.add_parser("backup", help="back up to a folder, and prove it")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="best on another disk")
    parser.add_argument("--code-file", type=Path, metavar="F", help="the recovery sheet, for a store that does not hold its words yet")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.desk(args) as desk:
        if args.code_file is not None:
            ways_in.prove_kept_words(desk, evidence.read_small(args.code_file, opening.LONGEST_SECRET).decode("utf-8", "replace"))
        if args.to.parent.is_dir():
            durable.make_folder(args.to)
        made = backup.make(desk, args.to, step=progress())
        warnings = [*backup_place.warnings(desk.folder, args.to), *made.warnings]
        tell_each(warnings)
    return {
        "cases": made.cases, "proved": True, "generation": str(made.generation), "made": made.made.isoformat(), "bytes": made.bytes,
        "warnings": warnings,
    }, 0  # fmt: skip


def tell_each(warnings: Sequence[str]) -> None:
    """Nothing for none."""
    if warnings:
        streams.tell(*warnings)


def progress() -> backup.Step:
    """Says each kind of work once."""
    said = set[str]()

    def step(_done: int, _of: int, what: str) -> None:
        if what not in said:
            said.add(what)
            streams.tell(f"{what}.")

    return step


def say(document: dict[str, Any]) -> str:
    return f"Backed up, restored and compared: {document['cases']} cases, {document['generation']}"
