"""Eight megabytes kept back for the day the disk is full: then even deleting needs room, because a deletion is journalled first."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from leder_desktop.errors import Refused
from leder_desktop.store import durable

T = TypeVar("T")

NAME = "ballast"
BYTES = 8 * 1024 * 1024


def make(store: Path) -> None:
    """Put the ballast in place, durably; one that is whole is left. Refuses `disk-full` and leaves nothing behind then."""
    path = store / NAME
    with durable.guarded(path):
        whole = path.exists() and path.stat().st_size == BYTES
    if whole:
        return
    # Random bytes: a file system that compresses would keep no room for zeros.
    durable.write(path, os.urandom(BYTES))


def release(store: Path) -> bool:
    """Give the room back to the disk; False when it was given back before."""
    path = store / NAME
    with durable.guarded(path):
        if not path.exists():
            return False
        path.unlink()
        durable.sync_folder(store)
        return True


def spend(store: Path, erase: Callable[[], T], *, begun: Callable[[], bool] = lambda: False) -> T:
    """Even erasing writes first, so a full disk would forbid it: then the ballast goes, and comes back with the room that is won.

    `erase` is called once more then, unless it had `begun` what the next opening ends. Refuses as it does.
    """
    try:
        return erase()
    except Refused as refused:
        if begun() or refused.code != "disk-full" or not release(store):
            raise
    done = erase()
    with suppress(Refused):  # made again at the next erasing, should the disk still be too full for it
        make(store)
    return done
