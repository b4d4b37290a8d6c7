"""The rows of a damaged file, page by page and without SQLite, so that a lost page takes with it only what stood on it.

SQLite reads a table from its root downwards: one bad page near the root hides the whole table. But every page is sealed by
itself (SQLCipher 4: AES-256-CBC, then HMAC-SHA512 over the page and its number), and a leaf of a table tells its own rows
(sqlite.org/fileformat2.html, "B-tree Pages" and "Record Format"). So every leaf that is authentic is read, wherever it hangs; a page
that is not as it was written is never read at all. Nothing is written.
"""

import hashlib
import hmac
import struct
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from leder_desktop.store import durable

Value = int | float | str | bytes | None
Cells = tuple[Value, ...]

PAGE = 4096
_SALT, _IV, _MAC = 16, 16, 64
_USABLE = PAGE - _IV - _MAC
_HEADER = 100
_USER_VERSION = 60
_LEAF_OF_A_TABLE = 0x0D
_HMAC_SALT_MASK, _HMAC_ROUNDS = 0x3A, 2
_WIDTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
"""Bytes of the serial types 0 to 9."""


class Pages:
    """The pages of one encrypted file. `unreadable` holds the numbers of those that are not as they were written."""

    def __init__(self, path: Path, key: bytes | bytearray) -> None:
        with durable.guarded(path):
            self._data, self._key = path.read_bytes(), bytes(key)
        salt = bytes(byte ^ _HMAC_SALT_MASK for byte in self._data[:_SALT])
        self._seal = hashlib.pbkdf2_hmac("sha512", self._key, salt, _HMAC_ROUNDS, 32)
        self.count = -(-len(self._data) // PAGE)
        self.unreadable = {number for number in range(1, self.count + 1) if self._page(number) is None}
        self.torn: list[tuple[type, ...]] = []
        """Of each row whose continuation lies on an unreadable page, the types of its values; filled by `rows`."""

    @property
    def user_version(self) -> int | None:
        """The number of the newest migration the file has had; None when its first page is lost."""
        first = self._page(1)
        return None if first is None else int.from_bytes(first[_USER_VERSION : _USER_VERSION + 4], "big")

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """(rowid, values) of every row of every table that can be read, in no order; a table's integer primary key is None among them."""
        self.torn = []
        for number in range(1, self.count + 1):
            page = self._page(number)
            if page is None:
                continue
            start = _HEADER if number == 1 else 0
            if page[start] != _LEAF_OF_A_TABLE:
                continue
            for index in range(int.from_bytes(page[start + 3 : start + 5], "big")):
                at = start + 8 + 2 * index
                length, at = _varint(page, int.from_bytes(page[at : at + 2], "big"))
                rowid, at = _varint(page, at)
                payload = self._payload(page, at, length)
                if payload is None:
                    self.torn.append(tuple(_type(kind) for kind in _kinds(page[at:])))
                else:
                    yield _signed(rowid), _cells(payload)

    def _page(self, number: int) -> bytes | None:
        sealed = self._data[(number - 1) * PAGE : number * PAGE]
        if len(sealed) < PAGE:
            return None
        start = _SALT if number == 1 else 0
        body, iv, mac = sealed[start:_USABLE], sealed[_USABLE : _USABLE + _IV], sealed[_USABLE + _IV :]
        if not hmac.compare_digest(hmac.digest(self._seal, body + iv + number.to_bytes(4, "little"), "sha512"), mac):
            return None
        opening = Cipher(algorithms.AES(self._key), modes.CBC(iv)).decryptor()
        return bytes(start) + opening.update(body) + opening.finalize()

    def _payload(self, page: bytes, at: int, length: int) -> bytes | None:
        most, least = _USABLE - 35, (_USABLE - 12) * 32 // 255 - 23
        here = length
        if length > most:
            here = least + (length - least) % (_USABLE - 4)
            here = here if here <= most else least
        payload = page[at : at + here]
        following = int.from_bytes(page[at + here : at + here + 4], "big") if here < length else 0
        while len(payload) < length:
            more = self._page(following) if 0 < following <= self.count else None
            if more is None:
                return None
            payload += more[4:_USABLE]
            following = int.from_bytes(more[:4], "big")
        return payload[:length]


def _cells(payload: bytes) -> Cells:
    body, cells = _varint(payload, 0)[0], list[Value]()
    for kind in _kinds(payload):
        width = _WIDTHS[kind] if kind < len(_WIDTHS) else (kind - 12) // 2
        cells.append(_value(kind, payload[body : body + width]))
        body += width
    return tuple(cells)


def _kinds(payload: bytes) -> list[int]:
    """The serial types of a record, from its head."""
    end, at = _varint(payload, 0)
    kinds = list[int]()
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    return kinds


def _type(kind: int) -> type:
    if kind < len(_WIDTHS):
        return float if kind == 7 else int if kind else type(None)
    return str if kind % 2 else bytes


def _value(kind: int, data: bytes) -> Value:
    match kind:
        case 0:
            return None
        case 7:
            return float(struct.unpack(">d", data)[0])
        case 8 | 9:
            return kind - 8
        case _ if kind < 8:
            return int.from_bytes(data, "big", signed=True)
        case _:
            return data.decode("utf-8") if kind % 2 else data


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for count in range(9):
        byte = data[at + count]
        if count == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + count + 1
    raise AssertionError("not reached")


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value
