"""Bytes that can be read at any place, without a copy of the whole: a file, or the plaintext behind authenticated volumes."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

from leder_desktop.errors import Refused

PIECE = 1 << 20
"""Bytes read at once: the memory a bundle of any size costs."""


class Source(Protocol):
    @property
    def size(self) -> int: ...

    def read_at(self, position: int, count: int) -> bytes:
        """Exactly `count` bytes, or fewer where the source ends."""
        ...


def pieces(source: Source, start: int, end: int) -> Iterator[bytes]:
    """The bytes from `start` to `end`, a piece at a time."""
    while start < end:
        piece = source.read_at(start, min(PIECE, end - start))
        if not piece:
            return
        yield piece
        start += len(piece)


@dataclass(frozen=True, kw_only=True)
class FileSource:
    """An open file; `size` is what it had when it was opened. Refused `io-error` when its disk does not read."""

    handle: BinaryIO = field(repr=False)
    size: int

    def read_at(self, position: int, count: int) -> bytes:
        try:
            self.handle.seek(position)
            return self.handle.read(max(0, min(count, self.size - position)))
        except OSError:
            raise Refused("io-error", "The disk did not read one of the files. Check the disk and its cable, then try again.") from None


@dataclass(frozen=True, kw_only=True)
class OpenedVolume:
    """The plaintext of one volume whose tag has been checked: the GCM key stream is AES-CTR from counter 2 (NIST SP 800-38D, 7.1)."""

    file: FileSource
    start: int
    """Where the encrypted content begins in the file."""

    size: int
    nonce: bytes
    key: bytes = field(repr=False)

    def read_at(self, position: int, count: int) -> bytes:
        count = max(0, min(count, self.size - position))
        block, skip = divmod(position, 16)
        counter = self.nonce + (2 + block).to_bytes(4, "big")
        stream = Cipher(AES(self.key), CTR(counter)).decryptor()
        sealed = self.file.read_at(self.start + position - skip, count + skip)
        return stream.update(sealed)[skip:]


@dataclass(frozen=True, kw_only=True)
class JoinedVolumes:
    """The plaintext of all volumes, one after the other: the zip."""

    volumes: tuple[OpenedVolume, ...]
    starts: tuple[int, ...]
    size: int

    def read_at(self, position: int, count: int) -> bytes:
        found: list[bytes] = []
        count = max(0, min(count, self.size - position))
        while count > 0:
            which = bisect_right(self.starts, position) - 1
            part = self.volumes[which].read_at(position - self.starts[which], count)
            if not part:
                break
            found.append(part)
            position += len(part)
            count -= len(part)
        return b"".join(found)


def join(volumes: tuple[OpenedVolume, ...]) -> JoinedVolumes:
    starts: list[int] = []
    total = 0
    for volume in volumes:
        starts.append(total)
        total += volume.size
    return JoinedVolumes(volumes=volumes, starts=tuple(starts), size=total)
