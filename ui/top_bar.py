"""The top bar: back to the cases, who this is about, how long there is, find, privacy, lock. And the banner of a sample case."""

from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.menus import Actions
from ui.style import Theme
from ui.widgets.buttons import Button, button
from ui.widgets.chip import Tag
from ui.widgets.flow import flow
from ui.widgets.layout import column, holder, row, rule
from ui.widgets.words import Words, glyph, words

MOST = 32
"""Letters of a name or a reference in the bar."""
SAMPLE = "Sample case: invented, not a person"


@dataclass(frozen=True, kw_only=True)
class CaseHead:
    """What the frame says about the open case."""

    called_name: str
    """The name they liked to be called; never "the patient"."""
    reference: str
    born: str = ""
    """"born 14 February 1975", "born about 1964", "date of birth not known": which of two people of one name this is (promises P27)."""
    due: str = ""
    """"47 days left · 12 days paused"."""
    held: str = ""
    """"On hold: the inquest", or "" when it is not."""
    sample: bool = False


class TopBar(QWidget):
    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self.theme = theme
        self._head: CaseHead | None = None
        self._actions = actions
        self.back = self._button("Cases", "chevron-left", "go-cases", "Back to cases", kind="quiet")
        self.program: Words = words("LeDeR Desktop", "h2", wrap=False)
        self.name: Words = words("", "h2", wrap=False)
        self.reference: Words = words("", "small", "soft", wrap=False)
        self.born: Words = words("", "small", wrap=False)
        self.born_below: Words = words("", "small", wrap=False)
        self.line = rule("v")
        self.due, self.held = Tag(theme, "", "plain", "clock"), Tag(theme, "", "outline", "pause")
        self.due_below, self.held_below = Tag(theme, "", "plain", "clock"), Tag(theme, "", "outline", "pause")
        self.remarks = button(theme, "0", "flag", kind="quiet", says="Worth another look: 0 remarks", on=lambda: actions.run("panel"))
        self.remarks.mark("flag", "amber")
        self.seek = self._button("Find or do anything   Ctrl K", "search", "find", "Find or do anything", short=True)
        self.private = self._button("Privacy", "eye-off", "privacy", "Privacy screen", kind="quiet", short=True)
        self.lock = self._button("Lock", "lock", "lock", "Lock", kind="quiet", short=True)
        self.parts = (
            self.back, self.line, self.name, self.born, self.reference, self.due, self.held, self.remarks, self.seek, self.private,
            self.lock,
        )  # fmt: skip
        bar = row(
            theme, self.back, self.line, self.program, self.name, self.born, self.reference, self.due, self.held, None,
            self.remarks, self.seek, self.private, self.lock, gap=1.25, margins=(1.5, 0.75, 1.5, 0.75),
        )  # fmt: skip
        self.below = holder(column(theme, flow(theme, self.born_below, self.due_below, self.held_below), margins=(2, 0, 2, 0.75)), "paper")
        said = words(SAMPLE, "small-strong", "blue_ink")
        self.banner = holder(row(theme, glyph(theme, "info", "blue_ink", 16), said, gap=0.75, margins=(2, 0.5, 2, 0.5)), "wash")
        self.setLayout(column(theme, holder(bar, "paper"), self.below, rule(), self.banner, gap=0))
        self.show_case(None)
        theme.fits(self, self._fit)

    def _button(self, label: str, icon: str, action: str, says: str, *, kind: str = "", short: bool = False) -> Button:
        """A button for an action of the table; the action owns the shortcut, the button shows it as a tip."""
        made = button(self.theme, label, icon, kind=kind, says=says, short=short, on=lambda: self._actions.run(action))
        keys = self._actions.acts[action].keys
        if keys:
            tip = f"{says} · {keys[0]}"
            self.theme.fits(made, lambda: made.setToolTip(tip))
        return made

    def show_case(self, head: CaseHead | None) -> None:
        """None: no case is open."""
        self._head = head
        self.name.setText(_short(head.called_name) if head else "")
        self.reference.setText(_short(head.reference) if head else "")
        for born in (self.born, self.born_below):
            born.setText(head.born if head else "")
        # only their words: a chip that shows itself before `_fit` has chosen its place would widen the window for good
        for due in (self.due, self.due_below):
            due.setText(head.due if head else "")
        for held in (self.held, self.held_below):
            held.setText(head.held if head else "")
        self._fit()

    def show_remarks(self, count: int) -> None:
        self.remarks.say(str(count), f"Worth another look: {count} remark{'' if count == 1 else 's'}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.theme.narrow and event.size().width() != event.oldSize().width():
            self._fit()

    def _has_room(self) -> bool:
        """Whether the due chip and the hold chip fit beside the name; else they stand below it."""
        tags = (self.due,) * bool(self._head and self._head.due) + (self.held,) * bool(self._head and self._head.held)
        always = (part for part in self.parts if part not in (self.due, self.held))
        gaps = self.theme.sp(1.25) * (len(self.parts) + 2) + self.theme.sp(3)
        return sum(part.sizeHint().width() for part in (*always, *tags)) + gaps <= self.width()

    def _fit(self) -> None:
        head, narrow = self._head, self.theme.narrow and not self._has_room()
        for part in (self.back, self.line, self.name, self.reference):
            part.setVisible(head is not None)
        self.program.setVisible(head is None)
        self.born.setVisible(head is not None and bool(head.born) and not narrow)
        self.due.setVisible(head is not None and bool(head.due) and not narrow)
        self.held.setVisible(head is not None and bool(head.held) and not narrow)
        self.born_below.setVisible(head is not None and bool(head.born))
        self.due_below.setVisible(head is not None and bool(head.due))
        self.held_below.setVisible(head is not None and bool(head.held))
        self.below.setVisible(head is not None and narrow and bool(head.born or head.due or head.held))
        self.remarks.setVisible(head is not None and self.theme.narrow)
        self.banner.setVisible(head is not None and head.sample)


def _short(words: str) -> str:
    """On one line, and no longer than leaves the rest of the bar in sight."""
    line = " ".join(words.split())
    return line if len(line) <= MOST else f"{line[: MOST - 1]}…"
