"""Sealing: openssl opens what was sealed, and the bytes are DER of exactly the allowed algorithms."""

import os
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from leder_desktop.bundle import envelope
from leder_desktop.errors import Refused
from leder_desktop.keys import demo_pki
from leder_desktop.keys.demo_pki import DemoPki, Identity


@pytest.fixture(scope="module")
def recipients(pki: DemoPki, at: datetime) -> dict[str, Identity]:
    return {
        "rsa-3072": pki.recipient,
        "rsa-2048": demo_pki.issue(pki.root, "Archive", rsa.generate_private_key(65537, 2048), at, signs=False),
        "p-256": demo_pki.issue(pki.root, "Panel", ec.generate_private_key(ec.SECP256R1()), at, signs=False),
    }


def _seal(plain: bytes, *to: Identity) -> bytes:
    half = len(plain) // 2
    return b"".join(envelope.seal([plain[:half], plain[half:]], len(plain), [one.certificate for one in to]))


def _openssl_opens(sealed: bytes, identity: Identity, folder: Path) -> bytes:
    (folder / "sealed").write_bytes(sealed)
    (folder / "key.pem").write_bytes(identity.key_pem())
    (folder / "certificate.pem").write_bytes(identity.pem())
    command = "openssl cms -decrypt -binary -inform DER -in sealed -inkey key.pem -recip certificate.pem -out plain"
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    return (folder / "plain").read_bytes()


@pytest.mark.tool("openssl")
@pytest.mark.parametrize("kind", ["rsa-3072", "rsa-2048", "p-256"])
@pytest.mark.parametrize("size", [1, 127, 128, 65_536])
def test_openssl_opens_it(kind: str, size: int, recipients: dict[str, Identity], tmp_path: Path) -> None:
    plain = os.urandom(size)
    assert _openssl_opens(_seal(plain, recipients[kind]), recipients[kind], tmp_path) == plain


@pytest.mark.tool("openssl")
def test_each_of_several_recipients_opens_it(recipients: dict[str, Identity], tmp_path: Path) -> None:
    plain = os.urandom(300_000)
    sealed = _seal(plain, *recipients.values())
    for one in recipients.values():
        assert _openssl_opens(sealed, one, tmp_path) == plain


def test_structure_is_what_the_format_says(recipients: dict[str, Identity]) -> None:
    sealed = _seal(b"x" * 1_000, *recipients.values())
    whole = cms.ContentInfo.load(sealed, strict=True)
    assert whole.dump(force=True) == sealed
    assert whole["content_type"].native == "authenticated_enveloped_data"
    data = whole["content"]
    assert data["version"].native == "v0"
    assert data["auth_attrs"].native is None
    assert data["unauth_attrs"].native is None
    encoded = [one.dump() for one in data["recipient_infos"]]
    assert encoded == sorted(encoded)
    content = data["auth_encrypted_content_info"]
    algorithm = content["content_encryption_algorithm"].dump()
    # SEQUENCE { aes256-GCM, SEQUENCE { OCTET STRING of 12, INTEGER 16 } }
    assert algorithm.startswith(bytes.fromhex("301e 0609 608648016503040 12e 3011 040c".replace(" ", "")))
    assert algorithm.endswith(bytes.fromhex("020110"))
    assert len(data["mac"].native) == 16


def test_keys_and_nonces_are_fresh(recipients: dict[str, Identity]) -> None:
    first, second = (_seal(bytes(500), recipients["rsa-2048"]) for _ in range(2))
    assert len(first) == len(second)
    assert first[-516:-18] != second[-516:-18]
    nonces = {one[one.index(b"\x30\x11\x04\x0c") + 4 :][:12] for one in (first, second)}
    assert len(nonces) == 2


@pytest.mark.parametrize("given", [99, 101])
def test_a_volume_is_as_long_as_it_was_said(given: int, recipients: dict[str, Identity]) -> None:
    with pytest.raises(ValueError, match="100"):
        b"".join(envelope.seal([bytes(given)], 100, [recipients["p-256"].certificate]))


def test_recipients_who_could_not_open_it_are_refused(pki: DemoPki, at: datetime) -> None:
    def code(*certificates: bytes) -> str:
        with pytest.raises(Refused) as refused:
            envelope.check_recipients(certificates)
        return refused.value.code

    short = demo_pki.issue(pki.root, "Short", rsa.generate_private_key(65537, 1024), at, signs=False)
    other_curve = demo_pki.issue(pki.root, "P-384", ec.generate_private_key(ec.SECP384R1()), at, signs=False)
    assert code() == "CMS-KEY"
    assert code(b"not a certificate") == "CMS-KEY"
    assert code(short.certificate) == "CMS-KEY"
    assert code(other_curve.certificate) == "CMS-KEY"
    assert code(pki.reviewer.certificate) == "CMS-KEY", "made for signing, not for receiving"
    assert code(pki.recipient.certificate, pki.recipient.certificate) == "CMS-TOO-MANY-RECIPIENTS"
    envelope.check_recipients([pki.recipient.certificate])


def test_fifteen_recipients_are_too_many(pki: DemoPki, at: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    many = [demo_pki.issue(pki.root, f"Recipient {n}", key, at, signs=False).certificate for n in range(15)]
    envelope.check_recipients(many[:14])
    with pytest.raises(Refused) as refused:
        envelope.check_recipients(many)
    assert refused.value.code == "CMS-TOO-MANY-RECIPIENTS"
