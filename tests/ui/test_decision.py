"""Decision: the triggers explained, what is open limited by them, the family's wish, the reason; by hand and by key."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from leder_desktop.model.conversation import Conversation
from leder_desktop.model.dates import understand
from leder_desktop.model.decision import FOCUSED
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import Finding
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.operations import conversations, findings, person, questions, snapshot
from leder_desktop.operations.writing import step
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.case_window import opener
from ui.decision.choice import SeniorReason
from ui.decision.view import DecisionScreen

ARROWS = "Pick"
"""Qt leaves one of a group of radio buttons in the tab order; arrow keys reach the others."""
ORDER = (*FOCUSED.before, FOCUSED.decided, FOCUSED.why)


def describe(session, **said):
    person.describe(session, replace(snapshot.person(session), **said))


@pytest.fixture
def known(session):
    """Nothing about them is unclear, and no trigger is met."""
    describe(session, ethnicity="A", diagnosis_group="learning-disability")
    return session


@pytest.fixture
def opened(qtbot, theme, known):
    return opener(qtbot, theme)(known, decision=DecisionScreen)


@pytest.fixture
def screen(opened):
    return opened[1]


def given(session, ref):
    return questions.answers(session).get(ref)


def rules(screen, met):
    return [each.rule for each in screen.triggers.shown if each.met == met]


def press_pick(qtbot, screen, ref, code):
    pick = screen.editors[ref].editor.picks[code]
    pick.setFocus()
    qtbot.keyClick(pick, Qt.Key.Key_Space)


def test_every_question_of_the_decision_is_asked(screen):
    section = next(s for asked in BUILT_IN.sets() if asked.id == "initial" for s in asked.sections if s.id == "decision")
    assert {question.ref for question in section.questions if not question.place} <= set(ORDER)


def test_the_page_is_answered_by_hand_and_by_key(qtbot, opened, session):
    _, screen = opened
    assert not screen.editors["initial.O05.on"].isVisible()
    qtbot.mouseClick(screen.editors["initial.O05"].editor.picks["yes"], Qt.MouseButton.LeftButton)
    asked_on = screen.editors["initial.O05.on"]
    assert asked_on.isVisible()
    asked_on.editor.line.setFocus()
    qtbot.keyClicks(asked_on.editor.line, "12 September 2026")
    qtbot.keyClick(asked_on.editor.line, Qt.Key.Key_Return)
    press_pick(qtbot, screen, "initial.O04", "yes")
    qtbot.mouseClick(screen.editors["initial.O07"].editor.picks["yes-family"], Qt.MouseButton.LeftButton)
    why = screen.editors["initial.O08"].editor
    why.setFocus()
    qtbot.keyClicks(why, "Her mother asked.")
    screen.seal()
    assert {ref: given(session, ref).value for ref in ORDER} == {
        "initial.O05": "yes", "initial.O05.on": "2026-09-12", "initial.O04": "yes", "initial.O07": "yes-family",
        "initial.O08": "Her mother asked.",
    }  # fmt: skip
    assert given(session, "focused.F01").value == ("family-asked", "concern")


def test_a_trigger_that_is_met_is_explained_and_no_is_refused_in_one_sentence(qtbot, screen, session):
    describe(session, ethnicity="N")
    screen._read()
    assert rules(screen, "yes") == ["R-FOC-1"]
    picks = screen.editors["initial.O07"].editor.picks
    assert [code for code, pick in picks.items() if pick.isVisible()] == ["yes-mandatory", "no"]
    press_pick(qtbot, screen, "initial.O07", "no")
    sentence = screen.editors["initial.O07"].problem.sentence()
    assert "cannot be declined" in sentence and "African" in sentence
    assert given(session, "initial.O07") is None and not picks["no"].isChecked()
    press_pick(qtbot, screen, "initial.O07", "yes-mandatory")
    assert given(session, "initial.O07").value == "yes-mandatory" and screen.editors["initial.O07"].problem.sentence() == ""


def test_what_is_not_clear_says_whom_to_ask_and_goes_to_the_field(qtbot, opened, session, monkeypatch):
    _, screen = opened
    describe(session, ethnicity="99")
    screen._read()
    assert "R-FOC-2" in rules(screen, "unclear") and screen.triggers.unclear_part.isVisible()
    part = screen.findChild(object, "trigger.R-FOC-2")
    said = " ".join(label.text() for label in part.findChildren(type(screen.triggers.title)))
    assert "Ask the family first" in said
    gone = []
    monkeypatch.setattr(screen.services, "go", lambda *where: gone.append(where))
    qtbot.keyClick(next(b for b in part.findChildren(type(screen.triggers.fold))), Qt.Key.Key_Return)
    assert gone == [("person", "person.ethnicity")]


def test_those_not_met_are_folded_and_unfolded_by_key(qtbot, screen):
    assert screen.triggers.not_part.isHidden() and "Show those not met" in screen.triggers.fold.text()
    qtbot.keyClick(screen.triggers.fold, Qt.Key.Key_Space)
    assert screen.triggers.not_part.isVisible() and screen.findChild(object, "trigger.R-FOC-1") is not None
    qtbot.keyClick(screen.triggers.fold, Qt.Key.Key_Space)
    assert screen.triggers.not_part.isHidden()


def test_a_decision_that_a_later_trigger_stands_against_says_so(qtbot, screen, session):
    press_pick(qtbot, screen, "initial.O07", "no")
    assert given(session, "initial.O07").value == "no"
    describe(session, ethnicity="P")
    screen._read()
    assert "cannot be declined" in screen.editors["initial.O07"].problem.sentence()


def test_the_familys_wish_is_declined_with_the_senior_reviewers_reason(qtbot, screen, session):
    press_pick(qtbot, screen, "initial.O05", "yes")
    press_pick(qtbot, screen, "initial.O07", "no")
    assert "senior reviewer" in screen.editors["initial.O07"].problem.sentence() and screen.choice.senior.isVisible()

    def record():
        box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, SeniorReason) and w.isVisible())
        qtbot.keyClicks(box.by, "Sam Okoro")
        box.why.setFocus()
        qtbot.keyClicks(box.why, "Their questions were answered.")
        qtbot.keyClick(box.verb, Qt.Key.Key_Return)

    QTimer.singleShot(0, record)
    qtbot.keyClick(screen.choice.senior, Qt.Key.Key_Return)
    said = screen.choice.declined.words.text()
    assert "Sam Okoro declined" in said and "Their questions were answered." in said
    press_pick(qtbot, screen, "initial.O07", "no")
    assert given(session, "initial.O07").value == "no"


def test_a_bristol_review_has_its_own_questions_and_priority_themes(qtbot, theme, known):
    with step(known, "As in 2019") as (writing, _):
        writing.put(replace(snapshot.case(known), template="Bristol-2016"))
    describe(known, birth_date=understand("1 June 1997"), death_date=understand("1 June 2019"))
    _, screen = opener(qtbot, theme)(known, decision=DecisionScreen)
    assert screen.triggers.title.text() == "Priority themes and concern" and rules(screen, "yes") == ["R-MAR-1"]
    press_pick(qtbot, screen, "bristol-initial.B07", "yes")
    assert rules(screen, "yes") == ["R-MAR-1", "R-MAR-3"]
    press_pick(qtbot, screen, "bristol-initial.B13", "no")
    assert "multi-agency review cannot be declined" in screen.editors["bristol-initial.B13"].problem.sentence()
    press_pick(qtbot, screen, "bristol-initial.B13", "yes-mandatory")
    assert given(known, "bristol-initial.B13").value == "yes-mandatory"


def test_the_concerns_stand_beside_it(screen, session):
    findings.add(session, Finding(id="", kind="concern", text="The form gives her disability as a reason.", severity="minor"))
    findings.add(session, Finding(id="", kind="learning", text="The plan was not reviewed."))
    screen._read()
    assert [f.text for f in screen.concerns.shown] == ["The form gives her disability as a reason."]
    assert "R-FOC-5" in rules(screen, "yes")


def test_a_remark_jumps_to_its_question(opened):
    window, screen = opened
    assert screen.jump("initial.O08") and window.focusWidget().objectName() == "initial.O08"


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_every_control_has_a_name(opened, theme, size):
    window, screen = opened
    screen.triggers.fold.click()
    theme.size(size)
    assert nameless(window) == []
    assert [b for b in clickable_without_focus(window) if not b.startswith(ARROWS)] == []
    assert controls(window) > 20


def test_the_reason_cites_what_it_rests_on_like_any_answer(qtbot, screen, session):
    screen.case.do(questions.choose, FOCUSED.decided, "yes-judgement")
    assert screen.citing.cite.isVisible() and not screen.citing.isVisible()
    told = conversations.add(session, Conversation(id="", who="Nia Ellis", relationship="Sister")).made[0]
    screen._read()
    screen.citing.cite.click()
    screen.citing.sources.add.view().hide()
    screen.citing.sources._add(f"conversation/{told}")
    assert questions.answers(session)[FOCUSED.why].sources == (Source(conversation=told),)


def test_a_remark_about_the_decision_leads_to_an_answer_that_is_in_sight(opened):
    screen = opened[1]
    assert screen.jump(FOCUSED.decided)
    pick = QApplication.focusWidget()
    assert pick in screen.choice.editor.editor.picks.values() and pick.isVisible()


def test_a_refused_choice_says_why_where_it_is_seen(qtbot, opened, theme):
    window, screen = opened
    theme.size(2.0)
    window.resize(1366, 768)
    describe(screen.case.session, ethnicity="D")
    screen._read()
    pick = screen.choice.editor.editor.picks["no"]
    pick.setFocus()
    pick.click()
    sentence = screen.choice.editor.problem
    assert sentence.sentence()
    qtbot.waitUntil(lambda: sentence.visibleRegion().boundingRect().height() == sentence.height() > 0)
