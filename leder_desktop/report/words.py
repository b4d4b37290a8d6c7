# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""From a text to paragraphs: nothing in it is markup, nothing in it is too long for the layout, and its words stay apart.

Measured with reportlab 5.1: a paragraph costs the square of its length when it breaks over pages, a word the square of its own, so
paragraphs over 5,000 characters are cut into pieces of 2,000, and words at 1,000 (promises A3).
"""

import re
from html import escape as escape_html
from typing import Any, NewType

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph

from leder_desktop.report.letters import printable
from leder_desktop.report.style import styles

Markup = NewType("Markup", str)
"""Ours, or escaped: the only thing a paragraph is made of."""

LONGEST_PARAGRAPH, PIECE, LONGEST_WORD = 5_000, 2_000, 1_000
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_ITEM = re.compile(r"\s*[-–*•]\s")
_HEADING = re.compile(r"[^\W\d_].{1,58}[^\s.,;:!?”’\"')\]]")


_LONG = 80
"""Characters of a line that is not verse, an address or a list."""


def _marked(text: str) -> str:
    """`&`, `<` and `>` as marks; not from xml.sax, which brings a network client with it."""
    return escape_html(text, quote=False)


def escape(text: str) -> Markup:
    return Markup(_marked(_LONG_WORD.sub(r"\g<0> ", printable(text))))


def bold(text: str) -> Markup:
    return Markup(f"<b>{escape(text)}</b>")


def join(*parts: Markup, between: str = "") -> Markup:
    """`between` is ours."""
    return Markup(between.join(part for part in parts if part))


class Words(Paragraph):
    """A paragraph whose words stay apart when its text is taken out, read aloud or reflowed.

    reportlab leaves out the space where a line breaks, so that "timely" and "chart" become "timelychart" in everything but print.
    """

    def drawPara(self, debug: Any = 0) -> None:
        _keep_spaces(vars(self)["blPara"])
        super().drawPara(debug)


def _keep_spaces(broken: Any) -> None:
    for line in broken.lines[:-1]:
        if broken.kind == 0:
            words: list[str] = line[1]
            # A word cut in two by the edge stays one word; its last piece is an ordinary end.
            if words and not words[-1].endswith(" ") and type(words[-1]).__name__ != "_SplitWord":
                words[-1] = words[-1] + " "
        elif line.words and (text := getattr(line.words[-1], "text", "")) and not text.endswith(" "):
            line.words[-1].text = text + " "


def paragraph(text: Markup, style: ParagraphStyle) -> Words:
    return Words(text, style)


def lines(text: str, style: ParagraphStyle) -> list[Flowable]:
    """A short text for a table's cell: one paragraph for each of its lines; none when nothing is written."""
    made: list[Flowable] = []
    for line in printable(text).split("\n"):
        made += [Words(_marked(piece), style) for piece in _pieces(line) if piece]
    return made


def after(caption: Markup, text: str, style: ParagraphStyle) -> list[Flowable]:
    """A caption and, on the same line, a text of any length."""
    first, *rest = [_marked(piece) for line in printable(text).split("\n") for piece in _pieces(line) if piece] or [""]
    return [Words(f"{caption} {first}".strip(), style), *(Words(piece, style) for piece in rest)]


def prose(text: str) -> list[Flowable]:
    """A text written at length, line for line as it was typed, for the page itself and not for a cell.

    Lines that begin with a dash or a dot hang; a short line after an empty one and before an empty or a long one is set as the
    heading it is.
    """
    made: list[Flowable] = []
    written = printable(text).strip().split("\n")
    for at, line in enumerate(written):
        above, below = written[at - 1] if at else "", written[at + 1] if at + 1 < len(written) else None
        alone = not above.strip() and below is not None and (not below.strip() or len(below) > _LONG)
        if alone and _HEADING.fullmatch(line):
            made += [CondPageBreak(80), Words(_marked(line), styles().inner)]
        else:
            shape = styles().item if _ITEM.match(line) else styles().prose
            made += [Words(_marked(piece), shape) for piece in _pieces(line) if piece]
    return made


def _pieces(line: str) -> list[str]:
    """One line in pieces that the layout can carry, cut at spaces."""
    rest = _LONG_WORD.sub(r"\g<0> ", line).strip()
    made: list[str] = []
    while len(rest) > LONGEST_PARAGRAPH:
        cut = rest.rfind(" ", 0, PIECE)
        cut = cut if cut > 0 else PIECE
        made.append(rest[:cut])
        rest = rest[cut:].lstrip()
    return [*made, rest]
