"""The backup before closing: a small window that never holds anybody back."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.operations import backup_place
from leder_desktop.session import Desk
from ui.backing_up import BackingUp
from ui.style import Theme
from ui.widgets.asking import Calm
from ui.widgets.notice import Problem
from ui.widgets.progress import ProgressLine
from ui.widgets.words import words

LEAVE = "Close without a backup"


def back_up(theme: Theme, parent: QWidget, desk: Desk, backups: BackingUp) -> None:
    """Make one when anything was written since the last and its place is there. Not while the whole session ends: that does not wait."""
    app = QGuiApplication.instance()
    ending = isinstance(app, QGuiApplication) and app.isSavingSession()
    place = backup_place.chosen(desk)
    if ending or place is None or not place.reachable or not backup_place.is_due_on_closing(desk):
        return
    window = Closing(theme, parent)
    backups.progressed.connect(window.progress.step)
    backups.made.connect(window.accept)
    backups.refused.connect(window.show_refused)
    if not backups.under_way:
        backups.begin(place.path)
    if backups.under_way or window.problem.sentence():
        window.exec()
    window.deleteLater()


class Closing(Calm):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self.progress = ProgressLine(theme)
        self.progress.begin("Copying what is new")
        self.progress.stop.hide()
        self.problem = Problem(theme)
        say = words("Everything you typed is saved. The program closes by itself when the backup is made and proved.", "body", "soft")
        super().__init__(theme, parent, "Making a backup before closing", say, self.progress, self.problem, verb=LEAVE)
        self.verb.setObjectName("closing.leave")
        self.verb.setDefault(False)  # an Enter that was meant for the window before does not leave the backup
        self.fit_words()

    def show_refused(self, refusal: Refused) -> None:
        """It is read before the window goes."""
        self.progress.end()
        self.problem.say(refusal.sentence)
        self.verb.say("Close")
        self.fit_words()
