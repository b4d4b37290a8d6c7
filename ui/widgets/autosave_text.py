"""AutosaveText: plain words that are handed on while they are typed, at most a second behind, and sealed on leaving."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QSizeF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QFocusEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from leder_desktop.errors import Refused
from ui.style import Theme
from ui.widgets.plain_text import admit

AGAIN_MS = 5_000
"""How long after a refusal it is tried again; the words are held meanwhile."""
BEHIND_MS = 700
"""How far the handing on may be behind the typing (architecture: at most a second)."""
SECRET = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x01\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\x00\x00\x00\x00",
    "org.nspasteboard.ConcealedType": b"",
}
"""Asks clipboard histories not to keep what was copied from a case (promises A, KeePassXC). Qt puts a word of its own before the name of a
type on macOS, so the mark of macOS is seen only by those who look for it there too."""


def secret(plain: str) -> QMimeData:
    """Words for the clipboard: plain, with the marks."""
    data = QMimeData()
    data.setText(plain)
    for kind, flag in SECRET.items():
        data.setData(kind, flag)
    return data


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A place in the text. `kind`: tone (dots under the words), pin (a comment), chosen (washed)."""

    start: int
    """First letter, counted as Qt counts (UTF-16 units), like the caret."""
    length: int
    kind: str
    says: str = ""
    """The reason, shown as a tip; it should also stand somewhere in words."""


