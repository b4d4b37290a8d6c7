"""`leder search TEXT`: over every case in the store; any text is a query."""

import argparse
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import search


def add(commands: Any) -> None:
    commands.add_parser("search", help="search every case").add_argument("text", metavar="TEXT")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.desk(args) as desk:
        return {"hits": search.find(desk, args.text)}, 0


def say(document: dict[str, Any]) -> str:
    return "\n".join(f"{h['case']}  {h['where']}  {h['snippet']}" for h in document["hits"]) or "Nothing found."
