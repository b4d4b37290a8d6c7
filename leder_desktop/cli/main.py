"""The parser, the exit codes and the one JSON document; the composition root of the command line.

Exit 0 done or yes, 1 refused or no, 2 usage, 3 locked, 4 the machine. A bug exits 1 with a report
on standard error that holds no case text.
"""

import argparse
import io
import json
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from leder_desktop import __version__
from leder_desktop.cli import (
    action,
    answer,
    attach,
    backup,
    case,
    check,
    date,
    demo,
    doctor,
    evidence,
    export,
    finding,
    grade,
    history,
    identity,
    imports,
    independent,
    init,
    key,
    manifest,
    nhs_number,
    note,
    opening,
    panel,
    passphrase,
    questions,
    recover,
    release,
    report,
    restore,
    salvage,
    search,
    slots,
    standards,
    streams,
    submit,
    timeline,
    trust,
    verify,
)
from leder_desktop.errors import Refused
from leder_desktop.keys.harden import harden

COMMANDS: tuple[ModuleType, ...] = (
    init, demo, case, attach, evidence, imports, timeline, date, nhs_number, note, answer, questions, finding, search, check, report,
    identity, trust, submit, release, export, verify, passphrase, recover, slots, key, backup, restore, salvage, history, doctor, manifest,
    standards, independent, action, grade, panel,
)  # fmt: skip


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="leder", description="LeDeR reviews in an encrypted store on this laptop. Nothing touches a network."
    )
    top.add_argument("--version", action="version", version=__version__)
    top.add_argument("--store", type=Path, metavar="DIR", help="the store's folder; without it, this program's data folder")
    secret = top.add_mutually_exclusive_group()
    secret.add_argument("--passphrase-file", type=Path, metavar="FILE", help="a file that holds the passphrase")
    secret.add_argument("--passphrase-fd", type=opening.descriptor, metavar="N", help="an open file descriptor to read the passphrase from")
    top.add_argument("--json", action="store_true", help="exactly one JSON document on standard output")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        before = set(commands.choices)
        command.add(commands)
        for name in set(commands.choices) - before:
            commands.choices[name].set_defaults(module=command)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    if argv is None:  # with words given, this runs inside a process that is somebody else's to harden
        harden()
    sys.excepthook = crash
    streams.take_places()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = parser().parse_args(argv)
    try:
        streams.hear_interrupts()
        document, code = args.module.run(args)
    except Refused as refused:
        document, code = refused.document(), refused.exit
    except KeyboardInterrupt:
        streams.tell("Stopped. Nothing was left half-written.")
        return 130
    try:
        _print(args, document)
    except Refused as unheard:
        streams.tell(unheard.sentence)
        return unheard.exit
    return code


def _print(args: argparse.Namespace, document: dict[str, Any]) -> None:
    if args.json:
        streams.answer(_line(json.dumps(document, ensure_ascii=False)))
    elif "error" in document:
        remarks = [f"  {remark['rule']}  {remark['sentence']}" for remark in document["error"].get("remarks", [])]
        streams.tell(document["error"]["sentence"], *remarks)
    elif hasattr(args.module, "say"):
        text = args.module.say(document)
        streams.answer(text if isinstance(text, bytes) else _line(text) if text else b"")
    else:
        streams.answer(_line(document.get("words") or document.get("sentence") or json.dumps(document, ensure_ascii=False, indent=1)))


def _line(text: str) -> bytes:
    """UTF-8; half a character, as in a file's name that is no UTF-8, is written as JSON writes it."""
    return f"{text}\n".encode("utf-8", "backslashreplace")


def crash(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """A bug: what went wrong and where, without a word of any case."""
    places = [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    streams.tell(f"This is a fault of the program ({kind.__name__}). What was saved is safe.", *places)
