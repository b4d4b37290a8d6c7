# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""Seal a piece of the zip to its recipients: CMS AuthEnvelopedData, AES-256-GCM, DER with definite lengths, as a stream.

RFC 5083 (AuthEnvelopedData), RFC 5084 (AES-GCM in CMS), RFC 3560 and 4055 (RSA-OAEP), RFC 5753 (ECDH), RFC 3394 (key wrap).
Format 1.4: fresh content key a volume, 12-byte nonce, 16-byte tag (ICVlen 16, whose default in ASN.1 is 12), version 0,
RecipientInfos a DER SET OF and so sorted, no authenticated attributes.
"""

import os
import struct
from collections.abc import Iterable, Iterator, Sequence

from asn1crypto import algos, cms, core
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from leder_desktop.bundle.manifest import RECIPIENTS
from leder_desktop.errors import Refused

VOLUME = 256 << 20
"""Bytes of the zip in one volume: 256 MiB, which `openssl cms -decrypt` opens in 618 MB of memory."""

_AUTH_ENVELOPED = "1.2.840.113549.1.9.16.1.23"
_AES_256_GCM = "2.16.840.1.101.3.4.1.46"
_AES_256_WRAP = "2.16.840.1.101.3.4.1.45"
_EC_PUBLIC_KEY = "1.2.840.10045.2.1"
_STD_DH_SHA256_KDF = "1.3.132.1.11.1"
_NONCE, _TAG, _CEK = 12, 16, 32

# DER tags: universal, and context-specific [n] primitive or constructed.
_INTEGER, _BITS, _OCTETS, _SEQUENCE, _SET = 0x02, 0x03, 0x04, 0x30, 0x31
_CONTEXT, _CONTEXT_MADE = 0x80, 0xA0


def check_recipients(certificates: Sequence[bytes]) -> None:
    """Refuse recipients to whom nothing can be sealed (`CMS-KEY`, `CMS-TOO-MANY-RECIPIENTS`).

    Certificates are DER; each needs an RSA key of 2048 bits or more, or a P-256 key, and, where it says what the key is for,
    keyEncipherment (RSA) or keyAgreement (P-256). 1 to 14 of them, no two the same.
    """
    if not certificates:
        raise Refused("CMS-KEY", "Nobody was named to whom the bundle is sealed; name at least one recipient's certificate.")
    if len(certificates) > RECIPIENTS or len(set(certificates)) != len(certificates):
        raise Refused("CMS-TOO-MANY-RECIPIENTS", f"A bundle goes to {RECIPIENTS} different recipients at most.")
    for der in certificates:
        _check_recipient(der)


def _check_recipient(der: bytes) -> None:
    try:
        certificate = x509.load_der_x509_certificate(der)
        key = certificate.public_key()
    except ValueError as error:
        raise Refused("CMS-KEY", "A recipient's file is not a certificate.") from error
    is_rsa = isinstance(key, rsa.RSAPublicKey) and key.key_size >= 2048
    is_ec = isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        usage = None
    fits = usage is None or (usage.key_encipherment if is_rsa else usage.key_agreement)
    if not (is_rsa or is_ec) or not fits:
        raise Refused(
            "CMS-KEY",
            f"Nothing can be sealed to {certificate.subject.rfc4514_string()}: the certificate must be made for receiving "
            "encrypted data, with an RSA key of 2048 bits or more or a P-256 key.",
        )


def seal(plain: Iterable[bytes], size: int, recipients: Sequence[bytes]) -> Iterator[bytes]:
    """One volume in DER, piece by piece: `plain` is exactly `size` bytes; `recipients` are DER certificates (see `check_recipients`).

    Raises ValueError when `plain` is longer or shorter; what was written then must be thrown away.
    """
    key, nonce = os.urandom(_CEK), os.urandom(_NONCE)
    infos = b"".join(sorted(_recipient(der, key) for der in recipients))
    gcm = _tlv(_SEQUENCE, _oid(_AES_256_GCM), _tlv(_SEQUENCE, _tlv(_OCTETS, nonce), _tlv(_INTEGER, bytes([_TAG]))))
    kind = _oid("1.2.840.113549.1.7.1")
    # The content's own bytes are missing from here on, so every length around them is written by hand, from the inside out.
    content = _head(_CONTEXT, size)
    encrypted = kind + gcm + content
    encrypted = _head(_SEQUENCE, len(encrypted) + size) + encrypted
    before = _tlv(_INTEGER, b"\0") + _tlv(_SET, infos) + encrypted
    mac = 2 + _TAG
    before = _head(_SEQUENCE, len(before) + size + mac) + before
    before = _head(_CONTEXT_MADE, len(before) + size + mac) + before
    before = _oid(_AUTH_ENVELOPED) + before
    yield _head(_SEQUENCE, len(before) + size + mac) + before

    encryptor = Cipher(AES(key), GCM(nonce)).encryptor()
    done = 0
    for piece in plain:
        done += len(piece)
        yield encryptor.update(piece)
    if done != size:
        raise ValueError(f"a volume of {size} bytes was given {done}")
    yield encryptor.finalize()
    yield _tlv(_OCTETS, encryptor.tag)


def _recipient(der: bytes, content_key: bytes) -> bytes:
    key = x509.load_der_x509_certificate(der).public_key()
    certificate = asn1_x509.Certificate.load(der)
    identifier = cms.IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number})
    if isinstance(key, rsa.RSAPublicKey):
        return _transport(key, identifier, content_key)
    if isinstance(key, ec.EllipticCurvePublicKey):
        return _agreement(key, identifier, content_key)
    raise ValueError("a recipient's key was not checked")


def _transport(key: rsa.RSAPublicKey, identifier: cms.IssuerAndSerialNumber, content_key: bytes) -> bytes:
    """KeyTransRecipientInfo with RSAES-OAEP, SHA-256 in both places."""
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    parameters = algos.RSAESOAEPParams({"hash_algorithm": sha256, "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": sha256}})
    info = cms.KeyTransRecipientInfo(
        {
            "version": "v0",
            "rid": cms.RecipientIdentifier("issuer_and_serial_number", identifier),
            "key_encryption_algorithm": {"algorithm": "rsaes_oaep", "parameters": parameters},
            "encrypted_key": key.encrypt(content_key, oaep),
        }
    )
    encoded: bytes = cms.RecipientInfo("ktri", info).dump()
    return encoded


def _agreement(key: ec.EllipticCurvePublicKey, identifier: cms.IssuerAndSerialNumber, content_key: bytes) -> bytes:
    """KeyAgreeRecipientInfo: ephemeral P-256, X9.63 key derivation with SHA-256 over ECC-CMS-SharedInfo, AES-256 key wrap."""
    ephemeral = ec.generate_private_key(key.curve)
    wrap = _tlv(_SEQUENCE, _oid(_AES_256_WRAP))
    shared_info = _tlv(_SEQUENCE, wrap, _tlv(_CONTEXT_MADE + 2, _tlv(_OCTETS, struct.pack(">I", 8 * _CEK))))
    wrapping_key = X963KDF(hashes.SHA256(), _CEK, shared_info).derive(ephemeral.exchange(ec.ECDH(), key))
    point = ephemeral.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    # No parameters here, as OpenSSL writes it: the curve is the recipient's (RFC 5753 section 3.1.1 allows both).
    originator = _tlv(_CONTEXT_MADE + 1, _tlv(_SEQUENCE, _oid(_EC_PUBLIC_KEY)), _tlv(_BITS, b"\0" + point))
    encrypted = _tlv(_SEQUENCE, identifier.dump(), _tlv(_OCTETS, aes_key_wrap(wrapping_key, content_key)))
    return _tlv(
        _CONTEXT_MADE + 1,
        _tlv(_INTEGER, b"\3"),
        _tlv(_CONTEXT_MADE, originator),
        _tlv(_SEQUENCE, _oid(_STD_DH_SHA256_KDF), wrap),
        _tlv(_SEQUENCE, encrypted),
    )


def _oid(dotted: str) -> bytes:
    encoded: bytes = core.ObjectIdentifier(dotted).dump()
    return encoded


def _head(tag: int, length: int) -> bytes:
    """A DER tag and a definite length in its shortest form."""
    if length < 0x80:
        return bytes([tag, length])
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets


def _tlv(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return _head(tag, len(content)) + content
