"""One grade: its rationale, what shows it, and the whole scale."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import WRITABLE
from leder_desktop.model.questions import Question
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import questions
from ui.grades.shows import Shows, choosable, cited, sources_of
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.answer import steps
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.choose_rows import choose_rows
from ui.widgets.layout import column, holder, row, turning
from ui.widgets.notice import Problem
from ui.widgets.scale_choice import ScaleChoice
from ui.widgets.words import words

WORDS_FIRST = "You chose a sentence, and the reason is still empty. Write why, so that the panel can follow you."


class Grade(QWidget):
    def __init__(self, theme: Theme, case: OpenCase, grade: Question, rationale: Question) -> None:
        super().__init__()
        self.theme, self.case, self.grade, self.rationale = theme, case, grade, rationale
        self._whole: Snapshot | None = None
        self.why = AutosaveText(
            theme, rationale.text, lines=(8, 16), save=lambda content, _: case.do(questions.typed, rationale.ref, content)
        )
        self.why.setObjectName(rationale.ref)
        self.why.typed.connect(self._remark)
        self.why.sealed.connect(lambda: case.do(questions.seal))
        self.problem = Problem(theme)
        self.why.told.connect(self.problem.say)
        self.shows = Shows(theme, grade.text)
        self.shows.adding.connect(self._add)
        self.scale = ScaleChoice(theme, grade.text, steps(grade.scale))
        self.scale.setObjectName(grade.ref)
        self.scale.chosen.connect(self._choose)
        self.not_graded = button(theme, "Take the grade away", "undo-2", kind="link", on=self._take_away)
        self.remark = Problem(theme)
        ask = words(rationale.text, "strong")
        ask.setBuddy(self.why)
        left = column(
            theme, words("1  Why", "h2"), ask, words(rationale.help, "body", "soft"), self.why, self.problem, 0.5, self.shows, None, gap=1
        )
        right = column(
            theme,
            words("2  The sentence that fits", "h2"),
            words(grade.text, "strong"),
            words("Your own view, before anyone else’s is shown.", "body", "soft"),
            self.scale,
            self.remark,
            row(theme, self.not_graded, None),
            None,
            gap=1,
        )
        self.setLayout(turning(theme, holder(left), holder(right), gap=4, shares=(5, 7)))
        self.setFocusProxy(self.why)

    def show_case(self, whole: Snapshot) -> None:
        self._whole = whole
        given, why = whole.answer(self.grade.ref), whole.answer(self.rationale.ref)
        self.scale.choose(str(given.value) if _answered(given) and given is not None else "")
        self.why.show_text(str(why.value) if _answered(why) and why is not None else "")
        self.shows.show_case(whole, why)
        writable = whole.case.state in WRITABLE
        self.why.setReadOnly(not writable)
        for part in (self.scale, self.shows.add, self.not_graded):
            part.setEnabled(writable)
        self._remark()

    def _remark(self, *_: object) -> None:
        graded = bool(self.scale.at())
        self.not_graded.setVisible(graded)
        self.remark.say(WORDS_FIRST if graded and not self.why.text().strip() else "")

    def _choose(self, code: str) -> None:
        self.why.seal()
        self._keep(lambda: self.case.do(questions.choose, self.grade.ref, code))

    def _take_away(self) -> None:
        self._keep(lambda: self.case.do(questions.leave_open, self.grade.ref, "not-asked"))

    def _add(self) -> None:
        if self._whole is None:
            return
        entries, held = self._whole.entries, cited(self._whole.answer(self.rationale.ref), self._whole.entries)
        keys = choose_rows(self.theme, self, "What shows it", choosable(entries), tuple(e.id for e in held), "Show these")
        if keys is not None:
            self._keep(lambda: self.case.do(questions.cite, self.rationale.ref, sources_of(keys, entries)))

    def _keep(self, keep: Callable[[], object]) -> None:
        try:
            keep()
        except Refused as refusal:
            self.remark.say(refusal.sentence)
            if self._whole is not None:
                given = self._whole.answer(self.grade.ref)
                self.scale.choose(str(given.value) if _answered(given) and given is not None else "")


def _answered(answer: Answer | None) -> bool:
    return answer is not None and answer.status == "answered"
