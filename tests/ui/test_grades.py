"""Grades: whole sentences, best on top, the reason first."""

import pytest
from PySide6.QtCore import Qt

from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import Finding
from leder_desktop.model.scales import scale
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import findings, questions, timeline
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.case_window import opener
from ui.grades.view import GRADES, GradesScreen


@pytest.fixture
def opened(qtbot, theme, session):
    return opener(qtbot, theme)(session, grades=GradesScreen)


@pytest.fixture
def screen(opened):
    return opened[1]


def given(session, ref):
    return questions.answers(session).get(ref)


def test_both_scales_say_their_whole_sentences_with_the_best_on_top(screen):
    for grade in screen.grades:
        levels = scale(grade.grade.scale).levels
        assert list(grade.scale.options) == [level.code for level in levels]
        assert [level.goodness_rank for level in levels] == [6, 5, 4, 3, 2, 1]
        for level, option in zip(levels, grade.scale.options.values(), strict=True):
            assert option.step.rest == level.label and level.label in option.accessibleName()
        names = [option.accessibleName() for option in grade.scale.options.values()]
        assert "6 of 6, best" in names[0] and "1 of 6, worst" in names[-1]
        leads = [option.step.lead for option in grade.scale.options.values()]
        assert len(set(leads)) == 6


def test_the_reason_comes_first_and_a_sentence_without_one_is_remarked(qtbot, screen, session):
    grade = screen.grades[0]
    assert grade.why.hasFocus()
    qtbot.mouseClick(grade.scale.options["2"], Qt.MouseButton.LeftButton)
    assert given(session, "focused.F10").value == "2" and given(session, "focused.F10").score.goodness_rank == 2
    assert "the reason is still empty" in grade.remark.sentence()
    grade.why.setFocus()
    qtbot.keyClicks(grade.why, "The plan was not followed up.")
    grade.why.seal()
    assert given(session, "focused.F12.quality").value == "The plan was not followed up."
    assert grade.remark.sentence() == ""


def test_arrow_keys_choose_a_sentence(qtbot, screen, session):
    grade = screen.grades[0]
    qtbot.mouseClick(grade.scale.options["5"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(grade.scale.options["5"], Qt.Key.Key_Down)
    assert given(session, "focused.F10").value == "4"


def test_a_grade_can_be_taken_away(qtbot, screen, session):
    grade = screen.grades[0]
    assert not grade.not_graded.isVisible()
    grade.scale.options["5"].click()
    qtbot.mouseClick(grade.not_graded, Qt.MouseButton.LeftButton)
    assert given(session, "focused.F10").status == "not-asked" and grade.scale.at() == ""


def test_the_second_scale_is_one_press_away_and_seals_the_first(qtbot, screen, session):
    qtbot.keyClicks(screen.grades[0].why, "Half a thought")
    qtbot.mouseClick(screen.segments.buttons[1], Qt.MouseButton.LeftButton)
    assert given(session, "focused.F12.quality").value == "Half a thought"
    screen.grades[1].scale.options["1"].click()
    assert given(session, "focused.F11").value == "1"


def test_findings_and_cited_entries_stand_beside_the_reason(screen, session, monkeypatch):
    source = Source(conversation="tunde", words="flat in bed")
    draft = Draft(when=understand("2026-07-01"), what="Given toast nearly flat in bed", sources=(source,))
    entry = timeline.add(session, draft).made[0]
    findings.add(session, Finding(id="", kind="concern", text="The plan under the bed was not read.", rests_on=(entry,)))
    screen._read()
    grade = screen.grades[0]
    assert [line[2:] for line in grade.shows._shown] == [("Concern", "The plan under the bed was not read.", "1 July 2026")]
    monkeypatch.setattr("ui.grades.grade.choose_rows", lambda *_: (entry,))
    grade.shows.add.click()
    assert given(session, "focused.F12.quality").sources == (source,)
    assert grade.shows._shown[-1][3] == "Given toast nearly flat in bed"


def test_half_typed_reason_and_the_open_scale_come_back(qtbot, theme, opened):
    window, screen = opened
    screen.turn_to(1)
    screen.grades[1].why.setFocus()
    qtbot.keyClicks(screen.grades[1].why, "No review for a year")
    place = screen.place()
    screen.seal()
    again = GradesScreen(theme, window.case, window.services)
    qtbot.addWidget(again)
    again.restore(place)
    assert again.stack.currentIndex() == 1 and again.grades[1].why.text() == "No review for a year"
    assert again.grades[1].why.caret() == 20


def test_a_remark_jumps_to_its_grade(screen):
    for at, pair in enumerate(GRADES):
        for field in pair:
            assert screen.jump(field) and screen.stack.currentIndex() == at


def test_it_says_that_the_wording_is_not_confirmed(theme, screen):
    assert screen.tag.isVisible() and "not confirmed" in screen.tag.text()
    theme.size(2.0)
    assert screen.unsure.isVisible()


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_every_control_has_a_name(opened, theme, size):
    window, screen = opened
    theme.size(size)
    for at in (0, 1):
        screen.turn_to(at)
        assert nameless(window) == [] and clickable_without_focus(window) == []
    assert controls(window) > 15
