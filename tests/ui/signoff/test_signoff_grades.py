"""Sign-off, the senior reviewer's side: a word on every grade before the countersignature, and who speaks and signs."""

from PySide6.QtCore import Qt

from leder_desktop.operations import grades, snapshot, submit
from tests import signers
from tests.signers import PIN, REVIEWER, SENIOR
from ui.signoff.view import SIGN
from ui.widgets.buttons import Button


def test_every_grade_is_asked_about_before_the_countersignature_and_the_statement_follows(qtbot, opened, roz, paths):
    window, screen = opened
    signers.take_in(roz.desk, paths)
    submit.submit(roz, REVIEWER, lambda: PIN)
    screen.entered()
    screen.turn_to(SIGN)
    senior = screen.senior
    senior.take([paths["recipient"]])
    senior.statement.click()
    senior.signing.identity.choose(SENIOR)
    qtbot.keyClicks(senior.signing.pin, PIN)
    assert "your word on 2 grades" in senior.waits.text() and not senior.signing.verb.isEnabled()
    assert "About the grades I say nothing" in senior.statement.text()
    senior.views.agrees["focused.F11"].setFocus()
    qtbot.keyClick(senior.views.agrees["focused.F11"], Qt.Key.Key_Space)
    assert snapshot.take(roz).grading("senior", "focused.F11").by == signers.SENIOR_NAME
    assert senior.views.agrees["focused.F10"].hasFocus(), "the keyboard goes on to the next"
    assert "About the grade of quality of care I say nothing" in senior.statement.text() and not senior.statement.isChecked()
    gone = []
    window.services.went.connect(lambda section, field: gone.append((section, field)))
    propose = next(b for b in senior.views.findChildren(Button) if b.accessibleName() == "Propose another: Quality of care")
    qtbot.mouseClick(propose, Qt.MouseButton.LeftButton)
    assert gone == [("grades", "focused.F10")]
    window.case.do(grades.propose, "focused.F10", "3", "Home and ward should be weighed together.")
    assert "propose a change" in senior.statement.text() and not senior.waits.isVisible()
    senior.statement.click()
    assert senior.signing.verb.isEnabled()


def test_the_reviewer_who_signed_agrees_with_no_grade(qtbot, screen, roz, paths):
    signers.take_in(roz.desk, paths)
    submit.submit(roz, REVIEWER, lambda: PIN)
    screen.entered()
    screen.turn_to(SIGN)
    screen.senior.signing.identity.choose(REVIEWER)
    screen.senior.views.agrees["focused.F10"].click()
    assert "somebody else" in screen.senior.views_problem.sentence() and snapshot.take(roz).grading("senior", "focused.F10") is None


def test_somebody_else_than_was_thought_of_is_asked_about_before_they_sign(qtbot, screen, roz, paths):
    signers.take_in(roz.desk, paths)
    screen.entered()
    screen.turn_to(SIGN)
    signing = screen.reviewer.signing
    assert not signing.caution.isVisible(), "nobody is chosen yet"
    signing.identity.choose(SENIOR)
    signing.identity.chose.emit(SENIOR)
    assert f"{signers.SENIOR_NAME} would sign it as theirs" in signing.caution.text() and signing.caution.isVisible()
    submit.submit(roz, REVIEWER, lambda: PIN)
    screen.entered()
    screen.turn_to(SIGN)
    screen.senior.signing.identity.choose(SENIOR)
    screen.senior.signing.identity.chose.emit(SENIOR)
    assert f"names {snapshot.case(roz).senior_reviewer} as its senior reviewer" in screen.senior.signing.caution.text()
