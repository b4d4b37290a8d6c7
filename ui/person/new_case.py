"""The page of a new case. Nothing is kept before "Keep this case" (Ctrl+Enter); a lock keeps the half-filled form, and so does going to
another page meanwhile."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy

from leder_desktop.errors import Refused
from leder_desktop.model import dates
from leder_desktop.model.case import TEMPLATE_WORDS, OptOut, template_for
from leder_desktop.operations import notification
from leder_desktop.operations.notification import Notice
from leder_desktop.session import Desk, Session
from ui import choose_file
from ui.person.around import NotificationForm
from ui.person.gate import SAY, GateQuestion
from ui.person.identity import PersonForm, understand
from ui.screen import Place, Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import ActionBar, button
from ui.widgets.date_field import DateField
from ui.widgets.fields import Choice, Field, Line
from ui.widgets.layout import card, column, holder, page, row, turning
from ui.widgets.notice import Problem, notice
from ui.widgets.tick import Tick
from ui.widgets.words import words

KINDS = "Notifications (*.json);;All files (*)"


class NewCase(Screen):
    def __init__(
        self, theme: Theme, services: Services, desk: Desk, keep: Callable[[Notice], Session], kept: Callable[[Session], object]
    ) -> None:
        """`keep(notice)` makes the case or raises Refused; `kept(session)` shows it."""
        super().__init__(theme, services)
        self._desk, self._keep, self._kept = desk, keep, kept
        self._told = Notice()
        t = theme
        self.reference = Line(t, "Reference", hint="LDR-26-0118", ch=30)
        self.reference.setObjectName("case.reference")
        self.notified = DateField(t, "Notified on", understand, hint="14 January 2026")
        self.notified.line.setObjectName("case.notified_on")
        self.process = Choice(t, "Process of the review", tuple(TEMPLATE_WORDS.items()), template_for(None))
        self.process.setObjectName("case.template")
        self.process.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.process.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.notified.finished.connect(self._propose)
        self.process.chose.connect(lambda: self._choose_process())
        self._chosen = False
        """Whether somebody chose the process; until then the day of the notification proposes it."""
        self.duplicates = Tick(t, "Somebody checked that this death was not notified before")
        self.duplicates.setObjectName("case.duplicate_checked")
        self.duplicates_on = DateField(t, "Checked for duplicates on", understand, hint="15 January 2026")
        self.duplicates_on.line.setObjectName("case.duplicate_checked_on")
        self.gate = GateQuestion(t, unanswered="Not checked yet: the case is kept, and opens once it was checked")
        self.form = PersonForm(t, desk.standards)
        self.around = NotificationForm(t, desk.standards)
        self.around.show_notification(Notice().notification)
        self.problem = Problem(t)
        self.said = notice(t, "", "wash")
        self.said.say("")
        self.keep_button = button(t, "Keep this case", "check", kind="primary", says="Keep this case, Ctrl+Enter", on=self.keep)
        self.choose = button(t, "Choose a notification file", "file-plus", on=self.choose_file)
        leave = button(t, "Leave it", kind="link", says="Leave without keeping a case", on=self._leave)
        leave.setObjectName("case.leave")
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.keep)
        head = holder(row(t, words("Take in a notification", "h1", wrap=False)))
        bar = ActionBar(t, (head,), (self.keep_button, self.choose, leave))
        gate = card(
            t,
            words("First: the national data opt-out", "h2"),
            words(SAY, "body", "soft", ch=72, theme=t),
            self.gate,
            kind="chosen",
            gap=1.5,
        )
        paper = card(
            t, words("The notification", "h2"),
            turning(t, Field(t, "Reference", self.reference, help="Empty: one is made here."),
                    Field(t, "Notified on", self.notified, help="The day it is due is counted from here."), shares=(1, 1)),
            Field(t, "Process of the review", self.process, help="Proposed from the day of the notification."),
            self.duplicates, Field(t, "On which day", self.duplicates_on), gap=1.5,
        )  # fmt: skip
        who = card(t, words("Who they were", "h2"), self.form, gap=1.5)
        left = holder(column(t, paper, who, None, gap=2))
        right = holder(column(t, card(t, self.around, gap=1.5), None, gap=0))
        self.setLayout(
            column(
                t,
                page(t, "Take in a notification", bar, self.said, self.problem, gate, turning(t, left, right, gap=2, shares=(1, 1))),
                gap=0,
            )
        )
        self.first = self.gate.result  # always in sight; a button may have gone into a menu
        self._bare = self._typed()
        self._over = False
        """Kept, or left on purpose."""

    def _typed(self) -> tuple[str, ...]:
        """Everything that stands in the form, to be compared."""
        lines = tuple(line.text() for line in self.findChildren(Line))
        return (*lines, self.form.address.text(), *(choice.at() for choice in self.findChildren(Choice)), self.gate.result.at(),
                *(str(tick.isChecked()) for tick in self.findChildren(Tick)))  # fmt: skip

    def held(self) -> bool:
        """Whether something was typed that is not kept, and was not left on purpose."""
        return not self._over and self._typed() != self._bare

    def expect(self, names: Iterable[str]) -> None:
        self.around.expect(names)

    def restore(self, place: Place) -> None:
        super().restore(place)
        if self.held():
            self.said.say("This is what you typed before. Nothing is kept yet.")

    def _leave(self) -> None:
        self._over = True
        self.services.go("cases")

    def choose_file(self) -> None:
        path = choose_file.open_one(self, "Choose a notification file", KINDS)
        if path is not None:
            self.show_file(path)

    def show_file(self, path: Path) -> None:
        """What the file says, in the form; nothing is kept."""
        try:
            told = notification.look(path, self._desk.standards)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return
        self.problem.say("")
        self.show_notice(told)
        self.said.say("This is what the file says. Nothing is kept yet: look it over, change what is wrong, then keep it.")
        self.gate.result.setFocus(Qt.FocusReason.OtherFocusReason)

    def _propose(self, _typed: str = "") -> None:
        if not self._chosen:
            with suppress(Refused):  # a day that is not understood says so itself
                self.process.choose(template_for(_day(self.notified, "the notification")))

    def _choose_process(self) -> None:
        self._chosen = True

    def show_notice(self, told: Notice) -> None:
        self._told = told
        self.reference.setText(told.reference)
        self.notified.line.setText(told.notified_on.isoformat() if told.notified_on else "")
        self._propose()
        self.duplicates.setChecked(told.duplicate_checked)
        self.duplicates_on.line.setText(told.duplicate_checked_on.isoformat() if told.duplicate_checked_on else "")
        self.gate.result.choose(told.opt_out.result)
        self.gate.by.setText(told.opt_out.by)
        self.gate.on.line.setText(told.opt_out.on.isoformat() if told.opt_out.on else "")
        self.form.show_person(told.person)
        self.around.show_notification(told.notification)

    def notice(self) -> Notice:
        """What stands in the form. Refused when a date is not understood, or the check is half answered."""
        if not self.form.understood():
            raise Refused("not-understood", "A date of birth or death is not understood yet. Its field says what helps.")
        result = self.gate.result.at()
        by, on = self.gate.by.text().strip(), self.gate.on.text().strip()
        if result == "none" and not by:
            raise Refused("opt-out-not-checked", "Say who made the opt-out check.")
        if result == "not-checked" and (by or on):
            raise Refused("opt-out-not-checked", "It says who made the opt-out check, or when. Choose what they found, too.")
        checked = (
            OptOut()
            if result == "not-checked"
            else OptOut(result=result, by=by, on=self.gate.day(self._desk.clock.today()))
        )
        return replace(
            self._told, reference=self.reference.text().strip(), notified_on=_day(self.notified, "the notification"), opt_out=checked,
            person=self.form.person(self._told.person), notification=self.around.notification(),
            duplicate_checked=self.duplicates.isChecked(), template=self.process.at(),
            duplicate_checked_on=_day(self.duplicates_on, "the check for duplicates"),
        )  # fmt: skip

    def keep(self) -> None:
        try:
            notice = self.notice()
            if not (notice.reference or notice.person.known_as or notice.person.given or notice.person.family or notice.person.nhs_number):
                raise Refused("bad-usage", "Nothing here says whom this is about. Type a name, the reference or the NHS number first.")
            session = self._keep(notice)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            self.problem.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._over = True
        self._kept(session)


def _day(field: DateField, what: str) -> date | None:
    """One whole day, or None for an empty field."""
    if not field.text().strip():
        return None
    when = dates.understand(field.text())
    if when.earliest is None or when.earliest != when.latest:
        raise Refused("not-understood", f"The day of {what} must be one whole date, like 14 January 2026.")
    return when.earliest
