"""`leder note set|get`: the texts written at length. `note get` without --json gives the exact bytes back."""

import argparse
from typing import Any

from leder_desktop.cli import opening, streams
from leder_desktop.operations import laptop_record, notes


def add(commands: Any) -> None:
    verbs = commands.add_parser("note", help="portrait, summary, working-notes, conversation/<id>").add_subparsers(
        dest="verb", required=True
    )
    for verb in ("set", "get"):
        parser = verbs.add_parser(verb)
        parser.add_argument("case", metavar="CASE")
        parser.add_argument("section", metavar="SECTION")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    if args.verb == "get":
        with opening.at_case(args) as session:
            text = notes.get(session, args.section)
            laptop_record.looked(session, "conversations" if args.section.startswith("conversation/") else args.section)
            return {"text": text}, 0
    text = streams.words_in(notes.LONGEST)
    with opening.at_case(args) as session:
        notes.set(session, args.section, text)
        return {"chars": len(text)}, 0


def say(document: dict[str, Any]) -> bytes | str:
    return document["text"].encode("utf-8") if "text" in document else f"{document['chars']} characters kept"