class AutosaveText(QTextEdit):
    """A QTextEdit that takes and gives plain text only: caret, selection, undo and reading aloud are Qt's own.

    `typed(text, caret)` at most a second behind, coalesced; `sealed()` after a last `typed` on leaving; `told(sentence)` when something
    pasted was refused or changed. The caret is a position as Qt counts.
    """

    typed = Signal(str, int)
    sealed = Signal()
    told = Signal(str)

    def __init__(
        self, theme: Theme, says: str, content: str = "", *, role: str = "body", lines: tuple[int, int] = (3, 0), bare: bool = False,
        hint: str = "", save: Callable[[str, int], object] | None = None,
    ) -> None:  # fmt: skip
        """`lines`: at least and at most so many lines tall; most 0 grows without end; (0, 0) takes the room it is given.
        `bare`: without an edge, on a page of its own.

        `save(text, caret)` is called at each `typed`; when it raises Refused the words stay held and it is tried again.
        """
        super().__init__()
        self.theme, self._role, self._lines, self._bare, self._save = theme, role, lines, bare, save
        self._marks: tuple[Mark, ...] = ()
        self._half_typed = self._quiet = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BEHIND_MS)
        self._timer.timeout.connect(self.hand_on)
        self.setAcceptRichText(False)
        self.setAccessibleName(says)
        self.setPlaceholderText(hint)
        self.setProperty("role", role)
        if bare:
            self.setProperty("bare", "true")
            self.setProperty("noring", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if lines != (0, 0):
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.document().setDocumentMargin(2)
        self.show_text(content)
        theme.fits(self, self._fit)
        self.textChanged.connect(self._on_change)

    # what others ask of it
    def text(self) -> str:
        return self.toPlainText()

    def show_text(self, content: str) -> None:
        """What is stored. The caret stays where it was as far as the text reaches; nothing is handed on; undo begins here.

        Does nothing while half-typed words are waiting: they are newer.
        """
        if self._half_typed or (content == self.toPlainText() and not self.document().isEmpty()):
            return
        caret = self.textCursor().position()
        self._quiet = True
        self.setPlainText(content)
        self._shape()
        self.put_caret(caret)
        self.document().clearUndoRedoStacks()
        self._quiet = False

    def caret(self) -> int:
        return self.textCursor().position()

    def put_caret(self, position: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(position, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)

    def insert(self, content: str) -> None:
        """Put words in at the caret, as one step of undo, as if they had been typed."""
        self.textCursor().insertText(admit(content, self.document().characterCount())[0])
        self.ensureCursorVisible()

    def hand_on(self) -> None:
        """Hand half-typed words on now."""
        self._timer.stop()
        if not self._half_typed:
            return
        text, caret = self.toPlainText(), self.caret()
        if self._save is not None:
            try:
                self._save(text, caret)
            except Refused as refusal:
                self._timer.start(AGAIN_MS)
                self.told.emit(f"{refusal.sentence} What you typed is still here.")
                return
        self._half_typed = False
        self._timer.setInterval(BEHIND_MS)
        self.typed.emit(text, caret)

    def held(self) -> bool:
        """Whether there are words here that were not handed on."""
        return self._half_typed

    def seal(self) -> None:
        """Hand on what is half-typed and say that this is a good place to stop."""
        was = self._half_typed or self._since_seal
        self.hand_on()
        if was and not self._half_typed:
            self._since_seal = False
            self.sealed.emit()

    def forget(self) -> None:
        """Empty it without handing anything on: what stood here is somebody else's to keep."""
        self._timer.stop()
        self._half_typed = self._since_seal = False
        self._quiet = True
        self.clear()
        self._quiet = False

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Marks are painted over the words, never put into them, so they cannot be copied or printed."""
        self._marks = marks
        extras: list[QTextEdit.ExtraSelection] = []
        for mark in marks:
            extra = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(mark.start, self.document().characterCount() - 1))
            cursor.setPosition(min(mark.start + mark.length, self.document().characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            if mark.kind == "tone":
                look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
                look.setUnderlineColor(QColor(self.theme.colour("amber")))
            elif mark.kind == "pin":
                look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
                look.setUnderlineColor(QColor(self.theme.colour("blue")))
            if mark.kind != "tone":
                look.setBackground(self.theme.colour("wash"))
            look.setToolTip(mark.says)
            # WORKAROUND: PySide's stubs say these two cannot be assigned; Qt's own documentation does it
            extra.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue]
            extra.format = look  # pyright: ignore[reportAttributeAccessIssue]
            extras.append(extra)
        self.setExtraSelections(extras)

    # from outside
    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Nothing is ever loaded because of a text (promises 0.10)."""
        return None

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        try:
            plain, sentence = admit(source.text(), self.document().characterCount())
        except Refused as refusal:
            self.told.emit(refusal.sentence)
            return
        if not self.theme.may_paste(plain):
            return
        self.textCursor().insertText(plain)
        self.ensureCursorVisible()
        if sentence:
            self.told.emit(sentence)

    def createMimeDataFromSelection(self) -> QMimeData:
        return secret(self.textCursor().selection().toPlainText())

    # hand and eye
    _since_seal = False

    def _on_change(self) -> None:
        if self._quiet:
            return
        self._half_typed = self._since_seal = True
        if not self._timer.isActive():
            self._timer.start()

    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        if e.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason):
            self.seal()

    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() == QEvent.Type.FontChange and self._lines != (0, 0):
            self._grow(self.document().size())

    def _shape(self) -> None:
        """Lines stand 1.22 apart where one reads at length; new paragraphs take it over from the one before."""
        shape = QTextBlockFormat()
        shape.setLineHeight(122 if self._role in ("lead", "notes") else 112, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(shape)

    def _fit(self) -> None:
        was = self._quiet
        self._quiet = True
        if not self._bare:  # a margin of the document would be a step of undo
            air = self.theme.sp(1.25) - 2
            self.setViewportMargins(air, air, air, air)
        self.show_marks(self._marks)
        self._quiet = was
        self._grow(self.document().size())

    def _grow(self, size: QSizeF) -> None:
        least, most = self._lines
        if (least, most) == (0, 0):
            return
        line = self.theme.metrics(self._role).height() * 1.15
        margins = 8 + self.viewportMargins().top() + self.viewportMargins().bottom()
        want = max(size.height() + margins - 4, least * line + margins)
        if most:
            want = min(want, most * line + margins)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded if most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if self.minimumHeight() != round(want):
            self.setFixedHeight(round(want))
