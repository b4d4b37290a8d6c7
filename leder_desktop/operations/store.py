"""The store: making it and opening it.

A store exists from the moment `slots.leder` does: it is written last, so a making that was cut off left no store.
"""

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC
from functools import partial
from pathlib import Path

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.governance.roles import Role
from leder_desktop.keys import derive, recovery
from leder_desktop.keys import passphrase as policy
from leder_desktop.keys import slots as slots_format
from leder_desktop.keys.slots import Slots
from leder_desktop.keys.wrap import Wrapping, new_key, unwrap, wrap
from leder_desktop.model.dates import day_words
from leder_desktop.model.note import require_storable
from leder_desktop.operations import header, laptop, laptop_record, rotate, tries
from leder_desktop.operations.header import exists
from leder_desktop.session import Desk, Held
from leder_desktop.store import ballast, case_folder, durable, former, shelf_copy
from leder_desktop.store.lock import StoreLock
from leder_desktop.store.shelf import NAME as SHELF
from leder_desktop.store.shelf import Shelf

RECOVERY_WORDS = "recovery_words"
"""The setting inside the encrypted shelf that keeps the recovery words, so that a backup can be proved with nothing but them."""



@dataclass(frozen=True, kw_only=True)
class Plan:
    """A store about to be made: nothing is on the disk yet, so the recovery words can be proved first."""

    id: str
    name: str
    role: Role
    passphrase: str = field(repr=False)
    code: str = field(repr=False)
    sheet: str = field(repr=False)


