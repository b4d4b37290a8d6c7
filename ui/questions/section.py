"""One section of a question set: its questions, of which those are in sight whose condition holds."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from leder_desktop.model.answers import Answer
from leder_desktop.model.questions import Question, QuestionSet, Section, Value
from leder_desktop.operations import questions
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.answer import AnswerEditor, keeping
from ui.widgets.layout import card, column
from ui.widgets.words import words


class SectionPage(QWidget):
    """Reads and writes the answers of the open case."""

    def __init__(self, theme: Theme, case: OpenCase, asked: QuestionSet, section: Section) -> None:
        super().__init__()
        self.case = case
        self.editors = {question.ref: self._editor(theme, question) for question in section.questions}
        version = f"{asked.title}, version {asked.version}. {section.provenance}."
        self.setLayout(column(theme, card(theme, *self.editors.values(), gap=3.5, pad=2.5), words(version, "small", "soft"), gap=1.5))

    def _editor(self, theme: Theme, question: Question) -> AnswerEditor:
        ref, case = question.ref, self.case
        editor = AnswerEditor(theme, question, lambda content: case.do(questions.typed, ref, content))

        def on_value(_: str, value: Value) -> None:
            self._decide(editor, lambda: case.do(questions.choose, ref, value))

        def on_status(_: str, status: str) -> None:
            self._decide(editor, lambda: case.do(questions.leave_open, ref, status))

        def on_words(_: str, said: str) -> None:
            keeping(editor, lambda: case.do(questions.answer, ref, said))

        editor.answered.connect(on_value)
        editor.left_open.connect(on_status)
        editor.said.connect(on_words)
        editor.sealed.connect(lambda: case.do(questions.seal))
        return editor

    def _decide(self, editor: AnswerEditor, keep: Callable[[], object]) -> None:
        """A choice that was refused is shown as it is stored, with the sentence under it."""
        if not keeping(editor, keep):
            editor.show_answer(questions.answers(self.case.session).get(editor.asked.ref))

    def show_answers(self, given: dict[str, Answer], writable: bool) -> None:
        for ref, editor in self.editors.items():
            editor.show_answer(given.get(ref))
            editor.allow(writable)
            editor.setVisible(questions.shown(editor.asked, given))

    def half_typed(self) -> dict[str, str]:
        """Reference -> words that were not taken as an answer yet."""
        return {ref: said for ref, editor in self.editors.items() if (said := editor.half_typed())}


def counted(section: Section, given: dict[str, Answer]) -> tuple[int, int, int]:
    """Decided, asked, and left to decide of those that are needed, among the questions whose condition holds."""
    asked = [q for q in section.questions if questions.shown(q, given)]
    decided = [q for q in asked if (answer := given.get(q.ref)) is not None and answer.status != "not-asked"]
    left = sum(q.requirement == "must" and q not in decided for q in asked)
    return len(decided), len(asked), left
