"""The person: fields are kept when they are left, confirmed against a source, and never corrected silently."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from leder_desktop.model.person import Kin
from leder_desktop.operations import cases, person, snapshot
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.desktops import at_desk
from ui.person import view
from ui.person.confirming import AskSource
from ui.person.view import PersonScreen


@pytest.fixture
def opened(qtbot, theme, desk, session):
    """Mari's case, on the Person screen."""
    id = session.case
    cases.leave(session)
    made, _ = at_desk(qtbot, theme, desk)
    made.open_case(id, "person")
    yield made
    made.leave()


def screen_of(made) -> PersonScreen:
    page = made.window.in_sight()
    assert isinstance(page, PersonScreen)
    return page


def leave(field):
    field.editingFinished.emit()


def test_a_field_is_kept_when_it_is_left(qtbot, opened):
    form = screen_of(opened).form
    line = form.lines["known_as"]
    line.setFocus()
    line.clear()
    qtbot.keyClicks(line, "Mar")
    assert snapshot.person(opened.session).known_as == "Mari"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert snapshot.person(opened.session).known_as == "Mar"
    qtbot.waitUntil(lambda: opened.window.bar.name.text() == "Mar")


def test_a_date_is_understood_as_it_is_typed_and_kept_with_its_words(qtbot, opened):
    day = screen_of(opened).form.days["birth_date"]
    day.line.clear()
    qtbot.keyClicks(day.line, "about mar 1970")
    assert day.under.text() == "Understood as about March 1970"
    leave(day.line)
    kept = snapshot.person(opened.session).birth_date
    assert (kept.given, kept.edtf) == ("about mar 1970", "1970-03~")
    day.line.clear()
    qtbot.keyClicks(day.line, "about March 1970")
    assert not day.under.text(), "what is said as people say it is not said twice"


def test_words_that_are_no_date_stay_and_change_nothing(qtbot, opened):
    day = screen_of(opened).form.days["birth_date"]
    day.line.clear()
    qtbot.keyClicks(day.line, "when the circus came")
    leave(day.line)
    assert day.under.text() and not day.understood() and day.line.text() == "when the circus came"
    assert snapshot.person(opened.session).birth_date.edtf == "1970-05-04"


def test_an_nhs_number_is_checked_while_it_is_typed_and_kept_as_given(qtbot, opened):
    form = screen_of(opened).form
    line = form.lines["nhs_number"]
    line.clear()
    qtbot.keyClicks(line, "943 476 5918")
    assert "check digit" in form.number_said.text() and "check digit" in line.accessibleDescription()
    leave(line)
    assert snapshot.person(opened.session).nhs_number == "943 476 5918"
    line.clear()
    qtbot.keyClicks(line, "943 476 5919")
    assert "check digit is right" in form.number_said.text()


def test_a_confirmation_names_its_source_and_goes_when_the_field_changes(qtbot, opened):
    page = screen_of(opened)
    mark = page.marks["family"]
    assert mark.ask.isVisible() and not mark.tag.isVisible()

    def answer():
        box = QApplication.activeModalWidget()
        assert isinstance(box, AskSource) and not box.verb.isEnabled()
        qtbot.keyClicks(box.source, "birth certificate")
        assert not box.verb.isEnabled()
        qtbot.keyClicks(box.spelt, "Ellis")
        box.verb.click()

    QTimer.singleShot(0, answer)
    mark.ask.click()
    assert [c.source for c in snapshot.person(opened.session).confirmations] == ["birth certificate"]
    assert mark.tag.text() == "birth certificate" and "Confirmed against" in mark.tag.accessibleName() and not mark.ask.isVisible()
    line = page.form.lines["family"]
    line.clear()
    qtbot.keyClicks(line, "Elis")
    leave(line)
    assert snapshot.person(opened.session).confirmations == () and mark.ask.isVisible()


def test_the_reviewer_declares_to_be_independent_where_the_case_begins(qtbot, opened):
    card = screen_of(opened).independence
    assert not card.declaration.isChecked() and "Mari’s care" in card.declaration.text()
    card.declaration.setFocus()
    qtbot.keyClick(card.declaration, Qt.Key.Key_Space)
    assert snapshot.case(opened.session).independence.by == "Priya Raman"
    assert "Declared by Priya Raman on 21 November 2026" in card.when.text()
    qtbot.keyClick(card.declaration, Qt.Key.Key_Space)
    assert snapshot.case(opened.session).independence.by == "" and not card.when.isVisible()


def test_the_senior_reviewer_must_be_somebody_else(qtbot, opened):
    card = screen_of(opened).independence
    senior = card.lines["senior_reviewer"]
    senior.setFocus()
    qtbot.keyClicks(senior, "Priya Raman")
    qtbot.keyClick(senior, Qt.Key.Key_Return)
    assert "different person" in card.problem.sentence() and snapshot.case(opened.session).senior_reviewer == ""
    senior.clear()
    qtbot.keyClicks(senior, "Sam Okoro")
    qtbot.keyClick(senior, Qt.Key.Key_Return)
    assert card.problem.sentence() == "" and snapshot.case(opened.session).senior_reviewer == "Sam Okoro"
    qtbot.keyClick(card.profession, Qt.Key.Key_Down)
    assert snapshot.case(opened.session).reviewer_profession == "nurse"


def test_the_notification_is_kept_with_its_kin(qtbot, opened):
    around = screen_of(opened).around
    qtbot.keyClicks(around.kin[0].lines["name"], "Nia Ellis")
    around.kin[0].why_not.choose("unsuitable" if around.kin[0].why_not.findData("unsuitable") >= 0 else "")
    leave(around.kin[0].lines["name"])
    assert snapshot.notification(opened.session).kin[0].name == "Nia Ellis"
    count = len(around.kin)
    around.add_kin()
    assert len(around.kin) == count + 1 and Kin() not in around.notification().kin


def test_a_closed_case_can_be_read_and_not_changed(qtbot, opened):
    opened.case.do(cases.close, "out-of-scope")
    page = screen_of(opened)
    assert not page.form.isEnabled() and page.shut.isVisible() and "Closed" in page.shut.words.text()


def test_a_remark_jumps_to_its_field(qtbot, opened):
    opened.window.go("overview")
    opened.window.go("person", "person.nhs_number")
    assert opened.window.focusWidget() is screen_of(opened).form.lines["nhs_number"]


def test_another_screen_hears_of_a_change(qtbot, opened):
    before = snapshot.person(opened.session)
    from dataclasses import replace

    opened.case.do(person.describe, replace(before, given="Margaret"))
    assert screen_of(opened).form.lines["given"].text() == "Margaret"


def test_every_control_has_a_name_and_is_reached_by_keys(qtbot, opened):
    assert nameless(opened.window) == [] and clickable_without_focus(opened.window) == [] and controls(opened.window) > 30


def test_an_opt_out_that_comes_later_is_recorded_where_the_check_was(qtbot, opened, monkeypatch):
    gate = screen_of(opened).gate
    assert gate.open_part.isHidden() and not gate.again.isHidden()
    gate.again.click()
    assert not gate.open_part.isHidden() and not gate.record.isEnabled()
    gate.question.result.picks["opted-out"].click()
    qtbot.keyClicks(gate.question.by, "Sam Okoro, ICB")
    monkeypatch.setattr(view, "confirm", lambda *_: True)
    gate.record.click()
    assert snapshot.case(opened.case.session).closed_why == "opt-out"
    assert gate.open_part.isHidden() and gate.again.isHidden() and "opted out" in gate.stop.words.text()
