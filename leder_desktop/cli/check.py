"""`leder check CASE`: all remarks; exit 1 when any blocks. `leder keep CASE ID WHERE`: keep a warning as it is, with
the reason on standard input.

`unreasoned` counts the warnings that must be kept with a reason, or put right, before the review can be signed.
"""

import argparse
from typing import Any

from leder_desktop.cli import opening, streams
from leder_desktop.model.remarks import unreasoned
from leder_desktop.operations import checks, documents, keeping, notes


def add(commands: Any) -> None:
    commands.add_parser("check", help="what the rules have to say").add_argument("case", metavar="CASE")
    keep = commands.add_parser("keep", help="keep a warning as it is; the reason, which goes with the review, on standard input")
    keep.add_argument("case", metavar="CASE")
    keep.add_argument("id", metavar="ID", help="of the check, as `leder check --json` says it")
    keep.add_argument("where", metavar="WHERE", help="the place it is about, as `leder check` says it")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    why = streams.words_in(notes.LONGEST) if args.command == "keep" else ""
    with opening.at_case(args) as session:
        if args.command == "keep":
            keeping.keep(session, args.id, args.where, why)
            return {"kept": f"{args.id}@{args.where}"}, 0
        found = checks.remarks(session)
        blocking, open_ones = len(checks.blocking(found)), len(unreasoned(found, session.standards.policy()))
        return {"remarks": [documents.remark(r) for r in found], "blocking": blocking, "unreasoned": open_ones}, 1 if blocking else 0


def say(document: dict[str, Any]) -> str:
    if "kept" in document:
        return f"Kept as it is: {document['kept']}"
    open_ones = document["unreasoned"]
    still = f"Before signing, {open_ones} of these {'needs' if open_ones == 1 else 'need'} a reason: leder keep." if open_ones else ""
    return "\n".join([*(_line(r) for r in document["remarks"]), *([still] if still else [])]) or "Nothing to remark."


def _line(remark: dict[str, Any]) -> str:
    kept = f"\n       Kept: {remark['kept']}" if remark["kept"] else ""
    return f"{remark['severity']:5}  {remark['rule']}  {remark['id']} {remark['where']}\n       {remark['sentence']}{kept}"
