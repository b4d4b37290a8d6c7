"""Bytes of a record -> pages to look at. From memory only; nothing is written, nothing is fetched, no SVG, no HTML.

The format is taken from the first bytes and named to Qt explicitly, so a file cannot choose its own decoder.
"""

from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from leder_desktop.errors import Refused

LIMIT_MB = 64
"""Memory one picture may take when it is unpacked."""
UNREADABLE = (
    "This document cannot be shown here: it is damaged, or of a kind this program does not open. The file itself is kept as it came."
)
LOCKED = "This document is locked with a password, so it cannot be shown here. The file itself is kept as it came."
PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
    (b"GIF8", "gif"),
)
TEXT_LETTERS = 3_000
"""Letters on one page of a text."""


def kind_of(untrusted: bytes) -> str:
    """pdf, png, jpeg, tiff, bmp, gif, webp, text, or "" for what cannot be shown."""
    if b"%PDF-" in untrusted[:1024]:
        return "pdf"
    for start, kind in PICTURES:
        if untrusted.startswith(start):
            return kind
    if untrusted[:4] == b"RIFF" and untrusted[8:12] == b"WEBP":
        return "webp"
    try:
        untrusted.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "" if b"\x00" in untrusted else "text"


class Pages(Protocol):
    def count(self) -> int: ...
    def words(self, page: int) -> str:
        """The words of a page, or "" if it is only a picture. Pages count from 0."""
        ...

    def image(self, page: int, width: int) -> QImage | None:
        """The page `width` pixels wide, or None where there are only words."""
        ...

    def close(self) -> None: ...


class TextPages:
    def __init__(self, untrusted: bytes) -> None:
        whole = untrusted.decode("utf-8", errors="replace").replace("\r\n", "\n").replace("\x00", "\ufffd")
        self._pages: list[str] = []
        while whole:
            at = (
                len(whole)
                if len(whole) <= TEXT_LETTERS
                else max(whole.rfind("\n", 0, TEXT_LETTERS), whole.rfind(" ", 0, TEXT_LETTERS), 0) + 1
            )
            at = at if at > 1 else TEXT_LETTERS
            self._pages.append(whole[:at])
            whole = whole[at:]

    def count(self) -> int:
        return max(1, len(self._pages))

    def words(self, page: int) -> str:
        return self._pages[page] if self._pages else ""

    def image(self, page: int, width: int) -> QImage | None:
        return None

    def close(self) -> None:
        self._pages.clear()


class PicturePages:
    """One picture; every page of a TIFF."""

    def __init__(self, untrusted: bytes, kind: str) -> None:
        QImageReader.setAllocationLimit(LIMIT_MB)
        self._bytes, self._kind = QByteArray(untrusted), kind
        buffer, reader = self._reader()
        self._count = max(1, reader.imageCount()) if kind == "tiff" else 1
        if not reader.canRead():
            raise Refused("unreadable", UNREADABLE)
        buffer.close()
        self.image(0, 100)

    def _reader(self) -> tuple[QBuffer, QImageReader]:
        buffer = QBuffer(self._bytes)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer, QByteArray(self._kind.encode()))
        reader.setDecideFormatFromContent(False)
        reader.setAutoDetectImageFormat(False)
        reader.setAutoTransform(True)
        return buffer, reader

    def count(self) -> int:
        return self._count

    def words(self, page: int) -> str:
        return ""

    def image(self, page: int, width: int) -> QImage | None:
        buffer, reader = self._reader()
        if page:
            reader.jumpToImage(page)
        found = reader.read()
        buffer.close()
        if found.isNull():
            raise Refused("unreadable", UNREADABLE)
        return found.scaledToWidth(max(width, 1)) if found.width() != width else found

    def close(self) -> None:
        self._bytes.clear()


def open_pages(untrusted: bytes) -> Pages:
    """Refused `unreadable` for what cannot be shown, with a sentence."""
    kind = kind_of(untrusted)
    if kind == "pdf":
        from ui.widgets.pdf_pages import PdfPages  # 55 ms, only when a PDF is looked at

        return PdfPages(untrusted, UNREADABLE, LOCKED)
    if kind == "text":
        return TextPages(untrusted)
    if kind:
        return PicturePages(untrusted, kind)
    raise Refused("unreadable", UNREADABLE)
