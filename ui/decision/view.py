"""The Decision screen: triggers, what the family asked, focused (Bristol: multi-agency) review or not, why. Beside it, the concerns."""

from leder_desktop.model.answers import Answer
from leder_desktop.model.asked_before import before
from leder_desktop.model.case import WRITABLE
from leder_desktop.model.change import Change, Part
from leder_desktop.model.questions import Question
from leder_desktop.operations import decision, findings, questions, snapshot
from ui.answering import answer_editor
from ui.citing import Citing
from ui.decision.choice import Choice
from ui.decision.concerns import Concerns
from ui.decision.triggers import Triggers
from ui.open_case import OpenCase
from ui.screen import Screen
from ui.sections import section_of
from ui.services import Services
from ui.style import Theme
from ui.widgets.answer import AnswerEditor
from ui.widgets.chip import unconfirmed
from ui.widgets.layout import card, column, holder, page, row, turning
from ui.widgets.notice import notice
from ui.widgets.words import words

READ_BY = "Your reason is read by the panel and may be read by the family."
SHUT = "The review was signed or closed, so the decision can be read and not changed."
SHOWN = frozenset({Part.ANSWERS, Part.FINDINGS, Part.CASE, Part.PERSON})


class DecisionScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        self.form = decision.look(case.session).form
        asked = next(each for each in questions.asked(case.session) if self.form.decided in {q.ref for q in each.questions})
        by_ref = {question.ref: question for question in asked.questions}
        self.choice = Choice(theme, case, by_ref[self.form.decided])
        order = (*self.form.before, self.form.decided, self.form.why)
        self.editors = {ref: self._editor(ref, by_ref[ref]) for ref in order if ref in by_ref}
        self.citing = Citing(theme, case, services, self.editors[self.form.why])
        self.editors[self.form.why].foot.addWidget(self.citing.cite)
        tag = unconfirmed(theme)
        under = words("The wording of these questions is not yet confirmed against the national form.", "small", "soft")
        head = row(theme, words("Decision", "h1", wrap=False), None, tag, gap=2)
        lead = words(f"Is this review enough, or should there be a {self.form.review}? {READ_BY}", "body", "soft")
        self.triggers = Triggers(theme)
        self.triggers.going.connect(self._go)
        self.concerns = Concerns(theme, lambda: services.go("findings"))
        self.shut = notice(theme, "", "sunken", "lock")
        self.shut.hide()
        asked_first = [self.editors[ref] for ref in self.form.before if ref in self.editors]
        first = card(theme, *asked_first, gap=3, pad=2.5)
        why = column(theme, self.editors[self.form.why], self.citing, gap=0.5)
        deciding = card(theme, self.choice, why, gap=3, pad=2.5)
        main = holder(column(theme, self.triggers, first, deciding, gap=2))
        both = turning(theme, main, holder(column(theme, self.concerns, None)), gap=3, shares=(7, 4))
        self.setLayout(column(theme, page(theme, "Decision", head, lead, under, self.shut, both, gap=1.5), gap=0))

        def fit() -> None:
            tag.setVisible(not asked.confirmed and not theme.narrow)
            under.setVisible(not asked.confirmed and theme.narrow)

        theme.fits(tag, fit)
        self._question = asked_first[0].editor if asked_first else self.choice.editor.editor
        case.changed.connect(self._on_changed)
        self._read()

    def _editor(self, ref: str, question: Question) -> AnswerEditor:
        return self.choice.editor if ref == self.form.decided else answer_editor(self.theme, self.case, question)

    def entered(self) -> None:
        self._read()

    def _on_changed(self, change: Change) -> None:
        if SHOWN & change.parts:
            self._read()

    def _read(self) -> None:
        whole = snapshot.take(self.case.session)
        standing = decision.of(whole)
        writable = whole.case.state in WRITABLE
        self.shut.say("" if writable else SHUT)
        given: dict[str, Answer] = {each.id: each for each in whole.answers}
        facts = questions.facts(self.case.session)
        for ref, editor in self.editors.items():
            if ref == self.form.decided:
                self.choice.show_standing(standing, given.get(ref), writable)
                continue
            editor.show_answer(given.get(ref), before(given.get(ref), whole.standards))
            editor.allow(writable)
            editor.setVisible(facts.shown(editor.asked))
        self.citing.show_answer(given.get(self.form.why), whole, writable)
        if not facts.shown(self.editors[self.form.why].asked):
            self.citing.hide()
        self.triggers.show_triggers(standing.triggers, standing.form.review)
        self.first = (*self.triggers.ways, self._question)[0]  # what speaks for it is read first; the question may be out of sight
        concerns = tuple(each for each in findings.findings(self.case.session) if each.kind == "concern")
        self.concerns.show_findings(concerns, self.case.session.standards)

    def _go(self, where: str) -> None:
        if not self.jump(where):
            self.services.go(section_of(where), where)

    def jump(self, field: str) -> bool:
        found = self.editors.get(field)
        if found is None or found.isHidden():
            return super().jump(field)
        if found is self.choice.editor:
            self.choice.begin()
        else:
            found.setFocus()
        return True
