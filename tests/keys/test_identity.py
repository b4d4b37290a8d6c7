"""Signing identities: opened with their PIN, and refused when they could not sign."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto.pkcs12 import Pfx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12Certificate, serialize_java_truststore, serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from leder_desktop.errors import Refused
from leder_desktop.keys.identity import open_pkcs12

PIN = "heron 4711 é"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
ROOT_KEY, MIDDLE_KEY, KEY = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))


def certificate(name: str, key, issuer: str, issuer_key) -> x509.Certificate:
    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "GB"), x509.NameAttribute(NameOID.COMMON_NAME, text)])

    builder = x509.CertificateBuilder().subject_name(named(name)).issuer_name(named(issuer)).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(NOW).not_valid_after(NOW + timedelta(days=365))
    return builder.sign(issuer_key, None if isinstance(issuer_key, ed25519.Ed25519PrivateKey) else hashes.SHA256())


ROOT = certificate("Root", ROOT_KEY, "Root", ROOT_KEY)
MIDDLE = certificate("Middle", MIDDLE_KEY, "Root", ROOT_KEY)
LEAF = certificate("A Reviewer", KEY, "Middle", MIDDLE_KEY)


def pkcs12(key=KEY, leaf=LEAF, others=(ROOT, MIDDLE), pin: str = PIN) -> bytes:
    return serialize_key_and_certificates(b"me", key, leaf, list(others), BestAvailableEncryption(pin.encode()) if pin else NoEncryption())


def refusal(data: bytes, pin: str = PIN) -> Refused:
    with pytest.raises(Refused) as caught:
        open_pkcs12("mine", data, pin)
    return caught.value


def test_an_identity_opens_with_its_pin_and_its_chain_is_in_order() -> None:
    identity = open_pkcs12("mine", pkcs12(), PIN)
    der = LEAF.public_bytes(Encoding.DER)
    assert (identity.name, identity.certificate, identity.subject) == ("mine", der, "CN=A Reviewer,C=GB")
    assert identity.sha256 == hashlib.sha256(der).hexdigest()
    assert identity.chain == (MIDDLE.public_bytes(Encoding.DER), ROOT.public_bytes(Encoding.DER))
    assert identity.key.public_key() == KEY.public_key()
    assert (identity.valid_from, identity.valid_until) == (NOW, NOW + timedelta(days=365))
    assert "key" not in repr(identity).lower()


def test_a_chain_ends_where_the_file_does() -> None:
    assert open_pkcs12("mine", pkcs12(others=[]), PIN).chain == ()
    assert open_pkcs12("mine", pkcs12(others=[ROOT]), PIN).chain == ()
    assert open_pkcs12("mine", pkcs12(key=ROOT_KEY, leaf=ROOT, others=[MIDDLE]), PIN).chain == ()


def test_a_file_without_a_pin_opens_with_none() -> None:
    assert open_pkcs12("mine", pkcs12(pin=""), "").subject == "CN=A Reviewer,C=GB"


@pytest.mark.parametrize("pin", ["", "heron 4711", PIN + " ", PIN.upper()])
def test_a_wrong_pin_is_said_to_be_wrong(pin: str) -> None:
    refused = refusal(pkcs12(), pin)
    assert refused.code == "wrong-pin" and PIN not in refused.sentence


@pytest.mark.parametrize(
    "data", [b"", b"0", b"-----BEGIN CERTIFICATE-----", LEAF.public_bytes(Encoding.DER), bytes(2 << 20), b"0\x80" + bytes(40)]
)
def test_what_is_no_pkcs12_is_refused(data: bytes) -> None:
    assert refusal(data).code == "unsupported-format"


def test_a_file_without_a_key_is_refused() -> None:
    data = serialize_java_truststore([PKCS12Certificate(LEAF, b"me")], BestAvailableEncryption(PIN.encode()))
    assert refusal(data).code == "no-such-identity"


def test_a_key_that_is_not_the_certificates_is_refused() -> None:
    # The library does not write such a file: the key is exchanged for another of the same length, and the checksum taken off.
    other = ec.generate_private_key(ec.SECP256R1())
    raw, theirs = (key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()) for key in (KEY, other))
    data = pkcs12(pin="")
    assert data.count(raw) == 1 and len(raw) == len(theirs)
    pfx = Pfx.load(data.replace(raw, theirs))
    pfx["mac_data"] = None
    assert refusal(pfx.dump(force=True), "").code == "no-such-identity"


@pytest.mark.parametrize(
    "key",
    [
        rsa.generate_private_key(65537, 1024),
        ec.generate_private_key(ec.SECP256K1()),
        ec.generate_private_key(ec.SECP224R1()),
    ],
)
def test_a_weak_key_is_refused(key) -> None:
    assert refusal(pkcs12(key, certificate("Weak", key, "Weak", key), ())).code == "SIGNER-WEAK-KEY"


def test_a_key_of_another_kind_is_refused() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    assert refusal(pkcs12(key, certificate("Ed", key, "Ed", key), ())).code == "unsupported-format"


def test_rsa_2048_and_p384_are_good() -> None:
    for key in (rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP384R1())):
        assert open_pkcs12("mine", pkcs12(key, certificate("Good", key, "Good", key), ()), PIN).subject == "CN=Good,C=GB"
