"""What a failed statement means to a person: SQLite's result codes, and what the disk says when SQLite does not say why."""

import errno
import os
import shutil
from enum import IntEnum
from pathlib import Path
from typing import Any

from leder_desktop.errors import Refused
from leder_desktop.store import durable

_ROOM = 256 * 1024
"""With less left on the disk a failed operation is put down to that: a save and its journal need more."""


class _Code(IntEnum):
    """Result codes of SQLite (sqlite.org/rescode.html); the lowest byte is the primary one."""

    PERM = 3
    BUSY = 5
    READONLY = 8
    IOERR = 10
    CORRUPT = 11
    FULL = 13
    CANTOPEN = 14
    NOTADB = 26
    READONLY_DBMOVED = 8 | 4 << 8


_DOUBTFUL = frozenset({_Code.PERM, _Code.READONLY, _Code.IOERR, _Code.CORRUPT, _Code.CANTOPEN, _Code.NOTADB})
"""After these a connection is not asked again: the next statement opens the file anew."""


def is_doubtful(error: Any) -> bool:
    """Whether the connection is not to be asked again after this error: the file is opened anew first."""
    return _code(error) & 0xFF in _DOUBTFUL


def is_read_only(error: Any) -> bool:
    """Whether it was refused because the file may only be read."""
    return _code(error) & 0xFF == _Code.READONLY


def is_gone(path: Path) -> bool:
    """Whether a file that was open is not there any more: its disk was taken out, or it was moved."""
    with durable.guarded(path):
        return not path.exists()


def gone(path: Path) -> Refused:
    """What is said then; nothing is known of any damage."""
    return Refused("io-error", f"{name(path)} is not there just now. If its disk was taken out, put it back, then try again.")


def refusal(error: Any, path: Path) -> Refused | None:
    """What a failed statement means to a person, or None when it is an error of the program."""
    code, named = _code(error), name(path)
    if code & 0xFF in (_Code.IOERR, _Code.CANTOPEN) and _disk_is_full(path):
        code = _Code.FULL  # where a full disk fails a sync or a new journal, SQLite does not say why
    if code & 0xFF in (_Code.IOERR, _Code.CANTOPEN, _Code.READONLY) and _disk_is_read_only(path):
        return durable.read_only(path)
    if code & 0xFF in _DOUBTFUL and is_gone(path):
        return gone(path)
    if code & 0xFF in (_Code.CORRUPT, _Code.NOTADB) and not disk_reads(path):
        code = _Code.IOERR  # SQLite calls it damage when a disk does not read; a backup is not what helps then
    match code & 0xFF:
        case _Code.FULL:
            return _full()
        case _Code.IOERR:
            return failed(path)
        case _Code.BUSY:
            return Refused("store-in-use", f"{named} is open in another program. Close it there, then try again.")
        case _Code.CORRUPT:
            return Refused("damaged", f"{named} is damaged. Use a backup; what can still be read is left as it is.")
        case _Code.NOTADB:
            return Refused("damaged", f"{named} is damaged and cannot be opened with its key. Use a backup.")
        case _Code.READONLY if code == _Code.READONLY_DBMOVED:
            return Refused("io-error", f"{named} was moved away while it was open. Put it back, then try again.")
        case _Code.PERM | _Code.READONLY:
            return Refused("no-permission", f"{named} may not be written by this account. Check the folder's permissions.")
        case _Code.CANTOPEN:
            return Refused("no-permission", f"{named} may not be opened by this account. Check the folder's permissions.")
        case _:
            return None


def _full() -> Refused:
    return Refused("disk-full", "The disk is full, so nothing was saved just now. Free some space, then save again.")


def _disk_is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False


def failed(path: Path) -> Refused:
    """What is said when the disk fails and nothing else is known: a copy fails without a code."""
    if _disk_is_full(path):
        return _full()
    return Refused("io-error", f"The disk did not read or write {name(path)}. Check the disk and its cable, then try again.")


def disk_reads(path: Path) -> bool:
    """Whether every byte of the file can be had. The lock this gives up is taken anew: after such an error the file is opened again."""
    try:
        with path.open("rb") as file:
            while file.read(1 << 20):
                pass
    except OSError:
        return False
    return True


def _disk_is_read_only(path: Path) -> bool:
    # The journal is asked: to open and close the file itself would give up the lock on it.
    try:
        os.close(os.open(path.with_name(path.name + "-journal"), os.O_WRONLY))
    except OSError as error:
        return error.errno == errno.EROFS
    return False


def name(path: Path) -> str:
    """What a file is called in a sentence: with its folder, which says which case it is."""
    return f"{path.parent.name}/{path.name}"


def _code(error: Any) -> int:
    return int(getattr(error, "sqlite_errorcode", None) or 0)
