"""The Findings screen: three lists at the left, the form at the right (below, where it is narrow)."""

from PySide6.QtCore import Qt

from leder_desktop.errors import Refused
from leder_desktop.model.case import WRITABLE
from leder_desktop.model.change import Change, Part
from leder_desktop.model.findings import Finding
from leder_desktop.operations import findings, history, snapshot
from ui.findings.form import FindingForm
from ui.findings.groups import Groups
from ui.open_case import OpenCase
from ui.screen import Place, Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.asking import confirm
from ui.widgets.buttons import ActionBar, button
from ui.widgets.layout import card, column, holder, page, row, turning
from ui.widgets.notice import Problem, notice
from ui.widgets.words import words

NEW = Finding(id="", kind="good-practice")
SHUT = "The review was signed or closed, so the findings can be read and not changed."
OPEN, KIND, RESTS = "open", "kind", "rests_on"


class FindingsScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        self._writable = True
        self._stored = NEW
        """The finding in the form as it is kept; `NEW` while a new one is written."""
        self.groups = Groups(theme)
        self.groups.chosen.connect(self._on_chosen)
        self.groups.opened.connect(lambda: self.form.text.setFocus(Qt.FocusReason.TabFocusReason))
        self.form = FindingForm(theme)
        self.form.changed.connect(self._fit_buttons)
        self.problem = Problem(theme)
        self.heading = words("", "h2")
        self.add = button(theme, "Write a new finding", "plus", on=self.begin)
        self.undo = button(theme, "Undo the last step", "undo-2", says="Undo the last step in this case", on=self._undo)
        self.keep = button(theme, "Keep this finding", "check", kind="primary", on=self._keep)
        self.remove = button(theme, "Remove it", "trash-2", says="Remove this finding", kind="quiet", on=self._remove)
        self.leave = button(theme, "Put it back as it was", kind="quiet", says="Put this finding back as it was kept", on=self._put_back)
        self.shut = notice(theme, "", "sunken", "lock")
        self.shut.hide()
        top = ActionBar(theme, (words("Findings", "h1", wrap=False),), (self.add, self.undo))
        acts = row(theme, self.keep, self.leave, None, self.remove, gap=1)
        form = card(theme, self.heading, self.form, self.problem, acts, gap=2, pad=2.5)
        both = turning(theme, self.groups, holder(column(theme, form, None)), gap=3, shares=(1, 1))
        self.setLayout(column(theme, page(theme, "Findings", top, self.shut, both, gap=1.5), gap=0))
        self.first = self.form.text  # always in sight; focus given to a hidden list goes on to the next button, which is Undo
        case.changed.connect(self._on_changed)
        self._read()
        found = findings.findings(case.session)
        if found:
            self._show(min(found, key=lambda f: list(self.groups.tables).index(f.kind)))
        else:
            self.begin()

    # what is shown
    def entered(self) -> None:
        self._fit_rights()

    def _on_changed(self, change: Change) -> None:
        if {Part.FINDINGS, Part.TIMELINE, Part.CASE} & change.parts:
            self._read()

    def _read(self) -> None:
        found = findings.findings(self.case.session)
        self._fit_rights()
        self.groups.show_findings(found)
        kept = next((f for f in found if f.id == self._stored.id), None)
        if self._stored.id and kept is None and self.form.finding() == self._stored:
            self._show(NEW)
        elif kept is not None and kept != self._stored:
            clean = self.form.finding() == self._stored
            self._stored = kept
            if clean:
                self._show(kept)
        self.groups.choose(self._stored.id)
        self._fit_buttons()

    def _fit_rights(self) -> None:
        """What may be done now: nothing is changed in a signed review, and not every step can be undone."""
        self._writable = snapshot.case(self.case.session).state in WRITABLE
        self.form.allow(self._writable)
        self.shut.say("" if self._writable else SHUT)
        self.add.setEnabled(self._writable)
        step = history.undoable(self.case.session)
        self.undo.setEnabled(step is not None and self._writable)
        # the last step may be one of another page, a portrait even: the button says which
        named = step.label if step is not None else "the last step"
        self.undo.say(f"Undo: {named}", f"Undo in this case: {named}")

    def _show(self, finding: Finding) -> None:
        self._stored = finding
        self.form.show_finding(finding, snapshot.take(self.case.session).entries)
        self.groups.choose(finding.id)
        self.problem.say("")
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        changed = self.form.finding() != self._stored
        new = not self._stored.id
        self.heading.setText("A new finding" if new else "This finding")
        self.keep.say("Keep this finding" if new else "Keep the change")
        self.keep.setEnabled(changed)
        self.leave.setVisible(changed and not new)
        self.remove.setVisible(not new and self._writable)

    # what a person does
    def begin(self) -> None:
        """An empty form; what stands in it is kept first."""
        if self._settle():
            self._show(NEW)
            self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, found: object) -> None:
        if isinstance(found, Finding) and found.id != self._stored.id:
            if self._settle():
                self._show(found)
            else:
                self.groups.choose(self._stored.id)

    def _settle(self) -> bool:
        """Keep what was changed, or say what is missing; whether the form is free."""
        if self.form.finding() == self._stored or not (self._stored.id or self.form.finding().text.strip()):
            return True
        return self._keep()

    def _keep(self) -> bool:
        finding = self.form.finding()
        try:
            if finding.id:
                self.case.do(findings.change, finding)
                self._stored = finding
            else:
                made = self.case.do(findings.add, finding).made[0]
                self._stored = next(f for f in findings.findings(self.case.session) if f.id == made)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return False
        self._show(self._stored)
        return True

    def _put_back(self) -> None:
        self._show(self._stored)

    def _remove(self) -> None:
        says = "It goes out of the review. Undo brings it back."
        if confirm(self.theme, self, "Remove this finding?", says, "Remove it", "Leave it"):
            id, self._stored = self._stored.id, NEW
            self._show(NEW)
            self.case.do(findings.remove, id)
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undo(self) -> None:
        try:
            change = self.case.undo()
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return
        self.services.say(f"{change.summary}.")

    # safe places
    def seal(self) -> None:
        """What is whole is kept; what is not stays in the form and says why."""
        super().seal()
        self._settle()

    def held(self) -> bool:
        return super().held() or (self.form.finding() != self._stored and bool(self.form.finding().text.strip()))

    def place(self) -> Place:
        drafted = self.form.finding()
        return {
            **super().place(),
            OPEN: self._stored.id,
            KIND: drafted.kind,
            "severity": drafted.severity,
            RESTS: " ".join(drafted.rests_on),
        }

    def restore(self, place: Place) -> None:
        """The words of the form were put back by the window already (`findings.text`, `findings.told`); here the rest."""
        words_there = self.form.finding()
        id = str(place.get(OPEN, ""))
        kept = next((f for f in findings.findings(self.case.session) if f.id == id), NEW)
        if kept.id != self._stored.id:
            self._show(kept)
            for editor, content in ((self.form.text, words_there.text), (self.form.told, words_there.told)):
                if content and content != editor.text():
                    editor.setPlainText(content)
            self.form.theme_of.choose(words_there.theme or "none")
        if place.get(KIND) in self.groups.tables:
            self.form.kind.choose(list(self.groups.tables).index(str(place[KIND])))
        if place.get("severity"):
            self.form.severity.choose(str(place["severity"]))
        if RESTS in place:
            self.form.rest_on(tuple(str(place[RESTS]).split()))
        self.form.changed.emit()
        super().restore(place)

    def jump(self, field: str) -> bool:
        """`field`: an object name, or the id of a finding."""
        found = next((f for f in findings.findings(self.case.session) if f.id == field.removeprefix("finding/")), None)
        if found is None:
            return super().jump(field)
        self._on_chosen(found)
        self.form.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True
