"""After an erasing: the backups are put right, off the GUI thread and with a way to stop, for a stick is slow and records are large."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.operations import backup_forget, backup_place, backup_replace
from leder_desktop.operations.backup_forget import Reached
from leder_desktop.session import Desk, Session
from ui.jobs import Progress
from ui.services import Services
from ui.style import Theme
from ui.widgets.asking import Calm
from ui.widgets.progress import ProgressLine
from ui.widgets.words import words

SAID = "It is gone from this laptop. Now it is taken out of the backups that are plugged in; large records on a slow stick take a while."


class OutOfBackups(Calm):
    """Holds the window back until it is done. Stopping leaves the rest to the next backup into each place."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, services: Services, work: Callable[[Callable[[], object]], Callable[[], Reached]],
        otherwise: Reached,
    ) -> None:  # fmt: skip
        """`work(look)` runs on the pool; what it answers is called here and tells what was reached. `otherwise`: when it was stopped."""
        self.progress = ProgressLine(theme)
        super().__init__(theme, parent, "Taking it out of the backups", words(SAID), self.progress, verb="Leave it to the next backup")
        self.reached = otherwise
        self.verb.setDefault(False)
        self.verb.setObjectName("out_of_backups.leave")
        self.progress.stop.hide()
        self.progress.begin("Reading the backups")
        self._over = False

        def run(progress: Progress) -> Callable[[], Reached]:
            return work(lambda: progress.step(0, 0))

        self._job = services.jobs.start(run, self._on_done, self._on_refused, self._end)
        self.fit_words()

    def exec(self) -> int:
        """It may be done already."""
        return self.result() if self._over else super().exec()

    def accept(self) -> None:
        """Stop it; the box closes when it has stopped."""
        self.verb.setEnabled(False)
        self._job.cancel()

    def reject(self) -> None:
        self.accept()

    def _end(self) -> None:
        self._over = True
        super().accept()

    def _on_done(self, finish: Callable[[], Reached]) -> None:
        self.reached = finish()
        self._end()

    def _on_refused(self, refusal: Refused) -> None:
        self.reached = Reached(reached=(), not_reached=tuple(f"{place}: {refusal.sentence}" for place in self.reached.not_reached))
        self._end()


def replace_versions(theme: Theme, parent: QWidget | None, services: Services, session: Session) -> Reached:
    """`backup_replace.replace_versions`, beside the window."""
    replacing = backup_replace.prepare(session)

    def work(look: Callable[[], object]) -> Callable[[], Reached]:
        done = backup_replace.build(replacing, look)
        return lambda: backup_replace.finish(session.desk, done)

    return _run(theme, parent, services, session.desk, work)


def forget_case(theme: Theme, parent: QWidget | None, services: Services, desk: Desk, case: str) -> Reached:
    """`backup_forget.forget_case`, beside the window."""
    forgetting = backup_forget.forgetting(desk, case)

    def work(look: Callable[[], object]) -> Callable[[], Reached]:
        done = backup_forget.forget(forgetting, look)
        return lambda: done

    return _run(theme, parent, services, desk, work)


def _run(
    theme: Theme, parent: QWidget | None, services: Services, desk: Desk, work: Callable[[Callable[[], object]], Callable[[], Reached]]
) -> Reached:
    places = backup_place.places(desk)
    if not any(place.reachable for place in places):
        return work(lambda: None)()
    stopped = tuple(f"{place.path} (not looked through; the next backup into it takes it out)" for place in places)
    box = OutOfBackups(theme, parent, services, work, Reached(reached=(), not_reached=stopped))
    box.exec()
    reached = box.reached
    box.deleteLater()
    return reached
