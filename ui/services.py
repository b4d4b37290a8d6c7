"""What the window does for a screen. A screen is given one and knows no window."""

from PySide6.QtCore import QObject, Signal

from ui.backing_up import BackingUp
from ui.jobs import Jobs
from ui.style import Theme


class Services(QObject):
    """Screens call the methods; the window, and the composition root, listen to the signals."""

    went = Signal(str, str)
    """section or page, field: go there."""
    said = Signal(str)
    """A sentence for the status bar."""
    filled = Signal(bool)
    """The screen wants the whole window (interview mode), or gives it back."""
    act = Signal(str)
    """The name of an action of `ui.menus`, as if it had been chosen in a menu."""

    def __init__(self, theme: Theme, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme, self.jobs = theme, jobs
        self.backups = BackingUp(jobs, self)

    def go(self, section: str, field: str = "") -> None:
        """To another section of the case ("timeline") or a page ("cases"); `field`: the object name to jump to."""
        self.went.emit(section, field)

    def say(self, sentence: str) -> None:
        """One sentence in the status bar, for a few seconds. Nothing from a case."""
        self.said.emit(sentence)

    def fill(self, whole: bool) -> None:
        """Take the whole window, without rail, bar and panel, or give it back."""
        self.filled.emit(whole)

    def do(self, action: str) -> None:
        self.act.emit(action)
