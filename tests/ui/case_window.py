"""A real case, from a real encrypted store, in a real window: what the tests of the screens walk through."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from leder_desktop.session import Session
from tests.ui.gallery import HEAD
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.open_case import OpenCase
from ui.screen import Screen, ScreenFactory
from ui.services import Services
from ui.style import Theme


def window(qtbot, theme: Theme, session: Session, screens: dict[str, ScreenFactory]) -> MainWindow:
    """At 1366 x 768, the first of `screens` in sight."""
    made = MainWindow(theme, Services(theme, Jobs()))
    qtbot.addWidget(made, before_close_func=lambda w: w.close_case())
    made.resize(1366, 768)
    made.show_case(OpenCase(session), screens, HEAD, next(iter(screens)))
    made.panel.fold(True)
    made.show()
    made.activateWindow()
    return made


def opener(qtbot, theme: Theme) -> Callable[..., tuple[MainWindow, Screen]]:
    def opened(session: Session, **screens: ScreenFactory) -> tuple[MainWindow, Screen]:
        made = window(qtbot, theme, session, screens)
        shown = made.in_sight()
        assert shown is not None
        return made, shown

    return opened


def press(qtbot, widget, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= one
    qtbot.keyClick(widget, key, modifiers)
