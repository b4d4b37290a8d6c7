"""A real, encrypted store, opened with its raw key: no passphrase, so no waiting for one."""

from pathlib import Path

from leder_desktop.clock import Clock
from leder_desktop.governance.roles import Role
from leder_desktop.keys import slots
from leder_desktop.keys.wrap import Wrapping, wrap
from leder_desktop.session import Desk, Held
from leder_desktop.store import durable
from leder_desktop.store.lock import StoreLock
from leder_desktop.store.shelf import Shelf

STORE = "11111111-1111-4111-8111-111111111111"


def raw_desk(folder: Path, clock: Clock) -> Desk:
    """Priya Raman's, without a case. Whoever asks for it closes it."""
    key, store_key = bytearray(range(32)), bytearray(range(32, 64))
    (folder / "cases").mkdir(parents=True)
    shelf = Shelf.create(folder / "shelf.leder", key, Wrapping(under=key, purpose="case"))
    shelf.set_owner(name="Priya Raman", role="reviewer")
    wrapped = wrap(key, store_key, purpose="shelf", about=STORE)
    held = Held(header=slots.new(store=STORE, store_key=store_key, shelf="shelf.leder", shelf_key=wrapped, slots=[]), store_key=store_key)
    durable.write(folder / "slots.leder", slots.to_bytes(held.header))
    lock = StoreLock.take(folder)
    return Desk(folder=folder, held=held, shelf=shelf, lock=lock, person="Priya Raman", role=Role.REVIEWER, clock=clock)
