"""Whom a volume is sealed to, and how a recipient gets its content key out: RSA-OAEP or ECDH on P-256 (bundle format 1.4).

Sources: RFC 5652 6.2 (recipients), RFC 4055 4.1 (OAEP), RFC 5753 3.1 and 7.2 (ECDH, ECC-CMS-SharedInfo), RFC 3565 (AES key wrap).
"""

from contextlib import suppress
from dataclasses import dataclass, field

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDH, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

from leder_desktop.bundle.verify import der
from leder_desktop.bundle.verify.recipient import RecipientKey

CONTENT_KEY = 32

_OAEP = bytes.fromhex("06092a864886f70d010107")
_MGF1 = bytes.fromhex("06092a864886f70d010108")
_SHA256 = bytes.fromhex("0609608648016503040201")
_ECDH_SHA256 = bytes.fromhex("06062b8104010b01")
_AES256_WRAP = bytes.fromhex("060960864801650304012d")
_EC_PUBLIC = bytes.fromhex("06072a8648ce3d0201")
_P256 = bytes.fromhex("06082a8648ce3d030107")


class AlgorithmNotAllowed(Exception):
    """The content key is wrapped by something the format does not allow."""


@dataclass(frozen=True, kw_only=True)
class Wrapped:
    """The content key, wrapped for one recipient or (ECDH) several; the certificate is named by issuer and serial, or by key identifier."""

    names: tuple[tuple[bytes, bytes], ...]
    """(what names the certificate, the wrapped key): DER of IssuerAndSerialNumber, or a bare subject key identifier."""

    ephemeral: bytes | None
    """The sender's point (ECDH), or None (RSA)."""

    shared_info: bytes = field(default=b"", repr=False)

    def key_for(self, key: RecipientKey) -> bytes | None:
        if (self.ephemeral is None) != isinstance(key.key, RSAPrivateKey):
            return None
        mine = _names_of(key)
        return next((wrapped for name, wrapped in self.names if name in mine), None)

    def is_for(self, key: RecipientKey) -> bool:
        return self.key_for(key) is not None


def read_recipient(data: bytes, one: der.Element) -> Wrapped:
    """Reads a RecipientInfo (strict DER, checked before). Raises `AlgorithmNotAllowed`, `der.Unexpected`, `der.NotDer`."""
    if one.tag == der.SEQUENCE:
        return _transport(data, one)
    if one.tag == 0xA1:
        return _agreement(data, one)
    raise AlgorithmNotAllowed


def unwrap(wrapped: Wrapped, key: RecipientKey) -> bytes | None:
    """The content key, or None where the private key does not open it."""
    sealed = wrapped.key_for(key)
    if sealed is None:
        return None
    try:
        if isinstance(key.key, RSAPrivateKey):
            content_key = key.key.decrypt(sealed, OAEP(mgf=MGF1(SHA256()), algorithm=SHA256(), label=None))
        else:
            sender = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), wrapped.ephemeral or b"")
            secret = key.key.exchange(ECDH(), sender)
            wrapping = X963KDF(algorithm=SHA256(), length=32, sharedinfo=wrapped.shared_info).derive(secret)
            content_key = aes_key_unwrap(wrapping, sealed)
    except (ValueError, InvalidUnwrap, UnsupportedAlgorithm):
        return None
    return content_key if len(content_key) == CONTENT_KEY else None


