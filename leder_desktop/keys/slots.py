"""`slots.leder`, the only plain file of a store: the ways in, each holding the store's key sealed to itself.

Four kinds. A passphrase or a recovery code gives, through Argon2id, a private X25519 key; so does the random secret that the keyring of
the operating system keeps, without Argon2id, because nobody can guess it. An organisation has a certificate and its key elsewhere. The
store's key is sealed to the public half of each (`keys.seal`), so every way in can be given a new store key without anybody typing
anything. Three things tell the failures apart: a checksum (the file is damaged), the public key in the slot (the passphrase is wrong),
and an authenticated verifier under the store's key (somebody changed the file).

Bytes in, bytes out: the store writes the file.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from leder_desktop.errors import Refused
from leder_desktop.keys import recovery
from leder_desktop.keys.derive import CEILING, FLOOR, SALT_BYTES, Parameters, derive, normalise
from leder_desktop.keys.seal import LARGEST_SEALED, X25519_SEALED_BYTES, Public, public_key_of, seal, unseal
from leder_desktop.model.plain_json import canonical, shelf_name, text

FORMAT = "leder-slots"
VERSIONS = {"passphrase": 1, "recovery": 1, "organisation": 2, "keyring": 2}
"""Kind -> the version of the format that first knew it. A file has that of its youngest kind, so older programs open what they can."""

NEWEST = max(VERSIONS.values())
KEYRING_SECRET_BYTES = 32
DAMAGED = "slots.leder is damaged. Put it back from a backup."

_SEALING = b"leder-store-key\x001\x00"
_LARGEST = 64 * 1024
_PUBLIC = 32


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One way in."""

    kind: str
    made: str
    """ISO 8601, UTC."""

    public: bytes
    """What the store's key is sealed to: X25519, 32 bytes; for an organisation its certificate (DER)."""

    sealed: bytes
    """As `keys.seal` makes it."""

    salt: bytes = b""
    """None for an organisation."""

    parameters: Parameters | None = None
    """Argon2id, for what a person remembers or reads from paper."""

    backend: str = ""
    """Which keyring of the operating system holds the secret, by the name `keys.os_keyring` gives it."""


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

    @property
    def version(self) -> int:
        """The version of the format this needs."""
        return max((VERSIONS[slot.kind] for slot in self.slots), default=1)

    @property
    def parameters(self) -> Parameters:
        """What Argon2id costs in this store: tuned when it was made."""
        return next((slot.parameters for slot in self.slots if slot.parameters is not None), FLOOR)

    def of(self, kind: str) -> Slot | None:
        """The way in of that kind, or None."""
        return next((slot for slot in self.slots if slot.kind == kind), None)


def make_slot(kind: str, secret: bytes | bytearray, *, parameters: Parameters, store: str, store_key: bytes | bytearray, made: str) -> Slot:
    """A new way in. `secret` is `derive.normalise(passphrase)` or `recovery.secret(code)`. Parameters under the floor are an error."""
    if kind not in ("passphrase", "recovery"):
        raise ValueError(kind)
    if any(getattr(parameters, name) < getattr(FLOOR, name) for name in ("memory_kib", "passes", "lanes")):
        raise ValueError("Argon2id parameters under the floor")
    salt = os.urandom(SALT_BYTES)
    public = _private(secret, salt, parameters).public_key().public_bytes_raw()
    return _sealed(Slot(kind=kind, made=made, salt=salt, parameters=parameters, public=public, sealed=b""), store_key, store)


def keyring_slot(secret: bytes | bytearray, backend: str, *, store: str, store_key: bytes | bytearray, made: str) -> Slot:
    """A way in for the keyring called `backend`; `secret` are `KEYRING_SECRET_BYTES` random bytes, kept only there."""
    if len(secret) != KEYRING_SECRET_BYTES:
        raise ValueError("a keyring's secret is exactly 32 bytes")
    salt = os.urandom(SALT_BYTES)
    public = _from_keyring(secret, salt).public_key().public_bytes_raw()
    return _sealed(Slot(kind="keyring", made=made, salt=salt, backend=backend, public=public, sealed=b""), store_key, store)


def organisation_slot(certificate: bytes, *, store: str, store_key: bytes | bytearray, made: str) -> Slot:
    """A way in for whoever holds the key of `certificate` (DER). Refused: `CMS-KEY`."""
    public_key_of(certificate)
    return _sealed(Slot(kind="organisation", made=made, public=certificate, sealed=b""), store_key, store)


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


