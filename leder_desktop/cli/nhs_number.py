"""`leder nhs-number TEXT`: what a number is; exit 1 only for one that cannot be right."""

from argparse import ArgumentParser, Namespace, _SubParsersAction  # pyright: ignore[reportPrivateUsage]
from typing import Any

from leder_desktop.model.identifiers import check_nhs_number


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    parser = subparsers.add_parser("nhs-number", help="check an NHS number", description="Checks an NHS number; corrects nothing.")
    parser.add_argument("text", metavar="TEXT", help="the number as it was written; blank for none")
    parser.set_defaults(run=run)


def run(args: Namespace) -> tuple[dict[str, Any], int]:
    found = check_nhs_number(args.text)
    document = {"valid": found.valid, "number": found.number, "kind": found.kind, "sentence": found.sentence}
    return document, 1 if found.kind == "invalid" else 0
