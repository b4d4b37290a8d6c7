"""Unlock: one field; every refusal is a sentence; the recovery words open a store whose passphrase is forgotten."""

import pytest
from PySide6.QtCore import Qt

from leder_desktop import settings
from leder_desktop.keys.derive import FLOOR
from leder_desktop.operations import known_stores, store
from leder_desktop.store.lock import StoreLock
from tests.ui.accessible import nameless
from tests.ui.desktops import PASSPHRASE, desktop, make_store, still, unlock
from ui.app import Desktop
from ui.first_start.view import FirstStart
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
    monkeypatch.setattr(StoreLock, "take", classmethod(lambda cls, folder, **how: take(cls, folder, 0.05, **how)))
    with StoreLock.take(made_store[0]):
        made, _ = desktop(qtbot, theme, made_store[0], clock)
        assert "open in another window" in try_(qtbot, page_of(made), PASSPHRASE)


def test_a_damaged_store_has_its_own_sentence_and_the_lock_is_let_go(qtbot, theme, clock, made_store, monkeypatch):
    offered = []
    monkeypatch.setattr("ui.unlock.view.salvaging.offer", lambda *said: offered.append(said[4]))
    shelf = made_store[0] / "shelf.leder"
    whole = bytearray(shelf.read_bytes())
    whole[100:200] = bytes(100)
    shelf.write_bytes(whole)
    made, _ = desktop(qtbot, theme, made_store[0], clock)
    said = try_(qtbot, page_of(made), PASSPHRASE)
    assert "passphrase" not in said.lower() or "damaged" in said.lower()
    assert len(offered) == 1 and "Nothing was changed" in offered[0]
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


@pytest.fixture
def two(tmp_path, clock, monkeypatch):
    """Two stores, a third that is gone, and the file in which they are remembered."""
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        make_store(folder, clock)
    monkeypatch.setattr(store, "default_folder", lambda: tmp_path / "usual")
    personal = tmp_path / "settings.toml"
    for folder in (tmp_path / "gone", *folders):
        known_stores.remember(folder, personal)
    return folders, personal


def at_unlock(qtbot, theme, folder, clock, personal) -> Desktop:
    made = Desktop(theme, folder, clock=clock, restart=lambda argv: None, personal=personal, parameters=FLOOR)
    qtbot.addWidget(made.window, before_close_func=lambda _: still(made))
    made.start()
    with qtbot.waitExposed(made.window):
        made.window.show()
    return made


def choose(page: Unlock, words: str) -> None:
    page.which.choice.setCurrentIndex(page.which.choice.findText(words))
    page.which.choice.activated.emit(page.which.choice.currentIndex())


def test_with_one_store_there_is_no_choice_until_it_is_asked_for(qtbot, theme, clock, made_store, tmp_path):
    page = page_of(at_unlock(qtbot, theme, made_store[0], clock, tmp_path / "settings.toml"))
    assert not page.which.isVisible()
    page.which.offer()
    page.which.choice.hidePopup()
    assert page.which.isVisible() and nameless(page) == []


def test_several_stores_are_offered_by_their_folders_the_last_used_first_and_one_that_is_gone_is_not(qtbot, theme, clock, two):
    folders, personal = two
    made = at_unlock(qtbot, theme, known_stores.last_used(settings.read(personal, personal)), clock, personal)
    page = page_of(made)
    choice = page.which.choice
    assert [choice.itemText(i) for i in range(choice.count())] == [
        "second", "first", "gone (not there now)", "Another folder...", "Make a new store...", "Restore from a backup...",
    ]  # fmt: skip
    assert choice.currentText() == "second" and not choice.model().item(2).isEnabled()
    choose(page, "first")
    assert made.folder == folders[0] and page_of(made).which.choice.currentText() == "first"
    unlock(qtbot, made)
    assert settings.read(personal, personal).stores[0] == folders[0]
    made.leave()


def test_another_folder_and_a_new_store_are_chosen_at_unlock(qtbot, theme, clock, two, tmp_path, monkeypatch):
    folders, personal = two
    made = at_unlock(qtbot, theme, folders[0], clock, personal)
    page = page_of(made)
    (tmp_path / "empty").mkdir()
    monkeypatch.setattr("ui.unlock.which.choose_file.folder", lambda *a: tmp_path / "empty")
    choose(page, "Another folder...")
    assert "no store in that folder" in page.which.field.sentence() and page.which.choice.currentText() == "first"
    monkeypatch.setattr("ui.unlock.which.choose_file.folder", lambda *a: folders[1])
    choose(page, "Make a new store...")
    assert "already a store" in page.which.field.sentence()
    choose(page, "Another folder...")
    assert made.folder == folders[1]
    monkeypatch.setattr("ui.unlock.which.choose_file.folder", lambda *a: tmp_path / "empty")
    choose(page_of(made), "Make a new store...")
    assert isinstance(made.window.in_sight(), FirstStart) and str(tmp_path / "empty") in made.window.in_sight().where.place.text()
