"""Evidence never cited: records, events and quotations that nothing rests on. Each may be right to leave out; none should be forgotten."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from leder_desktop.model.claims import SORTS, ClaimMap, Piece, count
from ui.findings.map import Line, piece_line
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.chip import FilterChip
from ui.widgets.flow import flow
from ui.widgets.layout import card, column, row
from ui.widgets.table import Column, DataTable
from ui.widgets.words import words

TITLE = "Evidence never cited"
SHOWN = ("record", "quotation", "event")


class NeverCited(QWidget):
    """`go(section, field)` is called to open what is chosen."""

    def __init__(self, theme: Theme, go: Callable[[str, str], object]) -> None:
        super().__init__()
        self.theme, self._go = theme, go
        self._pieces: tuple[Piece, ...] = ()
        self.title = words(TITLE, "h2")
        help = "Nothing rests on these and nothing cites them. That can be right: this list is so that none is forgotten."
        self.chips = {sort: FilterChip(theme, SORTS[sort][1].capitalize(), 0, of="never cited") for sort in SHOWN}
        for sort, chip in self.chips.items():
            chip.setObjectName(f"findings.never.{sort}")
            chip.clicked.connect(lambda: self._sift())
        columns = (Column[Line](title=TITLE, cell=lambda line: line.cell),)
        self.table = DataTable(theme, TITLE, columns, lambda line: line.key, head=False, lines=2)
        self.table.setObjectName("findings.never")
        self.table.hug(460)
        self.table.opened.connect(self._open)
        self.open = button(theme, "Go there", "arrow-right", says="Go to what is chosen in this list", on=self._open)
        self.none = words("Everything is cited by something.", "body", "soft")
        whole = card(theme, flow(theme, *self.chips.values()), self.table, self.none, row(theme, self.open, None), gap=1, pad=1.5)
        self.setLayout(column(theme, self.title, words(help, "body", "soft"), whole, None, gap=1.5))
        self.setFocusProxy(self.table)

    def show_map(self, found: ClaimMap) -> None:
        never = found.never_cited()
        self._pieces = tuple(sorted(never, key=lambda piece: SHOWN.index(piece.sort)))
        counted = count(self._pieces)
        self.title.setText(f"{TITLE}: {counted}" if counted else TITLE)
        for sort, chip in self.chips.items():
            chip.show_count(sum(piece.sort == sort for piece in never))
        self._sift()

    def _sift(self) -> None:
        wanted = {sort for sort, chip in self.chips.items() if chip.isChecked()} or set(SHOWN)
        lines = tuple(piece_line(piece, SORTS[piece.sort][0].capitalize()) for piece in self._pieces if piece.sort in wanted)
        self.table.show_rows(lines)
        for part in (self.table, self.open):
            part.setVisible(bool(lines))
        self.none.setVisible(not lines)

    def _open(self, _: object = None) -> None:
        line = self.table.current()
        if isinstance(line, Line):
            self._go(line.section, line.field)
