"""A disk that fails on demand, mounted for the length of a block; for tests of the store and of the window.

    with mounted(tmp_path / "disk") as disk:
        make_a_store(disk.folder / "store")
        disk.fails("EIO", "write", "fsync")     # or ENOSPC, EROFS "change"; a word with a dot names files: "case.leder"
        ...
        disk.heals()
        disk.slow(2, "open")
        disk.pulled()                           # the stick is drawn out: nothing of it is left under the folder

What was put there lies in `disk.back`, and can be looked at behind the disk's back.
"""

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MNT_DETACH = 2


def require_fuse() -> None:
    """Skips, by name, where no folder can be mounted: another system, no libfuse2, or an account that may not."""
    if not sys.platform.startswith("linux") or not find_library("fuse"):
        pytest.skip("libfuse2 is not installed")
    if not os.access("/dev/fuse", os.R_OK | os.W_OK) or os.geteuid() != 0:
        pytest.skip("libfuse2 may not be used by this account")


@dataclass(frozen=True)
class Disk:
    folder: Path
    """Where the program sees it."""
    back: Path
    """Where its files lie in truth."""
    control: Path

    def fails(self, error: str, *where: str) -> None:
        """From now on these operations (or files: a word with a dot) end with this errno, until `heals`."""
        self._tell(" ".join((error, *where)))

    def slow(self, seconds: float, *where: str) -> None:
        self._tell(" ".join(("SLOW", str(seconds), *where)))

    def heals(self) -> None:
        self._tell("")

    def pulled(self) -> None:
        """The mount is gone from the tree at once, and what is still open answers nothing but errors."""
        self.fails("EIO", "any")
        ctypes.CDLL(None).umount2(os.fsencode(self.folder), MNT_DETACH)

    def _tell(self, line: str) -> None:
        part = self.control.with_suffix(".new")
        part.write_text(line, "ascii")
        os.replace(part, self.control)


@contextmanager
def mounted(place: Path) -> Iterator[Disk]:
    """A fresh disk under `place`: `folder` is its mount, well at first."""
    require_fuse()
    disk = Disk(folder=place / "mount", back=place / "back", control=place / "control")
    for folder in (disk.folder, disk.back):
        folder.mkdir(parents=True, mode=0o700)
    disk.heals()
    command = [sys.executable, "-m", "tests.faults.fusefs", str(disk.back), str(disk.control), str(disk.folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None and process.stdout.readline() == b"ready\n", "the disk was not mounted"
            yield disk
        finally:
            disk.heals()
            ctypes.CDLL(None).umount2(os.fsencode(disk.folder), MNT_DETACH)
            try:
                process.wait(1)
            except subprocess.TimeoutExpired:  # something still holds a file of it
                process.kill()
