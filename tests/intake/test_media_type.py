import io
import struct
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from leder_desktop.intake.cautions import WHERE_TAKEN, cautions
from leder_desktop.intake.media_type import media_type

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def package(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        if first:
            archive.writestr(*first)
        for name in names:
            archive.writestr(name, b"x")
    return made.getvalue()


def heif(*brands: bytes) -> bytes:
    return struct.pack(">I", 8 + 8 + 4 * (len(brands) - 1)) + b"ftyp" + brands[0] + bytes(4) + b"".join(brands[1:]) + bytes(40)


def exif(*, place: bool, order: str = "<") -> bytes:
    """An Exif block with one entry, the pointer to a GPS directory, which has a latitude or only a version."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    gps = struct.pack(f"{order}HHHII", 1, 2 if place else 0, 5, 3, 60) + bytes(4)
    return mark + struct.pack(f"{order}IHHHIII", 8, 1, 0x8825, 4, 1, 26, 0) + gps + bytes(64)


def mail(*, attachment: bool) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.invalid", "b@example.invalid", "Minutes"
    message.set_content("As discussed.")
    if attachment:
        message.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    return bytes(message)


@pytest.mark.parametrize(
    ("untrusted", "expected"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"rubbish\n" * 20 + b"%PDF-1.4", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"II*\0\x08\0\0\0", "image/tiff"),
        (b"MM\0*\0\0\0\x08", "image/tiff"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\x10\0\0\0WAVEfmt ", "audio/wav"),
        (b"BM" + bytes(12) + struct.pack("<I", 40) + bytes(40), "image/bmp"),
        (b"GIF89a\x01\0", "image/gif"),
        (heif(b"heic", b"mif1"), "image/heic"),
        (heif(b"mif1", b"heic"), "image/heic"),
        (heif(b"mif1", b"miaf"), "image/heif"),
        (heif(b"mif1", b"avif"), "image/avif"),
        (heif(b"isom", b"mp42"), "video/mp4"),
        (package("[Content_Types].xml", "word/document.xml"), DOCX),
        (package("[Content_Types].xml", "xl/workbook.xml"), XLSX),
        (package("content.xml", first=("mimetype", b"application/vnd.oasis.opendocument.text")), "application/vnd.oasis.opendocument.text"),
        (package("a.txt"), "application/zip"),
        (package(), "application/zip"),
        (package("a", first=("mimetype", b"text/evil")), "application/zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "application/msword"),
        (OLE + "Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
        (OLE, "application/x-ole-storage"),
        (b"{\\rtf1\\ansi hello}", "application/rtf"),
        (mail(attachment=False), "message/rfc822"),
        (b"From a@b Sat Nov 1\nReceived: x\nSubject: y\n\nz", "message/rfc822"),
        (b"Dear all,\nSubject: nothing\n", "text/plain"),
        (b"Note: call the ward\n", "text/plain"),
        (b"<!DOCTYPE html>\n<html></html>", "text/html"),
        (b"\xef\xbb\xbf  <HTML lang=en>", "text/html"),
        (b'<?xml version="1.0"?><Patient xmlns="http://hl7.org/fhir"/>', "application/fhir+xml"),
        (b"<?xml version='1.0'?><a/>", "application/xml"),
        (b"<3 and more", "text/plain"),
        (b'{"resourceType": "Bundle"}', "application/fhir+json"),
        (b'{"a": 1}', "application/json"),
        (b"[1, 2]", "application/json"),
        (b"[see page 2]", "text/plain"),
        (b"{" * 50_000 + b"}", "text/plain"),
        ("naïve café".encode(), "text/plain"),
        ("naïve café".encode("cp1252"), "text/plain"),
        ("naïve".encode("utf-16"), "text/plain"),
        (b"a,b\r\n1,2\r\n", "text/plain"),
        (b"", "application/octet-stream"),
        (b"\0\1\2\3", "application/octet-stream"),
        (b"BM and then text", "text/plain"),
    ],
)  # fmt: skip
def test_by_content(untrusted: bytes, expected: str):
    assert media_type(untrusted) == expected


def said(untrusted: bytes) -> str:
    return " ".join(cautions(untrusted, media_type(untrusted)))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("place", [True, False])
def test_a_picture_that_says_where_it_was_taken(place: bool, order: str):
    block = exif(place=place, order=order)
    pictures = [
        b"\xff\xd8\xff\xe1\0\xf0Exif\0\0" + block,
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(block)) + b"eXIf" + block,
        b"RIFF\xff\0\0\0WEBPEXIF" + struct.pack("<I", len(block)) + block,
        heif(b"heic") + bytes(4) + b"Exif\0\0" + block,
        block,
    ]
    for picture in pictures:
        assert cautions(picture, media_type(picture)) == ((WHERE_TAKEN,) if place else ())


def test_a_broken_exif_block_is_no_place():
    for end in range(0, 60, 3):
        assert cautions(b"\xff\xd8\xffExif\0\0" + exif(place=True)[:end], "image/jpeg") in ((), (WHERE_TAKEN,))


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        (b"trailer << /Encrypt 5 0 R >>", "encrypted"),
        (b"<< /S /JavaScript /JS (app.alert) >>", "JavaScript"),
        (b"<< /S /J#61vaScript >>", "JavaScript"),
        (b"<< /S /Launch >>", "another program"),
        (b"<< /Names << /EmbeddedFiles 3 0 R >> >>", "embedded"),
        (b"<< /XFA 1 0 R >>", "form"),
        (b"4 0 obj << /Type /ObjStm /N 1 >>\nstream\n" + zlib.compress(b"<< /S /JavaScript >>") + b"\nendstream", "JavaScript"),
    ],
)
def test_what_a_pdf_has_inside(inside: bytes, word: str):
    assert word in said(b"%PDF-1.7\n" + inside)


def test_a_quiet_pdf_and_bytes_that_only_look_like_names():
    assert said(b"%PDF-1.7\n1 0 obj << /Length 9 >>\nstream\n/JavaScript /Launch\nendstream\n<< /JSON /Encryption 1 >>") == ""


def test_an_object_stream_cannot_fill_the_memory():
    bomb = b"<< /Type /ObjStm >>\nstream\n" + zlib.compress(b"\0" * 30_000_000) + b"\nendstream\n"
    assert said(b"%PDF-1.7\n" + bomb * 5) == ""
    assert said(b"%PDF-1.7\n" + b"/ObjStm " * 200_000) == ""


def test_other_things_to_hear():
    assert "macros" in said(package("word/document.xml", "word/vbaProject.bin"))
    assert said(package("word/document.xml")) == ""
    assert "macros" in said(OLE + "WordDocument".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le"))
    assert "password" in said(OLE + "EncryptedPackage".encode("utf-16-le"))
    assert "attachments" in said(mail(attachment=True))
    assert said(mail(attachment=False)) == ""
    assert "script" in said(b"<html><SCRIPT>x</SCRIPT></html>")
    assert "embedded" in said(b"{\\rtf1 {\\object x}}")
    assert "package of files" in said(package("a"))
    locked = bytearray(package("a"))
    locked[6] |= 1
    assert "password" in said(bytes(locked))


def test_the_shared_evidence_is_what_it_is(cases: Path):
    known = {
        ".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".bmp": "image/bmp",
        ".tif": "image/tiff", ".tiff": "image/tiff", ".webp": "image/webp", ".heic": "image/heic", ".mht": "message/rfc822",
        ".rtf": "application/rtf",
    }  # fmt: skip
    broken_headers = {"T01_005_header-invalid-syntax-replace-char.pdf", "T01_007_header-no-version-info.pdf"}
    seen = 0
    for folder in ("evidence-formats", "pdf-malformed"):
        for path in sorted((cases / folder).rglob("*")):
            if path.is_file():
                untrusted = path.read_bytes()
                found = media_type(untrusted)
                cautions(untrusted, found)
                if path.suffix in known and path.name not in broken_headers:
                    assert found == known[path.suffix], path.name
                    seen += 1
    assert seen > 100
    assert all(media_type(path.read_bytes()) == "message/rfc822" for path in (cases / "evidence-formats/email-cpython").glob("msg_*.txt"))


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("pdf-malformed/cabinet-of-horrors/javascript.pdf", "JavaScript"),
        ("pdf-malformed/cabinet-of-horrors/encryption_openpassword.pdf", "encrypted"),
        ("pdf-malformed/cabinet-of-horrors/fileAttachment_fileAttachmentAnnotation.pdf", "embedded"),
        ("evidence-formats/images-pillow/exif_gps.jpg", "where it was taken"),
    ],
)
def test_the_shared_evidence_is_told_about(cases: Path, name: str, word: str):
    assert word in said((cases / name).read_bytes())
