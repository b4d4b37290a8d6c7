"""Somebody who signs: a certificate, what leads to its anchor, and the private key, open only while a signature is made."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey


@dataclass(frozen=True, kw_only=True)
class Signer:
    """A certificate with its private key, for one signing."""

    certificate: bytes
    """DER."""

    chain: tuple[bytes, ...]
    """DER, the issuer of `certificate` first; with or without the root."""

    key: RSAPrivateKey | EllipticCurvePrivateKey = field(repr=False)
