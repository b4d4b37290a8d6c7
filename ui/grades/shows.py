"""What shows it: the findings, and the timeline entries whose sources the grade or its rationale cites.

Forty findings take a tenth of a second to put on the page: the first few stand there at once, the others come a few at a time.
"""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.model.dates import words as date_words
from leder_desktop.model.findings import KINDS
from leder_desktop.model.grades import Asked, cited
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.timeline import Entry
from ui.style import Theme
from ui.widgets.block import Block
from ui.widgets.buttons import button
from ui.widgets.choose_rows import Choosable
from ui.widgets.layout import card, clear, column, holder, row
from ui.widgets.words import glyph, words

AT_ONCE = 6
"""Lines made in one go."""
Line = tuple[str, str, str, str, str]
"""Icon, its colour, what it says, the text, when."""
MARKS = {"good-practice": ("thumbs-up", "blue_ink"), "learning": ("lightbulb", "soft"), "concern": ("circle-alert", "amber")}


def choosable(entries: tuple[Entry, ...]) -> tuple[Choosable, ...]:
    """Timeline entries as rows to tick: when, and what happened."""
    return tuple(Choosable(key=e.id, says=f"{date_words(e.when)}: {e.what}" if e.when else e.what) for e in entries)


class Shows(QWidget):
    """`adding()` when a person wants to choose entries."""

    adding = Signal()

    def __init__(self, theme: Theme, what: str) -> None:
        super().__init__()
        self.theme = theme
        self._lines = column(theme, gap=1.25)
        self._cited: tuple[Entry, ...] = ()
        self._shown: tuple[Line, ...] | None = None
        self._to_fill: list[Line] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._fill_some)
        self.add = button(theme, "Add from the timeline", "plus", kind="link", says=f"Add what shows it from the timeline: {what}")
        self.add.clicked.connect(self.adding)
        self.setLayout(
            column(theme, card(theme, words("What shows it", "strong"), holder(self._lines), row(theme, self.add, None), gap=1.25), gap=0)
        )

    def show_case(self, whole: Snapshot, asked: Asked) -> None:
        """Findings first, then the entries that the grade or its rationale cites."""
        self._cited = cited((whole.answer(asked.ref), whole.answer(asked.why)), whole.entries)
        by_id = {e.id: e for e in whole.entries}
        lines: list[Line] = []
        for kind, (icon, token) in MARKS.items():
            for finding in (f for f in whole.findings if f.kind == kind):
                when = ", ".join(date_words(by_id[i].when) for i in finding.rests_on if i in by_id)
                lines.append((icon, token, KINDS[kind], finding.text, when))
        for entry in self._cited:
            lines.append(("chart-gantt", "soft", "Timeline", entry.what, date_words(entry.when) if entry.when else "date not known"))
        if tuple(lines) != self._shown:
            self._shown = tuple(lines)
            self._fill()

    def cited(self) -> tuple[Entry, ...]:
        """The entries of the timeline that it rests on."""
        return self._cited

    def _fill(self) -> None:
        clear(self._lines)
        self._to_fill = list(self._shown or ())
        self._fill_some()
        if self._to_fill:
            self._timer.start()
        if not self._shown:
            self._lines.addWidget(words("Findings you write, and entries you add from the timeline, stand here.", "body", "soft"))

    def _fill_some(self) -> None:
        for icon, token, says, text, when in self._to_fill[:AT_ONCE]:
            said = column(self.theme, words(text), *((words(when, "small", "soft"),) if when else ()), gap=0)
            line = row(self.theme, glyph(self.theme, icon, token, 16, says), said, gap=1.25, top=True)
            line.setStretch(1, 1)
            self._lines.addWidget(Block(line))
        del self._to_fill[:AT_ONCE]
        if not self._to_fill:
            self._timer.stop()
