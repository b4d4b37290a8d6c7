"""Whoever lost a laptop sits before a new one with a memory stick and the recovery sheet: every way to the page, and what goes wrong."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.governance.roles import Role
from leder_desktop.keys import derive
from leder_desktop.operations import backup, backup_found, backup_place, backup_proof, cases, laptop, restore, restore_place, store
from leder_desktop.store import backup_layout
from tests.faults.backup_deeds import in_this_process
from tests.faults.deeds import TOLD
from tests.ui.accessible import nameless
from tests.ui.desktops import PASSPHRASE, desktop, unlock
from ui import app as app_module
from ui.app import Desktop
from ui.first_start.view import FirstStart
from ui.locking import Haste
from ui.restoring import Restoring
from ui.salvaging import Damaged
from ui.settings_page.view import Settings
from ui.unlock.process import parse
from ui.unlock.view import Unlock
from ui.widgets.words import Words

NEW = "nine brisk otters under moss"


@dataclass(frozen=True, kw_only=True)
class Lost:
    """What is left of a lost laptop: a stick with two backups, and the words on paper. `store`: as it was, for those who still have it."""

    stick: Path
    folder: Path
    generations: tuple[Path, Path]
    code: str
    store: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Lost:
    """Two backups, of one case and of two. Made once; each test has its own copy."""
    where = tmp_path_factory.mktemp("lost")
    (where / "stick").mkdir()
    plan = store.plan("Priya Raman", Role.REVIEWER, PASSPHRASE)
    desk = store.begin(where / "store", store.prepare(plan, clock=Clock(), parameters=derive.FLOOR), clock=Clock())
    backup_place.choose(desk, where / "stick")
    generations: list[Path] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup_proof, "prove", in_this_process)
        for reference in (b"R-1", b"R-2"):
            cases.leave(cases.new(desk, TOLD.replace(b"R-2", reference), opt_out_checked_by="Sam Okoro"))
            generations.append(backup.make(desk, where / "stick").generation)
    desk.close()
    first, second = generations
    return Lost(stick=where / "stick", folder=first.parent, generations=(first, second), code=plan.code, store=where / "store")


@pytest.fixture
def lost(made: Lost, tmp_path: Path) -> Lost:
    shutil.copytree(made.stick, tmp_path / "stick")
    folder = tmp_path / "stick" / made.folder.name
    first, second = (folder / one.name for one in made.generations)
    return Lost(stick=tmp_path / "stick", folder=folder, generations=(first, second), code=made.code, store=made.store)


@pytest.fixture
def at_page(qtbot, theme, tmp_path: Path) -> tuple[Desktop, Restoring]:
    """A new laptop, at the page, reached from the first start."""
    desk, _ = desktop(qtbot, theme, tmp_path / "home" / "store", Clock())
    first = desk.window.in_sight()
    assert isinstance(first, FirstStart)
    first.from_backup.click()
    return desk, page_of(desk)


def page_of(made: Desktop) -> Restoring:
    page = made.window.in_sight()
    assert isinstance(page, Restoring)
    return page


def restored(qtbot, page: Restoring, typed: str, way: str = "words") -> None:
    """Type what opens it and begin; until it ended in one way or another."""
    page.way.picks[way].click()
    (page.code if way == "words" else page.passphrase).setFocus()
    if way == "words":
        page.code.show_text(typed)
    else:
        page.passphrase.setText(typed)
    page.begin.click()
    qtbot.waitUntil(lambda: not page.busy(), timeout=20_000)


def test_a_lost_laptop_with_the_stick_and_the_sheet_from_the_first_start_to_the_cases(qtbot, lost, at_page, tmp_path):
    made, page = at_page
    assert not page.begin.isEnabled() and str(tmp_path / "home" / "store") in page.where_to.text() and nameless(made.window) == []
    page.which.take(lost.stick)
    assert "2 cases" in page.which.choice.currentText() and page.which.choice.count() == 2
    restored(qtbot, page, lost.code)
    assert page.good.words.text().startswith("2 cases restored and checked") and not page.left_out.isVisibleTo(page)
    assert "until you say so in Settings" in page.told.words.text() and nameless(made.window) == []
    page.go_on.click()
    screen = made.window.in_sight()
    assert isinstance(screen, Unlock) and screen.code.text() == lost.code and screen.first is screen.new.first
    qtbot.keyClicks(screen.new.first, NEW)
    qtbot.keyClicks(screen.new.again, NEW)
    screen.recover_button.click()
    qtbot.waitUntil(lambda: made.desk is not None, timeout=20_000)
    assert made.desk is not None and len(cases.all(made.desk)) == 2
    assert "Backups wait since this store was restored" in backup_place.nag(made.desk) and not backup_place.is_due_on_closing(made.desk)
    made.show("settings")
    settings = made.window.in_sight()
    assert isinstance(settings, Settings)
    assert settings.backups.waits.isVisibleTo(settings)
    settings.backups.go_on.click()
    assert backup_place.is_due_on_closing(made.desk) and not settings.backups.waits.isVisibleTo(settings)
    made.leave()


def test_an_older_one_and_the_passphrase_of_its_day(qtbot, lost, at_page):
    made, page = at_page
    page.which.take(lost.stick)
    page.which.choice.setCurrentIndex(1)
    page.which.choice.activated.emit(1)
    restored(qtbot, page, "not my passphrase at all", "passphrase")
    assert page.passphrase_field.sentence() and page.passphrase.selectedText() and not page.code_field.sentence()
    restored(qtbot, page, PASSPHRASE, "passphrase")
    assert page.good.words.text().startswith("1 case restored and checked")
    page.go_on.click()
    screen = made.window.in_sight()
    assert isinstance(screen, Unlock) and screen.first is screen.passphrase
    unlock(qtbot, made)
    made.leave()


def test_a_wrong_word_is_named_and_selected_and_nothing_is_left(qtbot, lost, at_page, tmp_path):
    _, page = at_page
    page.which.take(lost.stick)
    listed = lost.code.split()
    restored(qtbot, page, " ".join([*listed[:4], "qqqq", *listed[5:]]))
    assert "Word 5" in page.code_field.sentence() and page.code.textCursor().selectedText() == "qqqq"
    assert not (tmp_path / "home" / "store").exists()


def test_at_200_percent_what_is_said_comes_into_sight(qtbot, theme, lost, at_page):
    _, page = at_page
    theme.size(2.0)
    try:
        page.which.take(lost.stick)
        restored(qtbot, page, " ".join(["qqqq", *lost.code.split()[1:]]))
        said = next(one for one in page.code_field.findChildren(Words) if one.text() == page.code_field.sentence())
        qtbot.waitUntil(lambda: not said.visibleRegion().isEmpty())
    finally:
        theme.size(1.0)


@pytest.mark.parametrize("which", ["place", "above", "backup", "generation", "inside"])
def test_a_folder_nearby_is_understood(qtbot, lost, at_page, which):
    _, page = at_page
    first, second = lost.generations
    inside = lost.folder / "cases"
    page.which.take({"place": lost.stick, "above": lost.stick.parent, "backup": lost.folder, "generation": first, "inside": inside}[which])
    chosen = page.which.chosen()
    assert chosen is not None and chosen.path == (first if which == "generation" else second)


def test_a_folder_that_is_no_backup_says_what_it_is(qtbot, lost, at_page, tmp_path):
    _, page = at_page
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"cat")
    half = tmp_path / "half" / lost.folder.name
    shutil.copytree(lost.generations[0], half / f"{lost.generations[0].name}.part")
    for folder, said in (
        (tmp_path / "photos", "no backup in this folder"), (lost.store, "is a store, not a backup"),
        (tmp_path / "out", "not there any more"), (tmp_path / "half", "never finished"),
    ):  # fmt: skip
        page.which.take(folder)
        assert said in page.which.problem.sentence() and not page.which.field.isVisibleTo(page) and not page.begin.isEnabled()


def test_a_damaged_list_and_one_of_a_newer_program_are_shown_and_not_chosen(qtbot, lost, at_page):
    _, page = at_page
    path = lost.generations[1] / backup_layout.LIST
    path.write_bytes(path.read_bytes().replace(b'"version":1', b'"version":9'))
    page.which.take(lost.stick)
    chosen = page.which.chosen()
    assert chosen is not None and chosen.path == lost.generations[0]
    page.which.choice.setCurrentIndex(0)
    page.which.choice.activated.emit(0)
    assert "newer version of the program" in page.which.problem.sentence() and page.which.chosen() is None
    path.unlink()
    assert "damaged" in backup_found.look(lost.stick)[0].problem


def test_it_never_goes_into_a_folder_with_anything_in_it(qtbot, lost, at_page, tmp_path):
    _, page = at_page
    page.which.take(lost.stick)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    page.code.show_text(lost.code)
    for folder, said in ((tmp_path / "full", "not empty"), (lost.store, "already a store"), (lost.folder / "cases", "not empty")):
        page.take_place(folder)
        assert said in page.place_problem.sentence()
        page.begin.click()
        assert not page.busy()
    assert (tmp_path / "full" / "letter.txt").read_text() == "mine"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Path], object]], None]:
    """Something happens to the new folder while the first case is laid."""

    def when(happens: Callable[[Path], object]) -> None:
        lay = restore._lay_case  # pyright: ignore[reportPrivateUsage]

        def laid(source, to, case, key, look):
            happens(to)
            return lay(source, to, case, key, look)

        monkeypatch.setattr(restore, "_lay_case", laid)

    return when


def test_the_stick_pulled_out_meanwhile_is_not_called_damage(qtbot, lost, at_page, slow, tmp_path):
    _, page = at_page
    page.which.take(lost.stick)
    slow(lambda _: lost.stick.rename(tmp_path / "pulled") if not (tmp_path / "once").exists() else None)
    restored(qtbot, page, lost.code)
    assert "pulled out" in page.problem.sentence() and list((tmp_path / "home" / "store").iterdir()) == []
    (tmp_path / "pulled").rename(lost.stick)
    (tmp_path / "once").touch()
    page.begin.click()
    qtbot.waitUntil(lambda: page.good.isVisibleTo(page), timeout=20_000)


def test_stopped_it_leaves_nothing(qtbot, lost, at_page, slow, tmp_path):
    _, page = at_page
    page.which.take(lost.stick)
    slow(lambda _: page._job.cancel())
    restored(qtbot, page, lost.code)
    assert "Stopped" in page.problem.sentence() and list((tmp_path / "home" / "store").iterdir()) == []
    assert page.begin.isEnabled() and page.code.text() == lost.code


def test_too_little_room_is_said_before_anything_is_written(qtbot, lost, at_page, monkeypatch, tmp_path):
    _, page = at_page
    page.which.take(lost.stick)
    monkeypatch.setattr(laptop, "free_bytes", lambda _: 5)
    restored(qtbot, page, lost.code)
    assert "not enough room" in page.problem.sentence() and not (tmp_path / "home" / "store").exists()


def test_one_that_was_cut_off_is_begun_again_or_given_up(qtbot, theme, lost, at_page, tmp_path):
    made, page = at_page
    to = tmp_path / "home" / "store"
    restore_place.begin(to)
    page.take_place(to)
    assert page.cut_off.isVisibleTo(page) and not page.place_problem.sentence()
    page.back.click()
    assert list(to.iterdir()) == [] and isinstance(made.window.in_sight(), FirstStart)
    store.require_free(to)
    (to / restore_place.UNFINISHED).write_bytes(b"")
    shutil.copy(lost.generations[0] / "slots.leder", to)
    restore_place.give_up(to)
    assert (to / "slots.leder").is_file()  # with its ways in it is a store, and nobody takes it away


def test_whoever_goes_away_leaves_no_words_behind_and_a_restore_comes_to_its_end(qtbot, lost, at_page, slow, monkeypatch):
    made, page = at_page
    started: list[list[str]] = []
    monkeypatch.setattr(made, "_restart", started.append)
    made.lock("Locked", Haste.IDLE)
    assert not started
    page.which.take(lost.stick)
    page.code.show_text(lost.code)
    slow(lambda to: None)
    page.begin.click()
    made.lock("Locked: nobody was here", Haste.IDLE)
    assert not started and page.busy()
    qtbot.waitUntil(lambda: bool(started), timeout=20_000)
    assert not page.code.text() and not page.touched() and store.exists(page._to)


def test_the_lid_ends_it_at_once(qtbot, lost, at_page, monkeypatch):
    made, page = at_page
    started: list[list[str]] = []
    monkeypatch.setattr(made, "_restart", started.append)
    page.which.take(lost.stick)
    page.code.show_text(lost.code)
    made.lock("Lid", Haste.AWAY)
    assert started and lost.code.split()[0] not in str(started)


def test_quitting_in_the_middle_leaves_an_empty_folder(qtbot, lost, at_page, slow, tmp_path):
    made, page = at_page
    page.which.take(lost.stick)
    page.code.show_text(lost.code)
    slow(lambda _: made.jobs.cancel_all())
    page.begin.click()
    made.quit()
    assert made.jobs.wait(5_000) and list((tmp_path / "home" / "store").iterdir()) == []


def test_from_the_unlock_screen_it_goes_beside_the_store_and_what_was_erased_there_stays_erased(qtbot, theme, lost, tmp_path):
    shutil.copytree(lost.store, tmp_path / "here")
    desk = store.unlock(tmp_path / "here", PASSPHRASE, clock=Clock())
    (tmp_path / "stick").rename(tmp_path / "away")
    cases.purge(desk, "R-2", "asked for")
    desk.close()
    (tmp_path / "away").rename(tmp_path / "stick")
    made, _ = desktop(qtbot, theme, tmp_path / "here", Clock())
    first = made.window.in_sight()
    assert isinstance(first, Unlock)
    first.which._on_chosen("restore")
    page = page_of(made)
    assert "here-restored" in page.where_to.text()
    page.which.take(lost.stick)
    restored(qtbot, page, lost.code)
    assert page.good.words.text().startswith("1 case restored") and "1 case was left out" in page.left_out.words.text()
    page.back.click()
    assert store.exists(tmp_path / "here") and store.exists(tmp_path / "here-restored")


def test_from_an_open_store_it_is_locked_first(qtbot, theme, lost, tmp_path, monkeypatch):
    shutil.copytree(lost.store, tmp_path / "here")
    made, started = desktop(qtbot, theme, tmp_path / "here", Clock())
    unlock(qtbot, made)
    monkeypatch.setattr(app_module, "confirm", lambda *_: True)
    made.window.acts.run("restore")
    qtbot.waitUntil(lambda: bool(started), timeout=20_000)
    options = parse(started[0])
    assert options.restore and options.store == tmp_path / "here" and made.desk is None
    made.lock("", Haste.ASKED)


def test_a_damaged_store_offers_the_restore_beside_it(qtbot, theme, lost, tmp_path, monkeypatch):
    shutil.copytree(lost.store, tmp_path / "here")
    shelf = tmp_path / "here" / "shelf.leder"
    data = bytearray(shelf.read_bytes())
    data[500] ^= 4
    shelf.write_bytes(data)
    monkeypatch.setattr(Damaged, "exec", lambda box: (box.restore.click(), box.result())[1])
    made, _ = desktop(qtbot, theme, tmp_path / "here", Clock())
    first = made.window.in_sight()
    assert isinstance(first, Unlock)
    qtbot.keyClicks(first.passphrase, PASSPHRASE)
    first.unlock.click()
    qtbot.waitUntil(lambda: isinstance(made.window.in_sight(), Restoring), timeout=20_000)
    page = page_of(made)
    page.which.take(lost.stick)
    restored(qtbot, page, lost.code)
    assert "The store on this laptop is damaged" in page.told.words.text()
    assert shelf.read_bytes() == data
