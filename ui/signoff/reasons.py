"""Warnings that need a reason before the review is signed: each with a box for it, one after the other, by keyboard alone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QWidget

from leder_desktop.model.remarks import Remark
from ui.signoff.going import TITLES, section_of
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.fields import Field
from ui.widgets.layout import clear, column, holder, row, rule
from ui.widgets.notice import Problem
from ui.widgets.words import glyph, words

KEYS = "Ctrl+Return"


class Asks(QWidget):
    """One warning: what it says, a way there, and the box for its reason. `done` when a person wants to keep it and go on."""

    done = Signal()
    going = Signal()

    def __init__(self, theme: Theme, remark: Remark) -> None:
        super().__init__()
        self.remark = remark
        where = TITLES.get(section_of(remark.where), "Review")
        self.reason = AutosaveText(theme, f"Why it stays as it is: {remark.sentence}", lines=(2, 6))
        self.reason.setObjectName(f"signoff.reason/{remark.key}")
        field = Field(theme, "Why it stays as it is", self.reason)
        self.reason.told.connect(field.problem)
        self.problem = Problem(theme)
        self.keep = button(theme, "Keep, and go on", "check", says=f"Keep this reason, and go on: {remark.sentence}", on=self.done.emit)
        self.go = button(theme, "Go there", kind="link", says=f"Go to {where}: {remark.sentence}", on=self.going.emit)
        more = [words(f"{head}: {said}", "small", "soft") for head, said in (("What to do", remark.todo), ("Why", remark.why)) if said]
        said = column(
            theme, words(where, "small-strong", "soft"), words(remark.sentence), *more, row(theme, self.go, None), 0.5, field, self.problem,
            row(theme, self.keep, None), gap=0.5,
        )  # fmt: skip
        line = row(theme, glyph(theme, "flag", "amber", 16), holder(said), gap=1, top=True)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.reason.textChanged.connect(self._fit)
        shortcut = QShortcut(QKeySequence(KEYS), self.reason)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.done)
        self._fit()

    def why(self) -> str:
        return self.reason.text().strip()

    def write(self, content: str) -> None:
        """Words to begin with, the caret after them."""
        self.reason.setPlainText(content)
        self.reason.moveCursor(QTextCursor.MoveOperation.End)

    def _fit(self) -> None:
        self.keep.setEnabled(bool(self.why()))
        if self.why():
            self.problem.say("")


class Reasons(QWidget):
    """`kept(key, why)`: the owner keeps it, and shows what is left; or says why not (`refused`). What is typed stays until it is kept."""

    kept = Signal(str, str)
    going = Signal(str)
    """Where a warning is about."""
    finished = Signal()
    """The last one was kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.asks: dict[str, Asks] = {}
        self._again: dict[str, str] = {}
        self._lines = column(theme, gap=1.5)
        self.setLayout(self._lines)

    def controls(self) -> list[QWidget]:
        """As Tab should meet them."""
        return [part for each in self.asks.values() for part in (each.go, each.reason, each.keep)]

    def show_remarks(self, found: list[Remark]) -> None:
        """Those that need a reason. One that still says what it said keeps its box, so the focus stays; any other keeps what was typed."""
        if found == [each.remark for each in self.asks.values()]:
            return
        before, self.asks = self.asks, {}
        for remark in found:
            old = before.get(remark.key)
            made = old if old is not None and old.remark == remark else self._ask(remark)
            if old is not None and old is not made:
                made.write(old.reason.text())
            elif made is not old and remark.key in self._again:
                made.write(self._again.pop(remark.key))
            self.asks[remark.key] = made
        self._place()

    def begin_with(self, key: str, why: str) -> None:
        """A reason that is taken back stands in its box again, to be written otherwise."""
        self._again[key] = why

    def refused(self, key: str, sentence: str) -> None:
        if key in self.asks:
            self.asks[key].problem.say(sentence)

    def _ask(self, remark: Remark) -> Asks:
        made = Asks(self.theme, remark)
        made.going.connect(lambda: self.going.emit(remark.where))
        made.done.connect(lambda: self._done(remark.key))
        return made

    def _place(self) -> None:
        """One under the other; those that are not asked any more go."""
        for each in self.asks.values():
            self._lines.removeWidget(each)
        clear(self._lines)
        for number, each in enumerate(self.asks.values()):
            if number:
                self._lines.addWidget(rule())
            self._lines.addWidget(each)
            each.show()

    def _done(self, key: str) -> None:
        """Keep it, then on to the next box; after the last one the owner says where."""
        ask = self.asks[key]
        if not ask.why():
            ask.problem.say("Say in a sentence why it stays as it is.")
            return
        keys = list(self.asks)
        following = keys[keys.index(key) + 1 :] + keys[: keys.index(key)]
        self.kept.emit(key, ask.why())
        if key in self.asks:
            return
        onward = next((self.asks[each] for each in following if each in self.asks), None)
        if onward is not None:
            onward.reason.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()
