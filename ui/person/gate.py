"""The opt-out gate: who checked, when, and what they found. The program is offline and cannot check; it records who did."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model import dates
from leder_desktop.model.case import Case, State, require_pen
from leder_desktop.model.dates import day_words
from ui.person.identity import understand
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, Line
from ui.widgets.layout import card, column, row, turning
from ui.widgets.notice import Problem, notice
from ui.widgets.tick import picks
from ui.widgets.words import words

RESULTS = (("none", "No opt-out applies: the review goes on"), ("opted-out", "The person opted out: the review stops here"))
SAY = (
    "Ask your team whether a national data opt-out applies to this person, and record who looked it up. "
    "Until then only this page can be filled in."
)


def may_describe(case: Case) -> bool:
    """Whether who they were can be written now; also before the check, which needs it."""
    try:
        require_pen(case)
    except Refused:
        return False
    return True


class GateQuestion(QWidget):
    """The three answers: result, by, on. Knows no case."""

    changed = Signal()

    def __init__(self, theme: Theme, *, unanswered: str = "") -> None:
        """`unanswered`: the words of a third answer, where the check may come later."""
        super().__init__()
        extra = (("not-checked", unanswered),) if unanswered else ()
        self.result = picks(theme, "National data opt-out", (*RESULTS, *extra), "not-checked" if unanswered else "")
        for key, pick in self.result.picks.items():
            pick.setObjectName(f"gate.result.{key}")
        self.by = Line(theme, "Who checked")
        self.by.setObjectName("gate.by")
        self.on = DateField(theme, "On which day", understand, hint="today")
        self.on.line.setObjectName("gate.on")
        self.setLayout(
            column(
                theme, self.result, turning(theme, Field(theme, "Who checked", self.by, help="Name and role"),
                                            Field(theme, "On which day", self.on, help="Empty means today"), shares=(1, 1)), gap=1.5,
            )
        )  # fmt: skip
        self.result.chosen.connect(lambda: self.changed.emit())
        self.by.textChanged.connect(lambda: self.changed.emit())

    def complete(self) -> bool:
        return self.result.at() in ("none", "opted-out") and bool(self.by.text().strip())

    def day(self, today: date) -> date:
        """The day of the check. Refused when it is not one whole day, or is still to come."""
        typed = self.on.text().strip()
        if not typed:
            return today
        when = dates.understand(typed)
        if when.earliest is None or when.earliest != when.latest or when.earliest > today:
            raise Refused("not-understood", "The day of the check must be a whole date, not later than today.")
        return when.earliest


class Gate(QWidget):
    """`answered(result, by, on)`: what was typed; the owner records it and shows the case again."""

    answered = Signal(str, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.question = GateQuestion(theme)
        self.problem = Problem(theme)
        self._again = False
        """Whether a check that was recorded is being recorded again: somebody may opt out, or be found to have, at any time (R-OPT-2)."""
        self.again = button(theme, "Record the check again", "pencil", on=self._ask_again)
        self.again.setObjectName("gate.again")
        self.record = button(theme, "Record the check", "check", kind="primary", on=self._answer)
        self.open_part = card(
            theme, words("First: the national data opt-out", "h2"), words(SAY, "body", "soft", ch=72, theme=theme), self.question,
            self.problem,
            row(theme, self.record, None), kind="chosen", gap=1.5,
        )  # fmt: skip
        self.green = notice(theme, "", "green", "", self.again)
        self.stop = notice(theme, "", "amber")
        self.setLayout(column(theme, self.green, self.open_part, self.stop, gap=0.5))
        self.setObjectName("case.opt_out")
        self.question.changed.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        self.record.setEnabled(self.question.complete())

    def _answer(self) -> None:
        self.answered.emit(self.question.result.at(), self.question.by.text().strip(), self.question.on.text().strip())

    def _ask_again(self) -> None:
        self._again = True
        self.open_part.setVisible(True)
        self.again.setVisible(False)
        self.question.result.setFocus(Qt.FocusReason.OtherFocusReason)

    def recorded(self) -> None:
        """What was asked is answered: the form goes."""
        self._again = False
        self.problem.say("")

    def show_case(self, case: Case) -> None:
        result = case.opt_out.result
        may = result == "none" and case.state != State.CLOSED
        self._again = self._again and may
        self.again.setVisible(may and not self._again)
        self.setFocusProxy(self.question.result if result == "not-checked" else self.again)
        when = f" on {day_words(case.opt_out.on)}" if case.opt_out.on else ""
        self.open_part.setVisible(result == "not-checked" or self._again)
        self.green.say(
            f"No national data opt-out applies. Checked by {case.opt_out.by or 'somebody not named'}{when}." if result == "none" else ""
        )
        stop = (
            f"This person opted out; told by {case.opt_out.by or 'the notification'}{when}. The review stops here. Erase the "
            f"case from the Case menu."
        )
        self.stop.say(stop if result == "opted-out" else "")
