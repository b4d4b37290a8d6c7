"""`leder answer CASE QUESTION VALUE`."""

import argparse
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import questions


def add(commands: Any) -> None:
    parser = commands.add_parser("answer", help="answer a question")
    parser.add_argument("case", metavar="CASE")
    parser.add_argument("question", metavar="QUESTION")
    parser.add_argument("value", metavar="VALUE")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.at_case(args) as session:
        questions.answer(session, args.question, args.value)
        kept = questions.answers(session)[args.question]
        if kept.status != "answered":
            value: Any = kept.status
        elif kept.score is not None:
            value = kept.score.code
        else:
            value = list(kept.value) if isinstance(kept.value, tuple) else kept.value
        return {"question": args.question, "value": value}, 0


def say(document: dict[str, Any]) -> str:
    return f"{document['question']}: {document['value']}"
