"""Sign-off: read, declare, sign; read, comment, return or countersign. What is refused says so in place, and nothing typed is lost."""

import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from leder_desktop.model.case import State
from leder_desktop.model.findings import Finding
from leder_desktop.operations import findings, grades, history, identities, independence, snapshot, submit
from tests import signers
from tests.signers import PIN, REVIEWER
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.case_window import opener
from tests.ui.signoff.hand import SLOW_MS, ask, countersign, settled, sign
from ui.signoff.papers import TakeIdentity
from ui.signoff.view import READ, SIGN, SignOffScreen

ARROWS = "Button Show:"
"""Qt leaves one of a group of segments in the tab order; arrow keys reach the other."""


def state(session):
    return snapshot.case(session).state


def to_the_portrait(screen):
    """How many pages stand before it changes with what is known."""
    for _ in range(12):
        screen.reading.document.turn(1)
        if screen.reading.document.text.text().startswith("Pen portrait"):
            return
    raise AssertionError("no page begins with the pen portrait")


def test_the_review_is_shown_as_it_will_be_printed_and_made_again_when_it_changed(qtbot, opened, roz):
    window, screen = opened
    qtbot.waitUntil(lambda: screen.reading.document.where.text().startswith("Page 1 of"), timeout=SLOW_MS)
    assert screen.reading.document.title.text() == "As it will be printed"
    assert "Roz" in screen.reading.document.text.text()
    with qtbot.waitSignal(screen.reading.shown, timeout=SLOW_MS):
        window.case.do(findings.add, Finding(id="", kind="learning", text="Written after the first look."))


def test_a_page_leads_to_the_screen_it_was_written_on(qtbot, opened):
    window, screen = opened
    qtbot.waitUntil(lambda: bool(screen.reading.document.where.text()), timeout=SLOW_MS)
    gone = []
    window.services.went.connect(lambda section, _: gone.append(section))
    to_the_portrait(screen)
    qtbot.mouseClick(screen.reading.document.cite, Qt.MouseButton.LeftButton)
    assert gone == ["portrait"]


def test_what_blocks_is_listed_with_a_way_there_and_nothing_can_be_signed(qtbot, theme, session, paths):
    signers.take_in(session.desk, paths)
    window, screen = opener(qtbot, theme)(session, signoff=SignOffScreen)
    gone = []
    window.services.went.connect(lambda section, field: gone.append((section, field)))
    screen.turn_to(SIGN)
    shown = screen.reviewer.blocks._remarks
    assert len(shown) >= 3 and f"{len(shown)} things to put right" in screen.said.text()
    qtbot.mouseClick(screen.reviewer.declaration, Qt.MouseButton.LeftButton)
    screen.reviewer.signing.identity.choose(REVIEWER)
    qtbot.keyClicks(screen.reviewer.signing.pin, PIN)
    assert not screen.reviewer.signing.verb.isEnabled()
    screen.reviewer.blocks.jumped.emit(next(r.key for r in screen.reviewer.blocks._remarks if r.to == "portrait"))
    assert gone == [("portrait", "portrait")]
    window.services.jobs.wait()


def test_without_the_declaration_nothing_is_signed(qtbot, screen, roz, paths):
    signers.take_in(roz.desk, paths)
    screen.entered()
    screen.turn_to(SIGN)
    ask(qtbot, screen.reviewer.signing, REVIEWER)
    assert not screen.reviewer.signing.verb.isEnabled() and state(roz) == State.IN_PROGRESS
    assert "Roz" in screen.reviewer.declaration.text()
    qtbot.mouseClick(screen.reviewer.declaration, Qt.MouseButton.LeftButton)
    assert screen.reviewer.signing.verb.isEnabled()
    assert "First declared on 27 July 2026" in screen.reviewer.when.text() and "the senior reviewer" in screen.reviewer.when.text()


def test_a_declaration_that_was_never_made_is_kept_when_it_is_ticked_here(qtbot, screen, roz, paths):
    signers.take_in(roz.desk, paths)
    independence.take_back(roz)
    screen.entered()
    screen.turn_to(SIGN)
    assert any(each.to == "case.independence" for each in screen.reviewer.blocks._remarks)
    screen.reviewer.signing.identity.choose(REVIEWER)
    screen.reviewer.declaration.setFocus()
    qtbot.keyClick(screen.reviewer.declaration, Qt.Key.Key_Space)
    assert snapshot.case(roz).independence.by == roz.person
    qtbot.keyClicks(screen.reviewer.signing.pin, PIN)
    assert screen.reviewer.signing.verb.isEnabled() and screen.reviewer.declaration.isChecked()


