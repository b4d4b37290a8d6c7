"""Reads one volume: a CMS AuthEnvelopedData (RFC 5083, RFC 5084) of definite length, and nothing else (bundle format 1.4).

The head is read strictly; then one pass over the file gives its SHA-512 and checks the GCM tag, and throws the plaintext
away. Only a volume whose tag fits can be read afterwards (`OpenedVolume`), and no plaintext is ever written to disk.
"""

import hashlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import GCM

from leder_desktop.bundle.verify import der
from leder_desktop.bundle.verify.recipient import RecipientKey
from leder_desktop.bundle.verify.source import PIECE, FileSource, OpenedVolume
from leder_desktop.bundle.verify.unwrap import AlgorithmNotAllowed, Wrapped, read_recipient, unwrap
from leder_desktop.bundle.verify.verdict import Fault

MAXIMUM_HEAD = 64 << 10
"""Bytes before the encrypted content: 14 recipients with 4096-bit keys and long names need about 16 KiB."""

MAXIMUM_RECIPIENTS = 14
MAXIMUM_PLAIN = 256 << 20
NONCE, TAG = 12, 16

_AUTH_ENVELOPED = bytes.fromhex("060b2a864886f70d0109100117")
_DATA = bytes.fromhex("06092a864886f70d010701")
_AES256_GCM = bytes.fromhex("060960864801650304012e")


@dataclass(frozen=True, kw_only=True)
class VolumeHead:
    """What stands before and after the encrypted content of a volume."""

    recipients: tuple[Wrapped, ...]
    nonce: bytes
    start: int
    end: int
    """Where the encrypted content begins and ends in the file."""

    tag: bytes


@dataclass(frozen=True, kw_only=True)
class VolumePass:
    """What one pass over a volume found."""

    sha512: str
    opened: OpenedVolume | None = field(repr=False)
    """Readable plaintext; None where `fault` says why not."""

    fault: Fault | None


def read_head(file: FileSource, path: str) -> VolumeHead:
    """Faults: CMS-NOT-DER, -STRUCTURE, -NOT-AUTHENVELOPED, -VERSION, -CONTENT-TYPE, -ALG, -KEYTRANS-ALG, -GCM-PARAMS,
    -TOO-MANY-RECIPIENTS, -TAG, -TRUNCATED, -TRAILING-BYTES."""
    data = file.read_at(0, MAXIMUM_HEAD)
    try:
        return _head(file, data, path)
    except der.NotDer:
        raise Fault("CMS-NOT-DER", path) from None
    except der.Unexpected:
        raise Fault("CMS-STRUCTURE", path) from None
    except AlgorithmNotAllowed:
        raise Fault("CMS-KEYTRANS-ALG", path) from None


def read_volume(file: FileSource, path: str, key: RecipientKey | None) -> VolumePass:
    """One pass over a volume. Without a key its digest and its syntax are found, and the fault is CMS-NOT-FOR-ME."""
    try:
        head = read_head(file, path)
        content_key = _content_key(head, key, path)
    except Fault as fault:
        return VolumePass(sha512=_digest_of(file), opened=None, fault=fault)
    digest = hashlib.sha512(file.read_at(0, head.start))
    gcm = Cipher(AES(content_key), GCM(head.nonce, head.tag)).decryptor()
    position = head.start
    while position < head.end:
        piece = file.read_at(position, min(PIECE, head.end - position))
        if not piece:
            return VolumePass(sha512=digest.hexdigest(), opened=None, fault=Fault("CMS-TRUNCATED", path))
        digest.update(piece)
        gcm.update(piece)
        position += len(piece)
    digest.update(file.read_at(head.end, file.size - head.end))
    try:
        gcm.finalize()
    except InvalidTag:
        return VolumePass(sha512=digest.hexdigest(), opened=None, fault=Fault("CMS-TAG-WRONG", path))
    opened = OpenedVolume(file=file, start=head.start, size=head.end - head.start, nonce=head.nonce, key=content_key)
    return VolumePass(sha512=digest.hexdigest(), opened=opened, fault=None)


def _digest_of(file: FileSource) -> str:
    digest = hashlib.sha512()
    position = 0
    while piece := file.read_at(position, PIECE):
        digest.update(piece)
        position += len(piece)
    return digest.hexdigest()


