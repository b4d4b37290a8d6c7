"""`leder salvage --to DIR`: what can be read of a damaged store, in a new one; the damaged one is left as it is."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening, streams
from leder_desktop.clock import Clock
from leder_desktop.operations import header, salvage, store


def add(commands: Any) -> None:
    said = "what can be read of a damaged store, in a new one"
    parser = commands.add_parser("salvage", help=said, description=f"Put {said}. The damaged one is left as it is.")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="an empty or a new folder")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    folder = opening.folder(args)
    header.require_store(folder)
    derived = store.derive_key(folder, opening.secret(args.passphrase_file, args.passphrase_fd, "Passphrase"), only_read=True)
    try:
        done = salvage.salvage_store(folder, derived.held, args.to, clock=Clock(), tell=streams.tell)
    finally:
        derived.lock.release()
    lost = [{"case": one.case, "table": one.table, "rows": one.rows} for one in done.lost]
    return {"store": str(args.to), "cases": done.cases, "lost": lost}, 0


def say(document: dict[str, Any]) -> str:
    lost = [f"Lost, {one['case'] or 'the register'}: {one['rows']} {one['table']}" for one in document["lost"]]
    return "\n".join([f"{document['cases']} cases are in {document['store']}. The damaged store was left as it is.", *lost])
