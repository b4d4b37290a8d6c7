"""Who signs: the certificate and private key in a PKCS#12 file, open only while a signature is made."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from leder_desktop.errors import Refused

LARGEST = 1024 * 1024
_CURVES = ("secp256r1", "secp384r1")
_RSA_BITS = 2048


@dataclass(frozen=True, kw_only=True)
class Identity:
    """An identity that is open: it can sign until it is forgotten."""

    name: str
    """What the store calls it."""

    certificate: bytes
    """DER."""

    chain: tuple[bytes, ...]
    """DER, the issuer of `certificate` first, as far as the file holds them."""

    subject: str
    """RFC 4514."""

    sha256: str
    """Of the certificate, lower-case hex: what the role registry knows it by."""

    valid_from: datetime
    valid_until: datetime
    key: RSAPrivateKey | EllipticCurvePrivateKey = field(repr=False)


def open_pkcs12(name: str, untrusted: bytes, pin: str) -> Identity:
    """Open `untrusted` with its PIN, and check that what is inside can sign a bundle (format 1.8).

    Refuses `unsupported-format` (not PKCS#12, or a key of another kind), `wrong-pin`, `no-such-identity` (no key or no
    certificate inside, or they do not belong together) and `SIGNER-WEAK-KEY` (RSA under 2048 bits, a curve other than P-256, P-384).
    """
    if not _looks_like_pkcs12(untrusted):
        raise Refused("unsupported-format", "This is not a PKCS#12 file (.p12 or .pfx). Ask for the identity in that form.")
    try:
        opened = load_pkcs12(untrusted, pin.encode("utf-8") or None)
    except UnsupportedAlgorithm:
        raise Refused("unsupported-format", "This PKCS#12 file uses an old cipher. Ask for it to be exported again with AES.") from None
    except ValueError:
        raise Refused("wrong-pin", "This is not the PIN of this identity. Try again.") from None
    key, certificate = opened.key, opened.cert
    if key is None or certificate is None:  # the library gives no certificate that is not the key's
        raise Refused("no-such-identity", "There is no private key with its certificate in this file. Ask for one that holds both.")
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise Refused("unsupported-format", "This identity's key is neither RSA nor P-256 or P-384, so it cannot sign a bundle.")
    if key.key_size < _RSA_BITS if isinstance(key, RSAPrivateKey) else key.curve.name not in _CURVES:
        raise Refused("SIGNER-WEAK-KEY", "This identity's key is too weak to sign. Ask for RSA with 2048 bits or more, P-256 or P-384.")
    der = certificate.certificate.public_bytes(Encoding.DER)
    return Identity(
        name=name,
        certificate=der,
        chain=_in_order(certificate.certificate, [other.certificate for other in opened.additional_certs]),
        subject=certificate.certificate.subject.rfc4514_string(),
        sha256=hashlib.sha256(der).hexdigest(),
        valid_from=certificate.certificate.not_valid_before_utc,
        valid_until=certificate.certificate.not_valid_after_utc,
        key=key,
    )


def _looks_like_pkcs12(untrusted: bytes) -> bool:
    # RFC 7292, 4: SEQUENCE { version INTEGER (3), ... } in DER, or BER of indefinite length.
    if len(untrusted) > LARGEST or untrusted[:1] != b"\x30" or len(untrusted) < 16:
        return False
    after_length = 2 + (untrusted[1] & 0x7F if untrusted[1] & 0x80 else 0)
    return untrusted[after_length : after_length + 3] == b"\x02\x01\x03"


def _in_order(certificate: x509.Certificate, others: list[x509.Certificate]) -> tuple[bytes, ...]:
    chain: list[x509.Certificate] = []
    current = certificate
    while current.subject != current.issuer:
        found = [other for other in others if other.subject == current.issuer and other not in chain]
        if not found:
            break
        current = found[0]
        chain.append(current)
    return tuple(link.public_bytes(Encoding.DER) for link in chain)
