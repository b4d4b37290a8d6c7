"""`leder verify PATH...`: needs no store; trusts only what it is given."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from leder_desktop.cli import opening, streams
from leder_desktop.operations import verify


def add(commands: Any) -> None:
    parser = commands.add_parser("verify", help="check a bundle")
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--key", type=Path, metavar="F", help="PEM with key and certificate, or PKCS#12")
    parser.add_argument("--trust", type=Path, action="append", metavar="F", help="trust anchors")
    parser.add_argument("--crl", type=Path, action="append", metavar="F")
    parser.add_argument("--roles", type=Path, metavar="F", help="the role registry; F.p7s beside it")
    parser.add_argument("--at", metavar="TIME", help="the check time (ISO 8601); otherwise now")
    opening.add_pin(parser)


def run(args: argparse.Namespace) -> tuple[dict[str, Any], int]:
    document = verify.verify(
        args.paths,
        key=args.key,
        trust=args.trust or [],
        crl=args.crl or [],
        roles=args.roles,
        at=_time(args.at),
        pin=lambda: opening.pin(args),
    )
    verdicts = document.get("bundles", [document])
    return document, 0 if all(v["verdict"] == "good" for v in verdicts) else 1


def _time(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        streams.tell("--at takes a time like 2026-11-21T09:00:00Z.")
        raise SystemExit(2) from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def say(document: dict[str, Any]) -> str:
    lines: list[str] = []
    for verdict in document.get("bundles", [document]):
        lines += [f"{f['state']:8}  {f['path']}" for f in verdict["files"]]
        lines += [f"{p['code']}  {p['sentence']}  {p['path'] or ''}".rstrip() for p in verdict["problems"]]
        lines.append(verify.sentence(verdict))
    return "\n".join(lines)
