"""What the page itself has to say: look again, verified, nothing here yet, and what was wrong with what was typed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from ui.style import Theme
from ui.widgets.buttons import Button
from ui.widgets.layout import column, holder, row
from ui.widgets.words import Words, glyph, words

LOOK = {
    "amber": ("flag", "amber", "amber_ink", "Look again"),
    "green": ("shield-check", "green", "green_ink", "Verified"),
    "wash": ("info", "blue_ink", "blue_ink", ""),
    "sunken": ("info", "soft", "ink", ""),
}
"""Tone -> icon, its token, token of the words, what the icon says aloud."""


class Notice(QFrame):
    """A card with one sentence. Amber means look again, never wrong and never late; green means verified and nothing else."""

    def __init__(self, theme: Theme, content: str, tone: str, icon: str, acts: tuple[QWidget, ...]) -> None:
        super().__init__()
        default, mark_token, ink, says = LOOK[tone]
        self.setProperty("card", tone)
        self.words: Words = words(content, "body", ink)
        mark = glyph(theme, icon or default, mark_token, 16, says)
        inner = column(theme, self.words, *((row(theme, *acts, None, gap=2),) if acts else ()), gap=0.25)
        line = row(theme, mark, inner, gap=1, margins=(1.5, 1.25, 1.5, 1.25))
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)

    def say(self, content: str) -> None:
        """Another sentence; an empty one hides the notice."""
        self.words.setText(content)
        self.setVisible(bool(content))


def notice(theme: Theme, content: str, tone: str = "amber", icon: str = "", *acts: QWidget) -> Notice:
    """`tone`: amber (look again), green (verified), wash (good to know), sunken (quiet)."""
    return Notice(theme, content, tone, icon, acts)


class Problem(QWidget):
    """One line under a field: what is wrong, what to do. Empty, it takes no room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.words = words("", "small", "amber_ink")
        mark = glyph(theme, "circle-alert", "amber", 14, "Look again")
        line = row(theme, mark, self.words, gap=0.5)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.hide()

    def say(self, sentence: str) -> None:
        self.words.setText(sentence)
        self.setVisible(bool(sentence))

    def sentence(self) -> str:
        return self.words.text()


def empty(theme: Theme, icon: str, title: str, more: str, *ways: tuple[Button, str]) -> QWidget:
    """A place with nothing in it yet: what it is for, and the ways in, each a button with its sentence. Make the first one primary."""
    lines: list[QWidget] = []
    for made, sentence in ways:
        theme.fits(made, lambda made=made: made.setFixedWidth(theme.px(250)))
        lines.append(holder(row(theme, made, words(sentence, "body", "soft"), gap=2)))
    inner = holder(column(theme, glyph(theme, icon, "blue", 32), words(title, "h1"), words(more, "lead", "soft"), 1, *lines, gap=1.5))
    theme.fits(inner, lambda: inner.setMaximumWidth(theme.px(736)))
    middle = row(theme, gap=0, margins=2)
    middle.addStretch(1)
    middle.addWidget(inner, 100)
    middle.addStretch(1)
    return holder(column(theme, None, middle, None))


def verified(theme: Theme, content: str) -> QFrame:
    """Green, with a shield: something was checked and holds."""
    return notice(theme, content, "green")
