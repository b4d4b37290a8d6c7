"""AnswerRows: an answer that is a list. Each row is a card of fields; rows are added, moved and taken away with buttons, so by keys alone.

Rows stay where they are and what they say moves, so that Tab meets everything from top to bottom whatever was moved. A long list is made
a few rows at a time while nothing else happens; whoever touches it has all of it.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model import dates
from leder_desktop.model.answers import Cell, Row
from leder_desktop.model.rows import MOST, Field
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.block import Block
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.fields import Choice
from ui.widgets.layout import card, column, holder, row, turning
from ui.widgets.tabbing import meet_before
from ui.widgets.words import words

AT_ONCE = 2
"""Rows made in one go."""
UNSAID = (("", "Not said"),)


def understood(said: str) -> str:
    """How people would say a date that was typed. Refused `not-understood`."""
    return dates.words(dates.understand(said))


class DateCell(DateField):
    """A date of a row. It keeps the date as it is stored while nobody types another."""

    def __init__(self, theme: Theme, says: str) -> None:
        super().__init__(theme, says, understood)
        self._edtf = self._shown = ""

    def show_said(self, edtf: str) -> None:
        self._edtf, self._shown = edtf, dates.words(dates.from_edtf(edtf)) if edtf else ""
        self.put(self._shown)

    def put(self, content: str) -> None:
        """These words, whoever is in here."""
        self.line.setText(content)
        self.line.show_words(content)

    def said(self) -> str:
        """As EDTF; what cannot be understood yet says what it said before."""
        typed = self.text().strip()
        if typed == self._shown:
            return self._edtf
        try:
            return dates.understand(typed).edtf if typed else ""
        except Refused:
            return self._edtf

    def half_typed(self) -> str:
        """Words that are no date yet."""
        return self.text() if not self.understood() else ""


Editor = AutosaveText | Choice | DateCell


class RowCard(QWidget):
    """One row. `write()` is called while words are typed; `decided()` when something was chosen or a date finished."""

    decided = Signal()
    sealed = Signal()
    told = Signal(str)

    def __init__(
        self, theme: Theme, stem: str, number: int, fields: tuple[Field, ...], write: Callable[[], object],
        act: Callable[[int, str], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self.number = number
        self.cells: dict[str, Editor] = {field.id: self._cell(theme, field, write) for field in fields}
        for id, cell in self.cells.items():
            (cell.line if isinstance(cell, DateCell) else cell).setObjectName(f"{stem}#{number}.{id}")
        says = f"row {number + 1}"
        self.up = button(theme, "", "arrow-up", kind="quiet", says=f"Move {says} up", on=lambda: act(number, "up"))
        self.down = button(theme, "", "arrow-down", kind="quiet", says=f"Move {says} down", on=lambda: act(number, "down"))
        self.off = button(theme, "", "x", kind="quiet", says=f"Take {says} away", on=lambda: act(number, "off"))
        for name, made in (("up", self.up), ("down", self.down), ("off", self.off)):
            made.setObjectName(f"{stem}#{number}.{name}")
        lines = self._lines(theme, fields)
        head = row(theme, words(f"{number + 1}", "small-strong", "soft", wrap=False), None, self.up, self.down, self.off, gap=0.25)
        self.setLayout(column(theme, card(theme, head, *lines, kind="sunken", gap=0.75, pad=1.25), gap=0))
        self.setFocusProxy(self.first())

    def _cell(self, theme: Theme, field: Field, write: Callable[[], object]) -> Editor:
        says = f"{field.text}, row {self.number + 1}"
        if field.type == "enum":
            choice = Choice(theme, says, (*UNSAID, *((term.code, term.label) for term in field.values)))
            choice.setMinimumContentsLength(12)
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.chose.connect(self._decide)
            return choice
        if field.type == "date":
            date = DateCell(theme, says)
            date.finished.connect(self._decide)
            return date

        def keep(_: str, __: int) -> object:
            return write()

        text = AutosaveText(theme, says, lines=(2, 0) if field.type == "long-text" else (1, 0), save=keep)
        text.sealed.connect(self.sealed)
        text.told.connect(self.told)
        return text

    def _decide(self, _: str) -> None:
        self.decided.emit()

    def _lines(self, theme: Theme, fields: tuple[Field, ...]) -> list[QWidget]:
        """Short fields two by two, long ones by themselves, in their order."""
        lines: list[QWidget] = []
        pair: list[QWidget] = []
        for field in fields:
            if pair and (field.type == "long-text" or len(pair) == 2):
                lines.append(holder(turning(theme, *pair, gap=1.5, shares=(1,) * len(pair))))
                pair = []
            (lines if field.type == "long-text" else pair).append(self._labelled(theme, field))
        return [*lines, *([holder(turning(theme, *pair, gap=1.5, shares=(1,) * len(pair)))] if pair else [])]

    def _labelled(self, theme: Theme, field: Field) -> QWidget:
        label = words(field.text, "small", "soft")
        label.setBuddy(self.cells[field.id])
        return holder(column(theme, label, self.cells[field.id], None, gap=0.25))

    def first(self) -> QWidget:
        return next(iter(self.cells.values()))

    def said(self) -> Row:
        return Row(cells=tuple(Cell(field=id, said=said) for id, cell in self.cells.items() if (said := _said(cell)).strip()))

    def show_row(self, given: Row, *, anew: bool = False) -> None:
        """`anew`: also in the place of words that are no date yet."""
        for id, cell in self.cells.items():
            said = given.said(id)
            if said == _said(cell) and not anew:
                continue
            if isinstance(cell, AutosaveText):
                cell.show_text(said)
            elif isinstance(cell, DateCell):
                cell.show_said(said)
            else:
                cell.choose(said)

    def allow(self, writable: bool) -> None:
        for cell in self.cells.values():
            if isinstance(cell, AutosaveText):
                cell.setReadOnly(not writable)
            else:
                cell.setEnabled(writable)

    def half_typed(self) -> dict[str, str]:
        """Field -> words in it that are no date yet."""
        return {id: said for id, cell in self.cells.items() if isinstance(cell, DateCell) and (said := cell.half_typed())}

    def type_again(self, half: dict[str, str]) -> None:
        for id, content in half.items():
            cell = self.cells.get(id)
            if isinstance(cell, DateCell):
                cell.put(content)

    def hand_on(self) -> bool:
        """Whether everything that was typed here is kept."""
        texts = [cell for cell in self.cells.values() if isinstance(cell, AutosaveText)]
        for text in texts:
            text.hand_on()
        return not any(text.held() for text in texts)


def _said(cell: Editor) -> str:
    if isinstance(cell, AutosaveText):
        return cell.text()
    return cell.said() if isinstance(cell, DateCell) else cell.at()


class AnswerRows(QWidget):
    """`write(rows)` is called while words are typed, and may refuse; `decided(rows)` when a row was moved or taken away, or something in
    it chosen.

    Rows that say nothing are on the page, and not in what is handed on.
    """

    decided = Signal(object)
    sealed = Signal()
    told = Signal(str)

    def __init__(
        self, theme: Theme, stem: str, says: str, fields: tuple[Field, ...], write: Callable[[tuple[Row, ...]], object]
    ) -> None:  # fmt: skip
        super().__init__()
        self.theme, self._stem, self._fields, self._write = theme, stem, fields, write
        self.rows: list[RowCard] = []
        self._waiting: tuple[Row, ...] = ()
        """Rows that are stored and not on the page yet."""
        self._blocks: list[Block] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._make_some)
        self._writable = True
        self._list = column(theme, gap=1)
        self.add = button(theme, "Add a row", "plus", says=f"Add a row: {says}", on=self.add_row)
        self.add.setObjectName(f"{stem}.add")
        self.setLayout(column(theme, self._list, row(theme, self.add, None), gap=1))
        self.setAccessibleName(says)
        self.setFocusProxy(self.add)

    def said(self) -> tuple[Row, ...]:
        return (*(said for shown in self.rows if (said := shown.said()).cells), *self._waiting)

    def show_rows(self, given: tuple[Row, ...]) -> None:
        """What is stored. Rows begun here that say nothing yet stay."""
        if given == self.said():
            return
        now = min(len(given), max(len(self.rows), AT_ONCE))
        self._waiting = given[now:]
        self._hold(now)
        for shown, one in zip(self.rows, given, strict=False):
            shown.show_row(one)
        if self._waiting:
            self._timer.start()

    def make_all(self) -> None:
        while self._waiting:
            self._make_some()

    def _make_some(self) -> None:
        some, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        self._hold(len(self.rows) + len(some))
        for shown, one in zip(self.rows[len(self.rows) - len(some) :], some, strict=True):
            shown.show_row(one)
        if not self._waiting:
            self._timer.stop()

    def add_row(self) -> None:
        self.make_all()
        if len(self.rows) >= MOST:
            self.told.emit(f"A list has at most {MOST} rows.")
            return
        self._hold(len(self.rows) + 1)
        self.rows[-1].first().setFocus(Qt.FocusReason.TabFocusReason)

    def allow(self, writable: bool) -> None:
        self._writable = writable
        for shown in self.rows:
            shown.allow(writable)
        self.add.setEnabled(writable)
        self._fit()

    def half_typed(self) -> dict[str, str]:
        """Object name of a date -> words in it that are no date yet."""
        return {f"{self._stem}#{shown.number}.{id}": said for shown in self.rows for id, said in shown.half_typed().items()}

    def type_again(self, name: str, content: str) -> None:
        """Put half-typed words back as they stood; also in a row that says nothing else."""
        number, _, id = name.rpartition("#")[2].partition(".")
        if not number.isdecimal() or int(number) >= MOST:
            return
        self.make_all()
        self._hold(max(len(self.rows), int(number) + 1))
        self.rows[int(number)].type_again({id: content})

    def _hold(self, number: int) -> None:
        """So many rows on the page; those at the end go."""
        while len(self.rows) < number:
            shown = RowCard(self.theme, self._stem, len(self.rows), self._fields, lambda: self._write(self.said()), self._act)
            shown.decided.connect(lambda: self.decided.emit(self.said()))
            shown.sealed.connect(self.sealed)
            shown.told.connect(self.told)
            shown.allow(self._writable)
            self.rows.append(shown)
            block = Block(column(self.theme, shown, gap=0))
            self._blocks.append(block)
            self._list.addWidget(block)
            block.show()  # now, not when the loop comes round: Tab passes over what is not in sight
            self._chain(shown)
        while len(self.rows) > number:
            self.rows.pop()
            gone = self._blocks.pop()
            gone.hide()
            gone.deleteLater()
        self._fit()

    def _chain(self, shown: RowCard) -> None:
        """Tab meets the fields of a row, then its buttons, then the next row, then the button that adds one."""
        cells = (cell.line if isinstance(cell, DateCell) else cell for cell in shown.cells.values())
        meet_before(self.add, (*cells, shown.up, shown.down, shown.off))

    def _fit(self) -> None:
        for number, shown in enumerate(self.rows):
            shown.up.setEnabled(self._writable and number > 0)
            shown.down.setEnabled(self._writable and number < len(self.rows) - 1)
            shown.off.setEnabled(self._writable)

    def _act(self, number: int, deed: str) -> None:
        """Move a row or take it away. What was typed is kept first; what cannot be kept now stays where it is."""
        self.make_all()
        if not all(shown.hand_on() for shown in self.rows):
            return
        said = [shown.said() for shown in self.rows]
        halves = [shown.half_typed() for shown in self.rows]
        if deed == "off":
            del said[number], halves[number]
        else:
            other = number + (1 if deed == "down" else -1)
            said[number], said[other] = said[other], said[number]
            halves[number], halves[other] = halves[other], halves[number]
        self._hold(len(said))
        for shown, one, half in zip(self.rows, said, halves, strict=True):
            shown.show_row(one, anew=True)
            shown.type_again(half)
        self._focus_after(number, deed)
        self.decided.emit(self.said())

    def _focus_after(self, number: int, deed: str) -> None:
        if deed == "off":
            to: QWidget = self.rows[min(number, len(self.rows) - 1)].off if self.rows else self.add
        else:
            moved = self.rows[number + (1 if deed == "down" else -1)]
            wanted, instead = (moved.down, moved.up) if deed == "down" else (moved.up, moved.down)
            to = wanted if wanted.isEnabled() else instead
        to.setFocus(Qt.FocusReason.TabFocusReason)
