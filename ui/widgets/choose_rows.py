"""Choosing some out of many, by ticks, with a line that finds. Escape leaves everything as it was."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui.style import Theme
from ui.widgets.asking import Calm
from ui.widgets.fields import Line
from ui.widgets.layout import column, holder, scrolled
from ui.widgets.tick import Tick
from ui.widgets.words import Words, words


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
        self._rows = {row.key: row for row in rows}
        self.finder = Line(theme, "Find", hint="a word of it, or a year")
        self.ticks: dict[str, Tick] = {}
        for row in sorted(rows, key=lambda row: row.key not in chosen):
            self.ticks[row.key] = Tick(theme, row.says, row.key in chosen)
        self.none: Words = words("None has these words.", "body", "soft")
        self.none.hide()
        listed = holder(column(theme, *self.ticks.values(), self.none, None, gap=0.5, margins=1))
        area = scrolled(listed, title, "paper")
        self.count: Words = words("", "small", "soft")
        super().__init__(theme, parent, title, self.finder, area, self.count, verb=verb, leave="Leave it as it is")
        self.verb.setDefault(False)
        theme.fits(area, lambda: area.setMinimumSize(theme.px(560) if not theme.narrow else 400, min(theme.px(320), 420)))
        self.finder.textChanged.connect(self._sift)
        for tick in self.ticks.values():
            tick.clicked.connect(lambda _=False: self._count())
        self._count()
        for editor in (self.finder, *self.ticks.values()):
            editor.installEventFilter(self)
        self.finder.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, arg__1: QObject, arg__2: QEvent) -> bool:
        """Up and down go from the line that finds into the rows in sight, and on from one to the next."""
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(arg__2.key())) if isinstance(arg__2, QKeyEvent) else None
        if by is None or arg__2.type() != QEvent.Type.KeyPress:
            return super().eventFilter(arg__1, arg__2)
        stops: list[QWidget] = [self.finder, *(tick for tick in self.ticks.values() if tick.isVisible())]
        at = next((n for n, stop in enumerate(stops) if stop is arg__1), 0) + by
        if 0 <= at < len(stops):
            stops[at].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def chosen(self) -> tuple[str, ...]:
        """In the order they were given."""
        return tuple(key for key in self._rows if self.ticks[key].isChecked())

    def _sift(self, typed: str) -> None:
        parts = typed.casefold().split()
        seen = 0
        for key, tick in self.ticks.items():
            fits = all(part in self._rows[key].says.casefold() for part in parts)
            tick.setVisible(fits)
            seen += fits
        self.none.setVisible(not seen)

    def _count(self) -> None:
        self.count.setText(f"{len(self.chosen())} chosen")


def choose_rows(
    theme: Theme, parent: QWidget | None, title: str, rows: tuple[Choosable, ...], chosen: tuple[str, ...], verb: str
) -> tuple[str, ...] | None:
    """The keys that are ticked, or None when it was left."""
    box = ChooseRows(theme, parent, title, rows, chosen, verb)
    answer = box.chosen() if box.exec() == QDialog.DialogCode.Accepted else None
    box.deleteLater()
    return answer
