"""AnswerRows: an answer that is a list. Each row is a card of fields; rows are added, moved and taken away with buttons, so by keys alone.

Rows stay where they are and what they say moves, so that Tab meets everything from top to bottom whatever was moved. A long list is made
a few rows at a time while nothing else happens; what somebody asks of it meanwhile is done when all of it is there, a moment later.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from leder_desktop.model.answers import Row
from leder_desktop.model.rows import MOST, Field
from ui.style import Theme
from ui.widgets.answer_row import DateCell, RowCard
from ui.widgets.block import Block
from ui.widgets.buttons import button
from ui.widgets.layout import column, row
from ui.widgets.tabbing import meet_before

AT_FIRST, AT_ONCE = 3, 1
"""Rows made in one go, at first and later: each takes some twenty milliseconds."""


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
        self._asked: list[Callable[[], None]] = []
        """What was asked for meanwhile, in its order."""
        self._late = False
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
        now = min(len(given), max(len(self.rows), AT_FIRST))
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
            asked, self._asked = self._asked, []
            self._late = bool(asked)
            for do in asked:
                do()
            self._late = False

    def _when_whole(self, do: Callable[[], None]) -> None:
        if self._waiting:
            self._asked.append(do)
        else:
            do()

    def add_row(self) -> None:
        self._when_whole(self._add)

    def _add(self) -> None:
        if len(self.rows) >= MOST:
            self.told.emit(f"A list has at most {MOST} rows.")
            return
        self._hold(len(self.rows) + 1)
        if self._is_in_here():
            self.rows[-1].first().setFocus(Qt.FocusReason.TabFocusReason)

    def _is_in_here(self) -> bool:
        """Whether the focus still is, where somebody had to wait: who went on meanwhile is not called back."""
        focus = QApplication.focusWidget()
        return not self._late or focus is None or focus is self or self.isAncestorOf(focus)

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
        self._when_whole(lambda: self._move_or_take_away(number, deed))

    def _move_or_take_away(self, number: int, deed: str) -> None:
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
        if not self._is_in_here():
            return
        if deed == "off":
            to: QWidget = self.rows[min(number, len(self.rows) - 1)].off if self.rows else self.add
        else:
            moved = self.rows[number + (1 if deed == "down" else -1)]
            wanted, instead = (moved.down, moved.up) if deed == "down" else (moved.up, moved.down)
            to = wanted if wanted.isEnabled() else instead
        to.setFocus(Qt.FocusReason.TabFocusReason)