def default_folder() -> Path:
    """The platform's data folder for this program."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "LeDeR Desktop" / "store"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "LeDeR Desktop" / "store"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "leder-desktop" / "store"


def require_free(folder: Path) -> None:
    """Refused `store-exists`, also for a folder with anything else in it: a store is never begun among other files.

    Refused `no-permission` in a network (`laptop.require_local`).
    """
    laptop.require_local(folder)
    if exists(folder):
        raise Refused("store-exists", "There is already a store in this folder. It was left as it is.")
    with durable.guarded(folder):
        taken = (folder.exists() or folder.is_symlink()) and (not folder.is_dir() or any(_foreign(entry) for entry in folder.iterdir()))
    if taken:
        raise Refused("store-exists", "This folder is not empty. Choose an empty or a new folder for the store.")


def _foreign(entry: Path) -> bool:
    """Anything but what a making that was cut off leaves behind."""
    return (
        entry.name.removesuffix(durable.PART) not in (SHELF, f"{SHELF}-journal", ballast.NAME, "lock", header.NAME)
        and entry.name != case_folder.CASES
    )


def plan(name: str, role: Role, passphrase: str) -> Plan:
    """Refused `weak-passphrase`, saying what is missing. The recovery words are drawn here."""
    policy.check(passphrase)
    if not name.strip():
        raise Refused("not-understood", "Say whose store this is: your name.")
    code, id = recovery.new_code(), Clock().new_id()
    made = day_words(Clock().today())
    return Plan(
        id=id,
        name=require_storable(name.strip()),
        role=role,
        passphrase=passphrase,
        code=code,
        sheet=recovery.sheet(code, store=id, made=made),
    )


def prove_recovery(plan: Plan, untrusted_typed: str) -> None:
    """The words typed back must be the words on the sheet; a wrong one is named."""
    if recovery.secret(untrusted_typed) != recovery.secret(plan.code):
        raise Refused("wrong-passphrase", "These are not the words of this sheet. Compare them word by word.")


def strength(passphrase: str) -> str:
    """How good a passphrase is, in words."""
    return policy.strength(passphrase)


def why_weak(passphrase: str) -> str:
    """What is missing, as a sentence; empty when the passphrase will do."""
    try:
        policy.check(passphrase)
    except Refused as refused:
        return refused.sentence
    return ""


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """The keys and the header of a store about to be made; nothing is on the disk yet."""

    plan: Plan
    shelf_key: bytearray = field(repr=False)
    held: Held = field(repr=False)


def make(folder: Path, plan: Plan, *, clock: Clock, parameters: derive.Parameters | None = None, organisation: bytes | None = None) -> Desk:
    """Make the store and open it. Refused: `store-exists`, `disk-full`, `no-permission`; what a failed making leaves is no store.

    `parameters`: Argon2id; without them tuned to about a second on this laptop, never under the floor.
    """
    require_free(folder)
    return begin(folder, prepare(plan, clock=clock, parameters=parameters, organisation=organisation), clock=clock)


def prepare(
    plan: Plan, *, clock: Clock, parameters: derive.Parameters | None = None, organisation: bytes | None = None
) -> Prepared:
    """The slow half of `make`, a few seconds, on any thread: tune, and derive a key for each way in.

    `organisation`: a certificate (DER, from `ways_in.organisation`) whose key opens the store too.
    """
    chosen = parameters or derive.tune()
    store_key, shelf_key = new_key(), new_key()
    made = clock.now().astimezone(UTC).isoformat()
    ways = [
        slots_format.make_slot(kind, secret, parameters=chosen, store=plan.id, store_key=store_key, made=made)
        for kind, secret in (("passphrase", derive.normalise(plan.passphrase)), ("recovery", recovery.secret(plan.code)))
    ]
    if organisation is not None:
        ways.append(slots_format.organisation_slot(organisation, store=plan.id, store_key=store_key, made=made))
    wrapped = wrap(shelf_key, store_key, purpose="shelf", about=plan.id)
    slots = slots_format.new(store=plan.id, store_key=store_key, shelf=SHELF, shelf_key=wrapped, slots=ways)
    return Prepared(plan=plan, shelf_key=shelf_key, held=Held(header=slots, store_key=store_key))


def begin(folder: Path, prepared: Prepared, *, clock: Clock) -> Desk:
    """The quick half of `make`, on the thread that will own the store."""
    require_free(folder)
    plan = prepared.plan
    with durable.guarded(folder):
        durable.make_folders(folder)
    with ExitStack() as undo:
        lock = StoreLock.take(folder)
        undo.callback(lock.release)
        shelf_copy.remove(folder / SHELF)
        shelf = Shelf.create(folder / SHELF, prepared.shelf_key, Wrapping(under=prepared.shelf_key, purpose="case"))
        undo.callback(shelf.close)
        shelf.set_owner(name=plan.name, role=str(plan.role))
        shelf.set_setting(RECOVERY_WORDS, plan.code)
        shelf.record("made the store", by=plan.name, at=clock.now())
        durable.make_folder(folder / case_folder.CASES)
        ballast.make(folder)
        header.write(folder, prepared.held, prepared.held.header)
        undo.pop_all()
    return Desk(folder=folder, held=prepared.held, shelf=shelf, lock=lock, person=plan.name, role=plan.role, clock=clock)


@dataclass(frozen=True, kw_only=True)
class Derived:
    """A store whose key was found and whose lock is held; nothing in it was read yet. Give it to `open_with`, or let it go."""

    folder: Path
    held: Held = field(repr=False)
    lock: StoreLock = field(repr=False)


def unlock(folder: Path, passphrase: str, *, clock: Clock) -> Desk:
    """Open the store. Refused, each in its own sentence: `no-store`, `wrong-passphrase`, `store-in-use`, `damaged`, `newer-store`."""
    return open_with(derive_key(folder, passphrase), clock=clock)


def derive_key(folder: Path, passphrase: str, *, only_read: bool = False) -> Derived:
    """The slow half of `unlock`, on any thread: the key, then the lock, waiting up to six seconds for a process about to end.

    A wrong passphrase is counted (`tries`). `only_read`: to salvage from it, also on a disk that can only be read.
    """
    with tries.counted(folder, Clock().now()):
        return derive_with(folder, lambda slots: slots_format.open_with_passphrase(slots, passphrase), only_read=only_read)


def derive_with(folder: Path, way: Callable[[Slots], bytearray], *, only_read: bool = False) -> Derived:
    """`derive_key` by another way in than the passphrase."""
    laptop.require_local(folder)
    store_key = way(slots := header.read(folder))
    with ExitStack() as undo:
        lock = StoreLock.take(folder, only_read=only_read)
        undo.callback(lock.release)
        if header.read(folder) != slots:  # changed by the process that has just let go
            raise Refused("store-in-use", "The store was changed by another window just now. Try again.")
        undo.pop_all()
    return Derived(folder=folder, held=Held(header=slots, store_key=store_key), lock=lock)


def open_with(derived: Derived, *, clock: Clock) -> Desk:
    """The quick half of `unlock`, on the thread that will own the store. The lock is released when it is refused."""
    folder, lock = derived.folder, derived.lock
    with ExitStack() as undo:
        undo.callback(lock.release)
        shelf = _open_shelf(folder, derived.held)
        undo.callback(shelf.close)
        owner = shelf.owner()
        if owner is None:
            raise Refused("damaged", "The store does not say whose it is. Use a backup.")

        def repair() -> case_folder.Repaired:
            renew = partial(rotate.shelf, folder, shelf, derived.held)
            return case_folder.repair(folder, shelf, rotate.usable(clock), at=clock.now(), new_shelf=renew)

        ballast.spend(folder, repair)  # an erasure that a full disk cut off is ended here
        shelf_copy.remove_others(folder, derived.held.header.shelf)
        former.forget(folder / derived.held.header.shelf, clock.now())
        desk = Desk(folder=folder, held=derived.held, shelf=shelf, lock=lock, person=owner.name, role=Role(owner.role), clock=clock)
        tries.carry_over(folder, shelf, by=owner.name, at=clock.now())
        laptop_record.note(desk, laptop_record.UNLOCKED)
        undo.pop_all()
    return desk


def _open_shelf(folder: Path, held: Held) -> Shelf:
    key = unwrap(held.header.shelf_key, held.store_key, purpose="shelf", about=held.header.store)
    return Shelf.open(folder / held.header.shelf, key, Wrapping(under=key, purpose="case"))
