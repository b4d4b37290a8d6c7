"""`leder search TEXT`: over every case in the store; any text is a query."""

import argparse
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import search


def add(commands: Any) -> None:
    parser = commands.add_parser("search", help="search every case", description="Find what holds every word, in every case of the store.")
    parser.add_argument("text", metavar="TEXT", help="any text; put -- before one that begins with a hyphen")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.desk(args) as desk:
        return {"hits": search.find(desk, args.text)}, 0


def say(document: dict[str, Any]) -> str:
    return "\n".join(f"{h['case']}  {h['where']}  {h['snippet']}" for h in document["hits"]) or "Nothing found."
