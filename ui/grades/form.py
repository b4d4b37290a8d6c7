"""What the senior reviewer, or after them the panel, says to one grade. Kept by a button, never while it is being chosen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.dates import day_words
from leder_desktop.model.grades import PANEL, SENIOR
from leder_desktop.model.scales import Scale
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import grades, identities, seniors
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, Field, Line
from ui.widgets.layout import card, column, row
from ui.widgets.notice import Problem
from ui.widgets.scale_choice import ScaleChoice, steps
from ui.widgets.tick import Picks
from ui.widgets.words import Words, words

AGREE, OTHER = "agree", "other"
VIEWS = ((AGREE, "I agree with the reviewer’s grade"), (OTHER, "I propose another grade"))
TITLES = {SENIOR: "As senior reviewer", PANEL: "The panel’s grade"}
LEADS = {
    SENIOR: "Your view stands beside the reviewer’s grade and never takes its place.",
    PANEL: "As the panel gave it, with its reason. It stands beside the other grades and never takes their place.",
}
OWN_NAME = "You countersign under the same name."
MOVED_ON = "The reviewer’s grade has changed since you agreed with it. Say again what you think."


class Form(QWidget):
    """`role`: senior or panel."""

    def __init__(self, theme: Theme, case: OpenCase, ref: str, asks: str, of: Scale, role: str) -> None:
        super().__init__()
        self.case, self.ref, self.role, self.of = case, ref, role, of
        self._graded = False
        name = f"{role}/{ref}"
        self.view = Picks(theme, TITLES[role], VIEWS if role == SENIOR else (), across=True)
        self.view.setObjectName(f"{name}/view")
        self.view.chosen.connect(self._on_view)
        self.scale = ScaleChoice(theme, f"{TITLES[role]}: {asks}", steps(of), ends=(of.best, of.worst))
        self.scale.setObjectName(f"{name}/scale")
        self.scale.chosen.connect(self._fit)
        self.why = AutosaveText(theme, "Why", lines=(3, 8))
        self.why.setObjectName(f"{name}/why")
        self.why.textChanged.connect(self._fit)
        self.why_field = Field(theme, "Why", self.why, help="A reason of its own, not the reviewer’s again.")
        self.why.told.connect(self.why_field.problem)
        self.because = Line(theme, "Why what was given before changes")
        self.because.setObjectName(f"{name}/because")
        self.because_field = Field(theme, "Why what was given before changes", self.because, help="What was given before stays beside it.")
        self.identity = Choice(theme, f"You speak as: {asks}")
        self.identity.setObjectName(f"{name}/identity")
        self.identity.chose.connect(self._fit)
        self.identity_field = Field(theme, "You speak as", self.identity, help=OWN_NAME)
        self.lead: Words = words(LEADS[role], "body", "soft")
        self.speaker: Words = words("", "body", "soft")
        self.problem = Problem(theme)
        verb = "Keep your view" if role == SENIOR else "Keep the panel’s grade"
        self.keep = button(theme, verb, "check", kind="primary", says=f"{verb}: {asks}", on=self._keep)
        self.none = words("The reviewer has given no grade here. Return the review and say so in a comment.", "body", "soft")
        inner = (
            words(TITLES[role], "h2"),
            self.lead,
            self.none,
            self.view,
            self.why_field,
            self.scale,
            self.because_field,
            self.identity_field,
            self.speaker,
            self.problem,
            row(theme, self.keep, None),
        )
        self.setLayout(column(theme, card(theme, *inner, gap=1.25, pad=2.5), gap=0))
        for part in (self.identity_field, self.speaker):
            part.hide()
        self.setFocusProxy(self.view if role == SENIOR else self.why)
        self._fit()

    def show_case(self, whole: Snapshot) -> None:
        """What was kept, unless somebody is choosing something else just now."""
        answer, given = whole.answer(self.ref), whole.grading(self.role, self.ref)
        self._graded = answer is not None and answer.score is not None
        old = given is not None and given.agrees and (answer is None or answer.score != given.score)
        if self._idle():
            self.view.choose("" if given is None or old else AGREE if given.agrees else OTHER)
            self.scale.choose(given.score.code if given is not None and given.score is not None and not given.agrees else "")
            self.why.show_text(given.why if given is not None else "")
            self.because.show_words("")
            self._stood = self._now()
        self.problem.say(MOVED_ON if old else "")
        self._show_speakers()
        if self.role == PANEL and whole.case.panel.met_on is not None:
            self.lead.setText(f"The panel met on {day_words(whole.case.panel.met_on)}. {LEADS[PANEL]}")
        elif self.role == SENIOR and answer is not None and answer.score is not None:
            self.lead.setText(f"The reviewer says: {self.of.words(answer.score)}. {LEADS[SENIOR]}")
        self._given = given is not None
        self._fit()

    def _show_speakers(self) -> None:
        """Who may be the senior reviewer here: nobody to choose where there is only one."""
        if self.role != SENIOR:
            return
        rows = seniors.others(self.case.session)
        at = self.identity.at()
        self.identity.offer(tuple((row_.name, identities.holder(row_)) for row_ in rows), at or (rows[0].name if len(rows) == 1 else ""))
        self.speaker.setText(seniors.NOBODY if not rows else f"You speak as {identities.holder(rows[0])}. {OWN_NAME}")
        self.identity_field.setVisible(len(rows) > 1 and self._graded)
        self.speaker.setVisible(len(rows) < 2 and self._graded)

    _given = False
    _stood: tuple[str, str, str] = ("", "", "")
    """View, step and reason as they were kept last."""

    def _now(self) -> tuple[str, str, str]:
        return self.view.at(), self.scale.at(), self.why.text().strip()

    def _idle(self) -> bool:
        return self._now() == self._stood

    def draft(self) -> str:
        """What is chosen and not kept yet, for the place a lock keeps; empty when there is nothing."""
        return "" if self._idle() else "\x1f".join((*self._now(), self.because.text()))

    def take_draft(self, kept: str) -> None:
        view, step, why, because = (*kept.split("\x1f"), "", "", "")[:4]
        self.view.choose(view)
        self.scale.choose(step)
        self.why.forget()
        self.why.insert(why)
        self.because.setText(because)
        self._fit()

    def _on_view(self, view: str) -> None:
        self._fit()
        if view == OTHER:
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self, *_: object) -> None:
        other = self.role == PANEL or self.view.at() == OTHER
        self.none.setVisible(self.role == SENIOR and not self._graded)
        self.view.setVisible(self.role == SENIOR and self._graded)
        self.scale.setVisible(other)
        self.why_field.setVisible(other)
        changes = self._given and bool(self._stood[0] or self._stood[1]) and self._now()[:2] != self._stood[:2]
        self.because_field.setVisible(changes)
        chosen = bool(self.scale.at()) if other else self.view.at() == AGREE
        self.keep.setEnabled(chosen and (self.role == PANEL or bool(self.identity.at())))
        self.keep.setVisible(self.role == PANEL or self._graded)

    def _keep(self) -> None:
        code, why, because = self.scale.at(), self.why.text().strip(), self.because.text()
        before, self._stood = self._stood, self._now()
        try:
            if self.role == PANEL:
                self.case.do(grades.panel, self.ref, code, why, because)
            elif self.view.at() == AGREE:
                self.case.do(grades.agree, self.ref, because, identity=self.identity.at())
            else:
                self.case.do(grades.propose, self.ref, code, why, because, identity=self.identity.at())
        except Refused as refusal:
            self._stood = before
            self.problem.say(refusal.sentence)
