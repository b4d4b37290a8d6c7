"""A file of the payload that is read in pieces: evidence comes out of the encrypted store and never lies on the disk in plain."""

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from leder_desktop.errors import Refused

Chunks = Callable[[], Iterator[bytes]]
"""Called once for every reading; yields the whole content in pieces, which are used before the next is asked for."""


@dataclass(frozen=True, kw_only=True)
class Digest:
    """What a file of the bag must be, without its content."""

    name: str
    """Path in the bag, below the top folder: `data/evidence/e0001.pdf`."""

    size: int
    """Bytes."""

    sha512: str
    """Lower-case hex."""

    crc32: int
    """Unsigned, for the zip's headers."""


@dataclass(frozen=True, kw_only=True)
class Source:
    digest: Digest
    chunks: Chunks


def digest(name: str, chunks: Chunks) -> Source:
    """The digest pass: reads the content once, in constant memory."""
    sha, crc, size = hashlib.sha512(), 0, 0
    for chunk in chunks():
        sha.update(chunk)
        crc = zlib.crc32(chunk, crc)
        size += len(chunk)
    return Source(digest=Digest(name=name, size=size, sha512=sha.hexdigest(), crc32=crc), chunks=chunks)


def from_bytes(name: str, content: bytes) -> Source:
    """A small file, held in memory."""
    return digest(name, lambda: iter((content,)))


def read(source: Source) -> Iterator[bytes]:
    """The content, checked while it passes: refused (`damaged`) when it is no longer what its digest says.

    The refusal comes after the last piece at the latest, so whoever writes must throw away what was written.
    """
    sha, size = hashlib.sha512(), 0
    for chunk in source.chunks():
        size += len(chunk)
        if size > source.digest.size:
            break
        sha.update(chunk)
        yield chunk
    if size != source.digest.size or sha.hexdigest() != source.digest.sha512:
        raise Refused(
            "damaged",
            "A file of the evidence is not what was signed; the store is damaged or was changed from outside.",
            path=source.digest.name,
        )
