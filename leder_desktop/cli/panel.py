"""`leder panel|offer|complete CASE`: what comes after a review has left. The panel's own grades are entered by `leder grade`.

Words at length come from standard input, never from the command line.
"""

import argparse
from dataclasses import replace
from typing import Any

from leder_desktop.cli import opening, streams
from leder_desktop.model.case import Panel
from leder_desktop.operations import completing, documents, holds, notes, snapshot


def add(commands: Any) -> None:
    panel = commands.add_parser("panel", help="the governance panel (Bristol: the steering group) has met")
    panel.add_argument("case", metavar="CASE", help=opening.CASE)
    panel.add_argument("--on", required=True, metavar="D", help="the day it met")
    panel.add_argument("--outcome", required=True, metavar="CODE", help="a code of the list of outcomes: actions-agreed, noted, ...")
    panel.add_argument("--signed-off", action="store_true", help="it signed off the quality of the review")
    panel.add_argument("--note", action="store_true", help="a note, on standard input")
    offer = commands.add_parser("offer", help="record what the family was offered")
    offer.add_argument("case", metavar="CASE", help=opening.CASE)
    for name, said in (("draft", "the draft, to comment on"), ("copy", "a copy of the completed review")):
        offer.add_argument(f"--{name}", choices=list(completing.OFFERS), help=said)
        offer.add_argument(f"--{name}-on", metavar="D", help="on which day")
    offer.add_argument("--why-not", action="store_true", help="why one of them was not offered, on standard input")
    complete = commands.add_parser("complete", help="the review is completed: its clock stands still")
    complete.add_argument("case", metavar="CASE", help=opening.CASE)
    complete.add_argument("--on", metavar="D", help="today when it is left out")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    words = streams.words_in(notes.LONGEST).strip() if getattr(args, "note", False) or getattr(args, "why_not", False) else ""
    with opening.at_case(args) as session:
        match args.command:
            case "panel":
                met = holds.day(args.on, "the panel")
                completing.panel_met(session, Panel(met_on=met, outcome=args.outcome, signed_off=args.signed_off, note=words))
            case "offer":
                said: dict[str, Any] = {name: value for name in ("draft", "copy") if (value := getattr(args, name)) is not None}
                said |= {"why_not": words} if args.why_not else {}
                days = {name: holds.day(given, "the offer") for name in ("draft_on", "copy_on") if (given := getattr(args, name))}
                completing.offer(session, replace(snapshot.case(session).offered, **said, **days))
            case _:
                completing.complete(session, holds.day(args.on, "the completion") if args.on else None)
        return documents.state(session), 0
