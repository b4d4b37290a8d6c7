"""Runs one deed's faults in a process of its own and says what came of it: for the promise tests, short in CI and whole in a long run."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.faults import ffs

DEEDS = ("save", "step", "attach", "erase", "new", "purge", "init", "passphrase", "migrate", "rotate", "backup", "export")
"""As in `struck.DEEDS`, which only a process of its own imports."""


IN_MEMORY = Path("/dev/shm")
"""Faults are made here, not found: a disk that really waits for each sync would only make a run ten times as long (measured)."""


def run(program: str, library: Path, deed: str, plans: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """`program` is `struck` or `powercut`; one answer for each plan."""
    with TemporaryDirectory(prefix="leder-faults-", dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None) as folder:
        done = ffs.loaded(library, f"tests.faults.{program}", deed, f"{folder}/of", stdin=json.dumps(plans))
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def tell(record: Any, part: str, counts: dict[str, Any]) -> None:
    """Into pytest's report, from where `dev.py test --long` keeps it: the part, and how many of what."""
    for name, value in {"part": part, **counts}.items():
        if isinstance(value, (int, float, str)):
            record(name, value)
