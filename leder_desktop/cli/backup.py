"""`leder backup --to DIR`: a new generation, restored by another process with the recovery words alone, and compared."""

import argparse
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening, streams
from leder_desktop.operations import backup, backup_place, evidence, ways_in
from leder_desktop.session import Desk


def add(commands: Any) -> None:
    parser = commands.add_parser(
        "backup", help="back up to a folder, and prove it",
        description="Copy what is new to a folder, then restore it from there with the recovery words alone and compare everything.",
    )  # fmt: skip
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="best on another disk; made when it is not there yet")
    parser.add_argument("--code-file", type=Path, metavar="F", help="the recovery sheet, for a store that does not hold its words yet")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.desk(args) as desk:
        if args.code_file is not None:
            ways_in.prove_kept_words(desk, evidence.read_small(args.code_file, opening.LONGEST_SECRET).decode("utf-8", "replace"))
        made = _made(desk, args.to)
        warnings = [*backup_place.warnings(desk.folder, args.to), *made.warnings]
        tell_each(warnings)
    return {
        "cases": made.cases, "proved": True, "generation": str(made.generation), "made": made.made.isoformat(), "bytes": made.bytes,
        "warnings": warnings,
    }, 0  # fmt: skip


def _made(desk: Desk, to: Path) -> backup.Made:
    """A folder that was made for a backup that was refused is taken away again when nothing came to lie in it."""
    folder_made, done = backup_place.made(desk.folder, to), False
    try:
        made = backup.make(desk, to, step=progress())
        done = True
    finally:
        if folder_made and not done:
            with suppress(OSError):
                to.rmdir()
    return made


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
