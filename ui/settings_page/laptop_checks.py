"""Two checks a person can run: whether everything here is whole, and whether anything is left in plain sight."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from leder_desktop.errors import Refused
from leder_desktop.operations import cases, doctor, self_test
from leder_desktop.operations.doctor import Damage
from leder_desktop.session import Desk
from ui.jobs import Job, Progress
from ui.services import Services
from ui.settings_page.card import Card
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import row
from ui.widgets.notice import Problem, notice
from ui.widgets.progress import ProgressLine
from ui.widgets.words import words

WHOLE = "Every case and every record here is whole, and the records of who did what fit together."


class Whole(Card):
    """Every byte that is kept here, read once: each case's database on this thread, one after the other, its records on the pool."""

    def __init__(self, theme: Theme, services: Services, desk: Desk, after: Callable[[], object]) -> None:
        super().__init__(theme)
        self._services, self._desk, self._after = services, desk, after
        self._job: Job | None = None
        self._going = False
        self.begin = button(theme, "Check everything now", "shield-check", on=self.check)
        self.begin.setObjectName("laptop.check")
        self.progress = ProgressLine(theme)
        self.progress.cancelled.connect(self._stop)
        self.whole = notice(theme, "", "green")
        self.whole.say("")
        self.damaged = notice(theme, "", "amber")
        self.damaged.say("")
        say = "Reads every case and every record, and compares them with what was recorded. Nothing is changed."
        self.fill(
            "Is everything whole?", words(say, "body", "soft"), row(theme, self.begin, None), self.progress, self.whole, self.damaged
        )

    def check(self) -> None:
        self.whole.say("")
        self.damaged.say("")
        self.begin.setEnabled(False)
        self.progress.begin("The register of the store")
        self._going = True
        rows = cases.all(self._desk)
        QTimer.singleShot(0, self, lambda: self._one(0, [], rows))

    def _one(self, at: int, found: list[Damage], rows: list[cases.CaseRow]) -> None:
        """One piece; the next one comes when the window has had its turn, and none when the page was left."""
        if not self._going or not isValid(self):
            return
        try:
            if at == 0:
                found += doctor.store_damage(self._desk, full=True)
            if at == len(rows):
                self._end(found)
                return
            self.progress.step(at, len(rows), f"Case {at + 1} of {len(rows)}")
            damage, records = doctor.case_damage(self._desk, rows[at])
        except Refused as refused:
            self._over(refused.sentence)
            return
        found += damage
        if records is None:
            QTimer.singleShot(0, self, lambda: self._one(at + 1, found, rows))
            return

        def work(progress: Progress) -> list[Damage]:
            return doctor.records_damage(records, lambda: progress.step(0, 0))

        self._job = self._services.jobs.start(
            work, lambda more: self._one(at + 1, found + more, rows), lambda refused: self._over(refused.sentence), self._over
        )

    def _end(self, found: list[Damage]) -> None:
        self._over()
        doctor.checked(self._desk, len(found))
        self.whole.say("" if found else WHOLE)
        self.damaged.say("\n".join(f"{one.reference or 'The store'}: {one.sentence} {one.do}" for one in found))
        self._after()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._over()

    def _over(self, problem: str = "") -> None:
        self._going = False
        if isValid(self):
            self.progress.end()
            self.begin.setEnabled(True)
            self.damaged.say(problem)


class InPlainSight(Card):
    """The self-test, on the pool."""

    def __init__(self, theme: Theme, services: Services, desk: Desk) -> None:
        super().__init__(theme)
        self._services, self._desk = services, desk
        self._job: Job | None = None
        self.begin = button(theme, "Run the self-test", "search", on=self.run)
        self.begin.setObjectName("laptop.self_test")
        self.progress = ProgressLine(theme)
        self.progress.cancelled.connect(lambda: self._job.cancel() if self._job is not None else None)
        self.clean = notice(theme, "", "green")
        self.clean.say("")
        self.leaked = notice(theme, "", "amber")
        self.leaked.say("")
        self.problem = Problem(theme)
        say = (
            "A random word is taken through the program in a throw-away store: typed, searched, attached, put into a report, erased. Then "
            "every file that changed meanwhile is searched for it. Your own cases are not touched."
        )
        self.fill(
            "Is anything left in plain sight?", words(say, "body", "soft"), row(theme, self.begin, None), self.progress, self.problem,
            self.clean, self.leaked,
        )  # fmt: skip

    def run(self) -> None:
        folder, clock = self._desk.folder, self._desk.clock
        for said in (self.clean, self.leaked, self.problem):
            said.say("")
        self.begin.setEnabled(False)
        self.progress.begin("The self-test begins")

        def work(progress: Progress) -> self_test.Found:
            return self_test.run(folder, clock, lambda said: progress.step(0, 0, said))

        self._job = self._services.jobs.start(work, self._on_found, self._on_refused, self._over)
        self._job.progressed.connect(self.progress.step)

    def _on_found(self, found: self_test.Found) -> None:
        if not isValid(self):  # the page was left meanwhile
            self._services.say(found.sentence().splitlines()[0])
            return
        self._over()
        (self.leaked if found.hits else self.clean).say(found.sentence())

    def _on_refused(self, refused: Refused) -> None:
        if not isValid(self):
            return
        self._over()
        self.problem.say(refused.sentence)

    def _over(self) -> None:
        if isValid(self):
            self.progress.end()
            self.begin.setEnabled(True)
