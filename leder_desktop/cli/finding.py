"""`leder finding add|change|remove|list|none|escalate`: what was found, what it rests on, who was told.

Words at length come from standard input, never from the command line.
"""

import argparse
from dataclasses import replace
from typing import Any

from leder_desktop.cli import opening, streams
from leder_desktop.errors import Refused
from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import Escalation, Factor, Finding, Ground, Quoted, resting
from leder_desktop.operations import documents, findings, laptop_record, notes

GROUND = "entry/ID, quotation/CONVERSATION/ID, or evidence/ID/page/N"


def add(commands: Any) -> None:
    parser = commands.add_parser("finding", help="good practice, learning, concern, and who was told")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, said in (("add", "write one; its words on standard input"), ("change", "say one differently")):
        parser = _verb(verbs, verb, said)
        if verb == "change":
            parser.add_argument("id", metavar="ID")
            parser.add_argument("--text", action="store_true", help="other words, on standard input")
        parser.add_argument("--kind", metavar="KIND", required=verb == "add")
        parser.add_argument("--theme", metavar="CODE")
        parser.add_argument("--organisation-kind", metavar="CODE")
        parser.add_argument("--severity", metavar="CODE")
        parser.add_argument("--factor", action="append", dest="factors", metavar="CODE")
        parser.add_argument("--rests-on", action="append", dest="grounds", metavar="WHAT", help=GROUND)
        parser.add_argument("--told", metavar="CODE", help="who has been told; needs --on")
        parser.add_argument("--on", metavar="DATE")
        parser.add_argument("--reference", default="", metavar="R")
    _verb(verbs, "remove", "take one away").add_argument("id", metavar="ID")
    _verb(verbs, "list", "all of them, what was not found, and who was told")
    none = _verb(verbs, "none", "say that there is none of a kind")
    none.add_argument("kind", metavar="KIND")
    told = _verb(verbs, "escalate", "record who was told of what cannot wait")
    told.add_argument("--told", required=True, metavar="CODE")
    told.add_argument("--on", required=True, metavar="DATE")
    told.add_argument("--reference", default="", metavar="R")
    told.add_argument("--about", nargs="*", default=[], metavar="ID", help="findings")
    told.add_argument("--note", action="store_true", help="a note, on standard input")


def _verb(verbs: Any, name: str, said: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=said)
    parser.add_argument("case", metavar="CASE")
    return parser


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    wanted = args.verb == "add" or getattr(args, "text", False) or getattr(args, "note", False)
    words = streams.words_in(notes.LONGEST).strip() if wanted else ""
    with opening.at_case(args) as session:
        match args.verb:
            case "add":
                made = findings.add(session, _said(args, Finding(id="", text=words)), told=_told(args)).made[0]
                return {"finding": made}, 0
            case "change":
                before = findings.one(session, args.id)
                findings.change(session, _said(args, replace(before, text=words) if args.text else before), told=_told(args))
                return {"finding": args.id}, 0
            case "remove":
                findings.remove(session, findings.one(session, args.id).id)
                return {"finding": args.id}, 0
            case "none":
                findings.none_found(session, args.kind)
                return {"none_found": args.kind}, 0
            case "escalate":
                told = replace(_told(args) or Escalation(id=""), about=tuple(args.about), note=words)
                return {"escalation": findings.escalate(session, told).made[0]}, 0
            case _:
                laptop_record.looked(session, "findings")
                return documents.findings(session), 0


def _said(args: argparse.Namespace, finding: Finding) -> Finding:
    """The finding with what the options say; an option that is not given leaves it as it is."""
    names = ("kind", "theme", "organisation_kind", "severity")
    finding = replace(finding, **{name: getattr(args, name) for name in names if getattr(args, name) is not None})
    if args.factors is not None:
        finding = replace(finding, factors=tuple(Factor(code=code) for code in args.factors))
    if args.grounds is not None:
        finding = replace(finding, rests_on=(), rests_on_quotations=(), rests_on_places=())
        for ground in args.grounds:
            finding = resting(finding, _ground(ground))
    return finding


def _ground(typed: str) -> Ground:
    match typed.split("/"):
        case ["entry", id]:
            return id
        case ["quotation", conversation, id]:
            return Quoted(conversation=conversation, quotation=id)
        case ["evidence", id]:
            return Source(evidence=id)
        case ["evidence", id, "page", page] if page.isascii() and page.isdigit() and len(page) < 7:
            return Source(evidence=id, page=int(page))
        case _:
            raise Refused("not-understood", f"Say what it rests on as {GROUND}.")


def _told(args: argparse.Namespace) -> Escalation | None:
    if not args.told:
        return None
    return Escalation(id="", to=args.told, on=understand(args.on) if args.on else None, reference=args.reference)


def say(document: dict[str, Any]) -> str:
    if "findings" not in document:
        return "Done."
    found = [f"{each['id']}  {each['kind']}: {each['text']}" for each in document["findings"]]
    none = [f"None found: {each['kind']}" for each in document["noneFound"]]
    told = [f"Told: {each['to']}, {each['on']['words']}" for each in document["escalations"]]
    return "\n".join((*found, *none, *told)) or "Nothing was found yet."
