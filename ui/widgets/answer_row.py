"""RowCard: one row of an answer that is a list, a card of fields with buttons that move it and take it away."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model import dates
from leder_desktop.model.answers import Cell, Row
from leder_desktop.model.rows import Field
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.fields import Choice
from ui.widgets.layout import card, column, holder, row, turning
from ui.widgets.words import words

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
