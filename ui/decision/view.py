"""The Decision screen: what the family asked, whether there is a concern, focused review or not, the reason. Beside it, the concerns."""

from leder_desktop.model.answers import Answer
from leder_desktop.model.case import WRITABLE
from leder_desktop.model.change import Change, Part
from leder_desktop.model.findings import SEVERITIES, Finding
from leder_desktop.model.questions import QuestionSet
from leder_desktop.operations import findings, questions, snapshot
from ui.answering import answer_editor
from ui.open_case import OpenCase
from ui.screen import Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.chip import Tag
from ui.widgets.layout import card, column, holder, page, row, turning
from ui.widgets.notice import notice
from ui.widgets.words import glyph, words

ORDER = ("initial.O05", "initial.O05.on", "initial.O04", "initial.O07", "initial.O08")
"""What the family asked comes first: their asking is reason enough."""
SHUT = "The review was signed or closed, so the decision can be read and not changed."
UNCONFIRMED = "Wording not confirmed against the national form"


class DecisionScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        asked: QuestionSet = next(s for s in questions.sets() if s.id == "initial")
        by_ref = {question.ref: question for question in asked.questions}
        self.editors = {ref: answer_editor(theme, case, by_ref[ref]) for ref in ORDER}
        tag = Tag(theme, UNCONFIRMED, "plain", "circle-question-mark")
        under = words("The wording of these questions is not yet confirmed against the national form.", "small", "soft")
        head = row(theme, words("Decision", "h1", wrap=False), None, tag, gap=2)
        lead = words(
            "Is this review enough, or should there be a focused one? Your reason is read by the panel and may be read by the family.",
            "body",
            "soft",
        )
        self._concerns = column(theme, gap=1)
        self._shown: tuple[Finding, ...] | None = None
        go = button(theme, "Go to the findings", "lightbulb", kind="link", on=lambda: services.go("findings"))
        side = card(theme, words("What was of concern", "strong"), holder(self._concerns), row(theme, go, None), gap=1.25)
        self.shut = notice(theme, "", "sunken", "lock")
        self.shut.hide()
        main = card(theme, *self.editors.values(), gap=3, pad=2.5)
        both = turning(theme, main, holder(column(theme, side, None)), gap=3, shares=(7, 4))
        self.setLayout(column(theme, page(theme, "Decision", head, lead, under, self.shut, both, gap=1.5), gap=0))

        def fit() -> None:
            tag.setVisible(not asked.confirmed and not theme.narrow)
            under.setVisible(not asked.confirmed and theme.narrow)

        theme.fits(tag, fit)
        self.first = self.editors[ORDER[0]].editor
        case.changed.connect(self._on_changed)
        self._read()

    def _on_changed(self, change: Change) -> None:
        if {Part.ANSWERS, Part.FINDINGS, Part.CASE} & change.parts:
            self._read()

    def _read(self) -> None:
        writable = snapshot.case(self.case.session).state in WRITABLE
        self.shut.say("" if writable else SHUT)
        given: dict[str, Answer] = questions.answers(self.case.session)
        facts = questions.facts(self.case.session)
        for ref, editor in self.editors.items():
            editor.show_answer(given.get(ref))
            editor.allow(writable)
            editor.setVisible(facts.shown(editor.asked))
        self._show_concerns(tuple(f for f in findings.findings(self.case.session) if f.kind == "concern"))

    def _show_concerns(self, found: tuple[Finding, ...]) -> None:
        if found == self._shown:
            return
        self._shown = found
        while (item := self._concerns.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in found:
            more = SEVERITIES[one.severity] if one.severity else "How serious: not said"
            text = column(self.theme, words(one.text), words(more, "small", "soft"), gap=0)
            line = row(self.theme, glyph(self.theme, "circle-alert", "amber", 16, "Concern"), text, gap=1, top=True)
            line.setStretch(1, 1)
            self._concerns.addWidget(holder(line))
        if not found:
            self._concerns.addWidget(words("No concern is written down among the findings.", "body", "soft"))

    def jump(self, field: str) -> bool:
        found = self.editors.get(field)
        if found is None or found.isHidden():
            return super().jump(field)
        found.setFocus()
        return True
