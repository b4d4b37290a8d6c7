"""The claim map: what rests on what, from the findings or from the evidence, as two lists that any keyboard and any voice can read."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leder_desktop.model.claims import SORTS, Claim, ClaimMap, Piece, Rest, count
from leder_desktop.model.findings import KINDS
from ui.findings.grounds import opens
from ui.findings.groups import MARKS, rests_on
from ui.style import Theme
from ui.widgets.buttons import Segments, button
from ui.widgets.layout import card, column, row, turning
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.words import words

ICONS = {"record": "file-text", "event": "chart-gantt", "quotation": "quote", "conversation": "messages-square"}
FROM_FINDINGS, FROM_EVIDENCE = 0, 1
TALL = 460
"""Pixels of a list at 100 %, before it scrolls."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of either list: how it reads, and where it opens."""

    key: str
    cell: Cell
    section: str
    field: str


def place_of(piece: Piece) -> tuple[str, str]:
    """Section and field of a piece of evidence."""
    kind, _, id = piece.key.partition("/")
    if kind == "entry":
        return "timeline", id
    if kind == "evidence":
        return "records", id
    return "conversations", f"conversation/{id.partition('/')[0]}"


def piece_line(piece: Piece, second: str = "") -> Line:
    section, field = place_of(piece)
    cell = Cell(first=piece.says, second=second, icon=ICONS[piece.sort], icon_says=SORTS[piece.sort][0].capitalize())
    return Line(key=piece.key, cell=cell, section=section, field=field)


def _claim_line(claim: Claim) -> Line:
    icon, token = MARKS.get(claim.finding.kind, ("circle", "soft"))
    second = f"F{claim.number} · {rests_on(claim.finding)}"
    cell = Cell(first=claim.finding.text, second=second, icon=icon, token=token, icon_says=KINDS.get(claim.finding.kind, ""))
    return Line(key=claim.finding.id, cell=cell, section="findings", field=claim.finding.id)


def _rest_line(rest: Rest, sort: str) -> Line:
    section, field = opens(rest.ground)
    second, tone = ("; ".join(rest.sources), "ink") if rest.there else ("It was taken away since", "amber_ink")
    cell = Cell(first=rest.says, second=second, icon=ICONS[sort], icon_says=SORTS[sort][0].capitalize(), tone=tone)
    return Line(key=f"{rest.key}/{rest.says}", cell=cell, section=section if rest.there else "", field=field)


class ClaimLists(QWidget):
    """`go(section, field)` is called to open what is chosen in the list at the right."""

    def __init__(self, theme: Theme, go: Callable[[str, str], object]) -> None:
        super().__init__()
        self.theme, self._go = theme, go
        self._map = ClaimMap(claims=(), pieces=())
        self.way = Segments(theme, "Read it", ("From the findings", "From the evidence"))
        self.way.chosen.connect(self._fill)
        self.sentence = words("", "body", "soft")
        self.left, self.right = self._table("Findings"), self._table("What it rests on")
        self.left.setObjectName("findings.map.from")
        self.right.setObjectName("findings.map.to")
        self.left.chosen.connect(self._follow)
        self.left.opened.connect(self._to_the_right)
        self.right.opened.connect(self._open)
        self.open = button(theme, "Go there", "arrow-right", says="Go to what is chosen in this list", on=self._open)
        self.left_head, self.right_head = words("", "strong"), words("", "strong")
        self.nothing = words("", "body", "soft")
        here = card(theme, self.left_head, self.left, gap=0.75, pad=1.5)
        there = card(theme, self.right_head, self.right, self.nothing, row(theme, self.open, None), gap=0.75, pad=1.5)
        both = turning(theme, here, there, gap=3, shares=(1, 1))
        both.setAlignment(here, Qt.AlignmentFlag.AlignTop)
        both.setAlignment(there, Qt.AlignmentFlag.AlignTop)
        head = turning(theme, words("What rests on what", "h2", wrap=False), None, self.way, gap=1)
        self.setLayout(column(theme, head, self.sentence, both, None, gap=1.5))
        self.setFocusProxy(self.left)

    def show_map(self, found: ClaimMap) -> None:
        self._map = found
        self._fill()

    def _table(self, says: str) -> DataTable:
        columns = (Column[Line](title=says, cell=lambda line: line.cell),)
        table = DataTable(self.theme, says, columns, lambda line: line.key, head=False, lines=2)
        table.hug(TALL)
        return table

    def _to_the_right(self, _: object) -> None:
        self.right.setFocus(Qt.FocusReason.TabFocusReason)

    def _fill(self, _: object = None) -> None:
        found, bearing = self._map, self._map.bearing()
        without = sum(not claim.rests for claim in found.claims)
        many = "1 finding" if len(found.claims) == 1 else f"{len(found.claims)} findings"
        said = f"{many}; evidence that bears them: {count(bearing) or 'none'}."
        bare = f" {without} of them {'rests' if without == 1 else 'rest'} on nothing yet." if without else ""
        self.sentence.setText(said + bare if found.claims else "No finding is written yet.")
        from_findings = self.way.at() == FROM_FINDINGS
        lines = tuple(map(_claim_line, found.claims)) if from_findings else tuple(piece_line(p, _bears(p)) for p in bearing)
        self.left_head.setText("Findings" if from_findings else "Evidence")
        self.left.setAccessibleName("Findings" if from_findings else "Evidence that findings rest on")
        self.left.show_rows(lines)
        self._follow()

    def _follow(self, _: object = None) -> None:
        lines, line = self._right(), self.left.current()
        number = line.cell.second.partition(" · ")[0] if isinstance(line, Line) else ""
        says = f"{number} rests on" if self.way.at() == FROM_FINDINGS else "It bears"
        self.right_head.setText(says if number else "")
        self.right.setAccessibleName(says)
        self.right.show_rows(lines)
        self.right.setVisible(bool(lines))
        self.open.setVisible(bool(lines))
        self.nothing.setText("Nothing yet. The panel will ask what shows it." if number else "Nothing to show yet.")
        self.nothing.setVisible(not lines)

    def _right(self) -> tuple[Line, ...]:
        key = self.left.current_key()
        if self.way.at() == FROM_FINDINGS:
            claim = next((each for each in self._map.claims if each.finding.id == key), None)
            sorts = {piece.key: piece.sort for piece in self._map.pieces}
            return tuple(_rest_line(rest, sorts.get(rest.key, "event")) for rest in claim.rests) if claim else ()
        piece = next((each for each in self._map.pieces if each.key == key), None)
        borne = {each.id for each in piece.bears} if piece else set[str]()
        return tuple(_claim_line(claim) for claim in self._map.claims if claim.finding.id in borne)

    def _open(self, _: object = None) -> None:
        line = self.right.current()
        if isinstance(line, Line) and line.section:
            self._go(line.section, line.field)


def _bears(piece: Piece) -> str:
    return f"bears {len(piece.bears)} {'finding' if len(piece.bears) == 1 else 'findings'}"
