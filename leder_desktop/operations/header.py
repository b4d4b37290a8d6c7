"""`slots.leder` on the disk: reading the ways in, and putting a new header in the place of the old."""

from contextlib import suppress
from pathlib import Path

from leder_desktop.errors import Refused
from leder_desktop.keys import slots
from leder_desktop.keys.slots import Slots
from leder_desktop.session import Held
from leder_desktop.store import durable

NAME = "slots.leder"


def exists(folder: Path) -> bool:
    """Refused `no-permission` when this account may not even look."""
    with durable.guarded(folder):
        return (folder / NAME).is_file()


def require_store(folder: Path) -> None:
    """Refused: `no-store`."""
    if not exists(folder):
        raise Refused("no-store", "There is no store here. Make one first, or give the folder it is in.")


def read(folder: Path) -> Slots:
    """The ways in. Refused: `no-store`, `damaged`, `newer-store`."""
    require_store(folder)
    with durable.guarded(folder / NAME):
        untrusted = (folder / NAME).read_bytes()
    return slots.parse(untrusted)


def write(folder: Path, held: Held, header: Slots) -> None:
    """The header from here on, on the disk and in memory. Refused: what the disk says; then memory has what lies on the disk, which may
    be the new one: a renaming can come through although its sync did not.
    """
    try:
        durable.write(folder / NAME, slots.to_bytes(header))
    except Refused:
        with suppress(Refused):  # the first reason is the one to tell
            if read(folder) == header:
                held.header = header
        raise
    held.header = header
