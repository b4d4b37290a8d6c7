"""The zip inside the bundle (format 1.2): stored only, one byte string for one list of files, its size known before it is written.

Structures: PKWARE APPNOTE 6.3. Zip64 fields appear only where a value is 0xFFFFFFFF or more: in a local header both sizes,
in a central header both sizes if they need it, then the offset if it needs it; in the end record only the value that needs it.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from leder_desktop.bundle import names
from leder_desktop.bundle.sources import Source, read
from leder_desktop.errors import Refused

ENTRIES = 20_000
SIZE = 8 << 30
"""Largest zip: 8 GiB."""

_MAX = 0xFFFFFFFF
_UNIX = 0x0300
_MODE = 0o100644 << 16


@dataclass(frozen=True, kw_only=True)
class Zip:
    """A zip about to be written: `entries` in their final order, names with the top folder; `day` is every entry's date (midnight)."""

    entries: Sequence[tuple[str, Source]]
    day: date

    @property
    def size(self) -> int:
        """Bytes of the whole zip."""
        offsets, start = self._offsets()
        central = sum(len(self._central(at, offset)) for at, offset in enumerate(offsets))
        return start + central + len(_end(len(self.entries), central, start))

    def pieces(self) -> Iterator[bytes]:
        """The zip from its first byte to its last; every file is checked against its digest on the way (`damaged`)."""
        for at, (_, source) in enumerate(self.entries):
            yield self._local(at)
            yield from read(source)
        offsets, start = self._offsets()
        central = b"".join(self._central(at, offset) for at, offset in enumerate(offsets))
        yield central
        yield _end(len(self.entries), len(central), start)

    def _offsets(self) -> tuple[list[int], int]:
        offsets, start = [0] * len(self.entries), 0
        for at, (_, source) in enumerate(self.entries):
            offsets[at] = start
            start += len(self._local(at)) + source.digest.size
        return offsets, start

    def _local(self, at: int) -> bytes:
        name, source = self.entries[at]
        size = source.digest.size
        extra = _zip64(size, size) if size >= _MAX else b""
        fixed = struct.pack(
            "<4s5H3L2H", b"PK\3\4", 45 if extra else 20, 0, 0, 0, dos_date(self.day), source.digest.crc32,
            min(size, _MAX), min(size, _MAX), len(name), len(extra),
        )  # fmt: skip
        return fixed + name.encode("ascii") + extra

    def _central(self, at: int, offset: int) -> bytes:
        name, source = self.entries[at]
        size = source.digest.size
        wide = ([size, size] if size >= _MAX else []) + ([offset] if offset >= _MAX else [])
        extra = _zip64(*wide) if wide else b""
        needed = 45 if extra else 20
        fixed = struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", _UNIX + needed, needed, 0, 0, 0, dos_date(self.day), source.digest.crc32,
            min(size, _MAX), min(size, _MAX), len(name), len(extra), 0, 0, 0, _MODE, min(offset, _MAX),
        )  # fmt: skip
        return fixed + name.encode("ascii") + extra


def build(files: Sequence[Source], *, top: str, day: date) -> Zip:
    """The zip of a bag's files under the folder `top`, in the order of format 1.2.

    Refused: ZIP-TOO-MANY-ENTRIES, ZIP-TOO-BIG, and the NAME codes.
    """
    by_name = {source.digest.name: source for source in files}
    if len(by_name) > ENTRIES:
        raise Refused("ZIP-TOO-MANY-ENTRIES", f"A bundle holds {ENTRIES:,} files at most; this one has {len(by_name):,}.")
    names.check(f"{top}/{source.digest.name}" for source in files)
    result = Zip(entries=[(f"{top}/{name}", by_name[name]) for name in names.order(by_name)], day=day)
    if result.size > SIZE:
        raise Refused("ZIP-TOO-BIG", "The bundle would be larger than 8 GiB; take out some of the evidence.")
    return result


def dos_date(day: date) -> int:
    """MS-DOS date: years from 1980 in 7 bits, month in 4, day in 5."""
    if not 1980 <= day.year <= 2107:
        raise Refused("BAG-INFO", "The computer's clock is set to a year that a bundle cannot hold; set the clock.")
    return (day.year - 1980) << 9 | day.month << 5 | day.day


def _zip64(*values: int) -> bytes:
    return struct.pack(f"<2H{len(values)}Q", 1, 8 * len(values), *values)


def _end(count: int, size: int, offset: int) -> bytes:
    """The end record; before it the Zip64 end record and its locator where a size or offset needs them (a count never does)."""
    wide = b""
    if size >= _MAX or offset >= _MAX:
        wide = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, _UNIX + 45, 45, 0, 0, count, count, size, offset)
        wide += struct.pack("<4sLQL", b"PK\6\7", 0, offset + size, 1)
    return wide + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, min(size, _MAX), min(offset, _MAX), 0)
