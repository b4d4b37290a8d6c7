"""`leder action add|change|list`: what the panel agreed, entered after it has met.

Words at length come from standard input as one JSON object, never from the command line: `text`, `measure`, `evidence`, `why_not`.
"""

import argparse
from dataclasses import replace
from typing import Any

from leder_desktop.cli import opening, streams
from leder_desktop.model.actions import STATUSES, Action
from leder_desktop.model.dates import understand, words
from leder_desktop.operations import actions, notes

TEXTS = ("text", "measure", "evidence", "why_not")


def add(commands: Any) -> None:
    verbs = commands.add_parser("action", help="what the panel agreed").add_subparsers(dest="verb", required=True)
    for verb, said in (("add", "enter one; its words as JSON on standard input"), ("change", "say one differently, or how it goes")):
        parser = verbs.add_parser(verb, help=said)
        parser.add_argument("case", metavar="CASE", help=opening.CASE)
        if verb == "change":
            parser.add_argument("id", metavar="ID")
        parser.add_argument("--theme", metavar="CODE")
        parser.add_argument("--finding", action="append", dest="findings", metavar="ID", help="a finding it comes from")
        parser.add_argument("--organisation", metavar="NAME")
        parser.add_argument("--owner", metavar="ROLE")
        parser.add_argument("--due", metavar="DATE")
        parser.add_argument("--status", choices=list(STATUSES))
    verbs.add_parser("list", help="all of them").add_argument("case", metavar="CASE", help=opening.CASE)


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    told = streams.texts_in(TEXTS, notes.LONGEST) if args.verb != "list" else {}
    with opening.at_case(args) as session:
        match args.verb:
            case "add":
                return {"action": actions.add(session, _said(args, Action(id=""), told)).made[0]}, 0
            case "change":
                actions.change(session, _said(args, actions.one(session, args.id), told))
                return {"action": args.id}, 0
            case _:
                return {"actions": [_document(each) for each in actions.actions(session)]}, 0


def _said(args: argparse.Namespace, action: Action, told: dict[str, str]) -> Action:
    """The action with what is said; what is not said stays as it is."""
    plain = {name: value for name in ("theme", "organisation", "owner", "status") if (value := getattr(args, name)) is not None}
    found = {"findings": tuple(args.findings)} if args.findings is not None else {}
    due = {"due": understand(args.due)} if args.due else {}
    return replace(action, **plain, **found, **due, **told)


def _document(action: Action) -> dict[str, Any]:
    return {
        "id": action.id, "theme": action.theme, "findings": list(action.findings), "text": action.text, "organisation": action.organisation,
        "owner": action.owner, "due": {"edtf": action.due.edtf, "words": words(action.due)} if action.due else None,
        "measure": action.measure, "evidence": action.evidence, "status": action.status, "whyNot": action.why_not,
    }  # fmt: skip


def say(document: dict[str, Any]) -> str:
    if "actions" not in document:
        return "Done."
    listed = (f"{each['id']}  {STATUSES[each['status']]}: {each['text']}" for each in document["actions"])
    return "\n".join(listed) or "No action is entered yet."
