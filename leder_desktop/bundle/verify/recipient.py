# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""Certificates, revocation lists and a recipient's key, as people hand them over by file."""

import hashlib
import re
from dataclasses import dataclass, field

from asn1crypto import crl as asn1_crl
from asn1crypto import pem
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

from leder_desktop.bundle.verify.pyhanko_door import UNREADABLE
from leder_desktop.errors import Refused

MAXIMUM_FILE = 4 << 20
"""Bytes of a file of keys, certificates or revocation lists: a national revocation list is well under this."""

_BLOCK = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,40})-----[^-]{1,4194304}-----END \1-----")


@dataclass(frozen=True, kw_only=True)
class RecipientKey:
    """Somebody a bundle can be sealed to: the certificate and its private key."""

    certificate: bytes
    """DER."""

    key: RSAPrivateKey | EllipticCurvePrivateKey = field(repr=False)

    @property
    def certificate_sha256(self) -> str:
        return hashlib.sha256(self.certificate).hexdigest()


def load_recipient_key(data: bytes, pin: bytes | None) -> RecipientKey:
    """The key and certificate in a PEM or PKCS#12 file; `pin` opens it where it is locked.

    Refused `wrong-pin` when the pin does not open it, `not-understood` when it is neither, or key and certificate do not
    belong together, or the key is neither RSA nor elliptic.
    """
    if len(data) > MAXIMUM_FILE:
        raise Refused("not-understood", "This file is too large to be a key.")
    if b"-----BEGIN " in data:
        key, certificates = _pem_key(data, pin), _pem_certificates(data)
    else:
        key, certificates = _pkcs12(data, pin)
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise Refused("not-understood", "This file holds no RSA or elliptic-curve key.")
    wanted = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    for certificate in certificates:
        if _public_key(certificate) == wanted:
            return RecipientKey(certificate=certificate.public_bytes(Encoding.DER), key=key)
    raise Refused("not-understood", "This file holds no certificate that belongs to its key.")


def load_certificates(data: bytes) -> tuple[bytes, ...]:
    """The certificates in a PEM or DER file, each as DER. Refused `not-understood` where there is none, or one cannot be read."""
    if len(data) > MAXIMUM_FILE:
        raise Refused("not-understood", "This file is too large to hold certificates.")
    if b"-----BEGIN " in data:
        certificates = _pem_certificates(data)
    else:
        try:
            certificates = [x509.load_der_x509_certificate(data)]
        except UNREADABLE:
            certificates = []
    if not certificates:
        raise Refused("not-understood", "This file holds no certificate that can be read.")
    return tuple(certificate.public_bytes(Encoding.DER) for certificate in certificates)


def load_crls(data: bytes) -> tuple[bytes, ...]:
    """The certificate revocation lists in a PEM or DER file, each as DER. Refused `not-understood` where there is none."""
    if len(data) > MAXIMUM_FILE:
        raise Refused("not-understood", "This file is too large to be a revocation list.")
    encoded = _pem_blocks(data, b"X509 CRL") if b"-----BEGIN " in data else [data]
    try:
        found = tuple(x509.load_der_x509_crl(one).public_bytes(Encoding.DER) for one in encoded)
        for one in found:
            asn1_crl.CertificateList.load(one, strict=True).native  # noqa: B018  (reads every part, so that later use cannot fail)
    except UNREADABLE:
        found = ()
    if not found:
        raise Refused("not-understood", "This file holds no revocation list that can be read.")
    return found


def _pem_blocks(data: bytes, label: bytes) -> list[bytes]:
    found: list[bytes] = []
    for match in _BLOCK.finditer(data):
        if match[1] == label:
            try:
                found.append(pem.unarmor(match[0])[2])
            except (ValueError, TypeError):
                raise Refused("not-understood", "This PEM file cannot be read.") from None
    return found


def _pem_certificates(data: bytes) -> list[x509.Certificate]:
    try:
        return [x509.load_der_x509_certificate(one) for one in _pem_blocks(data, b"CERTIFICATE")]
    except UNREADABLE:
        raise Refused("not-understood", "This PEM file holds a certificate that cannot be read.") from None


def _pem_key(data: bytes, pin: bytes | None) -> object:
    block = next((match[0] for match in _BLOCK.finditer(data) if match[1].endswith(b"PRIVATE KEY")), None)
    if block is None:
        raise Refused("not-understood", "This PEM file holds no private key.")
    locked = b"ENCRYPTED" in block
    if locked and not pin:
        raise Refused("wrong-pin", "This key is locked: give its PIN.")
    try:
        return load_pem_private_key(block, pin if locked else None)
    except UnsupportedAlgorithm:
        raise Refused("not-understood", "This kind of key is not known.") from None
    except (ValueError, TypeError):
        raise Refused(
            "wrong-pin" if locked else "not-understood", "The PIN does not open this key." if locked else "This key cannot be read."
        ) from None


def _pkcs12(data: bytes, pin: bytes | None) -> tuple[object, list[x509.Certificate]]:
    # The tag of a PKCS#12 file is SEQUENCE, and its version 3: told apart here, because a wrong pin and a damaged file raise alike.
    if data[:1] != b"\x30" or b"\x02\x01\x03" not in data[:16]:
        raise Refused("not-understood", "This file is neither PEM nor PKCS#12.")
    try:
        key, first, others = load_key_and_certificates(data, pin)
    except UnsupportedAlgorithm:
        raise Refused("not-understood", "This kind of key file is not known.") from None
    except (ValueError, TypeError):
        raise Refused("wrong-pin", "The PIN does not open this key file.") from None
    return key, [one for one in (first, *others) if one is not None]


def _public_key(certificate: x509.Certificate) -> bytes | None:
    try:
        return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    except UNREADABLE:
        return None
