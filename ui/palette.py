"""Find or do anything (Ctrl+K): one field that finds any action, section, case, entry or person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QWidget

from ui.menus import Actions
from ui.style import Theme
from ui.widgets.fields import Line
from ui.widgets.layout import card, column
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.words import words

MOST = 40
"""Rows shown; more words in the field find the rest."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """Something that can be chosen."""

    key: str
    says: str
    more: str = ""
    """Second line: where it is, its shortcut."""
    icon: str = "arrow-right"
    run: Callable[[], object]


Source = Callable[[str], Iterable[Found]]
"""What was typed -> what fits. Actions and sections come from the window; cases and entries from whoever knows them."""


def matches(typed: str, *said: str) -> bool:
    """Every typed word begins a word, or stands inside one of three letters or more, in any order and case."""
    heap = " ".join(said).casefold()
    starts = heap.replace("-", " ").split()
    return all(any(s.startswith(word) for s in starts) or (len(word) > 2 and word in heap) for word in typed.casefold().split())


def found_actions(acts: Actions, typed: str) -> list[Found]:
    """The actions that may be done now and fit; those that go somewhere come first."""
    out: list[Found] = []
    for name, act in sorted(acts.acts.items(), key=lambda one: not one[0].startswith("go-")):
        if acts.allowed(name) and name != "find" and matches(typed, act.plain(), act.tip, act.menu.replace("&", "")):
            more = " · ".join(x for x in (act.tip, act.keys[0] if act.keys else "") if x)
            out.append(Found(key=name, says=act.plain(), more=more, icon=act.icon or "arrow-right", run=lambda n=name: acts.run(n)))
    return out


class Palette(QDialog):
    def __init__(self, theme: Theme, parent: QWidget, sources: tuple[Source, ...]) -> None:
        super().__init__(parent)
        self.theme, self._sources = theme, sources
        self.setWindowTitle("LeDeR Desktop")
        self.setAccessibleName("Find or do anything")
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.field = Line(theme, "Find or do anything", hint="An action, a section, a case, a word")
        columns = (Column[Found](title="", cell=lambda f: Cell(first=f.says, second=f.more, icon=f.icon)),)
        self.table = DataTable(theme, "What was found", columns, lambda f: f.key, head=False)
        self.nothing = words("Nothing fits. Try another word.", "body", "soft")
        board: QFrame = card(theme, self.field, self.table, self.nothing, gap=1, pad=1.5)
        self.setLayout(column(theme, board, gap=0))
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.table.opened.connect(self._run)
        self.table.clicked.connect(lambda: self._run(self.table.current()))
        self._look("")

    def open_over(self, window: QWidget) -> None:
        """Show it at the top of the window."""
        wide = min(self.theme.px(640), window.width() - 40)
        tall = min(self.theme.px(460), window.height() - 80)
        self.resize(wide, tall)
        self.move(window.mapToGlobal(QPoint((window.width() - wide) // 2, min(64, window.height() // 10))))
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter work from the field."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            at, last = self.table.currentIndex().row(), len(self.table.rows.rows) - 1
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and last >= 0:
                self.table.selectRow(max(0, min(last, at + (1 if key == Qt.Key.Key_Down else -1))))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self.table.current())
                return True
        return super().eventFilter(watched, event)

    def found(self) -> tuple[Found, ...]:
        return tuple(row for row in self.table.rows.rows if isinstance(row, Found))

    def _look(self, typed: str) -> None:
        rows: list[Found] = []
        for source in self._sources:
            for found in source(typed):
                rows.append(found)
                if len(rows) >= MOST:
                    break
        begins = typed.strip().casefold()
        rows.sort(key=lambda f: not f.says.casefold().startswith(begins))
        self.table.show_rows(tuple(rows[:MOST]))
        if rows:
            self.table.selectRow(0)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def _run(self, found: object) -> None:
        if isinstance(found, Found):
            self.accept()
            found.run()
