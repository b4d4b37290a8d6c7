"""The three lists. One finding is chosen at a time, whichever list it stands in."""

from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.model.findings import KINDS, SEVERITIES, Finding
from leder_desktop.model.vocabularies import label
from ui.style import Theme
from ui.widgets.layout import card, column, row
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.words import Words, glyph, words

MARKS = {"good-practice": ("thumbs-up", "blue"), "learning": ("lightbulb", "soft"), "concern": ("circle-alert", "amber")}
NONE = {
    "good-practice": "No good practice written down yet.",
    "learning": "No learning written down yet.",
    "concern": "No concern written down yet.",
}


def about(finding: Finding) -> str:
    """The second line: theme, severity, what it rests on."""
    rests = len(finding.rests_on)
    parts = (
        label("theme", finding.theme) if finding.theme else "No theme yet",
        SEVERITIES[finding.severity] if finding.severity else "",
        f"rests on {rests} {'entry' if rests == 1 else 'entries'}" if rests else "rests on nothing yet",
    )
    return " · ".join(part for part in parts if part)


class Groups(QWidget):
    """`chosen(Finding)`, and `opened()` on Enter or a double click."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.tables: dict[str, DataTable] = {}
        self.titles: dict[str, Words] = {}
        self._none: dict[str, Words] = {}
        cards: list[QWidget] = []
        for kind, title in KINDS.items():
            icon, token = MARKS[kind]
            columns = (Column[Finding](title=title, cell=lambda f: Cell(first=f.text, second=about(f))),)
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
            cards.append(card(theme, head, table, self._none[kind], gap=0.75, pad=1.5))
        self.setLayout(column(theme, *cards, None, gap=1.5))

    def show_findings(self, found: list[Finding]) -> None:
        for kind, table in self.tables.items():
            mine = tuple(f for f in found if f.kind == kind)
            table.blockSignals(True)
            table.show_rows(mine)
            table.blockSignals(False)
            self.titles[kind].setText(f"{KINDS[kind]}  {len(mine)}" if mine else KINDS[kind])
            table.setVisible(bool(mine))
            self._none[kind].setVisible(not mine)

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

    def _on_clicked(self, kind: str, _: QModelIndex) -> None:
        self._on_chosen(kind, self.tables[kind].current())

    def _on_chosen(self, kind: str, found: object) -> None:
        if isinstance(found, Finding):
            self.choose(found.id)
            self.tables[kind].selectRow(self.tables[kind].rows.rows.index(found))
            self.chosen.emit(found)
