# pyright: reportUnknownMemberType=false, reportArgumentType=false
"""What a signature looks like on the page: name, role and the claimed time in a frame, drawn with the report's own font.

A one-page PDF that the signing part puts into the signature field. Drawn by reportlab with an embedded font: the stamps that
pyHanko makes itself have glyph widths that break PDF/A (6.2.11.5) and PDF/UA (7.21.5).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from leder_desktop.model.dates import day_words

_LARGEST, _SMALLEST = 10.0, 4.0
_MARGIN, _LEADING = 5.0, 1.3


@dataclass(frozen=True, kw_only=True)
class Box:
    """A place on a page, in points (1/72 inch) from the page's lower left corner."""

    page: int
    """From 1."""

    x: float
    y: float
    width: float
    height: float


def lines(name: str, role: str, at: datetime) -> tuple[str, ...]:
    """The text in the box; the time is the computer's own, so it is told as a claim."""
    utc = at.astimezone(UTC)
    return name, role, f"Signed {day_words(utc)}, {utc:%H:%M} UTC,", "by the clock of the signer's computer"


def draw(text: Sequence[str], *, width: float, height: float, font: Path) -> bytes:
    """The page as PDF bytes, the same for the same text; the type shrinks (10 to 4 points) to the longest line, then that is cut."""
    face = f"LederSignature-{font.stem}"
    if face not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(face, str(font)))
    widest = max(pdfmetrics.stringWidth(line, face, 1.0) for line in text)
    fits = min((width - 2 * _MARGIN) / widest, (height - 2 * _MARGIN) / (len(text) * _LEADING))
    size = max(_SMALLEST, min(_LARGEST, fits))
    page = io.BytesIO()
    canvas = Canvas(page, pagesize=(width, height), invariant=1, initialFontName=face, initialFontSize=size)
    canvas.setLineWidth(0.75)
    canvas.rect(0.5, 0.5, width - 1, height - 1)
    for number, line in enumerate(text, start=1):
        canvas.setFont(face, size)
        canvas.drawString(_MARGIN, height - _MARGIN - number * size * _LEADING + 0.3 * size, _cut(line, face, size, width - 2 * _MARGIN))
    canvas.showPage()
    canvas.save()
    return page.getvalue()


def _cut(line: str, face: str, size: float, width: float) -> str:
    """The line, or as much of it as fits with an ellipsis; the whole name is in the certificate."""
    if pdfmetrics.stringWidth(line, face, size) <= width:
        return line
    while pdfmetrics.stringWidth(line + "…", face, size) > width:
        line = line[:-1]
    return line.rstrip() + "…"
