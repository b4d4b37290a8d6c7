"""The same program on files without a key: what encryption costs, and nothing else."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.governance.roles import Role
from leder_desktop.keys import slots
from leder_desktop.keys.wrap import Wrapping, wrap
from leder_desktop.session import Desk, Held
from leder_desktop.store import connection, durable
from leder_desktop.store.lock import StoreLock
from leder_desktop.store.shelf import Shelf

STORE = "11111111-1111-4111-8111-111111111111"


@contextmanager
def unkeyed() -> Generator[None]:
    """In the block, database files are opened and made without a key; files with one are not understood."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "_give_key", lambda _connection, _key: None)
        patch.setattr(connection, "_check_header", lambda _path: None)
        yield


def desk(folder: Path, clock: Clock) -> Desk:
    """A store opened with its raw key; inside `unkeyed()` its files have none."""
    key, store_key = bytearray(range(32)), bytearray(range(32, 64))
    (folder / "cases").mkdir(parents=True)
    shelf = Shelf.create(folder / "shelf.leder", key, Wrapping(under=key, purpose="case"))
    shelf.set_owner(name="Priya Raman", role="reviewer")
    wrapped = wrap(key, store_key, purpose="shelf", about=STORE)
    header = slots.new(store=STORE, store_key=store_key, shelf="shelf.leder", shelf_key=wrapped, slots=[])
    durable.write(folder / "slots.leder", slots.to_bytes(header))
    held = Held(header=header, store_key=store_key)
    return Desk(
        folder=folder, held=held, shelf=shelf, lock=StoreLock.take(folder), person="Priya Raman", role=Role.REVIEWER, clock=clock
    )
