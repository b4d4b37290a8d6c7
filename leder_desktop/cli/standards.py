"""`leder standards list|import|put-back|differences|carry`: the question sets, scales, vocabularies and texts reviews are made with."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import corrections, standards


def add(commands: Any) -> None:
    verbs = commands.add_parser("standards", help="question sets, scales, vocabularies, texts of checks, policy").add_subparsers(
        dest="verb", required=True
    )
    verbs.add_parser("list", help="those in force here, with where they come from")
    taken = verbs.add_parser("import", help="corrections, each with its .p7s beside it")
    taken.add_argument("files", type=Path, nargs="+", metavar="FILE")
    taken.add_argument("--another-signer", action="store_true", help="whoever signs corrections has changed, and you know it")
    verbs.add_parser("put-back", help="a file as it came with the program").add_argument("name", metavar="NAME")
    for verb, said in (("differences", "what is newer than a review was begun with"), ("carry", "carry a review over to it")):
        verbs.add_parser(verb, help=said).add_argument("case", metavar="CASE")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    if args.verb in ("differences", "carry"):
        with opening.at_case(args) as session:
            found = [asdict(one) for one in standards.waiting(session)]
            if args.verb == "carry":
                standards.carry_over(session)
            return {"differences": found}, 0
    with opening.desk(args) as desk:
        if args.verb == "import":
            corrections.take_in(desk, args.files, another_signer=args.another_signer)
        if args.verb == "put-back":
            corrections.put_back(desk, args.name)
        return {"standards": [asdict(one) for one in standards.listed(desk)]}, 0


def say(document: dict[str, Any]) -> str:
    if "differences" in document:
        found = document["differences"]
        lines = [f"{one['file']}: {one['place']}\n  was  {one['before'] or '-'}\n  is   {one['after'] or '-'}" for one in found]
        return "\n".join(lines) or "Nothing is different."
    return "\n".join(f"{one['name']:36} {one['version']:10} {one['signed_by'] or 'of this program'}" for one in document["standards"])
