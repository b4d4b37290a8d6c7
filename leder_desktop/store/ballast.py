"""Eight megabytes kept back for the day the disk is full: then even deleting needs room, because a deletion is journalled first."""

import os
from pathlib import Path

from leder_desktop.store import durable

NAME = "ballast"
BYTES = 8 * 1024 * 1024


def make(store: Path) -> None:
    """Put the ballast in place, durably; one that is whole is left. Refuses `disk-full` and leaves nothing behind then."""
    path = store / NAME
    if path.exists() and path.stat().st_size == BYTES:
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