def open_with_keyring(slots: Slots, secret: bytes | bytearray) -> bytearray:
    """The store's key. Refuses `wrong-passphrase` when the keyring's secret is not this store's, or `damaged`."""
    sentence = "This laptop's keyring no longer holds the key of this store. Open it with the passphrase."
    if len(secret) != KEYRING_SECRET_BYTES:
        raise Refused("wrong-passphrase", sentence)
    for slot in slots.slots:
        if slot.kind == "keyring":
            private = _from_keyring(secret, slot.salt)
            if hmac.compare_digest(private.public_key().public_bytes_raw(), slot.public):
                return _opened(slots, slot, private)
    raise Refused("wrong-passphrase", sentence)


def open_with_organisation(slots: Slots, private: EllipticCurvePrivateKey | RSAPrivateKey) -> bytearray:
    """The store's key. Refuses `wrong-passphrase` when the store has no way in for this key, or `damaged`."""
    for slot in slots.slots:
        if slot.kind == "organisation" and _spki(public_key_of(slot.public)) == _spki(private.public_key()):
            return _opened(slots, slot, private)
    raise Refused("wrong-passphrase", "This store has no way in for that organisation's key.")


def replace_slot(slots: Slots, store_key: bytes | bytearray, slot: Slot) -> Slots:
    """The same store with `slot` in the place of every slot of its kind: the old passphrase or sheet opens nothing any more."""
    check_verifier(slots, store_key)
    return _verified(replace(slots, slots=(*_others(slots, slot.kind), slot)), store_key)


def remove_slot(slots: Slots, store_key: bytes | bytearray, kind: str) -> Slots:
    """The same store without its ways in of that kind. A passphrase and a recovery code are never taken away (ValueError)."""
    if kind not in ("organisation", "keyring"):
        raise ValueError(kind)
    check_verifier(slots, store_key)
    return _verified(replace(slots, slots=_others(slots, kind)), store_key)


def with_shelf(slots: Slots, store_key: bytes | bytearray, *, shelf: str, shelf_key: bytes) -> Slots:
    """The same store with another shelf file in use; `shelf_key` is its key wrapped under the store's."""
    check_verifier(slots, store_key)
    return _verified(replace(slots, shelf=shelf_name(shelf), shelf_key=shelf_key), store_key)


def rewrap(slots: Slots, store_key: bytes | bytearray, new_store_key: bytes | bytearray, *, shelf: str, shelf_key: bytes) -> Slots:
    """The same ways in, leading to a new store key, without a secret; `shelf_key` is the key of `shelf` wrapped under the new one."""
    check_verifier(slots, store_key)
    ways = tuple(_sealed(slot, new_store_key, slots.store) for slot in slots.slots)
    return _verified(replace(slots, slots=ways, shelf=shelf_name(shelf), shelf_key=shelf_key), new_store_key)


def check_verifier(slots: Slots, store_key: bytes | bytearray) -> None:
    """Refuses `damaged` when anything in the file is not as the holder of the store's key left it."""
    if not hmac.compare_digest(_verified(slots, store_key).verifier, slots.verifier):
        raise Refused("damaged", "slots.leder was changed by something other than this program. Put it back from a backup.")


def to_bytes(slots: Slots) -> bytes:
    """The file: canonical JSON (sorted keys, no spaces, ASCII) and a line feed."""
    document = _document(slots) | {"verifier": slots.verifier.hex()}
    return canonical(document | {"checksum": hashlib.sha256(canonical(document)).hexdigest()}) + b"\n"


