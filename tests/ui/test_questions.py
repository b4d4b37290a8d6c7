"""Questions: widgets by type, conditions, why there is no answer, and half-typed words that survive."""

import pytest
from PySide6.QtCore import Qt

from leder_desktop.model.case import State
from leder_desktop.operations import questions, snapshot
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.case_window import opener
from ui.questions.view import QuestionsScreen
from ui.widgets.answer import Statuses, Ticks
from ui.widgets.date_field import DateField
from ui.widgets.fields import Choice, Line
from ui.widgets.tick import Picks

ARROWS = "Pick"
"""Qt leaves one of a group of radio buttons in the tab order; arrow keys reach the others."""
ILLNESS = "initial.last-illness"


@pytest.fixture
def opened(qtbot, theme, session):
    return opener(qtbot, theme)(session, questions=QuestionsScreen)


@pytest.fixture
def screen(opened):
    return opened[1]


def editor(screen, ref):
    screen.jump(ref)
    return next(page.editors[ref] for page in screen.pages.values() if ref in page.editors)


def given(session, ref):
    return questions.answers(session).get(ref)


def test_a_click_answers_and_another_says_that_it_is_not_known(qtbot, screen, session):
    asked = editor(screen, "initial.P06")
    assert isinstance(asked.editor, Picks)
    qtbot.mouseClick(asked.editor.picks["yes"], Qt.MouseButton.LeftButton)
    assert given(session, "initial.P06").value == "yes"
    assert not any(pick.isChecked() for pick in asked.none.picks.values())
    qtbot.mouseClick(asked.none.picks["not-known"], Qt.MouseButton.LeftButton)
    assert given(session, "initial.P06").status == "not-known"
    assert given(session, "initial.P06").value is None
    assert not any(pick.isChecked() for pick in asked.editor.picks.values())


def test_not_known_and_not_asked_are_never_among_the_values(screen):
    for key in screen.sections:
        screen.show_section(key)
    for page in screen.pages.values():
        page.make_all()
        for asked in page.editors.values():
            assert isinstance(asked.none, Statuses)
            values = {term.code for term in asked.asked.values}
            assert not values & set(asked.none.picks)
            assert set(asked.none.picks) == {"not-asked", *asked.asked.statuses}


def test_each_type_has_its_widget(screen):
    for ref, kind in (("initial.P03", Line), ("initial.P05", Choice), ("initial.P08", Ticks), ("initial.D13.date", DateField)):
        screen._open_at(ref)
        page = next(page for page in screen.pages.values() if ref in page.editors)
        assert isinstance(page.editors[ref].editor, kind), ref


def test_several_ticks_are_one_answer_and_none_is_not_asked(qtbot, screen, session):
    asked = editor(screen, "initial.P08")
    for key in ("signs", "speech"):
        qtbot.mouseClick(asked.editor.ticks[key], Qt.MouseButton.LeftButton)
    assert given(session, "initial.P08").value == ("speech", "signs")
    for key in ("signs", "speech"):
        qtbot.mouseClick(asked.editor.ticks[key], Qt.MouseButton.LeftButton)
    assert given(session, "initial.P08").status == "not-asked"


def test_none_takes_the_others_back_and_another_takes_none_back(qtbot, screen, session):
    asked = editor(screen, "initial.H01")
    none, sweet = ("none",), ("diabetes",)
    for key, left in (("epilepsy", ("epilepsy",)), ("none", none), ("diabetes", sweet), ("epilepsy", ("epilepsy", "diabetes"))):
        qtbot.mouseClick(asked.editor.ticks[key], Qt.MouseButton.LeftButton)
        assert given(session, "initial.H01").value == left == asked.editor.at()


def test_a_condition_hides_a_question_and_keeps_its_answer(qtbot, screen, session):
    asked, reason = editor(screen, "initial.D10"), None
    reason = screen.pages[ILLNESS].editors["initial.D12"]
    assert not reason.isVisible()
    asked.editor.picks["yes"].click()
    assert reason.isVisible()
    reason.editor.setFocus()
    qtbot.keyClicks(reason.editor, "Learning disability")
    asked.editor.setFocus()
    asked.editor.picks["no"].click()
    assert not reason.isVisible()
    assert given(session, "initial.D12").value == "Learning disability"
    asked.editor.picks["yes"].click()
    assert reason.isVisible() and reason.editor.text() == "Learning disability"


def test_words_are_in_the_store_while_they_are_typed_and_sealed_on_leaving(qtbot, screen, session):
    asked = editor(screen, "initial.P02")
    asked.editor.setFocus()
    qtbot.keyClicks(asked.editor, "Chapel at harvest")
    qtbot.waitUntil(lambda: given(session, "initial.P02") is not None)
    qtbot.keyClicks(asked.editor, ", for the singing")
    qtbot.keyClick(asked.editor, Qt.Key.Key_Tab)
    assert given(session, "initial.P02").value == "Chapel at harvest, for the singing"
    assert not session.file.seal(by="nobody")


