"""Nothing but the window and what asks over it is ever a window: what is shown before it has its place flashes up and takes the focus."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from leder_desktop.operations import cases
from tests.ui.desktops import at_desk, settle
from ui.screens import screens
from ui.touches import Touches
from ui.widgets.fields import Field, Line


@pytest.fixture
def stray(qapp):
    """What became a window of its own, by its class and its words."""
    found: list[str] = []

    def listener(watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            found.append(f"{type(watched).__name__} {watched.accessibleName() or getattr(watched, 'text', str)()}")
        return False

    filter_ = Touches(listener, parent=qapp)
    filter_.listen()
    yield found
    qapp.removeEventFilter(filter_)
    filter_.deleteLater()


def test_no_part_of_a_page_is_a_window_while_the_page_is_made(qtbot, theme, desk, session, stray):
    id = session.case
    cases.leave(session)
    made, _ = at_desk(qtbot, theme, desk)
    stray.clear()  # the window itself
    for page in ("new_case", "settings", "laptop", "protected", "record", "cases"):
        made.show(page)
        settle()
        assert stray == [], page
    made.open_case(id)
    for section in screens():
        made.window.go(section)
        settle()
        assert stray == [], section
    made.leave()


def test_a_field_without_a_place_would_be_noticed(qtbot, theme, stray):
    field = Field(theme, "Why", Line(theme, "Why"), help="In a sentence.")
    qtbot.addWidget(field)
    field.help.setVisible(True)
    QApplication.processEvents()
    assert stray == []
    loose = Line(theme, "Loose")
    qtbot.addWidget(loose)
    loose.setVisible(True)
    assert stray == ["Line Loose"]
