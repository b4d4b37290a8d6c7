"""Locks when nobody has touched keyboard or mouse for a while. Time asleep counts: a laptop that was shut is locked when it opens."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

DEFAULT_MINUTES = 5
LOOK_MS = 5_000
TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
    QEvent.Type.InputMethod,
}


def awake_and_asleep() -> float:
    """Seconds since the machine began, time asleep counted. Where the system has no such clock (Windows, macOS): the monotonic one."""
    which = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(which) if which is not None else time.monotonic()


class IdleLock(QObject):
    """Listens to the whole program (`ui.touches`). `locked(reason)` once, until the next touch."""

    locked = Signal(str)

    def __init__(
        self, minutes: float = DEFAULT_MINUTES, now: Callable[[], float] = awake_and_asleep, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._now, self._told = now, False
        self.minutes = minutes
        self._last = now()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def allow(self, minutes: float) -> None:
        """How long nobody may touch it; an interview may have longer. From now on."""
        self.minutes = minutes
        self.touched()

    def quiet_seconds(self) -> float:
        """How long nobody has touched it."""
        return self._now() - self._last

    def touched(self) -> None:
        self._last, self._told = self._now(), False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            # a touch after too long a pause comes too late: whoever opens the lid meets the lock, not the case
            self.look()
            if not self._told:
                self.touched()
        return False

    def look(self) -> None:
        """Lock if it has been too long."""
        if not self._told and self._now() - self._last >= self.minutes * 60:
            self._told = True
            whole = round(self.minutes)
            self.locked.emit(f"Locked because nobody had used it for {whole} minute{'' if whole == 1 else 's'}.")
