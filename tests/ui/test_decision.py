"""Decision: the family's asking, the concern, focused review or not, the reason."""

import pytest
from PySide6.QtCore import Qt

from leder_desktop.model.findings import Finding
from leder_desktop.operations import findings, questions
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.case_window import opener
from ui.decision.view import ORDER, DecisionScreen

ARROWS = "Pick"
"""Qt leaves one of a group of radio buttons in the tab order; arrow keys reach the others."""


@pytest.fixture
def opened(qtbot, theme, session):
    return opener(qtbot, theme)(session, decision=DecisionScreen)


@pytest.fixture
def screen(opened):
    return opened[1]


def given(session, ref):
    return questions.answers(session).get(ref)


def test_every_question_of_the_decision_is_asked(screen):
    section = next(s for asked in questions.sets() for s in asked.sections if s.id == "decision")
    assert set(ORDER) == {question.ref for question in section.questions}


def test_the_page_is_answered_by_hand_and_by_key(qtbot, opened, session):
    _, screen = opened
    assert not screen.editors["initial.O05.on"].isVisible()
    qtbot.mouseClick(screen.editors["initial.O05"].editor.picks["yes"], Qt.MouseButton.LeftButton)
    asked_on = screen.editors["initial.O05.on"]
    assert asked_on.isVisible()
    asked_on.editor.line.setFocus()
    qtbot.keyClicks(asked_on.editor.line, "12 September 2026")
    qtbot.keyClick(asked_on.editor.line, Qt.Key.Key_Return)
    qtbot.keyClick(screen.editors["initial.O04"].editor.picks["yes"], Qt.Key.Key_Space)
    qtbot.mouseClick(screen.editors["initial.O07"].editor.picks["yes-family"], Qt.MouseButton.LeftButton)
    why = screen.editors["initial.O08"].editor
    why.setFocus()
    qtbot.keyClicks(why, "Her mother asked.")
    screen.seal()
    said = {ref: given(session, ref).value for ref in ORDER}
    assert said == {
        "initial.O05": "yes",
        "initial.O05.on": "2026-09-12",
        "initial.O04": "yes",
        "initial.O07": "yes-family",
        "initial.O08": "Her mother asked.",
    }


def test_the_concerns_stand_beside_it(screen, session):
    findings.add(session, Finding(id="", kind="concern", text="The form gives her disability as a reason.", severity="minor"))
    findings.add(session, Finding(id="", kind="learning", text="The plan was not reviewed."))
    screen._read()
    assert [f.text for f in screen._shown] == ["The form gives her disability as a reason."]


def test_a_remark_jumps_to_its_question(opened):
    window, screen = opened
    assert screen.jump("initial.O08") and window.focusWidget().objectName() == "initial.O08"


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_every_control_has_a_name(opened, theme, size):
    window, _ = opened
    theme.size(size)
    assert nameless(window) == []
    assert [b for b in clickable_without_focus(window) if not b.startswith(ARROWS)] == []
    assert controls(window) > 20
