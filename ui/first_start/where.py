"""Where the new store will lie, and what is to be known about that place."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.operations import known_stores, laptop, store
from ui import choose_file
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import column, row
from ui.widgets.notice import Problem, notice
from ui.widgets.words import words


class WhereItLies(QWidget):
    chose = Signal(object)
    """Another folder (a Path) that is free for a new store."""

    def __init__(self, theme: Theme, folder: Path, turn_to: Callable[[Path], object]) -> None:
        """`turn_to(folder)` is called when there is a store in the chosen folder already."""
        super().__init__()
        self._turn_to = turn_to
        self.place = words("", "small", "soft")
        self.warning = notice(theme, "")
        self.problem = Problem(theme)
        self.another = button(theme, "Another folder", kind="link", says="Choose another folder for the store", on=self._another)
        self.another.setObjectName("first_start.folder")
        line = row(theme, self.place, self.another)
        line.setStretch(0, 1)
        self.setLayout(column(theme, line, self.warning, self.problem, gap=1))
        self._show(folder)

    def _show(self, folder: Path) -> None:
        self.place.setText(f"Everything will be kept, encrypted, in {folder}.")
        self.warning.say("\n".join(laptop.place_sentences(folder)))
        try:
            laptop.require_local(folder)
            self.problem.say("")
        except Refused as refusal:
            self.problem.say(refusal.sentence)

    def _another(self) -> None:
        folder = choose_file.folder(self, "Choose an empty folder for the store")
        if folder is None:
            return
        if known_stores.is_there(folder):
            self._turn_to(folder)
            return
        try:
            store.require_free(folder)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return
        self._show(folder)
        self.chose.emit(folder)
