"""The holds of a case: begin one, change it, end it, take it back; the allocation, and when to ask the family again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QComboBox, QSizePolicy, QWidget

from leder_desktop.errors import Refused
from leder_desktop.model import dates
from leder_desktop.model.case import MAY_HOLD, OVER, WRITABLE, Case, Hold
from leder_desktop.model.change import Change
from leder_desktop.model.dates import day_words
from leder_desktop.model.standards import Standards
from leder_desktop.operations import holds
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.buttons import Button, button
from ui.widgets.date_field import DateField
from ui.widgets.fields import Choice, Field, Line
from ui.widgets.layout import card, column, holder, into_sight, row, turning
from ui.widgets.notice import Problem
from ui.widgets.tabbing import meet_before
from ui.widgets.words import glyph, words

NONE = "Not on hold. A review waits only for another process, or because the family asked; the day it is due stays where it is."


def understand(typed: str) -> str:
    """How the words were understood, as people say it. Refused when they were not."""
    return dates.words(dates.understand(typed))


def narrow(choice: Choice) -> None:
    """Long answers must not widen the window at large text: the list they are chosen from is as wide as they are."""
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(18)
    choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def hold_words(hold: Hold) -> str:
    """ "From 1 October 2026, agreed by Sam Okoro. Thought to end on 31 January 2027. INQ-7."""
    until = f" to {day_words(hold.ended)}" if hold.ended else ""
    said = f"From {day_words(hold.started)}{until}, agreed by {hold.agreed_by}." if hold.started else f"Agreed by {hold.agreed_by}."
    ends = f"Thought to end on {day_words(hold.expected)}." if hold.expected and not hold.ended else ""
    return " ".join(x for x in (said, ends, f"Their reference: {hold.reference}." if hold.reference else "") if x)


