"""Where a backup is restored into: an empty folder, marked while it is being filled, and emptied again when it is cut off."""

from contextlib import suppress
from itertools import count
from pathlib import Path

from leder_desktop.errors import Refused
from leder_desktop.operations import header, laptop
from leder_desktop.store import case_folder, durable

UNFINISHED = "restore-unfinished"
"""An empty file in a folder that is being restored into; a restore that was cut off is begun again where it lies."""


def free(folder: Path) -> Path:
    """A folder to offer: this one while nothing is in it, else a new one beside it."""
    others = (folder.with_name(f"{folder.name}-restored{'' if number == 1 else f'-{number}'}") for number in count(1))
    return folder if _is_free(folder) else next(other for other in others if _is_free(other))


def _is_free(folder: Path) -> bool:
    with durable.guarded(folder):
        taken = any(folder.iterdir()) if folder.is_dir() else folder.exists() or folder.is_symlink()
    return not taken or is_unfinished(folder)


def require(backup: Path, to: Path, beside: Path) -> None:
    """Refused `store-exists` unless the backup in the folder `backup` can be restored into `to`: a folder that is new, empty or left by a
    restore that was cut off, neither inside the backup nor inside the store `beside`; `no-permission` in a network.
    """
    if header.exists(to):
        raise Refused("store-exists", "There is already a store in this folder. It was left as it is.")
    if not _is_free(to):
        raise Refused("store-exists", "This folder is not empty. Choose an empty or a new folder to restore into.")
    real = to.resolve()
    if real.is_relative_to(backup.resolve()):
        raise Refused("store-exists", "This folder is inside the backup. Choose a folder outside it.")
    if header.exists(beside) and real.is_relative_to(beside.resolve()):
        raise Refused("store-exists", "This folder is inside the store of this laptop. Choose a folder outside it.")
    laptop.require_local(to)


def require_room(to: Path, needed: int) -> None:
    """Refused `disk-full`, with both numbers, unless `needed` bytes are free."""
    there = next(one for one in (to, *to.absolute().parents) if one.exists())
    free_bytes = laptop.free_bytes(there)
    if free_bytes < needed:
        raise Refused(
            "disk-full",
            f"There is not enough room to restore: it needs {needed // 1_000_000 + 1} MB and {free_bytes // 1_000_000} MB are free.",
        )


def begin(to: Path) -> None:
    """An empty folder, marked as one that is being restored into."""
    with durable.guarded(to):
        durable.make_folders(to)
        if any(to.iterdir()):
            take_away(to)
    durable.write(to / UNFINISHED, b"")
    durable.make_folder(to / case_folder.CASES)


def finish(to: Path) -> None:
    """From here on it is a store as any other."""
    with durable.guarded(to):
        (to / UNFINISHED).unlink()


def is_unfinished(to: Path) -> bool:
    """Whether a restore into this folder was cut off; it can be begun again, or given up. With its ways in it is a store, and stays."""
    try:
        return (to / UNFINISHED).is_file() and not header.exists(to)
    except (OSError, Refused):
        return False


def give_up(to: Path) -> None:
    """Take away what a restore that was cut off left; nothing in any other folder."""
    if is_unfinished(to):
        take_away(to)


def take_away(to: Path) -> None:
    """Everything this program put there; the mark last, and the folder stays."""
    with suppress(Refused), durable.guarded(to):
        for entry in sorted(to.iterdir(), key=lambda entry: entry.name == UNFINISHED):
            if entry.is_dir():
                durable.remove_tree(entry)
            else:
                entry.unlink()
