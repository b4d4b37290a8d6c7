"""The recovery words: shown to be written down, never to be copied, and typed back from paper."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.fields import Field
from ui.widgets.layout import card, column
from ui.widgets.words import Words, words


class RecoveryWords(QWidget):
    """The words cannot be selected or copied here: the sheet is meant for paper."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._words: list[Words] = []
        sheet = card(theme, words("Fourteen words, in this order", "strong"), self._grid, kind="sunken", gap=1.5)
        self.setLayout(column(theme, sheet, gap=0))

    def show_code(self, code: str) -> None:
        for old in self._words:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._words = []
        listed = code.split()
        half = (len(listed) + 1) // 2
        for i, word in enumerate(listed):
            shown = words(f"{i + 1}.", "lead", "soft", wrap=False), words(word, "lead", wrap=False)
            for j, part in enumerate(shown):
                part.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
                self._grid.addWidget(part, i % half, i // half * 2 + j)
                self._words.append(part)
            shown[0].setAlignment(Qt.AlignmentFlag.AlignRight)
        for at in (1, 3):
            self._grid.setColumnStretch(at, 1)

    def forget(self) -> None:
        for shown in self._words:
            shown.setText("")


class TypedWords(Field):
    """Where they are typed back; pasting would prove the clipboard, not the paper."""

    def __init__(self, theme: Theme, changed: Callable[[], object]) -> None:
        self.typed = AutosaveText(theme, "Recovery words", lines=(4, 6), hint="From the paper, in order")
        help = "Capital letters do not matter; the first four letters of a word are enough."
        super().__init__(theme, "Recovery words", self.typed, help=help)
        self.typed.setObjectName("recovery.typed")
        self.typed.textChanged.connect(lambda: changed())
        self.typed.installEventFilter(self)

    def text(self) -> str:
        return self.typed.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.matches(QKeySequence.StandardKey.Paste):
            self.problem("Type them from the paper: pasting would prove nothing.")
            return True
        return super().eventFilter(watched, event)
