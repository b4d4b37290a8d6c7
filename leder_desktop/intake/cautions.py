"""What a reviewer should hear about a file before it is opened or shared, in sentences.

Byte scans with caps: a caution means "look first", its absence is no promise. Nothing in the file is run, drawn or unpacked, except that
compressed object streams of a PDF are inflated up to a cap, because that is where newer PDFs keep their actions.
"""

import re
import zlib
from collections.abc import Iterator

_SCAN = 32 * 1024 * 1024
"""Bytes looked at from the beginning and from the end of a large file."""
_INFLATE = 16 * 1024 * 1024
_OBJECT_STREAMS = 400
_ESCAPES = 100_000
_EXIF = 1024 * 1024

WHERE_TAKEN = "This picture says where it was taken. Think of that before it is shared."
_PDF: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"/Encrypt(?![A-Za-z])"), "This PDF is encrypted: it may need a password, or forbid printing and copying."),
    (re.compile(rb"/(JS|JavaScript)(?![A-Za-z])"), "This PDF has a program (JavaScript) inside. It is never run here."),
    (re.compile(rb"/Launch(?![A-Za-z])"), "This PDF asks to start another program. It is never started here."),
    (re.compile(rb"/(EmbeddedFiles?|FileAttachment|RichMedia|Movie|Rendition)(?![A-Za-z])"), "This PDF has other files embedded in it."),
    (re.compile(rb"/XFA(?![A-Za-z])"), "This PDF is a form that other programs may fill in when it is opened (XFA)."),
)
_STREAM = re.compile(rb"stream\r?\n.*?(endstream|\Z)", re.S)
_OBJECT_STREAM = re.compile(rb"/ObjStm(?![A-Za-z])")
_STREAM_BEGINS = re.compile(rb"stream\r?\n")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_GPS_LATITUDE, _GPS_LONGITUDE, _GPS_POINTER = 2, 4, 0x8825


def cautions(untrusted: bytes, media_type: str) -> tuple[str, ...]:
    """Sentences about the file, none when there is nothing to say; `media_type` is that of `media_type.media_type`. Never refuses."""
    if media_type == "application/pdf":
        return tuple(_pdf(untrusted))
    if media_type.startswith("image/"):
        return (WHERE_TAKEN,) if _says_where(untrusted, media_type) else ()
    return tuple(sentence for pattern, sentence in _PLAIN.get(media_type, ()) if pattern.search(_ends(untrusted)))


def _names(*names: str) -> re.Pattern[bytes]:
    """Names of streams in an old Office file, which are UTF-16."""
    return re.compile(b"|".join(re.escape(name.encode("utf-16-le")) for name in names))


_MACROS = "This document has macros (small programs) inside. They are never run here."
_LOCKED = "This document needs a password."
_OLD_OFFICE = ((_names("_VBA_PROJECT", "Macros"), _MACROS), (_names("EncryptedPackage", "EncryptionInfo"), _LOCKED))
_OPEN_XML = (
    (re.compile(rb"vbaProject\.bin"), _MACROS),
    (re.compile(rb"/embeddings/|oleObject"), "This document has other files embedded in it."),
)
_PLAIN: dict[str, tuple[tuple[re.Pattern[bytes], str], ...]] = {
    **dict.fromkeys(
        ("application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/x-ole-storage"), _OLD_OFFICE
    ),
    **dict.fromkeys(
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        _OPEN_XML,
    ),
    "application/rtf": ((re.compile(rb"\\(object|objdata)\b"), "This document has other files embedded in it."),),
    "text/html": ((re.compile(rb"<script\b", re.I), "This page has a program (script) inside. It is never run here."),),
    "message/rfc822": (
        (re.compile(rb"^content-disposition:\s*attachment|^content-type:[^\n]*\bname\s*=", re.I | re.M), "This message has attachments."),
    ),
    "application/zip": (
        (re.compile(rb"\APK\x03\x04"), "This is a package of files. Take out what the review needs and attach each by itself."),
        (re.compile(rb"\APK\x03\x04..[\x01\x03\x05\x07\x09\x0b\x0d\x0f]", re.S), "This package needs a password."),
    ),
}


def _ends(untrusted: bytes) -> bytes:
    return untrusted if len(untrusted) <= 2 * _SCAN else untrusted[:_SCAN] + b"\n" + untrusted[-_SCAN:]


def _pdf(untrusted: bytes) -> Iterator[str]:
    """What stands in the objects of the file; the contents of streams are left out, where any bytes may look like a name."""
    scanned = _ends(untrusted)
    said = b"\n".join((_STREAM.sub(b"stream", scanned), *_inflated(scanned)))
    if b"#" in said:
        said = _ESCAPE.sub(lambda found: bytes((int(found[1], 16),)), said, count=_ESCAPES)
    for pattern, sentence in _PDF:
        if pattern.search(said):
            yield sentence


def _inflated(scanned: bytes) -> Iterator[bytes]:
    left = _INFLATE
    for found, _ in zip(_OBJECT_STREAM.finditer(scanned), range(_OBJECT_STREAMS), strict=False):
        begins = _STREAM_BEGINS.search(scanned, found.end(), found.end() + 2000)
        if left <= 0:
            return
        if begins is None:
            continue
        try:
            part = zlib.decompressobj().decompress(scanned[begins.end() : begins.end() + 1024 * 1024], left)
        except zlib.error:
            continue
        left -= len(part)
        yield part


def _says_where(untrusted: bytes, media_type: str) -> bool:
    head = untrusted[:_EXIF]
    if b"exif:GPSLatitude" in head:
        return True
    if media_type == "image/tiff":
        return _has_place(untrusted)
    starts = [found.end() for found in re.finditer(rb"Exif\0\0|eXIf|EXIF....", head, re.S)][:16]
    return any(_has_place(head[start : start + 256 * 1024]) for start in starts)


def _has_place(tiff: bytes) -> bool:
    """Does the Exif block, which is a small TIFF file, have a GPS directory with a latitude or longitude (Exif 2.32, 4.6.6)?"""
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(tiff[:4])
    if order is None:
        return False
    little = order == "little"
    return any(
        tag in (_GPS_LATITUDE, _GPS_LONGITUDE)
        for pointer, at in _directory(tiff, _number(tiff, 4, 4, little), little)
        if pointer == _GPS_POINTER
        for tag, _ in _directory(tiff, at, little)
    )


def _directory(tiff: bytes, at: int, little: bool) -> Iterator[tuple[int, int]]:
    """Tag and value (or its place) of each entry."""
    count = _number(tiff, at, 2, little) if 8 <= at < len(tiff) else 0
    for entry in range(at + 2, min(at + 2 + 12 * count, len(tiff) - 11), 12):
        yield _number(tiff, entry, 2, little), _number(tiff, entry + 8, 4, little)


def _number(data: bytes, at: int, size: int, little: bool) -> int:
    return int.from_bytes(data[at : at + size], "little" if little else "big")
