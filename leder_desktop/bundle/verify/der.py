"""Strict DER (X.690 chapter 10): the one encoding of a value, so that two readers cannot see two things in the same bytes.

Independent of the library that builds our signatures and envelopes, so that agreement with it means something.
"""

from dataclasses import dataclass

MAXIMUM_DEPTH = 40
"""Levels of nesting; certificates and signatures need fewer than twenty."""

CONSTRUCTED = 0x20
_STRINGS = frozenset({0x04, 0x0C, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x1A, 0x1B, 0x1C, 0x1E})
"""OCTET STRING, the character strings and the two times: any bytes are in their one form."""

SEQUENCE, SET, INTEGER, OCTETS, OID, NULL, BITS = 0x30, 0x31, 0x02, 0x04, 0x06, 0x05, 0x03


class NotDer(Exception):
    """The bytes are not DER."""


class Unexpected(Exception):
    """The bytes are DER, but not the value looked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Element:
    """One tag, length and value: `begin` is the tag's place, `start` to `end` the value's, in the bytes it was read from."""

    tag: int
    begin: int
    start: int
    end: int


def header(data: bytes, position: int) -> Element:
    """The element that begins at `position`; its value may reach past `data`. Refuses every form but the shortest."""
    if position + 2 > len(data):
        raise NotDer
    tag, first = data[position], data[position + 1]
    if tag & 0x1F == 0x1F or tag == 0:
        raise NotDer
    start = position + 2
    if first < 0x80:
        return Element(tag=tag, begin=position, start=start, end=start + first)
    count = first & 0x7F
    if count == 0 or count > 8 or start + count > len(data):
        raise NotDer
    length = int.from_bytes(data[start : start + count], "big")
    if length < 0x80 or data[start] == 0:
        raise NotDer
    return Element(tag=tag, begin=position, start=start + count, end=start + count + length)


def inside(data: bytes, start: int, end: int) -> list[Element]:
    """The elements that fill `start` to `end` exactly."""
    found: list[Element] = []
    while start < end:
        one = header(data, start)
        if one.end > end:
            raise NotDer
        found.append(one)
        start = one.end
    return found


def children(data: bytes, of: Element, tag: int) -> list[Element]:
    """The parts of `of`, which must have `tag`."""
    if of.tag != tag:
        raise Unexpected
    return inside(data, of.start, of.end)


def value(data: bytes, of: Element, tag: int) -> bytes:
    """The value bytes of `of`, which must have `tag`."""
    if of.tag != tag:
        raise Unexpected
    return data[of.start : of.end]


def whole(data: bytes, of: Element) -> bytes:
    return data[of.begin : of.end]


def small_integer(data: bytes, of: Element) -> int:
    """An INTEGER of one byte, not negative."""
    number = value(data, of, INTEGER)
    if len(number) != 1 or number[0] > 127:
        raise Unexpected
    return number[0]


def check(data: bytes) -> None:
    """Refuses (`NotDer`) anything that is not exactly one DER value, at every depth."""
    only = inside(data, 0, len(data))
    if len(only) != 1:
        raise NotDer
    check_element(data, only[0])


def check_element(data: bytes, of: Element, depth: int = 0) -> None:
    """Refuses `of` where it, or anything in it, is not DER."""
    if depth > MAXIMUM_DEPTH:
        raise NotDer
    universal = of.tag < 0x40
    if of.tag & CONSTRUCTED:
        if universal and of.tag not in (SEQUENCE, SET):
            raise NotDer
        parts = inside(data, of.start, of.end)
        if of.tag == SET:
            encoded = [whole(data, part) for part in parts]
            if encoded != sorted(encoded):
                raise NotDer
        for part in parts:
            check_element(data, part, depth + 1)
    elif universal:
        _check_primitive(of.tag, data[of.start : of.end])


def _check_primitive(tag: int, content: bytes) -> None:
    match tag:
        case 0x01:
            good = content in (b"\x00", b"\xff")
        case 0x02 | 0x0A:
            redundant = len(content) > 1 and ((content[0] == 0 and content[1] < 0x80) or (content[0] == 0xFF and content[1] >= 0x80))
            good = bool(content) and not redundant
        case 0x03:
            unused = content[0] if content else 8
            good = unused < 8 and (unused == 0 or (len(content) > 1 and content[-1] & ((1 << unused) - 1) == 0))
        case 0x05:
            good = not content
        case 0x06:
            first_bytes = [content[i] for i in range(len(content)) if i == 0 or content[i - 1] < 0x80]
            good = bool(content) and content[-1] < 0x80 and 0x80 not in first_bytes
        case _:
            good = tag in _STRINGS
    if not good:
        raise NotDer
