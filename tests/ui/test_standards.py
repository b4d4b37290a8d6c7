"""What a review is made with, in the window: where each file comes from, what is newer, carrying over and back; corrections in Settings."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from leder_desktop.model.standards import BUILT_IN
from leder_desktop.operations import cases, history, laptop_record, questions, standards, trust
from tests import signers
from tests.operations.test_standards import GOOD, SCALE, corrected, signed
from tests.ui.accessible import clickable_without_focus, nameless
from tests.ui.case_window import opener
from tests.ui.desktops import at_desk
from ui.grades.view import GradesScreen
from ui.settings_page.standards import CorrectedStandards
from ui.standards.view import NEWER, NONE_TOUCHED, SAME, StandardsScreen
from ui.widgets.asking import Calm
from ui.widgets.words import Words


@pytest.fixture
def open_screen(qtbot, theme):
    return opener(qtbot, theme)


@pytest.fixture
def correction(desk, tmp_path) -> Path:
    pki = signers.pki()
    (tmp_path / "root.pem").write_bytes(pki.root.pem())
    (tmp_path / "crl.pem").write_bytes(pki.crl_pem())
    trust.take_in(desk, [tmp_path / "root.pem", tmp_path / "crl.pem"])
    return signed(tmp_path, pki, pki.registry, "2021-quality.toml", corrected(SCALE, GOOD), desk.clock.now())


def take(qtbot, theme, desk, path: Path) -> CorrectedStandards:
    card = CorrectedStandards(theme, desk)
    qtbot.addWidget(card)
    card.entered()
    card.take([path])
    return card


def offered(screen: QWidget) -> str:
    """Every sentence that can be chosen."""
    assert isinstance(screen, GradesScreen)
    return "\n".join(button.text() for button in screen.findChildren(QAbstractButton))


def text(screen: QWidget) -> str:
    return "\n".join(label.text() for label in screen.findChildren(Words) if label.isVisibleTo(screen))


def agree(qtbot) -> None:
    box = QApplication.activeModalWidget()
    assert isinstance(box, Calm)
    box.verb.setFocus()
    qtbot.keyClick(box.verb, Qt.Key.Key_Return)


def picture(screen, name: str) -> None:
    if "PICTURES" in os.environ:
        QApplication.processEvents()
        screen.window().grab().save(f"{os.environ['PICTURES']}/{name}.png")


def test_a_correction_taken_in_from_settings_is_told_with_its_signer(qtbot, theme, desk, correction):
    card = take(qtbot, theme, desk, correction)
    who = next(one.signed_by for one in standards.listed(desk) if one.signed_by).split("CN=")[1].split(",")[0]
    assert "Quality of care 2026.9" in card.said.words.text() and not card.problem.isVisibleTo(card)
    assert f"signed by {who}, taken in" in text(card) and "CN=" not in text(card)
    card.take([correction])
    assert "later version" in card.problem.sentence() and len([one for one in standards.listed(desk) if one.signed_by]) == 1
    assert not nameless(card) and not clickable_without_focus(card)


def test_a_review_begun_before_stays_and_is_carried_over_by_keyboard(qtbot, theme, desk, session, open_screen, correction):
    _, screen = open_screen(session, standards=StandardsScreen)
    assert screen.standing.text() == SAME and not screen.carry.isVisible()
    take(qtbot, theme, desk, correction)
    screen.entered()
    picture(screen, "standards")
    assert screen.standing.text() == NEWER and screen.carry.isVisible()
    assert not nameless(screen) and not clickable_without_focus(screen)

    QTimer.singleShot(0, lambda: agree(qtbot))
    screen.carry.setFocus()
    qtbot.keyClick(screen.carry, Qt.Key.Key_Return)
    assert screen.standing.text() == SAME
    assert session.standards.scale("2021-quality").level("5").label == GOOD[1]
    history.undo(session, history.steps(session)[0].seq)
    assert session.standards.scale("2021-quality").level("5").label == GOOD[0]


def test_a_corrected_file_is_put_back_as_it_came_with_the_program(qtbot, theme, desk, correction):
    card = take(qtbot, theme, desk, correction)
    back = card.backs[SCALE]
    QTimer.singleShot(0, lambda: agree(qtbot))
    back.setFocus()
    qtbot.keyClick(back, Qt.Key.Key_Space)
    assert desk.standards is BUILT_IN and not card.backs and "As it came with the program" in card.said.words.text()
    assert any(one.did.startswith("Put scales/2021-quality back") for one in laptop_record.lines(desk))


def test_the_grades_of_a_review_begun_later_have_the_corrected_words(qtbot, theme, desk, session, open_screen, correction):
    take(qtbot, theme, desk, correction)
    standards.carry_over(session)
    _, screen = open_screen(session, grades=GradesScreen)
    assert GOOD[1] in offered(screen) and GOOD[0] not in offered(screen)



def test_what_carrying_over_means_for_this_review_is_said_before(qtbot, theme, desk, session, open_screen, correction):
    questions.answer(session, "focused.F10", "5")
    _, screen = open_screen(session, standards=StandardsScreen)
    take(qtbot, theme, desk, correction)
    screen.entered()
    assert GOOD[0] in screen.means.text() and "To be answered again" in screen.means.text()
    (sentence, _) = standards.waiting(session)
    assert screen._whence(sentence).startswith("Quality of care, signed by ") and "not confirmed" in screen._whence(sentence)
    questions.leave_open(session, "focused.F10", "not-asked")
    screen.entered()
    assert screen.means.text() == NONE_TOUCHED


def test_a_grade_in_other_words_is_told_and_none_is_chosen_for_the_person(qtbot, theme, desk, session, open_screen, correction):
    questions.answer(session, "focused.F10", "5")
    take(qtbot, theme, desk, correction)
    standards.carry_over(session)
    _, screen = open_screen(session, grades=GradesScreen)
    grade = screen.page(0)
    assert grade.scale.at() == "" and GOOD[0] in grade.remark.sentence() and grade.not_graded.isVisible()
    grade.scale.chosen.emit("5")
    assert grade.scale.at() == "5" and GOOD[0] not in grade.remark.sentence()


def test_after_carrying_over_every_page_has_the_new_words_and_undo_brings_the_old_ones_back(qtbot, theme, desk, correction):
    session = cases.new(desk, opt_out_checked_by="Priya Raman")
    id = session.case
    cases.leave(session)
    take(qtbot, theme, desk, correction)
    made, _ = at_desk(qtbot, theme, desk)
    made.open_case(id, "grades", "")
    made.window.in_sight().segments.buttons[1].click()
    second = made.window.in_sight().segments.at()
    assert GOOD[0] in offered(made.window.in_sight())
    made.case.do(standards.carry_over)
    qtbot.waitUntil(lambda: GOOD[1] in offered(made.window.in_sight()))
    made.case.undo()
    qtbot.waitUntil(lambda: GOOD[0] in offered(made.window.in_sight()))
    assert made.window.in_sight().segments.at() == second, "and nobody is taken from where they were"


def test_what_came_of_taking_in_is_seen_where_the_page_is_long(qtbot, theme, desk, correction, tmp_path):
    made, _ = at_desk(qtbot, theme, desk)
    made.show("settings")
    settings = made.window.in_sight()
    card = settings.corrected
    broken = tmp_path / "broken.toml"
    broken.write_text("[[")
    card.take([broken])
    qtbot.waitUntil(lambda: card.problem.visibleRegion().boundingRect().height() == card.problem.height() > 0)
    card.take([correction])
    qtbot.waitUntil(lambda: card.said.visibleRegion().boundingRect().height() == card.said.height() > 0)
