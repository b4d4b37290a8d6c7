"""`leder check CASE`: all remarks; exit 1 when any blocks. `leder keep CASE ID WHERE --why W`: keep a warning as it is, with a reason."""

import argparse
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import checks, documents, keeping


def add(commands: Any) -> None:
    commands.add_parser("check", help="what the rules have to say").add_argument("case", metavar="CASE")
    keep = commands.add_parser("keep", help="keep a warning as it is, with a reason that goes with the review")
    keep.add_argument("case", metavar="CASE")
    keep.add_argument("id", metavar="ID", help="of the check, as `leder check --json` says it")
    keep.add_argument("where", metavar="WHERE", help="the place it is about, as `leder check` says it")
    keep.add_argument("--why", required=True, metavar="WORDS", help="the reason")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.at_case(args) as session:
        if args.command == "keep":
            keeping.keep(session, args.id, args.where, args.why)
            return {"kept": f"{args.id}@{args.where}"}, 0
        found = checks.remarks(session)
        blocking = len(checks.blocking(found))
        return {"remarks": [documents.remark(r) for r in found], "blocking": blocking}, 1 if blocking else 0


def say(document: dict[str, Any]) -> str:
    if "kept" in document:
        return f"Kept as it is: {document['kept']}"
    return "\n".join(_line(r) for r in document["remarks"]) or "Nothing to remark."


def _line(remark: dict[str, Any]) -> str:
    kept = f"\n       Kept: {remark['kept']}" if remark["kept"] else ""
    return f"{remark['severity']:5}  {remark['rule']}  {remark['id']} {remark['where']}\n       {remark['sentence']}{kept}"