def parse(untrusted: bytes) -> Slots:
    """Read the file. Refuses `newer-store` for a newer version and `damaged` for anything that is not exactly as written."""
    try:
        if len(untrusted) > _LARGEST:
            raise ValueError("too big")
        document = json.loads(untrusted)
        if document["format"] != FORMAT or type(document["version"]) is not int:
            raise ValueError("format")
        if document["version"] > NEWEST:
            raise Refused("newer-store", "This store was made by a newer version of the program. Update the program, then open it again.")
        slots = Slots(
            store=text(document["store"]),
            shelf=shelf_name(document["shelf"]),
            shelf_key=bytes.fromhex(document["shelf_key"]),
            slots=tuple(_slot(entry) for entry in document["slots"]),
            verifier=bytes.fromhex(document["verifier"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("damaged", DAMAGED) from error
    if to_bytes(slots) != untrusted:  # also the version, the checksum, and everything JSON would let pass
        raise Refused("damaged", DAMAGED)
    return slots


def _open(slots: Slots, kind: str, secret: bytes | bytearray, sentence: str) -> bytearray:
    for slot in slots.slots:
        if slot.kind != kind or slot.parameters is None:
            continue
        private = _private(secret, slot.salt, slot.parameters)
        if hmac.compare_digest(private.public_key().public_bytes_raw(), slot.public):
            return _opened(slots, slot, private)
    raise Refused("wrong-passphrase", sentence)


def _opened(slots: Slots, slot: Slot, private: X25519PrivateKey | EllipticCurvePrivateKey | RSAPrivateKey) -> bytearray:
    store_key = unseal(slot.sealed, private, _context(slot, slots.store))
    if store_key is None:
        raise Refused("damaged", f"The {slot.kind} is right, but slots.leder is damaged. Put it back from a backup.")
    check_verifier(slots, store_key)
    return store_key


def _private(secret: bytes | bytearray, salt: bytes, parameters: Parameters) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(bytes(derive(secret, salt, parameters)))


def _from_keyring(secret: bytes | bytearray, salt: bytes) -> X25519PrivateKey:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=b"leder-keyring-slot").derive(bytes(secret))
    return X25519PrivateKey.from_private_bytes(derived)


def _sealed(slot: Slot, store_key: bytes | bytearray, store: str) -> Slot:
    public: Public = public_key_of(slot.public) if slot.kind == "organisation" else X25519PublicKey.from_public_bytes(slot.public)
    return replace(slot, sealed=seal(store_key, public, _context(slot, store)))


def _context(slot: Slot, store: str) -> bytes:
    # OAEP's label and HPKE's info have no set length, but a certificate's digest says as much as the certificate.
    public = hashlib.sha256(slot.public).digest() if slot.kind == "organisation" else slot.public
    return _SEALING + b"\x00".join((slot.kind.encode(), store.encode(), public))


def _spki(public: Public) -> bytes:
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _others(slots: Slots, kind: str) -> tuple[Slot, ...]:
    return tuple(slot for slot in slots.slots if slot.kind != kind)


def _verified(slots: Slots, store_key: bytes | bytearray) -> Slots:
    key = HKDFExpand(algorithm=hashes.SHA256(), length=32, info=b"leder-slots-verifier").derive(bytes(store_key))
    return replace(slots, verifier=hmac.digest(key, canonical(_document(slots)), "sha256"))


def _document(slots: Slots) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": slots.version,
        "store": slots.store,
        "shelf": slots.shelf,
        "shelf_key": slots.shelf_key.hex(),
        "slots": [_entry(slot) for slot in slots.slots],
    }


def _entry(slot: Slot) -> dict[str, Any]:
    entry: dict[str, Any] = {"kind": slot.kind, "made": slot.made, "sealed": slot.sealed.hex()}
    if slot.kind == "organisation":
        return entry | {"certificate": slot.public.hex()}
    entry |= {"salt": slot.salt.hex(), "public": slot.public.hex()}
    if slot.parameters is None:
        return entry | {"backend": slot.backend}
    argon = slot.parameters
    return entry | {"argon2id": {"memory_kib": argon.memory_kib, "passes": argon.passes, "lanes": argon.lanes}}


def _slot(entry: dict[str, Any]) -> Slot:
    kind, made, sealed = text(entry["kind"]), text(entry["made"]), bytes.fromhex(entry["sealed"])
    if kind not in VERSIONS or len(sealed) > LARGEST_SEALED:
        raise ValueError("slot")
    if kind == "organisation":
        return Slot(kind=kind, made=made, sealed=sealed, public=_certificate(bytes.fromhex(entry["certificate"])))
    salt, public = bytes.fromhex(entry["salt"]), bytes.fromhex(entry["public"])
    if (len(salt), len(public), len(sealed)) != (SALT_BYTES, _PUBLIC, X25519_SEALED_BYTES):
        raise ValueError("slot")
    if kind == "keyring":
        return Slot(kind=kind, made=made, sealed=sealed, salt=salt, public=public, backend=text(entry["backend"]))
    argon = entry["argon2id"]
    parameters = Parameters(memory_kib=_number(argon["memory_kib"]), passes=_number(argon["passes"]), lanes=_number(argon["lanes"]))
    if any(not 0 < getattr(parameters, name) <= getattr(CEILING, name) for name in ("memory_kib", "passes", "lanes")):
        raise ValueError("argon2id")
    return Slot(kind=kind, made=made, sealed=sealed, salt=salt, public=public, parameters=parameters)


def _certificate(der: bytes) -> bytes:
    try:
        public_key_of(der)
    except Refused as refused:
        raise ValueError("certificate") from refused
    return der


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("whole number expected")
    return value
