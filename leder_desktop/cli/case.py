"""`leder case ...`: take in, list, show, record the opt-out check, close, reopen, erase."""

import argparse
import json
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.intake.notification import MAX_BYTES
from leder_desktop.operations import cases, documents, evidence, laptop_record


def add(commands: Any) -> None:
    verbs = commands.add_parser("case", help="cases of this store").add_subparsers(dest="verb", required=True)
    new = verbs.add_parser("new", help="take in a notification")
    new.add_argument("--notification", type=Path, metavar="F.json")
    new.add_argument("--opt-out-checked", metavar="WHO")
    verbs.add_parser("list", help="every case")
    verbs.add_parser("show", help="the review").add_argument("case", metavar="CASE", help=opening.CASE)
    check = verbs.add_parser("opt-out", help="record the national data opt-out check")
    check.add_argument("case", metavar="CASE")
    check.add_argument("--by", required=True, metavar="WHO")
    check.add_argument("--result", required=True, choices=["none", "opted-out"])
    check.add_argument("--on", metavar="DATE")
    for verb, said in (("close", "close a case"), ("reopen", "work on a closed case again"), ("purge", "erase a whole case for good")):
        parser = verbs.add_parser(verb, help=said)
        parser.add_argument("case", metavar="CASE", help=opening.CASE)
        parser.add_argument("--why", required=True, metavar="W", help="the reason; it is kept")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    match args.verb:
        case "new":
            untrusted = evidence.read_small(args.notification, MAX_BYTES) if args.notification else None
            with opening.desk(args) as desk:
                session = cases.new(desk, untrusted, opt_out_checked_by=args.opt_out_checked)
                try:
                    return documents.made(session), 0
                finally:
                    cases.leave(session)
        case "list":
            with opening.desk(args) as desk:
                return {"cases": [documents.row(row) for row in cases.all(desk)]}, 0
        case "purge":
            with opening.desk(args) as desk:
                return {"certificate": cases.purge(desk, args.case, args.why)}, 0
        case "show":
            with opening.at_case(args) as session:
                laptop_record.looked(session, "review")
                return documents.review(session), 0
        case "opt-out":
            with opening.at_case(args) as session:
                cases.record_opt_out(session, by=args.by, result=args.result, on=args.on)
                return documents.state(session), 0
        case "close":
            with opening.at_case(args) as session:
                cases.close(session, args.why)
                return documents.state(session), 0
        case "reopen":
            with opening.at_case(args) as session:
                cases.reopen(session, args.why)
                return documents.state(session), 0
        case _:
            raise AssertionError(args.verb)


def say(document: dict[str, Any]) -> str:
    if "cases" in document:
        rows = (
            f"{c['reference']}  {c['state']}  due {c['due'] or 'not known'}  {'; '.join(c['waiting_for'])}".rstrip()
            for c in document["cases"]
        )
        return "\n".join(rows) or "There is no case in this store."
    if "reference" in document and "case" in document:
        return f"{document['reference']}  {document['case']}" + "".join(f"\n{w['sentence']}" for w in document.get("warnings", []))
    if "certificate" in document:
        return "\n".join(f"{key}: {value}" for key, value in document["certificate"].items())
    if "state" in document and len(document) < 4:
        return str(document["state"]) + (f"\n{document['sentence']}" if document.get("sentence") else "")
    return json.dumps(document, ensure_ascii=False, indent=1)
