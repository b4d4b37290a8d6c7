"""The stores one person uses on this laptop: which there are, and which was used last."""

from dataclasses import dataclass
from pathlib import Path

from leder_desktop import settings
from leder_desktop.errors import Refused
from leder_desktop.operations import store
from leder_desktop.settings import Settings
from leder_desktop.store import durable

MOST = 12
"""How many are remembered; the one unused for longest is forgotten."""


@dataclass(frozen=True, kw_only=True)
class KnownStore:
    """A store by its place. Its name says nothing about what is inside."""

    folder: Path
    name: str
    """The folder's name; with the one above it where two are called the same."""
    there: bool
    """Whether there is a store now: it may lie on a disk that is not connected."""


def known(told: Settings, *also: Path) -> tuple[KnownStore, ...]:
    """Every store that was used or named, the last used first; then `also` and the usual place, where there is one."""
    listed = list(dict.fromkeys(told.stores))
    listed += [folder for folder in (*also, store.default_folder()) if folder not in listed and is_there(folder)]
    return tuple(KnownStore(folder=folder, name=_name(folder, listed), there=is_there(folder)) for folder in listed)


def last_used(told: Settings) -> Path:
    """Where to begin: the store last used that is there, or the usual place."""
    return next((one.folder for one in known(told) if one.there), store.default_folder())


def is_there(folder: Path) -> bool:
    try:
        return store.exists(folder)
    except Refused:  # a disk that went away, or a folder that may not be looked into: not there for this person, now
        return False


def remember(folder: Path, personal: Path) -> None:
    """Put a store that was opened at the top of the list. Where only the usual place is used, nothing is written at all.

    Refused: a personal settings file that cannot be understood (it is left as it is), and what the disk says.
    """
    folder = folder.absolute()
    before = settings.read_one(personal).get("stores", ())
    after = tuple(dict.fromkeys((folder, *before)))[:MOST]
    if after == before or (not before and folder == store.default_folder()):
        return
    if any(not _can_be_written(one) for one in after):
        return
    with durable.guarded(personal):
        text = personal.read_bytes() if personal.is_file() else b""
        durable.make_folders(personal.parent)
    durable.write(personal, settings.with_stores(text, after, personal))


def _can_be_written(folder: Path) -> bool:
    """A name that is no UTF-8 cannot stand in TOML; it is opened with --store, and not remembered."""
    try:
        str(folder).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _name(folder: Path, among: list[Path]) -> str:
    alike = [one for one in among if one.name == folder.name]
    return f"{folder.name} in {folder.parent.name or folder.parent}" if len(alike) > 1 else folder.name or str(folder)
