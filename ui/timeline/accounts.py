"""Two accounts of one event, side by side and of equal size. Preferred is a border and a ticked choice; no other account is struck out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLayout, QWidget

from leder_desktop.model.dates import words as date_words
from leder_desktop.model.timeline import Entry, in_order
from ui.citing import Names
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.chip import Tag
from ui.widgets.fields import Line
from ui.widgets.layout import card, clear, column, holder, row, turning
from ui.widgets.tabbing import meet_before
from ui.widgets.tick import Pick
from ui.widgets.words import glyph, words


class Accounts(QWidget):
    """`preferred(id, why)`, `undecided()`, `apart(id of the other)`."""

    preferred = Signal(str, str)
    undecided = Signal()
    apart = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._entries: tuple[Entry, ...] = ()
        self._group: QButtonGroup | None = None
        self.picks: dict[str, Pick] = {}
        self.cards: dict[str, QFrame] = {}
        self.why = Line(theme, "Why you prefer it")
        self.why.setObjectName("timeline.why")
        self.why.finished.connect(self._said_why)
        label = words("Why", "strong", wrap=False)
        label.setBuddy(self.why)
        self._pair = column(theme, gap=0)
        mark, stay = glyph(theme, "split", "amber", 16), Tag(theme, "Both stay in the review", "amber")
        head = row(theme, mark, words("Two accounts", "h2", wrap=False), None, stay)
        reason = row(theme, label, self.why, gap=1)
        reason.setStretch(1, 1)
        self.both = button(theme, "Keep both, undecided", on=self.undecided.emit)
        self.not_same = button(theme, "Not the same event", kind="quiet", on=self._apart)
        self.setLayout(column(theme, holder(head), self._pair, reason, row(theme, self.both, self.not_same, None), gap=1.25))
        self.hide()

    def show_accounts(self, entries: tuple[Entry, ...], names: Names) -> None:
        """The entry in hand first, then those it conflicts with; fewer than two hide it. They stand by date, whichever is in hand."""
        focused = next((id for id, pick in self.picks.items() if pick.hasFocus()), "")
        self._entries = entries
        self.setVisible(len(entries) > 1)
        clear(self._pair)
        self.picks, self.cards, self._group = {}, {}, None
        if len(entries) < 2:
            return
        self._group = QButtonGroup(self)
        ordered = in_order(entries)
        pair: QLayout = turning(self.theme, *(self._card(e, names) for e in ordered), gap=1.5, shares=(1,) * len(ordered))
        self._pair.addWidget(holder(pair))
        meet_before(self.why, [self.picks[entry.id] for entry in ordered])
        chosen = next((e for e in entries if e.preferred), None)
        self.why.show_words(chosen.preferred_why if chosen else "")
        self.why.setEnabled(chosen is not None)
        self.both.setEnabled(chosen is not None)
        if focused in self.picks:
            self.picks[focused].setFocus()

    def _card(self, entry: Entry, names: Names) -> QFrame:
        t = self.theme
        who = names.of(entry.sources[0]) if entry.sources else "Nobody yet"
        pick = Pick(t, "Preferred" if entry.preferred else "Prefer this one", entry.preferred)
        pick.setAccessibleName(f"Prefer the account of {who}")
        pick.clicked.connect(lambda: self.preferred.emit(entry.id, self.why.text() if entry.preferred else ""))
        assert self._group is not None
        self._group.addButton(pick)
        others = ", ".join(names.of(s) for s in entry.sources[1:])
        quoted = f"“{entry.sources[0].words}”" if entry.sources and entry.sources[0].words else ""
        under = " · ".join(x for x in (quoted, f"also {others}" if others else "") if x)
        made = card(
            t, words(who, "strong"), words(date_words(entry.when), "lead"), words(entry.what), words(under, "small", "soft"), None, pick,
            kind="chosen" if entry.preferred else "paper", gap=0.5, pad=1.5,
        )  # fmt: skip
        self.picks[entry.id], self.cards[entry.id] = pick, made
        return made

    def _said_why(self, why: str) -> None:
        chosen = next((e for e in self._entries if e.preferred), None)
        if chosen is not None and why != chosen.preferred_why:
            self.preferred.emit(chosen.id, why)

    def _apart(self) -> None:
        if len(self._entries) > 1:
            self.apart.emit(self._entries[1].id)
