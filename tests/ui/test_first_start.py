"""First start: nothing on the disk before the recovery words were proved; then a store that opens."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from leder_desktop.clock import Clock
from leder_desktop.keys import demo_pki
from leder_desktop.operations import identities, store
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.desktops import PASSPHRASE, desktop
from ui.cases.view import Cases
from ui.first_start.view import AFTER_MAKING, FirstStart
from ui.widgets.protected import LINES


@pytest.fixture
def started(qtbot, theme, tmp_path, clock):
    folder = tmp_path / "new" / "store"
    made, _ = desktop(qtbot, theme, folder, clock)
    page = made.window.in_sight()
    assert isinstance(page, FirstStart)
    return made, page, folder


def to_the_sheet(qtbot, page):
    qtbot.keyClicks(page.who.name, "Priya Raman")
    page.next.click()
    qtbot.keyClicks(page.choose.new.first, PASSPHRASE)
    qtbot.keyClicks(page.choose.new.again, PASSPHRASE)
    page.next.click()
    assert page.steps[page.at] is page.sheet


def words_shown(page):
    shown = [label.text() for label in page.sheet.findChildren(QLabel) if label.property("role") == "lead"]
    by_number = dict(zip(shown[::2], shown[1::2], strict=True))
    return [by_number[f"{n}."] for n in range(1, 15)]


def test_nothing_is_written_before_the_words_were_proved(qtbot, started):
    made, page, folder = started
    to_the_sheet(qtbot, page)
    listed = words_shown(page)
    page.next.click()
    qtbot.keyClicks(page.back_typed.typed, " ".join(["qqqq", *listed[1:]]))
    page.next.click()
    assert "Word 1" in page.back_typed.field.sentence()
    assert not folder.exists() and not folder.parent.exists()
    page.back_typed.typed.selectAll()
    qtbot.keyClicks(page.back_typed.typed, " ".join(word[:4].upper() for word in listed))
    page.next.click()
    assert not page._pages.isEnabled() and page.progress.isVisible()
    qtbot.waitUntil(lambda: page.at == AFTER_MAKING, timeout=30_000)
    assert store.exists(folder) and made.desk is page.desk
    assert not page.back_typed.typed.text() and "".join(words_shown_if_any(page)) == ""
    for _ in range(3):
        page.next.click()
    said = " ".join(label.text() for label in page.protected.findChildren(QLabel))
    assert len(LINES) == 6 and all(sentence in said for _, sentence in LINES)
    assert not page.next.isEnabled()
    page.protected.read.click()
    page.next.click()
    assert isinstance(made.window.in_sight(), Cases)
    made.leave()
    store.unlock(folder, PASSPHRASE, clock=Clock()).close()


def words_shown_if_any(page):
    return [label.text() for label in page.sheet.findChildren(QLabel) if label.property("role") == "lead"]


def test_the_strength_is_said_in_words_while_it_is_typed(qtbot, started):
    _, page, _ = started
    qtbot.keyClicks(page.who.name, "Priya Raman")
    page.next.click()
    new = page.choose.new
    qtbot.keyClicks(new.first, "short")
    assert "too short" in new.said.text() and not page.next.isEnabled()
    new.first.clear()
    qtbot.keyClicks(new.first, PASSPHRASE)
    assert new.said.text() in ("This is good enough.", "This is strong.") and not page.next.isEnabled()
    qtbot.keyClicks(new.again, "four quite")
    assert "not the same" in new.again_field.sentence()
    new.again.clear()
    qtbot.keyClicks(new.again, PASSPHRASE)
    assert page.next.isEnabled()


def test_pasting_the_words_is_told_off(qtbot, started):
    _, page, _ = started
    to_the_sheet(qtbot, page)
    page.next.click()
    qtbot.keyClick(page.back_typed.typed, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "pasting" in page.back_typed.field.sentence() and not page.back_typed.typed.text()


def test_the_sheet_is_saved_as_a_file_when_asked(qtbot, started, tmp_path, monkeypatch):
    _, page, _ = started
    to_the_sheet(qtbot, page)
    out = tmp_path / "sheet.txt"
    monkeypatch.setattr("ui.first_start.steps.choose_file.save_as", lambda *a: out)
    page.sheet.save.click()
    saved = out.read_text("utf-8")
    assert all(word in saved for word in words_shown(page))


def test_every_step_names_its_controls_and_is_reached_by_keys(qtbot, started):
    _, page, _ = started
    to_the_sheet(qtbot, page)
    for at in range(len(page.steps)):
        page._turn(at)
        assert nameless(page) == [] and clickable_without_focus(page) == [] and controls(page) > 0, page.steps[at].title


def test_an_identity_and_trust_are_taken_in(qtbot, theme, desk, tmp_path):
    from ui.first_start.steps import SigningIdentity, TrustFiles

    pki = demo_pki.make(desk.clock.now())
    file, root = tmp_path / "me.p12", tmp_path / "root.pem"
    file.write_bytes(pki.reviewer.pkcs12("me", b"1234"))
    root.write_bytes(pki.root.pem())
    step = SigningIdentity(theme)
    qtbot.addWidget(step)
    step.desk = desk
    step.take(file)
    qtbot.keyClicks(step.pin, "0000")
    step.keep.click()
    assert "PIN" in step.problem.sentence() and identities.all(desk) == []
    step.pin.setText("1234")
    qtbot.keyClick(step.pin, Qt.Key.Key_Return)
    assert [row.name for row in identities.all(desk)] == ["My signature"] and not step.pin.text()
    trust = TrustFiles(theme)
    qtbot.addWidget(trust)
    trust.desk = desk
    trust.take([tmp_path / "me.p12"])
    assert trust.problem.sentence()
    trust.take([root])
    assert "root.pem" in trust.said.words.text()


def test_going_on_takes_in_a_chosen_identity_and_stays_when_it_is_refused(qtbot, theme, desk, tmp_path):
    from ui.first_start.steps import SigningIdentity

    file = tmp_path / "me.p12"
    file.write_bytes(demo_pki.make(desk.clock.now()).reviewer.pkcs12("me", b"1234"))
    step = SigningIdentity(theme)
    qtbot.addWidget(step)
    step.desk = desk
    assert step.leave() == ""
    step.take(file)
    assert step.leave() == ""
    qtbot.keyClicks(step.pin, "0000")
    assert "PIN" in step.leave() and identities.all(desk) == []
    step.pin.setText("1234")
    assert step.leave() == "" and [row.name for row in identities.all(desk)] == ["My signature"]


def test_enter_goes_from_the_passphrase_to_once_more(qtbot, started):
    _, page, _ = started
    page._turn(1)
    page.window().show()
    page.choose.new.first.setFocus()
    qtbot.keyClicks(page.choose.new.first, PASSPHRASE)
    qtbot.keyClick(page.choose.new.first, Qt.Key.Key_Return)
    assert page.window().focusWidget() is page.choose.new.again
