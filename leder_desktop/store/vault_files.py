"""Evidence bytes: one encrypted file each, beside the case file, written durably and read in ranges.

A file is a header (magic, format version, nonce prefix, the evidence's id) and chunks of 1 MiB, each sealed with AES-256-GCM under
the file's own random key. The nonce is STREAM's (Hoang, Reyhanitabar, Rogaway and Vizar 2015): prefix, counter, last flag; the header
is associated data. So a chunk moved, left out, repeated, added or taken from another file does not open.

The file is on the disk before its row is written: a kill in between leaves a file without a row, which `sweep` finds.
"""

import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from leder_desktop.errors import Refused
from leder_desktop.store import durable

MAGIC = b"LEDEREVI"
VERSION = 1
CHUNK = 1024 * 1024
ORPHANS = "orphans"
ORPHANS_KEPT = timedelta(days=30)
"""How long a finished file without a row is kept: long enough to notice, and to bring back what a restored case file still names."""

_TAG = 16
_PREFIX = 7
_HEADER = len(MAGIC) + 1 + _PREFIX + 36


@dataclass(frozen=True, kw_only=True)
class Stored:
    """What the case file has to remember of a file."""

    key: bytes = field(repr=False)
    """32 bytes."""

    sha256: str
    """Of the plain bytes, lower-case hex; `sha512` likewise."""

    sha512: str
    crc32: int
    """Of the plain bytes, for the index of a bundle's zip."""

    bytes: int


@dataclass(frozen=True, kw_only=True)
class Swept:
    """What `sweep` found: names are evidence ids."""

    unfinished: int
    """Files whose writing was cut off; removed."""

    orphaned: tuple[str, ...]
    """Finished files without a row, now in `orphans/`."""

    removed: tuple[str, ...]
    """Orphans kept for thirty days, now removed."""

    missing: tuple[str, ...]
    """Rows without a file."""


def write(folder: Path, evidence: str, untrusted_chunks: Iterable[bytes]) -> Stored:
    """Encrypt the bytes, in pieces of any size, into `folder/<evidence>`; on the disk when this returns, or not there at all.

    Refuses `file-exists`, `disk-full`, `no-permission` and `io-error`.
    """
    path = _path(folder, evidence)
    if path.exists():
        raise Refused("file-exists", f"There is already a file for evidence {evidence}. It was left as it is.")
    key, header = os.urandom(32), _new_header(evidence)
    sha256, sha512, crc32, length = hashlib.sha256(), hashlib.sha512(), 0, 0
    part = path.with_name(path.name + durable.PART)
    with durable.guarded(path):
        try:
            with open(part, "xb", opener=durable.for_this_account) as file:
                file.write(header)
                for counter, (plain, last) in enumerate(_in_chunks(untrusted_chunks)):
                    sha256.update(plain)
                    sha512.update(plain)
                    crc32 = zlib.crc32(plain, crc32)
                    length += len(plain)
                    file.write(AESGCM(key).encrypt(_nonce(header, counter, last), plain, header))
                durable.sync(file)
            os.replace(part, path)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        durable.sync_folder(folder)
    return Stored(key=key, sha256=sha256.hexdigest(), sha512=sha512.hexdigest(), crc32=crc32, bytes=length)


def read(folder: Path, evidence: str, key: bytes) -> Iterator[bytes]:
    """The plain bytes, a chunk at a time. Each chunk is authentic when it is given out; that the file ends where it should is known
    only when the iterator does, so nothing may be kept of a file that is refused on the way.

    Refuses `damaged` (missing, cut, changed, another file's bytes) and `newer-store`.
    """
    path = _path(folder, evidence)
    with durable.guarded(path), _opened(path, evidence) as file:
        header, chunks = _read_header(file, evidence)
        for counter in range(chunks):
            yield _chunk(file, header, counter, chunks, key, evidence)


def verify(folder: Path, evidence: str, key: bytes, sha256: str) -> None:
    """Refuses `damaged` unless every chunk opens and the whole has this digest."""
    digest = hashlib.sha256()
    for chunk in read(folder, evidence, key):
        digest.update(chunk)
    if digest.hexdigest() != sha256:
        raise _damaged(evidence)


def erase(folder: Path, evidence: str) -> None:
    """Remove the file, durably, also one put aside; its key goes with the row. One that is not there is already erased."""
    path = _path(folder, evidence)
    with durable.guarded(path):
        path.unlink(missing_ok=True)
        durable.sync_folder(folder)
        if (folder / ORPHANS / evidence).exists():
            (folder / ORPHANS / evidence).unlink()
            durable.sync_folder(folder / ORPHANS)


