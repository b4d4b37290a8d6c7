"""A store with something in it, backed up: what the tests of P09 start from, and the digests they compare."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys.program import Leder

RECORD = b"Discharge letter. She asked for the lights to stay on.\n" * 400


def filled(folder: Path) -> Leder:
    """Two cases: one with a note and two records, one empty."""
    leder = Leder(folder).init()
    case = leder.new({"given": "Ann", "family": "Lee", "death_date": "2026-03-01"}, reference="R-1")
    assert leder("note", "set", case, "portrait", stdin=b"Ann liked trains and the sea.").exit == 0
    for name in ("letter.txt", "notes.txt"):
        (folder / name).write_bytes(RECORD + name.encode())
        assert leder("attach", case, folder / name).exit == 0
    leder.new({"given": "Bob", "family": "Day"}, reference="R-2")
    return leder


def cases(leder: Leder) -> dict[str, str]:
    """Reference -> id."""
    return {case["reference"]: case["case"] for case in leder("case", "list").document["cases"]}


def content(leder: Leder) -> str:
    """The digest of everything the store holds; it must be sound."""
    document = leder("doctor").document
    assert document["damage"] == [], document
    return document["digest"]


@dataclass(frozen=True)
class Bare:
    """The command line as a process of its own, on a machine that has nothing: a home of its own, no environment, no keyring."""

    home: Path

    def __call__(self, *words: object, passphrase: Path | None = None, more: dict[str, str] | None = None) -> tuple[int, dict[str, Any]]:
        self.home.mkdir(exist_ok=True)
        secret = ["--passphrase-file", str(passphrase)] if passphrase else []
        system = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}
        done = subprocess.run(
            [sys.executable, "-I", "-m", "leder_desktop", *secret, "--json", *map(str, words)], capture_output=True, cwd=self.home,
            stdin=subprocess.DEVNULL, env={**system, "HOME": str(self.home), "USERPROFILE": str(self.home), **(more or {})}, check=False,
        )  # fmt: skip
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@contextmanager
def flipped(path: Path) -> Iterator[None]:
    """One bit in the middle of a file is another, for as long as the block takes."""
    data = path.read_bytes()
    changed = bytearray(data)
    changed[len(data) // 2] ^= 1
    path.write_bytes(changed)
    try:
        yield
    finally:
        path.write_bytes(data)

