"""A long run that can be stopped and gone on with: what each part of it found is kept in `build/long`, as long as the sources are the same.

A part is one test marked `long`; it tells its counts by pytest's `record_property` (`part`, `runs`, `lost`, `unopenable`), and
`tests/long_run.py` writes them down. Parts that passed are not run again.
"""

import hashlib
import json
import shutil
import subprocess
from dataclasses import dataclass
from typing import Any

import environment

FOLDER = environment.ROOT / "build" / "long"
SOURCES = ("leder_desktop", "ui", "tests")
PLUGIN = ("-p", "tests.long_run", "--kept", str(FOLDER))
COUNTS = ("runs", "lost", "unopenable")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table: every test that told the same `part`, or one test on its own."""

    part: str
    tests: int
    red: int
    counts: tuple[int, ...]
    """As `COUNTS`."""
    seconds: float


def begin(*, fresh: bool) -> None:
    """Go on with the run there is; anew when it is `fresh`, or when the sources are others than when it began."""
    stamp = FOLDER / "sources.txt"
    if fresh or not stamp.is_file() or stamp.read_text(encoding="utf-8") != digest():
        shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest(), encoding="utf-8")
    (FOLDER / "commit.txt").write_text(_commit(), encoding="utf-8")


def digest() -> str:
    """Of every file of the sources, by name and content."""
    hasher = hashlib.sha256()
    for folder in SOURCES:
        for path in sorted((environment.ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                hasher.update(f"{path.relative_to(environment.ROOT)}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return hasher.hexdigest()


def rows() -> list[Row]:
    """What is kept so far."""
    by_part: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(FOLDER.glob("*.json")):
        kept = json.loads(path.read_text(encoding="utf-8"))
        by_part.setdefault(str(kept.get("part", kept["test"])), []).append(kept)
    return [
        Row(
            part=part, tests=len(kept), red=sum(one["outcome"] != "passed" for one in kept),
            counts=tuple(sum(int(one.get(count, 0)) for one in kept) for count in COUNTS), seconds=sum(one["seconds"] for one in kept),
        )
        for part, kept in sorted(by_part.items())
    ]  # fmt: skip


def table(found: list[Row]) -> str:
    """For the person at the door."""
    wide = max([len(row.part) for row in found] + [4])
    lines = [f"{'part':{wide}} {'tests':>6} {'red':>5} {'runs':>8} {'lost':>6} {'unopenable':>11} {'seconds':>8}"]
    for row in found:
        runs, lost, unopenable = row.counts
        lines.append(f"{row.part:{wide}} {row.tests:6} {row.red:5} {runs:8} {lost:6} {unopenable:11} {row.seconds:8.0f}")
    return "\n".join([*lines, f"{sum(row.seconds for row in found) / 60:.0f} minutes of tests, on commit {_commit()}"])


def _commit() -> str:
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=environment.ROOT, capture_output=True, text=True)
    return told.stdout.strip() or "unknown"
