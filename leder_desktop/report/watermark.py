"""Pages for a printer: each says who printed it, when, and for whom, across the page and at its foot."""

import io
from typing import Any

from leder_desktop.report import fonts
from leder_desktop.report.letters import on_one_line

LONGEST = 160
"""Letters of the line; more would not fit across a page."""
PALE, INK = 0.86, 0.35
"""How grey (0 black, 1 white) the line across the page and the one at its foot are."""


def watermarked(pdf: bytes, *, line: str) -> bytes:
    """The same pages with `line` across and at the foot of each. PDFium may be in one thread at a time: the caller sees to that."""
    import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

    # the library has no stubs; `Any` stays in this function
    pages: Any = pypdfium2.PdfDocument(pdf)
    out: Any = pypdfium2.PdfDocument.new()
    marks: Any = pypdfium2.PdfDocument(_marks([pages.get_page_size(number) for number in range(len(pages))], on_one_line(line, LONGEST)))
    try:
        out.import_pages(pages)
        for number in range(len(out)):
            page, mark = out[number], marks.page_as_xobject(number, out)
            page.insert_obj(mark.as_pageobject())
            page.gen_content()
            page.close()
        held = io.BytesIO()
        out.save(held)
        return held.getvalue()
    finally:
        for one in (marks, out, pages):
            one.close()


def _marks(sizes: list[tuple[float, float]], line: str) -> bytes:
    """A PDF of nothing but the marks, one page for each size in points."""
    from reportlab.pdfgen.canvas import Canvas

    fonts.letters()
    out = io.BytesIO()
    canvas: Any = Canvas(out, invariant=1)
    for wide, tall in sizes:
        canvas.setPageSize((wide, tall))
        canvas.setFillGray(PALE)
        canvas.setFont(fonts.BOLD, 13)
        for share in (0.3, 0.55, 0.8):
            canvas.saveState()
            canvas.translate(wide / 2, tall * share)
            canvas.rotate(18)
            canvas.drawCentredString(0, 0, line)
            canvas.restoreState()
        canvas.setFillGray(INK)
        canvas.setFont(fonts.REGULAR, 7.5)
        canvas.drawCentredString(wide / 2, 16, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
