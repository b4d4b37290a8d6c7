"""`slots.leder`, the only plain file of a store: the ways in, each holding the store's key sealed to itself.

A secret (passphrase or recovery code) gives, through Argon2id, a private X25519 key; the store's key is sealed to its
public half with HPKE (RFC 9180, X25519, HKDF-SHA256, AES-256-GCM). So every slot can be given a new store key without
anybody typing anything. Three things tell the failures apart: a checksum (the file is damaged), the public key in the
slot (the passphrase is wrong), and an authenticated verifier under the store's key (somebody changed the file).

Bytes in, bytes out: the store writes the file.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from leder_desktop.errors import Refused
from leder_desktop.keys import recovery
from leder_desktop.keys.derive import CEILING, FLOOR, SALT_BYTES, Parameters, derive, normalise

FORMAT = "leder-slots"
VERSION = 1
KINDS = ("passphrase", "recovery")
"""A version of the format that knows more kinds (an organisation's key, the keyring) has a higher number."""

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_SEALED_BYTES = 32 + 32 + 16
_LARGEST = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One way in."""

    kind: str
    made: str
    """ISO 8601, UTC."""

    salt: bytes
    parameters: Parameters
    public: bytes
    """X25519, 32 bytes: what the secret leads to, and what the store's key is sealed to."""

    sealed: bytes
    """HPKE: encapsulated key, then the store's key with its tag."""


@dataclass(frozen=True, kw_only=True)
class Slots:
    """Everything in the file. Nothing in it says anything about a case or a person."""

    store: str
    """The store's id, a UUID."""

    shelf: str
    """The name of the shelf file in use; changing it is the one moment a rotation happens."""

    shelf_key: bytes
    """The shelf's key, wrapped under the store's key (`keys.wrap`, purpose `shelf`, about the store's id)."""

    slots: tuple[Slot, ...]
    verifier: bytes
    """HMAC-SHA256 over everything above, under a key derived from the store's key."""


def make_slot(kind: str, secret: bytes | bytearray, *, parameters: Parameters, store: str, store_key: bytes | bytearray, made: str) -> Slot:
    """A new way in. `secret` is `derive.normalise(passphrase)` or `recovery.secret(code)`. Parameters under the floor are an error."""
    if kind not in KINDS:
        raise ValueError(kind)
    if any(getattr(parameters, name) < getattr(FLOOR, name) for name in ("memory_kib", "passes", "lanes")):
        raise ValueError("Argon2id parameters under the floor")
    salt = os.urandom(SALT_BYTES)
    public = _private(secret, salt, parameters).public_key().public_bytes_raw()
    sealed = _seal(store_key, kind, public, store)
    return Slot(kind=kind, made=made, salt=salt, parameters=parameters, public=public, sealed=sealed)


def new(*, store: str, store_key: bytes | bytearray, shelf: str, shelf_key: bytes, slots: Sequence[Slot]) -> Slots:
    """The header of a new store."""
    return _verified(Slots(store=store, shelf=shelf, shelf_key=shelf_key, slots=tuple(slots), verifier=b""), store_key)


def open_with_passphrase(slots: Slots, passphrase: str) -> bytearray:
    """The store's key. Refuses `wrong-passphrase`, or `damaged` when the passphrase is right and the file is not."""
    return _open(slots, "passphrase", normalise(passphrase), "This is not the passphrase of this store. Try again; capital letters count.")


def open_with_recovery(slots: Slots, untrusted_code: str) -> bytearray:
    """The store's key. Refuses `wrong-passphrase` (naming the wrong word where it can), or `damaged`."""
    sentence = "These words belong to another store or to an older sheet. Use the newest sheet of this store."
    return _open(slots, "recovery", recovery.secret(untrusted_code), sentence)


def replace_slot(slots: Slots, store_key: bytes | bytearray, slot: Slot) -> Slots:
    """The same store with `slot` in the place of every slot of its kind: the old passphrase or sheet opens nothing any more."""
    check_verifier(slots, store_key)
    kept = tuple(other for other in slots.slots if other.kind != slot.kind)
    return _verified(replace(slots, slots=(*kept, slot)), store_key)


def check_verifier(slots: Slots, store_key: bytes | bytearray) -> None:
    """Refuses `damaged` when anything in the file is not as the holder of the store's key left it."""
    if not hmac.compare_digest(_verified(slots, store_key).verifier, slots.verifier):
        raise Refused("damaged", "slots.leder was changed by something other than this program. Put it back from a backup.")


def to_bytes(slots: Slots) -> bytes:
    """The file: canonical JSON (sorted keys, no spaces, ASCII) and a line feed."""
    document = _document(slots) | {"verifier": slots.verifier.hex()}
    return _canonical(document | {"checksum": hashlib.sha256(_canonical(document)).hexdigest()}) + b"\n"


def parse(untrusted: bytes) -> Slots:
    """Read the file. Refuses `newer-store` for a newer version and `damaged` for anything that is not exactly as written."""
    try:
        if len(untrusted) > _LARGEST:
            raise ValueError("too big")
        document = json.loads(untrusted)
        if document["format"] != FORMAT or type(document["version"]) is not int:
            raise ValueError("format")
        if document["version"] > VERSION:
            raise Refused("newer-store", "This store was made by a newer version of the program. Update the program, then open it again.")
        slots = Slots(
            store=_text(document["store"]),
            shelf=_file_name(document["shelf"]),
            shelf_key=bytes.fromhex(document["shelf_key"]),
            slots=tuple(_slot(entry) for entry in document["slots"]),
            verifier=bytes.fromhex(document["verifier"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("damaged", "slots.leder is damaged. Put it back from a backup.") from error
    if to_bytes(slots) != untrusted:  # also the checksum, and everything JSON would let pass
        raise Refused("damaged", "slots.leder is damaged. Put it back from a backup.")
    return slots


def _open(slots: Slots, kind: str, secret: bytes | bytearray, sentence: str) -> bytearray:
    for slot in slots.slots:
        if slot.kind != kind:
            continue
        private = _private(secret, slot.salt, slot.parameters)
        if not hmac.compare_digest(private.public_key().public_bytes_raw(), slot.public):
            continue
        try:
            store_key = bytearray(_SUITE.decrypt(slot.sealed, private, _info(slot.kind, slot.public, slots.store)))
        except InvalidTag:
            raise Refused("damaged", f"The {kind} is right, but slots.leder is damaged. Put it back from a backup.") from None
        check_verifier(slots, store_key)
        return store_key
    raise Refused("wrong-passphrase", sentence)


def _private(secret: bytes | bytearray, salt: bytes, parameters: Parameters) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(bytes(derive(secret, salt, parameters)))


def _seal(store_key: bytes | bytearray, kind: str, public: bytes, store: str) -> bytes:
    if len(store_key) != 32:
        raise ValueError("a key is exactly 32 bytes")
    return _SUITE.encrypt(bytes(store_key), X25519PublicKey.from_public_bytes(public), _info(kind, public, store))


def _info(kind: str, public: bytes, store: str) -> bytes:
    return b"\x00".join((b"leder-store-key", str(VERSION).encode(), kind.encode(), store.encode(), public))


def _verified(slots: Slots, store_key: bytes | bytearray) -> Slots:
    key = HKDFExpand(algorithm=hashes.SHA256(), length=32, info=b"leder-slots-verifier").derive(bytes(store_key))
    return replace(slots, verifier=hmac.digest(key, _canonical(_document(slots)), "sha256"))


def _document(slots: Slots) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "store": slots.store,
        "shelf": slots.shelf,
        "shelf_key": slots.shelf_key.hex(),
        "slots": [
            {
                "kind": slot.kind,
                "made": slot.made,
                "salt": slot.salt.hex(),
                "argon2id": {"memory_kib": slot.parameters.memory_kib, "passes": slot.parameters.passes, "lanes": slot.parameters.lanes},
                "public": slot.public.hex(),
                "sealed": slot.sealed.hex(),
            }
            for slot in slots.slots
        ],
    }


def _canonical(document: dict[str, Any]) -> bytes:
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode("ascii")


def _slot(entry: dict[str, Any]) -> Slot:
    argon = entry["argon2id"]
    parameters = Parameters(memory_kib=_number(argon["memory_kib"]), passes=_number(argon["passes"]), lanes=_number(argon["lanes"]))
    if any(not 0 < getattr(parameters, name) <= getattr(CEILING, name) for name in ("memory_kib", "passes", "lanes")):
        raise ValueError("argon2id")
    kind = _text(entry["kind"])
    salt, public, sealed = (bytes.fromhex(entry[name]) for name in ("salt", "public", "sealed"))
    if kind not in KINDS or (len(salt), len(public), len(sealed)) != (SALT_BYTES, 32, _SEALED_BYTES):
        raise ValueError("slot")
    return Slot(kind=kind, made=_text(entry["made"]), salt=salt, parameters=parameters, public=public, sealed=sealed)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("whole number expected")
    return value


def _file_name(value: object) -> str:
    name = _text(value)
    if not name.startswith("shelf") or not name.endswith(".leder") or not name.replace(".", "").replace("-", "").isalnum():
        raise ValueError("shelf")
    return name
