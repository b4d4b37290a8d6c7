"""Colours, sizes and paragraph styles of the report. The colours are the window's own; every text has 4.5:1 on its ground (WCAG 2.2 AA)."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from leder_desktop.report import fonts

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 60.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
"""Of the text, in points."""
TOP, BOTTOM = 66.0, 62.0

BLUE, BLUE_INK, INK, SOFT = HexColor("#005EB8"), HexColor("#00519E"), HexColor("#212B32"), HexColor("#4C6272")
LINE, GROUND, WASH, TINT = HexColor("#D8DFE3"), HexColor("#F0F4F5"), HexColor("#E6F0F9"), HexColor("#B9D6F0")
AMBER, AMBER_INK, AMBER_WASH, PAPER = HexColor("#B36B00"), HexColor("#6E4300"), HexColor("#FFF3D9"), HexColor("#FFFFFF")


@dataclass(frozen=True, kw_only=True)
class Styles:
    text: ParagraphStyle
    """Ten points, for tables and short statements."""
    bold: ParagraphStyle
    small: ParagraphStyle
    """Soft, for what belongs to something else: citations, provenance."""
    faint: ParagraphStyle
    """In place of what is not there; as high as a line of text."""
    tag: ParagraphStyle
    alarm: ParagraphStyle
    """A tag that asks for another look."""
    prose: ParagraphStyle
    """For reading at length: about 70 characters in a line."""
    inner: ParagraphStyle
    """A heading inside what somebody wrote."""
    item: ParagraphStyle
    quote: ParagraphStyle
    section: ParagraphStyle
    part: ParagraphStyle
    lead: ParagraphStyle
    head: ParagraphStyle
    """Of a table's column."""
    caption: ParagraphStyle
    """Of a fact; as high as a line of text, so that both stand on one line."""
    grade: ParagraphStyle
    name: ParagraphStyle
    full_name: ParagraphStyle
    life: ParagraphStyle


def _style(name: str, size: float, leading: float, *, font: str = fonts.REGULAR, colour: Color = INK, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=font, fontSize=size, leading=leading, textColor=colour, bulletFontName=font, splitLongWords=1, **more
    )


@cache
def styles() -> Styles:
    fonts.letters()
    return Styles(
        text=_style("text", 10, 14, spaceAfter=2),
        bold=_style("bold", 10, 14, font=fonts.BOLD),
        small=_style("small", 8.5, 11.5, colour=SOFT, spaceAfter=1),
        faint=_style("faint", 9, 14, font=fonts.ITALIC, colour=SOFT),
        tag=_style("tag", 8.5, 11.5, font=fonts.BOLD, colour=BLUE_INK, spaceAfter=2),
        alarm=_style("alarm", 8.5, 11.5, font=fonts.BOLD, colour=AMBER_INK, spaceAfter=2),
        prose=_style("prose", 11.5, 17, spaceAfter=9, rightIndent=45),
        inner=_style("inner", 11.5, 17, font=fonts.BOLD, spaceBefore=6, spaceAfter=3, rightIndent=45),
        item=_style("item", 11.5, 17, spaceAfter=4, rightIndent=45, leftIndent=14, firstLineIndent=-10),
        quote=_style("quote", 11, 16, font=fonts.ITALIC),
        section=_style("section", 21, 26, font=fonts.BOLD, colour=BLUE_INK, spaceBefore=26, spaceAfter=8),
        part=_style("part", 13, 17, font=fonts.BOLD, spaceBefore=14, spaceAfter=6),
        lead=_style("lead", 10, 14.5, colour=SOFT, spaceAfter=10, rightIndent=45),
        head=_style("head", 8.5, 11, font=fonts.BOLD, colour=SOFT),
        caption=_style("caption", 8.5, 14, font=fonts.BOLD, colour=SOFT),
        grade=_style("grade", 13, 18, font=fonts.BOLD, spaceAfter=2),
        name=_style("name", 38, 44, font=fonts.BOLD, colour=INK, spaceAfter=2),
        full_name=_style("full_name", 17, 23, colour=SOFT, spaceAfter=16),
        life=_style("life", 13, 19),
    )