def _content_key(head: VolumeHead, key: RecipientKey | None, path: str) -> bytes:
    if key is None:
        raise Fault("CMS-NOT-FOR-ME", path)
    mine = [wrapped for wrapped in head.recipients if wrapped.is_for(key)]
    if not mine:
        raise Fault("CMS-NOT-FOR-ME", path)
    for wrapped in mine:
        content_key = unwrap(wrapped, key)
        if content_key is not None:
            return content_key
    raise Fault("CMS-KEY", path)


def _head(file: FileSource, data: bytes, path: str) -> VolumeHead:
    outer = der.header(data, 0)
    if outer.tag != der.SEQUENCE:
        raise Fault("CMS-STRUCTURE" if outer.tag & der.CONSTRUCTED else "CMS-NOT-DER", path)
    if outer.end > file.size:
        raise Fault("CMS-TRUNCATED", path)
    if outer.end < file.size:
        raise Fault("CMS-TRAILING-BYTES", path)
    kind = _part(data, outer.start, outer.end)
    if der.whole(data, kind) != _AUTH_ENVELOPED:
        raise Fault("CMS-NOT-AUTHENVELOPED" if kind.tag == der.OID else "CMS-STRUCTURE", path)
    wrapper = _part(data, kind.end, outer.end, tag=0xA0, fills=True)
    body = _part(data, wrapper.start, wrapper.end, tag=der.SEQUENCE, fills=True)

    version = _part(data, body.start, body.end, tag=der.INTEGER)
    der.check_element(data, version)
    if data[version.start : version.end] != b"\x00":
        raise Fault("CMS-VERSION", path)
    recipients = _part(data, version.end, body.end, tag=der.SET)
    if recipients.end > len(data):
        raise der.Unexpected
    der.check_element(data, recipients)
    wrapped = der.children(data, recipients, der.SET)
    if not wrapped:
        raise der.Unexpected
    if len(wrapped) > MAXIMUM_RECIPIENTS:
        raise Fault("CMS-TOO-MANY-RECIPIENTS", path)

    content = _part(data, recipients.end, body.end, tag=der.SEQUENCE)
    kind = _part(data, content.start, content.end, tag=der.OID)
    if der.whole(data, kind) != _DATA:
        raise Fault("CMS-CONTENT-TYPE", path)
    algorithm = _part(data, kind.end, content.end, tag=der.SEQUENCE)
    if algorithm.end > len(data):
        raise der.Unexpected
    nonce = _nonce(data, algorithm, path)
    sealed = _part(data, algorithm.end, content.end, tag=0x80, fills=True)
    if not 0 < sealed.end - sealed.start <= MAXIMUM_PLAIN:
        raise der.Unexpected

    # Behind the content lies the tag alone: no authenticated and no unauthenticated attributes.
    after = file.read_at(content.end, body.end - content.end) if body.end - content.end <= MAXIMUM_HEAD else b""
    ends = der.inside(after, 0, len(after))
    if len(ends) != 1 or ends[0].tag != der.OCTETS:
        raise der.Unexpected
    tag = after[ends[0].start : ends[0].end]
    if len(tag) != TAG:
        raise Fault("CMS-TAG", path)
    return VolumeHead(
        recipients=tuple(read_recipient(data, one) for one in wrapped), nonce=nonce, start=sealed.start, end=sealed.end, tag=tag
    )


def _part(data: bytes, start: int, end: int, *, tag: int | None = None, fills: bool = False) -> der.Element:
    """The element at `start`, inside a value that ends at `end`; its own value may lie beyond what has been read so far."""
    if start >= end:
        raise der.Unexpected
    found = der.header(data, start)
    if found.end > end:
        raise der.NotDer
    if (tag is not None and found.tag != tag) or (fills and found.end != end):
        raise der.Unexpected
    return found


def _nonce(data: bytes, algorithm: der.Element, path: str) -> bytes:
    der.check_element(data, algorithm)
    parts = der.children(data, algorithm, der.SEQUENCE)
    if not parts or der.whole(data, parts[0]) != _AES256_GCM:
        raise Fault("CMS-ALG", path)
    try:
        if len(parts) != 2:
            raise der.Unexpected
        nonce, length = der.children(data, parts[1], der.SEQUENCE)
        if der.small_integer(data, length) != TAG or nonce.tag != der.OCTETS or nonce.end - nonce.start != NONCE:
            raise der.Unexpected
    except (der.Unexpected, ValueError):
        raise Fault("CMS-GCM-PARAMS", path) from None
    return data[nonce.start : nonce.end]
