"""A file of an older version of the program is copied before it is changed, so that a version that fails can be gone back from.

The copy lies beside the file, encrypted as it is: `case.leder.before-2` is the case as it was before step 2. It stays for a week. A purge
takes the case's folder with it; of the register, only copies of the file in use are kept, and a purge gives the register a new file.

There is no way for an older program to go on with a newer file, not even to read it: it refuses (`newer-store`) and leaves every byte as
it is. So no file says which oldest program may read it: `user_version` and the format number of `slots.leder` are enough.
"""

from datetime import datetime, timedelta
from pathlib import Path

from leder_desktop.store import durable

KEPT = timedelta(days=7)


def name(path: Path, version: int) -> Path:
    """Where the copy lies that was made before the step to `version`."""
    return path.with_name(f"{path.name}.before-{version}")


def keep(path: Path, version: int) -> None:
    """Copy a closed file before it is brought to `version`; an older copy of that name is replaced. Refused: what the disk says."""
    durable.copy(path, name(path, version))


def is_copy_of(entry: Path, path: Path) -> bool:
    """Whether `entry` is such a copy of `path`."""
    return entry.name.startswith(f"{path.name}.before-")


def forget(path: Path, now: datetime, kept: timedelta = KEPT) -> None:
    """Remove copies of `path` that have been there for so long; where words were erased for good, for no time at all."""
    with durable.guarded(path):
        old = [
            entry for entry in path.parent.iterdir()
            if is_copy_of(entry, path) and now.timestamp() - entry.stat().st_mtime >= kept.total_seconds()
        ]  # fmt: skip
        for entry in old:
            entry.unlink()
    if old:
        durable.sync_folder(path.parent)
