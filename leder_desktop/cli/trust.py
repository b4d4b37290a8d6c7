"""`leder trust list|import`: trust anchors, CRLs, the role registry with its .p7s beside it."""

import argparse
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening
from leder_desktop.operations import trust


def add(commands: Any) -> None:
    verbs = commands.add_parser("trust", help="whom this laptop trusts").add_subparsers(dest="verb", required=True)
    verbs.add_parser("list")
    verbs.add_parser("import").add_argument("files", type=Path, nargs="+", metavar="FILE")


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    with opening.desk(args) as desk:
        if args.verb == "import":
            trust.take_in(desk, args.files)
        return trust.document(desk), 0


def say(document: dict[str, Any]) -> str:
    anchors = [f"anchor  {a['subject']}" for a in document["anchors"]]
    crls = [f"CRL     {c['issuer']}, next update {c['next_update']}" for c in document["crls"]]
    return "\n".join([*anchors, *crls, f"roles   {document['roles'] or 'none'}"])
