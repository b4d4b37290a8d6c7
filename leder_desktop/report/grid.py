# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
"""Rows of cells that break over pages anywhere, with the heads of their columns again on every page.

Every table, panel and quotation of the report is a grid. Heights are worked out once for each flowable, so that a cell of 300,000
characters costs its length and not its square.
"""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from leder_desktop.report.style import LINE, WIDTH

ACROSS, ABOVE = 7.0, 5.0
"""Space inside a cell, to the sides and above and below, in points."""
BREAKABLE = 150.0
"""A row lower than this moves to the next page whole; a higher one is broken."""
ROOM = 90.0
"""What must be left on a page for a row to begin there and go on overleaf."""
TALL = 1e6


class Cell:
    """Flowables one above the other. `heights` are known after the first `measure`."""

    def __init__(self, flowables: Sequence[Flowable], heights: Sequence[float] = ()) -> None:
        self.flowables = list(flowables)
        self.heights = list(heights)

    def measure(self, width: float) -> float:
        if len(self.heights) != len(self.flowables):
            self.heights = [each.wrap(width, TALL)[1] for each in self.flowables]
        return sum(self.heights) + sum(each.getSpaceAfter() for each in self.flowables[:-1])

    def break_at(self, width: float, room: float) -> tuple["Cell", "Cell"]:
        """What fits into `room` points, and the rest."""
        self.measure(width)
        for number, (each, height) in enumerate(zip(self.flowables, self.heights, strict=True)):
            if height > room:
                halves: list[Any] = each.split(width, room)
                # Splitting a paragraph forgets how it was broken; it may be drawn whole when the pages are laid out again.
                each.wrap(width, TALL)
                if len(halves) < 2:
                    return self._upto(number), self._since(number)
                rest = Cell([*halves[1:], *self.flowables[number + 1 :]])
                rest.heights = [half.wrap(width, TALL)[1] for half in halves[1:]] + self.heights[number + 1 :]
                halves[0].wrap(width, TALL)
                return Cell([*self.flowables[:number], halves[0]]), rest
            room -= height + each.getSpaceAfter()
        return self, Cell([])

    def _upto(self, number: int) -> "Cell":
        return Cell(self.flowables[:number], self.heights[:number])

    def _since(self, number: int) -> "Cell":
        return Cell(self.flowables[number:], self.heights[number:])


class Row:
    """Cells side by side. `shares` are parts of the whole width; `bar` colours its left edge; `keep` stays with the next."""

    def __init__(
        self,
        cells: Sequence[Sequence[Flowable] | Cell],
        shares: Sequence[float] = (1,),
        *,
        tint: Color | None = None,
        bar: Color | None = None,
        rule: Color | None = LINE,
        keep: bool = False,
    ) -> None:
        assert len(cells) == len(shares)
        self.cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in cells]
        self.shares = tuple(shares)
        self.tint, self.bar, self.rule, self.keep = tint, bar, rule, keep

    def widths(self, width: float) -> list[float]:
        return [width * share / sum(self.shares) for share in self.shares]

    def height(self, width: float) -> float:
        cells = zip(self.cells, self.widths(width), strict=True)
        return max(cell.measure(across - 2 * ACROSS) for cell, across in cells) + 2 * ABOVE

    def break_at(self, width: float, room: float) -> tuple["Row", "Row"] | None:
        """The row in two, or None when not even a line fits."""
        halves = [cell.break_at(across - 2 * ACROSS, room - 2 * ABOVE) for cell, across in zip(self.cells, self.widths(width), strict=True)]
        if not any(upper.flowables for upper, _ in halves):
            return None
        upper = Row([half[0] for half in halves], self.shares, tint=self.tint, bar=self.bar, rule=None)
        lower = Row([half[1] for half in halves], self.shares, tint=self.tint, bar=self.bar, rule=self.rule, keep=self.keep)
        return upper, lower

    def draw(self, canvas: Any, width: float, top: float) -> float:
        """Draw below `top`; answers the row's foot."""
        foot = top - self.height(width)
        canvas.saveState()
        if self.tint:
            canvas.setFillColor(self.tint)
            canvas.rect(0, foot, width, top - foot, stroke=0, fill=1)
        if self.bar:
            canvas.setFillColor(self.bar)
            canvas.rect(-3.5, foot, 3.5, top - foot, stroke=0, fill=1)
        if self.rule:
            canvas.setStrokeColor(self.rule)
            canvas.setLineWidth(0.6)
            canvas.line(0, foot, width, foot)
        canvas.restoreState()
        left = 0.0
        for cell, across in zip(self.cells, self.widths(width), strict=True):
            y = top - ABOVE
            for each, height in zip(cell.flowables, cell.heights, strict=True):
                each.drawOn(canvas, left + ACROSS, y - height)
                y -= height + each.getSpaceAfter()
            left += across
        return foot


class Grid(Flowable):
    """`head` is drawn again wherever the grid goes on."""

    def __init__(self, rows: Sequence[Row], head: Row | None = None, *, after: float = 12.0) -> None:
        super().__init__()
        self._rows, self._head, self._after = list(rows), head, after
        self.spaceAfter = after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        self.width, self.height = WIDTH, sum(row.height(WIDTH) for row in self._drawn())
        return self.width, self.height

    def _drawn(self) -> list[Row]:
        return [self._head, *self._rows] if self._head else self._rows

    def split(self, aW: float, aH: float) -> list[Flowable]:
        room = aH - (self._head.height(WIDTH) if self._head else 0)
        fits: list[Row] = []
        rest = list(self._rows)
        while rest and (height := rest[0].height(WIDTH)) <= room:
            fits.append(rest.pop(0))
            room -= height
        if rest and rest[0].height(WIDTH) > BREAKABLE and room > ROOM and (halves := rest[0].break_at(WIDTH, room)):
            fits.append(halves[0])
            rest[0] = halves[1]
        while fits and fits[-1].keep:
            rest.insert(0, fits.pop())
        if not fits:
            return []
        return [Grid(fits, self._head, after=self._after), *([Grid(rest, self._head, after=self._after)] if rest else [])]

    def draw(self) -> None:
        top = self.height
        for row in self._drawn():
            top = row.draw(self.canv, WIDTH, top)
