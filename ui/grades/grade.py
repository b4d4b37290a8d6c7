"""One grade: its rationale, what shows it, the whole scale, and what others say beside it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import WRITABLE, State
from leder_desktop.model.graded import shows
from leder_desktop.model.grades import PANEL, REVIEWER, SENIOR, Asked, changed_since_seen, cited, sources_of
from leder_desktop.model.questions import Question
from leder_desktop.model.scales import Scale
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import grades, questions
from ui.grades.form import Form
from ui.grades.given import GivenBeside
from ui.grades.hints import Hints
from ui.grades.shows import Shows, choosable
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.choose_rows import choose_rows
from ui.widgets.fields import Field, Line
from ui.widgets.layout import column, holder, row, turning
from ui.widgets.notice import Problem
from ui.widgets.scale_choice import ScaleChoice, steps
from ui.widgets.words import Words, words

WORDS_FIRST = "You chose a sentence, and the reason is still empty. Write why, so that the panel can follow you."
AGAIN = "Choose the sentence that fits in the words of today."
SHOW_IT = "This is the {end} sentence of the scale. Add from the timeline at least one event that shows it."
OWN = "Your own view, before anyone else’s is shown."
READ = "The reviewer’s own view."
SEEN = "Others have seen this grade. If you change it, what they saw stays beside it, with your reason."
EXPLAIN = "Why this grade changes"
TURN = {State.SUBMITTED: SENIOR, State.PANEL: PANEL}
"""Who may say something to a grade now, beside the reviewer."""
EXPLAIN_HELP = "The senior reviewer saw another one. Without a reason the review cannot be signed again."


class Grade(QWidget):
    def __init__(self, theme: Theme, case: OpenCase, asked: Asked, grade: Question, rationale: Question, of: Scale) -> None:
        super().__init__()
        self.theme, self.case, self.asked, self.of = theme, case, asked, of
        self._whole: Snapshot | None = None
        self._before = ""
        """The grade that was given, where the scale has other words now."""
        self.why = AutosaveText(theme, rationale.text, lines=(8, 16), save=lambda content, _: case.do(questions.typed, asked.why, content))
        self.why.setObjectName(asked.why)
        self.why.textChanged.connect(self._remark)
        self.why.sealed.connect(lambda: case.do(questions.seal))
        self.problem = Problem(theme)
        self.why.told.connect(self.problem.say)
        self.hints = Hints(theme, self.why, of)
        self.shows = Shows(theme, grade.text)
        self.shows.adding.connect(self._add)
        self.scale = ScaleChoice(theme, grade.text, steps(of), ends=(of.best, of.worst))
        self.scale.setObjectName(asked.ref)
        self.scale.chosen.connect(self._choose)
        self.whose: Words = words(OWN, "body", "soft")
        self.not_graded = button(theme, "Take the grade away", "undo-2", kind="link", on=self._take_away)
        self.remark = Problem(theme)
        self.because = Line(theme, EXPLAIN)
        self.because.setObjectName(f"{REVIEWER}/{asked.ref}")
        self.because.finished.connect(self._explain)
        self.because_field = Field(theme, EXPLAIN, self.because, help=EXPLAIN_HELP)
        self.given = GivenBeside(theme)
        self.whence = button(theme, "Where this wording comes from", "info", kind="link", checkable=True)
        self.provenance: Words = words(of.provenance, "small", "soft", ch=96, theme=theme)
        self.provenance.hide()
        self.whence.toggled.connect(self.provenance.setVisible)
        self.forms: dict[str, Form] = {}
        """What the senior reviewer and the panel fill in, by role; made when it is their turn."""
        self._forms = column(theme, gap=1)
        self._asks = grade.text
        self.setLayout(column(theme, self.given, self._own(grade, rationale), gap=3))
        self.setFocusProxy(self.why)

    def _own(self, grade: Question, rationale: Question) -> QWidget:
        theme = self.theme
        ask = words(rationale.text, "strong")
        ask.setBuddy(self.why)
        asks = (words("1  Why", "h2"), ask, words(rationale.help, "body", "soft"))
        left = column(theme, *asks, self.why, self.problem, self.hints, 0.5, self.shows, None, gap=1)
        right = column(
            theme,
            self._forms,
            words("2  The sentence that fits", "h2"),
            words(grade.text, "strong"),
            self.whose,
            *((words(self.of.method, "body", "soft"),) if self.of.method else ()),
            self.scale,
            self.remark,
            self.because_field,
            row(theme, self.not_graded, None, self.whence),
            self.provenance,
            None,
            gap=1,
        )
        return holder(turning(theme, holder(left), holder(right), gap=4, shares=(5, 7)))

    def show_case(self, whole: Snapshot) -> None:
        self._whole = whole
        why, state = whole.answer(self.asked.why), whole.case.state
        self._show_grade(whole)
        self.why.show_text(str(why.value) if _answered(why) and why is not None else "")
        self.shows.show_case(whole, self.asked)
        writable = state in WRITABLE
        self.why.setReadOnly(not writable)
        for part in (self.scale, self.shows.add, self.not_graded, self.because):
            part.setEnabled(writable)
        seen = whole.grading(REVIEWER, self.asked.ref)
        self.whose.setText(READ if not writable else OWN if seen is None else SEEN)
        self.because_field.setVisible(changed_since_seen(seen, whole.answer(self.asked.ref)))
        self.because.show_words(seen.changing if seen is not None else "")
        self.given.show_case(whole, self.asked.ref)
        if state in TURN and TURN[state] not in self.forms:
            made = self.forms[TURN[state]] = Form(self.theme, self.case, self.asked.ref, self._asks, self.of, TURN[state])
            self._forms.addWidget(made)
        for role, form in self.forms.items():
            form.show_case(whole)
            form.setVisible(TURN.get(state) == role)
        self._remark()

    def begins(self) -> QWidget:
        """Where the focus goes first: to what can be said now."""
        return next((form for form in self.forms.values() if form.isVisibleTo(self)), self.why)

    def drafts(self) -> dict[str, str]:
        return {role: form.draft() for role, form in self.forms.items() if form.isVisibleTo(self) and form.draft()}

    def _show_grade(self, whole: Snapshot) -> None:
        """A grade in other words than the scale has now is told, and none is chosen: nobody chose that sentence."""
        given = whole.answer(self.asked.ref)
        score = given.score if given is not None and _answered(given) else None
        stands = score is not None and self.of.has(score)
        self._before = f"You gave: “{score.label_text}” (wording of {score.scale_version}). {AGAIN}" if score and not stands else ""
        self.scale.choose(score.code if score is not None and stands else "")

    def _remark(self) -> None:
        code = self.scale.at()
        self.not_graded.setVisible(bool(code or self._before) and self.not_graded.isEnabled())
        self.remark.say(self._what_is_missing(code) if self.scale.isEnabled() else "")
        self._hold_together()

    def _hold_together(self) -> None:
        """Words and sentence, by whoever may still change them."""
        asks = self._whole is not None and self.scale.isEnabled()
        self.hints.later(self.scale.at(), self._whole.standards.words() if asks and self._whole is not None else None)

    def _what_is_missing(self, code: str) -> str:
        if not code:
            return self._before
        if not self.why.text().strip():
            return WORDS_FIRST
        score = self.of.score(code)
        best = score.goodness_rank == self.of.points
        if not self.of.is_end(score) or self._whole is None or shows(self._whole, self.asked, best=best):
            return ""
        return SHOW_IT.format(end=self.of.best if best else self.of.worst)

    def _choose(self, code: str) -> None:
        self.why.seal()
        self._keep(lambda: self.case.do(questions.choose, self.asked.ref, code))

    def _take_away(self) -> None:
        self._keep(lambda: self.case.do(questions.leave_open, self.asked.ref, "not-asked"))

    def _explain(self, why: str) -> None:
        self._keep(lambda: self.case.do(grades.explain, self.asked.ref, why))

    def _add(self) -> None:
        """Chosen entries are cited by the rationale; what it cites besides, and no entry has, stays."""
        whole = self._whole
        if whole is None:
            return
        why, entries = whole.answer(self.asked.why), whole.entries
        held = cited((why,), entries)
        keys = choose_rows(self.theme, self, "What shows it", choosable(entries), tuple(e.id for e in held), "Show these")
        if keys is not None:
            besides = tuple(source for source in (why.sources if why is not None else ()) if source not in sources_of(held))
            chosen = sources_of(entry for entry in entries if entry.id in keys)
            self._keep(lambda: self.case.do(questions.cite, self.asked.why, tuple(dict.fromkeys((*besides, *chosen)))))

    def _keep(self, keep: Callable[[], object]) -> None:
        try:
            keep()
        except Refused as refusal:
            self.remark.say(refusal.sentence)
            if self._whole is not None:
                self._show_grade(self._whole)


def _answered(answer: Answer | None) -> bool:
    return answer is not None and answer.status == "answered"
