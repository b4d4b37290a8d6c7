"""Two versions in one text: put in is underlined, taken out is struck through, each in its colour, and both said in words below."""

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from ui.history.compare import Piece, said
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.layout import column
from ui.widgets.words import words

MOST = 60_000
"""Letters that are painted: what is longer is cut where a reader has long lost the place, and that is said."""


class Compared(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pieces: tuple[Piece, ...] = ()
        self.text = AutosaveText(theme, "What was taken out and put in", lines=(3, 14))
        self.text.setReadOnly(True)
        self.text.setObjectName("history.compared")
        self.said = words("", "small", "soft")
        self.said.setObjectName("history.said")
        self.setLayout(column(theme, self.text, self.said, gap=0.75))
        theme.fits(self, self._paint)

    def show_pieces(self, pieces: tuple[Piece, ...], instead: str = "") -> None:
        """`instead`: a sentence where there is nothing to compare."""
        self._pieces = pieces
        in_words = instead or said(pieces)
        cut = " Only the beginning is shown here." if sum(len(piece.words) for piece in pieces) > MOST else ""
        self.said.setText(f"{in_words}{cut}")
        self.text.setAccessibleDescription(in_words)
        self.text.setVisible(not instead)
        self._paint()

    def forget(self) -> None:
        """The words go out of memory with the screen."""
        self._pieces = ()
        self.text.forget()

    def _paint(self) -> None:
        """Plain text, piece by piece, each in its format: nothing in it is ever read as anything but words."""
        self.text.forget()
        cursor, left = QTextCursor(self.text.document()), MOST
        block = QTextBlockFormat()
        block.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block)
        for piece in self._pieces:
            cursor.insertText(piece.words[:left], self._format(piece.how))
            left = max(0, left - len(piece.words))
        self.text.document().clearUndoRedoStacks()
        self.text.put_caret(0)

    def _format(self, how: str) -> QTextCharFormat:
        form, t = QTextCharFormat(), self._theme
        form.setFont(t.font("body"))
        form.setForeground(t.colour({"in": "green_ink", "out": "amber_ink"}.get(how, "ink")))
        if how == "in":
            form.setFontUnderline(True)
            form.setBackground(t.colour("green_wash"))
        if how == "out":
            form.setFontStrikeOut(True)
            form.setBackground(t.colour("amber_wash"))
        return form
