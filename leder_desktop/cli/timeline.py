"""`leder timeline`: the entries in order, with their sources and flags."""

import argparse
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.model.dates import understand
from leder_desktop.operations import documents, laptop_record


def add(commands: Any) -> None:
    parser = commands.add_parser("timeline", help="the care timeline")
    parser.add_argument("case", metavar="CASE")
    parser.add_argument("--from", dest="since", metavar="D")
    parser.add_argument("--to", dest="until", metavar="D")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    since = understand(args.since) if args.since else None
    until = understand(args.until) if args.until else None
    with opening.at_case(args) as session:
        laptop_record.looked(session, "timeline")
        return documents.timeline(session, since=since, until=until), 0


def say(document: dict[str, Any]) -> str:
    return "\n".join(f"{e['when']['words']}  {e['what']}" for e in document["entries"]) or "Nothing on the timeline yet."
