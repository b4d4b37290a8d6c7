"""Which backup: the folder it lies in, and which one of those that are there."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.operations import backup_found
from leder_desktop.operations.backup_found import Found
from ui import choose_file
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.day_and_time import day_and_time
from ui.widgets.fields import Choice, Field
from ui.widgets.layout import column, row
from ui.widgets.notice import Problem
from ui.widgets.words import words

NOT_YET = "Plug in the stick or disk with the backups, then choose the folder they went to."


class WhichBackup(QWidget):
    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.found: tuple[Found, ...] = ()
        self.choose = button(theme, "Choose the folder", "folder-open", says="Choose the folder with the backup", on=self.choose_folder)
        self.choose.setObjectName("restoring.from")
        self.place = words(NOT_YET, "body", "soft")
        self.choice = Choice(theme, "Backup")
        self.choice.setObjectName("restoring.backup")
        self.field = Field(theme, "Backup", self.choice)
        self.problem = Problem(theme)
        self.field.hide()
        self.choice.chose.connect(self._on_chosen)
        line = row(theme, self.choose, self.place, gap=1.5)
        line.setStretch(1, 1)
        self.setLayout(column(theme, line, self.field, self.problem, gap=1.5))

    def choose_folder(self) -> None:
        folder = choose_file.folder(self, "The folder with the backup")
        if folder is not None:
            self.take(folder)

    def take(self, folder: Path) -> None:
        """Show what is there, the newest whole one chosen; what is no backup is said."""
        try:
            self.found, sentence = backup_found.look(folder), ""
        except Refused as refusal:
            self.found, sentence = (), refusal.sentence
        self.place.setText(f"In {folder}" if self.found else NOT_YET)
        several = len({one.store for one in self.found}) > 1
        first = next((i for i, one in enumerate(self.found) if not one.problem), 0)
        self.choice.offer(tuple((str(i), _line(one, several=several)) for i, one in enumerate(self.found)), str(first))
        self.field.setVisible(bool(self.found))
        self.problem.say(sentence)
        if self.found:
            self._on_chosen()
        else:
            self.changed.emit()

    def _on_chosen(self, _key: str = "") -> None:
        chosen = self.found[int(self.choice.at())]
        self.problem.say(chosen.problem)
        self.changed.emit()

    def chosen(self) -> Found | None:
        """None before one was chosen that can be restored."""
        if not self.found:
            return None
        chosen = self.found[int(self.choice.at())]
        return None if chosen.problem else chosen


def _line(one: Found, *, several: bool) -> str:
    """Of when, how much, and whose where the backups of several stores lie together; nothing else is known without a key."""
    whose = f", store {one.store}" if several else ""
    if one.problem:
        return f"{day_and_time(one.made)}{whose}: cannot be restored"
    return f"{day_and_time(one.made)}{whose}: {one.cases} case{'' if one.cases == 1 else 's'}, {one.bytes / 1_000_000:.1f} MB"
