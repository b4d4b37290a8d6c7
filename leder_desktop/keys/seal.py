"""The store's key, sealed to the public half of a way in: whoever holds the private half opens it, and anybody can seal it anew.

To X25519 and P-256 with HPKE (RFC 9180; HKDF-SHA256, AES-256-GCM); to RSA with OAEP (RFC 8017, 7.1; SHA-256). `context` says
what is sealed for whom: as HPKE's info, or OAEP's label, it is needed again, so a seal put in another place does not open.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from leder_desktop.errors import Refused

KEY_BYTES = 32
X25519_SEALED_BYTES = 32 + KEY_BYTES + 16
LARGEST_SEALED = 2048
"""More than an RSA key of 16,384 bits seals to."""

Private = X25519PrivateKey | EllipticCurvePrivateKey | RSAPrivateKey
Public = X25519PublicKey | EllipticCurvePublicKey | RSAPublicKey


def seal(store_key: bytes | bytearray, public: Public, context: bytes) -> bytes:
    """`store_key` for whoever holds the private half of `public`."""
    if len(store_key) != KEY_BYTES:
        raise ValueError("a key is exactly 32 bytes")
    if isinstance(public, RSAPublicKey):
        return public.encrypt(bytes(store_key), _oaep(context))
    return _suite(public).encrypt(bytes(store_key), public, context)


def unseal(sealed: bytes, private: Private, context: bytes) -> bytearray | None:
    """The key again; None when it was sealed to another key, in another context, or was changed."""
    try:
        if isinstance(private, RSAPrivateKey):
            key = private.decrypt(sealed, _oaep(context))
        else:
            key = _suite(private.public_key()).decrypt(sealed, private, context)
    except (InvalidTag, ValueError):
        return None
    return bytearray(key) if len(key) == KEY_BYTES else None


def public_key_of(certificate: bytes) -> EllipticCurvePublicKey | RSAPublicKey:
    """The key in a certificate (DER). Refused `CMS-KEY`: not a certificate, or neither RSA with 2048 bits nor P-256."""
    from cryptography import x509  # only an organisation's way in has a certificate

    try:
        key = x509.load_der_x509_certificate(certificate).public_key()
    except ValueError:
        raise Refused("CMS-KEY", "This is not a certificate. Ask for it as a PEM or DER file.") from None
    is_rsa = isinstance(key, RSAPublicKey) and key.key_size >= 2048
    is_ec = isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1)
    if not isinstance(key, RSAPublicKey | EllipticCurvePublicKey) or not (is_rsa or is_ec):
        raise Refused("CMS-KEY", "Nothing can be sealed to this certificate: it needs an RSA key of 2048 bits or more, or P-256.")
    return key


def _oaep(context: bytes) -> OAEP:
    return OAEP(mgf=MGF1(algorithm=hashes.SHA256()), algorithm=hashes.SHA256(), label=context)


def _suite(public: X25519PublicKey | EllipticCurvePublicKey) -> hpke.Suite:
    kem = hpke.KEM.X25519 if isinstance(public, X25519PublicKey) else hpke.KEM.P256
    return hpke.Suite(kem, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
