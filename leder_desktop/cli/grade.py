"""`leder grade CASE QUESTION --for senior|panel`: what the senior reviewer or the panel says to a grade, beside the reviewer's own.

The reviewer grades by `leder answer`. The senior reviewer speaks under the name of a signing identity, and countersigns under the same.
Reasons come from standard input as one JSON object, never from the command line: `why`, `because` (why it differs from what the same role
gave before).
"""

import argparse
from typing import Any

from leder_desktop.bundle.grade_rows import with_former
from leder_desktop.cli import opening, streams
from leder_desktop.errors import Refused
from leder_desktop.model.grades import PANEL, ROLES, SENIOR
from leder_desktop.operations import grades, notes, snapshot

TEXTS = ("why", "because")


def add(commands: Any) -> None:
    parser = commands.add_parser("grade", help="what the senior reviewer or the panel says to a grade")
    parser.add_argument("case", metavar="CASE", help=opening.CASE)
    parser.add_argument("question", metavar="QUESTION", help="of the grade, as `leder questions` lists it: focused.F10")
    parser.add_argument("--for", dest="role", required=True, choices=[SENIOR, PANEL], help="whose grade it is")
    says = parser.add_mutually_exclusive_group(required=True)
    says.add_argument("--score", metavar="CODE", help="a code of the scale, as the form numbers it; the reason on standard input")
    says.add_argument("--agrees", action="store_true", help="the senior reviewer agrees with the reviewer's grade")
    parser.add_argument("--identity", default="", metavar="I", help="who speaks as senior reviewer, where more than one could")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    told = streams.texts_in(TEXTS, notes.LONGEST)
    why, because = told.get("why", ""), told.get("because", "")
    with opening.at_case(args) as session:
        if args.role == PANEL:
            if args.agrees:
                raise Refused("not-understood", "The panel gives a grade of its own. Say which with --score.")
            grades.panel(session, args.question, args.score, why, because)
        elif args.agrees:
            grades.agree(session, args.question, because, identity=args.identity)
        else:
            grades.propose(session, args.question, args.score, why, because, identity=args.identity)
        whole = snapshot.take(session)
        given = whole.grading(args.role, args.question)
        assert given is not None
        return {"question": args.question, "for": args.role, "stands": given.stands, **with_former(given, whole)}, 0


def say(document: dict[str, Any]) -> str:
    stands = f", {document['stands']}" if document["stands"] else ""
    return f"{ROLES[document['for']]}{stands}: {document['words']}"
