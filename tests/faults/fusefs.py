"""A folder as a disk that fails when it is told to: `python -m tests.faults.fusefs BACK CONTROL MOUNT`, until it is unmounted.

Everything is passed through to BACK. CONTROL is read before every operation and holds one line, or nothing while the disk is well:

    EIO write fsync         an error of errno by name, for these operations
    ENOSPC change           `change` stands for every operation that alters something, `any` for all
    EIO read case.leder     a word with a dot: only for files whose name begins so
    SLOW 2 open             seconds of waiting, as a virus scanner makes; no error
"""

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import mfusepy

P = ParamSpec("P")
R = TypeVar("R")

CHANGE = frozenset({"write", "truncate", "create", "unlink", "rename", "mkdir", "rmdir", "chmod", "utimens"})
_STAT = ("st_ctime_ns", "st_atime_ns", "st_mtime_ns", "st_gid", "st_uid", "st_mode", "st_nlink", "st_size")
_ROOM = ("f_bavail", "f_bfree", "f_blocks", "f_bsize", "f_favail", "f_ffree", "f_files", "f_flag", "f_frsize", "f_namemax")


class Disk(mfusepy.Operations):
    use_ns = True

    def __init__(self, back: str, control: str) -> None:
        self._back, self._control = back, control

    def _told(self) -> list[str]:
        return Path(self._control).read_text("ascii").split()

    def _at(self, path: str, operation: str, *, changes: bool = False) -> str:
        """Where it lies in truth; raises or waits first, when that was told."""
        told = self._told()
        if told:
            what, rest = told[0], told[1:]
            seconds = float(rest.pop(0)) if what == "SLOW" else 0.0
            names = [word for word in rest if "." in word]
            here = not names or any(os.path.basename(path).startswith(name) for name in names)
            if here and ("any" in rest or operation in rest or ("change" in rest and (changes or operation in CHANGE))):
                if what != "SLOW":
                    raise OSError(getattr(errno, what), os.strerror(getattr(errno, what)))
                time.sleep(seconds)
        return self._back + path

    def init(self, path: str) -> None:
        os.write(1, b"ready\n")

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        found = os.lstat(self._at(path, "getattr"))
        return {name.removesuffix("_ns"): getattr(found, name) for name in _STAT}

    def readdir(self, path: str, fh: int) -> Any:
        return [".", "..", *os.listdir(self._at(path, "readdir"))]

    def open(self, path: str, flags: int) -> int:
        return os.open(self._at(path, "open", changes=flags & os.O_ACCMODE != os.O_RDONLY), flags & ~os.O_CREAT)

    def create(self, path: str, mode: int, fi: Any = None) -> int:
        return os.open(self._at(path, "create"), os.O_RDWR | os.O_CREAT, stat.S_IMODE(mode))

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        self._at(path, "read")
        return os.pread(fh, size, offset)

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        self._at(path, "write")
        return os.pwrite(fh, data, offset)

    def truncate(self, path: str, length: int, fh: int | None = None) -> int:
        os.truncate(self._at(path, "truncate"), length)
        return 0

    def fsync(self, path: str, datasync: int, fh: int) -> int:
        self._at(path, "fsync")
        os.fsync(fh)
        return 0

    def release(self, path: str, fh: int) -> int:
        os.close(fh)
        return 0

    def unlink(self, path: str) -> int:
        os.unlink(self._at(path, "unlink"))
        return 0

    def rename(self, old: str, new: str) -> int:
        os.rename(self._at(old, "rename"), self._back + new)
        return 0

    def mkdir(self, path: str, mode: int) -> int:
        os.mkdir(self._at(path, "mkdir"), stat.S_IMODE(mode))
        return 0

    def rmdir(self, path: str) -> int:
        os.rmdir(self._at(path, "rmdir"))
        return 0

    def chmod(self, path: str, mode: int) -> int:
        os.chmod(self._at(path, "chmod"), stat.S_IMODE(mode))
        return 0

    def utimens(self, path: str, times: tuple[int, int] | None = None) -> int:
        os.utime(self._at(path, "utimens"), ns=times)
        return 0

    def statfs(self, path: str) -> dict[str, int]:
        found = os.statvfs(self._at(path, "statfs"))
        full = {"f_bavail": 0, "f_bfree": 0} if self._told()[:1] == ["ENOSPC"] else {}
        return {name: getattr(found, name) for name in _ROOM} | full


def main(wait: Callable[..., object] = mfusepy.FUSE) -> None:
    back, control, mount = sys.argv[1:4]
    wait(Disk(back, control), mount, foreground=True, direct_io=True, attr_timeout=0, entry_timeout=0, fsname="leder-test")


if __name__ == "__main__":
    main()
