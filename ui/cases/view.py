"""The board: chips that filter, one sort, one field that finds a name as it is typed and any word in all cases on Enter."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget

from leder_desktop.errors import Refused
from leder_desktop.model.case import OVER
from leder_desktop.operations import backup_place, search
from leder_desktop.session import Desk
from ui.cases import board
from ui.cases.board import COLUMNS, FILTERS, SORTS, Row
from ui.screen import Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import ActionBar, button
from ui.widgets.chip import FilterChip
from ui.widgets.fields import Choice, Line
from ui.widgets.flow import flow
from ui.widgets.layout import card, column, holder, row, turning
from ui.widgets.notice import empty, notice
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.words import words

NUMBERS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
WHERE = {
    "note": "Written text",
    "entry": "Timeline",
    "finding": "Findings",
    "escalation": "Findings",
    "conversation": "Conversations",
    "answer": "Questions",
    "evidence": "Records",
    "person": "Person",
    "action": "Panel actions",
}
SECTION = {
    "note": "portrait", "entry": "timeline", "finding": "findings", "escalation": "findings", "conversation": "conversations",
    "answer": "questions", "evidence": "records", "person": "person", "action": "actions",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One place where the words were found."""

    key: str
    case: str
    name: str
    where: str
    snippet: str
    section: str
    field: str


def number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


