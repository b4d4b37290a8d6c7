"""`leder slots`: the ways into a store. Nothing secret is in them, so no passphrase is asked for."""

import argparse
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import ways_in


def add(commands: Any) -> None:
    commands.add_parser("slots", help="the ways into the store", description="What opens the store, and since when.")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    return {"slots": ways_in.listed(opening.folder(args))}, 0


def say(document: dict[str, Any]) -> str:
    return "\n".join(f"{slot['kind']:<13}made {slot['made'][:10]}  {slot['backend'] or ''}".rstrip() for slot in document["slots"])
