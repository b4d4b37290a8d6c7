"""An organisation's certificate and a keyring's secret open a store; wrong ones are said to be wrong, damage is said to be damage."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from leder_desktop.errors import Refused
from leder_desktop.keys import seal, slots, wrap
from leder_desktop.keys.slots import Slots

STORE = "11111111-1111-4111-8111-111111111111"
STORE_KEY, SHELF_KEY = wrap.new_key(), wrap.new_key()
MADE = "2026-03-29T00:59:59+00:00"
SECRET = bytes(range(32))


def certificate(key: object, name: str = "ICB LeDeR team") -> bytes:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key()).serial_number(7)
    signed = builder.not_valid_before(day).not_valid_after(day + timedelta(days=900)).sign(
        key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    )
    return signed.public_bytes(Encoding.DER)


RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEYS = {"rsa": RSA, "p256": ec.generate_private_key(ec.SECP256R1())}


def header(*ways: slots.Slot) -> Slots:
    shelf_key = wrap.wrap(SHELF_KEY, STORE_KEY, purpose="shelf", about=STORE)
    return slots.new(store=STORE, store_key=STORE_KEY, shelf="shelf.leder", shelf_key=shelf_key, slots=ways)


def organisation(key: object) -> slots.Slot:
    return slots.organisation_slot(certificate(key), store=STORE, store_key=STORE_KEY, made=MADE)


def keyring(secret: bytes = SECRET) -> slots.Slot:
    return slots.keyring_slot(secret, "secret-service", store=STORE, store_key=STORE_KEY, made=MADE)


@pytest.mark.parametrize("kind", KEYS)
def test_the_organisations_key_opens_and_another_does_not(kind: str) -> None:
    made = slots.parse(slots.to_bytes(header(organisation(KEYS[kind]))))
    assert slots.open_with_organisation(made, KEYS[kind]) == STORE_KEY
    other = ec.generate_private_key(ec.SECP256R1())
    with pytest.raises(Refused) as caught:
        slots.open_with_organisation(made, other)
    assert caught.value.code == "wrong-passphrase"


@pytest.mark.parametrize("kind", KEYS)
def test_a_seal_of_another_store_or_a_changed_one_opens_nothing(kind: str) -> None:
    key = KEYS[kind]
    sealed = seal.seal(STORE_KEY, key.public_key(), b"this store")
    assert seal.unseal(sealed, key, b"this store") == STORE_KEY
    assert seal.unseal(sealed, key, b"another store") is None
    for place in (0, len(sealed) // 2, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        assert seal.unseal(bytes(changed), key, b"this store") is None


def test_a_key_nothing_can_be_sealed_to_is_refused_by_what_it_needs() -> None:
    weak = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    other = ec.generate_private_key(ec.SECP384R1())
    for der in (certificate(weak), certificate(other), certificate(ed25519.Ed25519PrivateKey.generate()), b"no certificate", b""):
        with pytest.raises(Refused) as caught:
            slots.organisation_slot(der, store=STORE, store_key=STORE_KEY, made=MADE)
        assert caught.value.code == "CMS-KEY"


def test_the_keyrings_secret_opens_and_nothing_else_in_its_place() -> None:
    made = slots.parse(slots.to_bytes(header(keyring())))
    assert slots.open_with_keyring(made, SECRET) == STORE_KEY
    for wrong in (os.urandom(32), b"", SECRET[:-1], SECRET + b"\x00", bytes(32)):
        with pytest.raises(Refused) as caught:
            slots.open_with_keyring(made, wrong)
        assert caught.value.code == "wrong-passphrase" and "passphrase" in caught.value.sentence


def test_a_right_secret_with_a_damaged_seal_is_damage() -> None:
    slot = keyring()
    damaged = header(replace(slot, sealed=slot.sealed[:-1] + bytes([slot.sealed[-1] ^ 1])))
    with pytest.raises(Refused) as caught:
        slots.open_with_keyring(damaged, SECRET)
    assert caught.value.code == "damaged"


def test_a_file_has_the_version_of_its_youngest_kind() -> None:
    assert b'"version":1' in slots.to_bytes(header())
    assert b'"version":2' in slots.to_bytes(header(keyring()))
    wrong = slots.to_bytes(header(keyring())).replace(b'"version":2', b'"version":1')
    with pytest.raises(Refused) as caught:
        slots.parse(wrong)
    assert caught.value.code == "damaged"


def test_the_fields_of_each_kind_are_an_allow_list() -> None:
    import json

    told = json.loads(slots.to_bytes(header(keyring(), organisation(RSA))))
    assert [sorted(slot) for slot in told["slots"]] == [
        ["backend", "kind", "made", "public", "salt", "sealed"],
        ["certificate", "kind", "made", "sealed"],
    ]


def test_every_way_leads_to_a_new_store_key_and_none_to_the_old() -> None:
    before = header(keyring(), organisation(RSA))
    new = wrap.new_key()
    shelf_key = wrap.wrap(SHELF_KEY, new, purpose="shelf", about=STORE)
    after = slots.parse(slots.to_bytes(slots.rewrap(before, STORE_KEY, new, shelf="shelf-1.leder", shelf_key=shelf_key)))
    assert slots.open_with_keyring(after, SECRET) == slots.open_with_organisation(after, RSA) == new != STORE_KEY
    assert after.shelf == "shelf-1.leder"
    with pytest.raises(Refused):
        slots.check_verifier(after, STORE_KEY)


def test_a_way_in_is_taken_away_but_never_the_passphrase() -> None:
    made = header(keyring(), organisation(RSA))
    without = slots.remove_slot(made, STORE_KEY, "keyring")
    assert [slot.kind for slot in without.slots] == ["organisation"]
    for kind in ("passphrase", "recovery"):
        with pytest.raises(ValueError, match=kind):
            slots.remove_slot(made, STORE_KEY, kind)
