"""`leder` called as a person would, in this process: its exit code, its one document, its sentences."""

import io
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from leder_desktop.cli.main import main
from tests.journeys import program
from tests.journeys.program import PASSPHRASE, quick_keys


@dataclass
class Answered:
    exit: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        return json.loads(self.out)

    @property
    def code(self) -> str:
        return self.document["error"]["code"]


class Leder:
    def __init__(self, folder: Path, capture: Any, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.capture, self.patch = folder, capture, patch
        self.secret = folder / "passphrase.txt"
        self.secret.write_bytes(PASSPHRASE.encode() + b"\n")
        self.store = folder / "store"

    def __call__(self, *words: object, stdin: bytes = b"", json: bool = True, passphrase: bool = True) -> Answered:
        argv = ["--store", str(self.store), *(["--passphrase-file", str(self.secret)] if passphrase else []), *(["--json"] if json else [])]
        self.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        self.capture.readouterr()
        try:
            code = main([*argv, *map(str, words)])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = self.capture.readouterr()
        return Answered(code, out, err)

    def new(self, **changes: Any) -> str:
        """A case past the opt-out gate; its id."""
        person = {"given": "Ann", "family": "Lee", "birth_date": "1970-02-03", "death_date": "2026-03-01", **changes.pop("person", {})}
        told = {"format": "leder-notification", "version": "1.0", "person": person, **changes}
        path = self.folder / "notification.json"
        path.write_text(json.dumps(told), "utf-8")
        answered = self("case", "new", "--notification", path, "--opt-out-checked", "Sam")
        assert answered.exit == 0, answered
        return answered.document["case"]


@pytest.fixture
def leder(tmp_path: Path, capfdbinary: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Leder]:
    """A made store and the command that opens it."""
    with quick_keys():
        bare = Leder(tmp_path, _Text(capfdbinary), monkeypatch)
        program.Leder(tmp_path).copied("Priya")
        yield bare


class _Text:
    def __init__(self, capture: Any) -> None:
        self._capture = capture

    def readouterr(self) -> tuple[str, str]:
        out, err = self._capture.readouterr()
        return out.decode(), err.decode()