def test_an_identity_is_taken_in_from_here_and_a_wrong_pin_keeps_the_window_open(qtbot, screen, roz, paths):
    screen.turn_to(SIGN)
    signing = screen.reviewer.signing
    assert not signing.identity_field.isVisible() and "knows no authority" in signing.trusted.text()
    seen = []

    def fill():
        box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, TakeIdentity) and w.isVisible())
        assert not box.verb.isEnabled()
        box.take(paths["reviewer"])
        qtbot.keyClicks(box.pin, "wrong")
        qtbot.mouseClick(box.verb, Qt.MouseButton.LeftButton)
        seen.append((box.isVisible(), box.problem.sentence(), nameless(box)))
        box.pin.clear()
        qtbot.keyClicks(box.pin, PIN)
        qtbot.mouseClick(box.verb, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, fill)
    qtbot.mouseClick(signing.take, Qt.MouseButton.LeftButton)
    assert seen == [(True, "This is not the PIN of this identity. Try again.", [])]
    assert [row.name for row in identities.all(roz.desk)] == ["My signature"]
    assert signing.identity.at() == "My signature" and signing.pin_field.isVisible()


def test_a_wrong_pin_is_a_sentence_at_the_pin(qtbot, screen, roz, paths):
    signers.take_in(roz.desk, paths)
    screen.entered()
    sign(qtbot, screen, pin="0000")
    signing = screen.reviewer.signing
    assert signing.pin_field.sentence() == "This is not the PIN of this identity. Try again."
    assert state(roz) == State.IN_PROGRESS and screen.reviewer.declaration.isChecked() and signing.identity.at() == REVIEWER
    sign(qtbot, screen)
    assert state(roz) == State.SUBMITTED and signing.pin.text() == ""


def test_a_missing_revocation_list_is_said_and_mended_here(qtbot, screen, roz, paths, monkeypatch):
    signers.take_in(roz.desk, paths, crl=False)
    screen.entered()
    sign(qtbot, screen)
    signing = screen.reviewer.signing
    assert "no revocation list" in signing.problem.sentence() and state(roz) == State.IN_PROGRESS
    assert screen.reviewer.declaration.isChecked() and signing.identity.at() == REVIEWER
    monkeypatch.setattr("ui.choose_file.open_several", lambda *_: [paths["crl"]])
    qtbot.mouseClick(signing.take_trust, Qt.MouseButton.LeftButton)
    assert "1 authority and 1 revocation list" in signing.trusted.text() and signing.said() == ""
    sign(qtbot, screen)
    assert state(roz) == State.SUBMITTED


def hold(monkeypatch):
    """The building of a signature waits until it is let go."""
    gate, build = threading.Event(), submit.build

    def waits(plan):
        assert gate.wait(30)
        return build(plan)

    monkeypatch.setattr(submit, "build", waits)
    return gate


def about_to_sign(screen, roz, paths, monkeypatch):
    """Declared, with what a signature needs; what is built then waits for the gate that is given back."""
    signers.take_in(roz.desk, paths)
    screen.entered()
    gate = hold(monkeypatch)
    screen.turn_to(SIGN)
    screen.reviewer.declaration.click()
    return gate


def test_signing_cannot_be_pressed_twice(qtbot, screen, roz, paths, monkeypatch):
    gate = about_to_sign(screen, roz, paths, monkeypatch)
    signing = screen.reviewer.signing
    asked = []
    signing.asked.connect(lambda *_: asked.append(1))
    ask(qtbot, signing, REVIEWER)
    assert signing.progress.isVisible() and not signing.verb.isEnabled() and signing.pin.text() == ""
    assert screen.window().focusWidget() is signing.progress.bar  # a second Enter presses nothing
    qtbot.mouseClick(signing.verb, Qt.MouseButton.LeftButton)
    screen.sign(REVIEWER, PIN)
    assert asked == [1]
    gate.set()
    settled(qtbot, screen)
    assert state(roz) == State.SUBMITTED
    assert sum("signed and submitted" in line["did"] for line in history.document(roz)["lines"]) == 1


def test_a_review_changed_while_it_is_signed_is_not_signed(qtbot, opened, roz, paths, monkeypatch):
    window, screen = opened
    gate = about_to_sign(screen, roz, paths, monkeypatch)
    ask(qtbot, screen.reviewer.signing, REVIEWER)
    window.case.do(findings.add, Finding(id="", kind="learning", text="One more thing."))
    gate.set()
    settled(qtbot, screen)
    assert state(roz) == State.IN_PROGRESS and "changed while it was being signed" in screen.reviewer.signing.said()


