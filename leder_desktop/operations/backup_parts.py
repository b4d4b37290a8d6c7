"""The parts a backup is made of on its way: what is shared, what is planned, taken, copied, written and proved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from leder_desktop.store.backup_list import BackupList, CaseEntry
from leder_desktop.store.casefile import Kept
from leder_desktop.store.lock import StoreLock


@dataclass(frozen=True, kw_only=True)
class Shared:
    """The part of a backup that all its generations share, and where it comes from."""

    folder: Path
    store: Path
    known: dict[str, CaseEntry] = field(repr=False)
    """What the newest generation holds of each case."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A backup under way: plain data, and the lock that keeps a second one out of the same folder."""

    place: Path
    shared: Shared
    part: Path
    """The generation's folder, before it has its final name."""

    made: datetime
    slots: bytes = field(repr=False)
    shelf: bytes = field(repr=False)
    shelf_name: str
    rows: str
    store_id: str
    cases: tuple[str, ...]
    """The cases that are in the copy of the shelf."""

    erased: tuple[str, ...]
    """Cases that were erased here: nothing of them may stay in older generations."""

    since: Mapping[str, frozenset[str]]
    """Cases in which something was erased (`backup_erased.since`): no other version of them may stay in older generations."""

    person: str
    store_key: bytearray = field(repr=False)
    words: str = field(repr=False)
    held: str
    lock: StoreLock


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One case at the moment it was copied."""

    case: str
    data: bytes = field(repr=False)
    rows: str
    evidence: dict[str, Kept] = field(repr=False)
    damaged: str = ""
    """Why the case itself could not be read, in a sentence; then an older copy of it is kept in the backup."""


@dataclass(frozen=True, kw_only=True)
class Copied:
    """One case as it is in the backup now."""

    entry: CaseEntry | None
    """None for a damaged case of which there is no older copy."""

    plain: dict[str, str] = field(repr=False)
    """SHA-256 of each record as it was received, by its id: what has to come out again. Kept in memory only."""

    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Built:
    """A backup that is all written and not proved."""

    listed: BackupList
    plain: dict[str, dict[str, str]] = field(repr=False)
    """`Copied.plain` by case."""

    warnings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A backup that was proved."""

    generation: Path
    made: datetime
    cases: int
    bytes: int
    """What a restore of it takes."""

    warnings: tuple[str, ...]
