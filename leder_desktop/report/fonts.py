# pyright: reportUnknownMemberType=false
"""The type of the report: Atkinson Hyperlegible Next, embedded. Every style names one of these fonts, so that nothing else is asked for."""

from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from leder_desktop import resources

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "LederText", "LederText-Bold", "LederText-Italic", "LederText-BoldItalic"
_FILES = {REGULAR: "Regular", BOLD: "Bold", ITALIC: "Italic", BOLD_ITALIC: "BoldItalic"}


@cache
def letters() -> frozenset[int]:
    """The code points that all four cuts have. Registers the fonts with reportlab, once in the life of the program."""
    common: set[int] | None = None
    for name, cut in _FILES.items():
        font = TTFont(name, str(resources.path(f"fonts/AtkinsonHyperlegibleNext-{cut}.ttf")))
        pdfmetrics.registerFont(font)
        has = set[int](font.face.charToGlyph)
        common = has if common is None else common & has
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)
    return frozenset(common or ())
