"""A lock, from the moment it is wanted to the end of this process: nothing that was typed is lost, and no code runs on after it.

Why it is wanted decides how long it may take (`Haste`). A lock that was asked for, or that nobody touching it brought about, lets jobs
come to their end for five seconds, covered; before the machine sleeps or somebody else sits down at it they are cancelled and the process
is gone within one (promise P02).

When the disk does not take the words
-------------------------------------
A lock must lock, and must not lose words in silence. Asked for, it says so first and lets the person choose: stay, or lock all the same.
Otherwise everything is covered as with F9 and it is tried again: until the disk takes them, until somebody comes back and lifts the
cover, or until the time is over (`PATIENCE_S`: shortly before the machine sleeps for good; ten minutes when nobody touches it). Then the
process ends, and the unlock screen says that the last words could not be saved.
"""

import enum
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from leder_desktop.errors import Refused
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.privacy import close_what_pops_up
from ui.style import Theme
from ui.widgets.asking import confirm

LOOK_MS = 40
AGAIN_MS = 250
FINISH_S = 5.0
"""How long running jobs may take to end (architecture: a lock ends the process)."""
CANCELLED_MS = 250
"""How long cancelled jobs are waited for: they stop at their next step, and nothing of theirs is kept."""


class Haste(enum.IntEnum):
    """Why it is locked, the more urgent the greater."""

    ASKED = 0
    IDLE = 1
    AWAY = 2
    """The machine goes to sleep, its lid is shut, or the session is somebody else's."""


PATIENCE_S = {Haste.IDLE: 600.0, Haste.AWAY: 4.0}
"""How long a disk that does not take the words is asked again. A system waits five seconds for those who hold up its sleep (logind)."""
SAVED, UNSAVED = "Everything you had typed by then is saved.", "What you typed last could not be saved:"


class Locking(QObject):
    """`write()` puts everything typed, and where one was, on the disk or refuses; `end(said)` closes the store and ends the process."""

    def __init__(
        self, theme: Theme, window: MainWindow, jobs: Jobs, *, write: Callable[[], object], end: Callable[[str], object], parent: QObject
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._window, self._jobs, self._write, self._end = theme, window, jobs, write, end
        self._haste, self._until, self._said = Haste.ASKED, 0.0, ""
        self.under_way = False
        """From here on nobody is told anything: a message nobody reads would hold up the lock."""
        self._waiting = QTimer(self)
        self._waiting.setInterval(LOOK_MS)
        self._waiting.timeout.connect(self._wait_for_jobs)
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._try_again)

    def begin(self, said: str, haste: Haste) -> None:
        """`said`: a sentence for the unlock screen, when and why. A lock that is under way already is made more urgent, never less."""
        if self.under_way and haste <= self._haste:
            return
        self._said, self._haste, self.under_way = self._said or said, haste, True
        self._window.hold_place()
        self._waiting.stop()
        self._again.stop()
        if haste < Haste.AWAY and self._jobs.running():
            self._window.privacy(True)
            self._until = time.monotonic() + FINISH_S
            self._waiting.start()
        else:
            self._finish()

    def _wait_for_jobs(self) -> None:
        if not self._jobs.running() or time.monotonic() >= self._until:
            self._waiting.stop()
            self._finish()

    def _finish(self) -> None:
        self._jobs.cancel_all()
        self._jobs.wait(CANCELLED_MS)
        try:
            self._write()
        except Refused as why:
            self._unwritten(why)
        else:
            self._over(SAVED)

    def _unwritten(self, why: Refused) -> None:
        if self._haste > Haste.ASKED:
            self._window.privacy(True)
            self._until = time.monotonic() + PATIENCE_S[self._haste]
            self._again.start()
            return
        asked = f"{why.sentence} What you typed last is not on the disk yet; locking now would lose it."
        anyway = confirm(self._theme, QApplication.activeWindow(), "Not everything is saved", asked, "Lock all the same", "Stay")
        if self._haste > Haste.ASKED:
            return  # it has become urgent while the question stood there
        if anyway:
            self._over(f"{UNSAVED} {why.sentence}")
        else:
            self._stay()

    def _try_again(self) -> None:
        if not self._window.covered():
            self._stay()
            return
        try:
            self._write()
        except Refused as why:
            if time.monotonic() >= self._until:
                self._over(f"{UNSAVED} {why.sentence}")
        else:
            self._over(SAVED)

    def _stay(self) -> None:
        self._again.stop()
        self.under_way, self._haste, self._said = False, Haste.ASKED, ""
        self._window.release_place()

    def _over(self, saved: str) -> None:
        """Nothing is seen of it, and what is open is not answered: the process ends before any of it hears that it was hidden."""
        self._again.stop()
        close_what_pops_up()
        for window in QApplication.topLevelWidgets():
            window.hide()
        self._end(f"{self._said} {saved}")
