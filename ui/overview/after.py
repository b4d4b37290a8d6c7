"""After the review has left: the panel's day and outcome, what the family was offered, and the end of it.

The draft is offered while the review is written, so that part is there from the beginning; the rest once the review was sealed.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.case import MAY_HOLD, Case, Offered, Panel, State, is_bristol
from leder_desktop.model.dates import day_words
from leder_desktop.model.standards import Standards
from leder_desktop.operations import completing
from ui.open_case import OpenCase
from ui.overview.holding import day_in, narrow, understand
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.fields import Choice, Field, Line
from ui.widgets.layout import card, column, holder, row, turning
from ui.widgets.notice import Problem
from ui.widgets.tick import Picks, Tick, picks
from ui.widgets.words import words

SHOWN = frozenset({State.EXPORTED, State.PANEL, State.COMPLETED})


class After(QWidget):
    def __init__(self, theme: Theme, case: OpenCase) -> None:
        super().__init__()
        self.case = case
        self._now = Case(id="")
        t = theme
        self.title = words("After the review has left", "h2")
        self.met_on = DateField(t, "The panel met on", understand, hint="18 November 2026")
        self.met_on.line.setObjectName("case.panel.met_on")
        self.outcome = Choice(t, "What came of it")
        self.outcome.setObjectName("case.panel.outcome")
        narrow(self.outcome)
        self.signed_off = Tick(t, "The panel signed off the quality of the review")
        self.signed_off.setObjectName("case.panel.signed_off")
        self.note = Line(t, "Note", ch=60)
        self.note.setObjectName("case.panel.note")
        self.panel_problem = Problem(t)
        self.keep_panel = button(t, "Record the panel", "users", on=self._panel)
        self.offers: dict[str, tuple[Picks, DateField]] = {}
        for name, label in (("draft", "The draft, to comment on"), ("copy", "A copy of the completed review")):
            when = DateField(t, f"{label}: on which day", understand, hint="20 November 2026")
            when.line.setObjectName(f"case.offered.{name}_on")
            chosen = picks(t, label, tuple(completing.OFFERS.items()), across=True)
            for key, pick in chosen.picks.items():
                pick.setObjectName(f"case.offered.{name}.{key}")
            self.offers[name] = (chosen, when)
        self.why_not = Line(t, "Why it was not offered", ch=60)
        self.why_not.setObjectName("case.offered.why_not")
        self.offer_problem = Problem(t)
        self.keep_offer = button(t, "Record what was offered", "heart-handshake", on=self._offer)
        self.completed_on = DateField(t, "Completed on", understand, hint="today, when left empty")
        self.completed_on.line.setObjectName("case.completed_on")
        self.problem = Problem(t)
        self.complete = button(t, "Complete the review", "check", kind="primary", on=self._complete)
        self.panel_title = words("The panel", "strong")
        panel = column(
            t, self.panel_title, Field(t, "Met on", self.met_on), Field(t, "What came of it", self.outcome), self.signed_off,
            Field(t, "Note", self.note), self.panel_problem, row(t, self.keep_panel, None), None, gap=1,
        )  # fmt: skip
        each = [
            field
            for chosen, when in self.offers.values()
            for field in (Field(t, chosen.accessibleName(), chosen), Field(t, "On which day", when))
        ]
        offered = column(
            t, words("Offered to the family", "strong"), *each, Field(t, "If one was not offered: why", self.why_not), self.offer_problem,
            row(t, self.keep_offer, None), None, gap=1,
        )  # fmt: skip
        self._end = holder(column(
            t, Field(t, "Completed on", self.completed_on), self.problem, row(t, self.complete, None), gap=1,
        ))  # fmt: skip
        self._of_panel, self._of_family = holder(panel), holder(offered)
        self._of_family.setObjectName("case.offered")
        self._of_family.setFocusProxy(next(iter(self.offers["draft"][0].picks.values())))
        self._forms = holder(turning(t, self._of_panel, self._of_family, gap=4, shares=(1, 1)))
        self.done = words("", "body")
        self.setLayout(column(t, card(t, self.title, self.done, self._forms, self._end, gap=1.5), gap=0))
        self.setObjectName("case.panel")
        self.setFocusProxy(self.met_on)

    def show_case(self, case: Case, standards: Standards) -> None:
        self._now = case
        left = case.state in SHOWN
        self.setVisible(left or (case.opt_out.result == "none" and case.state in MAY_HOLD))
        self._of_panel.setVisible(left)
        self.title.setText("After the review has left" if left else "What the family is offered")
        over = case.state == State.COMPLETED
        who = "The steering group" if is_bristol(case.template) else "The panel"
        self.panel_title.setText(who)
        self.outcome.offer(tuple((term.code, term.label) for term in standards.vocabulary("panel-outcome").terms), case.panel.outcome)
        self.signed_off.setChecked(case.panel.signed_off)
        self.note.show_words(case.panel.note)
        _show(self.met_on, case.panel.met_on)
        told = {"draft": (case.offered.draft, case.offered.draft_on), "copy": (case.offered.copy, case.offered.copy_on)}
        for name, (chosen, when) in self.offers.items():
            chosen.choose(told[name][0])
            _show(when, told[name][1])
        self.why_not.show_words(case.offered.why_not)
        self._forms.setVisible(not over)
        self._end.setVisible(case.state == State.PANEL)
        self.done.setVisible(over)
        if over and case.completed_on and case.panel.met_on:
            outcome = standards.label("panel-outcome", case.panel.outcome)
            met = f"{who} met on {day_words(case.panel.met_on)}: {outcome}."
            self.done.setText(f"{met} Completed on {day_words(case.completed_on)}; the clock stands still.")

    def _panel(self) -> None:
        def deed() -> None:
            said = Panel(met_on=day_in(self.met_on, "the panel"), outcome=self.outcome.at(), signed_off=self.signed_off.isChecked(),
                         note=self.note.text())  # fmt: skip
            self.case.do(completing.panel_met, said)

        _told(self.panel_problem, deed)

    def _offer(self) -> None:
        def deed() -> None:
            (draft, draft_on), (copy, copy_on) = self.offers["draft"], self.offers["copy"]
            said = Offered(draft=draft.at(), draft_on=day_in(draft_on, "the offer"), copy=copy.at(), copy_on=day_in(copy_on, "the offer"),
                           why_not=self.why_not.text())  # fmt: skip
            self.case.do(completing.offer, said)

        _told(self.offer_problem, deed)

    def _complete(self) -> None:
        _told(self.problem, lambda: self.case.do(completing.complete, day_in(self.completed_on, "the completion")))


def _told(problem: Problem, deed: Callable[[], object]) -> None:
    """Do it; a refusal is said under the form."""
    try:
        deed()
    except Refused as refusal:
        problem.say(refusal.sentence)
    else:
        problem.say("")


def _show(field: DateField, day: date | None) -> None:
    field.show_words(day_words(day) if day else "")
