"""The library `ffs.c`: built by gcc where the tests run, loaded before the C library, armed from within a forked child.

What goes past it: mmap, link, symlink, copy_file_range, splice, fallocate, `io_uring` and whatever a C library does for itself (`fopen`).
test_ffs.py counts against strace that nothing of ours does any of that in a store.
"""

import ctypes
import errno
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

KINDS = ("create", "write", "truncate", "sync", "syncdir", "unlink", "rename", "mkdir", "rmdir", "open", "read")
"""In the order of `enum kind`."""

CHANGES = KINDS[:9]
"""Those that change what is on the disk, or promise it."""

ERRORS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC, "EROFS": errno.EROFS, "EACCES": errno.EACCES}
MODES = {"once": b"o", "for good": b"s", "kill": b"k", "torn": b"t", "short": b"h"}


def built(folder: Path) -> Path:
    """The library, made in `folder`."""
    library = folder / "ffs.so"
    source = Path(__file__).with_name("ffs.c")
    subprocess.run(["gcc", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return library


def loaded(library: Path, *arguments: str, before: Iterable[str] = (), stdin: str = "") -> subprocess.CompletedProcess[str]:
    """`python -m ARGUMENTS` with the library in it, off until it is armed."""
    root = Path(__file__).resolve().parents[2]
    command = [*before, sys.executable, "-m", *arguments]
    given = {**os.environ, "LD_PRELOAD": str(library)} if not list(before) else dict(os.environ)
    return subprocess.run(command, input=stdin, capture_output=True, encoding="utf-8", cwd=root, env=given)


class Faults:
    """The library within this process. Refused (AttributeError) where it was not loaded."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.ff_arm.argtypes = [ctypes.c_char_p, ctypes.c_uint, ctypes.c_long, ctypes.c_int, ctypes.c_char]
        self._library.ff_trace.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
        self._library.ff_mark.argtypes = [ctypes.c_long]
        self._library.ff_seen.restype = self._library.ff_passed.restype = ctypes.c_long

    def arm(self, under: Path, mode: str, nth: int, *, kinds: Iterable[str] = CHANGES, error: str = "EIO") -> None:
        """The `nth` operation of `kinds` (from 1 on; 0: none) under the folder is struck in this process, and nothing else."""
        bits = sum(1 << KINDS.index(kind) for kind in kinds)
        self._library.ff_arm(os.fsencode(under), bits, nth, ERRORS[error], MODES[mode])

    def trace(self, under: Path, file: Path) -> None:
        """Every operation under the folder is written to `file`, with its data."""
        self._library.ff_trace(os.fsencode(under), os.fsencode(file))

    def mark(self, number: int) -> None:
        """Into the trace: the program said `number` was saved."""
        self._library.ff_mark(number)

    def disarm(self) -> None:
        self._library.ff_disarm()

    def passed(self) -> int:
        """How many operations of the armed kinds there were."""
        return int(self._library.ff_passed())

    def seen(self) -> dict[str, int]:
        """How many operations of each kind there were since the last `arm`."""
        return {kind: int(self._library.ff_seen(number)) for number, kind in enumerate(KINDS)}
