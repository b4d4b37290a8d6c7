"""What a file is, by its content: the name it came with is only a name.

Nothing is opened, unpacked or drawn; the beginning of the file decides, and for containers the names that stand in it. Signatures: the
formats' own specifications, as collected in the IANA media type registry and the WHATWG MIME Sniffing standard (sections 6 and 7).
"""

import json
import re
from collections.abc import Callable

OCTETS = "application/octet-stream"
_HEAD = 4096
_JSON_PROOF = 16 * 1024 * 1024
"""A JSON text up to this size is read to prove that it is one; a larger one is believed by its two ends."""

_BEGINS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0", "image/tiff"),
    (b"MM\0+", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"{\\rtf", "application/rtf"),
    (b"\xffWPC", "application/vnd.wordperfect"),
    (b"%!PS", "application/postscript"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"ID3", "audio/mpeg"),
    (b"OggS\0", "application/ogg"),
    (b"fLaC", "audio/flac"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = (
    (b"avif", "image/avif"), (b"avis", "image/avif"), (b"heic", "image/heic"), (b"heix", "image/heic"), (b"heim", "image/heic"),
    (b"heis", "image/heic"), (b"hevc", "image/heic"), (b"hevx", "image/heic"), (b"mif1", "image/heif"), (b"msf1", "image/heif"),
    (b"M4A ", "audio/mp4"), (b"qt  ", "video/quicktime"), (b"isom", "video/mp4"), (b"mp41", "video/mp4"), (b"mp42", "video/mp4"),
)  # fmt: skip
_PARTS = (
    (b"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/workbook.", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_STREAMS = (
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("__substg1.0_", "application/vnd.ms-outlook"),
)
_BITMAP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_MARKUP = re.compile(rb"<(!doctype html|html|head|body|title|script|style|meta|div|table|p|h1)[\s>]", re.I)
_HEADER = re.compile(rb"([!-9;-~]+):(?=[ \t\r\n]|[!-~])")
_MAIL = frozenset({
    b"from", b"to", b"cc", b"subject", b"date", b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to", b"reply-to",
    b"sender", b"content-type", b"x-mailer", b"in-reply-to",
})  # fmt: skip
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def media_type(untrusted: bytes) -> str:
    """The media type, `application/octet-stream` when nothing is recognised; an empty file is that too. Never refuses."""
    head = untrusted[:_HEAD]
    if (at := head.find(b"%PDF-")) != -1 and at < 1024:
        return "application/pdf"
    for begins, found in _BEGINS:
        if head.startswith(begins):
            return found
    for look in (_riff, _iso_media, _zip, _ole, _bitmap, _dicom, _text):
        if found := look(untrusted):
            return found
    return OCTETS


def _riff(untrusted: bytes) -> str:
    return _RIFF.get(untrusted[8:12], "") if untrusted[:4] == b"RIFF" else ""


def _iso_media(untrusted: bytes) -> str:
    """HEIF and its relatives name their brands in the first box; the most telling one counts, wherever it stands in the list."""
    if untrusted[4:8] != b"ftyp":
        return ""
    size = min(int.from_bytes(untrusted[:4], "big"), 512)
    brands = {untrusted[8:12], *(untrusted[at : at + 4] for at in range(16, size, 4))}
    return next((found for brand, found in _BRANDS if brand in brands), "")


def _zip(untrusted: bytes) -> str:
    if untrusted[:4] not in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return ""
    if untrusted[30:38] == b"mimetype":
        said = re.match(rb"application/[a-z0-9.+-]{1,100}", untrusted[38:150].split(b"PK\x03\x04")[0].split(b"PK\x07\x08")[0])
        if said and said[0].startswith((b"application/vnd.oasis.opendocument.", b"application/epub+zip")):
            return said[0].decode("ascii")
    return next((found for part, found in _PARTS if part in untrusted), "application/zip")


def _ole(untrusted: bytes) -> str:
    if untrusted[:8] != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return ""
    return next((found for stream, found in _STREAMS if stream.encode("utf-16-le") in untrusted), "application/x-ole-storage")


def _bitmap(untrusted: bytes) -> str:
    return "image/bmp" if untrusted[:2] == b"BM" and int.from_bytes(untrusted[14:18], "little") in _BITMAP_HEADERS else ""


def _dicom(untrusted: bytes) -> str:
    return "application/dicom" if untrusted[128:132] == b"DICM" else ""


def _text(untrusted: bytes) -> str:
    """Mail, markup, JSON or plain text; nothing when it is no text."""
    if not untrusted or not _is_text(untrusted):
        return ""
    start = untrusted.removeprefix(b"\xef\xbb\xbf").lstrip()[:_HEAD]
    looks: tuple[Callable[[bytes, bytes], str], ...] = (_mail, _markup, _json)
    return next((found for look in looks if (found := look(start, untrusted))), "text/plain")


def _is_text(untrusted: bytes) -> bool:
    if untrusted.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8", "cp1252")
    for encoding in encodings:
        try:
            return not _NOT_TEXT.search(untrusted.decode(encoding))
        except UnicodeDecodeError:
            continue
    return False


def _mail(start: bytes, _untrusted: bytes) -> str:
    """At least two header fields that mail has, in an unbroken run of header fields at the beginning (RFC 5322, 2.2)."""
    known = 0
    for number, line in enumerate(start.splitlines()):
        if not line.strip():
            break
        if line[:1] in b" \t" or (number == 0 and line.startswith((b"From ", b">From "))):
            continue
        field = _HEADER.match(line)
        if field is None:
            break
        known += field[1].lower() in _MAIL
    return "message/rfc822" if known >= 2 else ""


def _markup(start: bytes, _untrusted: bytes) -> str:
    if start[:1] != b"<":
        return ""
    if _MARKUP.match(start) or (start.startswith(b"<!--") and _MARKUP.search(start)):
        return "text/html"
    if b"http://www.w3.org/1999/xhtml" in start and b"<html" in start:
        return "application/xhtml+xml"
    if re.search(rb"""xmlns\s*=\s*["']http://hl7\.org/fhir["']""", start):
        return "application/fhir+xml"
    return "application/xml" if re.match(rb"<\?xml[\s?]|<[A-Za-z_][^<>]*>", start) else ""


def _json(start: bytes, untrusted: bytes) -> str:
    if start[:1] not in (b"{", b"[") or untrusted.rstrip()[-1:] not in (b"}", b"]"):
        return ""
    if len(untrusted) <= _JSON_PROOF:
        try:
            json.loads(untrusted.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            return ""
    return "application/fhir+json" if re.search(rb'"resourceType"\s*:\s*"[A-Z]', untrusted[: 1024 * 1024]) else "application/json"
