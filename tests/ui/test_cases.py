"""The board, a new case, closing, reopening and erasing, with real clicks and keys on a real store."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.case import State
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.operations import cases, snapshot
from tests.conftest import NOTIFICATION
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.desktops import at_desk, settle
from ui.cases import menu
from ui.cases.view import Cases
from ui.person.new_case import NewCase


def board_of(made) -> Cases:
    page = made.window.in_sight()
    assert isinstance(page, Cases)
    return page


def names(page: Cases) -> list[str]:
    return [row.name for row in page.shown()]


@pytest.fixture
def three(desk):
    """Mari is being written, Len waits for the opt-out check, Asha was closed."""
    told = json.loads(NOTIFICATION)
    for name, day, checked, closed in (
        ("Mari", "2026-08-31", "Sam", ""),
        ("Len", "2026-05-30", None, ""),
        ("Asha", "2026-10-01", "Sam", "out-of-scope"),
    ):
        told["reference"], told["notified_on"], told["person"]["known_as"] = f"LDR-{name}", day, name
        told["person"]["nhs_number"] = ""
        told["person"]["given"] = name
        session = cases.new(desk, json.dumps(told).encode(), opt_out_checked_by=checked)
        if closed:
            cases.close(session, closed)
        cases.leave(session)


def test_an_empty_store_offers_three_ways_in(qtbot, theme, desk):
    made, _ = at_desk(qtbot, theme, desk)
    page = board_of(made)
    assert [way.text() for way in page.ways] == ["Take in a notification", "Fill in the form", "Open the sample"]
    assert all(way.isVisible() for way in page.ways)
    page.ways[1].click()
    assert isinstance(made.window.in_sight(), NewCase)
    made.leave()


def test_the_sample_is_visibly_a_sample(qtbot, theme, desk):
    made, _ = at_desk(qtbot, theme, desk)
    board_of(made).ways[2].click()
    assert made.window.bar.banner.isVisible()
    made.window.acts.run("go-cases")
    page = board_of(made)
    cell = page.table.rows.cell(page.table.rows.index(0, 0))
    assert "Sample" in cell.second
    page.sample.click()
    assert len(cases.all(desk)) == 1  # the one that is there is opened, not a second
    made.leave()


def test_chips_filter_and_say_how_many(qtbot, theme, desk, three):
    made, _ = at_desk(qtbot, theme, desk)
    page = board_of(made)
    assert names(page) == ["Len", "Mari", "Asha"]
    page.chips["gate"].click()
    assert names(page) == ["Len"] and page.chips["gate"].accessibleName() == "Opt-out, 1 cases"
    page.chips["soon"].click()
    assert names(page) == ["Len"]
    page.chips["done"].click()
    assert names(page) == ["Asha"]
    page.chips["all"].click()
    page.sort.choose("name")
    page.sort.chose.emit("name")
    assert names(page) == ["Asha", "Len", "Mari"]
    made.leave()


def test_typing_finds_a_case_and_enter_opens_it(qtbot, theme, desk, three):
    made, _ = at_desk(qtbot, theme, desk)
    page = board_of(made)
    page.seek.setFocus()
    qtbot.keyClicks(page.seek, "mar")
    assert names(page) == ["Mari"]
    qtbot.keyClick(page.seek, Qt.Key.Key_Return)
    assert made.session is not None and snapshot.person(made.session).called == "Mari"
    made.leave()


def test_any_word_is_found_inside_all_cases(qtbot, theme, desk, three):
    made, _ = at_desk(qtbot, theme, desk)
    page = board_of(made)
    qtbot.keyClicks(page.seek, "Ellis")
    assert page.everywhere.isVisible()
    page.everywhere.click()
    assert {hit.name for hit in page.hits.rows.rows} >= {"Mari"}
    qtbot.keyClick(page.hits, Qt.Key.Key_Return)
    assert made.session is not None
    made.leave()


def test_a_row_opens_by_keys(qtbot, theme, desk, three):
    made, _ = at_desk(qtbot, theme, desk)
    page = board_of(made)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert snapshot.person(made.session).called == "Mari" and made.window.section == "overview"
    made.leave()


def test_a_file_is_shown_in_the_form_before_anything_is_kept(qtbot, theme, desk, tmp_path):
    made, _ = at_desk(qtbot, theme, desk)
    made.window.acts.run("take-in")
    page = made.window.in_sight()
    file = tmp_path / "notification.json"
    file.write_bytes(NOTIFICATION)
    page.show_file(file)
    assert page.form.lines["family"].text() == "Ellis" and page.form.days["birth_date"].text() == "4 May 1970"
    assert cases.all(desk) == []
    assert "check digit" in page.form.number_said.text() and page.form.number_said.isVisible()
    page.gate.result.picks["none"].click()
    page.keep_button.click()
    assert "who made the opt-out check" in page.problem.sentence() and cases.all(desk) == []
    qtbot.keyClicks(page.gate.by, "Sam Okoro")
    page.keep_button.click()
    assert [row.reference for row in cases.all(desk)] == ["LDR-T-1"] and made.window.section == "overview"
    assert snapshot.person(made.session).birth_date.edtf == "1970-05-04"
    made.leave()


def test_the_process_is_proposed_from_the_day_and_may_be_chosen(qtbot, theme, desk):
    made, _ = at_desk(qtbot, theme, desk)
    made.show("new_case")
    page = made.window.in_sight()
    qtbot.keyClicks(page.form.lines["known_as"], "Owen")
    assert page.process.at() == "LeDeR-2021"
    page.notified.line.setFocus()
    qtbot.keyClicks(page.notified.line, "3 March 2020")
    qtbot.keyClick(page.notified.line, Qt.Key.Key_Tab)
    assert page.process.at() == "Bristol-2018+"
    page.process.setFocus()
    qtbot.keyClick(page.process, Qt.Key.Key_Down)
    page.process.activated.emit(page.process.currentIndex())
    assert page.process.at() == "Bristol-2016"
    page.notified.line.setText("1 September 2026")
    page.notified.line.seal()
    assert page.process.at() == "Bristol-2016", "what somebody chose stays"
    page.keep_button.click()
    assert snapshot.case(made.session).template == "Bristol-2016"
    made.leave()


def test_a_file_that_is_no_notification_is_a_sentence(qtbot, theme, desk, tmp_path):
    made, _ = at_desk(qtbot, theme, desk)
    made.show("new_case")
    page = made.window.in_sight()
    (tmp_path / "x.json").write_text('{"format": "leder-notification", "version": "1.0", "persn": {}}')
    page.show_file(tmp_path / "x.json")
    assert "persn" in page.problem.sentence()
    made.leave()


def test_an_empty_form_is_no_case(qtbot, theme, desk):
    made, _ = at_desk(qtbot, theme, desk)
    made.show("new_case")
    page = made.window.in_sight()
    page.keep_button.click()
    assert "whom this is about" in page.problem.sentence() and cases.all(desk) == []
    page.form.lines["nhs_number"].setText("999 158 4277")
    page.keep_button.click()
    assert len(cases.all(desk)) == 1
    made.leave()


def test_without_the_check_only_the_person_opens(qtbot, theme, desk):
    made, _ = at_desk(qtbot, theme, desk)
    made.show("new_case")
    page = made.window.in_sight()
    qtbot.keyClicks(page.form.lines["known_as"], "Gwen")
    page.keep_button.click()
    assert made.window.section == "person"
    qtbot.keyClick(made.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert made.window.section == "person"
    gate = made.window.in_sight().gate
    gate.question.result.picks["none"].click()
    assert not gate.record.isEnabled()
    qtbot.keyClicks(gate.question.by, "Sam Okoro, ICB")
    gate.record.click()
    assert made.window.rail.section("portrait").open, "at once: no check stands between"
    settle()
    assert snapshot.case(made.session).state == State.IN_PROGRESS
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    qtbot.keyClick(made.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert made.window.section == "portrait"
    made.leave()


def test_two_cases_for_one_person_are_told(qtbot, theme, desk, tmp_path, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr("ui.cases.menu.tell", lambda *said: told.append(said[-1]))
    made, _ = at_desk(qtbot, theme, desk)
    file = tmp_path / "n.json"
    for reference in ("LDR-A", "LDR-B"):
        file.write_bytes(NOTIFICATION.replace(b"LDR-T-1", reference.encode()))
        made.show("new_case")
        page = made.window.in_sight()
        page.show_file(file)
        page.keep_button.click()
    assert len(told) == 1 and "LDR-A" in told[0]
    made.leave()


def test_closing_asks_for_the_reason_and_the_erasing_for_the_reference(qtbot, theme, desk):
    box = menu.CloseCase(theme, None, BUILT_IN.vocabulary("closed-why"))
    qtbot.addWidget(box)
    assert not box.verb.isEnabled()
    box.why.picks["other"].click()
    assert not box.verb.isEnabled() and not box.words_field.isHidden()
    qtbot.keyClicks(box.words, "Moved to another region")
    assert box.verb.isEnabled() and box.reason() == "Moved to another region"
    erase = menu.EraseCase(theme, None, "LDR-T-1")
    qtbot.addWidget(erase)
    qtbot.keyClicks(erase.why, "made by mistake")
    qtbot.keyClicks(erase.typed, "LDR-T-")
    assert not erase.verb.isEnabled()
    qtbot.keyClicks(erase.typed, "1")
    assert erase.verb.isEnabled()


def test_an_erased_case_leaves_a_certificate_and_no_folder(qtbot, theme, desk, session, monkeypatch):
    shown: list[dict] = []
    monkeypatch.setattr("ui.cases.menu.ask_erase", lambda *a: "made by mistake")
    monkeypatch.setattr("ui.cases.menu.show_certificate", lambda theme, parent, certificate: shown.append(certificate))
    id = session.case
    cases.leave(session)
    made, _ = at_desk(qtbot, theme, desk)
    made.open_case(id)
    made.window.acts.run("erase")
    assert shown[0]["reference"] == "LDR-T-1" and not (desk.folder / "cases" / id).exists()
    assert cases.all(desk) == [] and made.window.page_name == "cases"
    with pytest.raises(Refused):
        cases.open(desk, id)
    made.leave()


def test_every_control_of_the_pages_has_a_name_and_is_reached_by_keys(qtbot, theme, desk, three):
    made, _ = at_desk(qtbot, theme, desk)
    for page in ("cases", "new_case", "settings"):
        made.show(page)
        settle()
        assert nameless(made.window) == [] and clickable_without_focus(made.window) == [] and controls(made.window) > 5, page
    made.leave()


def test_a_notification_left_by_half_is_there_again_and_a_key_too_many_empties_nothing(qtbot, theme, desk):
    made, _ = at_desk(qtbot, theme, desk)
    made.show("new_case")
    page = made.window.in_sight()
    page.form.lines["given"].setText("Gwe")
    page.around.add_kin().lines["name"].setText("Bill Hay")
    made.window.acts.run("take-in")
    assert made.window.in_sight() is page
    made.show("cases")
    made.show("new_case")
    again = made.window.in_sight()
    assert again is not page and again.form.lines["given"].text() == "Gwe" and again.around.kin[1].lines["name"].text() == "Bill Hay"
    assert any("typed before" in each.text() for each in again.said.findChildren(QLabel))
    again.findChild(QWidget, "case.leave").click()
    made.show("new_case")
    assert made.window.in_sight().form.lines["given"].text() == "", "left on purpose"
    made.leave()


def test_who_made_the_check_is_not_dropped_where_nobody_said_what_they_found(qtbot, theme, desk):
    made, _ = at_desk(qtbot, theme, desk)
    made.show("new_case")
    page = made.window.in_sight()
    page.form.lines["known_as"].setText("Gwen")
    page.gate.by.setText("Sam Okoro, ICB")
    qtbot.keyClick(page.form.lines["known_as"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "what they found" in page.problem.sentence() and cases.all(desk) == []
    made.leave()


def test_tab_meets_the_people_and_the_organisations_where_they_stand(qtbot, theme, desk):
    made, _ = at_desk(qtbot, theme, desk)
    made.show("new_case")
    around = made.window.in_sight().around
    around.add_kin()
    around.lines["notification.notifier.relationship"].setFocus()
    met: list[str] = []
    for _ in range(10):
        qtbot.keyClick(made.window.focusWidget(), Qt.Key.Key_Tab)
        met.append(made.window.focusWidget().objectName())
    kin = [f"notification.kin.{n}.{name}" for n in (1, 2) for name in (
        "name", "relationship", "contact", "do_not_contact", "do_not_contact_note")]  # fmt: skip
    assert met == kin
    qtbot.keyClick(made.window.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(made.window.focusWidget(), Qt.Key.Key_Tab)
    assert made.window.focusWidget() is around.organisations[0].kind
    made.leave()
