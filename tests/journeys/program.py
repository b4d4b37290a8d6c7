"""`leder` in this process, as often as a test likes: one door (`main`), real stores, and Argon2id worked out once for the same question."""

import contextlib
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from leder_desktop.cli.main import main, parser
from leder_desktop.keys import derive

PASSPHRASE = "seven quiet otters drumming"


@dataclass(frozen=True)
class Answered:
    exit: int
    out: bytes
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document; anything else on standard output is a failure of the contract."""
        return json.loads(self.out)

    @property
    def code(self) -> str | None:
        return self.document["error"]["code"] if "error" in self.document else None

    @property
    def sentence(self) -> str:
        return self.document["error"]["sentence"]


class Leder:
    """A store in `folder/store` and the words that open it. `json` and `passphrase` say what the caller leaves out."""

    def __init__(self, folder: Path, passphrase: str = PASSPHRASE) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.store, self.secret = folder, folder / "store", folder / "passphrase.txt"
        self.secret.write_bytes(passphrase.encode() + b"\n")

    def __call__(self, *words: object, stdin: bytes = b"", json: bool = True, passphrase: bool = True) -> Answered:
        argv = ["--store", str(self.store), *(["--passphrase-file", str(self.secret)] if passphrase else []), *(["--json"] if json else [])]
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
        before = sys.stdin, sys.excepthook
        sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                try:
                    code = main([*argv, *map(str, words)])
                except SystemExit as stop:
                    code = int(stop.code or 0)
                out.flush()
                err.flush()
        finally:
            sys.stdin, sys.excepthook = before
        return Answered(code, out.buffer.getvalue(), err.buffer.getvalue().decode())  # type: ignore[attr-defined]

    def init(self, name: str = "Priya Raman") -> "Leder":
        made = self("init", "--name", name, "--role", "reviewer", "--recovery-out", self.folder / "sheet.txt")
        assert made.exit == 0, made
        return self

    def copied(self, name: str = "Priya Raman") -> "Leder":
        """The same without the wait: made once in this process and copied. Any two of them are one store twice."""
        made, _ = _made(name)
        shutil.copytree(made.store, self.store)
        shutil.copy2(made.folder / "sheet.txt", self.folder)
        return self

    def new(self, person: dict[str, Any] | None = None, **told: Any) -> str:
        """A case past the opt-out gate; its id. Without `person` it has no identity yet."""
        path = self.folder / "notification.json"
        told |= {"format": "leder-notification", "version": "1.0"} | ({"person": person} if person else {})
        path.write_text(json.dumps(told), "utf-8")
        answered = self("case", "new", "--notification", path, "--opt-out-checked", "Sam Okoro")
        assert answered.exit == 0, answered
        return answered.document["case"]

    def case_bytes(self, case: str) -> dict[str, bytes]:
        """Every file of a case's folder, the evidence too: what must be the same after a refusal."""
        folder = self.store / "cases" / case
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@cache
def _made(name: str) -> "tuple[Leder, tempfile.TemporaryDirectory[str]]":
    place = tempfile.TemporaryDirectory(prefix="leder-store-", ignore_cleanup_errors=True)
    return Leder(Path(place.name)).init(name), place


KNOWN: dict[tuple[bytes, bytes, derive.Parameters], bytes] = {}
"""What Argon2id made of what, in all tests of this process."""
ONE_PARSER = cache(parser)


@contextlib.contextmanager
def quick_keys() -> Iterator[None]:
    """Argon2id at its floor, and each answer remembered: the same key as ever, without the wait for every command. What words `leder`
    knows is laid out once, too."""
    real = derive.derive

    def remembered(secret: bytes | bytearray, salt: bytes, parameters: derive.Parameters) -> bytearray:
        asked = (bytes(secret), salt, parameters)
        if asked not in KNOWN:
            KNOWN[asked] = bytes(real(secret, salt, parameters))
        return bytearray(KNOWN[asked])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("leder_desktop.cli.main.parser", ONE_PARSER)
        patch.setattr(derive, "tune", lambda: derive.FLOOR)
        patch.setattr(derive, "derive", remembered)
        patch.setattr("leder_desktop.keys.slots.derive", remembered)
        yield
