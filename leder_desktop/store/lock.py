"""One process has a store open, from unlock to lock.

A lock of the operating system on the file `lock`: it ends with the process, also when that is killed, so there is never
a stale one to remove. The file itself is empty and stays.
"""

import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from leder_desktop.errors import Refused
from leder_desktop.store import durable

NAME = "lock"
WAIT_SECONDS = 6.0
"""A lock ends the process and starts a fresh one at the unlock screen: so long it waits for the old one to be gone."""

_PAUSE_SECONDS = 0.05
_TAKEN = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


class StoreLock:
    """The lock, held. Made by `take`."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    @classmethod
    def take(
        cls,
        store: Path,
        wait_seconds: float = WAIT_SECONDS,
        *,
        only_read: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> "StoreLock":
        """Take the lock of the store in folder `store`, waiting for another process that is about to end.

        `only_read`: nothing will be written there, so on a disk that can only be read the lock is held on the file as it lies.
        Refuses `no-store` when there is no such folder and `store-in-use` when the other process stays.
        """
        if not store.is_dir():
            raise Refused("no-store", "There is no store here. Make one first, or give the folder it is in.")
        until = monotonic() + wait_seconds
        while True:
            handle = _try(store / NAME, os.O_RDONLY if only_read and (store / NAME).is_file() else os.O_RDWR | os.O_CREAT)
            if handle is not None:
                return cls(handle)
            if monotonic() >= until:
                raise Refused("store-in-use", "This store is open in another window of the program. Lock it there, then try again.")
            pause(_PAUSE_SECONDS)

    def release(self) -> None:
        """Let the next process in. Releasing twice is nothing."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> "StoreLock":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


def _try(path: Path, flags: int) -> int | None:
    with durable.guarded(path):
        handle = os.open(path, flags, 0o600)
        locked = False
        try:
            _lock(handle)
            locked = True
            return handle
        except OSError as error:
            if error.errno in _TAKEN:
                return None
            raise
        finally:
            if not locked:
                os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
