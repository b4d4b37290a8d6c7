"""The throw-away PKI: what other programs make of it."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12

from leder_desktop.keys.demo_pki import DemoPki


def test_an_identity_travels_as_pkcs12(pki: DemoPki) -> None:
    packed = pki.senior.pkcs12("Sam", "Zürich".encode(), (pki.root.certificate,))
    opened = pkcs12.load_pkcs12(packed, "Zürich".encode())
    assert opened.cert is not None
    assert opened.cert.certificate == x509.load_der_x509_certificate(pki.senior.certificate)
    assert opened.key is not None
    assert opened.key.public_key() == pki.senior.key.public_key()
    assert [one.certificate for one in opened.additional_certs] == [x509.load_der_x509_certificate(pki.root.certificate)]
    with pytest.raises(ValueError, match="password"):
        pkcs12.load_pkcs12(packed, b"another")


def test_the_recipients_file_holds_key_and_certificate(pki: DemoPki) -> None:
    pem = pki.recipient.key_pem()
    assert load_pem_private_key(pem, None).public_key() == pki.recipient.key.public_key()
    assert x509.load_pem_x509_certificate(pem[pem.index(b"-----BEGIN CERT") :]) == x509.load_der_x509_certificate(pki.recipient.certificate)


def test_signers_sign_and_the_recipient_only_receives(pki: DemoPki) -> None:
    for identity, signs in ((pki.reviewer, True), (pki.senior, True), (pki.registry, True), (pki.recipient, False)):
        usage = x509.load_der_x509_certificate(identity.certificate).extensions.get_extension_for_class(x509.KeyUsage).value
        assert (usage.content_commitment, usage.digital_signature, usage.key_encipherment) == (signs, signs, not signs)


def test_the_crl_is_current_and_the_roots(pki: DemoPki) -> None:
    crl = x509.load_pem_x509_crl(pki.crl_pem())
    assert crl.last_update_utc <= datetime.now(UTC)
    assert crl.next_update_utc is not None
    assert crl.next_update_utc > datetime.now(UTC)
    assert len(crl) == 0


@pytest.mark.tool("openssl")
def test_openssl_builds_the_chain(pki: DemoPki, tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_bytes(pki.root.pem())
    (tmp_path / "crl.pem").write_bytes(pki.crl_pem())
    for identity in (pki.reviewer, pki.senior, pki.registry, pki.recipient):
        (tmp_path / "one.pem").write_bytes(identity.pem())
        command = "openssl verify -x509_strict -crl_check -CAfile root.pem -CRLfile crl.pem one.pem"
        done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
