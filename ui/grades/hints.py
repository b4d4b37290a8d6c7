"""Do the words and the grade say the same? Asked gently under the rationale, while nobody types; nothing hangs on the answer."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from leder_desktop.model.scales import Scale
from leder_desktop.model.words import Hit, WordLists, coherence
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText, Mark
from ui.widgets.buttons import Button, button
from ui.widgets.layout import card, clear, column, holder, row
from ui.widgets.words import Words, words

IDLE_MS = 500
"""How long nobody has typed before the words are read again."""
MOST = 5
"""More places than this are not listed; they are underlined all the same."""
SAYS = {
    "harm": "You chose one of the best two sentences. Do these words go with it?",
    "praise": "You chose one of the worst two sentences. Do these words go with it?",
}
LEAVE = "They go together"


class Hints(QWidget):
    """Words of the rationale that seem not to go with the grade, each a way to where it stands. `leave` takes one away for this session."""

    def __init__(self, theme: Theme, why: AutosaveText, of: Scale) -> None:
        super().__init__()
        self.theme, self.why, self.of = theme, why, of
        self.hits: tuple[Hit, ...] = ()
        self._lists: WordLists | None = None
        self._code = self._read = ""
        self._left: set[tuple[str, str]] = set()
        self._leaves: list[Button] = []
        self.lead: Words = words("", "small-strong", "soft")
        self._lines = column(theme, gap=0.25)
        self.setLayout(column(theme, card(theme, self.lead, holder(self._lines), kind="sunken", gap=0.5, pad=1.5), gap=0))
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self.look)
        self.hide()

    def later(self, code: str, lists: WordLists | None) -> None:
        """The words or the grade changed: look at them when there is time. Without a grade, or where it may not be changed, nothing is
        asked (`lists` None)."""
        self._code, self._lists = code, lists
        if self._lists is None or not code:
            self._idle.stop()
            self._show(())
        else:
            self._idle.start()

    def look(self) -> None:
        """Read the words now."""
        if self._lists is None or not self._code:
            return
        text = self.why.text()
        rank = self.of.score(self._code).goodness_rank
        self._read = text
        found = coherence.hints(text, rank, self.of.points, self._lists)
        self._show(tuple(hit for hit in found if (hit.kind, hit.words) not in self._left))

    def leave(self, hit: Hit) -> None:
        self._left.add((hit.kind, hit.words))
        self._show(tuple(one for one in self.hits if (one.kind, one.words) != (hit.kind, hit.words)))
        (self._leaves[0] if self.hits else self.why).setFocus()

    def go(self, hit: Hit) -> None:
        """Select the words where they stand; nothing, where the text was changed since they were read."""
        if self.why.text() != self._read:
            self.look()
            return
        cursor = self.why.textCursor()
        cursor.setPosition(_at(self._read, hit.start))
        cursor.setPosition(_at(self._read, hit.end), cursor.MoveMode.KeepAnchor)
        self.why.setTextCursor(cursor)
        self.why.setFocus()
        self.why.ensureCursorVisible()

    def _show(self, hits: tuple[Hit, ...]) -> None:
        marks = tuple(
            Mark(start=_at(self._read, hit.start), length=_at(self._read, hit.end) - _at(self._read, hit.start), kind="tone")
            for hit in hits
        )
        self.why.show_marks(marks)
        before, self.hits = self.hits, hits
        if [(hit.kind, hit.words) for hit in hits] != [(hit.kind, hit.words) for hit in before]:
            self._fill()  # not where they only stand further on: nothing flashes while somebody types
        self.setVisible(bool(hits))

    def _fill(self) -> None:
        clear(self._lines)
        if self.hits:
            self.lead.setText(SAYS[self.hits[0].kind])
        self._leaves = []
        for at, hit in enumerate(self.hits[:MOST]):
            said = f"“{hit.words}”"
            go = button(self.theme, said, kind="link", says=f"Go to {said}", left=True, on=lambda at=at: self.go(self.hits[at]))
            leave = button(self.theme, LEAVE, "check", kind="link", says=f"{LEAVE}: {said}", on=lambda at=at: self.leave(self.hits[at]))
            line = holder(row(self.theme, go, None, leave))
            self._leaves.append(leave)
            self._lines.addWidget(line)
            line.show()


def _at(text: str, letter: int) -> int:
    """A place in a text as Qt counts it: letters beyond the first plane are two."""
    return len(text[:letter].encode("utf-16-le", "surrogatepass")) // 2
