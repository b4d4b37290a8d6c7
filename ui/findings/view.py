"""The Findings screen: three lists at the left, the form at the right (below, where it is narrow); the claim map; what is never cited."""

from collections.abc import Callable
from dataclasses import replace
from textwrap import shorten
from typing import Concatenate, ParamSpec

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from leder_desktop.errors import Refused
from leder_desktop.model.case import WRITABLE
from leder_desktop.model.change import Change, Part
from leder_desktop.model.claims import claim_map
from leder_desktop.model.dates import When, understand
from leder_desktop.model.findings import Escalation, Finding, by_kind
from leder_desktop.operations import findings, history, snapshot
from leder_desktop.session import Session
from ui.findings.form import FindingForm
from ui.findings.groups import Groups
from ui.findings.map import ClaimLists
from ui.findings.never import NeverCited
from ui.open_case import OpenCase
from ui.screen import Place, Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.asking import confirm
from ui.widgets.buttons import ActionBar, Segments, button
from ui.widgets.fields import Line
from ui.widgets.layout import card, column, holder, page, row, turning
from ui.widgets.notice import Problem, notice
from ui.widgets.words import words

P = ParamSpec("P")

NEW = Finding(id="", kind="good-practice")
SHUT = "The review was signed or closed, so the findings can be read and not changed."
OPEN, CHOSEN, TOLD, SHOWN = "open", "chosen", "told", "shown"
WRITE, MAP, NEVER = 0, 1, 2
SHOWS = {Part.FINDINGS, Part.TIMELINE, Part.CASE, Part.CONVERSATIONS, Part.EVIDENCE, Part.ANSWERS, Part.NOTES}


class FindingsScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        self._writable = True
        self._whole = snapshot.take(case.session)
        self._stored = NEW
        """The finding in the form as it is kept; `NEW` while a new one is written."""
        self.groups = Groups(theme, case.session.standards)
        self.groups.none.connect(self._say_none)
        self.groups.chosen.connect(self._on_chosen)
        self.groups.opened.connect(lambda: self.form.text.setFocus(Qt.FocusReason.TabFocusReason))
        self.form = FindingForm(theme, case.session.standards, self._understand, services.go)
        self.form.changed.connect(self._fit_buttons)
        self.form.told.dropped.connect(self._take_back)
        self.form.told.joined.connect(self._join)
        self.problem = Problem(theme)
        self.heading = words("", "h2", wrap=False)
        self.add = button(theme, "Write a new finding", "plus", on=self.begin)
        self.undo = button(theme, "Undo the last step", "undo-2", says="Undo the last step in this case", on=self._undo)
        self.keep = button(theme, "Keep this finding", "check", kind="primary", on=self._keep)
        self.remove = button(theme, "Remove it", "trash-2", says="Remove this finding", kind="quiet", on=self._remove)
        self.leave = button(theme, "Put it back as it was", kind="quiet", says="Put this finding back as it was kept", on=self._put_back)
        self.up = button(theme, "", "arrow-up", kind="quiet", says="Move this finding up (Alt+Up)", on=lambda: self._move(-1))
        self.down = button(theme, "", "arrow-down", kind="quiet", says="Move this finding down (Alt+Down)", on=lambda: self._move(1))
        for keys, move in (("Alt+Up", self.up), ("Alt+Down", self.down)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(move.click)
        self.map, self.never = ClaimLists(theme, self._go), NeverCited(theme, self._go)
        self.shows = Segments(theme, "Show", ("The findings", "What rests on what", "Never cited"))
        self.shows.chosen.connect(self.turn_to)
        self.shut = notice(theme, "", "sunken", "lock")
        self.shut.hide()
        top = ActionBar(theme, (words("Findings", "h1", wrap=False),), (self.add, self.undo))
        self.order = words("Place in its list", "small", "soft", wrap=False)
        acts = row(theme, self.keep, self.leave, None, self.remove, gap=1)
        top_of_form = row(theme, self.heading, None, self.order, self.up, self.down, gap=1)
        form = card(theme, top_of_form, self.form, self.problem, acts, gap=2, pad=2.5)
        self.writing = holder(turning(theme, self.groups, holder(column(theme, form, None)), gap=3, shares=(1, 1)))
        parts = (top, row(theme, self.shows, None), self.shut, self.writing, self.map, self.never)
        self.setLayout(column(theme, page(theme, "Findings", *parts, gap=1.5), gap=0))
        self.first = self.form.text  # always in sight; focus given to a hidden list goes on to the next button, which is Undo
        case.changed.connect(self._on_changed)
        self.turn_to(WRITE)
        self._read()
        found = self._whole.findings
        if found:
            self._show(min(found, key=lambda f: list(self.groups.tables).index(f.kind)))
        else:
            self.begin()

    # what is shown
    def entered(self) -> None:
        self._fit_rights()

    def turn_to(self, at: int) -> None:
        """The findings themselves, the claim map, or what is never cited."""
        self.shows.choose(at)
        for number, part in enumerate((self.writing, self.map, self.never)):
            part.setVisible(number == at)
        if at != WRITE:
            self._read()

    def _read_map(self) -> None:
        """Only the one in sight."""
        if self.shows.at() != WRITE:
            (self.map if self.shows.at() == MAP else self.never).show_map(claim_map(self._whole))

    def _go(self, section: str, field: str) -> None:
        if section == "findings":
            self.jump(field)
        else:
            self.services.go(section, field)

    def _understand(self, typed: str) -> When:
        person = snapshot.person(self.case.session)
        return understand(typed, born=person.birth_date, died=person.death_date, today=self.case.session.clock.today())

    def _on_changed(self, change: Change) -> None:
        if SHOWS & change.parts:
            self._read()

    def _read(self) -> None:
        whole = self._whole = snapshot.take(self.case.session)
        found = list(whole.findings)
        self._fit_rights()
        numbers = {finding.id: number for number, finding in enumerate(by_kind(found), start=1)}
        self.groups.show_findings(found, numbers, {each.id: each for each in whole.none_found})
        self._read_map()
        self.form.told.follow(whole.escalations)
        kept = next((f for f in found if f.id == self._stored.id), None)
        if self._stored.id and kept is None and not self._changed():
            self._show(NEW)
        elif kept is not None and kept != self._stored:
            clean = not self._changed()
            self._stored = kept
            if clean:
                self._show(kept)
        self.groups.choose(self._stored.id)
        self._fit_buttons()

    def _alike(self) -> list[str]:
        """Ids of those of its kind, in their order."""
        return [finding.id for finding in self._whole.findings if finding.kind == self._stored.kind]

    def _changed(self) -> bool:
        return self.form.finding() != self._stored or self.form.told.begun()

    def _fit_rights(self) -> None:
        """What may be done now: nothing is changed in a signed review, and not every step can be undone."""
        self._writable = snapshot.case(self.case.session).state in WRITABLE
        self.form.allow(self._writable)
        self.groups.allow(self._writable)
        self.shut.say("" if self._writable else SHUT)
        self.add.setEnabled(self._writable)
        step = history.undoable(self.case.session)
        self.undo.setEnabled(step is not None and self._writable)
        # the last step may be one of another page, a portrait even: the button says which
        named = shorten(history.title(self.case.session, step), 44, placeholder="…") if step is not None else "the last step"
        self.undo.say(f"Undo: {named}", f"Undo in this case: {named}")

    def _show(self, finding: Finding) -> None:
        self._stored, self._whole = finding, snapshot.take(self.case.session)
        self.form.show_finding(finding, self._whole)
        self.groups.choose(finding.id)
        self.problem.say("")
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        changed = self._changed()
        new = not self._stored.id
        self.heading.setText("A new finding" if new else "This finding")
        self.keep.say("Keep this finding" if new else "Keep the change")
        self.keep.setEnabled(changed)
        self.leave.setVisible(changed and not new)
        self.remove.setVisible(not new and self._writable)
        alike = self._alike()
        for part in (self.order, self.up, self.down):
            part.setVisible(not new and self._writable and len(alike) > 1)
        for move, end in ((self.up, 0), (self.down, -1)):
            move.setEnabled(self._stored.id in alike and alike[end] != self._stored.id)

    # what a person does
    def begin(self) -> None:
        """An empty form; what stands in it is kept first."""
        self.turn_to(WRITE)
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
        if not self._changed() or not (self._stored.id or self.form.finding().text.strip() or self.form.told.begun()):
            return True
        return self._keep()

    def _keep(self) -> bool:
        for line in self.form.findChildren(Line):
            if line.isVisibleTo(self.form):  # one that is hidden belongs to a row that was drawn again
                line.seal()
        finding = self.form.finding()
        try:
            told = self.form.escalation()
            if finding.id:
                self.case.do(findings.change, finding, told=told)
                id = finding.id
            else:
                id = self.case.do(findings.add, finding, told=told).made[0]
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return False
        focused = self.keep.hasFocus()
        self._show(findings.one(self.case.session, id))
        if focused:  # the button has nothing to keep now; left to Qt, the focus would go on to whatever is next
            self.groups.tables[finding.kind].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _try(self, verb: Callable[Concatenate[Session, P], Change], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Do it, or say why not."""
        try:
            self.case.do(verb, *args, **kwargs)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return False
        self.problem.say("")
        return True

    def _take_back(self, id: str) -> None:
        self._try(findings.take_back, id)

    def _join(self, told: Escalation) -> None:
        """What was recorded about something else is about this finding as well."""
        if self._stored.id:
            self._try(findings.escalate, replace(told, about=(*told.about, self._stored.id)))

    def _say_none(self, kind: str, none: bool) -> None:
        if not self._try(findings.none_found, kind, none):
            self._read()

    def _move(self, by: int) -> None:
        alike = self._alike()
        if self._stored.id in alike:
            at = alike.index(self._stored.id) + by
            if 0 <= at < len(alike):
                self._try(findings.reorder, self._stored.id, at)

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
        return super().held() or (self._changed() and (bool(self.form.finding().text.strip()) or self.form.told.begun()))

    def place(self) -> Place:
        out: Place = {**super().place(), OPEN: self._stored.id, SHOWN: self.shows.at()}
        if self._changed():
            out |= {CHOSEN: self.form.as_text(), TOLD: self.form.told.draft.id}
        return out

    def restore(self, place: Place) -> None:
        """The words of the form were put back by the window already, by the names of their fields; here the rest."""
        form, told = self.form, self.form.told
        typed = (form.text.text(), form.old_told.text(), told.note.text())
        to, on, reference = told.to.at(), told.on.text(), told.reference.text()
        id = str(place.get(OPEN, ""))
        kept = next((f for f in findings.findings(self.case.session) if f.id == id), NEW)
        if kept.id != self._stored.id:
            self._show(kept)
        if CHOSEN in place:
            form.choose_from_text(str(place[CHOSEN]))
            told.draft = next((each for each in findings.escalations(self.case.session) if each.id == place.get(TOLD)), told.draft)
            for editor, content in zip((form.text, form.old_told, told.note), typed, strict=True):
                if content != editor.text():
                    editor.setPlainText(content)
            told.to.choose(to)
            told.on.line.setText(on)
            told.reference.setText(reference)
            if told.begun():
                told.reveal()
        self.turn_to(int(place.get(SHOWN, WRITE)))
        form.changed.emit()
        super().restore(place)

    def jump(self, field: str) -> bool:
        """`claim-map`, `never-cited`, an object name, or the id of a finding."""
        shown = {"claim-map": MAP, "never-cited": NEVER}.get(field)
        if shown is not None:
            self.turn_to(shown)
            (self.map if shown == MAP else self.never).setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        self.turn_to(WRITE)
        found = next((f for f in findings.findings(self.case.session) if f.id == field.removeprefix("finding/")), None)
        if found is None:
            return super().jump(field)
        self._on_chosen(found)
        self.form.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True
