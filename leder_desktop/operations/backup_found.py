"""Which backups lie in a folder somebody chose, before anybody gave a key: for choosing one, never for trusting it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from leder_desktop.errors import Refused
from leder_desktop.operations import header
from leder_desktop.store import backup_layout, backup_list, durable
from leder_desktop.store.backup_layout import Generation

MOST_LOOKED_AT = 200
"""So many folders inside the chosen one are looked into: a memory stick has fewer, a home folder need not be gone through."""

_NONE = "There is no backup in this folder. Choose the folder that was chosen for backups, on the stick or disk they went to."
_STORE = "This folder is a store, not a backup of one. To open it, choose it at the unlock screen."
_HALF = "The only backup in this folder was never finished: its disk was full or pulled out. Use another stick or disk."
_GONE = "This folder is not there any more. Plug in the disk with the backup, then choose it again."


@dataclass(frozen=True, kw_only=True)
class Found:
    """One backup as it says of itself."""

    path: Path
    made: datetime
    """UTC."""

    store: str
    """The first signs of the store's id, as on the recovery sheet; it tells the backups of two laptops apart."""

    cases: int
    bytes: int
    """What a restore of it takes."""

    problem: str
    """Why it cannot be restored, in a sentence; empty for one that looks whole."""


def look(untrusted: Path) -> tuple[Found, ...]:
    """Every backup meant by a folder, the newest first; a single backup that was chosen stands before all others.

    It may be the folder chosen for backups, the disk it lies on, a folder inside a backup, or one backup.
    Refused: `no-such-file` when there is none, or the folder is not there.
    """
    if not _is_folder(untrusted):
        raise Refused("no-such-file", _GONE)
    found = [_found(generation) for folder in _folders(untrusted) for generation in backup_layout.generations(folder)]
    found.sort(key=lambda one: (one.path == untrusted, one.made), reverse=True)
    if found:
        return tuple(found)
    if header.exists(untrusted):
        raise Refused("no-such-file", _STORE)
    raise Refused("no-such-file", _HALF if _folders(untrusted) else _NONE)


def _folders(untrusted: Path) -> list[Path]:
    """The backup folders meant: the one this lies in, those in it, or those one step further in."""
    inside = next((one for one in (untrusted, *untrusted.parents) if one.name.startswith(backup_layout.FOLDER)), None)
    if inside is not None:
        return [inside]
    if here := backup_layout.folders_in(untrusted):
        return here
    return [folder for entry in _entries(untrusted) for folder in _readable(entry)]


def _entries(folder: Path) -> list[Path]:
    with durable.guarded(folder):
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))[:MOST_LOOKED_AT]


def _readable(folder: Path) -> list[Path]:
    """The backup folders in it; a neighbour that may not be looked into is passed over."""
    try:
        return backup_layout.folders_in(folder) if _is_folder(folder) else []
    except Refused:
        return []


def _is_folder(path: Path) -> bool:
    with durable.guarded(path):
        return path.is_dir()


def _found(generation: Generation) -> Found:
    store = generation.path.parent.name.removeprefix(backup_layout.FOLDER)
    path = generation.path / backup_layout.LIST
    try:
        with durable.guarded(path):
            untrusted = path.read_bytes() if path.is_file() else b""
        listed = backup_list.parse(untrusted, None)
    except Refused as refused:
        return Found(path=generation.path, made=generation.made, store=store, cases=0, bytes=0, problem=refused.sentence)
    return Found(
        path=generation.path, made=generation.made, store=listed.store[:8], cases=len(listed.cases), bytes=listed.bytes(), problem=""
    )
