"""Looks after the laptop while a store is open: the clock and the room on the disk at unlock and every hour, everything once a week.

The weekly check is done in pieces while nobody touches the window: one case's database at a time on this thread, which owns the files, its
records on the pool. What is found stands in a strip below the bar until it is put away or is well again; when all is well nothing is said.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QBoxLayout

from leder_desktop.errors import Refused
from leder_desktop.operations import cases, doctor, laptop
from leder_desktop.operations.doctor import Damage, Records
from leder_desktop.session import Desk, Session
from ui.jobs import Progress
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.notice import notice

HOUR_MS = 3_600_000
LOOK_MS = 5_000
"""How often it is looked whether the window is quiet enough for the next piece of the weekly check."""
QUIET_SECONDS = 20.0
"""Nobody has touched it for so long: a piece of the weekly check, some tens of milliseconds a case, disturbs nobody."""


class LaptopWatch(QObject):
    def __init__(
        self, theme: Theme, services: Services, strip: QBoxLayout, quiet_seconds: Callable[[], float],
        session: Callable[[], Session | None], parent: QObject,
    ) -> None:  # fmt: skip
        """`strip`: where what is found is shown; `session`: the case on the desk, if there is one."""
        super().__init__(parent)
        self._services, self._quiet_seconds, self._session = services, quiet_seconds, session
        self._desk: Desk | None = None
        self._told: tuple[str, ...] = ()
        self._damage: list[Damage] = []
        self._weekly: Iterator[object] | None = None
        self._reading = False
        self.more = button(theme, "Check this laptop", "hard-drive", kind="link", on=lambda: services.do("check-laptop"))
        self.right = button(theme, "The clock is right", kind="link", says="The clock of this laptop is right now", on=self._trust_clock)
        self.away = button(theme, "Put away", kind="link", says="Put this message away until the next unlock", on=self._put_away)
        self.notice = notice(theme, "", "amber", "", self.more, self.right, self.away)
        self.notice.setObjectName("laptop.told")
        self.notice.say("")
        strip.addWidget(self.notice)
        self._hourly = QTimer(self)
        self._hourly.setInterval(HOUR_MS)
        self._hourly.timeout.connect(self.look)
        self._pieces = QTimer(self)
        self._pieces.setInterval(LOOK_MS)
        self._pieces.timeout.connect(self.go_on)

    def begin(self, desk: Desk, told: tuple[str, ...] = ()) -> None:
        """A store was opened; `told`: what else is to be said (a settings file that could not be read)."""
        self._desk, self._told, self._damage, self._weekly, self._reading = desk, told, doctor.shelf_damage(desk), None, False
        self.look()
        self._hourly.start()
        self._pieces.start()

    def end(self) -> None:
        """The store is about to be closed."""
        self._hourly.stop()
        self._pieces.stop()
        self._desk, self._weekly = None, None
        self.notice.say("")

    def look(self) -> None:
        """The clock and the room, and the ballast made again where there is room for it."""
        desk = self._desk
        if desk is None:
            return
        clock = laptop.clock_sentence(desk)
        try:
            laptop.keep_ballast(desk.folder)
            space = laptop.space_sentence(desk.folder)
        except Refused as refused:
            space = refused.sentence
        self.right.setVisible(bool(clock))
        said = [*self._told, clock, space, *(f"{one.reference or 'The store'}: {one.sentence} {one.do}" for one in self._damage)]
        self.notice.say("\n".join(one for one in said if one))

    # the weekly check
    def go_on(self) -> None:
        """The next piece, when one is due, nobody is at the window and no job may have a case file open."""
        desk = self._desk
        if desk is None or self._reading or self._services.jobs.running() or self._quiet_seconds() < QUIET_SECONDS:
            return
        if self._weekly is None:
            if not doctor.is_due(desk):
                return
            self._weekly = self._check(desk)
        try:
            if next(self._weekly, self) is self:
                self._weekly = None
        except Refused as refused:  # a disk that does not read: told once, and tried again after the next unlock
            self._pieces.stop()
            self._weekly, self._told = None, (*self._told, refused.sentence)
            self.look()

    def _check(self, desk: Desk) -> Iterator[object]:
        """Yields after every piece."""
        found = doctor.store_damage(desk, full=True)
        yield None
        for row in cases.all(desk):
            damage, records = doctor.case_damage(desk, row, self._session())
            found += damage
            if records is not None and records.kept:
                self._read(records, found)
            yield None
        doctor.checked(desk, len(found))
        self._damage = found
        self.look()

    def _read(self, records: Records, found: list[Damage]) -> None:
        """A case's records, on the pool; nothing else of the check is done meanwhile."""
        self._reading = True

        def work(progress: Progress) -> list[Damage]:
            return doctor.records_damage(records, lambda: progress.step(0, 0))

        def end(damage: list[Damage]) -> None:
            found.extend(damage)
            self._reading = False

        def stopped() -> None:
            self._reading, self._weekly = False, None

        self._services.jobs.start(work, end, lambda refused: stopped(), stopped)

    # what a person does with it
    def _trust_clock(self) -> None:
        if self._desk is not None:
            laptop.trust_clock(self._desk)
            self.look()

    def _put_away(self) -> None:
        self._told, self._damage = (), []
        self.notice.say("")
