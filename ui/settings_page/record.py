"""What was done on this laptop: unlocked and locked, cases opened and looked at, what left the store, backups, keys. Read only."""

from PySide6.QtWidgets import QWidget

from leder_desktop.operations import laptop_record
from leder_desktop.operations.field_words import moment
from leder_desktop.operations.laptop_record import KINDS, OTHER, Told
from leder_desktop.session import Desk
from ui.screen import Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import ActionBar, button
from ui.widgets.fields import Choice, Field
from ui.widgets.layout import Workspace, card, column, holder, row
from ui.widgets.notice import Notice, notice
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.words import words

ALL = ""
OPTIONS = ((ALL, "Everything"), *((kind, said) for kind, (said, _) in KINDS.items()), (OTHER, "Other"))
SAID = dict(OPTIONS)
WHOLE = "The record is whole: no line was changed, taken out or put in another order."
COLUMNS = (
    Column[Told](title="When, and by whom", cell=lambda line: Cell(first=moment(line.at), second=line.by), width=240),
    Column[Told](title="What", cell=lambda line: Cell(first=line.did, second=SAID[line.kind])),
)


class LaptopRecord(Screen):
    def __init__(self, theme: Theme, services: Services, desk: Desk) -> None:
        super().__init__(theme, services)
        t, self._desk = theme, desk
        self.kind = Choice(t, "Show", OPTIONS, ALL)
        self.kind.setObjectName("record.kind")
        self.kind.chose.connect(self._on_kind)
        self.whole: Notice = notice(t, WHOLE, "sunken")
        self.table = DataTable(t, "What was done on this laptop, newest first", COLUMNS, lambda line: str(line.seq), lines=2)
        self.table.setObjectName("record.lines")
        self.none = words("Nothing of this kind was done here yet.", "body", "soft")
        back = button(t, "Back to the cases", "chevron-left", on=lambda: services.go("cases"))
        head = holder(row(t, words("What was done on this laptop", "h2", wrap=False)))
        show = holder(row(t, Field(t, "Show", self.kind), None))
        lines = column(t, show, self.none, card(t, self.table, pad=0.125), gap=1.25)
        lines.setStretch(2, 1)
        say = "Lines are only ever added here, and no words of a case stand in them."
        body = column(t, ActionBar(t, (head,), (back,)), words(say, "small", "soft"), self.whole, Workspace(lines), gap=1.25,
                      margins=(2, 1.25, 2, 1.25))  # fmt: skip
        body.setStretch(3, 1)
        self.setLayout(body)
        self.first: QWidget = self.table

    def entered(self) -> None:
        found = laptop_record.faults(self._desk)
        self.whole.say(" ".join(found) or WHOLE)
        self._show()

    def _on_kind(self, _kind: str) -> None:
        self._show()

    def _show(self) -> None:
        lines = tuple(laptop_record.lines(self._desk, self.kind.at()))
        self.table.show_rows(lines)
        self.none.setVisible(not lines)
