"""The privacy screen (F9): everything is covered, nothing is locked. It says nothing about what is under it.

Questions and file windows that are open are covered too, each by a sheet of its own: hiding a dialog would answer it. Menus and other
things that pop up are closed, a drag is given up, and a dialog that opens meanwhile comes up covered.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QToolTip, QWidget
from shiboken6 import isValid

from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import column, row, surface
from ui.widgets.words import glyph, words


class PrivacyScreen(QWidget):
    lifted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "ground")
        self.back = button(theme, "Show again", "eye", kind="primary", says="Show again what was hidden", on=self.lifted.emit)
        inner = column(
            theme,
            row(theme, None, glyph(theme, "eye-off", "blue", 32), None),
            row(theme, None, words("Hidden for a moment", "h1", wrap=False), None),
            row(theme, None, words("Everything is as you left it. F9 shows it again; Ctrl L locks.", "body", "soft", wrap=False), None),
            row(theme, None, self.back, None),
            gap=2,
        )
        self.setLayout(column(theme, None, inner, None))


class _Sheet(PrivacyScreen):
    """Over one dialog, as large as it is."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(theme, over)
        self.over = over
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.over.rect())
        return False


class Covering(QObject):
    """Whether the window is covered. `root` is what the window shows: its body, and `screen` over it."""

    changed = Signal()

    def __init__(self, theme: Theme, root: QStackedWidget, screen: PrivacyScreen) -> None:
        super().__init__(root)
        self._theme, self._root, self._screen = theme, root, screen
        self._sheets: list[_Sheet] = []
        self._focus: list[QWidget] = []
        screen.lifted.connect(self.lift)

    def on(self) -> bool:
        return self._root.currentWidget() is self._screen

    def cover(self) -> None:
        if self.on():
            return
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            QDrag.cancel()
        close_what_pops_up()
        self._focus = [w for w in (self._root.window().focusWidget(), QApplication.focusWidget()) if w is not None]
        self._root.setCurrentWidget(self._screen)
        self.changed.emit()
        self._screen.back.setFocus(Qt.FocusReason.OtherFocusReason)
        for window in QApplication.topLevelWidgets():
            self.cover_dialog(window)

    def cover_dialog(self, window: QWidget) -> None:
        """Nothing unless everything is covered and this is a dialog in sight that is not yet."""
        if self.on() and isinstance(window, QDialog) and window.isVisible() and not any(sheet.over is window for sheet in self._sheets):
            sheet = _Sheet(self._theme, window)
            sheet.lifted.connect(self.lift)
            self._sheets.append(sheet)
            sheet.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def lift(self) -> None:
        """The focus comes back to where it was, in the dialog and below it."""
        if not self.on():
            return
        self._root.setCurrentIndex(0)
        for sheet in self._sheets:
            if isValid(sheet):
                sheet.hide()
                sheet.deleteLater()
        self._sheets = []
        self.changed.emit()
        for field in self._focus:
            if isValid(field):
                field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = []

    def may_have(self, watched: QObject) -> bool:
        """Whether a key may go there while everything is covered: to the sheets and the screen, to nothing under them."""
        covers = [self._screen, *(sheet for sheet in self._sheets if isValid(sheet))]
        return not isinstance(watched, QWidget) or any(cover is watched or cover.isAncestorOf(watched) for cover in covers)


def close_what_pops_up() -> None:
    """Menus, the lists of drop-downs, tips."""
    QToolTip.hideText()
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        after = QApplication.activePopupWidget()
        popup = after if after is not popup else None
