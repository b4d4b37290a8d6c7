"""`leder questions`: every question there is, with what answers it, when it is asked, and where it comes from. Needs no store."""

import argparse
from collections.abc import Iterator
from typing import Any

from leder_desktop.operations import documents


def add(commands: Any) -> None:
    parser = commands.add_parser("questions", help="the question sets")
    parser.add_argument("--set", dest="set_id", metavar="S")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
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
