"""`leder manifest`: what is on this laptop, without clinical text."""

import argparse
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import manifest


def add(commands: Any) -> None:
    said = "what is on this laptop, without clinical text"
    commands.add_parser("manifest", help=said, description=f"Say {said}: cases, how many records, what was erased, where backups are.")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.desk(args) as desk:
        return manifest.document(desk), 0


def say(document: dict[str, Any]) -> str:
    return manifest.as_text(document)