def _names_of(key: RecipientKey) -> set[bytes]:
    certificate = x509.load_der_x509_certificate(key.certificate)
    serial = certificate.serial_number
    number = serial.to_bytes(serial.bit_length() // 8 + 1, "big")
    names = {_tlv(der.SEQUENCE, certificate.issuer.public_bytes() + _tlv(der.INTEGER, number))}
    # A certificate without a key identifier is named by issuer and serial alone.
    with suppress(x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        names.add(certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest)
    return names


def _transport(data: bytes, one: der.Element) -> Wrapped:
    parts = der.children(data, one, der.SEQUENCE)
    if len(parts) != 4:
        raise der.Unexpected
    version = der.small_integer(data, parts[0])
    if (version, parts[1].tag) not in ((0, der.SEQUENCE), (2, 0x80)):
        raise der.Unexpected
    name = der.whole(data, parts[1]) if version == 0 else der.value(data, parts[1], 0x80)
    _oaep(data, parts[2])
    return Wrapped(names=((name, der.value(data, parts[3], der.OCTETS)),), ephemeral=None)


def _oaep(data: bytes, algorithm: der.Element) -> None:
    """RSAES-OAEP with SHA-256, MGF1 with SHA-256 and no label; the defaults are SHA-1 and therefore not allowed."""
    parts = der.children(data, algorithm, der.SEQUENCE)
    if len(parts) != 2 or der.whole(data, parts[0]) != _OAEP or parts[1].tag != der.SEQUENCE:
        raise AlgorithmNotAllowed
    settings = der.children(data, parts[1], der.SEQUENCE)
    if [setting.tag for setting in settings] != [0xA0, 0xA1]:
        raise AlgorithmNotAllowed
    _sha256(data, _only(data, settings[0]))
    mask = der.children(data, _only(data, settings[1]), der.SEQUENCE)
    if len(mask) != 2 or der.whole(data, mask[0]) != _MGF1:
        raise AlgorithmNotAllowed
    _sha256(data, mask[1])


def _sha256(data: bytes, algorithm: der.Element) -> None:
    parts = der.children(data, algorithm, der.SEQUENCE)
    absent_or_null = len(parts) == 1 or (len(parts) == 2 and parts[1].tag == der.NULL)
    if not absent_or_null or der.whole(data, parts[0]) != _SHA256:
        raise AlgorithmNotAllowed


def _agreement(data: bytes, one: der.Element) -> Wrapped:
    parts = der.children(data, one, 0xA1)
    if len(parts) < 4 or der.small_integer(data, parts[0]) != 3:
        raise der.Unexpected
    origin = _only(data, parts[1]) if parts[1].tag == 0xA0 else parts[1]
    if origin.tag != 0xA1:
        raise AlgorithmNotAllowed
    ukm = b""
    rest = parts[2:]
    if rest[0].tag == 0xA1:
        ukm = der.whole(data, _only(data, rest[0]))
        rest = rest[1:]
    if len(rest) != 2:
        raise der.Unexpected
    point = _point(data, origin)
    algorithm = der.children(data, rest[0], der.SEQUENCE)
    if len(algorithm) != 2 or der.whole(data, algorithm[0]) != _ECDH_SHA256:
        raise AlgorithmNotAllowed
    wrapping = der.children(data, algorithm[1], der.SEQUENCE)
    if not wrapping or der.whole(data, wrapping[0]) != _AES256_WRAP or (len(wrapping) > 1 and wrapping[1].tag != der.NULL):
        raise AlgorithmNotAllowed
    # ECC-CMS-SharedInfo: the wrap algorithm, the sender's nonce where there is one, and 256 as four bytes (RFC 5753, 7.2).
    entity = _tlv(0xA0, ukm) if ukm else b""
    length = _tlv(0xA2, _tlv(der.OCTETS, (256).to_bytes(4, "big")))
    shared = _tlv(der.SEQUENCE, der.whole(data, algorithm[1]) + entity + length)
    names: list[tuple[bytes, bytes]] = []
    for recipient in der.children(data, rest[1], der.SEQUENCE):
        identity, sealed = _pair(der.children(data, recipient, der.SEQUENCE))
        if identity.tag == 0xA0:
            inner = der.children(data, identity, 0xA0)
            if len(inner) != 1:
                raise der.Unexpected
            name = der.value(data, inner[0], der.OCTETS)
        else:
            name = der.whole(data, identity)
        names.append((name, der.value(data, sealed, der.OCTETS)))
    if len(names) != 1:
        raise der.Unexpected
    return Wrapped(names=tuple(names), ephemeral=point, shared_info=shared)


def _point(data: bytes, origin: der.Element) -> bytes:
    """The sender's ephemeral point on P-256; the curve may be left out, being the recipient's (RFC 5753, 7.1.2)."""
    algorithm, bits = _pair(der.children(data, origin, 0xA1))
    parts = der.children(data, algorithm, der.SEQUENCE)
    if not parts or der.whole(data, parts[0]) != _EC_PUBLIC:
        raise AlgorithmNotAllowed
    if (len(parts) == 2 and parts[1].tag != der.NULL and der.whole(data, parts[1]) != _P256) or len(parts) > 2:
        raise AlgorithmNotAllowed
    content = der.value(data, bits, der.BITS)
    if content[:1] != b"\x00":
        raise der.Unexpected
    return content[1:]


def _only(data: bytes, of: der.Element) -> der.Element:
    parts = der.inside(data, of.start, of.end)
    if len(parts) != 1:
        raise der.Unexpected
    return parts[0]


def _pair(parts: list[der.Element]) -> tuple[der.Element, der.Element]:
    if len(parts) != 2:
        raise der.Unexpected
    return parts[0], parts[1]


def _tlv(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content
