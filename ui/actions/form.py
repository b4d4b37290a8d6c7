"""The form of one panel action."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model import dates
from leder_desktop.model.actions import STATUSES, Action
from leder_desktop.model.dates import When
from leder_desktop.model.findings import KINDS, Finding
from leder_desktop.model.standards import Standards
from ui.actions.smart import Smart
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.choose_rows import Choosable, choose_rows
from ui.widgets.date_field import DateField
from ui.widgets.fields import Choice, Field, Line
from ui.widgets.layout import clear, column, holder, row, turning
from ui.widgets.tick import Picks
from ui.widgets.words import words

NO_THEME = "none"
SAYS = "So that it could be about anybody: no name, no date of birth, no number."


def understood(said: str) -> str:
    return dates.words(dates.understand(said))


class ActionForm(QWidget):
    """`changed()` whenever a person changes anything. `action()` is what stands in the form, whole or not."""

    changed = Signal()

    def __init__(self, theme: Theme, standards: Standards) -> None:
        super().__init__()
        self.theme = theme
        self._id = ""
        self._due: When | None = None
        self._findings: tuple[Finding, ...] = ()
        self.comes_from: tuple[str, ...] = ()
        self.text = _text(theme, "actions.text", "What will be done", (3, 10))
        self.measure = _text(theme, "actions.measure", "How one will know that it worked", (2, 6))
        self.evidence = _text(theme, "actions.evidence", "What was done, and what shows it", (2, 8))
        self.why_not = _text(theme, "actions.why_not", "Why it is not taken", (2, 6))
        offered = ((NO_THEME, "No theme yet"), *((term.code, term.label) for term in standards.vocabulary("theme").terms))
        self.theme_of = Choice(theme, "Theme", offered, NO_THEME)
        self.theme_of.setObjectName("actions.theme")
        theme.fits(self.theme_of, lambda: self.theme_of.setMaximumWidth(theme.ch(56)))
        self.organisation, self.owner = Line(theme, "Organisation"), Line(theme, "Role that does it", hint="Lead nurse for swallowing")
        self.organisation.setObjectName("actions.organisation")
        self.owner.setObjectName("actions.owner")
        self.due = DateField(theme, "By when", understood, hint="31 March 2027")
        self.due.line.setObjectName("actions.due")
        self.status = Picks(theme, "Where it stands", tuple(STATUSES.items()), "proposed")
        self.smart = Smart(theme, standards.words())
        self.fields = {
            "text": Field(theme, "What will be done", self.text, help=SAYS), "measure": Field(theme, "How one will know that it worked",
            self.measure), "evidence": Field(theme, "What was done, and what shows it", self.evidence),
            "why_not": Field(theme, "Why it is not taken", self.why_not),
        }  # fmt: skip
        self.choose = button(theme, "Choose the findings", "lightbulb", says="Choose the findings this comes from", on=self._choose)
        self._lines = column(theme, gap=0.5)
        comes = column(theme, words("Comes from", "strong"), holder(self._lines), row(theme, self.choose, None), gap=0.75)
        who = turning(
            theme, Field(theme, "Organisation", self.organisation, help="One that can do it."),
            Field(theme, "Role that does it", self.owner, help="A role, not a name."), gap=1.5, shares=(1, 1),
        )  # fmt: skip
        self.setLayout(
            column(
                theme, self.fields["text"], comes, Field(theme, "Theme", self.theme_of), who, Field(theme, "By when", self.due),
                self.fields["measure"], Field(theme, "Where it stands", self.status), self.fields["evidence"], self.fields["why_not"],
                words("SMART, letter by letter", "strong"), self.smart, gap=2,
            )
        )  # fmt: skip
        for text in (self.text, self.measure, self.evidence, self.why_not):
            text.textChanged.connect(self._on_change)
        for name, field in self.fields.items():
            getattr(self, name).told.connect(field.problem)
        for line in (self.organisation, self.owner, self.due.line):
            line.textChanged.connect(self._on_change)
        self.theme_of.chose.connect(self._on_change)
        self.status.chosen.connect(self._on_change)
        self.show_action(Action(id=""), ())

    def show_action(self, action: Action, findings: tuple[Finding, ...]) -> None:
        """Fill the form; nothing is told."""
        self.blockSignals(True)
        self._id, self._due, self._findings, self.comes_from = action.id, action.due, findings, action.findings
        for name in self.fields:
            text: AutosaveText = getattr(self, name)
            text.forget()
            text.show_text(str(getattr(action, name)))
        self.organisation.setText(action.organisation)
        self.owner.setText(action.owner)
        self.due.line.setText(dates.words(action.due) if action.due else "")
        self.theme_of.choose(action.theme or NO_THEME)
        self.status.choose(action.status)
        self._show_findings()
        self._fit()
        self.blockSignals(False)

    def allow(self, may: bool) -> None:
        """Whether anything may be changed now; the words can be read and copied either way."""
        for text in (self.text, self.measure, self.evidence, self.why_not):
            text.setReadOnly(not may)
        for part in (self.theme_of, self.organisation, self.owner, self.due, self.status, self.choose):
            part.setEnabled(may)

    def action(self) -> Action:
        theme, status = self.theme_of.at(), self.status.at() or "proposed"
        return Action(
            id=self._id, theme="" if theme == NO_THEME else theme, findings=self.comes_from, text=self.text.text(),
            organisation=self.organisation.text(), owner=self.owner.text(), due=self._when(), measure=self.measure.text(),
            evidence=self.evidence.text(), status=status, why_not=self.why_not.text() if status == "not-taken" else "",
        )  # fmt: skip

    def come_from(self, findings: tuple[str, ...]) -> None:
        self.comes_from = findings
        self._show_findings()
        self._on_change()

    def _when(self) -> When | None:
        typed = self.due.text().strip()
        if not typed:
            return None
        if self._due is not None and typed in (self._due.given, dates.words(self._due)):
            return self._due
        try:
            return dates.understand(typed)
        except Refused:
            return None

    def _on_change(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        status = self.status.at()
        self.fields["evidence"].setVisible(status in ("in-progress", "done") or bool(self.evidence.text()))
        self.fields["why_not"].setVisible(status == "not-taken")
        self.smart.show_action(self.action())

    def _choose(self) -> None:
        rows = tuple(Choosable(key=each.id, says=f"{KINDS.get(each.kind, '')}: {each.text}") for each in self._findings)
        keys = choose_rows(self.theme, self, "Which findings this comes from", rows, self.comes_from, "It comes from these")
        if keys is not None:
            self.come_from(tuple(keys))

    def _show_findings(self) -> None:
        clear(self._lines)
        said = [each.text for each in self._findings if each.id in self.comes_from]
        for each in said:
            self._lines.addWidget(words(each, "small", "soft"))
        if not said:
            self._lines.addWidget(words("No finding is chosen yet.", "small", "soft"))


def _text(theme: Theme, name: str, says: str, lines: tuple[int, int]) -> AutosaveText:
    text = AutosaveText(theme, says, lines=lines)
    text.setObjectName(name)
    return text
