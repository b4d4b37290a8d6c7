"""One file of a backup: written whole or not at all, and read back before it counts."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leder_desktop.errors import Refused
from leder_desktop.store import durable

CHUNK = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Digest:
    """What a file's encrypted bytes are known by."""

    sha256: str
    """Lower-case hex."""

    bytes: int


def of_bytes(data: bytes) -> Digest:
    return Digest(sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))


def of_file(path: Path) -> Digest | None:
    """None when there is no such file. Refuses what the disk says."""
    if not path.is_file():
        return None
    hasher, length = hashlib.sha256(), 0
    for chunk in chunks(path):
        hasher.update(chunk)
        length += len(chunk)
    return Digest(sha256=hasher.hexdigest(), bytes=length)


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file in pieces of a mebibyte."""
    with durable.guarded(path), path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def keep(target: Path, pieces: Iterable[bytes]) -> Digest:
    """Write the pieces to `target`, durably, in the place of what was there; answers what was read back.

    Refuses `io-error` when that is not what was written, and what the disk says; `target` is as it was then.
    """
    hasher, part = hashlib.sha256(), target.with_name(target.name + durable.PART)
    with durable.guarded(target):
        try:
            with open(part, "wb", opener=durable.for_this_account) as file:
                for piece in pieces:
                    hasher.update(piece)
                    file.write(piece)
                durable.sync(file)
            read_back = of_file(part)
            if read_back is None or read_back.sha256 != hasher.hexdigest():
                raise Refused("io-error", "What was written to the backup reads back differently. Use another disk for backups.")
            os.replace(part, target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    durable.sync_folder(target.parent)
    return read_back
