"""The five letters of SMART, each with what is there or what is missing, in words."""

from PySide6.QtWidgets import QWidget

from leder_desktop.model.actions import Action, smart
from leder_desktop.model.words import WordLists
from ui.style import Theme
from ui.widgets.layout import column, holder, row
from ui.widgets.words import Words, glyph, words

THERE = "is there"


class Smart(QWidget):
    def __init__(self, theme: Theme, lists: WordLists) -> None:
        super().__init__()
        self._lists = lists
        self.lines: dict[str, Words] = {}
        self._there: dict[str, QWidget] = {}
        self._open: dict[str, QWidget] = {}
        rows: list[QWidget] = []
        for letter in smart(Action(id=""), lists):
            said = words("", "small")
            there = glyph(theme, "circle-check", "blue_ink", 16, "There")
            open_ = glyph(theme, "circle-dashed", "soft", 16, "Missing")
            line = row(theme, there, open_, said, gap=1, top=True)
            line.setStretch(2, 1)
            self.lines[letter.letter], self._there[letter.letter], self._open[letter.letter] = said, there, open_
            rows.append(holder(line))
        self.setLayout(column(theme, *rows, gap=0.5))

    def show_action(self, action: Action) -> None:
        for letter in smart(action, self._lists):
            self.lines[letter.letter].setText(f"{letter.title}: {letter.lacks or THERE}")
            self._there[letter.letter].setVisible(not letter.lacks)
            self._open[letter.letter].setVisible(bool(letter.lacks))
