"""Kill -9 at every point of a deed where something is about to reach the disk, or has just reached it.

A point is what the interpreter's own audit tells of (a file opened to be written, renamed or removed; a folder made or removed) and the
begin and end of every COMMIT. Between two points nothing of ours changes a name or a row, so a kill anywhere is a kill at some point.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from leder_desktop.store.connection import Database

_ALWAYS = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink", "os.utime"})
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True)
class Killed:
    point: int
    where: str
    wrong: list[str]


def arm(last: int, tell: int) -> None:
    """From here on this process ends at its `last` point, having named it on the pipe `tell`."""
    reached = count(1)

    def at(where: str) -> None:
        if next(reached) == last:
            os.write(tell, where.encode())
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _ALWAYS:
            at(f"before {event} {Path(os.fsdecode(arguments[0])).name}")
        elif event == "open" and isinstance(arguments[0], str) and arguments[2] & _WRITES:
            at(f"before opening {Path(arguments[0]).name}")

    sys.addaudithook(heard)
    execute = Database._execute

    def watched(self: Database, sql: str, values: tuple[object, ...] = ()) -> Any:
        if sql != "COMMIT":
            return execute(self, sql, values)
        at(f"before a commit to {self.path.name}")
        rows = execute(self, sql, values)
        at(f"after a commit to {self.path.name}")
        return rows

    Database._execute = watched


def at_every_point(start: Path, work: Path, deed: Callable[[Path], None], look: Callable[[Path], list[str]]) -> list[Killed]:
    """Do `deed` on a fresh copy of `start`, killed at its first point, its second, ... until it is done; `look` says what is wrong then."""
    done: list[Killed] = []
    for point in count(1):
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(start, work)
        read, write = os.pipe()
        pid = os.fork()
        if not pid:
            code = 70
            try:
                os.close(read)
                arm(point, write)
                deed(work)
                code = 0
            finally:
                os._exit(code)
        os.close(write)
        with os.fdopen(read, encoding="utf-8") as told:
            where = told.read() or "done"
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        wrong = look(work) if status in (0, -signal.SIGKILL) else [f"the deed failed with {status}"]
        done.append(Killed(point, where, wrong))
        if status != -signal.SIGKILL:
            return done
    raise AssertionError("not reached")
