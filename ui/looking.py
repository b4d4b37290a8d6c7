"""When the checks look at the open case: soon after a change, in a quiet moment, and off the GUI thread, so that no key waits for them.

A change that no typing surrounds is seen at once. While somebody types, the look waits until the keys have rested; then the case is read
and the rules, which are pure, run on the pool. At most one look is under way; what changed meanwhile is looked at after it.
"""

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

from leder_desktop.errors import Refused
from leder_desktop.model.remarks import Remark
from leder_desktop.operations import checks
from leder_desktop.session import Session
from ui.jobs import Jobs

REST_MS = 450
"""How long no key was pressed before the case is read: longer than the pauses inside a word or a sentence."""
KEYS = frozenset({QKeyEvent, QInputMethodEvent})
"""Asked first: every event of every widget passes here, and what sort it is costs ten times as much to ask."""
PRESSED = frozenset({QEvent.Type.KeyPress, QEvent.Type.InputMethod})


class Looking(QObject):
    """`stood(Snapshot)`: the case as it stands; `looked(Snapshot, remarks)`: what the checks say about it."""

    stood = Signal(object)
    looked = Signal(object, object)

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._session: Session | None = None
        self._last_key = 0.0
        self._running = self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def follow(self, session: Session | None) -> None:
        """The case that lies on the desk, or none; a look at another that is still under way comes to nothing."""
        self._session = session
        self._timer.stop()

    def soon(self) -> None:
        """Many changes in a row are one look."""
        if self._session is not None:
            rested = (time.monotonic() - self._last_key) * 1000
            self._timer.start(0 if rested >= REST_MS else REST_MS)

    def now(self) -> None:
        """At once and here: when a case is opened and nothing can be typed yet."""
        session = self._session
        if session is None:
            return
        self._timer.stop()
        plan = checks.plan(session)
        self.stood.emit(plan.whole)
        self.looked.emit(plan.whole, checks.of(session, plan.whole))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if type(event) in KEYS and event.type() in PRESSED:
            self._last_key = time.monotonic()
            if self._timer.isActive():
                self._timer.start(REST_MS)
        return False

    def _look(self) -> None:
        session = self._session
        if session is None:
            return
        if self._running:
            self._again = True
            return
        plan = checks.plan(session)
        self.stood.emit(plan.whole)
        self._running = True

        def end() -> None:
            self._running = False
            if self._again:
                self._again = False
                self.soon()

        def done(found: list[Remark]) -> None:
            if self._session is session:  # else it was left, and its file is closed
                checks.looked(session, plan, found)
            if self._session is session and not self._again:
                self.looked.emit(plan.whole, found)
            end()

        def refused(refusal: Refused) -> None:
            end()
            raise refusal  # the rules refuse nothing

        self._jobs.start(lambda _: checks.look(plan), done, refused, end)
