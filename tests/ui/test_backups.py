"""Backups as a reviewer meets them: the card in Settings, the step of the first start, before closing, and the line on the cases page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.governance.roles import Role
from leder_desktop.keys import derive
from leder_desktop.operations import backup, backup_parts, backup_place, backup_proof, cases, laptop, store
from leder_desktop.session import Desk
from tests.faults.backup_deeds import in_this_process
from tests.faults.deeds import TOLD
from tests.journeys.program import PASSPHRASE
from tests.ui.accessible import nameless
from tests.ui.desktops import still
from ui.app import Desktop
from ui.cases.view import Cases
from ui.closing_backup import LEAVE, Closing
from ui.first_start.backups import WhereBackupsGo
from ui.settings_page.view import Settings


@pytest.fixture
def desktop(qtbot, theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    """A window on a store with one case, and a folder for backups beside it."""
    monkeypatch.setattr(backup_proof, "prove", in_this_process)
    (tmp_path / "stick").mkdir()
    prepared = store.prepare(store.plan("Priya Raman", Role.REVIEWER, PASSPHRASE), clock=Clock(), parameters=derive.FLOOR)
    desk = store.begin(tmp_path / "store", prepared, clock=Clock())
    cases.leave(cases.new(desk, TOLD, opt_out_checked_by="Sam Okoro"))
    made = Desktop(theme, desk.folder, clock=Clock(), restart=lambda argv: None)
    qtbot.addWidget(made.window, before_close_func=lambda _: (made.leave(), still(made)))
    made.window.show()
    made.put(desk)
    return made


def settings_of(desktop: Desktop) -> Settings:
    desktop.show("settings")
    page = desktop.window.in_sight()
    assert isinstance(page, Settings)
    return page


def the_desk(desktop: Desktop) -> Desk:
    assert desktop.desk is not None
    return desktop.desk


def test_a_folder_is_chosen_and_a_backup_made_and_proved(qtbot, desktop: Desktop, tmp_path: Path) -> None:
    card = settings_of(desktop).backups
    assert "nowhere yet" in card.place.text() and not card.now.isEnabled() and card.never.isVisibleTo(card)
    card.take(tmp_path / "stick")
    assert str(tmp_path / "stick") in card.place.text() and "same disk" in card.warning.words.text()
    with qtbot.waitSignal(desktop.services.backups.made, timeout=20_000):
        card.now.click()
        assert card.progress.isVisibleTo(card) and not card.now.isEnabled()
    assert "with the recovery words alone" in card.proved.words.text() and not card.progress.isVisibleTo(card)
    assert "1 case," in card.listed.text() and card.now.isEnabled()
    assert nameless(desktop.window) == []


def test_a_backup_that_does_not_prove_is_said_and_the_older_ones_stay(
    qtbot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = settings_of(desktop).backups
    card.take(tmp_path / "stick")
    with qtbot.waitSignal(desktop.services.backups.made, timeout=20_000):
        card.now.click()

    def fails(*_: object) -> None:
        raise Refused("damaged", "It did not come out as it went in.")

    monkeypatch.setattr(backup_proof, "prove", fails)
    with qtbot.waitSignal(desktop.services.backups.refused, timeout=20_000):
        card.now.click()
    assert card.problem.sentence() == "It did not come out as it went in." and card.now.isEnabled()
    assert card.listed.text().count("1 case,") == 1


def test_stop_leaves_no_half_of_a_backup(qtbot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = settings_of(desktop).backups
    card.take(tmp_path / "stick")

    def for_ever(_part: object, _words: object, _list: object, _plain: object, look: Callable[[], object]) -> None:
        while True:
            look()

    monkeypatch.setattr(backup_proof, "prove", for_ever)
    QTimer.singleShot(300, card.progress.stop.click)
    with qtbot.waitSignal(desktop.services.backups.stopped, timeout=20_000):
        card.now.click()
    assert "Stopped" in card.problem.sentence()
    [folder] = (tmp_path / "stick").iterdir()
    assert {path.name for path in folder.iterdir()} == {"README.txt", "cases", "lock"}


def test_a_place_that_is_not_there_is_told_once_and_quietly(qtbot, desktop: Desktop, tmp_path: Path) -> None:
    backup_place.choose(the_desk(desktop), tmp_path / "stick")
    (tmp_path / "stick").rmdir()
    said = list[str]()
    desktop.services.said.connect(said.append)
    desktop.services.backups.look()
    desktop.services.backups.look()
    assert len(said) == 1 and "is not there" in said[0]
    assert "not there now" in settings_of(desktop).backups.place.text()


def test_once_a_day_it_is_made_by_itself(qtbot, desktop: Desktop, tmp_path: Path) -> None:
    backup_place.choose(the_desk(desktop), tmp_path / "stick")
    with qtbot.waitSignal(desktop.services.backups.made, timeout=20_000):
        desktop.services.backups.look()
    assert backup_place.last_proved(the_desk(desktop)) is not None
    desktop.services.backups.look()
    assert not desktop.services.backups.under_way


def test_the_case_on_the_desk_is_backed_up_with_it(qtbot, desktop: Desktop, tmp_path: Path) -> None:
    backup_place.choose(the_desk(desktop), tmp_path / "stick")
    desktop.open_case(cases.all(the_desk(desktop))[0].id)
    with qtbot.waitSignal(desktop.services.backups.made, timeout=20_000) as told:
        desktop.services.backups.look()
    made = told.args[0]
    assert isinstance(made, backup_parts.Made) and made.cases == 1 and made.warnings == ()


def test_closing_backs_up_first_and_then_closes(qtbot, desktop: Desktop, tmp_path: Path) -> None:
    desk = the_desk(desktop)
    backup_place.choose(desk, tmp_path / "stick")
    desktop.window.close()
    assert desktop.desk is None and not desktop.window.isVisible()
    assert list((tmp_path / "stick").glob("*/*Z/backup.json"))


def test_close_without_a_backup_closes(qtbot, desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def for_ever(_part: object, _words: object, _list: object, _plain: object, look: Callable[[], object]) -> None:
        while True:
            look()

    monkeypatch.setattr(backup_proof, "prove", for_ever)
    backup_place.choose(the_desk(desktop), tmp_path / "stick")

    def leave() -> None:
        window = QApplication.activeModalWidget()
        assert isinstance(window, Closing) and window.verb.text() == LEAVE
        window.verb.click()

    QTimer.singleShot(500, leave)
    desktop.window.close()
    assert desktop.desk is None and not list((tmp_path / "stick").glob("*/*Z"))


def test_closing_with_the_stick_out_asks_nothing(qtbot, desktop: Desktop, tmp_path: Path) -> None:
    backup_place.choose(the_desk(desktop), tmp_path / "stick")
    (tmp_path / "stick").rmdir()
    desktop.window.close()
    assert desktop.desk is None


def test_a_full_stick_at_closing_is_read_before_the_window_goes(qtbot, desktop: Desktop, tmp_path: Path, monkeypatch) -> None:
    backup_place.choose(the_desk(desktop), tmp_path / "stick")
    monkeypatch.setattr(laptop, "free_bytes", lambda folder: 1000)
    said = list[str]()

    def read() -> None:
        window = QApplication.activeModalWidget()
        assert isinstance(window, Closing)
        said.append(window.problem.sentence())
        window.verb.click()

    QTimer.singleShot(300, read)
    desktop.window.closeEvent(QCloseEvent())
    assert "not enough room" in said[0] and desktop.desk is None


def test_a_lock_makes_no_backup(qtbot, desktop: Desktop, tmp_path: Path) -> None:
    backup_place.choose(the_desk(desktop), tmp_path / "stick")
    desktop.window.lock("Locked by you.")
    qtbot.waitUntil(lambda: desktop.desk is None, timeout=10_000)
    assert not list((tmp_path / "stick").iterdir())


def test_a_lock_in_the_middle_of_one_leaves_the_next_backup_possible(qtbot, desktop: Desktop, tmp_path: Path) -> None:
    backup_place.choose(the_desk(desktop), tmp_path / "stick")
    desktop.services.backups.look()
    assert desktop.services.backups.under_way
    desktop.leave()
    desk = store.unlock(desktop.folder, PASSPHRASE, clock=Clock())
    assert backup.make(desk, tmp_path / "stick").cases == 1
    desk.close()


def test_after_a_week_the_cases_page_says_so(qtbot, desktop: Desktop) -> None:
    page = desktop.window.in_sight()
    assert isinstance(page, Cases) and not page.backup.isVisibleTo(page)
    desk = the_desk(desktop)
    later = Clock(now=lambda: Clock().now() + timedelta(days=8))
    page._desk = replace(desk, clock=later)
    page.read()
    assert page.backup.isVisibleTo(page) and "no backup" in page.backup.words.text()


def test_an_older_store_is_asked_for_its_words_once(qtbot, desktop: Desktop, tmp_path: Path) -> None:
    desk = the_desk(desktop)
    words = desk.shelf.setting(store.RECOVERY_WORDS)
    desk.shelf.set_setting(store.RECOVERY_WORDS, None)
    card = settings_of(desktop).backups
    card.take(tmp_path / "stick")
    assert card.asked.isVisibleTo(card) and not card.now.isEnabled()
    qtbot.keyClicks(card.sheet, "wrong words")
    card.keep.click()
    assert card.sheet_field.sentence()
    card.sheet.selectAll()
    qtbot.keyClicks(card.sheet, words)
    card.keep.click()
    assert not card.asked.isVisibleTo(card) and card.now.isEnabled() and card.sheet.text() == ""


def test_the_first_start_asks_where_backups_go_or_later(qtbot, theme, desktop: Desktop, tmp_path: Path) -> None:
    step = WhereBackupsGo(theme)
    step.desk = the_desk(desktop)
    assert step.verb == "Later" and step.is_ready()
    step.take(the_desk(desktop).folder)
    assert "inside the store" in step.problem.sentence() and step.verb == "Later"
    step.take(tmp_path / "stick")
    place = backup_place.chosen(the_desk(desktop))
    assert step.verb == "Go on" and place is not None and place.path == tmp_path / "stick"
