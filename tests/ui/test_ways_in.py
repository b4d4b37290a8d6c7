"""The ways in, in the window: a new recovery sheet, the keyring, the organisation's key, new keys; and the unlock screen by keyring."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.governance.roles import Role
from leder_desktop.keys import os_keyring
from leder_desktop.operations import outside_head, rotate, store, ways_in
from leder_desktop.session import Desk
from tests.keys.keyrings import Backend, in_memory
from tests.keys.test_ways import KEYS, certificate
from tests.ui.accessible import nameless
from ui import choose_file
from ui.jobs import Jobs
from ui.keyring_head import KeyringHead
from ui.services import Services
from ui.settings_page import ways_in as card
from ui.settings_page.new_keys import STOPPED, NewKeys
from ui.settings_page.new_sheet import NewSheet
from ui.settings_page.ways_in import WaysIn
from ui.style import Theme
from ui.unlock.view import Unlock

PASSPHRASE, NEW = "seven quiet otters drumming", "nine brisk otters under moss"
CLOCK = Clock()
pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Desk]:
    desk = store.make(tmp_path / "store", store.plan("Priya Raman", Role.REVIEWER, PASSPHRASE), clock=CLOCK)
    yield desk
    desk.close()


@pytest.fixture
def services(theme: Theme, qapp: object) -> Services:
    return Services(theme, Jobs())


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Backend:
    found, backend = in_memory()
    monkeypatch.setattr(os_keyring, "find", lambda: found)
    return backend


@pytest.fixture
def ways(qtbot: QtBot, theme: Theme, services: Services, made: Desk) -> WaysIn:
    shown = WaysIn(theme, services, made)
    qtbot.addWidget(shown)
    shown.entered()
    shown.show()
    return shown


def test_the_keyring_is_let_in_opens_at_the_unlock_screen_and_is_turned_away(
    qtbot: QtBot, theme: Theme, services: Services, made: Desk, ways: WaysIn, keyring: Backend
) -> None:
    ways.keyring.click()
    qtbot.waitUntil(lambda: "opens the store too" in ways.said.text())
    assert "keyring of this laptop, since" in ways.listed.text() and ways.keyring.text() == "Stop using the keyring"
    made.close()
    opened: list[Desk] = []
    page = Unlock(
        theme, services, made.folder, reason="", open_with=lambda derived: store.open_with(derived, clock=CLOCK),
        recover=lambda code, new: None, opened=opened.append,
    )  # fmt: skip
    qtbot.addWidget(page)
    page.entered()
    qtbot.waitUntil(lambda: not page.by_keyring.isHidden())
    assert nameless(page) == []
    keyring.mood = "locked"
    page.by_keyring.click()
    qtbot.waitUntil(lambda: "passphrase" in page.field.sentence())
    keyring.mood = "honest"
    page.by_keyring.click()
    qtbot.waitUntil(lambda: bool(opened))
    again = WaysIn(theme, services, opened[0])
    qtbot.addWidget(again)
    again.entered()
    again.keyring.click()
    qtbot.waitUntil(lambda: "opens nothing any more" in again.said.text())
    assert [way["kind"] for way in ways_in.slots(made.folder)] == ["passphrase", "recovery"] and keyring.kept == {}
    opened[0].close()


def test_no_keyring_is_one_sentence(qtbot: QtBot, ways: WaysIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os_keyring, "find", lambda: None)
    ways.keyring.click()
    qtbot.waitUntil(lambda: "no keyring" in ways.problem.sentence())
    assert ways.keyring.isEnabled()


def test_a_new_sheet_is_written_down_typed_back_and_used(
    qtbot: QtBot, theme: Theme, services: Services, made: Desk, ways: WaysIn
) -> None:
    old = made.shelf.setting(store.RECOVERY_WORDS)
    box = NewSheet(theme, ways, services, made)
    qtbot.addWidget(box)
    box.show()
    code = box._code
    box.verb.click()
    assert box.shown.isHidden() and not box.typed.isHidden() and not box.verb.isEnabled()
    box.typed.typed.setPlainText(old)
    box.verb.click()
    qtbot.waitUntil(lambda: "not the words" in box.typed.sentence())
    assert made.shelf.setting(store.RECOVERY_WORDS) == old
    box.typed.typed.setPlainText(code)
    box.verb.click()
    box.reject()
    assert box.isVisible(), "not left in the second in which it is proved"
    qtbot.waitUntil(lambda: not box.isVisible())
    assert made.shelf.setting(store.RECOVERY_WORDS) == code
    box.forget()
    made.close()
    with pytest.raises(Refused):
        ways_in.recover(made.folder, old, NEW, clock=CLOCK)
    ways_in.recover(made.folder, code, NEW, clock=CLOCK)


def test_an_organisations_key_is_let_in_after_its_fingerprint_was_seen(
    ways: WaysIn, made: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "organisation.der"
    path.write_bytes(certificate(KEYS["p256"]))
    asked: list[str] = []

    def confirm(*told: object) -> bool:
        asked.append(str(told[3]))
        return len(asked) > 1

    monkeypatch.setattr(card, "confirm", confirm)
    monkeypatch.setattr(choose_file, "open_one", lambda *_: path)
    ways.organisation.click()
    assert made.held.header.of("organisation") is None, "left as it is"
    ways.organisation.click()
    assert "ICB LeDeR team can open" in ways.said.text() and made.held.header.of("organisation") is not None
    assert "valid until" in asked[0]
    path.write_bytes(b"no certificate")
    ways.organisation.click()
    assert ways.problem.sentence()


def test_everything_is_given_new_keys(qtbot: QtBot, ways: WaysIn, made: Desk) -> None:
    before = bytes(made.held.store_key)

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, NewKeys)
        box.verb.click()

    QTimer.singleShot(0, press)
    ways.renew.click()
    assert "has new keys" in ways.said.text()
    assert bytes(made.held.store_key) != before and ways.renew.isEnabled()


def test_nothing_else_can_be_done_while_new_keys_are_made_and_stopping_leaves_them_as_they_were(
    qtbot: QtBot, theme: Theme, services: Services, made: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, begun, go_on = bytes(made.held.store_key), threading.Event(), threading.Event()

    def slow(turning: rotate.Turning, clock: Clock, tell: Callable[[int, int], object]) -> None:
        begun.set()
        go_on.wait(10)
        tell(0, 1)

    monkeypatch.setattr(rotate, "build", slow)
    box = NewKeys(theme, None, services, made)
    qtbot.addWidget(box)
    box.open()
    assert box.isModal() and nameless(box) == []
    box.verb.click()
    assert begun.wait(10)
    box.reject()
    assert box.isVisible() and not box.verb.isEnabled(), "not left while it is being done"
    box.progress.cancelled.emit()
    go_on.set()
    qtbot.waitUntil(lambda: box.problem.sentence() == STOPPED)
    assert bytes(made.held.store_key) == before and box.verb.isEnabled()
    box.reject()
    assert not box.isVisible() and box.said == ""


def test_an_older_store_put_back_shows_against_what_the_keyring_keeps(
    qtbot: QtBot, services: Services, made: Desk, keyring: Backend
) -> None:
    ways_in.use_keyring(made, ways_in.Keyring("in-memory", keyring))
    told: list[str] = []
    head = KeyringHead(services.jobs, told.append, services)
    head.begin(made)
    name = ("LeDeR Desktop", f"{made.held.header.store} head")
    qtbot.waitUntil(lambda: name in keyring.kept and services.jobs.running() == 0)
    assert told == []
    head.begin(made)
    qtbot.waitUntil(lambda: services.jobs.running() == 0)
    assert told == [], "the same store goes on"
    lines = outside_head.head_to_keep(made).split()
    newer = " ".join([*lines[:3], str(int(lines[3]) + 5), lines[4]])
    ways_in.keep_head(made.held.header.store, ways_in.Keyring("in-memory", keyring), newer)
    head.begin(made)
    qtbot.waitUntil(lambda: bool(told))
    assert "older than last seen" in told[0]
    qtbot.waitUntil(lambda: services.jobs.running() == 0)
