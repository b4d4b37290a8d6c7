"""An answer's editor joined to its case: what is chosen, left open, typed or finished goes to the verb for it."""

from collections.abc import Callable

from leder_desktop.model.answers import Row
from leder_desktop.model.asked_before import before
from leder_desktop.model.questions import Question, Value
from leder_desktop.operations import questions
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.answer import AnswerEditor, keeping


def answer_editor(theme: Theme, case: OpenCase, question: Question) -> AnswerEditor:
    """The editor for `question`. A choice that is refused is shown as it is stored, with the sentence under it."""
    ref = question.ref

    def write(content: str | tuple[Row, ...]) -> object:
        return case.do(questions.typed, ref, content) if isinstance(content, str) else case.do(questions.typed_rows, ref, content)

    editor = AnswerEditor(theme, question, write)

    def decide(keep: Callable[[], object]) -> None:
        if not keeping(editor, keep):
            stored = questions.answers(case.session).get(ref)
            editor.show_answer(stored, before(stored, case.session.standards))

    def on_value(_: str, value: Value) -> None:
        decide(lambda: case.do(questions.choose, ref, value))

    def on_status(_: str, status: str) -> None:
        decide(lambda: case.do(questions.leave_open, ref, status))

    def on_words(_: str, said: str) -> None:
        keeping(editor, lambda: case.do(questions.answer, ref, said))

    editor.answered.connect(on_value)
    editor.left_open.connect(on_status)
    editor.said.connect(on_words)
    editor.sealed.connect(lambda: case.do(questions.seal))
    return editor
