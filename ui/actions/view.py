"""The Panel actions screen: "We said / We did" by theme, and below it the form of one action."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from leder_desktop.errors import Refused
from leder_desktop.model.actions import STATUSES, Action
from leder_desktop.model.change import Change, Part
from leder_desktop.model.dates import words as date_words
from leder_desktop.operations import actions, snapshot
from ui.actions.form import ActionForm
from ui.open_case import OpenCase
from ui.screen import Place, Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.asking import confirm
from ui.widgets.buttons import ActionBar, button
from ui.widgets.layout import card, column, page, row
from ui.widgets.notice import Problem, notice
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.words import words

NEW = Action(id="")
LEAD = (
    "What the panel agreed that organisations will do, by theme and not by person. A reviewer makes no recommendations; these are entered "
    "once the panel has met."
)
NONE = "No action is entered yet."
OPEN = "open"
MARKS = {
    "proposed": ("circle-dashed", "soft"), "agreed": ("circle", "blue_ink"), "in-progress": ("circle-dot", "blue_ink"),
    "done": ("circle-check", "blue_ink"), "not-taken": ("ban", "soft"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Row:
    """One action, and its theme on the first of its theme."""

    action: Action
    theme: str


def _said(row: Row) -> Cell:
    action = row.action
    by = f"by {date_words(action.due)}" if action.due else "no day yet"
    return Cell(first=action.text, second=" · ".join(x for x in (action.organisation, action.owner, by) if x))


def _did(row: Row) -> Cell:
    icon, token = MARKS[row.action.status]
    more = row.action.why_not if row.action.status == "not-taken" else row.action.evidence
    return Cell(first=STATUSES[row.action.status], second=more, icon=icon, token=token, icon_says="")


COLUMNS: tuple[Column[Row], ...] = (
    Column[Row](title="Theme", cell=lambda row: Cell(first=row.theme, bold=True), width=200, fold=True),
    Column[Row](title="We said", cell=_said),
    Column[Row](title="We did", cell=_did, width=300),
)


class ActionsScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        self._may = False
        self._stored = NEW
        """The action in the form as it is kept; `NEW` while a new one is written."""
        self.table = DataTable(theme, "We said, we did", COLUMNS, lambda row: row.action.id, lines=3)
        self.table.setObjectName("actions.list")
        self.table.hug()
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.form = ActionForm(theme, case.session.standards)
        self.form.changed.connect(self._fit_buttons)
        self.problem = Problem(theme)
        self.heading = words("", "h2")
        self.none = words(NONE, "body", "soft")
        self.add = button(theme, "Write a new action", "plus", on=self.begin)
        self.keep = button(theme, "Keep this action", "check", kind="primary", on=self._keep)
        self.leave = button(theme, "Put it back as it was", kind="quiet", says="Put this action back as it was kept", on=self._put_back)
        self.remove = button(theme, "Remove it", "trash-2", kind="quiet", says="Remove this action", on=self._remove)
        self.panel = button(theme, "Record the panel", "landmark", on=lambda: services.go("overview", "case.panel"))
        self.shut = notice(theme, "", "sunken", "lock", self.panel)
        top = ActionBar(theme, (words("Panel actions", "h1", wrap=False),), (self.add,))
        acts = row(theme, self.keep, self.leave, None, self.remove, gap=1)
        form = card(theme, self.heading, self.form, self.problem, acts, gap=2, pad=2.5)
        listed = card(theme, words("We said / We did", "h2"), self.table, self.none, gap=1, pad=2)
        lead = words(LEAD, "body", "soft", ch=84, theme=theme)
        self.setLayout(column(theme, page(theme, "Panel actions", top, lead, self.shut, listed, form, gap=1.5, most=1000), gap=0))
        self.first = self.form.text
        case.changed.connect(self._on_changed)
        self._read()
        self._show(NEW)

    # what is shown
    def entered(self) -> None:
        self._read()
        self.first = self.form.text if self._may else self.panel

    def _on_changed(self, change: Change) -> None:
        if {Part.ACTIONS, Part.CASE, Part.FINDINGS} & change.parts:
            self._read()

    def _read(self) -> None:
        session = self.case.session
        try:
            actions.may_enter(snapshot.case(session))
            self._may = True
            self.shut.say("")
        except Refused as refusal:
            self._may = False
            self.shut.say(refusal.sentence)
        self.form.allow(self._may)
        self.add.setEnabled(self._may)
        rows = tuple(
            Row(action=action, theme=theme.title if at == 0 else "")
            for theme in actions.by_theme(session) for at, action in enumerate(theme.actions)
        )  # fmt: skip
        self.table.blockSignals(True)
        self.table.show_rows(rows)
        self.table.choose(self._stored.id)
        self.table.blockSignals(False)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        kept = next((each.action for each in rows if each.action.id == self._stored.id), None)
        if self._stored.id and kept is None and self.form.action() == self._stored:
            self._show(NEW)
        elif kept is not None and kept != self._stored:
            clean = self.form.action() == self._stored
            self._stored = kept
            if clean:
                self._show(kept)
        self._fit_buttons()

    def _show(self, action: Action) -> None:
        self._stored = action
        self.form.show_action(action, snapshot.take(self.case.session).findings)
        self.table.blockSignals(True)
        if not (action.id and self.table.choose(action.id)):
            self.table.clearSelection()
            self.table.setCurrentIndex(self.table.model().index(-1, -1))
        self.table.blockSignals(False)
        self.problem.say("")
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        changed, new = self.form.action() != self._stored, not self._stored.id
        self.heading.setText("A new action" if new else "This action")
        self.keep.say("Keep this action" if new else "Keep the change")
        self.keep.setEnabled(changed and self._may)
        self.leave.setVisible(changed and not new)
        self.remove.setVisible(not new and self._may)

    # what a person does
    def begin(self) -> None:
        """An empty form; what stands in it is kept first."""
        if self._settle():
            self._show(NEW)
            self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, found: object) -> None:
        if isinstance(found, Row) and found.action.id != self._stored.id:
            if self._settle():
                self._show(found.action)
            else:
                self.table.choose(self._stored.id)

    def _on_opened(self, _: object) -> None:
        self.form.text.setFocus(Qt.FocusReason.TabFocusReason)

    def _settle(self) -> bool:
        """Keep what was changed, or say what is missing; whether the form is free."""
        there = self.form.action()
        if not self._may or there == self._stored or not (self._stored.id or there.text.strip()):
            return True
        return self._keep()

    def _keep(self) -> bool:
        action = self.form.action()
        try:
            if not self.form.due.understood():
                raise Refused("not-understood", "The day it is due by is not understood yet. Its field says what helps.")
            if action.id:
                self.case.do(actions.change, action)
                self._stored = action
            else:
                made = self.case.do(actions.add, action).made[0]
                self._stored = next(each for each in actions.actions(self.case.session) if each.id == made)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return False
        self._show(self._stored)
        return True

    def _put_back(self) -> None:
        self._show(self._stored)

    def _remove(self) -> None:
        says = "It goes out of the list. If the panel dropped it, choose “Not taken” instead and say why; that stays."
        if confirm(self.theme, self, "Remove this action?", says, "Remove it", "Leave it"):
            id, self._stored = self._stored.id, NEW
            self._show(NEW)
            self.case.do(actions.remove, id)
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    # safe places
    def seal(self) -> None:
        """What is whole is kept; what is not stays in the form and says why."""
        super().seal()
        self._settle()

    def held(self) -> bool:
        return super().held() or (self._may and self.form.action() != self._stored and bool(self.form.action().text.strip()))

    def place(self) -> Place:
        there = self.form.action()
        return {**super().place(), OPEN: self._stored.id, "status": there.status, "from": " ".join(there.findings)}

    def restore(self, place: Place) -> None:
        """The words of the form were put back by the window already; here what was chosen, and which action it was."""
        there = self.form.action()
        kept = next((each for each in actions.actions(self.case.session) if each.id == place.get(OPEN)), NEW)
        if kept.id != self._stored.id:
            self._show(kept)
            for name in self.form.fields:
                if getattr(there, name) and getattr(there, name) != getattr(kept, name):
                    getattr(self.form, name).setPlainText(getattr(there, name))
        if str(place.get("status", "")) in STATUSES:
            self.form.status.choose(str(place["status"]))
        if place.get("from"):
            self.form.come_from(tuple(str(place["from"]).split()))
        self.form.changed.emit()
        super().restore(place)

    def jump(self, field: str) -> bool:
        """`field`: an object name, or `action/<id>`."""
        found = next((each for each in actions.actions(self.case.session) if each.id == field.removeprefix("action/")), None)
        if found is None:
            return super().jump(field)
        self._on_chosen(Row(action=found, theme=""))
        self.form.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True
