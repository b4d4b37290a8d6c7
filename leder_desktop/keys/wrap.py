"""One 32-byte key, locked under another, for one purpose and one thing.

AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D: safe for 2^32 wraps under one key; a store makes thousands).
Purpose, thing and version are associated data: a case's key put in another case's row does not open.
"""

import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from leder_desktop.errors import Refused

VERSION = 1
KEY_BYTES = 32
_NONCE = 12
_LENGTH = 1 + _NONCE + KEY_BYTES + 16


def new_key() -> bytearray:
    """32 random bytes from the operating system."""
    return bytearray(os.urandom(KEY_BYTES))


def wrap(key: bytes | bytearray, under: bytes | bytearray, *, purpose: str, about: str) -> bytes:
    """`key` locked under `under`, 61 bytes; `purpose` and `about` (a case's or the store's id) are needed again to open it."""
    if len(key) != KEY_BYTES or len(under) != KEY_BYTES:
        raise ValueError("a key is exactly 32 bytes")
    nonce = os.urandom(_NONCE)
    return bytes([VERSION]) + nonce + AESGCM(bytes(under)).encrypt(nonce, bytes(key), _context(purpose, about))


def unwrap(wrapped: bytes, under: bytes | bytearray, *, purpose: str, about: str) -> bytearray:
    """The key again. Refuses `newer-store` for another version and `damaged` for anything that does not open."""
    if len(under) != KEY_BYTES:
        raise ValueError("a key is exactly 32 bytes")
    if wrapped[:1] and wrapped[0] > VERSION:
        raise Refused("newer-store", "This was made by a newer version of the program. Update the program, then open it again.")
    if len(wrapped) != _LENGTH or wrapped[0] != VERSION:
        raise Refused("damaged", f"The key of this {purpose} is damaged. Use a backup.")
    nonce = wrapped[1 : 1 + _NONCE]
    try:
        return bytearray(AESGCM(bytes(under)).decrypt(nonce, wrapped[1 + _NONCE :], _context(purpose, about)))
    except InvalidTag:
        raise Refused("damaged", f"The key of this {purpose} is damaged, or belongs to another one. Use a backup.") from None


def _context(purpose: str, about: str) -> bytes:
    return b"\x00".join((b"leder-key", str(VERSION).encode(), purpose.encode(), about.encode()))


@dataclass(frozen=True, kw_only=True)
class Wrapping:
    """`wrap` and `unwrap` under one key for one purpose: what the shelf is given for its case keys."""

    under: bytes | bytearray = field(repr=False)
    purpose: str

    def wrap(self, key: bytes | bytearray, about: str) -> bytes:
        return wrap(key, self.under, purpose=self.purpose, about=about)

    def unwrap(self, wrapped: bytes, about: str) -> bytearray:
        return unwrap(wrapped, self.under, purpose=self.purpose, about=about)
