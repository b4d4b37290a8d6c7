"""One section of a question set: its questions, of which those are in sight whose condition holds.

A section may have forty questions, which is too much to make at once: the first few are made now, the others a few at a time while
nothing else happens, or all at once when somebody asks for one of them.
"""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from leder_desktop.model.answers import Answer
from leder_desktop.model.facts import Facts
from leder_desktop.model.questions import QuestionSet, Section
from ui.answering import answer_editor
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.answer import AnswerEditor
from ui.widgets.layout import card, column
from ui.widgets.words import words

AT_ONCE = 5
"""Questions made in one go: a few milliseconds each."""


class SectionPage(QWidget):
    """Reads and writes the answers of the open case. `editors`: those made so far, by reference; `make_all` makes the rest."""

    def __init__(self, theme: Theme, case: OpenCase, asked: QuestionSet, section: Section) -> None:
        super().__init__()
        self.theme, self.case = theme, case
        self._to_make = list(section.questions)
        self._given: dict[str, Answer] = {}
        self._facts: Facts | None = None
        self._writable = True
        self.editors: dict[str, AnswerEditor] = {}
        self._list = column(theme, gap=3.5)
        version = words(f"{asked.title}, version {asked.version}. {section.provenance}.", "small", "soft")
        self.setLayout(column(theme, card(theme, self._list, pad=2.5), version, gap=1.5))
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._make_some)
        self._timer.start()

    def make_all(self) -> None:
        while self._to_make:
            self._make_some()

    def _make_some(self) -> None:
        for question in self._to_make[:AT_ONCE]:
            editor = answer_editor(self.theme, self.case, question)
            self.editors[question.ref] = editor
            self._list.addWidget(editor)
            editor.show()
            self._show(editor)
        del self._to_make[:AT_ONCE]
        if not self._to_make:
            self._timer.stop()

    def show_answers(self, given: dict[str, Answer], facts: Facts, writable: bool) -> None:
        self._given, self._facts, self._writable = given, facts, writable
        if not self.editors:
            self._make_some()
        for editor in self.editors.values():
            self._show(editor)

    def _show(self, editor: AnswerEditor) -> None:
        """Only for an editor that has its place on the page: one without would become a window."""
        editor.show_answer(self._given.get(editor.asked.ref))
        editor.allow(self._writable)
        asked = self._facts is None or self._facts.shown(editor.asked)
        if editor.isHidden() == asked:
            editor.setVisible(asked)

    def half_typed(self) -> dict[str, str]:
        """Reference -> words that were not taken as an answer yet."""
        return {ref: said for ref, editor in self.editors.items() if (said := editor.half_typed())}


def counted(section: Section, given: dict[str, Answer], facts: Facts) -> tuple[int, int, int]:
    """Decided, asked, and left to decide of those that are needed, among the questions whose condition holds."""
    asked = [q for q in section.questions if facts.shown(q)]
    decided = [q for q in asked if (answer := given.get(q.ref)) is not None and answer.status != "not-asked"]
    left = sum(q.requirement == "must" and q not in decided for q in asked)
    return len(decided), len(asked), left
