"""Stores as former versions of the program left them, with what opens each beside it. Copied, never used in place."""

import shutil
from dataclasses import dataclass
from pathlib import Path

STORES = Path(__file__).resolve().parents[1] / "data" / "stores"


@dataclass(frozen=True)
class OldStore:
    folder: Path
    passphrase: str
    words: str
    digest: str
    """What the program that made it said of its content."""
    typing: str
    """A case with words that were still being typed, an undone step, a record."""
    signed: str

    def file(self, case: str) -> Path:
        return self.folder / "cases" / case / "case.leder"


def names() -> list[str]:
    return sorted(entry.name for entry in STORES.iterdir() if entry.is_dir())


def copy(name: str, to: Path) -> OldStore:
    told = dict(line.split(": ", 1) for line in (STORES / f"{name}.txt").read_text("utf-8").splitlines() if ": " in line)
    shutil.copytree(STORES / name, to)
    return OldStore(
        folder=to, passphrase=told["passphrase"], words=told["recovery words"], digest=told["digest"], typing=told["typing"],
        signed=told["signed"],
    )  # fmt: skip
