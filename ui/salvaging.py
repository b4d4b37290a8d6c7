"""A case or a store that does not open because it is damaged: what happened, what is safe, and carrying over what can be read."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.operations import salvage
from leder_desktop.operations.salvage import Salvaged
from leder_desktop.session import Held
from ui import choose_file
from ui.jobs import Job, Progress
from ui.services import Services
from ui.style import Theme
from ui.widgets.asking import Calm, tell
from ui.widgets.buttons import button
from ui.widgets.flow import flow
from ui.widgets.notice import Problem
from ui.widgets.progress import ProgressLine
from ui.widgets.words import words

WHAT_TO_DO = (
    "If there is a backup, restore it: it gives back most. Without one, what can still be read of this store can be put into a new and "
    "empty folder; the same passphrase and recovery sheet open it. Either way the damaged store is left as it is."
)


class Damaged(Calm):
    """Offers the salvage, does it, and holds the window back meanwhile: no case may be written in while the store is read."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, services: Services, title: str, sentence: str, folder: Path, held: Held, clock: Clock
    ) -> None:
        self.progress, self.problem = ProgressLine(theme), Problem(theme)
        self.begin = button(theme, "Salvage what can be read", says="Salvage what can be read into a new folder", on=self.ask)
        self.begin.setObjectName("damaged.salvage")
        self.restore = button(theme, "Restore from a backup", says="Restore a backup into a new folder", on=self._restore)
        self.restore.setObjectName("damaged.restore")
        self.wants_restore = False
        said = (words(sentence), words(WHAT_TO_DO, "body", "soft"), flow(theme, self.restore, self.begin), self.progress, self.problem)
        super().__init__(theme, parent, title, *said, verb="Leave it as it is")
        self._services, self._folder, self._held, self._clock = services, folder, held, clock
        self._job: Job | None = None
        self.salvaged: Salvaged | None = None
        self.to: Path | None = None
        self.progress.cancelled.connect(lambda: self._job.cancel() if self._job is not None else None)
        self.fit_words()

    def _restore(self) -> None:
        self.wants_restore = True
        self.accept()

    def ask(self) -> None:
        """Choose where to, then begin."""
        to = choose_file.folder(self, "An empty folder for what can be read")
        if to is not None:
            self.salvage(to)

    def salvage(self, to: Path) -> None:
        self.problem.say("")
        self.progress.begin("Reading the register")
        self._busy(True)

        def work(progress: Progress) -> Salvaged:
            return salvage.salvage_store(
                self._folder, self._held, to, clock=self._clock, tell=lambda said: progress.step(0, 0, said)
            )  # fmt: skip

        self.to = to
        self._job = self._services.jobs.start(work, self._on_done, self._on_refused, lambda: self._busy(False))
        self._job.progressed.connect(self.progress.step)

    def reject(self) -> None:
        """Not while it is being done; first it is stopped."""
        if self._job is None:
            super().reject()

    def _busy(self, on: bool) -> None:
        self.begin.setEnabled(not on)
        self.restore.setEnabled(not on)
        self.verb.setEnabled(not on)
        if not on:
            self._job = None
            self.progress.end()
        self.fit_words()

    def _on_done(self, done: Salvaged) -> None:
        self._busy(False)
        self.salvaged = done
        self.accept()

    def _on_refused(self, refusal: Refused) -> None:
        self.problem.say(refusal.sentence)
        self._busy(False)


def offer(
    theme: Theme, parent: QWidget | None, services: Services, title: str, sentence: str, folder: Path, held: Held, clock: Clock
) -> bool:
    """Say that it is damaged and what can be done, and do it when asked; then say what is in the new folder and what could not be read.
    Whether a backup is to be restored instead.
    """
    box = Damaged(theme, parent, services, title, sentence, folder, held, clock)
    salvaged = box.salvaged if box.exec() == QDialog.DialogCode.Accepted else None
    to, wants_restore = box.to, box.wants_restore
    box.deleteLater()
    if salvaged is not None and to is not None:
        tell(theme, parent, "What could be read is in the new folder", result(salvaged, to))
    return wants_restore


def result(salvaged: Salvaged, to: Path) -> str:
    """What came out, in sentences."""
    whole = {one.case for one in salvaged.lost if one.table == "case"}
    part = {one.case for one in salvaged.lost if one.case is not None} - whole
    said = [f"{_cases(salvaged.cases)} in the folder {to.name}."]
    if part:
        said.append(f"Of {len(part)} of them not everything could be read: its working notes say what is missing.")
    if whole:
        said.append(f"Of {len(whole)} {'case' if len(whole) == 1 else 'cases'} nothing could be read: use a backup.")
    if any(one.case is None for one in salvaged.lost):
        said.append("The register had damage of its own; look through your settings and signing identities.")
    said.append("To go on with it, lock this window, and choose that folder at the unlock screen.")
    return " ".join(said)


def _cases(number: int) -> str:
    return "1 case is" if number == 1 else f"{number} cases are"
