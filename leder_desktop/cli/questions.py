"""`leder questions`: every question there is, with what answers it, when it is asked, and where it comes from.

As the program brings them, which needs no store; as they are in force in a store, or as a review asks them, which does.
"""

import argparse
from collections.abc import Iterator
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import documents


def add(commands: Any) -> None:
    parser = commands.add_parser("questions", help="the question sets")
    parser.add_argument("--set", dest="set_id", metavar="S")
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--in-force", action="store_true", help="with the corrections of this store, as a review begun now asks them")
    whose.add_argument("--case", metavar="CASE", help="as this review asks them")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    if args.case is not None:
        with opening.at_case(args) as session:
            return documents.questions(args.set_id, session.standards), 0
    if args.in_force:
        with opening.desk(args) as desk:
            return documents.questions(args.set_id, desk.standards), 0
    return documents.questions(args.set_id), 0


def say(document: dict[str, Any]) -> str:
    return "\n".join(line for each in document["sets"] for question in each["questions"] for line in _lines(question))


def _lines(question: dict[str, Any]) -> Iterator[str]:
    yield f"{question['ref']}  {question['text']}"
    yield f"    {_type(question)}, {question['requirement']}, {question['confidence']}: {question['provenance']}"
    for field in question["fields"]:
        yield f"    - {field['id']}  {field['text']}: {_type(field)}, {field['requirement']}"
    if question["kept"]:
        yield f"    kept as {question['kept']}, and changed there"
    for condition in question["shown_when"]:
        asks = "; ".join(f"{name} {_one(value)}" for name, value in condition.items() if name != "fact")
        yield f"    asked when {condition['fact']} {asks}"


def _type(asked: dict[str, Any]) -> str:
    codes = ", ".join(term["code"] for term in asked["values"])
    return f"{asked['type']} ({codes})" if codes else asked["type"]


def _one(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)  # pyright: ignore[reportUnknownArgumentType,reportUnknownVariableType]
