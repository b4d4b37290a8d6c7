"""What is protected, and what is not: six lines, the same at first start, at the unlock screen and in the help menu."""

from PySide6.QtWidgets import QWidget

from ui.style import Theme
from ui.widgets.layout import column, holder, row
from ui.widgets.words import glyph, words

TITLE = "What is protected, and what is not"
LINES = (
    ("shield-check", "Everything about a case is encrypted on this laptop: names, notes, records, searches, drafts."),
    ("shield-check", "Nothing is sent anywhere. What leaves is a file that you seal to somebody and hand over yourself."),
    ("shield-check", "A lock, also when you are away, ends the program: what was in its memory is gone, and what you typed is kept."),
    ("info", "Whoever has your passphrase, or the recovery sheet, and this laptop can read every case."),
    ("info", "While it is unlocked, other software on this laptop, a camera or somebody behind you could read along."),
    ("info", "Paper, files saved outside, and copies made by others are not protected, and cannot be erased from here."),
)


def protected(theme: Theme) -> QWidget:
    """The six lines as a widget."""
    lines: list[QWidget] = []
    for icon, sentence in LINES:
        said = row(theme, glyph(theme, icon, "blue_ink", 16), words(sentence), gap=1, top=True)
        said.setStretch(1, 1)
        lines.append(holder(said))
    return holder(column(theme, *lines, gap=1))
