"""One section of a question set: its questions, of which those are in sight whose conditions hold.

A section may have sixty questions, which is too much to make at once: the first few are made now, the others a few at a time while
nothing else happens, or all at once when somebody asks for one of them.
"""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from leder_desktop.model.answers import Answer
from leder_desktop.model.asked_before import before
from leder_desktop.model.facts import Facts
from leder_desktop.model.questions import Question, QuestionSet, Section
from ui.answering import answer_editor
from ui.citing import Citing
from ui.open_case import OpenCase
from ui.questions.elsewhere import KeptElsewhere
from ui.services import Services
from ui.style import Theme
from ui.widgets.answer import AnswerEditor
from ui.widgets.block import Block
from ui.widgets.layout import card, column
from ui.widgets.words import words

AT_ONCE = 2
"""Questions made in one go: a few milliseconds each."""
NOTHING = "Nothing is asked here as things stand in this review."


class SectionPage(QWidget):
    """Reads and writes the answers of the open case. `editors`: those made so far, by reference; `make_all` makes the rest."""

    def __init__(self, theme: Theme, case: OpenCase, services: Services, asked: QuestionSet, section: Section) -> None:
        super().__init__()
        self.theme, self.case, self.services = theme, case, services
        self._to_make = list(section.questions)
        self._given: dict[str, Answer] = {}
        self._facts: Facts | None = None
        self._writable = True
        self.editors: dict[str, AnswerEditor] = {}
        self.elsewhere: dict[str, KeptElsewhere] = {}
        self.cites: dict[str, Citing] = {}
        self._places: dict[str, tuple[Question, QWidget]] = {}
        self._list = column(theme, gap=3.5)
        self.nothing = words(NOTHING, "body", "soft")
        self.nothing.hide()
        version = words(f"{asked.title}, version {asked.version}. {section.provenance}.", "small", "soft")
        self.setLayout(column(theme, card(theme, self.nothing, self._list, pad=2.5), version, gap=1.5))
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._make_some)
        self._timer.start()

    def make_all(self) -> None:
        while self._to_make:
            self._make_some()

    def place(self, ref: str) -> QWidget | None:
        """Where a question stands, if it is made and in sight."""
        found = self._places.get(ref)
        return found[1] if found is not None and not found[1].isHidden() else None

    def first(self) -> QWidget | None:
        """The first question in sight."""
        return next((place for _, place in self._places.values() if not place.isHidden()), None)

    def _make_some(self) -> None:
        for question in self._to_make[:AT_ONCE]:
            place = self._make(question)
            self._places[question.ref] = (question, place)
            self._list.addWidget(place)
            self._show(question)
        del self._to_make[:AT_ONCE]
        if not self._to_make:
            self._timer.stop()

    def _make(self, question: Question) -> QWidget:
        if question.place:
            self.elsewhere[question.ref] = made = KeptElsewhere(self.theme, self.services, question)
            place = Block(column(self.theme, made, gap=0))
            place.setFocusProxy(made)
            return place
        self.editors[question.ref] = editor = answer_editor(self.theme, self.case, question)
        self.cites[question.ref] = citing = Citing(self.theme, self.case, self.services, editor)
        editor.foot.addWidget(citing.cite)
        place = Block(column(self.theme, editor, citing, gap=0.5))
        place.setFocusProxy(editor)
        return place

    def show_answers(self, given: dict[str, Answer], facts: Facts, writable: bool) -> None:
        self._given, self._facts, self._writable = given, facts, writable
        if not self._places:
            self._make_some()
        for question, _ in self._places.values():
            self._show(question)
        everything = [*(question for question, _ in self._places.values()), *self._to_make]
        self.nothing.setVisible(not any(facts.shown(question) for question in everything))

    def _show(self, question: Question) -> None:
        """Only for a question that has its place on the page: one without would become a window."""
        ref, facts = question.ref, self._facts
        place = self._places[ref][1]
        asked = facts is None or facts.shown(question)
        place.setVisible(asked)  # also where it is hidden already: a new one that nobody hid is shown by its layout
        if not asked or facts is None:
            return
        if question.place:
            self.elsewhere[ref].show_facts(facts)
            return
        answer = self._given.get(ref)
        self.editors[ref].show_answer(answer, before(answer, facts.snapshot.standards))
        self.editors[ref].allow(self._writable)
        self.cites[ref].show_answer(answer, facts.snapshot, self._writable)

    def half_typed(self) -> dict[str, str]:
        """Object name of a field -> words in it that were not taken as an answer yet."""
        return {name: said for editor in self.editors.values() for name, said in editor.half_typed().items()}
