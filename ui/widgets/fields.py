"""Field rows: a label, an editor, and the sentence that says what is wrong. And the plain editors themselves."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QStyle, QStyleOptionComboBox, QWidget

from ui.style import Theme
from ui.widgets.layout import column, row
from ui.widgets.notice import Problem
from ui.widgets.words import Words, words


class Line(QLineEdit):
    """One line of words. `finished(str)` on leaving or Enter, only when the words are others than were shown or told last."""

    finished = Signal(str)

    def __init__(self, theme: Theme, says: str, content: str = "", *, ch: int = 0, hint: str = "", secret: bool = False) -> None:
        """`ch`: at most so many letters wide. `hint`: an example, never the label. `secret`: dots instead of letters."""
        super().__init__(content)
        self.theme = theme
        self._told = content
        self.setAccessibleName(says)
        self.setPlaceholderText(hint)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
        if ch:
            theme.fits(self, lambda: self.setMaximumWidth(theme.ch(ch) + theme.sp(3)))
        theme.fits(self, lambda: self.setMinimumHeight(theme.px(31)))
        self.editingFinished.connect(self.seal)

    def show_words(self, content: str) -> None:
        """What is stored; does not disturb somebody who is typing here. A caret in unchanged words is no typing: an undo shows."""
        untouched = self.text() == self._told
        self._told = content
        if self.text() != content and (untouched or not self.hasFocus()):
            self.setText(content)

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Pasting asks first, once the key is over; nothing that is typed is asked about."""
        if arg__1.matches(QKeySequence.StandardKey.Paste) and self.echoMode() == QLineEdit.EchoMode.Normal:
            QTimer.singleShot(0, self, self._paste)
        else:
            super().keyPressEvent(arg__1)

    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        """Qt's own menu, whose Paste does as the keys do."""
        menu = self.createStandardContextMenu()
        paste = menu.findChild(QAction, "edit-paste")
        if paste is not None:
            paste.triggered.disconnect()
            paste.triggered.connect(self._paste)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(arg__1.globalPos())

    def _paste(self) -> None:
        """A page of words becomes one line of them."""
        copied = QApplication.clipboard().text()
        if self.theme.may_paste(copied) and not self.isReadOnly():
            self.insert(copied if self.echoMode() != QLineEdit.EchoMode.Normal else " ".join(copied.splitlines()).strip())

    def seal(self) -> None:
        if self.text() != self._told:
            self._told = self.text()
            self.finished.emit(self._told)


class Choice(QComboBox):
    """A drop-down with our own arrow, in text size. The wheel never changes an answer in passing. `chose(str)` gives the key."""

    chose = Signal(str)

    def __init__(self, theme: Theme, says: str, options: tuple[tuple[str, str], ...] = (), at: str = "") -> None:
        """`options`: (key, words). An unknown `at` shows nothing chosen."""
        super().__init__()
        self.theme = theme
        self.setAccessibleName(says)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.offer(options, at)
        self.activated.connect(lambda: self.chose.emit(self.at()))
        self._marked = -1
        """The row that was marked when the list was opened."""
        self.view().installEventFilter(self)
        theme.fits(self, lambda: self.setMinimumHeight(theme.px(31)))

    def showPopup(self) -> None:
        """The list is as wide as its words, as far as the window goes."""
        wide = self.view().sizeHintForColumn(0) + self.theme.sp(6)
        self.view().setMinimumWidth(min(wide, self.window().width() - self.theme.sp(3)))
        super().showPopup()
        self._marked = self.view().currentIndex().row()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab in the open list takes what was marked there by keys and goes on, as it does in a closed one."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is not self.view() or pressed not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return super().eventFilter(watched, event)
        marked = self.view().currentIndex().row()
        self.hidePopup()
        if marked not in (-1, self._marked):
            self.setCurrentIndex(marked)
            self.activated.emit(marked)
        self.focusNextPrevChild(pressed == Qt.Key.Key_Tab)
        return True

    def offer(self, options: tuple[tuple[str, str], ...], at: str = "") -> None:
        self.clear()
        for key, label in options:
            self.addItem(label, key)
        self.choose(at)

    def at(self) -> str:
        key = self.currentData()
        return key if isinstance(key, str) else ""

    def choose(self, key: str) -> None:
        self.setCurrentIndex(self.findData(key))

    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()

    def paintEvent(self, e: QPaintEvent) -> None:
        t, p = self.theme, QPainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        self.style().drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option, p, self)
        arrow = t.pixmap("chevron-down", "soft", 16)
        right = self.width() - arrow.width() - t.sp(1)
        p.drawPixmap(right, (self.height() - arrow.height()) // 2, arrow)
        p.setFont(t.font())
        p.setPen(t.colour("ink" if self.isEnabled() and self.currentIndex() >= 0 else "soft"))
        place = self.rect().adjusted(t.sp(1) + 2, 0, 0, 0)
        place.setRight(right - 4)
        shown = self.currentText() if self.currentIndex() >= 0 else (self.placeholderText() or "Choose")
        p.drawText(place, Qt.AlignmentFlag.AlignVCenter, p.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, place.width()))


class Passphrase(Line):
    """A line of dots, taller than others; `show_letters` shows what was typed."""

    def __init__(self, theme: Theme, says: str) -> None:
        super().__init__(theme, says, secret=True)
        theme.fits(self, lambda: self.setMinimumHeight(theme.px(40)))

    def show_letters(self, on: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)


class Field(QWidget):
    """Label (its buddy is the editor), the editor, a quiet line of help, and the problem sentence when there is one."""

    def __init__(self, theme: Theme, label: str, editor: QWidget, *, help: str = "", beside: QWidget | None = None) -> None:
        super().__init__()
        self.editor = editor
        self.label: Words = words(label, "strong", wrap=False)
        self.label.setWordWrap(True)
        self.label.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        self.help: Words = words(help, "small", "soft")
        if not help:  # shown before it has its place it would be a window of its own, for a moment
            self.help.hide()
        self._problem = Problem(theme)
        top = row(theme, self.label, *((beside,) if beside is not None else ()), gap=1)
        top.setStretch(0, 1)
        self.setLayout(column(theme, top, self.help, editor, self._problem, gap=0.5))
        self.setFocusProxy(editor)
        if help:
            editor.setAccessibleDescription(help)

    def problem(self, sentence: str) -> None:
        """What is wrong and what to do; "" when nothing is."""
        self._problem.say(sentence)
        self.editor.setAccessibleDescription(sentence or self.help.text())
        self.editor.setProperty("problem", bool(sentence))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def sentence(self) -> str:
        """The problem shown at the moment, or ""."""
        return self._problem.sentence()