def test_stopping_signs_nothing(qtbot, screen, roz, paths, monkeypatch):
    gate = about_to_sign(screen, roz, paths, monkeypatch)
    ask(qtbot, screen.reviewer.signing, REVIEWER)
    qtbot.mouseClick(screen.reviewer.signing.progress.stop, Qt.MouseButton.LeftButton)
    gate.set()
    settled(qtbot, screen)
    assert state(roz) == State.IN_PROGRESS and not screen.reviewer.signing.progress.isVisible()
    assert screen.reviewer.signing.identity.isEnabled()


def test_the_senior_reviewer_comments_on_a_page_and_returns_the_review(qtbot, opened, roz, paths):
    _, screen = opened
    signers.take_in(roz.desk, paths)
    screen.entered()
    sign(qtbot, screen)
    assert screen.stack.currentIndex() == READ and screen.reading.document.title.text() == "As the reviewer signed it"
    assert not screen.back.isEnabled()
    to_the_portrait(screen)
    qtbot.keyClick(screen.reading.document.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert screen.comments.where.at() == "portrait" and screen.comments.text.hasFocus()
    qtbot.keyClicks(screen.comments.text, "Who is T?")
    qtbot.mouseClick(screen.comments.add, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(screen.comments.text, "And date the photograph.")
    assert screen.back.text() == "Return with 2 comments"
    qtbot.mouseClick(screen.back, Qt.MouseButton.LeftButton)
    assert state(roz) == State.RETURNED
    assert [(c.where, c.text) for c in snapshot.take(roz).comments] == [("portrait", "Who is T?"), ("portrait", "And date the photograph.")]
    assert screen.comments.comments() == [] and screen.reviewer.said.isHidden() is False
    sign(qtbot, screen)
    assert state(roz) == State.SUBMITTED


def test_comments_not_sent_yet_come_back_after_a_lock_and_the_pin_never_does(qtbot, theme, opened, roz, paths):
    from ui.unlock.place import half_typed, restore, whole_place

    window, screen = opened
    signers.take_in(roz.desk, paths)
    screen.entered()
    sign(qtbot, screen)
    screen.comments.begin("timeline", "nearly flat")
    qtbot.keyClicks(screen.comments.text, "which ward")
    screen.comments.add.click()
    qtbot.keyClicks(screen.comments.text, "half a")
    screen.turn_to(SIGN)
    qtbot.keyClicks(screen.senior.signing.pin, PIN)
    kept = whole_place(screen.place(), half_typed(screen))
    assert PIN not in str(kept)
    again = SignOffScreen(theme, window.case, window.services)
    qtbot.addWidget(again)
    again._read()
    restore(again, kept)
    assert [c.text for c in again.comments.comments()] == ["“nearly flat”: which ward", "half a"]
    assert again.stack.currentIndex() == SIGN


def test_the_same_signer_twice_is_refused_in_place_and_another_may(qtbot, screen, roz, paths):
    signers.take_in(roz.desk, paths)
    screen.entered()
    sign(qtbot, screen)
    for each in grades.unsaid(snapshot.take(roz)):
        screen.case.do(grades.agree, each.ref)
    countersign(qtbot, screen, paths, REVIEWER)
    assert "somebody else must countersign" in screen.senior.signing.identity_field.sentence()
    assert len(screen.senior.recipients) == 1 and screen.senior.statement.isChecked() and state(roz) == State.SUBMITTED
    countersign(qtbot, screen, paths)
    assert state(roz) == State.RELEASED
    screen.turn_to(SIGN)
    assert "countersigned on 21 November 2026" in screen.signed.senior.text()
    assert screen.reading.document.title.text() == "As it was countersigned"


def test_a_recipient_that_is_none_is_a_sentence_and_the_others_stay(qtbot, screen, roz, paths, tmp_path):
    signers.take_in(roz.desk, paths)
    screen.entered()
    sign(qtbot, screen)
    screen.turn_to(SIGN)
    screen.senior.take([paths["recipient"]])
    (tmp_path / "letter.pem").write_text("not a certificate")
    screen.senior.take([tmp_path / "letter.pem"])
    assert "no certificate" in screen.senior.problem.sentence() and len(screen.senior.recipients) == 1
    screen.senior.take([paths["recipient"]])
    assert len(screen.senior.recipients) == 1 and screen.senior.problem.sentence() == ""


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_every_control_has_a_name(qtbot, opened, theme, roz, paths, size):
    window, screen = opened
    signers.take_in(roz.desk, paths)
    screen.entered()
    theme.size(size)

    def look():
        for at in (READ, SIGN):
            screen.turn_to(at)
            assert nameless(window) == []
            assert [b for b in clickable_without_focus(window) if not b.startswith(ARROWS)] == []
            assert controls(window) > 12

    look()
    sign(qtbot, screen)
    screen.comments.begin("timeline", "")
    qtbot.keyClicks(screen.comments.text, "Which ward?")
    screen.comments.add.click()
    look()
    countersign(qtbot, screen, paths)
    look()
