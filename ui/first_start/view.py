"""First start, step by step. Back is always possible until the store is made; going away before that leaves nothing behind."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from leder_desktop.errors import Refused
from leder_desktop.operations import store
from leder_desktop.operations.store import Plan, Prepared
from leder_desktop.session import Desk
from ui.first_start.backups import WhereBackupsGo
from ui.first_start.steps import ChoosePassphrase, Protected, RecoverySheet, SigningIdentity, Step, TrustFiles, TypeBack, WhoYouAre, role_of
from ui.first_start.where import WhereItLies
from ui.jobs import Progress
from ui.screen import Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import card, column, holder, row, scrolled
from ui.widgets.notice import Problem
from ui.widgets.progress import ProgressLine
from ui.widgets.words import words

AFTER_MAKING = 4
"""The steps from here on work in a store that is open."""


class FirstStart(Screen):
    def __init__(
        self, theme: Theme, services: Services, folder: Path, *, prepare: Callable[[Plan], Prepared],
        begin: Callable[[Path, Prepared], Desk], made: Callable[[Desk], object], turn_to: Callable[[Path], object],
        restore: Callable[[Path], object] = lambda _: None,
    ) -> None:  # fmt: skip
        """`prepare` runs on the pool, `begin` on the GUI thread; `made(desk)` is called when the last page was left; `turn_to(folder)`
        when a folder was chosen that holds a store already; `restore(folder)` when a backup is to be restored instead."""
        super().__init__(theme, services)
        self._folder, self._prepare, self._begin, self._made = folder, prepare, begin, made
        self.desk: Desk | None = None
        self._plan: Plan | None = None
        t = theme
        self.where = WhereItLies(t, folder, turn_to)
        self.where.chose.connect(self._move)
        self.who, self.choose, self.sheet, self.back_typed = WhoYouAre(t), ChoosePassphrase(t), RecoverySheet(t), TypeBack(t)
        self.identity, self.trust, self.backups, self.protected = SigningIdentity(t), TrustFiles(t), WhereBackupsGo(t), Protected(t)
        before: tuple[Step, ...] = (self.who, self.choose, self.sheet, self.back_typed)
        self.steps: tuple[Step, ...] = (*before, self.identity, self.trust, self.backups, self.protected)
        self.at = 0
        # one page in sight: a stack would make all as tall as the tallest
        self._pages = holder(column(t, *self.steps, gap=0))
        for step in self.steps:
            step.changed.connect(self._allow)
        self.count = words("", "small", "soft")
        self.title = words("", "h1")
        self.problem = Problem(t)
        self.progress = ProgressLine(t)
        self.progress.stop.hide()
        self.next = button(t, "Go on", "arrow-right", kind="primary", on=self.go_on)
        self.next.setDefault(True)
        self.back = button(t, "Back", "chevron-left", kind="link", says="Back to the step before", on=self.go_back)
        self.from_backup = button(t, "Restore from a backup", kind="link", on=lambda: restore(self._folder))
        self.from_backup.setObjectName("first_start.restore")
        sheet = card(
            t, self.count, self.title, self._pages, self.where, self.problem, self.progress,
            row(t, self.next, None, self.from_backup, self.back), gap=2, pad=4,
        )  # fmt: skip
        theme.fits(sheet, lambda: sheet.setFixedWidth(min(t.px(640), 1180)))
        whole = holder(column(t, None, row(t, None, sheet, None), None, margins=3))
        self.setLayout(column(t, scrolled(whole, "First start"), gap=0))
        self.who.name.returnPressed.connect(self.go_on)
        self.choose.new.again.returnPressed.connect(self.go_on)
        self._turn(0)
        self.first = self.who.name

    def seal(self) -> None:
        """Nothing typed here is handed on before its step is done."""

    def touched(self) -> bool:
        """Whether something secret was typed here, or recovery words stand here."""
        return self._plan is not None or any(line.text() for line in (self.choose.new.first, self.choose.new.again))

    def _move(self, folder: Path) -> None:
        self._folder = folder

    def _turn(self, at: int) -> None:
        self.at = at
        self.where.setVisible(at == 0)
        self.from_backup.setVisible(at == 0)
        step = self.steps[at]
        for page in self.steps:
            page.setVisible(page is step)
        self.count.setText(f"Step {at + 1} of {len(self.steps)}")
        self.title.setText(step.title)
        self.problem.say("")
        self.back.setVisible(0 < at < AFTER_MAKING)
        self._allow()
        step.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _allow(self) -> None:
        step = self.steps[self.at]
        self.next.setEnabled(step.is_ready())
        self.next.say("Go on" if step in (self.identity, self.trust) else step.verb)

    def go_back(self) -> None:
        if 0 < self.at < AFTER_MAKING:
            self._turn(self.at - 1)

    def go_on(self) -> None:
        step = self.steps[self.at]
        if not step.is_ready() or not self._pages.isEnabled() or step.leave():
            return
        if step is self.choose:
            try:
                store.require_free(self._folder)
                self._plan = store.plan(self.who.name.text(), role_of(self.who.role.at()), self.choose.new.text())
            except Refused as refusal:
                self.problem.say(refusal.sentence)
                return
            self.sheet.show_plan(self._plan)
            self.back_typed.plan = self._plan
        if step is self.back_typed:
            self._make()
        elif step is self.protected:
            assert self.desk is not None
            self._made(self.desk)
        else:
            self._turn(self.at + 1)

    def _make(self) -> None:
        plan = self._plan
        assert plan is not None
        self._pages.setEnabled(False)
        self.next.setEnabled(False)
        self.back.setEnabled(False)
        self.progress.begin("Making the keys. On this laptop that takes a few seconds, so that guessing takes an attacker years.")

        def work(_: Progress) -> Prepared:
            return self._prepare(plan)

        self.services.jobs.start(work, self._on_prepared, self._on_refused)

    def _on_prepared(self, prepared: Prepared) -> None:
        try:
            self.desk = self._begin(self._folder, prepared)
        except Refused as refusal:
            self._on_refused(refusal)
            return
        self._ended()
        self.identity.desk = self.trust.desk = self.backups.desk = self.desk
        # from here on the words are on paper only
        self.back_typed.typed.forget()
        self.sheet.forget()
        self.choose.new.forget()
        self._plan = self.back_typed.plan = None
        self._turn(AFTER_MAKING)

    def _on_refused(self, refusal: Refused) -> None:
        self._ended()
        self.problem.say(refusal.sentence)

    def _ended(self) -> None:
        self.progress.end()
        self._pages.setEnabled(True)
        self.back.setEnabled(True)
        self._allow()