def test_taking_all_words_out_is_not_asked(qtbot, screen, session):
    questions.choose(session, "initial.P02", "Chapel")
    screen._read()
    asked = editor(screen, "initial.P02")
    asked.editor.setFocus()
    asked.editor.selectAll()
    qtbot.keyClick(asked.editor, Qt.Key.Key_Delete)
    asked.editor.seal()
    assert given(session, "initial.P02").status == "not-asked"
    assert asked.none.picks["not-asked"].isChecked()


def test_a_date_is_understood_while_it_is_typed_and_kept_on_enter(qtbot, screen, session):
    questions.choose(session, "initial.D10", "yes")
    screen._read()
    asked = editor(screen, "initial.D13.date")
    line = asked.editor.line
    line.setFocus()
    qtbot.keyClicks(line, "30/6/2026")
    assert asked.editor.under.text() == "Understood as 30 June 2026"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert given(session, "initial.D13.date").value == "2026-06-30"


def test_a_date_nobody_understands_stays_in_the_field_with_a_sentence_and_through_a_lock(qtbot, theme, opened, session):
    window, screen = opened
    questions.choose(session, "initial.D10", "yes")
    screen._read()
    asked = editor(screen, "initial.D13.date")
    asked.editor.line.setFocus()
    qtbot.keyClicks(asked.editor.line, "when the leaves fell")
    screen.seal()
    assert asked.problem.sentence() and asked.editor.text() == "when the leaves fell"
    assert given(session, "initial.D13.date") is None
    place = screen.place()
    again = QuestionsScreen(theme, window.case, window.services)
    qtbot.addWidget(again)
    again.restore(place)
    found = again.pages[ILLNESS].editors["initial.D13.date"]
    assert again.open == ILLNESS and found.editor.text() == "when the leaves fell" and found.problem.sentence()


def test_keys_alone_go_from_the_list_into_a_section_and_answer(qtbot, opened, session):
    window, screen = opened
    screen.show_section("initial.social-care")
    screen.first.setFocus()
    assert screen.list.hasFocus()
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    assert screen.open == ILLNESS and screen.title.text() == "Last illness and death"
    for _ in range(4):
        qtbot.keyClick(screen.list, Qt.Key.Key_Up)
    assert screen.open == "initial.about-the-person"
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    focused = window.focusWidget()
    assert focused.objectName() == "initial.P02"
    qtbot.keyClicks(focused, "Chapel")
    screen.seal()
    assert given(session, "initial.P02").value == "Chapel"


def test_a_jump_opens_the_section_of_the_question(screen):
    assert screen.jump("initial.D17") and screen.open == ILLNESS
    assert not screen.jump("initial.D17.detail")


def test_the_page_says_that_the_wording_is_not_confirmed(opened, theme):
    screen = opened[1]
    assert screen.tag.isVisible() and "not confirmed" in screen.tag.text()
    theme.size(2.0)
    assert screen.unsure.isVisible() and "not yet confirmed" in screen.unsure.text()


def test_after_signing_the_answers_are_read_and_not_changed(screen, session):
    from dataclasses import replace

    case = snapshot.case(session)
    with session.file.step("Submit", by="Priya Raman") as writing:
        writing.put(replace(case, state=State.SUBMITTED))
    screen._read()
    asked = editor(screen, "initial.P02")
    assert asked.editor.isReadOnly() and not asked.none.isEnabled() and screen.shut.isVisible()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_control_has_a_name(opened, theme, scale):
    window, screen = opened
    theme.size(scale)
    seen: list[int] = []
    for key in screen.sections:
        screen.show_section(key)
        screen.pages[key].make_all()
        assert nameless(window) == []
        assert [b for b in clickable_without_focus(window) if not b.startswith(ARROWS)] == []
        seen.append(controls(window))
    assert max(seen) > 60


def test_a_long_section_is_made_bit_by_bit_and_ends_whole(qtbot, screen, session):
    screen.show_section(ILLNESS)
    page = screen.pages[ILLNESS]
    asked = screen.sections[ILLNESS][1].questions
    assert 0 < len(page.editors) < len(asked)
    qtbot.waitUntil(lambda: len(page.editors) == len(asked), timeout=30_000)
    assert list(page.editors) == [question.ref for question in asked]
    facts = questions.facts(session)
    for ref, editor in page.editors.items():
        assert (page.place(ref) is not None) == facts.shown(editor.asked), ref
