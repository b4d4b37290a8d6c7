"""The page itself: plain words that fill the room they are given; lines that are headings are shown quietly, as on the printed page."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor

from ui.portrait.headings import ALL
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText


class _Quiet(QSyntaxHighlighter):
    """Only how a line looks: nothing is put into the text."""

    def __init__(self, page: AutosaveText, theme: Theme) -> None:
        super().__init__(page.document())
        self.theme = theme
        self._look = QTextCharFormat()
        theme.fits(self, self._fit)

    def _fit(self) -> None:
        look = QTextCharFormat()
        look.setFont(self.theme.font("small-strong"))
        look.setForeground(self.theme.colour("soft"))
        self._look = look
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        if text.strip() in ALL:
            self.setFormat(0, len(text), self._look)


class Page(AutosaveText):
    def __init__(self, theme: Theme, says: str, save: Callable[[str, int], object]) -> None:
        super().__init__(theme, says, role="lead", lines=(0, 0), bare=True, hint="How would someone who loved them begin?", save=save)
        self.setObjectName("portrait.page")
        self._headings = _Quiet(self, theme)

    _seen = ""
    _from_top = False

    def show_text(self, content: str) -> None:
        super().show_text(content)
        self._seen = self.toPlainText()

    def _on_change(self) -> None:
        """Qt also says "changed" when only the look of a line did; that is not typing, and must never count as words to keep."""
        now = self.toPlainText()
        if now != self._seen:
            self._seen = now
            super()._on_change()

    def put_paragraph(self, content: str, *, after: str = "") -> None:
        """Put a paragraph of its own in below the one with the caret, as one step of undo; the caret goes behind it."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        lead = "" if self.document().isEmpty() else "\n\n" if cursor.block().text().strip() else ""
        cursor.insertText(f"{lead}{content}{after}")
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def open_at_top(self) -> None:
        """Read from the beginning; whoever types goes on at the end."""
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._from_top = True

    def showEvent(self, arg__1: QShowEvent) -> None:
        super().showEvent(arg__1)
        if self._from_top:
            self.verticalScrollBar().setValue(0)

    def put_caret(self, position: int) -> None:
        self._from_top = False
        super().put_caret(position)
        self.ensureCursorVisible()

    def to_end(self) -> None:
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.ensureCursorVisible()
