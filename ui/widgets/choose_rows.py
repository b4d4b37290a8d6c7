"""Choosing some out of many, by ticks, with a line that finds. Escape leaves everything as it was."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui.style import Theme
from ui.widgets.asking import Calm
from ui.widgets.fields import Line
from ui.widgets.layout import column, holder, scrolled
from ui.widgets.tick import Tick
from ui.widgets.words import Words, words

MOST = 60
"""Rows in sight at a time; of more, a word finds them."""


@dataclass(frozen=True, kw_only=True)
class Choosable:
    key: str
    says: str
    """One line: when, and what."""


class ChooseRows(Calm):
    """`chosen()` after it was accepted. The chosen ones stand first when it opens."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, title: str, rows: tuple[Choosable, ...], chosen: tuple[str, ...], verb: str
    ) -> None:
        self._rows = {row.key: row for row in sorted(rows, key=lambda row: row.key not in chosen)}
        self._order, self._chosen = tuple(row.key for row in rows), set(chosen)
        self.finder = Line(theme, "Find", hint="a word of it, or a year")
        self.ticks: dict[str, Tick] = {}
        """Of the rows that were in sight at some time."""
        self.none: Words = words("None has these words.", "body", "soft")
        self.more: Words = words("", "small", "soft")
        self._lines = column(theme, gap=0.5)
        area = scrolled(holder(column(theme, self._lines, self.none, self.more, None, gap=0.5, margins=1)), title, "paper")
        self.count: Words = words("", "small", "soft")
        super().__init__(theme, parent, title, self.finder, area, self.count, verb=verb, leave="Leave it as it is")
        self.verb.setDefault(False)
        theme.fits(area, lambda: area.setMinimumSize(theme.px(560) if not theme.narrow else 400, min(theme.px(320), 420)))
        self.finder.textChanged.connect(self._sift)
        self.finder.installEventFilter(self)
        self._sift("")
        self._count()
        self.finder.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, arg__1: QObject, arg__2: QEvent) -> bool:
        """Up and down go from the line that finds into the rows in sight, and on from one to the next."""
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(arg__2.key())) if isinstance(arg__2, QKeyEvent) else None
        if by is None or arg__2.type() != QEvent.Type.KeyPress:
            return super().eventFilter(arg__1, arg__2)
        stops: list[QWidget] = [self.finder, *(self.ticks[key] for key in self._rows if key in self.ticks and self.ticks[key].isVisible())]
        at = next((n for n, stop in enumerate(stops) if stop is arg__1), 0) + by
        if 0 <= at < len(stops):
            stops[at].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def chosen(self) -> tuple[str, ...]:
        """In the order they were given."""
        return tuple(key for key in self._order if key in self._chosen)

    def _sift(self, typed: str) -> None:
        parts = typed.casefold().split()
        fitting = [key for key, row in self._rows.items() if all(part in row.says.casefold() for part in parts)]
        shown = fitting[:MOST]
        for key in set(self.ticks) - set(shown):
            self.ticks[key].hide()
        for at, key in enumerate(shown):
            tick = self.ticks.get(key) or self._tick(key)
            self._lines.insertWidget(at, tick)
            tick.show()
        for one, next_one in pairwise((self.finder, *(self.ticks[key] for key in shown))):
            QWidget.setTabOrder(one, next_one)
        self.none.setVisible(not fitting)
        left = len(fitting) - len(shown)
        self.more.setText(f"{left} more: type a word of it above." if left else "")
        self.more.setVisible(bool(left))

    def _tick(self, key: str) -> Tick:
        tick = self.ticks[key] = Tick(self.theme, self._rows[key].says, key in self._chosen)
        tick.installEventFilter(self)
        tick.clicked.connect(self._count)
        return tick

    def _count(self) -> None:
        for key, tick in self.ticks.items():
            (self._chosen.add if tick.isChecked() else self._chosen.discard)(key)
        self.count.setText(f"{len(self._chosen)} chosen")


def choose_rows(
    theme: Theme, parent: QWidget | None, title: str, rows: tuple[Choosable, ...], chosen: tuple[str, ...], verb: str
) -> tuple[str, ...] | None:
    """The keys that are ticked, or None when it was left."""
    box = ChooseRows(theme, parent, title, rows, chosen, verb)
    answer = box.chosen() if box.exec() == QDialog.DialogCode.Accepted else None
    box.deleteLater()
    return answer
