"""Screens in the middle of the window, one in sight at a time; and how what is in sight stays in sight when words change their size."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QStackedWidget, QTextEdit, QWidget

from ui.screen import Screen
from ui.widgets.layout import Scrolled, scrolled


class Sights(QStackedWidget):
    """Each screen stands in an area of its own that scrolls when the window is too small for it: the window never grows by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._areas: dict[Screen, Scrolled] = {}

    def show_screen(self, screen: Screen) -> None:
        area = self._areas.get(screen)
        if area is None:
            area = scrolled(screen, "")
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            self._areas[screen] = area
            self.addWidget(area)
        self.setCurrentWidget(area)

    def destroy_screen(self, screen: Screen) -> None:
        """Only a destroyed widget lets go of its words."""
        area = self._areas.pop(screen)
        self.removeWidget(area)
        area.hide()
        area.deleteLater()


def keep_in_sight(window: QWidget, change: Callable[[], object]) -> None:
    """Carry out a change of text size; what was in sight stays in sight, and so does the caret."""
    shares = [
        (a, a.verticalScrollBar().value() / max(a.verticalScrollBar().maximum(), 1))
        for a in window.findChildren(QAbstractScrollArea)
        if a.isVisible()
    ]
    change()

    def back() -> None:
        for area, share in shares:
            area.verticalScrollBar().setValue(round(share * area.verticalScrollBar().maximum()))
        field = QApplication.focusWidget()
        if isinstance(field, QTextEdit):
            field.ensureCursorVisible()

    QTimer.singleShot(0, window, back)
