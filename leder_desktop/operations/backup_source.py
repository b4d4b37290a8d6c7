"""Finding a backup and opening its list: the ways in of its day, the store's key, and what the generation holds.

Everything read here comes from a place others can write to: it is hostile until the list's seal and the digests fit.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from leder_desktop.errors import Refused
from leder_desktop.keys import backup_seal, slots
from leder_desktop.keys.slots import Slots
from leder_desktop.keys.wrap import Wrapping, unwrap
from leder_desktop.operations import header
from leder_desktop.session import Held
from leder_desktop.store import backup_copy, backup_layout, backup_list, durable
from leder_desktop.store.backup_copy import Digest
from leder_desktop.store.backup_layout import Generation
from leder_desktop.store.backup_list import BackupList
from leder_desktop.store.lock import StoreLock

Way = Callable[[Slots], bytearray]
"""From the ways in to the store's key: a passphrase, the recovery words, or the key itself."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """One generation whose list was found to be as this program left it. Its files were not looked at yet."""

    generation: Path
    held: Held = field(repr=False)
    listed: BackupList

    @property
    def folder(self) -> Path:
        """The backup folder, with the files that all generations share."""
        return self.generation.parent

    def shelf_key(self) -> bytearray:
        return unwrap(self.held.header.shelf_key, self.held.store_key, purpose="shelf", about=self.held.header.store)

    def wrapping(self) -> Wrapping:
        """What opens the keys of the cases in this generation's shelf."""
        return Wrapping(under=self.shelf_key(), purpose="case")


def with_passphrase(passphrase: str) -> Way:
    return lambda header: slots.open_with_passphrase(header, passphrase)


def with_recovery(untrusted_words: str) -> Way:
    """The words, or the whole text of their sheet."""
    return lambda header: slots.open_with_recovery(header, untrusted_words)


def with_key(store_key: bytearray) -> Way:
    """The store is open: its key opens its backups, but those made before the key was changed."""

    def way(header: Slots) -> bytearray:
        slots.check_verifier(header, store_key)
        return store_key

    return way


def find(untrusted: Path) -> list[Path]:
    """The generations meant by a path: itself, or the newest in the backup folder, or the newest of each store in the place chosen for
    backups. Refused: `no-such-file` where there is none.
    """
    if _is_file(untrusted / backup_layout.LIST):
        if untrusted.name.endswith(durable.PART):
            raise Refused("damaged", "This backup was never finished. Use the one before it.")
        return [untrusted]
    folders = [untrusted] if untrusted.name.startswith(backup_layout.FOLDER) else _folders(untrusted)
    newest = [found[-1].path for folder in folders if (found := backup_layout.generations(folder))]
    if not newest:
        raise Refused("no-such-file", "There is no backup in this folder. Give the folder that was chosen for backups.")
    return newest


def _is_file(path: Path) -> bool:
    with durable.guarded(path):
        return path.is_file()


def _folders(place: Path) -> list[Path]:
    with durable.guarded(place):
        there = place.is_dir()
    return backup_layout.folders_in(place) if there else []


def opened(generation: Path, way: Way) -> Source:
    """Refused: `wrong-passphrase`, `damaged`, `newer-store`, and what the disk says."""
    _bytes(generation / header.NAME)
    read = header.read(generation)
    store_key = way(read)
    listed = backup_list.parse(_bytes(generation / backup_layout.LIST), backup_seal.key(store_key))
    require(generation / header.NAME, listed.slots)
    if listed.store != read.store or listed.shelf_name != read.shelf:
        raise Refused("damaged", "The parts of this backup do not belong together. Use another backup.")
    return Source(generation=generation, held=Held(header=read, store_key=store_key), listed=listed)


def opened_first(generations: list[Path], way: Way) -> Source:
    """Of the backups of several laptops on one stick the one that this passphrase or sheet opens. Refused as `opened`."""
    for generation in generations[:-1]:
        try:
            return opened(generation, way)
        except Refused as refused:
            if refused.code != "wrong-passphrase":
                raise
    return opened(generations[-1], way)


def unproved(generation: Generation) -> BackupList | None:
    """What a list says, without its seal: for counting and for keeping files. None when it cannot be read."""
    try:
        return backup_list.parse(_bytes(generation.path / backup_layout.LIST), None)
    except Refused:
        return None


def _bytes(path: Path) -> bytes:
    if not _is_file(path):
        raise Refused("damaged", f"{path.name} is missing from the backup {path.parent.name}. Use another backup.")
    with durable.guarded(path), path.open("rb") as file:
        untrusted = file.read(backup_list.LARGEST + 1)
    if len(untrusted) > backup_list.LARGEST:
        raise Refused("damaged", f"{path.name} of the backup {path.parent.name} is far larger than any list. Use another backup.")
    return untrusted


def require(path: Path, digest: Digest) -> None:
    """Refused `damaged` unless the file is there with exactly these bytes."""
    if backup_copy.of_file(path) != digest:
        raise damaged(path)


def damaged(path: Path) -> Refused:
    """A file of a backup that is not as it was written."""
    return Refused("damaged", f"{path.name} in the backup is damaged or missing. Use another backup; this one was left as it is.")


def locked(folder: Path) -> StoreLock:
    """Nobody else writes to this backup folder until it is released. Refused: `store-in-use`."""
    try:
        return StoreLock.take(folder, 0)
    except Refused as refused:
        if refused.code != "store-in-use":
            raise
        raise Refused("store-in-use", "Another backup into this folder is being made just now. Try again when it is done.") from None
