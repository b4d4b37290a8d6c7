"""`leder answer CASE QUESTION VALUE`."""

import argparse
from typing import Any, cast

from leder_desktop.cli import opening
from leder_desktop.model.answers import Answer, Row
from leder_desktop.operations import questions


def add(commands: Any) -> None:
    parser = commands.add_parser("answer", help="answer a question")
    parser.add_argument("case", metavar="CASE")
    parser.add_argument("question", metavar="QUESTION")
    parser.add_argument("value", metavar="VALUE", help="a code, words, JSON, or not-asked, not-known, not-applicable, insufficient")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.at_case(args) as session:
        questions.answer(session, args.question, args.value)
        kept = questions.answers(session)[args.question]
        return {"question": args.question, "value": _value(kept), "by": kept.by, "at": kept.at.isoformat() if kept.at else None}, 0


def _value(kept: Answer) -> Any:
    """As it could be given: a status, a code, words, a number, codes, or a row an object."""
    if kept.status != "answered":
        return kept.status
    if kept.score is not None:
        return kept.score.code
    if not isinstance(kept.value, tuple):
        return kept.value
    return [{cell.field: cell.said for cell in each.cells} if isinstance(each, Row) else each for each in kept.value]


def say(document: dict[str, Any]) -> str:
    value = document["value"]
    if not isinstance(value, list):
        return f"{document['question']}: {value}"
    listed = cast("list[dict[str, str] | str]", value)
    lines = (", ".join(row.values()) if isinstance(row, dict) else row for row in listed)
    return "\n".join((f"{document['question']}:", *(f"  {line}" for line in lines)))
