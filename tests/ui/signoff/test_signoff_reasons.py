"""Sign-off: warnings that need a reason. Each has its box there; the keyboard alone goes through them; nothing typed is lost."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leder_desktop.model.case import State
from leder_desktop.model.remarks import Kept
from leder_desktop.operations import cases, history, keeping, person, place, questions, sample, snapshot
from tests import signers
from tests.signers import PIN, REVIEWER
from tests.ui.accessible import clickable_without_focus, nameless
from tests.ui.case_window import opener
from tests.ui.desktops import at_desk
from tests.ui.signoff.hand import SLOW_MS
from ui.signoff.view import SIGN, SignOffScreen

NUMBER, SEEN = "nhs-number@person.nhs_number", "cause-not-seen@initial.D03.source"
WHY = "The practice was asked twice."


@pytest.fixture
def roz(desk, paths):
    """The sample with two warnings, and the identities that may sign it."""
    signers.take_in(desk, paths)
    made = sample.take_in(desk)
    person.describe(made, replace(snapshot.person(made), nhs_number="999 158 4278"))
    questions.choose(made, "initial.D03.source", "gp-record")
    yield made
    made.file.close()


@pytest.fixture
def opened(qtbot, theme, roz):
    window, screen = opener(qtbot, theme)(roz, signoff=SignOffScreen)
    screen.turn_to(SIGN)
    yield window, screen
    window.services.jobs.wait()


def asks(screen):
    return screen.reviewer.reasons.asks


def kept(session) -> dict[str, str]:
    return {each.id: each.why for each in session.file.all(Kept)}


def keep(qtbot, screen, key: str, why: str) -> None:
    """Type it, then one key."""
    box = asks(screen)[key].reason
    assert box.hasFocus()
    qtbot.keyClicks(box, why)
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_each_warning_has_its_box_and_the_head_counts_them_on_either_page(screen):
    assert list(asks(screen)) == [NUMBER, SEEN]
    assert screen.need.text() == "2 still need a reason" and screen.need.isVisible()
    assert "2 still need a reason" in screen.said.text() and "2 still need a reason" in screen.reviewer.waits.text()
    assert not any(each.key in asks(screen) for each in screen.reviewer.open._remarks), "it is not said twice"


def test_one_key_keeps_a_reason_and_goes_on_and_the_last_leads_to_the_declaration(qtbot, screen, roz):
    asks(screen)[NUMBER].reason.setFocus()
    keep(qtbot, screen, NUMBER, WHY)
    assert kept(roz) == {NUMBER: WHY} and screen.need.text() == "1 still needs a reason"
    keep(qtbot, screen, SEEN, "The certificate is lost.")
    assert kept(roz) == {NUMBER: WHY, SEEN: "The certificate is lost."}
    assert screen.reviewer.declaration.hasFocus() and not screen.need.isVisible() and not screen.reviewer.needing.isVisible()


def test_the_review_is_signed_once_each_has_its_reason_and_not_before(qtbot, screen, roz):
    screen.reviewer.declaration.click()
    signing = screen.reviewer.signing
    signing.identity.choose(REVIEWER)
    qtbot.keyClicks(signing.pin, PIN)
    assert not signing.verb.isEnabled() and screen.reviewer.waits.isVisible()
    asks(screen)[NUMBER].reason.setFocus()
    keep(qtbot, screen, NUMBER, WHY)
    keep(qtbot, screen, SEEN, WHY)
    assert signing.verb.isEnabled() and not screen.reviewer.waits.isVisible()
    qtbot.mouseClick(signing.verb, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen._job is None, timeout=SLOW_MS)
    assert snapshot.case(roz).state == State.SUBMITTED
    left = {each.key: each.kept for each in screen.senior.left._remarks}
    assert left[NUMBER] == WHY and left[SEEN] == WHY, "the senior reviewer reads them"
    assert not screen.senior.left.findChildren(QWidget, "remark.take_back"), "they are not the senior reviewer’s to take back"


def test_without_a_reason_nothing_is_kept_and_it_says_so(qtbot, screen, roz):
    box = asks(screen)[NUMBER]
    assert not box.keep.isEnabled()
    box.reason.setFocus()
    qtbot.keyClick(box.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Say in a sentence why" in box.problem.sentence() and kept(roz) == {}
    qtbot.keyClicks(box.reason, "W")
    assert box.problem.sentence() == "" and box.keep.isEnabled()


def test_what_is_half_typed_stays_when_another_is_kept_or_put_right(qtbot, screen, roz):
    asks(screen)[SEEN].reason.setFocus()
    qtbot.keyClicks(asks(screen)[SEEN].reason, "half a rea")
    screen.case.do(keeping.keep, *NUMBER.split("@"), WHY)
    assert list(asks(screen)) == [SEEN] and asks(screen)[SEEN].why() == "half a rea" and asks(screen)[SEEN].reason.hasFocus()
    screen.case.do(history.undo)
    assert list(asks(screen)) == [NUMBER, SEEN] and asks(screen)[SEEN].why() == "half a rea"


def test_a_warning_that_says_something_else_keeps_the_words_of_its_box(qtbot, screen):
    qtbot.keyClicks(asks(screen)[SEEN].reason, "half a rea")
    screen.case.do(questions.choose, "initial.D03.source", "family")
    assert "The family" in asks(screen)[SEEN].remark.sentence and asks(screen)[SEEN].why() == "half a rea"


def test_a_reason_that_is_taken_back_stands_in_its_box_again(qtbot, screen, roz):
    screen.case.do(keeping.keep, *NUMBER.split("@"), WHY)
    screen.reviewer.open.took_back.emit(NUMBER)
    assert kept(roz) == {} and asks(screen)[NUMBER].why() == WHY


def test_go_there_leads_to_the_field(qtbot, opened):
    window, screen = opened
    gone = []
    window.services.went.connect(lambda section, field: gone.append((section, field)))
    qtbot.keyClick(asks(screen)[SEEN].go, Qt.Key.Key_Space)
    assert gone == [("questions", "initial.D03.source")]


def test_tab_meets_the_boxes_in_their_order_before_the_declaration(qtbot, screen):
    met = []
    asks(screen)[NUMBER].go.setFocus()
    for _ in range(12):
        met.append(screen.window().focusWidget())
        qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Tab)
        if met[-1] is screen.reviewer.declaration:
            break
    boxes = [asks(screen)[key].reason for key in (NUMBER, SEEN)]
    assert [each for each in met if each in boxes] == boxes and met[-1] is screen.reviewer.declaration


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_every_control_has_a_name(opened, theme, size):
    theme.size(size)
    assert nameless(opened[0]) == []
    assert [b for b in clickable_without_focus(opened[0]) if not b.startswith("Button Show:")] == []


def test_half_typed_reasons_are_there_again_after_the_case_was_left(qtbot, theme, desk, roz):
    id = roz.case
    cases.leave(roz)
    made, _ = at_desk(qtbot, theme, desk)
    made.open_case(id)
    made.window.go("signoff")
    screen = made.window.in_sight()
    screen.turn_to(SIGN)
    asks(screen)[SEEN].reason.setFocus()
    qtbot.keyClicks(asks(screen)[SEEN].reason, "half a rea")
    made.case_desk.leave()
    made.open_case(id)
    again = made.window.in_sight()
    assert again.stack.currentIndex() == SIGN and asks(again)[SEEN].why() == "half a rea"
    assert place.remembered(made.case_desk.session)["section"] == "signoff"
    made.case_desk.leave()
