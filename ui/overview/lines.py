"""A list without controls: who is awaited, the records, what was done lately."""

from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.style import Theme
from ui.widgets.layout import Item, card, column, holder, row
from ui.widgets.words import Words, glyph, words


class Lines(QWidget):
    """Lines that can be shown again: icon, name, what about it. With a title, they are a card."""

    def __init__(self, theme: Theme, title: str, nothing: str) -> None:
        super().__init__()
        self._theme, self._nothing = theme, nothing
        self.title: Words = words(title, "h2")
        self._box: QBoxLayout = column(theme, gap=1)
        self._held: list[QWidget] = []
        whole: Item = card(theme, self.title, self._box, None, gap=1.25) if title else self._box
        self.setLayout(column(theme, whole, gap=0))

    def show_lines(self, lines: tuple[tuple[str, str, str], ...]) -> None:
        for old in self._held:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        t = self._theme
        self._held = []
        for icon, name, more in lines:
            said = column(t, words(name, "strong" if more else "body"), *((words(more, "small", "soft"),) if more else ()), gap=0)
            line = row(t, glyph(t, icon, "soft", 16), said, gap=1, top=True)
            line.setStretch(1, 1)
            self._held.append(holder(line))
        if not lines:
            self._held.append(words(self._nothing, "body", "soft"))
        for made in self._held:
            self._box.addWidget(made)
