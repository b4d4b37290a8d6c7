"""The few questions that stop you. Their words are plain text, wherever they come from; Escape always means "leave it as it is"."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import Button, button
from ui.widgets.fields import Field
from ui.widgets.focus_ring import FocusRing
from ui.widgets.layout import Item, column, row
from ui.widgets.words import words


class Calm(QDialog):
    """A small window over ours. Its title is the program's, never a name."""

    def __init__(self, theme: Theme, parent: QWidget | None, title: str, *items: Item, verb: str, leave: str = "") -> None:
        super().__init__(parent)
        self.theme = theme
        self.unanswered = False
        """From when it comes up until it is answered or left; a lock hides it before."""
        self.setWindowTitle("LeDeR Desktop")
        self.setAccessibleName(title)
        self.setModal(True)
        self.verb: Button = button(theme, verb, kind="primary", on=self.accept)
        self.verb.setDefault(True)
        acts: list[Item] = [None]
        if leave:
            acts.append(button(theme, leave, on=self.reject))
        layout = column(theme, words(title, "h2"), *items, 0.5, row(theme, *acts, self.verb, gap=1), gap=1.5, margins=3)
        self.setLayout(layout)
        self.ring = FocusRing(theme, self)
        theme.fits(self, lambda: self.setMinimumWidth(min(theme.px(480), 1000)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.unanswered = True
            self.theme.asking(self)

    def done(self, result: int) -> None:
        self.unanswered = False
        super().done(result)

    def fit_words(self) -> None:
        """Tall enough for its sentences at the width it gets."""
        layout = self.layout()
        if layout is not None:
            wide = max(self.minimumWidth(), 320)
            # words that wrap ask for a narrow, very tall window when nobody tells them the width
            tall = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
            self.resize(wide, min(tall, self.screen().availableGeometry().height()))


def tell(theme: Theme, parent: QWidget | None, title: str, sentence: str) -> None:
    """Say one thing and wait until it was read."""
    box = Calm(theme, parent, title, words(sentence), verb="Close")
    box.fit_words()
    box.exec()
    box.deleteLater()


def confirm(theme: Theme, parent: QWidget | None, title: str, sentence: str, verb: str, leave: str = "Leave it as it is") -> bool:
    """Whether to go on. `verb` says what will be done ("Erase this case")."""
    box = Calm(theme, parent, title, words(sentence), verb=verb, leave=leave)
    box.fit_words()
    answer = box.exec() == QDialog.DialogCode.Accepted
    box.deleteLater()
    return answer


def ask_words(theme: Theme, parent: QWidget | None, title: str, sentence: str, label: str, verb: str, at_least: int = 1) -> str | None:
    """Words for a reason or an answer, or None when it was left. The verb waits until there are `at_least` so many letters."""
    text = AutosaveText(theme, label, lines=(3, 8))
    text.setObjectName("asked.words")
    field = Field(theme, label, text)
    box = Calm(theme, parent, title, *((words(sentence, "body", "soft"),) if sentence else ()), field, verb=verb, leave="Leave it as it is")
    text.told.connect(field.problem)

    def look() -> None:
        box.verb.setEnabled(len(text.text().strip()) >= at_least)

    text.textChanged.connect(look)
    look()
    text.setFocus(Qt.FocusReason.OtherFocusReason)
    box.fit_words()
    answer = text.text().strip() if box.exec() == QDialog.DialogCode.Accepted else None
    box.deleteLater()
    return answer
