"""The screen: the steps, what the chosen one changed, and the chosen change word by word, with every former version of that field."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.change import Change
from leder_desktop.operations import history
from leder_desktop.operations.erasing import FormerVersion
from leder_desktop.operations.history import Deed, Difference, Former
from ui.erasing import ask_erase
from ui.history.compare import compare
from ui.history.compared import Compared
from ui.history.table import CHANGES, STEPS, when
from ui.open_case import OpenCase
from ui.screen import Place, Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import ActionBar, button
from ui.widgets.fields import Choice, Field
from ui.widgets.layout import Workspace, card, column, holder, row, scrolled, turning
from ui.widgets.notice import Notice, notice
from ui.widgets.table import DataTable
from ui.widgets.words import words

STEP = "step"
"""The first way to compare: what the chosen step did."""
ERASED = "These words were erased for good, with a reason. There is nothing left to compare or to put back."


class HistoryScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case, t = case, theme
        self._formers: dict[str, Former] = {}
        self.undo_step = button(t, "Undo this step", "undo-2", says="Undo the chosen step", on=self._undo)
        self.again = button(t, "Do again", kind="quiet", says="Do again what was undone last", on=self._again)
        self.steps = DataTable(t, "Steps of this case, newest first", STEPS, lambda deed: str(deed.seq))
        self.steps.setObjectName("history.steps")
        self.steps.chosen.connect(self._on_step)
        self.steps.opened.connect(self._to_changes)
        self.changes = DataTable(t, "What this step changed", CHANGES, lambda one: f"{one.kind}/{one.thing}/{one.field}", lines=2)
        self.changes.setObjectName("history.changes")
        self.changes.chosen.connect(self._on_change)
        self.title = words("", "h2")
        self.nothing = words("This step wrote nothing that a screen shows.", "body", "soft")
        self.problem: Notice = notice(t, "")
        self.problem.hide()
        self.which = Choice(t, "Compare")
        self.which.setObjectName("history.version")
        self.which.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(24)
        self.which.chose.connect(self._on_way)
        self.compared = Compared(t)
        self.put_back = button(t, "Put this version back", "history", kind="primary", on=self._put_back)
        gone = "Erase this former version for good, with a reason"
        self.erase = button(t, "Erase this version for good...", "trash-2", kind="link", says=gone, on=self._erase)
        self.erase.setObjectName("history.erase")
        acts = holder(row(t, self.put_back, self.erase, None, gap=2))
        self.versions = holder(column(t, Field(t, "Compare", self.which), self.compared, acts, gap=1.25))
        top = ActionBar(t, (words("History and undo", "h2", wrap=False),), (self.undo_step, self.again))
        detail = column(t, self.title, self.problem, self.nothing, self.changes, self.versions, None, gap=1.25, margins=2)
        self.detail = card(t, scrolled(holder(detail, "paper"), "What the chosen step changed", "paper"), pad=0.125)
        self.list_side = card(t, self.steps, pad=0.125)
        below = turning(t, self.list_side, self.detail, gap=2, shares=(5, 6))
        body = column(t, top, words("Undoing and putting back are steps too: nothing is lost by them.", "small", "soft"), Workspace(below),
                      gap=1, margins=(2, 1.25, 2, 1.25))  # fmt: skip
        body.setStretch(2, 1)
        self.setLayout(body)
        self.first: QWidget = self.steps
        self.changes.hug(230)

        def fit() -> None:
            self.list_side.setMinimumHeight(t.px(150))
            self.detail.setMinimumHeight(t.px(320) if t.narrow else t.px(220))

        t.fits(self, fit)
        case.changed.connect(self._on_changed)
        self._read()

    # reading
    def entered(self) -> None:
        self._read()

    def _on_changed(self, _: Change) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        self.steps.show_rows(tuple(history.steps(self.case.session)))
        again = history.again_words(self.case.session)
        self.again.setEnabled(bool(again))
        self.again.say("Do again", f"Do again: {again}" if again else "Nothing to do again")
        self._show_step()

    def _to_changes(self, _opened: object) -> None:
        self.changes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_way(self, _way: str) -> None:
        self._compare()

    def _step(self) -> Deed | None:
        chosen = self.steps.current()
        return chosen if isinstance(chosen, Deed) else None

    def _on_step(self, _: object) -> None:
        self.problem.say("")
        self._show_step()

    def _show_step(self) -> None:
        deed = self._step()
        self.undo_step.setEnabled(deed is not None and not deed.undone)
        self.title.setText(deed.title if deed is not None else "Nothing has been written yet.")
        found = tuple(history.changes(self.case.session, deed.seq)) if deed is not None else ()
        self.nothing.setVisible(deed is not None and not found)
        self.changes.setVisible(bool(found))
        self.versions.setVisible(bool(found))
        self.changes.show_rows(found)
        self._show_change()

    def _change(self) -> Difference | None:
        chosen = self.changes.current()
        return chosen if isinstance(chosen, Difference) else None

    def _on_change(self, _: object) -> None:
        self.problem.say("")
        self._show_change()

    def _show_change(self) -> None:
        """The versions of the chosen field, newest first; the first way to compare is what the step did."""
        one = self._change()
        found = history.formers(self.case.session, one.kind, one.thing, one.field) if one is not None and one.field else []
        self._formers = {former.id: former for former in found}
        ways = [(former.id, f"As on {when(former.at)}, {former.by}{' (now)' if i == 0 else ''}") for i, former in enumerate(found)]
        self.which.offer(((STEP, "What this step changed"), *ways), STEP)
        self._compare()

    def _compare(self) -> None:
        one, former = self._change(), self._formers.get(self.which.at())
        now = next(iter(self._formers.values()), None)
        self.put_back.setVisible(bool(self._to_put_back()))
        self.erase.setVisible(former is not None and former is not now and not former.erased)
        self.put_back.say("Put back as it was before" if former is None else "Put this version back")
        if one is None:
            self.compared.show_pieces((), " ")
        elif (one.erased and former is None) or (former is not None and former.erased):
            self.compared.show_pieces((), ERASED)
        elif former is None:
            self.compared.show_pieces(compare(one.before, one.after))
        elif now is not None:
            self.compared.show_pieces(compare(former.words, now.words))

    def _erase(self) -> None:
        self.problem.say("")
        try:
            if ask_erase(self.theme, self, self.case, self.services, FormerVersion(version=self.which.at())) is not None:
                self.steps.setFocus(Qt.FocusReason.OtherFocusReason)
        except Refused as refusal:
            self.problem.say(refusal.sentence)

    def _to_put_back(self) -> str:
        """The version the button would put back; empty when that would change nothing."""
        one, chosen = self._change(), self.which.at()
        if one is None or not one.field:
            return ""
        former = self._formers.get(one.version if chosen == STEP else chosen)
        now = next(iter(self._formers), "")
        return former.id if former is not None and not former.erased and former.id != now else ""

    # doing
    def _undo(self) -> None:
        deed = self._step()
        if deed is not None:
            self._try(lambda: self.case.undo(deed.seq))

    def _again(self) -> None:
        self._try(self.case.again)

    def _put_back(self) -> None:
        version = self._to_put_back()
        if version:
            self._try(lambda: self.case.put_back(version))

    def _try(self, deed: Callable[[], Change]) -> None:
        """What came of it stands at the top of the list; what stands in the way, in its sentence."""
        try:
            change = deed()
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return
        self.problem.say("")
        self.services.say(f"{change.summary}.")
        newest = self.steps.rows.rows[:1]
        if newest and isinstance(newest[0], Deed):
            self.steps.choose(str(newest[0].seq))
        self.steps.setFocus(Qt.FocusReason.OtherFocusReason)

    # safe places
    def place(self) -> Place:
        return {**super().place(), "step": self.steps.current_key(), "change": self.changes.current_key()}

    def restore(self, place: Place) -> None:
        self.steps.choose(str(place.get("step", "")))
        self.changes.choose(str(place.get("change", "")))
        super().restore(place)

    def jump(self, field: str) -> bool:
        """`kind/thing/field`: the newest step that wrote there."""
        for deed in history.steps(self.case.session):
            for one in history.changes(self.case.session, deed.seq):
                if f"{one.kind}/{one.thing}/{one.field}" == field:
                    self.steps.choose(str(deed.seq))
                    return self.changes.choose(field)
        return super().jump(field)