class Holding(QWidget):
    def __init__(self, theme: Theme, case: OpenCase) -> None:
        super().__init__()
        self.theme, self.case = theme, case
        self._now = Case(id="")
        self._standards: Standards = case.session.standards
        self._hold: Hold | None = None
        """The hold the form is about; None: a new one."""
        self._ending = False
        t = theme
        self.acts: list[Button] = []
        """The buttons of the holds in sight, in their order."""
        self._held: list[QWidget] = []
        self._box: QBoxLayout = column(t, gap=1)
        self.none = words(NONE, "body", "soft")
        self.new = button(t, "Begin a hold", "pause", on=self.begin)
        self.reason = Choice(t, "Why the review waits")
        narrow(self.reason)
        self.started = DateField(t, "From which day", understand, hint="today, when left empty")
        self.expected = DateField(t, "When it is thought to end", understand, hint="31 January 2027")
        self.agreed_by = Line(t, "Who agreed that it waits", ch=40)
        self.reference = Line(t, "Their reference, if there is one", hint="of the inquest, the enquiry", ch=40)
        self.ended = DateField(t, "Ended on", understand, hint="today, when left empty")
        for editor, name in ((self.reason, "reason"), (self.started.line, "started"), (self.expected.line, "expected"),
                             (self.agreed_by, "agreed_by"), (self.reference, "reference"), (self.ended.line, "ended")):  # fmt: skip
            editor.setObjectName(f"case.hold.{name}")
        self.problem = Problem(t)
        self.keep = button(t, "Put on hold", kind="primary", on=self._keep)
        leave = button(t, "Leave it", kind="quiet", says="Leave the form without keeping it", on=self.leave)
        self._say = holder(column(
            t, Field(t, "Why", self.reason),
            turning(t, Field(t, "From", self.started), Field(t, "Thought to end", self.expected), gap=1.5, shares=(1, 1)),
            turning(t, Field(t, "Agreed by", self.agreed_by), Field(t, "Their reference", self.reference), gap=1.5, shares=(1, 1)), gap=1,
        ))  # fmt: skip
        self._end = Field(t, "Ended on", self.ended)
        self.form = card(t, self._say, self._end, self.problem, row(t, self.keep, leave, None), kind="sunken", gap=1)
        self.form.hide()
        self.notified = DateField(t, "Notified on", understand, hint="16 July 2026")
        self.allocated = DateField(t, "Allocated on", understand, hint="1 September 2026")
        self.family = DateField(t, "The family asked to wait until", understand, hint="24 December 2026")
        self._days: dict[DateField, tuple[str, Field, Callable[[date | None], Change]]] = {}
        days = ((self.notified, "notified_on", self._notify), (self.allocated, "allocated_on", self._allocate),
                (self.family, "family_waits_until", self._family_waits))  # fmt: skip
        for field, name, keep in days:
            field.line.setObjectName(f"case.{name}")
            self._days[field] = (name, Field(t, field.line.accessibleName(), field), keep)
            field.finished.connect(lambda _typed="", field=field: self._day(field))
        for typed in (self.agreed_by, self.reference):  # put back after a lock: the words show themselves
            typed.textChanged.connect(self._reveal)
        title = words("Holds", "h2", wrap=False)
        notified, allocated, family = (held for _, held, _ in self._days.values())
        of_case = column(t, turning(t, notified, allocated, gap=1.5, shares=(1, 1)), family, gap=1.5)
        self.setLayout(column(t, card(t, row(t, title, None, self.new), self.none, self._box, self.form, of_case, None, gap=1.25), gap=0))
        self.setObjectName("case.holds")
        self.setFocusProxy(self.new)

    # as it stands
    def show_case(self, case: Case, standards: Standards) -> None:
        self._now, self._standards = case, standards
        for old in self._held:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.acts = []
        self._held = [self._line(hold) for hold in case.holds]
        for made in self._held:
            self._box.addWidget(made)
            made.show()
        meet_before(self.reason, self.acts)
        gate = case.opt_out.result == "none"
        self.none.setVisible(not case.holds)
        self.new.setVisible(case.state in MAY_HOLD and gate)
        if self._hold is not None and self._hold not in case.holds:
            self.leave()
        for field, (name, held, _) in self._days.items():
            day: date | None = getattr(case, name)
            field.show_words(day_words(day) if day else "")
            field.line.setReadOnly(not gate or case.state not in (MAY_HOLD if field is self.family else WRITABLE))
            held.problem("")

    def _line(self, hold: Hold) -> QWidget:
        t, why = self.theme, self._label(hold)
        said = column(t, words(why, "strong"), words(hold_words(hold), "small", "soft"), gap=0)
        acts: list[Button] = []
        if hold.ended is None and self._now.state not in OVER:
            acts.append(button(t, "End", kind="quiet", says=f"End the hold: {why}", on=lambda: self.end(hold)))
        if self._now.state in MAY_HOLD:
            acts.append(button(t, "Change", kind="quiet", says=f"Change the hold: {why}", on=lambda: self.change(hold)))
            acts.append(button(t, "Take back", kind="quiet", says=f"Take back the hold: {why}", on=lambda: self._do(holds.take_back, hold)))
        self.acts += acts
        mark = glyph(t, "circle-check" if hold.ended else "pause", "soft", 16)
        line = row(t, mark, column(t, said, row(t, *acts, None), gap=0.25), gap=1, top=True)
        line.setStretch(1, 1)
        return holder(line)

    def _label(self, hold: Hold) -> str:
        return self._standards.label(self._standards.policy().hold_reasons, hold.reason)

    # the form
    def begin(self) -> None:
        self._open(None, Hold(), "Put on hold")

    def change(self, hold: Hold) -> None:
        self._open(hold, hold, "Keep the change")

    def end(self, hold: Hold) -> None:
        self._open(hold, hold, "End the hold", ending=True)

    def leave(self) -> None:
        self._hold, self._ending = None, False
        for line in self.form.findChildren(Line):
            line.setText("")
        self.form.hide()
        self.problem.say("")

    def _open(self, hold: Hold | None, said: Hold, verb: str, *, ending: bool = False) -> None:
        self._hold, self._ending = hold, ending
        self.form.show()
        standards = self._standards
        reasons = standards.vocabulary(standards.policy().hold_reasons).terms
        self.reason.offer(tuple((term.code, term.label) for term in reasons), said.reason)
        self.agreed_by.setText(said.agreed_by)
        self.reference.setText(said.reference)
        for field, day in ((self.started, said.started), (self.expected, said.expected), (self.ended, said.ended)):
            field.line.setText(day_words(day) if day else "")
        self.keep.say(verb)
        self._say.setVisible(not ending)
        self._end.setVisible(ending)
        self.problem.say("")
        (self.ended if ending else self.reason).setFocus(Qt.FocusReason.OtherFocusReason)
        into_sight(self.ended if ending else self.reason)

    def _reveal(self, typed: str) -> None:
        if typed and not self.form.isVisibleTo(self):
            kept = {line: line.text() for line in self.form.findChildren(Line)}
            self.begin()
            for line, text in kept.items():
                line.setText(text)

    def _keep(self) -> None:
        hold = self._hold
        try:
            if hold is not None and self._ending:
                self.case.do(holds.end, hold, day_in(self.ended, "the end"))
            else:
                said = replace(
                    hold or Hold(), reason=self.reason.at(), agreed_by=self.agreed_by.text(), reference=self.reference.text(),
                    started=day_in(self.started, "the beginning"), expected=day_in(self.expected, "the expected end"),
                )  # fmt: skip
                if hold is None:
                    self.case.do(holds.begin, said)
                else:
                    self.case.do(holds.change, hold, said)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            into_sight(self.problem)
            return
        self.leave()
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)
        into_sight(self.new)

    def _do(self, verb: Callable[..., Change], hold: Hold) -> None:
        self.case.do(verb, hold)

    # the two days
    def _day(self, field: DateField) -> None:
        name, held, keep = self._days[field]
        try:
            day = day_in(field, "this")
            if day != getattr(self._now, name):
                keep(day)
        except Refused as refusal:
            held.problem(refusal.sentence)

    def _notify(self, day: date | None) -> Change:
        if day is None:
            raise Refused("incomplete", "Say on which day it was notified. A wrong day is put right, not taken out.")
        return self.case.do(holds.notified, day)

    def _allocate(self, day: date | None) -> Change:
        if day is None:
            raise Refused("incomplete", "Say on which day it was allocated. A wrong day is put right, not taken out.")
        return self.case.do(holds.allocate, day)

    def _family_waits(self, day: date | None) -> Change:
        return self.case.do(holds.family_waits, day)


def day_in(field: DateField, what: str) -> date | None:
    """The day that is typed there; None for nothing. Refused as `holds.day`."""
    return holds.day(field.text(), what) if field.text().strip() else None
