"""`leder independent CASE`: the reviewer declares to be independent of the care, and says who stands beside them."""

import argparse
from dataclasses import replace
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import independence, snapshot

NAMES = ("reviewer_profession", "reviewer_employer", "senior_reviewer", "local_area_contact")


def add(commands: Any) -> None:
    parser = commands.add_parser("independent", help="declare that you are independent of the care")
    parser.add_argument("case", metavar="CASE", help=opening.CASE)
    parser.add_argument("--take-back", action="store_true", help="the declaration does not hold")
    parser.add_argument("--profession", dest="reviewer_profession", metavar="CODE")
    parser.add_argument("--employer", dest="reviewer_employer", metavar="NAME")
    parser.add_argument("--senior-reviewer", metavar="NAME", help="another person")
    parser.add_argument("--local-area-contact", metavar="NAME")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    said = {name: value for name in NAMES if (value := getattr(args, name)) is not None}
    with opening.at_case(args) as session:
        if said:
            independence.describe(session, replace(independence.standing(session), **said))
        if args.take_back:
            independence.take_back(session)
        else:
            independence.declare(session)
        case = snapshot.case(session)
        declared = case.independence
        return {
            "declared": {"by": declared.by, "on": declared.on.isoformat(), "words": declared.words} if declared.on else None,
            **{name: getattr(case, name) for name in NAMES},
        }, 0


def say(document: dict[str, Any]) -> str:
    declared = document["declared"]
    return f"{declared['by']}, {declared['on']}: {declared['words']}" if declared else "The declaration is taken back."
