"""A store on a disk of a few megabytes that gets full: `unshare -rm python -m tests.faults.small_disk FOLDER [no-ballast]`.

In a mount namespace of its own, so that nothing stays mounted. Tells what a person met, as JSON.
"""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from leder_desktop.errors import Refused
from leder_desktop.operations import cases, evidence, notes
from leder_desktop.store import ballast
from tests.faults.deeds import CLOCK, TOLD, case_of, made, opened
from tests.journeys.program import Leder, quick_keys

MEGABYTES = 14
"""The ballast has eight; a case takes a quarter of one."""


def filled(disk: Path) -> None:
    """Not a byte is left."""
    handle = os.open(disk / "filler", os.O_CREAT | os.O_WRONLY, 0o600)
    for size in (1 << 16, 1):
        try:
            while os.write(handle, b"x" * size):
                pass
        except OSError as error:
            assert error.errno == errno.ENOSPC
    os.close(handle)


def refused(deed: Callable[[], object]) -> list[str]:
    try:
        deed()
    except Refused as said:
        return [said.code, said.sentence]
    return []


def main() -> None:
    disk = Path(sys.argv[1]) / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", disk], check=True)
    told: dict[str, Any] = {}
    with quick_keys():
        desk = made(disk)
        cases.leave(cases.new(desk, TOLD, opt_out_checked_by="Sam Okoro"))
        desk.close()
        leder = Leder(disk)
        if sys.argv[2:] != ["no-ballast"]:
            ballast.make(disk / "store")
        filled(disk)
        told["room"] = os.statvfs(disk).f_bavail
        told["note"] = leder("note", "get", "R-1", "portrait").document
        desk = opened(disk)
        session = case_of(desk)
        told["save"] = refused(lambda: notes.typed(session, "portrait", "Ann liked trains, and the pond. " * 4000))
        told["attach"] = refused(lambda: evidence.attach(session, Path(__file__)))
        told["kept"] = notes.get(session, "portrait")
        told["record"] = len(evidence.read(session, evidence.evidence(session)[0].id))
        told["given-out"] = refused(lambda: evidence.get(session, evidence.evidence(session)[0].id, Path(sys.argv[1]) / "elsewhere"))
        session.file.close()
        told["purge"] = refused(lambda: cases.purge(desk, "R-2", "not wanted"))
        told["left"] = [row.reference for row in cases.all(desk)]
        (disk / "filler").unlink()
        session = case_of(desk)
        told["after"] = refused(lambda: notes.typed(session, "portrait", "And on."))
        cases.leave(session)
        desk.close()
    print(json.dumps(told))


if __name__ == "__main__":
    assert CLOCK
    main()
