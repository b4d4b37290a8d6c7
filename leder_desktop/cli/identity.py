"""`leder identity list|import`: signing identities. Their PIN is asked at every signature; the store's passphrase never signs."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import evidence, identities


def add(commands: Any) -> None:
    verbs = commands.add_parser("identity", help="signing identities").add_subparsers(dest="verb", required=True)
    verbs.add_parser("list")
    imported = verbs.add_parser("import", help="take in a PKCS#12 file")
    imported.add_argument("name", metavar="NAME")
    imported.add_argument("file", type=Path, metavar="FILE")
    opening.add_pin(imported)


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.desk(args) as desk:
        if args.verb == "import":
            identities.take_in(desk, args.name, evidence.read_small(args.file, identities.LARGEST), opening.pin(args))
        return {"identities": [identities.document(i) for i in identities.all(desk)]}, 0


def say(document: dict[str, Any]) -> str:
    return "\n".join(f"{i['name']}  {i['subject']}  {i['certificateSha256']}" for i in document["identities"]) or "No signing identity yet."
