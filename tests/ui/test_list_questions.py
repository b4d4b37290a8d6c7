"""Lists by keys alone, citing, who answered, what is kept elsewhere: in a real window over a real store."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from leder_desktop.model.answers import Cell, Row
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.dates import understand
from leder_desktop.operations import conversations, evidence, history, person, questions, snapshot
from leder_desktop.session import Session
from tests.model.own_set import standards
from tests.ui.accessible import clickable_without_focus, nameless
from tests.ui.case_window import opener
from ui.person.view import PersonScreen
from ui.questions.view import QuestionsScreen

MEDICINES = "initial.H11"


@pytest.fixture(autouse=True)
def ours(monkeypatch):
    kept = standards()
    monkeypatch.setattr(Session, "standards", property(lambda _: kept))


@pytest.fixture
def opened(qtbot, theme, session):
    return opener(qtbot, theme)(session, questions=QuestionsScreen, person=PersonScreen)


@pytest.fixture
def screen(opened):
    opened[1].show_section("initial.one")
    opened[1].pages["initial.one"].make_all()
    return opened[1]


@pytest.fixture
def rows(screen):
    return screen.pages["initial.one"].editors[MEDICINES].editor


def given(session, ref=MEDICINES):
    return questions.answers(session).get(ref)


def said(session):
    return [{cell.field: cell.said for cell in row.cells} for row in given(session).value]


def press(qtbot, key, held=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, held)


def typed(qtbot, words):
    qtbot.keyClicks(QApplication.focusWidget(), words)


def tab(qtbot, times=1):
    for _ in range(times):
        press(qtbot, Qt.Key.Key_Tab)


def at():
    return QApplication.focusWidget().objectName()


def fill(qtbot, rows, *names):
    for name in names:
        rows.add.setFocus()
        press(qtbot, Qt.Key.Key_Return)
        typed(qtbot, name)
    rows.add.setFocus()


def test_a_row_is_added_and_filled_by_keys_alone(qtbot, screen, rows, session):
    rows.add.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert at() == f"{MEDICINES}#0.drug"
    typed(qtbot, "Clozapine")
    tab(qtbot)
    assert at() == f"{MEDICINES}#0.why" and said(session) == [{"drug": "Clozapine"}]
    typed(qtbot, "Voices")
    tab(qtbot)
    press(qtbot, Qt.Key.Key_Down)
    tab(qtbot)
    typed(qtbot, "March 2019")
    press(qtbot, Qt.Key.Key_Return)
    assert said(session) == [{"drug": "Clozapine", "why": "Voices", "route": "mouth", "started": "2019-03"}]
    tab(qtbot, 2)
    assert at() == f"{MEDICINES}.add", "the first of one row cannot be moved"
    assert not screen.pages["initial.one"].editors[MEDICINES].must.isVisible()


def test_words_of_a_row_are_in_the_store_while_they_are_typed(qtbot, rows, session):
    rows.add_row()
    typed(qtbot, "Cloz")
    qtbot.waitUntil(lambda: given(session) is not None)
    typed(qtbot, "apine")
    qtbot.waitUntil(lambda: said(session) == [{"drug": "Clozapine"}])
    assert rows.rows[0].first().hasFocus(), "nobody is disturbed while typing"


def test_rows_are_moved_and_taken_away_by_keys_and_the_focus_goes_with_them(qtbot, rows, session):
    fill(qtbot, rows, "Clozapine", "Senna", "Epilim")
    rows.rows[2].up.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert said(session) == [{"drug": "Clozapine"}, {"drug": "Epilim"}, {"drug": "Senna"}] and at() == f"{MEDICINES}#1.up"
    press(qtbot, Qt.Key.Key_Space)
    assert said(session)[0] == {"drug": "Epilim"} and at() == f"{MEDICINES}#0.down", "it is the first now, and cannot go further"
    rows.rows[0].off.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert said(session) == [{"drug": "Clozapine"}, {"drug": "Senna"}] and at() == f"{MEDICINES}#0.off"
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Space)
    assert given(session).status == "not-asked" and at() == f"{MEDICINES}.add" and rows.rows == []


def test_taking_a_row_away_can_be_undone(qtbot, screen, rows, session):
    fill(qtbot, rows, "Clozapine", "Senna")
    rows.rows[0].off.click()
    screen.case.undo()
    assert said(session) == [{"drug": "Clozapine"}, {"drug": "Senna"}]
    assert [row.first().text() for row in rows.rows] == ["Clozapine", "Senna"]


def test_a_row_just_begun_stays_when_something_else_is_answered(qtbot, screen, rows, session):
    fill(qtbot, rows, "Clozapine")
    rows.add_row()
    screen.pages["initial.one"].editors["initial.S01"].editor.picks["yes"].click()
    assert len(rows.rows) == 2 and said(session) == [{"drug": "Clozapine"}]


def test_a_date_of_a_row_that_nobody_understands_stays_through_a_lock_and_moves_with_its_row(qtbot, theme, opened, rows, session):
    window, screen = opened
    fill(qtbot, rows, "Clozapine", "Senna")
    line = rows.rows[1].cells["started"].line
    line.setFocus()
    typed(qtbot, "when the leaves fell")
    rows.rows[1].up.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert rows.rows[0].cells["started"].text() == "when the leaves fell" and rows.rows[1].cells["started"].text() == ""
    assert said(session) == [{"drug": "Senna"}, {"drug": "Clozapine"}]
    place = screen.place()
    again = QuestionsScreen(theme, window.case, window.services)
    qtbot.addWidget(again)
    again.restore(place)
    found = again.pages["initial.one"].editors[MEDICINES].editor
    assert found.rows[0].cells["started"].text() == "when the leaves fell" and not found.rows[0].cells["started"].understood()


def test_not_known_is_not_a_row(qtbot, screen, rows, session):
    editor = screen.pages["initial.one"].editors[MEDICINES]
    qtbot.mouseClick(editor.none.picks["not-known"], Qt.MouseButton.LeftButton)
    assert (given(session).status, given(session).value) == ("not-known", None)
    rows.add_row()
    typed(qtbot, "Senna")
    rows.add.setFocus()
    assert given(session).status == "answered" and editor.none.at() == ""


def test_who_answered_and_when_stands_quietly_under_the_answer(qtbot, screen, session):
    editor = screen.pages["initial.one"].editors["initial.S01"]
    assert not editor.made.isVisible()
    editor.editor.picks["yes"].click()
    assert editor.made.isVisible() and editor.made.text().startswith(f"{session.person}, 21 November 2026")
    assert editor.whence.text() == "These words are remembered, not read in the national form."


def test_an_answer_of_an_older_set_is_shown_as_it_was_made(screen, session):
    questions.answer(session, "initial.S01", "yes")
    with session.file.step("Older", by="Priya") as writing:
        writing.put(replace(given(session, "initial.S01"), set_version="6.0", value="perhaps"))
    screen._read()
    editor = screen.pages["initial.one"].editors["initial.S01"]
    assert "under version 6.0" in editor.made.text() and "no longer offered: perhaps" in editor.made.text()
    assert given(session, "initial.S01").value == "perhaps"


def test_an_answer_cites_a_record_and_its_page_by_keys(qtbot, screen, session, tmp_path):
    (tmp_path / "record.txt").write_text("Restrained twice.")
    [record] = screen.case.do(evidence.attach, tmp_path / "record.txt").made
    screen.case.do(conversations.add, Conversation(id="", who="Maureen", category="family"))
    editor, citing = screen.pages["initial.one"].editors["initial.S01"], screen.pages["initial.one"].cites["initial.S01"]
    citing.cite.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    choice = citing.sources.add
    choice.hidePopup()
    choice.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(given(session, "initial.S01").sources) == 1)
    assert given(session, "initial.S01").sources[0].conversation and given(session, "initial.S01").status == "not-asked"
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    pages = [line for line in citing.sources._controls if line.accessibleName().startswith("Page in")]
    pages[0].setFocus()
    typed(qtbot, "2")
    press(qtbot, Qt.Key.Key_Return)
    kept = given(session, "initial.S01").sources[1]
    assert (kept.evidence, kept.page) == (record, 2) and editor.made.text() == ""


def test_what_is_kept_elsewhere_is_said_in_words_with_the_way_there(qtbot, opened, screen, session):
    window = opened[0]
    shown = screen.pages["initial.one"].elsewhere["initial.N04"]
    screen.case.do(person.describe, replace(snapshot.person(session), birth_date=None))
    assert shown.now.text() == "Nothing yet" and shown.must.isVisible()
    screen.case.do(person.describe, replace(snapshot.person(session), birth_date=understand("2 March 1964")))
    assert shown.now.text() == "2 March 1964" and not shown.must.isVisible()
    assert screen.jump("initial.N04")
    press(qtbot, Qt.Key.Key_Return)
    assert isinstance(window.in_sight(), PersonScreen) and at() == "person.birth_date"


def test_facts_of_the_case_show_and_hide_live_and_lose_nothing(screen, session):
    page = screen.pages["initial.one"]
    questions.answer(session, "initial.S01", "yes")
    questions.answer(session, "initial.S02", "4")
    whole = replace(snapshot.person(session), birth_date=understand("2 March 1964"), death_date=understand("1 March 2019"))
    screen.case.do(person.describe, whole)
    assert page.place("initial.S03") is not None
    screen.case.do(questions.typed, "initial.S03", "Nobody came")
    screen.case.do(person.describe, replace(whole, birth_date=understand("2 March 1924")))
    assert page.place("initial.S03") is None and given(session, "initial.S03").value == "Nobody came"
    screen.case.do(person.describe, whole)
    assert page.place("initial.S03") is not None and page.editors["initial.S03"].editor.text() == "Nobody came"


def test_progress_is_told_by_section_with_what_is_needed(screen, session):
    shown = next(row for row in screen.list.rows.rows if row.key == "initial.one")
    assert shown.said.startswith(("0 of 3", "1 of 3")) and "needed" in shown.said
    questions.choose(session, MEDICINES, (Row(cells=(Cell(field="drug", said="Senna"),)),))
    screen._read()
    after = next(row for row in screen.list.rows.rows if row.key == "initial.one")
    assert after.said != shown.said and any(row.is_set for row in screen.list.rows.rows)


def test_after_signing_rows_are_read_and_not_changed(qtbot, screen, rows, session):
    from leder_desktop.model.case import State

    fill(qtbot, rows, "Clozapine")
    screen.seal()
    with session.file.step("Submit", by="Priya Raman") as writing:
        writing.put(replace(snapshot.case(session), state=State.SUBMITTED))
    screen._read()
    assert not rows.add.isEnabled() and not rows.rows[0].off.isEnabled() and rows.rows[0].first().isReadOnly()
    assert history.undoable(session) is None, "and nothing is undone in it"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_control_of_a_list_has_a_name(qtbot, opened, screen, rows, theme, scale):
    theme.size(scale)
    fill(qtbot, rows, "Clozapine", "Senna")
    screen.pages["initial.one"].cites["initial.S01"].choose()
    assert nameless(opened[0]) == []
    assert [b for b in clickable_without_focus(opened[0]) if not b.startswith("Pick")] == []


def test_a_long_list_is_made_bit_by_bit_and_nothing_of_it_is_lost_meanwhile(qtbot, screen, rows, session):
    forty = tuple(Row(cells=(Cell(field="drug", said=f"Medicine {n}"),)) for n in range(40))
    screen.case.do(questions.choose, MEDICINES, forty)
    assert 0 < len(rows.rows) < 10 and rows.said() == forty
    rows.rows[0].off.click()
    assert given(session).value == forty, "nothing stands still until all of it is there"
    qtbot.waitUntil(lambda: given(session).value == forty[1:], timeout=30_000)
    assert len(rows.rows) == 39
    screen.case.undo()
    qtbot.waitUntil(lambda: len(rows.rows) == 40, timeout=30_000)
    assert [row.first().text() for row in rows.rows] == [f"Medicine {n}" for n in range(40)] and given(session).value == forty


def test_a_row_added_while_a_long_list_is_made_comes_a_moment_later_and_calls_nobody_back(qtbot, opened, screen, rows, session):
    forty = tuple(Row(cells=(Cell(field="drug", said=f"Medicine {n}"),)) for n in range(40))
    screen.case.do(questions.choose, MEDICINES, forty)
    rows.add.setFocus()
    rows.add.click()
    assert len(rows.rows) < 10
    qtbot.waitUntil(lambda: len(rows.rows) == 41, timeout=30_000)
    assert QApplication.focusWidget() is rows.rows[40].first()
    screen.case.do(questions.choose, MEDICINES, forty[:2])
    screen.case.do(questions.choose, MEDICINES, forty)
    rows.add.click()
    screen.list.setFocus()
    qtbot.waitUntil(lambda: len(rows.rows) == 41, timeout=30_000)
    assert QApplication.focusWidget() is screen.list
