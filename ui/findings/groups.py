"""The three lists. One finding is chosen at a time, whichever list it stands in."""

from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.model.claims import SORTS
from leder_desktop.model.dates import day_words
from leder_desktop.model.findings import KINDS, Finding, NoneFound
from leder_desktop.model.standards import Standards
from ui.style import Theme
from ui.widgets.layout import card, column, row
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.tick import Tick
from ui.widgets.words import Words, glyph, words

MARKS = {"good-practice": ("thumbs-up", "blue"), "learning": ("lightbulb", "soft"), "concern": ("circle-alert", "amber")}
NONE = {
    "good-practice": "No good practice written down yet.",
    "learning": "No learning written down yet.",
    "concern": "No concern written down yet.",
}


LOOKED = {
    "good-practice": "I looked, and found no good practice",
    "learning": "I looked, and found no learning",
    "concern": "I looked, and found no concern",
}


def rests_on(finding: Finding) -> str:
    """How much it rests on: "rests on 2 events, 1 quotation"."""
    places = (len(finding.rests_on_places), ("place", "places"))
    many = ((len(finding.rests_on), SORTS["event"]), (len(finding.rests_on_quotations), SORTS["quotation"]), places)
    said = ", ".join(f"{n} {one if n == 1 else several}" for n, (one, several) in many if n)
    return f"rests on {said}" if said else "rests on nothing yet"


def about(finding: Finding, standards: Standards, number: int) -> str:
    """The second line: number, severity, what it rests on, theme."""
    parts = (
        f"F{number}",
        standards.label("severity", finding.severity) if finding.severity else "",
        rests_on(finding),
        standards.label("theme", finding.theme) if finding.theme else "no theme yet",
    )
    return " · ".join(part for part in parts if part)


class Groups(QWidget):
    """`chosen(Finding)`, `opened()` on Enter or a double click, and `none(kind, bool)` when somebody says that there is none."""

    chosen = Signal(object)
    opened = Signal()
    none = Signal(str, bool)

    def __init__(self, theme: Theme, standards: Standards) -> None:
        super().__init__()
        self.theme, self._standards = theme, standards
        self._numbers: dict[str, int] = {}
        self.looked: dict[str, Tick] = {}
        self.tables: dict[str, DataTable] = {}
        self.titles: dict[str, Words] = {}
        self._none: dict[str, Words] = {}
        cards: list[QWidget] = []
        for kind, title in KINDS.items():
            icon, token = MARKS[kind]
            columns = (Column[Finding](title=title, cell=self._cell),)
            table = DataTable(theme, title, columns, lambda f: f.id, head=False, lines=2)
            table.hug()
            table.setObjectName(f"findings.{kind}")
            table.chosen.connect(partial(self._on_chosen, kind))
            table.opened.connect(self._on_opened)
            table.clicked.connect(partial(self._on_clicked, kind))
            self.tables[kind] = table
            self.titles[kind] = words(title, "h2", wrap=False)
            self._none[kind] = words(NONE[kind], "body", "soft")
            head = row(theme, glyph(theme, icon, token, 18), self.titles[kind], None, gap=1)
            looked = Tick(theme, LOOKED[kind])
            looked.setObjectName(f"findings.none.{kind}")
            looked.clicked.connect(partial(self._on_looked, kind))
            self.looked[kind] = looked
            cards.append(card(theme, head, table, self._none[kind], looked, gap=0.75, pad=1.5))
        self.setLayout(column(theme, *cards, None, gap=1.5))

    def _cell(self, finding: Finding) -> Cell:
        return Cell(first=finding.text, second=about(finding, self._standards, self._numbers.get(finding.id, 0)))

    def allow(self, writable: bool) -> None:
        for looked in self.looked.values():
            looked.setEnabled(writable)

    def show_findings(self, found: list[Finding], numbers: dict[str, int], none: dict[str, NoneFound]) -> None:
        self._numbers = numbers
        for kind, table in self.tables.items():
            mine = tuple(f for f in found if f.kind == kind)
            table.blockSignals(True)
            table.show_rows(mine)
            table.blockSignals(False)
            self.titles[kind].setText(f"{KINDS[kind]}  {len(mine)}" if mine else KINDS[kind])
            table.setVisible(bool(mine))
            said = none.get(kind)
            on = f", {day_words(said.at)}" if said is not None and said.at is not None else ""
            self._none[kind].setText(f"None found, says {said.by}{on}." if said is not None else NONE[kind])
            self._none[kind].setVisible(not mine)
            self.looked[kind].setChecked(said is not None)
            self.looked[kind].setVisible(not mine)

    def choose(self, id: str) -> None:
        """Show one as chosen, or none."""
        for table in self.tables.values():
            table.blockSignals(True)
            if not (id and table.choose(id)):
                table.clearSelection()
                table.setCurrentIndex(table.model().index(-1, -1))
            table.blockSignals(False)

    def _on_opened(self, _: object) -> None:
        self.opened.emit()

    def _on_looked(self, kind: str) -> None:
        self.none.emit(kind, self.looked[kind].isChecked())

    def _on_clicked(self, kind: str, _: QModelIndex) -> None:
        self._on_chosen(kind, self.tables[kind].current())

    def _on_chosen(self, kind: str, found: object) -> None:
        if isinstance(found, Finding):
            self.choose(found.id)
            self.tables[kind].selectRow(self.tables[kind].rows.rows.index(found))
            self.chosen.emit(found)
