"""DataTable: rows of anything, two lines a cell. Only what is in sight is painted, so thousands stay smooth."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.style import Theme
from ui.widgets.rail import paint_stage

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one cell says: a first line, a soft second one, an icon before the first."""

    first: str
    second: str = ""
    icon: str = ""
    token: str = "soft"
    """Colour of the icon."""
    icon_says: str = ""
    """What the icon means, read aloud."""
    bold: bool = False
    tone: str = "ink"
    """ink, soft, blue_ink, amber_ink, green_ink."""
    stage: tuple[int, int, bool] | None = None
    """Instead of the second line: short bars, as (at, of, held)."""

    def says(self) -> str:
        return ", ".join(x for x in (self.icon_says, self.first, self.second) if x)


@dataclass(frozen=True, kw_only=True)
class Column(Generic[R]):
    title: str
    cell: Callable[[R], Cell]
    width: int = 0
    """Pixels at 100 %; 0 shares what is left."""
    fold: bool = False
    """Where it is narrow this column goes and its first line becomes a third line of the widest one."""


class Rows(QAbstractTableModel):
    """The model: plain rows, read once, shown with their columns. What a row is only its columns know."""

    def __init__(self, columns: tuple[Column[Any], ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.rows: tuple[object, ...] = ()
        self.folded = False

    def show_rows(self, rows: tuple[object, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            return self.columns[section].title
        return None

    def widest(self) -> int:
        """The first column that shares what is left, or the first."""
        return next((i for i, c in enumerate(self.columns) if not c.width and not c.fold), 0)

    def cell(self, index: Index) -> Cell:
        return self.columns[index.column()].cell(self.rows[index.row()])

    def third(self, index: Index) -> str:
        """What the folded columns would have said, for the widest column."""
        if not self.folded or index.column() != self.widest():
            return ""
        row = self.rows[index.row()]
        return " · ".join(x for x in (c.cell(row).first for c in self.columns if c.fold) if x)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index).first
        return ", ".join(x for x in (self.cell(index).says(), self.third(index)) if x)


class DataTable(QTableView):
    """A whole row is chosen at a time. `chosen(row)` when the current row changes, `opened(row)` on Enter or a double click.

    Sorting and filtering are the owner's: it shows other rows (`show_rows`), and the chosen one stays chosen by its key.
    """

    chosen = Signal(object)
    opened = Signal(object)

    refitted = Signal()
    """Rows have become taller or lower: what they need in all is `whole()`."""

    def __init__(
        self, theme: Theme, says: str, columns: tuple[Column[R], ...], key: Callable[[R], str], *, head: bool = True, lines: int = 1
    ) -> None:
        """`key`: what makes a row the same row. `head`: whether the titles are shown (a list of one column needs none).

        `lines`: over how many lines the first words of a cell may run where they need it; every row is measured, so for lists that
        stay below a few thousand.
        """
        super().__init__()
        self.lines = lines
        self.theme = theme
        self.rows = Rows(columns, self)
        self._key: Callable[[Any], str] = key
        self._quiet = False
        self.setModel(self.rows)
        self.setItemDelegate(_RowPainter(self))
        self.setAccessibleName(says)
        self.setProperty("noring", True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        top = self.horizontalHeader()
        top.setVisible(head)
        top.setHighlightSections(False)
        top.setSectionsClickable(False)
        top.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        top.setAccessibleName(f"{says}, titles")
        self.activated.connect(self._on_open)
        if lines > 1:
            # Qt says this before it has kept the new width, so look at it a moment later
            top.sectionResized.connect(self._fit_rows, Qt.ConnectionType.QueuedConnection)
        theme.fits(self, self._fit)

    def show_rows(self, rows: tuple[object, ...]) -> None:
        """Other rows; the chosen one stays chosen if it is still there, else the first."""
        held, scroll = self.current_key(), self.verticalScrollBar().value()
        self._quiet = True
        self.rows.show_rows(rows)
        self._fit_rows()
        if rows:
            self.selectRow(next((i for i, row in enumerate(rows) if self._key(row) == held), 0))
        self._quiet = False
        self.verticalScrollBar().setValue(scroll)
        row = self.current()
        if row is not None and self._key(row) != held:
            self.chosen.emit(row)

    def current(self) -> object | None:
        at = self.currentIndex().row()
        return self.rows.rows[at] if 0 <= at < len(self.rows.rows) else None

    def current_key(self) -> str:
        row = self.current()
        return self._key(row) if row is not None else ""

    def choose(self, key: str) -> bool:
        """Make the row with this key the current one; whether there is one."""
        for i, row in enumerate(self.rows.rows):
            if self._key(row) == key:
                if i != self.currentIndex().row():
                    self.selectRow(i)
                    self.scrollTo(self.rows.index(i, 0))
                return True
        return False

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        row = self.current()
        if row is not None and not self._quiet and current.row() != previous.row():
            self.chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_open()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.rows.rows and not self.currentIndex().isValid():
            self.selectRow(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _on_open(self, *_: object) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row)

    def last_column(self) -> int:
        return max((i for i in range(len(self.rows.columns)) if not self.isColumnHidden(i)), default=0)

    def tall(self) -> int:
        t = self.theme
        lines = t.metrics("strong").height() + t.metrics("small").height() * (2 if self.rows.folded else 1) + t.sp(0.25)
        return lines + t.sp(2.25)

    def whole(self) -> int:
        """Pixels that all rows need, without the titles; at least one row."""
        return sum(self.rowHeight(i) for i in range(len(self.rows.rows))) or self.tall()

    def hug(self, most: int = 0) -> None:
        """From now on be as tall as the rows, and at most `most` pixels at 100 %, where there are too many to show."""

        def fit() -> None:
            head = self.horizontalHeader()
            tall = self.whole() + (0 if head.isHidden() else head.sizeHint().height()) + 4
            self.setFixedHeight(min(tall, self.theme.px(most)) if most else tall)

        self.refitted.connect(fit)
        self.theme.fits(self, fit)

    def broken(self, index: Index) -> list[str]:
        """The first words of a cell, broken into the lines they may run over; the last one ends in dots when there is more."""
        cell, t = self.rows.cell(index), self.theme
        wide = self.columnWidth(index.column()) - t.sp(2.5) - (t.px(14) + t.sp(0.75) if cell.icon else 0)
        return broken(cell.first, t.metrics("strong" if cell.bold else "body"), wide, self.lines)

    def under(self, index: Index) -> tuple[list[str], list[str]]:
        """The small lines below them: the second words of a cell, and what the folded columns would have said. Where columns are folded
        they run over as many lines as the first words may.
        """
        cell, most, small = self.rows.cell(index), self.lines if self.rows.folded else 1, self.theme.metrics("small")
        wide = self.columnWidth(index.column()) - self.theme.sp(2.5)
        second, third = (broken(said, small, wide, most) if said else [] for said in (cell.second, self.rows.third(index)))
        return second or ([""] if cell.stage is not None else []), third

    def _fit_rows(self, *_: int) -> None:
        more, columns = self.theme.metrics("strong").height(), [i for i in range(len(self.rows.columns)) if not self.isColumnHidden(i)]
        for i in range(len(self.rows.rows) if self.lines > 1 else 0):
            deep = max(len(self.broken(self.rows.index(i, at))) for at in columns)
            least = 2 if self.rows.folded else 1
            small = max(sum(map(len, self.under(self.rows.index(i, at)))) for at in columns) if self.rows.folded else least
            tall = self.tall() + (deep - 1) * more + max(0, small - least) * self.theme.metrics("small").height()
            if self.rowHeight(i) != tall:
                self.setRowHeight(i, tall)
        self.refitted.emit()

    def _fit(self) -> None:
        t, top = self.theme, self.horizontalHeader()
        self.rows.folded = t.narrow and any(c.fold for c in self.rows.columns)
        for i, column in enumerate(self.rows.columns):
            self.setColumnHidden(i, column.fold and t.narrow)
            top.setSectionResizeMode(i, QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch)
            if column.width:
                self.setColumnWidth(i, t.px(column.width))
        self.verticalHeader().setDefaultSectionSize(self.tall())
        self.setMinimumHeight(self.tall() * 3)  # fewer rows would be a keyhole: the page scrolls instead
        self._fit_rows()
        self.viewport().update()


def broken(words: str, metrics: QFontMetrics, wide: int, most: int) -> list[str]:
    """`words` over at most `most` lines of `wide` pixels."""
    if most == 1 or metrics.horizontalAdvance(words) <= wide:
        return [metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide)]
    lines, rest = list[str](), words.split()
    while rest and len(lines) < most - 1:
        line = rest.pop(0)
        while rest and metrics.horizontalAdvance(f"{line} {rest[0]}") <= wide:
            line = f"{line} {rest.pop(0)}"
        lines.append(metrics.elidedText(line, Qt.TextElideMode.ElideRight, wide))
    if not rest:
        return lines
    left = " ".join(rest)
    if metrics.horizontalAdvance(left) > wide:  # dots after a whole word read better than within one
        while len(rest) > 1 and metrics.horizontalAdvance(f"{left}…") > wide:
            rest.pop()
            left = " ".join(rest).rstrip(",;:.")
        left = f"{left}…"
    return [*lines, metrics.elidedText(left, Qt.TextElideMode.ElideRight, wide)]


class _RowPainter(QStyledItemDelegate):
    def __init__(self, table: DataTable) -> None:
        super().__init__(table)
        self.table, self.theme = table, table.theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, self.table.rowHeight(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, p = self.theme, painter
        cell, (second, third) = self.table.rows.cell(index), self.table.under(index)
        # the stubs do not know the fields of the option
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType, reportAttributeAccessIssue]
        r: QRect = option.rect  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType, reportAttributeAccessIssue]
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(p, r, index, bool(state & QStyle.StateFlag.State_Selected))
        strong, small = t.metrics("strong"), t.metrics("small")
        box = r.adjusted(t.sp(1.5), 0, -t.sp(1), 0)
        said = self.table.broken(index)
        deep = strong.height() * len(said) + small.height() * (len(second) + len(third)) + (t.sp(0.25) if second else 0)
        y = r.top() + (r.height() - deep) // 2
        top = QRect(box.left(), y, box.width(), strong.height())
        if cell.icon:
            icon = t.pixmap(cell.icon, cell.token, 14)
            p.drawPixmap(top.left(), top.center().y() - icon.height() // 2 + 1, icon)
            top.setLeft(top.left() + icon.width() + t.sp(0.75))
        p.setFont(t.font("strong" if cell.bold else "body"))
        p.setPen(t.colour(cell.tone))
        for i, line in enumerate(said):
            p.drawText(top.translated(0, i * strong.height()), Qt.AlignmentFlag.AlignVCenter, line)
        under = QRect(box.left(), y + strong.height() * len(said) + t.sp(0.25), box.width(), small.height())
        p.setFont(t.font("small"))
        if cell.stage is not None:
            at, of, held = cell.stage
            paint_stage(p, t, under.left() + 0.5, under.center().y() + 0.5, at, of, min(under.width(), t.px(100)), held)
        for i, line in enumerate((*second, *third)):
            p.setPen(t.colour("soft" if i < len(second) else "ink"))
            p.drawText(under.translated(0, i * small.height()), Qt.AlignmentFlag.AlignVCenter, line)
        p.restore()

    def _ground(self, p: QPainter, r: QRect, index: Index, chosen: bool) -> None:
        t = self.theme
        if chosen:
            p.fillRect(r, t.colour("wash"))
            if index.column() == 0:
                p.fillRect(QRect(r.left(), r.top(), 3, r.height()), t.colour("blue"))
        p.fillRect(QRect(r.left(), r.bottom(), r.width(), 1), t.colour("line"))
        if self.table.hasFocus() and self.table.currentIndex().row() == index.row():  # the ring goes round the row
            focus = t.colour("focus")
            p.fillRect(QRect(r.left(), r.top(), r.width(), 2), focus)
            p.fillRect(QRect(r.left(), r.bottom() - 1, r.width(), 2), focus)
            if index.column() == 0:
                p.fillRect(QRect(r.left(), r.top(), 2, r.height()), focus)
            if index.column() == self.table.last_column():
                p.fillRect(QRect(r.right() - 1, r.top(), 2, r.height()), focus)
