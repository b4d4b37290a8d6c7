"""The deciding question: the answers that make sense here, the sentence where one is not open, and the senior reviewer's reason."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.answers import Answer
from leder_desktop.model.asked_before import before
from leder_desktop.model.dates import day_words
from leder_desktop.model.decision import NO_CODE
from leder_desktop.model.questions import Question
from leder_desktop.operations import decision
from leder_desktop.operations.decision import Standing
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.answer import AnswerEditor, keeping
from ui.widgets.asking import Calm
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import Button, button
from ui.widgets.fields import Field, Line
from ui.widgets.layout import column, row
from ui.widgets.notice import Problem, notice
from ui.widgets.tick import Picks
from ui.widgets.words import words

ASK = (
    "A family member can always ask for a focused review. Only the senior reviewer can decide not to grant it, and the reason is printed "
    "in the review."
)


class SeniorReason(Calm):
    """Who declined what the family asked, and why."""

    def __init__(self, theme: Theme, parent: QWidget, name: str) -> None:
        self.by = Line(theme, "Senior reviewer", name)
        self.by.setObjectName("decision.refusal.by")
        self.why = AutosaveText(theme, "Their reason", lines=(3, 8))
        self.why.setObjectName("decision.refusal.why")
        self.problem = Problem(theme)
        why = Field(theme, "Their reason", self.why)
        super().__init__(
            theme, parent, "The senior reviewer’s reason", words(ASK), Field(theme, "Senior reviewer", self.by), why, self.problem,
            verb="Record the reason", leave="Leave it as it is",
        )  # fmt: skip
        self.why.told.connect(why.problem)
        (self.why if name else self.by).setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit_words()


class Choice(QWidget):
    """The deciding question of one process."""

    def __init__(self, theme: Theme, case: OpenCase, asked: Question) -> None:
        super().__init__()
        self.theme, self.case = theme, case
        self._told = False
        """Whether the refusal of the last choice is being shown; it stays until another is made."""
        self.editor = AnswerEditor(theme, asked, lambda _: None)
        self.editor.answered.connect(self._decide)
        self.editor.left_open.connect(self._leave_open)
        self.declined = notice(theme, "", "sunken", "users")
        self.senior: Button = button(theme, "Record the senior reviewer’s reason", "users", on=self.ask_senior)
        self.senior.setObjectName("decision.senior_reason")
        self.setLayout(column(theme, self.editor, row(theme, self.senior, None), self.declined, gap=1))
        self.setFocusProxy(self.editor)

    def show_standing(self, standing: Standing, answer: Answer | None, writable: bool) -> None:
        """Answers that have no ground here are left out, unless one of them was given before."""
        given = str(answer.value) if answer is not None and answer.status == "answered" else ""
        self.editor.show_answer(answer, before(answer, self.case.session.standards))
        self.editor.allow(writable)
        if isinstance(self.editor.editor, Picks):
            for option in standing.options:
                pick = self.editor.editor.picks.get(option.code)
                if pick is not None:
                    pick.setVisible(not option.why_not or option.code in (NO_CODE, given))
        refusal = standing.refusal
        when = f" on {day_words(refusal.on)}" if refusal.on else ""
        self.declined.say(f"{refusal.by} declined what the family asked{when}: {refusal.why}" if refusal.why else "")
        self.senior.setVisible(standing.family_asked and writable)
        self.senior.say("Change the senior reviewer’s reason" if refusal.why else "Record the senior reviewer’s reason")
        against = next((option.why_not for option in standing.options if option.code == given), "")
        if against:
            self.editor.tell(against)
        elif not self._told:
            self.editor.tell("")

    def begin(self) -> None:
        """To the answer that stands, or the first that is open: one that is out of sight takes no focus."""
        picks = self.editor.editor.picks.values() if isinstance(self.editor.editor, Picks) else ()
        shown = [pick for pick in picks if not pick.isHidden()]
        to = next((pick for pick in shown if pick.isChecked()), next(iter(shown), self.editor))
        to.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _decide(self, _: str, value: object) -> None:
        kept = keeping(self.editor, lambda: self.case.do(decision.decide, str(value)))
        self._told = not kept
        if not kept:
            self._show_stored()

    def _leave_open(self, _: str, status: str) -> None:
        self._told = False
        keeping(self.editor, lambda: self.case.do(decision.leave_open, status))

    def _show_stored(self) -> None:
        stored = decision.look(self.case.session).decided
        self.editor.show_answer(stored, before(stored, self.case.session.standards))

    def ask_senior(self) -> None:
        standing = decision.look(self.case.session)
        box = SeniorReason(self.theme, self, standing.refusal.by or standing.senior_reviewer)
        box.why.show_text(standing.refusal.why)
        while box.exec() == QDialog.DialogCode.Accepted:
            try:
                self.case.do(decision.decline_the_family, by=box.by.text(), why=box.why.text().strip())
                break
            except Refused as refusal:
                box.problem.say(refusal.sentence)
                box.fit_words()
        box.deleteLater()
        self.senior.setFocus(Qt.FocusReason.OtherFocusReason)
