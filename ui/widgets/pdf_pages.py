"""Pages of a PDF from bytes in memory (pypdfium2, as measured in the design: it writes no file)."""

from typing import Any

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]
from PySide6.QtGui import QImage

from leder_desktop.errors import Refused
from leder_desktop.operations.other_person import ONE_AT_A_TIME

WIDEST = 4_000
"""Pixels: a page is never drawn wider, whatever it claims to be."""
TALLEST = 12_000


class PdfPages:
    def __init__(self, untrusted: bytes, unreadable: str, locked: str) -> None:
        self._unreadable = unreadable
        try:
            # the library has no stubs; `Any` stays in this file
            with ONE_AT_A_TIME:
                self._pdf: Any = pypdfium2.PdfDocument(untrusted)
                self._count: int = len(self._pdf)
        except pypdfium2.PdfiumError as why:
            password = "password" in str(why).lower()
            raise Refused("unreadable", locked if password else unreadable) from None
        if not self._count:
            raise Refused("unreadable", unreadable)

    def count(self) -> int:
        return self._count

    def _page(self, page: int) -> Any:
        try:
            return self._pdf[page]
        except pypdfium2.PdfiumError:
            raise Refused("unreadable", self._unreadable) from None

    def words(self, page: int) -> str:
        try:
            with ONE_AT_A_TIME:
                text: str = self._page(page).get_textpage().get_text_bounded()
        except pypdfium2.PdfiumError:
            return ""
        return text.replace("\r\n", "\n").replace("\x00", "\ufffd").replace("\ufffe", "-")

    def image(self, page: int, width: int) -> QImage | None:
        with ONE_AT_A_TIME:
            return self._image(page, width)

    def _image(self, page: int, width: int) -> QImage:
        sheet = self._page(page)
        wide, tall = float(sheet.get_width()), float(sheet.get_height())
        if wide <= 0 or tall <= 0:
            raise Refused("unreadable", self._unreadable)
        scale = min(min(width, WIDEST) / wide, TALLEST / tall)
        try:
            drawn: Any = sheet.render(scale=scale, rev_byteorder=True, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx, prefer_bgrx=True)
        except pypdfium2.PdfiumError:
            raise Refused("unreadable", self._unreadable) from None
        image = QImage(bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGBX8888)
        return image.copy()

    def close(self) -> None:
        with ONE_AT_A_TIME:
            self._pdf.close()
