"""Paper: a page in the middle with a measured line; a title, then one gentle prompt after the other with plain words under each."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QWidget

from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.layout import Scrolled, column, row, scrolled
from ui.widgets.words import Words, words


@dataclass(frozen=True, kw_only=True)
class Prompt:
    key: str
    """What the owner calls this part."""
    says: str
    """The heading, said as a gentle prompt."""
    hint: str = ""
    """Shown in an empty part."""


class Paper(QWidget):
    """Each prompt has its own AutosaveText, so each is stored, restored and read aloud by itself; it looks like one page.

    Up and Down at the first and last line go on to the neighbouring part, like on a page.
    """

    typed = Signal(str, str, int)
    """key, text, caret"""
    sealed = Signal(str)
    told = Signal(str)

    def __init__(
        self, theme: Theme, says: str, prompts: tuple[Prompt, ...], *, title: str = "", role: str = "lead", ch: int = 68,
        save: Callable[[str, str, int], object] | None = None,
    ) -> None:  # fmt: skip
        """`save(key, text, caret)` as in AutosaveText."""
        super().__init__()
        self.parts: dict[str, AutosaveText] = {}
        self.headings: dict[str, Words] = {}
        self.title: Words = words(title, "h1")
        self.title.setVisible(bool(title))
        sheet = QFrame()
        sheet.setProperty("card", "paper")
        inner = column(theme, self.title, gap=0.75, margins=(5, 4, 5, 4))
        for i, prompt in enumerate(prompts):
            heading = words(prompt.says, "small-strong", "soft")
            part = AutosaveText(
                theme, prompt.says, role=role, lines=(1, 0), bare=True, hint=prompt.hint, save=self._saver(prompt.key, save)
            )
            part.setObjectName(prompt.key)
            heading.setBuddy(part)
            part.typed.connect(self._teller(prompt.key))
            part.sealed.connect(lambda key=prompt.key: self.sealed.emit(key))
            part.told.connect(self.told)
            part.cursorPositionChanged.connect(lambda part=part: self._show_caret(part))
            self.parts[prompt.key], self.headings[prompt.key] = part, heading
            if i or title:
                inner.addSpacing(theme.sp(1.5))
            inner.addWidget(heading)
            inner.addWidget(part)
        inner.addStretch(1)
        sheet.setLayout(inner)
        theme.fits(sheet, lambda: sheet.setMaximumWidth(theme.ch(ch, role) + theme.sp(10)))
        desk = QWidget()
        middle = row(theme, gap=0, margins=(1, 2, 1, 2))
        middle.addStretch(1)
        middle.addWidget(sheet, 1000)
        middle.addStretch(1)
        desk.setLayout(middle)
        self.area: Scrolled = scrolled(desk, says)
        self.setLayout(column(theme, self.area, gap=0))
        for part in self.parts.values():
            part.installEventFilter(_Steps(self, list(self.parts.values())))
        if self.parts:
            self.setFocusProxy(next(iter(self.parts.values())))

    def _teller(self, key: str) -> Callable[[str, int], None]:
        return lambda text, caret: self.typed.emit(key, text, caret)

    def _saver(self, key: str, save: Callable[[str, str, int], object] | None) -> Callable[[str, int], object] | None:
        return None if save is None else lambda text, caret: save(key, text, caret)

    def show_text(self, key: str, content: str) -> None:
        self.parts[key].show_text(content)

    def text(self, key: str) -> str:
        return self.parts[key].text()

    def here(self) -> str:
        """The key of the part with the focus, or of the first."""
        return next((key for key, part in self.parts.items() if part is self.focusWidget()), next(iter(self.parts), ""))

    def seal(self) -> None:
        for part in self.parts.values():
            part.seal()

    def _show_caret(self, part: AutosaveText) -> None:
        if part.hasFocus():
            QTimer.singleShot(0, part, lambda: self._bring(part))

    def _bring(self, part: AutosaveText) -> None:
        caret, desk = part.cursorRect(), self.area.widget()
        if desk is None:
            return
        where = part.viewport().mapTo(desk, caret.center() if caret.isValid() else QPoint(0, 0))
        self.area.ensureVisible(where.x(), where.y(), 0, 3 * caret.height())


class _Steps(QObject):
    """Up from the first line of a part, Down from its last, go on in the neighbour."""

    def __init__(self, paper: Paper, parts: list[AutosaveText]) -> None:
        super().__init__(paper)
        self._parts = parts

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or not isinstance(watched, AutosaveText):
            return False
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        at = self._parts.index(watched)
        if not step or event.modifiers() & Qt.KeyboardModifier.ShiftModifier or not 0 <= at + step < len(self._parts):
            return False
        probe = self._parts[at].textCursor()
        if probe.movePosition(QTextCursor.MoveOperation.Up if step < 0 else QTextCursor.MoveOperation.Down):
            return False
        neighbour = self._parts[at + step]
        neighbour.setFocus(Qt.FocusReason.OtherFocusReason)
        neighbour.moveCursor(QTextCursor.MoveOperation.End if step < 0 else QTextCursor.MoveOperation.Start)
        return True
