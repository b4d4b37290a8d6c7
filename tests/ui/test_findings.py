"""Findings: kept when whole, held when not, undone by a button."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import Finding
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import findings, timeline
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.case_window import opener
from ui.findings.view import FindingsScreen
from ui.widgets.choose_rows import ChooseRows

TOAST = "On the ward she was given toast, nearly flat in bed."


@pytest.fixture
def entry(session):
    draft = Draft(when=understand("2026-07-01"), what="Given toast nearly flat in bed", sources=(Source(conversation="tunde"),))
    return timeline.add(session, draft).made[0]


@pytest.fixture
def opened(qtbot, theme, session, entry):
    return opener(qtbot, theme)(session, findings=FindingsScreen)


@pytest.fixture
def screen(opened):
    return opened[1]


def write(qtbot, screen, text, kind="good-practice"):
    qtbot.mouseClick(screen.add, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(screen.form.text, text)
    screen.form.kind.buttons[("good-practice", "learning", "concern").index(kind)].click()


def test_a_finding_is_written_with_keys_and_kept_with_a_click(qtbot, screen, session):
    write(qtbot, screen, TOAST, "learning")
    qtbot.mouseClick(screen.keep, Qt.MouseButton.LeftButton)
    (kept,) = findings.findings(session)
    assert (kept.text, kept.kind) == (TOAST, "learning")
    assert screen.groups.tables["learning"].rows.rowCount() == 1 and screen.groups.titles["learning"].text() == "Learning  1"
    assert not screen.keep.isEnabled()


def test_a_serious_concern_waits_for_who_was_told(qtbot, screen, session):
    write(qtbot, screen, TOAST, "concern")
    qtbot.mouseClick(screen.form.severity.picks["serious"], Qt.MouseButton.LeftButton)
    assert screen.form.told_field.isVisible()
    qtbot.mouseClick(screen.keep, Qt.MouseButton.LeftButton)
    assert findings.findings(session) == [] and "who has been told" in screen.problem.sentence()
    assert screen.form.text.text() == TOAST
    qtbot.keyClicks(screen.form.told, "The safeguarding lead, 2 July 2026")
    qtbot.mouseClick(screen.keep, Qt.MouseButton.LeftButton)
    (kept,) = findings.findings(session)
    assert kept.severity == "serious" and kept.told == "The safeguarding lead, 2 July 2026" and screen.problem.sentence() == ""


def test_what_it_rests_on_is_chosen_from_the_timeline(qtbot, screen, session, entry):
    write(qtbot, screen, TOAST)

    def choose():
        box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ChooseRows) and w.isVisible())
        qtbot.keyClicks(box.finder, "toast")
        assert box.ticks[entry].isVisible()
        qtbot.mouseClick(box.ticks[entry], Qt.MouseButton.LeftButton)
        qtbot.mouseClick(box.verb, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, choose)
    qtbot.mouseClick(screen.form.choose, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.keep, Qt.MouseButton.LeftButton)
    assert findings.findings(session)[0].rests_on == (entry,)


def test_a_change_is_kept_and_the_last_step_undone(qtbot, screen, session):
    write(qtbot, screen, TOAST)
    screen.keep.click()
    screen.form.text.setFocus()
    screen.form.text.moveCursor(screen.form.text.textCursor().MoveOperation.End)
    qtbot.keyClicks(screen.form.text, " Again.")
    qtbot.mouseClick(screen.keep, Qt.MouseButton.LeftButton)
    assert findings.findings(session)[0].text == TOAST + " Again."
    qtbot.mouseClick(screen.undo, Qt.MouseButton.LeftButton)
    assert findings.findings(session)[0].text == TOAST and screen.form.text.text() == TOAST


def test_removing_asks_first_and_undo_brings_it_back(qtbot, screen, session, monkeypatch):
    write(qtbot, screen, TOAST)
    screen.keep.click()
    monkeypatch.setattr("ui.findings.view.confirm", lambda *_: False)
    screen.remove.click()
    assert len(findings.findings(session)) == 1
    monkeypatch.setattr("ui.findings.view.confirm", lambda *_: True)
    screen.remove.click()
    assert findings.findings(session) == [] and screen.form.text.text() == ""
    screen.undo.click()
    assert findings.findings(session)[0].text == TOAST


def test_leaving_the_section_keeps_what_is_whole_and_holds_what_is_not(qtbot, screen, session):
    write(qtbot, screen, TOAST)
    screen.seal()
    assert findings.findings(session)[0].text == TOAST and not screen.held()
    write(qtbot, screen, "Nobody asked her mother.", "concern")
    screen.form.severity.picks["serious"].click()
    screen.seal()
    assert len(findings.findings(session)) == 1 and screen.held()
    assert screen.form.text.text() == "Nobody asked her mother."


def test_another_finding_does_not_push_half_written_words_aside(qtbot, screen, session):
    kept = findings.add(session, Finding(id="", kind="learning", text="The plan was not reviewed.")).made[0]
    screen._read()
    write(qtbot, screen, "Nobody asked her mother.", "concern")
    screen.form.severity.picks["serious"].click()
    assert screen.jump(kept)
    assert screen.form.text.text() == "Nobody asked her mother." and screen.problem.sentence()


def test_what_stood_in_the_form_comes_back_after_a_lock(qtbot, theme, opened, session, entry):
    from ui.unlock.place import half_typed, restore, whole_place

    window, screen = opened
    write(qtbot, screen, "Nobody asked her mother.", "concern")
    screen.form.severity.picks["serious"].click()
    screen.form.rest_on((entry,))
    kept = whole_place(screen.place(), half_typed(screen))
    again = FindingsScreen(theme, window.case, window.services)
    qtbot.addWidget(again)
    restore(again, kept)
    there = again.form.finding()
    assert (there.text, there.kind, there.severity, there.rests_on) == ("Nobody asked her mother.", "concern", "serious", (entry,))


def test_enter_in_a_list_goes_to_the_words(qtbot, opened, session):
    _, screen = opened
    for text in ("One.", "Two."):
        findings.add(session, Finding(id="", kind="learning", text=text))
    screen._read()
    table = screen.groups.tables["learning"]
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert screen.window().focusWidget() is screen.form.text and screen.form.text.text() == "Two."


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_control_has_a_name(qtbot, opened, theme, scale):
    window, screen = opened
    theme.size(scale)
    write(qtbot, screen, TOAST, "concern")
    screen.form.severity.picks["serious"].click()
    assert nameless(window) == [] and clickable_without_focus(window) == []
    assert controls(window) > 15


def test_enter_on_an_empty_page_undoes_nothing(qtbot, opened, session):
    window, screen = opened[0], opened[1]
    assert "Given toast" not in screen.undo.label and screen.undo.label.startswith("Undo: ")
    before = [one.id for one in timeline.entries(session)]
    window.go("findings")
    focus = window.focusWidget()
    assert focus is not None and focus is not screen.undo
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert [one.id for one in timeline.entries(session)] == before and before
