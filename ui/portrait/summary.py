"""The summary of the review: a few paragraphs of its own, printed after the pen portrait. A review need not have one."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from leder_desktop.operations import notes
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.layout import card, column, row
from ui.widgets.notice import notice
from ui.widgets.words import words

NAME = "summary"
LEAD = "What somebody should know who reads only this: who they were, what happened, what was good, and what is to be learned."


class Summary(QWidget):
    """`back` leads to the portrait."""

    def __init__(self, theme: Theme, case: OpenCase, back: Callable[[], object]) -> None:
        super().__init__()
        self.case = case
        self.text = AutosaveText(theme, "Summary of the review", role="lead", lines=(0, 0), bare=True, save=self._save)
        self.text.setObjectName(NAME)
        self.text.sealed.connect(lambda: case.do(notes.seal))
        self.problem = notice(theme, "")
        self.problem.hide()
        self.text.told.connect(self._tell)
        self.leave = button(theme, "Back to the pen portrait", "arrow-left", kind="quiet", on=back)
        head = row(theme, words("Summary", "h2", wrap=False), None, self.leave, gap=1)
        sheet = card(theme, self.text, pad=4)
        middle = column(theme, head, words(LEAD, "small", "soft"), self.problem, sheet, gap=1)
        middle.setStretch(3, 1)
        self.setLayout(middle)

    def read(self) -> None:
        self.text.show_text(notes.get(self.case.session, NAME))

    def _save(self, content: str, _: int) -> None:
        if content != notes.get(self.case.session, NAME):
            self.case.do(notes.typed, NAME, content)

    def _tell(self, sentence: str) -> None:
        if sentence != self.problem.words.text():
            self.problem.say(sentence)