def sweep(folder: Path, known: Iterable[str], now: datetime, *, erased: Iterable[str] = ()) -> Swept:
    """Put the folder in order after a kill. Files whose name is not an evidence id are not ours and are left.

    `erased`: records that were erased with a reason; a file of theirs that a kill left behind is not put aside, it goes.
    """
    known = frozenset(known)
    with durable.guarded(folder):
        for evidence in erased:
            if (folder / evidence).exists() or (folder / ORPHANS / evidence).exists():
                erase(folder, evidence)
    unfinished, orphaned, removed, present = 0, list[str](), list[str](), set[str]()
    orphans = folder / ORPHANS
    with durable.guarded(folder):
        for entry in sorted(folder.iterdir()):
            if not entry.is_file():
                continue
            if entry.name.endswith(durable.PART) and _is_id(entry.name.removesuffix(durable.PART)):
                entry.unlink()
                unfinished += 1
            elif entry.name in known:
                present.add(entry.name)
            elif _is_id(entry.name):
                durable.make_folder(orphans)
                os.utime(entry, (now.timestamp(), now.timestamp()))  # the thirty days begin when it is found
                os.replace(entry, orphans / entry.name)
                orphaned.append(entry.name)
        if orphans.is_dir():
            for entry in sorted(orphans.iterdir()):
                if now.timestamp() - entry.stat().st_mtime > ORPHANS_KEPT.total_seconds():
                    entry.unlink()
                    removed.append(entry.name)
            durable.sync_folder(orphans)
        durable.sync_folder(folder)
    return Swept(unfinished=unfinished, orphaned=tuple(orphaned), removed=tuple(removed), missing=tuple(sorted(known - present)))


def count(folder: Path) -> int:
    """How many finished files there are, also where no case file says so any more."""
    with durable.guarded(folder):
        return sum(_is_id(entry.name) for entry in folder.iterdir()) if folder.is_dir() else 0


def _path(folder: Path, evidence: str) -> Path:
    if not _is_id(evidence):
        raise ValueError("an evidence id is a lower-case UUID")
    return folder / evidence


def _is_id(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False


def _new_header(evidence: str) -> bytes:
    return MAGIC + bytes([VERSION]) + os.urandom(_PREFIX) + evidence.encode("ascii")


def _nonce(header: bytes, counter: int, last: bool) -> bytes:
    start = len(MAGIC) + 1
    return header[start : start + _PREFIX] + counter.to_bytes(4, "big") + bytes([last])


def _in_chunks(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    # A chunk is known to be the last only when nothing follows; an empty file is one empty last chunk.
    buffer = bytearray()
    for piece in pieces:
        buffer += piece
        while len(buffer) > CHUNK:
            yield bytes(buffer[:CHUNK]), False
            del buffer[:CHUNK]
    yield bytes(buffer), True


def _opened(path: Path, evidence: str) -> BinaryIO:
    try:
        return path.open("rb")
    except (FileNotFoundError, IsADirectoryError):
        raise Refused("damaged", f"The file of evidence {evidence} is missing. Put it back from a backup.") from None


def _read_header(file: BinaryIO, evidence: str) -> tuple[bytes, int]:
    header = file.read(_HEADER)
    if header[: len(MAGIC)] == MAGIC and header[len(MAGIC) : len(MAGIC) + 1] > bytes([VERSION]):
        raise Refused("newer-store", "This evidence was stored by a newer version of the program. Update the program, then open it again.")
    size = os.fstat(file.fileno()).st_size - _HEADER
    chunks = -(-size // (CHUNK + _TAG))
    if header[: len(MAGIC) + 1] != MAGIC + bytes([VERSION]) or header[-36:] != evidence.encode("ascii") or chunks < 1:
        raise _damaged(evidence)
    return header, chunks


def _chunk(file: BinaryIO, header: bytes, counter: int, chunks: int, key: bytes, evidence: str) -> bytes:
    file.seek(_HEADER + counter * (CHUNK + _TAG))
    sealed = file.read(CHUNK + _TAG)
    try:
        return AESGCM(key).decrypt(_nonce(header, counter, counter == chunks - 1), sealed, header)
    except (InvalidTag, ValueError):  # ValueError: fewer bytes than a tag
        raise _damaged(evidence) from None


def _damaged(evidence: str) -> Refused:
    return Refused("damaged", f"The file of evidence {evidence} is damaged. Use a backup; it was left as it is.")
