"""One case, one folder: made and erased in steps, so that a kill between any two leaves a store that puts itself right.

Making: the shelf's row ("making"), the folder, the evidence folder, the case file, "ready". Erasing: in one transaction
the row loses the key ("purging"), then the folder goes, then the register goes on in a new file under a new key, then a
tombstone stays ("purged"). A new key for a case: a copy of its file under that key beside it, then the register that holds the
key, then the copy in the place of the file. `repair` finishes at the next opening what was cut off.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from leder_desktop.errors import Refused
from leder_desktop.store import durable
from leder_desktop.store.shelf import Shelf

T = TypeVar("T")

CASES = "cases"
FILE = "case.leder"
NEXT = "case.next.leder"
"""The case under its next key, until it takes the place of `FILE`."""

EVIDENCE = "evidence"


@dataclass(frozen=True, kw_only=True)
class Repaired:
    """What `repair` did and found; every item is a case's id, or in `unknown` a folder's name."""

    finished: tuple[str, ...]
    """Cases that were whole, but not yet marked so."""

    undone: tuple[str, ...]
    """Cases whose making was cut off; nothing of them was ever shown."""

    erased: tuple[str, ...]
    """Erasures that were cut off, now complete."""

    missing: tuple[str, ...]
    """Cases whose folder or file is not there: told, for a backup."""

    unknown: tuple[str, ...]
    """Folders without a living row: told, never removed."""


def folder_of(store: Path, id: str) -> Path:
    """Where a case lies."""
    return store / CASES / id


def file_of(store: Path, id: str) -> Path:
    """Where its encrypted file lies."""
    return folder_of(store, id) / FILE


def _go_on(_step: int) -> None:
    return None


def make(
    store: Path,
    shelf: Shelf,
    id: str,
    create: Callable[[Path, bytearray], T],
    *,
    reference: str,
    at: datetime,
    after_step: Callable[[int], None] = _go_on,
) -> T:
    """A new case under a new random key. `create(file, key)` makes the case file, with all that a new case must hold, and answers it open.

    `after_step` is called with 1 to 5 between the steps. A refusal by `create` undoes everything and passes on.
    """
    folder, key = folder_of(store, id), bytearray(os.urandom(32))
    shelf.begin_case(id, key, reference=reference, at=at)
    after_step(1)
    try:
        durable.make_folder(store / CASES)
        durable.make_folder(folder)
        after_step(2)
        durable.make_folder(folder / EVIDENCE)
        after_step(3)
        made = create(folder / FILE, key)
    except Refused:
        durable.remove_tree(folder)
        shelf.forget_making(id)
        raise
    after_step(4)
    shelf.case_is_ready(id)
    after_step(5)
    return made


def purge(
    store: Path, shelf: Shelf, id: str, *, why: str, by: str, at: datetime, new_shelf: Callable[[], None],
    after_step: Callable[[int], None] = _go_on,
) -> None:  # fmt: skip
    """Erase a case whose file is closed: its key first, then its folder; `new_shelf` gives the register a new file and key (the same
    `shelf` goes on with it). `after_step` is called with 1 to 4.

    From the first step on nothing can open the case. Refuses `no-such-case` and what the disk says; in the second case the
    rest is done at the next opening.
    """
    if shelf.case(id).state in ("purging", "purged"):
        raise Refused("no-such-case", "This case was erased before.")
    shelf.begin_purge(id, why=why, by=by, at=at)
    after_step(1)
    durable.remove_tree(folder_of(store, id))
    after_step(2)
    new_shelf()
    after_step(3)
    shelf.finish_purge(id, at=at)
    after_step(4)


def repair(
    store: Path, shelf: Shelf, usable: Callable[[Path, bytearray], bool], *, at: datetime, new_shelf: Callable[[], None]
) -> Repaired:
    """Put right what a kill left half-done. `usable(file, key)` says whether a case file opens with it and holds what a new case must."""
    finished, undone, erased, missing = list[str](), list[str](), list[str](), list[str]()
    for row in shelf.cases():
        file = file_of(store, row.id)
        if row.state == "purging":
            durable.remove_tree(folder_of(store, row.id))
            erased.append(row.id)
        elif row.state == "making" and file.is_file() and usable(file, shelf.case_key(row.id)):
            shelf.case_is_ready(row.id)
            finished.append(row.id)
        elif row.state == "making":
            durable.remove_tree(folder_of(store, row.id))
            shelf.forget_making(row.id)
            undone.append(row.id)
        elif row.state == "ready":
            settle(store, shelf, row.id, usable)
            if not file.is_file():
                missing.append(row.id)
    if erased:
        new_shelf()
        for id in erased:
            shelf.finish_purge(id, at=at)
    return Repaired(
        finished=tuple(finished), undone=tuple(undone), erased=tuple(erased), missing=tuple(missing), unknown=strays(store, shelf)
    )


def settle(store: Path, shelf: Shelf, id: str, usable: Callable[[Path, bytearray], bool]) -> None:
    """A copy under a next key takes the place of the case file when the register knows its key, and goes when it does not."""
    file = file_of(store, id)
    next = file.with_name(NEXT)
    if not next.is_file():
        return
    key = shelf.case_key(id)
    with durable.guarded(next):
        if usable(next, key):
            os.replace(next, file)
        elif usable(file, key):
            next.unlink()
    durable.sync_folder(file.parent)


def strays(store: Path, shelf: Shelf) -> tuple[str, ...]:
    """Folders that belong to no case that is there: told, never removed."""
    living = {row.id for row in shelf.cases() if row.state == "ready"}
    with durable.guarded(store / CASES):
        cases = list((store / CASES).iterdir()) if (store / CASES).is_dir() else []
    return tuple(sorted(entry.name for entry in cases if entry.name not in living))
