"""New keys for everything, being made: it holds the window back, for a case that is opened meanwhile would lose what is written in it."""

from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.operations import backup_forget, rotate
from leder_desktop.session import Desk
from ui.jobs import Job, Progress
from ui.services import Services
from ui.style import Theme
from ui.widgets.asking import Calm
from ui.widgets.notice import Problem
from ui.widgets.progress import ProgressLine
from ui.widgets.words import words

ASK = (
    "If somebody may have had this laptop and its passphrase, change the passphrase, make a new recovery sheet, and give everything new "
    "keys. Copies made before then still open with the old ones."
)
BACKUP_FIRST = "A backup is being made just now. Try again when it is done."
STOPPED = "Stopped. The keys are as they were."


class NewKeys(Calm):
    """Asks, then does it; `said` is what came of it, empty when it was left."""

    def __init__(self, theme: Theme, parent: QWidget | None, services: Services, desk: Desk) -> None:
        self.progress, self.problem = ProgressLine(theme), Problem(theme)
        super().__init__(
            theme, parent, "Give everything new keys?", words(ASK), self.progress, self.problem, verb="Make new keys",
            leave="Leave it as it is",
        )  # fmt: skip
        self.verb.setObjectName("new_keys.verb")
        self._services, self._desk, self.said = services, desk, ""
        self._job: Job | None = None
        self.progress.cancelled.connect(lambda: self._job.cancel() if self._job is not None else None)
        self.fit_words()

    def accept(self) -> None:
        if self._services.backups.under_way:
            self.problem.say(BACKUP_FIRST)
            self.fit_words()
            return
        self.problem.say("")
        self.verb.setEnabled(False)
        self.progress.begin("Making new keys")
        self.fit_words()
        turning, clock = rotate.prepare(self._desk, deep=True), self._desk.clock

        def work(progress: Progress) -> rotate.Turning:
            rotate.build(turning, clock, lambda done, of: progress.step(done, of))
            return turning

        self._job = self._services.jobs.start(
            work, self._on_built, lambda refusal: self._left(turning, refusal.sentence), lambda: self._left(turning, STOPPED)
        )  # fmt: skip
        self._job.progressed.connect(self.progress.step)

    def reject(self) -> None:
        """Not while it is being done; first it is stopped."""
        if self._job is None:
            super().reject()

    def _on_built(self, made: rotate.Turning) -> None:
        try:
            rotate.finish(self._desk, made)
        except Refused as refusal:
            self._left(made, refusal.sentence)
            return
        self._job, former = None, backup_forget.former_sentence(self._desk)
        self.said = f"Everything has new keys. The passphrase and the recovery sheet open it as before. {former}".rstrip()
        super().accept()

    def _left(self, turning: rotate.Turning, problem: str) -> None:
        self._job = None
        self.progress.end()
        self.verb.setEnabled(True)
        self.problem.say(problem)
        self.fit_words()
        rotate.settle(self._desk, turning)
