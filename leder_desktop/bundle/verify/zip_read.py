"""Reads the index of the zip and refuses every form but the one bundle format 1.2 allows.

Each header is built again from what was read and compared byte by byte, so there is one byte string for one list of files:
no room for hidden bytes, overlaps, bombs, or two readers that see two things. Structures: PKWARE APPNOTE 6.3. Nothing is
extracted, and nothing beside headers is read.
"""

import struct
from dataclasses import dataclass

from leder_desktop.bundle.verify.bundle_names import MAXIMUM_LENGTH, check_names, in_order, shown, uuid_of
from leder_desktop.bundle.verify.source import Source
from leder_desktop.bundle.verify.verdict import Fault, Problem, problem

MAXIMUM_ENTRIES = 20_000
MAXIMUM_SIZE = 8 << 30
WIDE = 0xFFFFFFFF
MAXIMUM_PROBLEMS = 50
"""Problems told of one index: a hostile one could have a hundred thousand."""

_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_MODE = 0o100644 << 16


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A file of the zip: its name below the top folder, and where its bytes are."""

    name: str
    crc32: int
    start: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, kw_only=True)
class Index:
    bundle: str
    """The uuid in the name of the top folder."""

    entries: dict[str, Entry]
    """By name below the top folder, in the order of the zip."""

    problems: tuple[Problem, ...]
    """Faults that do not keep the files from being read."""


class IndexRefused(Exception):
    """The index is refused: nothing inside may be read."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems[0].code)
        self.problems = problems[:MAXIMUM_PROBLEMS]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Central:
    name: bytes
    stamp: int
    """Time and date, as one number."""

    crc32: int
    size: int
    offset: int

    def central(self) -> bytes:
        wide = ([self.size, self.size] if self.size >= WIDE else []) + ([self.offset] if self.offset >= WIDE else [])
        extra = _extra(wide)
        needed, size = 45 if wide else 20, min(self.size, WIDE)
        time, day = self.stamp & 0xFFFF, self.stamp >> 16
        return (
            _CENTRAL.pack(
                b"PK\x01\x02", 0x0300 + needed, needed, 0, 0, time, day, self.crc32, size, size,
                len(self.name), len(extra), 0, 0, 0, _MODE, min(self.offset, WIDE),
            )
            + self.name
            + extra
        )  # fmt: skip

    def local(self) -> bytes:
        extra = _extra([self.size, self.size] if self.size >= WIDE else [])
        needed, size = 45 if extra else 20, min(self.size, WIDE)
        time, day = self.stamp & 0xFFFF, self.stamp >> 16
        packed = _LOCAL.pack(b"PK\x03\x04", needed, 0, 0, time, day, self.crc32, size, size, len(self.name), len(extra))
        return packed + self.name + extra


def _extra(values: list[int]) -> bytes:
    return struct.pack(f"<2H{len(values)}Q", 1, 8 * len(values), *values) if values else b""


def read_index(source: Source) -> Index:
    """The files of the zip. Raises `IndexRefused` with every ZIP-*, NAME-* and LAYOUT-TOP fault found."""
    try:
        count, size, start = _end(source)
        data = source.read_at(start, size)
        found: list[Problem] = []
        centrals = _centrals(data, count, found)
    except Fault as fault:
        raise IndexRefused([fault.problem]) from None
    found += check_names([one.name for one in centrals])
    if not found:
        found += _locals(source, centrals, start)
    if found:
        raise IndexRefused(found)
    return _index(centrals)


def _end(source: Source) -> tuple[int, int, int]:
    """How many entries there are, how long the index is and where it begins."""
    if source.size > MAXIMUM_SIZE:
        raise Fault("ZIP-TOO-BIG")
    if source.size < _END.size:
        raise Fault("ZIP-TRUNCATED")
    place = source.size - _END.size
    raw = source.read_at(place, _END.size)
    signature, disk, first_disk, here, count, size, start, comment = _END.unpack(raw)
    if signature != b"PK\x05\x06" or comment:
        raise Fault("ZIP-END")
    if disk or first_disk or here != count:
        raise Fault("ZIP-MULTIDISK")
    if count > MAXIMUM_ENTRIES and count != 0xFFFF:
        raise Fault("ZIP-TOO-MANY-ENTRIES")
    if count == 0xFFFF or WIDE in (size, start):
        place, count, size, start = _end64(source, place, raw)
    if count > MAXIMUM_ENTRIES or size > MAXIMUM_ENTRIES * (_CENTRAL.size + MAXIMUM_LENGTH + 28):
        raise Fault("ZIP-TOO-MANY-ENTRIES")
    if start + size != place:
        raise Fault("ZIP-TRUNCATED" if start + size > source.size else "ZIP-CENTRAL-PLACE")
    return count, size, start


