"""`leder case ...`: take in, list, show, record the opt-out check, allocate, hold, close, reopen, erase."""

import argparse
import json
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.intake.notification import MAX_BYTES
from leder_desktop.model.case import TEMPLATE_WORDS, Hold
from leder_desktop.operations import cases, documents, evidence, holds, laptop_record


def add(commands: Any) -> None:
    verbs = commands.add_parser("case", help="cases of this store").add_subparsers(dest="verb", required=True)
    new = verbs.add_parser("new", help="take in a notification")
    new.add_argument("--notification", type=Path, metavar="F.json")
    new.add_argument("--opt-out-checked", metavar="WHO")
    new.add_argument("--template", metavar="T", choices=list(TEMPLATE_WORDS), help=f"the process it follows: {', '.join(TEMPLATE_WORDS)}")
    verbs.add_parser("list", help="every case")
    verbs.add_parser("show", help="the review").add_argument("case", metavar="CASE", help=opening.CASE)
    check = verbs.add_parser("opt-out", help="record the national data opt-out check")
    check.add_argument("case", metavar="CASE")
    check.add_argument("--by", required=True, metavar="WHO")
    check.add_argument("--result", required=True, choices=["none", "opted-out"])
    check.add_argument("--on", metavar="DATE")
    hold = verbs.add_parser("hold", help="the review waits for another process, or because the family asked")
    hold.add_argument("case", metavar="CASE", help=opening.CASE)
    hold.add_argument("--why", required=True, metavar="R", help="a code of the list of reasons: coroner, police-investigation, ...")
    hold.add_argument("--by", required=True, metavar="WHO", help="who agreed that it waits")
    hold.add_argument("--from", dest="since", metavar="D", help="the first day on hold; today when it is left out")
    hold.add_argument("--until", metavar="D", help="when it is thought to end")
    hold.add_argument("--reference", default="", metavar="X", help="of the other process")
    ending = verbs.add_parser("hold-end", help="the reason to wait is over")
    ending.add_argument("case", metavar="CASE", help=opening.CASE)
    ending.add_argument("--why", default="", metavar="R", help="which hold, where several are open")
    allocate = verbs.add_parser("allocate", help="record when the review was given to its reviewer")
    allocate.add_argument("case", metavar="CASE", help=opening.CASE)
    for parser in (ending, allocate):
        parser.add_argument("--on", metavar="D", help="today when it is left out")
    for verb, said in (("close", "close a case"), ("reopen", "work on a closed case again"), ("purge", "erase a whole case for good")):
        parser = verbs.add_parser(verb, help=said)
        parser.add_argument("case", metavar="CASE", help=opening.CASE)
        parser.add_argument("--why", required=True, metavar="W", help="the reason; it is kept")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    match args.verb:
        case "new":
            untrusted = evidence.read_small(args.notification, MAX_BYTES) if args.notification else None
            with opening.desk(args) as desk:
                session = cases.new(desk, untrusted, opt_out_checked_by=args.opt_out_checked, template=args.template or "")
                try:
                    return documents.made(session), 0
                finally:
                    cases.leave(session)
        case "list":
            with opening.desk(args) as desk:
                return documents.rows(desk), 0
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
        case "hold":
            with opening.at_case(args) as session:
                said = Hold(
                    reason=args.why, agreed_by=args.by, reference=args.reference,
                    started=holds.day(args.since, "the beginning") if args.since else None,
                    expected=holds.day(args.until, "the expected end") if args.until else None,
                )  # fmt: skip
                holds.begin(session, said)
                return documents.held(session), 0
        case "hold-end":
            with opening.at_case(args) as session:
                holds.end(session, holds.open_one(session, args.why), holds.day(args.on, "the end") if args.on else None)
                return documents.held(session), 0
        case "allocate":
            with opening.at_case(args) as session:
                holds.allocate(session, holds.day(args.on, "the allocation") if args.on else None)
                return documents.held(session), 0
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
            f"{c['reference']}  {c['stage']['words']}  due {c['due'] or 'not known'}, {c['clock']['paused']} days paused"
            f"  {'; '.join(c['waiting_for'])}".rstrip()
            for c in document["cases"]
        )
        return "\n".join(rows) or "There is no case in this store."
    if "reference" in document and "case" in document:
        return f"{document['reference']}  {document['case']}" + "".join(f"\n{w['sentence']}" for w in document.get("warnings", []))
    if "certificate" in document:
        return "\n".join(f"{key}: {value}" for key, value in document["certificate"].items())
    if "clock" in document:
        clock = document["clock"]
        return f"{document['sentence']}\n{clock['gross']} days, {clock['paused']} of them paused, {clock['net']} net"
    if "state" in document and len(document) < 4:
        return str(document["state"]) + (f"\n{document['sentence']}" if document.get("sentence") else "")
    return json.dumps(document, ensure_ascii=False, indent=1)
