"""The editor of one entry: kept by Ctrl+Enter or by moving on; an entry that is not whole yet stays here, and over a lock too."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model import findings as model_findings
from leder_desktop.model.checks.sentences import quoted
from leder_desktop.model.dates import When, words
from leder_desktop.model.evidence import Source
from leder_desktop.model.timeline import Draft, Entry
from leder_desktop.operations import findings, timeline
from ui.citing import Names
from ui.open_case import OpenCase
from ui.services import Services
from ui.style import Theme
from ui.timeline.accounts import Accounts
from ui.timeline.form import Form, half_of
from ui.timeline.half import HalfTyped
from ui.widgets.asking import confirm
from ui.widgets.buttons import button
from ui.widgets.fields import Choice
from ui.widgets.layout import Scrolled, card, column, holder, row, scrolled
from ui.widgets.notice import Notice, notice
from ui.widgets.words import Words
from ui.widgets.words import words as said

NEAR_DAYS = 60
"""Another account of the same event is looked for among entries so close."""
NEAR_MOST = 40


class Editor(QWidget):
    kept = Signal(str)
    """The id of the entry that was kept."""
    began = Signal()
    """A new entry is in hand."""

    def __init__(self, theme: Theme, case: OpenCase, services: Services, understand: Callable[[str], When]) -> None:
        super().__init__()
        self.theme, self.case, self.services = theme, case, services
        self.entry: Entry | None = None
        self.keeping = False
        """While an entry is being kept the list is read again, and that must not look like moving on."""
        self._names = Names(evidence={}, conversations={}, standards=case.session.standards)
        self._entries: tuple[Entry, ...] = ()
        self._as_shown = HalfTyped()
        t = theme
        self.title: Words = said("", "h2")
        self.problem: Notice = notice(t, "")
        self.problem.hide()
        self.form = Form(t, understand, services.go, case.session.standards)
        self.accounts = Accounts(t)
        self.accounts.preferred.connect(self._prefer)
        self.accounts.undecided.connect(self._undecided)
        self.accounts.apart.connect(self._apart)
        self.another = Choice(t, "Another account of the same event")
        self.another.setPlaceholderText("Another account of the same event")
        self.another.setObjectName("timeline.another")
        self.another.setMinimumContentsLength(12)
        self.another.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.another.chose.connect(self._other_account)
        self.keep_button = button(t, "Keep", "check", kind="primary", says="Keep this entry, Ctrl+Enter", on=self.keep)
        self.leave_button = button(t, "Leave it as it was", "undo-2", kind="quiet", on=self.leave)
        self.remove_button = button(t, "Remove", "trash-2", kind="quiet", says="Remove this entry", on=self._remove)
        acts = row(t, self.keep_button, self.leave_button, None, self.remove_button, gap=1)
        inner = column(t, self.accounts, self.form, self.another, None, gap=2, margins=(2, 1, 2, 2))
        self.area: Scrolled = scrolled(holder(inner), "Entry", "paper")
        head = column(t, self.title, self.problem, gap=1, margins=(2, 1.5, 2, 0))
        foot = holder(column(t, acts, margins=(2, 1, 2, 1.5)))
        frame = card(t, holder(head), self.area, foot, pad=0, gap=0.5)
        self.setLayout(column(t, frame, gap=0))
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.keep)
        met = (
            self.accounts.why, self.accounts.both, self.accounts.not_same, *self.form.in_order(), self.another, self.keep_button,
            self.leave_button, self.remove_button,
        )  # fmt: skip
        for before, after in pairwise(met):
            self.setTabOrder(before, after)
        self.show_draft(Draft())

    # what is in hand
    def show_names(self, names: Names, entries: tuple[Entry, ...]) -> None:
        """What can be cited, and the other entries."""
        self._names, self._entries = names, entries

    def show_entry(self, entry: Entry) -> None:
        """An entry as it is stored, unless it is already in hand with words that are not kept."""
        if self.entry is not None and self.entry.id == entry.id and self.changed():
            self._link(entry)
            return
        self.entry = entry
        self._show(half_of(entry, entry.id, self.form.flags))
        self._link(entry)

    def show_draft(self, draft: Draft) -> None:
        """A new entry, with what is known of it."""
        self.entry = None
        self._show(half_of(draft, "", self.form.flags))
        self._as_shown = half_of(Draft(), "", self.form.flags)
        self._link(None)

    def show_half(self, half: HalfTyped, entry: Entry | None) -> None:
        """Back after a lock: the words as they stood, still not kept."""
        if entry is not None:
            self.show_entry(entry)
        else:
            self.show_draft(Draft())
        self.form.show_half(half, self._names)
        self._titles()

    def begin(self, draft: Draft | None = None) -> None:
        if self.settle():
            self.show_draft(draft or Draft())
            self.began.emit()
            (self.form.what if draft is None or not draft.what else self.form.sources.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def cite(self, source: Source) -> None:
        """A place in a record that the reviewer pointed at: for the new entry in hand, or for another new one."""
        if self.entry is None:
            self.form.sources.cite(source)
        else:
            self.begin(Draft(sources=(source,), reliability="seen"))
        self.form.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def changed(self) -> bool:
        return self.half() != self._as_shown

    def half(self) -> HalfTyped:
        return self.form.half(self.entry.id if self.entry else "")

    # keeping
    def settle(self) -> bool:
        """Keep what can be kept; False when something is in hand that is not whole yet, and why is shown."""
        return not self.changed() or self.keep()

    def keep(self) -> bool:
        """Keep what is in hand; whether it was kept."""
        if not self.changed():
            return True
        self.keeping = True
        try:
            draft = self._draft()
            if self.entry is None:
                id = self.case.do(timeline.add, draft).made[0]
            else:
                id = self.entry.id
                self.case.do(timeline.change, id, draft)
        except Refused as refusal:
            self.problem.say(f"{refusal.sentence} It is not kept yet; what you typed is still here.")
            self.area.verticalScrollBar().setValue(0)
            return False
        finally:
            self.keeping = False
        self.entry = None
        self.show_entry(timeline.entry(self.case.session, id))
        self.kept.emit(id)
        return True

    def leave(self) -> None:
        """Forget what is not kept."""
        if self.entry is not None:
            entry, self.entry = self.entry, None
            self.show_entry(entry)
        else:
            self.show_draft(Draft())

    def _draft(self) -> Draft:
        half = self.half()
        before = self.entry or Draft()
        same_date = half.when == self._as_shown.when and self.entry is not None
        known = {term for term in before.flags if term not in self.form.flags}
        return replace(
            _plain(before), when=before.when if same_date else self.form.date(), setting=half.setting, kind=half.kind, what=half.what,
            view=half.view, comment=half.comment, reliability=half.reliability, flags=(*half.flags, *sorted(known)),
            key_episode=half.key_episode, third_party=half.third_party, sources=half.sources,
        )  # fmt: skip

    def _remove(self) -> None:
        if self.entry is not None and self._may_go(self.entry.id):
            id, self.entry = self.entry.id, None
            self.show_draft(Draft())
            self.case.do(timeline.remove, id)
            self.services.say("The entry is removed. Undo brings it back.")

    def _may_go(self, id: str) -> bool:
        """A finding that rests on it is named first: what it says would rest on less."""
        bears = model_findings.on(id, findings.findings(self.case.session))
        if not bears:
            return True
        said = "; ".join(quoted(finding.text) for finding in bears)
        rest = "One finding rests" if len(bears) == 1 else f"{len(bears)} findings rest"
        return confirm(self.theme, self, "Remove this event?", f"{rest} on it: {said}.", "Remove it")

    # two accounts
    def _link(self, entry: Entry | None) -> None:
        there = {e.id: e for e in self._entries}
        accounts = (entry, *(there[id] for id in entry.conflicts_with if id in there)) if entry else ()
        self.accounts.show_accounts(accounts, self._names)
        if entry is not None:
            self.entry = entry
        near = self._near(entry) if entry else ()
        self.another.setVisible(bool(near))
        self.another.offer(tuple((e.id, f"{words(e.when)}: {e.what.split(chr(10))[0][:80]}") for e in near))
        self.another.setCurrentIndex(-1)
        self._titles()

    def _near(self, entry: Entry) -> tuple[Entry, ...]:
        day = entry.when.earliest if entry.when else None
        if day is None:
            return ()
        others = [e for e in self._entries if e.id != entry.id and e.id not in entry.conflicts_with and e.when and e.when.earliest]
        by_distance = sorted(others, key=lambda e: abs((e.when.earliest - day).days) if e.when and e.when.earliest else 0)
        close = [e for e in by_distance if e.when and e.when.earliest and abs((e.when.earliest - day).days) <= NEAR_DAYS]
        return tuple(close[:NEAR_MOST])

    def _other_account(self, other: str) -> None:
        if self.entry is not None and other and self.settle():
            self.case.do(timeline.tell_differently, self.entry.id, other)

    def _prefer(self, id: str, why: str) -> None:
        if self.settle():
            self.case.do(timeline.prefer, id, why)

    def _undecided(self) -> None:
        if self.entry is not None and self.settle():
            self.case.do(timeline.prefer_none, self.entry.id)

    def _apart(self, other: str) -> None:
        if self.entry is not None and self.settle():
            self.case.do(timeline.tell_apart, self.entry.id, other)

    # looks
    def _show(self, half: HalfTyped) -> None:
        self.form.show_half(half, self._names)
        self._as_shown = self.half()
        self.problem.say("")
        self.area.verticalScrollBar().setValue(0)

    def _titles(self) -> None:
        self.title.setText(words(self.entry.when)[:1].upper() + words(self.entry.when)[1:] if self.entry else "A new entry")
        self.remove_button.setVisible(self.entry is not None)
        if self.entry is not None:
            self.leave_button.say("Leave it as it was", "Leave this entry as it was")
        else:
            self.leave_button.say("Empty it", "Empty this new entry")


def _plain(draft: Draft) -> Draft:
    return Draft(**{name: getattr(draft, name) for name in Draft.__dataclass_fields__})
