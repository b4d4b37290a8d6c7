# pyright: reportUnknownMemberType=false
"""The list of sections with their page numbers, each a link to its section. Laid out again until the numbers stand still."""

from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from leder_desktop.report import fonts
from leder_desktop.report.style import BLUE_INK, INK, LINE, WIDTH

PLACED, PAGE = "leder-section", "leder-page"
"""What the document tells while it is laid out: a section's `Placed`, and each page's number."""
_TALL, _LOW = 25.0, 18.0


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A heading and where it came to stand. `level` 0 is a section, 1 a part of one; `text` is ours, never a person's."""

    level: int
    key: str
    text: str
    page: int


class _Lines(Flowable):
    """Some of the headings, in order; a page takes as many as it has room for."""

    def __init__(self, listed: list[Placed]) -> None:
        super().__init__()
        self.listed = listed

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width, self.height = WIDTH, sum(_LOW if each.level else _TALL for each in self.listed)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:
        room, fit = aH, 0
        for each in self.listed:
            room -= _LOW if each.level else _TALL
            if room < 0:
                break
            fit += 1
        return [_Lines(self.listed[:fit]), _Lines(self.listed[fit:])] if fit else []

    def draw(self) -> None:
        canvas, y = self.canv, self.height
        for each in self.listed:
            tall = _LOW if each.level else _TALL
            y -= tall
            size, indent = (10, 21) if each.level else (11.5, 0)
            canvas.setFillColor(INK if each.level else BLUE_INK)
            canvas.setFont(fonts.REGULAR if each.level else fonts.BOLD, size)
            canvas.drawString(indent, y + 5, each.text)
            canvas.drawRightString(WIDTH, y + 5, str(each.page))
            if not each.level:
                canvas.setStrokeColor(LINE)
                canvas.setLineWidth(0.6)
                canvas.line(0, y + tall - 1.5, WIDTH, y + tall - 1.5)
            canvas.linkRect(f"Go to {each.text}, page {each.page}", each.key, (0, y, WIDTH, y + tall), relative=1, Border="[0 0 0]", F=4)


class Contents(_Lines):
    """Every heading of the report; all of them are ours."""

    def __init__(self) -> None:
        super().__init__([])
        self._now: list[Placed] = []
        self._pages_now = 0
        self.pages = 0
        """Of the whole report, as the last layout had it."""

    def isIndexing(self) -> int:
        return 1

    def isSatisfied(self) -> bool:
        return self._satisfied

    def beforeBuild(self) -> None:
        self._now, self._pages_now = [], 0

    def afterBuild(self) -> None:
        self._satisfied = self._now == self.listed and self._pages_now == self.pages
        self.listed, self.pages = self._now, self._pages_now

    def notify(self, kind: str, stuff: Any) -> None:
        if kind == PLACED:
            self._now.append(stuff)
        elif kind == PAGE:
            self._pages_now = stuff