class Cases(Screen):
    def __init__(self, theme: Theme, services: Services, desk: Desk, open_case: Callable[[str, str, str], object]) -> None:
        """`open_case(id, section, field)`."""
        super().__init__(theme, services)
        self._desk, self._open = desk, open_case
        self._rows: tuple[Row, ...] = ()
        self._filter = "all"
        t = theme
        self.table = DataTable(t, "Cases", COLUMNS, lambda row: row.id, lines=2)
        self.table.setObjectName("cases.table")
        self.table.opened.connect(self._on_open)
        self.title = words("Cases", "h1", wrap=False)
        self.counted = words("", "body", "soft", wrap=False)
        self.take_in = button(t, "Take in a notification", "plus", kind="primary", on=lambda: services.do("take-in"))
        self.sample = button(t, "Open the sample", "play", on=lambda: services.do("sample"))
        self.chips: dict[str, FilterChip] = {}
        for key, label, _ in FILTERS:
            chip = FilterChip(t, label, 0, of="cases", chosen=key == "all")
            chip.clicked.connect(lambda _=False, key=key: self._choose(key))
            self.chips[key] = chip
        self.sort = Choice(t, "Sort the cases", SORTS, "due")
        self.sort.chose.connect(lambda: self._show())
        self.seek = Line(t, "Name, reference or any word", hint="Name, reference, any word")
        self.seek.setObjectName("cases.seek")
        t.fits(self.seek, lambda: self.seek.setFixedWidth(t.px(250)))
        self.seek.textChanged.connect(self._typed)
        self.seek.returnPressed.connect(self.search_everywhere)
        self.everywhere = button(t, "Search inside all cases", "file-search", kind="quiet", on=self.search_everywhere)
        self.hits = DataTable(t, "Found in", self._hit_columns(), lambda hit: hit.key)
        self.hits.opened.connect(self._on_hit)
        self.nothing = words("No case fits. Choose another filter, or search inside all cases.", "body", "soft")
        self._tables = QStackedWidget()
        self._no_case = holder(column(t, self.nothing, None, margins=2))
        for part in (self.table, self.hits, self._no_case):
            self._tables.addWidget(part)
        self.backup = notice(t, "", "amber", "", button(t, "Go to Settings", kind="link", on=lambda: services.go("settings")))
        self.backup.setObjectName("cases.backup")
        head = row(t, self.title, self.counted, gap=1.5)
        chips = flow(t, *self.chips.values())
        tools = row(t, None, self.everywhere, self.sort, self.seek)
        body = column(
            t, ActionBar(t, (holder(head),), (self.take_in, self.sample)), self.backup,
            turning(t, chips, tools, gap=1, shares=(1, 0)), card(t, self._tables, pad=0),
            gap=1.5, margins=(3, 2, 3, 2),
        )  # fmt: skip
        body.setStretch(3, 1)
        self._board = holder(body)
        first = button(t, "Take in a notification", "plus", kind="primary", on=lambda: services.go("new_case_from_file"))
        by_hand = button(t, "Fill in the form", "pencil", on=lambda: services.go("new_case"))
        sample = button(t, "Open the sample", "play", on=lambda: services.do("sample"))
        self.ways = (first, by_hand, sample)
        self._nothing_yet = empty(
            t, "inbox", "No cases on this laptop yet",
            "When there are, this page shows what each one waits for, from whom, and since when.",
            (first, "From a notification file. The opt-out check comes first."), (by_hand, "The same by typing it."),
            (sample, "An invented person, to look around. It can be thrown away."),
        )  # fmt: skip
        self._whole = QStackedWidget()
        self._whole.addWidget(self._board)
        self._whole.addWidget(self._nothing_yet)
        self.setLayout(column(t, self._whole, gap=0))
        self.read()

    def _hit_columns(self) -> tuple[Column[Hit], ...]:
        return (
            Column[Hit](title="Person", cell=lambda hit: Cell(first=hit.name or "Name not known yet", bold=True), width=220),
            Column[Hit](title="Where", cell=lambda hit: Cell(first=hit.where), width=170),
            Column[Hit](title="Words", cell=lambda hit: Cell(first=hit.snippet)),
        )

    def entered(self) -> None:
        self.read()

    def read(self) -> None:
        """Read the register again."""
        self.backup.say(backup_place.nag(self._desk))
        self._rows = board.rows(self._desk)
        for key, _, fits in FILTERS:
            self.chips[key].show_count(sum(1 for r in self._rows if fits(r)))
        live = sum(1 for r in self._rows if r.state not in OVER)
        mine = sum(1 for r in self._rows if r.state in board.MINE and not r.waits)
        self.counted.setText(f"{number(live)} open. {number(mine)} with you.")
        self._whole.setCurrentWidget(self._board if self._rows else self._nothing_yet)
        self.first = self.table if self._rows else self.ways[0]
        self._show()

    def _choose(self, key: str) -> None:
        self._filter = key
        for name, chip in self.chips.items():
            chip.setChecked(name == key)
        self._show()

    def _typed(self) -> None:
        if self._tables.currentWidget() is self.hits:
            self._tables.setCurrentWidget(self.table)
        self._show()

    def shown(self) -> tuple[Row, ...]:
        """What the filter and the field leave, in the order that was chosen."""
        fits = next(test for key, _, test in FILTERS if key == self._filter)
        typed = self.seek.text().casefold().split()
        found = (r for r in self._rows if fits(r) and all(word in f"{r.name} {r.reference}".casefold() for word in typed))
        return board.in_order(found, self.sort.at())

    def _show(self) -> None:
        found = self.shown()
        self.table.show_rows(found)
        self._tables.setCurrentIndex(0 if found else 2)
        self.everywhere.setVisible(bool(self.seek.text().strip()))

    def search_everywhere(self) -> None:
        """One row in sight and Enter opens it; otherwise every case is searched for the words."""
        typed = self.seek.text().strip()
        if not typed:
            return
        found = self.shown()
        if len(found) == 1 and self._tables.currentWidget() is self.table and self.seek.hasFocus():
            self._on_open(found[0])
            return
        try:
            told = search.find(self._desk, typed)
        except Refused as refusal:
            self.services.say(refusal.sentence)
            return
        names = {r.id: r.name for r in self._rows}
        hits = tuple(self._hit(i, h["case"], h["where"], h["snippet"], names) for i, h in enumerate(told))
        self.hits.show_rows(hits)
        self._tables.setCurrentWidget(self.hits if hits else self._no_case)
        self.services.say(f"Found in {len(hits)} place{'' if len(hits) == 1 else 's'}.")
        if hits:
            self.hits.setFocus()

    def _hit(self, i: int, case: str, where: str, snippet: str, names: dict[str, str]) -> Hit:
        kind, _, thing = where.partition("/")
        section = "conversations" if thing.startswith("conversation/") else SECTION.get(kind, "overview")
        said = "Conversations" if section == "conversations" else WHERE.get(kind, kind.capitalize())
        return Hit(
            key=f"{i} {case} {where}",
            case=case,
            name=names.get(case, ""),
            where=said,
            snippet=" ".join(snippet.split()),
            section=section,
            field=thing,
        )

    def _on_open(self, found: object) -> None:
        if isinstance(found, Row):
            self._open(found.id, "overview", "")

    def _on_hit(self, hit: object) -> None:
        if isinstance(hit, Hit):
            self._open(hit.case, hit.section, hit.field)
