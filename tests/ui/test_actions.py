"""Panel actions: shut before the panel has met; then written by key, kept when whole, refused when they name somebody."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from leder_desktop.model.actions import Action
from leder_desktop.model.case import Panel, State
from leder_desktop.model.dates import understand
from leder_desktop.model.findings import Finding
from leder_desktop.operations import actions, findings, snapshot
from leder_desktop.operations.writing import step
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.case_window import opener
from ui.actions.view import ActionsScreen
from ui.widgets.choose_rows import ChooseRows

SAID = "Every swallowing plan is reviewed within two days of an admission."


@pytest.fixture
def reviewed(session):
    findings.add(session, Finding(id="", kind="learning", text="The plan was not reviewed.", theme="TH06"))
    return session


@pytest.fixture
def after_panel(reviewed):
    with step(reviewed, "The panel met") as (writing, _):
        panel = Panel(met_on=reviewed.clock.today(), outcome="approved")
        writing.put(replace(snapshot.case(reviewed), state=State.PANEL, panel=panel))
    return reviewed


@pytest.fixture
def screen(qtbot, theme, after_panel):
    return opener(qtbot, theme)(after_panel, actions=ActionsScreen)[1]


def fill(qtbot, screen):
    form = screen.form
    for editor, content in ((form.text, SAID), (form.organisation, "Acute trust"), (form.owner, "Lead therapist"),
                            (form.due.line, "31 March 2027"), (form.measure, "An audit of 20 admissions a month")):  # fmt: skip
        editor.setFocus()
        qtbot.keyClicks(editor, content)
    form.theme_of.setFocus()
    qtbot.keyClicks(form.theme_of, "Dys")

    def choose():
        box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ChooseRows) and w.isVisible())
        qtbot.keyClick(next(iter(box.ticks.values())), Qt.Key.Key_Space)
        qtbot.keyClick(box.verb, Qt.Key.Key_Return)

    QTimer.singleShot(0, choose)
    qtbot.keyClick(form.choose, Qt.Key.Key_Return)


def press(qtbot, pick):
    pick.setFocus()
    qtbot.keyClick(pick, Qt.Key.Key_Space)


def test_before_the_panel_nothing_can_be_entered_and_it_says_what_to_do(qtbot, theme, reviewed):
    window, screen = opener(qtbot, theme)(reviewed, actions=ActionsScreen)
    assert "once the panel has met" in screen.shut.words.text() and screen.shut.isVisible()
    assert not screen.add.isEnabled() and not screen.keep.isEnabled() and screen.form.text.isReadOnly()
    gone = []
    window.services.went.connect(lambda *where: gone.append(where))
    qtbot.keyClick(screen.panel, Qt.Key.Key_Return)
    assert gone == [("overview", "case.panel")]


def test_an_action_is_written_by_key_letter_by_letter_and_stands_under_its_theme(qtbot, screen, after_panel):
    assert "Say what will be done" in screen.form.smart.lines["S"].text()
    fill(qtbot, screen)
    assert [line.text().partition(": ")[2] for line in screen.form.smart.lines.values()] == ["is there"] * 5
    press(qtbot, screen.form.status.picks["agreed"])
    qtbot.keyClick(screen.keep, Qt.Key.Key_Return)
    (kept,) = actions.actions(after_panel)
    assert (kept.text, kept.theme, kept.status, kept.owner) == (SAID, "TH06", "agreed", "Lead therapist") and len(kept.findings) == 1
    assert screen.problem.sentence() == "" and screen.table.rows.rowCount() == 1
    assert screen.table.rows.cell(screen.table.rows.index(0, 0)).first.startswith("Dysphagia")
    said = screen.table.rows.cell(screen.table.rows.index(0, 1))
    assert said.first == SAID and "by 31 March 2027" in said.second


def test_words_that_name_somebody_are_refused_and_stay_in_the_form(qtbot, screen, after_panel):
    fill(qtbot, screen)
    screen.form.measure.setFocus()
    qtbot.keyClicks(screen.form.measure, " since Mari")
    qtbot.keyClick(screen.keep, Qt.Key.Key_Return)
    assert "“Mari”" in screen.problem.sentence() and actions.actions(after_panel) == []
    assert screen.form.measure.text().endswith("since Mari")


def test_what_was_done_is_said_beside_what_was_promised(qtbot, screen, after_panel):
    fill(qtbot, screen)
    qtbot.keyClick(screen.keep, Qt.Key.Key_Return)
    assert not screen.form.fields["evidence"].isVisible()
    press(qtbot, screen.form.status.picks["done"])
    assert screen.form.fields["evidence"].isVisible()
    qtbot.keyClick(screen.keep, Qt.Key.Key_Return)
    assert "shows it" in screen.problem.sentence()
    screen.form.evidence.setFocus()
    qtbot.keyClicks(screen.form.evidence, "The audit found 19 of 20.")
    qtbot.keyClick(screen.keep, Qt.Key.Key_Return)
    did = screen.table.rows.cell(screen.table.rows.index(0, 2))
    assert (did.first, did.second) == ("Done", "The audit found 19 of 20.")


def test_leaving_the_page_keeps_what_is_whole_and_holds_what_is_not(qtbot, screen, after_panel):
    screen.form.text.setFocus()
    qtbot.keyClicks(screen.form.text, SAID)
    screen.seal()
    assert [each.text for each in actions.actions(after_panel)] == [SAID] and not screen.held()
    press(qtbot, screen.form.status.picks["agreed"])
    screen.seal()
    assert screen.held() and "stays proposed" in screen.problem.sentence()


def test_what_stood_in_the_form_comes_back_after_a_lock(qtbot, theme, screen, after_panel):
    from ui.unlock.place import half_typed, restore, whole_place

    screen.form.text.setFocus()
    qtbot.keyClicks(screen.form.text, "Mari and her plan")
    press(qtbot, screen.form.status.picks["not-taken"])
    kept = whole_place(screen.place(), half_typed(screen))
    again = ActionsScreen(theme, screen.case, screen.services)
    qtbot.addWidget(again)
    restore(again, kept)
    assert (again.form.action().text, again.form.action().status) == ("Mari and her plan", "not-taken")


def test_an_action_is_removed_after_a_question(qtbot, screen, after_panel, monkeypatch):
    actions.add(after_panel, Action(id="", text=SAID, due=understand("2027")))
    screen._read()
    screen.jump(f"action/{actions.actions(after_panel)[0].id}")
    assert screen.form.text.text() == SAID
    monkeypatch.setattr("ui.actions.view.confirm", lambda *_: True)
    qtbot.keyClick(screen.remove, Qt.Key.Key_Return)
    assert actions.actions(after_panel) == [] and screen.form.text.text() == ""


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_every_control_has_a_name(screen, theme, size):
    window = screen.window()
    theme.size(size)
    assert nameless(window) == []
    assert [each for each in clickable_without_focus(window) if not each.startswith("Pick")] == []
    assert controls(window) > 20
