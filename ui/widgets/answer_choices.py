"""The two groups of choices of a question: several that may apply, and why there is no answer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.style import Theme
from ui.widgets.flow import flow
from ui.widgets.layout import column
from ui.widgets.tick import Pick, Tick

STATUSES = {
    "not-asked": "Not asked",
    "not-known": "Not known",
    "not-applicable": "Does not apply",
    "insufficient": "Not enough information",
}
"""Status -> what stands on its choice."""


class Ticks(QWidget):
    """Several may apply. `changed(tuple of keys)`, in the order of the options. One that is said `alone` takes the others back."""

    changed = Signal(object)

    def __init__(self, theme: Theme, name: str, options: tuple[tuple[str, str], ...], alone: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._alone = alone
        self.setAccessibleName(name)
        self.ticks: dict[str, Tick] = {}
        for key, label in options:
            tick = Tick(theme, label)
            tick.setAccessibleName(f"{name} {label}")
            tick.clicked.connect(lambda _=False, key=key: self._on_tick(key))
            self.ticks[key] = tick
        self.setLayout(column(theme, *self.ticks.values(), gap=0.25))
        self.setFocusProxy(next(iter(self.ticks.values())))

    def _on_tick(self, key: str) -> None:
        for other, tick in self.ticks.items():
            if self.ticks[key].isChecked() and other != key and (key in self._alone or other in self._alone):
                tick.setChecked(False)
        self.changed.emit(self.at())

    def at(self) -> tuple[str, ...]:
        return tuple(key for key, tick in self.ticks.items() if tick.isChecked())

    def choose(self, keys: tuple[str, ...]) -> None:
        for key, tick in self.ticks.items():
            tick.setChecked(key in keys)


class Statuses(QWidget):
    """Why there is no answer: plain choices on one line that wraps. `chosen(str)` gives the status."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, offered: tuple[str, ...]) -> None:
        super().__init__()
        self.theme, self._name = theme, name
        self.picks: dict[str, Pick] = {}
        self._line = flow(theme, gap=2)
        for key in offered:
            self._offer(key)
        self.setLayout(column(theme, self._line, gap=0))
        self.setAccessibleName(f"{name} No answer because")
        self.choose("not-asked")

    def _offer(self, key: str) -> None:
        pick = Pick(self.theme, STATUSES[key])
        pick.setAccessibleName(f"{self._name} {STATUSES[key]}")
        pick.clicked.connect(lambda _=False: self.chosen.emit(key))
        self.picks[key] = pick
        layout = self._line.layout()
        assert layout is not None
        layout.addWidget(pick)

    def choose(self, status: str) -> None:
        """Show a status; "answered" shows none. One that is not offered here is shown all the same when it was given."""
        if status in STATUSES and status not in self.picks:
            self._offer(status)
        if self.at() == status or (status == "answered" and not self.at()):
            return
        for key, pick in self.picks.items():
            pick.setAutoExclusive(False)
            pick.setChecked(key == status)
            pick.setAutoExclusive(True)

    def at(self) -> str:
        """The status shown, or ""."""
        return next((key for key, pick in self.picks.items() if pick.isChecked()), "")
