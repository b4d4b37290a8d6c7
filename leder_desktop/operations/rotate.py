"""New keys: for the register after an erasure, for the store when somebody may have had the old one, for each case on demand.

Everything is made beside what is in use. The one moment of the change is the renaming of `slots.leder`; a kill before it leaves the old
keys in use, a kill after it the new ones, and the next opening of the store takes the rest away.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.keys import slots as slots_format
from leder_desktop.keys.slots import Slots
from leder_desktop.keys.wrap import Wrapping, new_key, wrap
from leder_desktop.model.case import Case
from leder_desktop.operations import header
from leder_desktop.session import Desk, Held
from leder_desktop.store import case_folder, durable, shelf_copy
from leder_desktop.store.casefile import CaseFile
from leder_desktop.store.shelf import Shelf


@dataclass(frozen=True, kw_only=True)
class Turning:
    """New keys about to be given: nothing is in use yet."""

    deep: bool
    cases: Mapping[str, bytearray] = field(repr=False)
    """id -> the key that its file has from now on; empty unless every case gets one."""

    files: Mapping[Path, bytearray] = field(repr=False)
    """The case files to be copied, each with its key now."""


def keys(desk: Desk, *, deep: bool = False) -> None:
    """A new key for the store and its register, sealed to every way in without anybody typing anything: passphrase, recovery words,
    keyring and organisation open it as before. `deep`: a new key for every case file as well.

    What was copied with the old keys before (a backup, a stolen disk) stays readable with them; nothing that is in use now does. Records
    keep the keys that stand inside their case file. No case may lie open. Refused: what the disk says, and nothing was changed then.
    """
    turning = prepare(desk, deep=deep)
    try:
        build(turning, desk.clock, lambda done, of: None)
        finish(desk, turning)
    finally:
        settle(desk, turning)


def prepare(desk: Desk, *, deep: bool) -> Turning:
    """The keys. `build` makes the copies, `finish` puts all in use; `settle` clears up after either of them was refused or stopped."""
    ids = [row.id for row in desk.shelf.cases() if deep and row.state == "ready"]
    files = {case_folder.file_of(desk.folder, id): desk.shelf.case_key(id) for id in ids}
    return Turning(deep=deep, cases={id: new_key() for id in ids}, files=files)


def build(turning: Turning, clock: Clock, tell: Callable[[int, int], object]) -> None:
    """Copies of the case files under their next keys, on any thread; `tell(done, of)` may raise to stop it."""
    for done, ((file, key), new) in enumerate(zip(turning.files.items(), turning.cases.values(), strict=True)):
        tell(done, len(turning.files))
        _copy_case(file, key, new, clock)


def finish(desk: Desk, turning: Turning) -> None:
    """The moment of the change, on the thread that owns the store; then the copies take the place of the files."""
    _new_shelf(desk.folder, desk.shelf, desk.held, new_key(), turning.cases)
    with suppress(Refused):  # the new keys are in use: what is left of the old goes at the next opening
        shelf_copy.remove_others(desk.folder, desk.held.header.shelf)
    settle(desk, turning)
    did = "gave the store and every case new keys" if turning.deep else "gave the store a new key"
    desk.shelf.record(did, by=desk.person, at=desk.clock.now())


def settle(desk: Desk, turning: Turning) -> None:
    """Copies whose key the register knows take their file's place; others go."""
    for id in turning.cases:
        case_folder.settle(desk.folder, desk.shelf, id, usable(desk.clock))


def shelf(folder: Path, register: Shelf, held: Held) -> None:
    """A new file and a new key for the register alone, as a purge wants it: no page of the old file is left, and its key opens nothing."""
    _new_shelf(folder, register, held, held.store_key, {})
    shelf_copy.remove_others(folder, held.header.shelf)


def usable(clock: Clock) -> Callable[[Path, bytearray], bool]:
    """Says of a case file and a key whether it opens with it and holds all that a new case must."""

    def opens(path: Path, key: bytearray) -> bool:
        try:
            file = CaseFile.open(path, key, clock=clock)
        except Refused:
            return False
        try:
            return bool(file.all(Case))
        finally:
            file.close()

    return opens


def _copy_case(file: Path, key: bytearray, new: bytearray, clock: Clock) -> None:
    next = file.with_name(case_folder.NEXT)
    with durable.guarded(next):
        next.unlink(missing_ok=True)
    opened = CaseFile.open(file, key, clock=clock)
    try:
        opened.database.copy_to(next, new)
    finally:
        opened.close()


def _new_shelf(folder: Path, register: Shelf, held: Held, store_key: bytearray, case_keys: Mapping[str, bytearray]) -> None:
    name, key = shelf_copy.next_name(held.header.shelf), new_key()
    after = _header(held, store_key, name, wrap(key, store_key, purpose="shelf", about=held.header.store))
    copy = shelf_copy.copied(register, folder / name, key, Wrapping(under=key, purpose="case"), case_keys)
    try:
        header.write(folder, held, after)
    finally:
        if held.header == after:  # also when the renaming came through and only its sync did not
            register.take_over(copy)
            old, held.store_key = held.store_key, store_key
            if old is not store_key:
                old[:] = bytes(len(old))
        else:
            copy.close()
            with suppress(Refused):  # a disk that does not even say which header it holds keeps both registers for the next opening
                if header.read(folder) != after:
                    shelf_copy.remove(folder / name)


def _header(held: Held, store_key: bytearray, name: str, wrapped: bytes) -> Slots:
    if store_key is held.store_key:
        return slots_format.with_shelf(held.header, store_key, shelf=name, shelf_key=wrapped)
    return slots_format.rewrap(held.header, held.store_key, store_key, shelf=name, shelf_key=wrapped)
