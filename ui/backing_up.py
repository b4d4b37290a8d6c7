"""Makes backups while one works: by itself once a day, when asked, and before closing. One at a time.

One case at a time is read on this thread, which owns the files; everything slow (copying, the proof by another process) is on the pool.
A place that is not there is told once and quietly.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from leder_desktop.errors import Refused
from leder_desktop.operations import backup, backup_place
from leder_desktop.operations.backup_parts import Built, Copied, Made, Plan
from leder_desktop.session import Desk, Session
from ui.jobs import Job, Jobs, Progress

FIRST_MS = 20_000
"""So long after the unlock it is looked whether a backup is due: whoever unlocks wants to see a case first."""
LOOK_MS = 3_600_000


class BackingUp(QObject):
    progressed = Signal(int, int, str)
    """Cases done, cases in all (0: nobody knows), what is being done."""
    made = Signal(object)
    """`backup_parts.Made`, restored and compared."""
    refused = Signal(object)
    """`Refused`: there is no new backup, and the older ones are as they were."""
    stopped = Signal()
    told = Signal(str)
    """A sentence about a backup by itself."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._desk: Desk | None = None
        self._session: Callable[[], Session | None] = _none
        self._plan: Plan | None = None
        self._job: Job | None = None
        self._copied: list[Copied] = []
        self._stopping = self._by_itself = False
        self._absent = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def open(self, desk: Desk, session: Callable[[], Session | None]) -> None:
        """A store was opened; `session()` is the case on the desk, if there is one."""
        self._desk, self._session, self._absent = desk, session, ""
        self._timer.start(FIRST_MS)

    def close(self) -> None:
        """The store is about to be closed: what is under way is stopped, and taken away by the next backup. It waits for nothing."""
        self._timer.stop()
        self.stop()
        plan, self._plan, self._job = self._plan, None, None
        if plan is not None:
            plan.lock.release()
        self._desk, self._session = None, _none

    @property
    def under_way(self) -> bool:
        return self._plan is not None

    def look(self) -> None:
        """Once a day, by itself, when the place is there and nothing else is being done that may have a case file open."""
        self._timer.start(LOOK_MS)
        if self._desk is None or self.under_way or self._jobs.running() or not backup_place.is_due(self._desk):
            return
        place = backup_place.chosen(self._desk)
        if place is None:
            return
        if place.reachable:
            self.begin(place.path, by_itself=True)
        elif self._absent != str(place.path):
            self._absent = str(place.path)
            self.told.emit(f"Today's backup waits: {place.path} is not there. Plug in its disk when you can.")

    def begin(self, place: Path, *, by_itself: bool = False) -> None:
        """Make a backup there; exactly one of `made`, `refused` and `stopped` follows. Nothing while one is under way."""
        if self._desk is None or self.under_way:
            return
        self._stopping, self._by_itself, self._copied = False, by_itself, []
        try:
            self._plan = backup.prepare(self._desk, place)
        except Refused as refusal:
            self._tell_refused(refusal)
            return
        self._next()

    def stop(self) -> None:
        """Leave it; older backups are as they were."""
        self._stopping = True
        if self._job is not None:
            self._job.cancel()

    def _next(self) -> None:
        plan, desk = self._plan, self._desk
        if plan is None or desk is None:
            return
        if self._stopping:
            self._on_stopped()
            return
        done, of = len(self._copied), len(plan.cases)
        self.progressed.emit(done, of, backup.COPYING)
        if done == of:
            self._prove(plan)
            return
        try:
            taken = backup.take(desk, plan.cases[done], self._session())
        except Refused as refusal:
            self._on_refused(refusal)
            return

        def work(progress: Progress) -> Copied:
            return backup.put(plan.shared, taken, lambda _done, _of, _what: progress.step(0, 0))

        self._job = self._jobs.start(work, self._on_copied, self._on_refused, self._on_stopped)

    def _on_copied(self, copied: Copied) -> None:
        self._copied.append(copied)
        QTimer.singleShot(0, self, self._next)

    def _prove(self, plan: Plan) -> None:
        copied = tuple(self._copied)
        self.progressed.emit(0, 0, backup.PROVING)

        def work(progress: Progress) -> Built:
            built = backup.build(plan, copied)
            backup.prove(plan, built, lambda _done, _of, _what: progress.step(0, 0))
            return built

        self._job = self._jobs.start(work, self._on_proved, self._on_refused, self._on_stopped)

    def _on_proved(self, built: Built) -> None:
        plan, desk = self._plan, self._desk
        if plan is None or desk is None:
            return
        try:
            made = backup.finish(desk, plan, built)
        except Refused as refusal:
            self._on_refused(refusal)
            return

        def work(_: Progress) -> Made:
            backup.thin(plan)
            return made

        # it counts already: what the disk does not let go of is let go of by the next backup
        self._job = self._jobs.start(work, self._on_made, lambda _: self._on_made(made), lambda: self._on_made(made))

    def _on_made(self, made: Made) -> None:
        if self._plan is None:
            return
        self._plan = self._job = None
        self.made.emit(made)
        if self._by_itself:
            self.told.emit("Backed up, restored and compared." + (" " + made.warnings[0] if made.warnings else ""))

    def _on_refused(self, refusal: Refused) -> None:
        self._abandon()
        self._tell_refused(refusal)

    def _tell_refused(self, refusal: Refused) -> None:
        self.refused.emit(refusal)
        if self._by_itself:
            self.told.emit(f"There was no backup today. {refusal.sentence}")

    def _on_stopped(self) -> None:
        if self._plan is not None:
            self._abandon()
            self.stopped.emit()

    def _abandon(self) -> None:
        plan, self._plan, self._job = self._plan, None, None
        if plan is not None:
            backup.abandon(plan)


def _none() -> Session | None:
    return None
