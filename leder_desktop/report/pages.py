# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""The paper: margins, the foot with reference and page number, the line that says a sample is a sample, headings and the outline."""

import io
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate

from leder_desktop.report import fonts
from leder_desktop.report.contents import PAGE, PLACED, Contents, Placed
from leder_desktop.report.letters import on_one_line
from leder_desktop.report.style import (
    AMBER,
    AMBER_INK,
    AMBER_WASH,
    BLUE,
    BOTTOM,
    LINE,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PAPER,
    SOFT,
    TINT,
    TOP,
    WIDTH,
    styles,
)  # fmt: skip
from leder_desktop.report.words import Words, escape

SAMPLE = "Sample case: invented, not a person"
PROGRAMME = "Learning from lives and deaths: people with a learning disability and autistic people"
COVER, TEXT = "cover", "text"
BAND = 176.0
"""Height of the blue band on the cover, in points."""


class Heading(Words):
    """A heading that stands in the outline and in the contents."""

    placed: tuple[int, str] | None = None


def _heading(level: int, text: str, style: ParagraphStyle, room: float) -> list[Flowable]:
    made = Heading(escape(text), style)
    made.placed = (level, text)
    return [CondPageBreak(room), made]


def section(text: str) -> list[Flowable]:
    """The heading of a section, never alone at a page's foot."""
    return _heading(0, text, styles().section, 250)


def part(text: str) -> list[Flowable]:
    return _heading(1, text, styles().part, 170)


class Paper(BaseDocTemplate):
    def __init__(self, out: io.BytesIO, *, reference: str, sample: bool, contents: Contents) -> None:
        self._reference, self._sample, self._contents = on_one_line(reference, 60), sample, contents
        title = f"LeDeR review {self._reference}".strip()
        super().__init__(
            out, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), title=title, author="", subject="", creator="LeDeR reviewer's desktop", lang="en-GB",
            invariant=1, initialFontName=fonts.REGULAR, initialFontSize=10, displayDocTitle=True,
        )  # fmt: skip
        self.addPageTemplates([
            PageTemplate(COVER, [_frame(BAND + 54)], onPage=self._draw_cover, onPageEnd=self._draw_foot, autoNextPageTemplate=TEXT),
            PageTemplate(TEXT, [_frame(TOP)], onPageEnd=self._draw_foot),
        ])  # fmt: skip

    def beforeDocument(self) -> None:
        self._keys = 0

    def afterFlowable(self, flowable: Flowable) -> None:
        placed = getattr(flowable, "placed", None)
        if placed is None:
            return
        level, text = placed
        key = f"h{self._keys}"
        self._keys += 1
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(text, key, level, closed=level > 0)
        self.notify(PLACED, Placed(level=level, key=key, text=text, page=self.page))

    def afterPage(self) -> None:
        self.notify(PAGE, self.page)

    def _draw_cover(self, canvas: Any, _document: Any) -> None:
        canvas.saveState()
        canvas.setFillColor(BLUE)
        canvas.rect(0, PAGE_HEIGHT - BAND, PAGE_WIDTH, BAND, stroke=0, fill=1)
        canvas.setFillColor(TINT)
        canvas.rect(0, PAGE_HEIGHT - BAND - 5, PAGE_WIDTH, 5, stroke=0, fill=1)
        canvas.setFillColor(PAPER)
        canvas.setFont(fonts.BOLD, 34)
        canvas.drawString(MARGIN, PAGE_HEIGHT - BAND + 58, "LeDeR review")
        canvas.setFont(fonts.REGULAR, 11.5)
        canvas.drawString(MARGIN, PAGE_HEIGHT - BAND + 33, PROGRAMME)
        canvas.restoreState()

    def _draw_foot(self, canvas: Any, _document: Any) -> None:
        canvas.saveState()
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.6)
        canvas.line(MARGIN, 44, PAGE_WIDTH - MARGIN, 44)
        canvas.setFillColor(SOFT)
        canvas.setFont(fonts.REGULAR, 8.5)
        canvas.drawString(MARGIN, 30, self._reference)
        canvas.drawRightString(
            PAGE_WIDTH - MARGIN, 30, f"Page {canvas.getPageNumber()} of {max(self._contents.pages, canvas.getPageNumber())}"
        )
        canvas.setFont(fonts.BOLD, 8.5)
        canvas.drawCentredString(PAGE_WIDTH / 2, 30, "In confidence")
        if self._sample:
            canvas.setFillColor(AMBER_WASH)
            canvas.setStrokeColor(AMBER)
            canvas.roundRect(PAGE_WIDTH / 2 - 112, PAGE_HEIGHT - 38, 224, 20, 4, stroke=1, fill=1)
            canvas.setFillColor(AMBER_INK)
            canvas.setFont(fonts.BOLD, 9.5)
            canvas.drawCentredString(PAGE_WIDTH / 2, PAGE_HEIGHT - 31.5, SAMPLE)
        canvas.restoreState()


def _frame(top: float) -> Frame:
    return Frame(MARGIN, BOTTOM, WIDTH, PAGE_HEIGHT - top - BOTTOM, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
