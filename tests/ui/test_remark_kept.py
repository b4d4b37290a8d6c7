"""In the real window: a warning is kept with a reason and taken back; a half-typed reason is there again after the case was left."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from leder_desktop.operations import cases, person, snapshot
from tests.ui.desktops import at_desk
from ui.widgets.buttons import Button

KEY = "nhs-number@person.nhs_number"
WHY = "The record has it so too."


@pytest.fixture
def opened(qtbot, theme, desk, session):
    """A desktop with a case whose NHS number is not valid."""
    person.describe(session, replace(snapshot.person(session), nhs_number="999 158 4278"))
    id = session.case
    cases.leave(session)
    made, _ = at_desk(qtbot, theme, desk)
    made.open_case(id)
    made.window.panel.fold(False)
    yield made, id
    made.case_desk.leave()


def item(made):
    return made.window.panel.lists["again"].items[KEY]


def kept(made) -> str:
    return item(made).remark.kept


def press(qtbot, made, name: str) -> None:
    found = item(made).findChild(Button, name)
    assert found is not None
    qtbot.keyClick(found, Qt.Key.Key_Space)


def test_a_warning_is_kept_by_keyboard_and_taken_back(qtbot, opened):
    made, _ = opened
    press(qtbot, made, "remark.keep")
    qtbot.keyClicks(item(made).reason, WHY)
    press(qtbot, made, "remark.keep_now")
    qtbot.waitUntil(lambda: kept(made) == WHY)
    press(qtbot, made, "remark.take_back")
    qtbot.waitUntil(lambda: kept(made) == "")


def test_a_half_typed_reason_is_there_again_when_the_case_is_opened_again(qtbot, opened):
    made, id = opened
    press(qtbot, made, "remark.keep")
    qtbot.keyClicks(item(made).reason, WHY[:9])
    made.case_desk.leave()
    made.open_case(id)
    assert item(made).typed() == WHY[:9] and kept(made) == ""
    press(qtbot, made, "remark.leave_open")
    made.case_desk.leave()
    made.open_case(id)
    assert item(made).typed() is None
