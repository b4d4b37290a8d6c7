"""Long work off the GUI thread, with progress and a way to stop.

The work runs on a pool thread and must not touch widgets or the session's open file; it is handed plain data. It is given a `Progress`
and calls `step` often: that is also where it hears that it should stop. `done`, `refused` and `stopped` run on the GUI thread.
"""

import gc
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from leder_desktop.errors import Refused

T = TypeVar("T")
EVERY_S = 0.05
"""A step is shown at most this often."""


class Stopped(Exception):
    """Raised inside the work when somebody asked it to stop."""


class Job(QObject):
    """One piece of work. `progressed(done, of, words)`, then exactly one of the three ends, then `ended`."""

    progressed = Signal(int, int, str)
    ended = Signal()
    _done = Signal(object)
    _refused = Signal(object)
    _stopped = Signal()
    _crashed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._over = threading.Event()

    def cancel(self) -> None:
        """Ask it to stop; it does at its next step."""
        self._stop.set()


class Progress:
    """What the work is given. Thread-safe."""

    def __init__(self, job: Job, stop: threading.Event) -> None:
        self._job, self._stop, self._last = job, stop, 0.0

    def step(self, done: int, of: int, words: str = "") -> None:
        """So far; `of` 0 when nobody knows. Raises Stopped when asked to stop."""
        if self._stop.is_set():
            raise Stopped
        now = time.monotonic()
        if now - self._last >= EVERY_S or done == of:
            self._last = now
            self._job.progressed.emit(done, of, words)


class _Run(QRunnable):
    def __init__(self, work: Callable[[Progress], object], job: Job, stop: threading.Event) -> None:
        super().__init__()
        self._work, self._job, self._stop = work, job, stop

    def run(self) -> None:
        job = self._job
        try:
            result = self._work(Progress(job, self._stop))
        except Refused as refusal:
            job._refused.emit(refusal)  # pyright: ignore[reportPrivateUsage]
        except Stopped:
            job._stopped.emit()  # pyright: ignore[reportPrivateUsage]
        except BaseException as bug:  # noqa: BLE001 - handed to the crash report on the GUI thread, never lost
            job._crashed.emit(bug)  # pyright: ignore[reportPrivateUsage]
        else:
            job._done.emit(result)  # pyright: ignore[reportPrivateUsage]
        job._over.set()  # pyright: ignore[reportPrivateUsage]


class Jobs(QObject):
    """The pool. `crashed(exception)`: a bug in some work; the composition root gives it to `ui.crash`."""

    crashed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._running: set[Job] = set()
        self._swept = False
        self._spent: set[Job] = set()

    def start(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        refused: Callable[[Refused], object],
        stopped: Callable[[], object] | None = None,
    ) -> Job:
        self._sweep()
        stop = threading.Event()
        job = Job(self)
        job._stop = stop  # pyright: ignore[reportPrivateUsage]
        self._hold_rubbish()
        self._running.add(job)
        home = Qt.ConnectionType.QueuedConnection

        def end() -> None:
            self._running.discard(job)
            self._let_rubbish_go()
            self._spent.add(job)
            job.ended.emit()

        def on_done(result: T) -> None:
            end()
            done(result)

        def on_refused(refusal: Refused) -> None:
            end()
            refused(refusal)

        def on_stopped() -> None:
            end()
            if stopped is not None:
                stopped()

        def on_crashed(bug: BaseException) -> None:
            end()
            self.crashed.emit(bug)

        job._done.connect(on_done, home)  # pyright: ignore[reportPrivateUsage]
        job._refused.connect(on_refused, home)  # pyright: ignore[reportPrivateUsage]
        job._stopped.connect(on_stopped, home)  # pyright: ignore[reportPrivateUsage]
        job._crashed.connect(on_crashed, home)  # pyright: ignore[reportPrivateUsage]
        self._pool.start(_Run(work, job, stop))
        return job

    def _hold_rubbish(self) -> None:
        """While a thread of the pool works, nothing is swept up: it might be done there, and take a widget apart off its own thread."""
        if not self._running:
            self._swept = gc.isenabled()
            gc.disable()

    def _let_rubbish_go(self) -> None:
        if not self._running and self._swept:
            gc.enable()

    def _sweep(self) -> None:
        """Let go of jobs whose thread has left them; one that is still inside its last signal must not be pulled away from under it."""
        for job in [j for j in self._spent if j._over.is_set()]:  # pyright: ignore[reportPrivateUsage]
            self._spent.discard(job)
            job.deleteLater()

    def running(self) -> int:
        return len(self._running)

    def cancel_all(self) -> None:
        for job in tuple(self._running):
            job.cancel()

    def wait(self, most_ms: int = -1) -> bool:
        """Wait until nothing runs, at most so many milliseconds; whether nothing does."""
        return self._pool.waitForDone(most_ms)
