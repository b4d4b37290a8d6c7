"""Unlock: one field; every refusal is a sentence; the recovery words open a store whose passphrase is forgotten."""

import pytest
from PySide6.QtCore import Qt

from leder_desktop.operations import store
from leder_desktop.store.lock import StoreLock
from tests.ui.desktops import PASSPHRASE, desktop, make_store, unlock
from ui.unlock.view import Unlock

NEW = "five other words entirely anew"


@pytest.fixture
def made_store(tmp_path, clock):
    folder = tmp_path / "store"
    return folder, make_store(folder, clock)


def page_of(made) -> Unlock:
    page = made.window.in_sight()
    assert isinstance(page, Unlock)
    return page


def try_(qtbot, page: Unlock, typed: str) -> str:
    qtbot.keyClicks(page.passphrase, typed)
    page.unlock.click()
    qtbot.waitUntil(lambda: bool(page.field.sentence()), timeout=20_000)
    return page.field.sentence()


def test_a_wrong_passphrase_is_a_sentence_and_the_right_one_opens(qtbot, theme, clock, made_store):
    made, _ = desktop(qtbot, theme, made_store[0], clock, reason="Locked by you at 10:32.")
    page = page_of(made)
    assert "passphrase" in try_(qtbot, page, "not this one at all").lower()
    assert page.passphrase.selectedText() and page.passphrase.hasFocus() and not page.busy()
    page.passphrase.clear()
    unlock(qtbot, made)
    assert made.window.page_name == "cases"
    made.leave()


def test_nothing_is_said_about_what_is_inside(qtbot, theme, clock, made_store):
    made, _ = desktop(qtbot, theme, made_store[0], clock)
    from PySide6.QtWidgets import QLabel

    said = " ".join(label.text() for label in made.window.findChildren(QLabel) if label.isVisible())
    assert "Unlock to go on" in said and "Priya" not in said
    assert not made.window.menuBar().isVisible() and not made.window.bar.isVisible()


def test_a_passphrase_can_be_shown(qtbot, theme, clock, made_store):
    page = page_of(desktop(qtbot, theme, made_store[0], clock)[0])
    assert page.passphrase.echoMode() == page.passphrase.EchoMode.Password
    page.show_letters.click()
    assert page.passphrase.echoMode() == page.passphrase.EchoMode.Normal


def test_a_second_window_on_the_same_store_is_told_calmly(qtbot, theme, clock, made_store, monkeypatch):
    take = StoreLock.take.__func__
    monkeypatch.setattr(StoreLock, "take", classmethod(lambda cls, folder: take(cls, folder, 0.05)))
    with StoreLock.take(made_store[0]):
        made, _ = desktop(qtbot, theme, made_store[0], clock)
        assert "open in another window" in try_(qtbot, page_of(made), PASSPHRASE)


def test_a_damaged_store_has_its_own_sentence_and_the_lock_is_let_go(qtbot, theme, clock, made_store):
    shelf = made_store[0] / "shelf.leder"
    whole = bytearray(shelf.read_bytes())
    whole[100:200] = bytes(100)
    shelf.write_bytes(whole)
    made, _ = desktop(qtbot, theme, made_store[0], clock)
    said = try_(qtbot, page_of(made), PASSPHRASE)
    assert "passphrase" not in said.lower() or "damaged" in said.lower()
    StoreLock.take(made_store[0], 0.05).release()


def test_a_store_that_went_away_has_its_own_sentence(qtbot, theme, clock, made_store):
    made, _ = desktop(qtbot, theme, made_store[0], clock)
    (made_store[0] / "slots.leder").unlink()
    assert "no store" in try_(qtbot, page_of(made), PASSPHRASE)


def test_the_recovery_words_set_a_new_passphrase(qtbot, theme, clock, made_store):
    folder, plan = made_store
    made, _ = desktop(qtbot, theme, folder, clock)
    page = page_of(made)
    page.forgotten.click()
    listed = plan.code.split()
    qtbot.keyClicks(page.code, " ".join([*listed[:2], "qqqq", *listed[3:]]))
    assert not page.recover_button.isEnabled()
    qtbot.keyClicks(page.new.first, NEW)
    qtbot.keyClicks(page.new.again, NEW)
    page.recover_button.click()
    qtbot.waitUntil(lambda: bool(page.code_field.sentence()), timeout=20_000)
    assert "Word 3" in page.code_field.sentence() and page.code.textCursor().selectedText() == "qqqq"
    page.code.insert(listed[2])
    qtbot.keyClick(page.new.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: made.desk is not None, timeout=30_000)
    made.leave()
    store.unlock(folder, NEW, clock=clock).close()
