"""`leder demo --out DIR`: the whole journey on the sample case, in a throw-away store; the last line is the verdict."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import streams
from leder_desktop.operations import demo


def add(commands: Any) -> None:
    parser = commands.add_parser("demo", help="the whole journey on the sample case")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    document = demo.run(args.out, tell=streams.tell)
    return document, 0 if document["verdict"] == "good" else 1


def say(document: dict[str, Any]) -> str:
    return str(document["verdict"])