def _end64(source: Source, end: int, raw: bytes) -> tuple[int, int, int, int]:
    place = end - _LOCATOR.size - _END64.size
    if place < 0:
        raise Fault("ZIP-END64")
    record, locator = source.read_at(place, _END64.size), source.read_at(place + _END64.size, _LOCATOR.size)
    signature, _, _, _, disk, first_disk, here, count, size, start = _END64.unpack(record)
    if signature != b"PK\x06\x06" or locator[:4] != b"PK\x06\x07":
        raise Fault("ZIP-END64")
    if disk or first_disk or here != count:
        raise Fault("ZIP-MULTIDISK")
    if count > MAXIMUM_ENTRIES:
        raise Fault("ZIP-TOO-MANY-ENTRIES")
    needed = size >= WIDE or start >= WIDE
    whole = (
        _END64.pack(b"PK\x06\x06", 44, 0x0300 + 45, 45, 0, 0, count, count, size, start)
        + _LOCATOR.pack(b"PK\x06\x07", 0, place, 1)
        + _END.pack(b"PK\x05\x06", 0, 0, count, count, min(size, WIDE), min(start, WIDE), 0)
    )
    if not needed or whole != record + locator + raw:
        raise Fault("ZIP-END-NOT-CANONICAL")
    return place, count, size, start


def _centrals(data: bytes, count: int, found: list[Problem]) -> list[_Central]:
    """Reads every entry of the index; what is wrong with one entry is added to `found`."""
    centrals: list[_Central] = []
    position = 0
    for _ in range(count):
        if position + _CENTRAL.size > len(data):
            raise Fault("ZIP-CENTRAL")
        fields = _CENTRAL.unpack_from(data, position)
        signature, _, _, flags, method, time, day, crc32, packed, size, name_size, extra_size, comment_size, disk, _, mode, offset = fields
        behind = position + _CENTRAL.size + name_size + extra_size + comment_size
        if signature != b"PK\x01\x02" or behind > len(data):
            raise Fault("ZIP-CENTRAL")
        raw = data[position:behind]
        name = raw[_CENTRAL.size : _CENTRAL.size + name_size]
        extra = raw[_CENTRAL.size + name_size : _CENTRAL.size + name_size + extra_size]
        position = behind
        path = shown(name)
        codes: list[str] = []
        if flags:
            codes.append("ZIP-FLAGS")
        if method:
            codes.append("ZIP-METHOD")
        if disk:
            codes.append("ZIP-MULTIDISK")
        if mode != _MODE or name.endswith(b"/"):
            codes.append("ZIP-NOT-REGULAR-FILE")
        size, offset = _wide(size, offset, extra)
        one = _Central(name=name, stamp=day << 16 | time, crc32=crc32, size=size, offset=offset)
        if not codes and (one.central() != raw or min(size, WIDE) != packed or (centrals and centrals[0].stamp != one.stamp)):
            codes.append("ZIP-CENTRAL-NOT-CANONICAL")
        if len(found) < MAXIMUM_PROBLEMS:
            found += [problem(code, path) for code in codes]
        centrals.append(one)
    if position != len(data):
        raise Fault("ZIP-CENTRAL")
    return centrals


def _wide(size: int, offset: int, extra: bytes) -> tuple[int, int]:
    """Size and offset with what a Zip64 field says; one that is not in the one allowed form fails the comparison afterwards."""
    wanted = (16 if size == WIDE else 0) + (8 if offset == WIDE else 0)
    if not wanted or len(extra) != 4 + wanted:
        return size, offset
    values = struct.unpack_from(f"<{wanted // 8}Q", extra, 4)
    return (values[0] if size == WIDE else size), (values[-1] if offset == WIDE else offset)


def _locals(source: Source, centrals: list[_Central], start: int) -> list[Problem]:
    """Every local header must be the one its index entry says, and the files must fill the zip from its first byte to the index."""
    found: list[Problem] = []
    expected = 0
    for one in centrals:
        header = one.local()
        path = shown(one.name)
        if one.offset != expected:
            found.append(problem("ZIP-GAP", path))
        behind = one.offset + len(header) + one.size
        if behind > start:
            found.append(problem("ZIP-TRUNCATED", path))
        elif source.read_at(one.offset, len(header)) != header:
            found.append(problem("ZIP-LOCAL-DIFFERS", path))
        expected = behind
        if len(found) >= MAXIMUM_PROBLEMS:
            return found
    if expected < start:
        found.append(problem("ZIP-GAP"))
    return found


def _index(centrals: list[_Central]) -> Index:
    tops = {one.name.decode("ascii").partition("/")[0] for one in centrals}
    bundle = uuid_of(tops.pop()) if len(tops) == 1 else None
    if bundle is None:
        raise IndexRefused([problem("LAYOUT-TOP")])
    entries: dict[str, Entry] = {}
    for one in centrals:
        name = one.name.decode("ascii").partition("/")[2]
        if not name:
            raise IndexRefused([problem("LAYOUT-TOP", shown(one.name))])
        start = one.offset + len(one.local())
        entries[name] = Entry(name=name, crc32=one.crc32, start=start, end=start + one.size)
    names = list(entries)
    # A wrong order hides nothing, so the files are read all the same and every other fault is told too.
    order = next((have for have, want in zip(names, in_order(names), strict=True) if have != want), None)
    problems = (problem("ZIP-CENTRAL-NOT-CANONICAL", order),) if order else ()
    return Index(bundle=bundle, entries=entries, problems=problems)
