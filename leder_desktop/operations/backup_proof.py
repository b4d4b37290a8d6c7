"""Proving a backup: another process, with an empty home and nothing but the recovery words, restores it and says what it found.

The process is the command line of this program. The words go to it through a pipe: never on the command line, in the environment or in
a file. What it restores lies in a folder of its own inside the backup's, and is gone afterwards.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leder_desktop.errors import Refused
from leder_desktop.store import backup_layout, durable
from leder_desktop.store.backup_list import BackupList

HIDDEN = "--prove"
"""The option of `leder restore` that the process is started with; it reads the words from its standard input."""

_LOOK_SECONDS = 0.1


def program() -> list[str]:
    """The command line of this program: beside ours when frozen, else the package, by an interpreter that looks at no environment."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name("leder.exe" if sys.platform == "win32" else "leder"))]
    return [sys.executable, "-I", "-m", "leder_desktop"]


@dataclass(frozen=True, kw_only=True)
class CaseFound:
    """What another process found in a restored case."""

    rows: str
    """`backup_rows.digest`."""

    evidence: dict[str, str]
    """SHA-256 of each record, decrypted, by its id."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What another process found in a restored store."""

    rows: str
    """`backup_rows.digest` of the register."""

    cases: dict[str, CaseFound]


def prove(part: Path, words: str, listed: BackupList, plain: Mapping[str, Mapping[str, str]], look: Callable[[], object]) -> None:
    """Refused `damaged` when the restored rows or records are not what the store held: `listed` says the rows, `plain` the records, by
    case and id.

    `look` is called ten times a second; when it raises, the other process is ended.
    """
    part = part.absolute()
    proof = part.with_name(backup_layout.PROOF + part.name.removesuffix(durable.PART))
    durable.remove_tree(proof)
    durable.make_folder(proof)
    try:
        durable.make_folder(proof / "home")
        found = _restored(part, proof, words, look)
    finally:
        durable.remove_tree(proof)
    differing = _differing(found, listed, plain)
    if differing:
        raise _failed(f"What came out of it is not what is in the store: {', '.join(differing)}.")


def _differing(found: Found, listed: BackupList, plain: Mapping[str, Mapping[str, str]]) -> list[str]:
    """What is not the same, by its kind; empty when everything is."""
    differing = list[str]()
    if found.rows != listed.rows:
        differing.append("the list of cases")
    if {id: case.rows for id, case in found.cases.items()} != {case.id: case.rows for case in listed.cases}:
        differing.append("what is written in the cases")
    for case in listed.cases:
        came = found.cases[case.id].evidence if case.id in found.cases else {}
        same = set(came) == {record.id for record in case.evidence}
        if not same or any(came[id] != sha256 for id, sha256 in plain.get(case.id, {}).items()):
            differing.append(f"the records of case {case.id}")
    return differing


def _restored(part: Path, proof: Path, words: str, look: Callable[[], object]) -> Found:
    command = [*program(), "--json", "restore", str(part), "--to", str(proof / "store"), HIDDEN]
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=proof / "home", env=_environment(proof),
            creationflags=subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0,
        )  # fmt: skip
    except OSError as error:
        if not (proof / "home").is_dir():  # the stick was pulled out just now
            raise durable.refusal(error, proof) from error
        raise Refused("incomplete", "The program that proves backups did not start. Install this program again.") from error
    given: bytes | None = words.encode()
    with process:
        ended = False
        try:
            while True:
                try:
                    out, _ = process.communicate(given, timeout=_LOOK_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    given = None
                    look()
            ended = True
        finally:
            if not ended:
                process.kill()
    return _read(out)


def _environment(proof: Path) -> dict[str, str]:
    home = str(proof / "home")
    system = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}
    return {**system, **dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), home)}


def _read(out: bytes) -> Found:
    try:
        document: dict[str, Any] = json.loads(out)
    except ValueError:
        raise _failed("The process that restored it came to no end.") from None
    if "error" in document:
        raise _failed(str(document["error"]["sentence"]), str(document["error"]["code"]))
    cases = {id: CaseFound(rows=case["rows"], evidence=case["evidence"]) for id, case in document["cases"].items()}
    return Found(rows=document["rows"], cases=cases)


def _failed(why: str, code: str = "damaged") -> Refused:
    return Refused(
        code if code in ("disk-full", "no-permission", "io-error") else "damaged",
        f"The new backup did not restore as it should, so it was taken away. {why} Older backups are as they were. Try again, or use "
        "another disk for backups.",
    )
