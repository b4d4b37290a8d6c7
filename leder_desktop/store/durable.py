"""Bytes that are on the disk when the call returns: a power cut afterwards cannot lose them.

The order is file, fsync, rename, fsync of the folder. Without the last step every power cut can lose an acknowledged
file; without the first, half files appear under the final name (measured, 540 crash images: none lost with all four).
"""

import errno
import io
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from leder_desktop.errors import Refused

PART = ".part"
"""What an unfinished file is called, after its own name; removed at the next open."""

_BLOCK = 4096
"""What a disk fails to read is at least this much; a page of ours has it too."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM})


def refusal(error: OSError, path: Path) -> Refused:
    """What a failed file operation on `path` means to a person: `disk-full`, `no-permission` or `io-error`."""
    if error.errno in _FULL:
        return Refused("disk-full", "The disk is full, so nothing was saved just now. Free some space, then try again.", file=path.name)
    if error.errno == errno.EROFS:
        return read_only(path)
    if error.errno in _FORBIDDEN:
        return Refused("no-permission", f"This account may not write or read {path}. Check the folder's permissions.", file=path.name)
    return Refused("io-error", f"The disk did not read or write {path.name}. Check the disk and its cable, then try again.", file=path.name)


def read_only(path: Path) -> Refused:
    """A disk that was made read-only, by its switch or because it failed."""
    sentence = "The disk can only be read just now, so nothing was saved. Make it writable again or use another one, then try again."
    return Refused("no-permission", sentence, file=path.name)


class guarded:
    """`with guarded(path):` turns an OSError of the block into its `Refused`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if isinstance(error, OSError):
            raise refusal(error, self.path) from error


def write(path: Path, data: bytes | bytearray) -> None:
    """Put `data` under `path`, whole or not at all; what was there before stays until the new bytes are safe.

    Refuses `disk-full`, `no-permission` and `io-error`.
    """
    _put(path, lambda file: file.write(data))


def copy(source: Path, path: Path) -> None:
    """The bytes of `source` under `path`, whole or not at all, in place of what was there. Refuses as `write` does, for either file."""

    def fill(file: BinaryIO) -> None:
        with open(source, "rb") as read:
            shutil.copyfileobj(read, file, 1 << 20)

    _put(path, fill)


def copy_what_reads(source: Path, path: Path) -> None:
    """`copy` from a disk that is failing: a block that cannot be read is blank in the copy, and everything else is there."""

    def fill(file: BinaryIO) -> None:
        with open(source, "rb", buffering=0) as read:
            size = os.fstat(read.fileno()).st_size
            for at in range(0, size, _BLOCK):
                file.write(_block(read, at, min(_BLOCK, size - at)))

    _put(path, fill)


def _block(file: io.FileIO, at: int, length: int) -> bytes:
    try:
        file.seek(at)
        return file.read(length).ljust(length, b"\x00")
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return bytes(length)


def _put(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    part = path.with_name(path.name + PART)
    with guarded(path):
        try:
            with open(part, "wb", opener=for_this_account) as file:
                fill(file)
                sync(file)
            os.replace(part, path)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        sync_folder(path.parent)


ROOM = 3
"""Times what is about to be written must be free: the bytes, a journal of them, and what else goes on meanwhile (promise P11)."""


def require_room(folder: Path, size: int) -> None:
    """Before anything of `size` bytes is begun in `folder`, which need not be there yet. Refused `disk-full` with both numbers."""
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    with guarded(there):
        free = shutil.disk_usage(there).free
    if free < ROOM * size:
        raise Refused(
            "disk-full",
            f"There is not enough room on this disk: {ROOM * size // 1_000_000 + 1} MB are needed and {free // 1_000_000} MB are free. "
            "Nothing was begun. Free some space, then try again.",
        )


def sync(file: Any) -> None:
    """Everything written to an open file object is on the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """The names in `folder` are on the disk. Windows has no such call and keeps names in its own journal."""
    if os.name == "nt":
        return
    with guarded(folder):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def for_this_account(path: str, flags: int) -> int:
    """An `opener` for files nobody else on the machine may read, whatever the umask says."""
    return os.open(path, flags, 0o600)


def make_folder(folder: Path) -> None:
    """Make one folder for this account alone, durably; one that is there already is left as it is."""
    with guarded(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)


def make_folders(folder: Path) -> None:
    """`make_folder`, and first every folder above it that is missing: a store in a folder whose name was lost is lost."""
    for missing in reversed([at for at in (folder, *folder.parents) if not at.exists()]):
        make_folder(missing)


def remove_tree(folder: Path) -> None:
    """Remove `folder` and everything in it, durably; one that is not there is already removed."""
    if not folder.exists():
        return
    with guarded(folder):
        if sys.version_info >= (3, 12):
            shutil.rmtree(folder, onexc=_make_writable)
        else:
            shutil.rmtree(folder, onerror=lambda remove, name, why: _make_writable(remove, name, why[1]))
        sync_folder(folder.parent)


def _make_writable(remove: Callable[[str], Any], name: str, why: BaseException | None) -> None:
    # Windows does not remove a read-only file: take the mark away, then try once more.
    if os.name != "nt" or not isinstance(why, PermissionError):
        raise why or OSError(errno.EIO, name)
    os.chmod(name, 0o600)
    remove(name)
