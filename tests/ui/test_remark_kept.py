"""In the real window: a warning is kept with a reason and taken back; a half-typed reason is there again after the case was left."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from leder_desktop.model.case import State
from leder_desktop.operations import cases, history, person, snapshot
from leder_desktop.operations.writing import step
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


def test_a_reason_that_cannot_be_kept_is_not_lost(qtbot, opened, monkeypatch):
    made, _ = opened
    told: list[str] = []
    monkeypatch.setattr("ui.case_desk.tell", lambda *said: told.append(said[-1]))
    press(qtbot, made, "remark.keep")
    qtbot.keyClicks(item(made).reason, WHY)
    with step(made.session, "Sign", gate=None) as (writing, _):
        writing.put(replace(snapshot.case(made.session), state=State.SUBMITTED))
    press(qtbot, made, "remark.keep_now")
    assert told and item(made).typed() == WHY


def test_what_is_signed_offers_neither_a_reason_nor_an_undoing(qtbot, opened):
    made, id = opened
    with step(made.session, "Sign", gate=None) as (writing, _):
        writing.put(replace(snapshot.case(made.session), state=State.RELEASED))
    made.case_desk.leave()
    made.open_case(id)
    assert item(made).findChild(Button, "remark.go") is not None and item(made).findChild(Button, "remark.keep") is None
    assert history.undoable(made.session) is None and made.window.in_sight().undo.isHidden()
