"""For test_ffs.py: `python -m tests.faults.counted DEED|MODE FOLDER` counts the operations of a deed, or shows a mode on one file."""

import errno
import json
import os
import shutil
import sys
from pathlib import Path

from tests.faults.ffs import MODES, Faults
from tests.faults.struck import prepared


def count(deed: str, folder: Path) -> object:
    with prepared(deed, folder) as (doing, start):
        shutil.copytree(start, folder / "before")
        (folder / "before").rename(folder / "work")  # what is counted begins after the copy
        faults = Faults()
        faults.arm(folder / "work", "once", 0)
        doing[0](folder / "work", lambda number: None)
        return {"seen": faults.seen()}


def show(mode: str, folder: Path) -> object:
    folder.mkdir()
    handle = os.open(folder / "a", os.O_CREAT | os.O_RDWR, 0o600)
    faults = Faults()
    faults.arm(folder, mode, 1)
    said: list[str] = []
    for data in (b"fourfour", b""):
        try:
            wrote = os.write(handle, data) if data else os.fsync(handle)
            if wrote and wrote < len(data):
                os.write(handle, data[wrote:])
            said.append("done")
        except OSError as error:
            said.append(errno.errorcode[error.errno or 0])
    return said


if __name__ == "__main__":
    what, where = sys.argv[1], Path(sys.argv[2])
    print(json.dumps(show(what, where) if what in MODES else count(what, where)))
