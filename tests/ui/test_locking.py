"""How a lock goes when something is in its way: a job, a disk that takes no words, a question, a passphrase half-typed."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from leder_desktop.errors import Refused
from leder_desktop.operations import cases, place
from tests.ui.desktops import PASSPHRASE, at_desk, desktop, make_store, unlock
from ui import locking
from ui.first_start.view import AFTER_MAKING, FirstStart
from ui.locking import Haste
from ui.widgets.asking import tell


@pytest.fixture
def made(qtbot, theme, desk, session):
    """A desktop at an open case, and the processes it started; what each was told to say."""
    id = session.case
    cases.leave(session)
    made, started = at_desk(qtbot, theme, desk)
    made.open_case(id)
    return made, started


@pytest.fixture
def full(monkeypatch):
    """A disk that takes nothing until it is let."""
    real, shut = place.remember, [True]

    def remember(session, kept):
        if shut[0]:
            raise Refused("disk-full", "The disk is full.")
        real(session, kept)

    monkeypatch.setattr(place, "remember", remember)
    return shut


def test_a_lock_that_was_asked_for_waits_for_a_job_covered_and_one_because_of_sleep_does_not(qtbot, made):
    desktop_, started = made
    go_on, ended = [False], []

    def work(progress):
        while not go_on[0]:
            progress.step(0, 0)
        return "whole"

    desktop_.jobs.start(work, ended.append, ended.append)
    desktop_.window.lock("Locked by you.")
    assert started == [] and desktop_.window.covered() and desktop_.desk is not None
    go_on[0] = True
    qtbot.waitUntil(lambda: len(started) == 1)
    assert ended == ["whole"], "what the job came to was kept"


def test_a_lock_because_of_sleep_cancels_what_runs(made):
    desktop_, started = made

    def work(progress):
        while True:
            progress.step(0, 0)

    desktop_.jobs.start(work, lambda _: None, lambda _: None)
    desktop_.lock("Locked because the laptop went to sleep.", Haste.AWAY)
    assert len(started) == 1 and desktop_.desk is None


def test_words_the_disk_does_not_take_are_told_before_a_lock_and_one_may_stay(made, full, monkeypatch):
    desktop_, started = made
    answers, asked = [False, True], []
    monkeypatch.setattr(locking, "confirm", lambda *said, **_: asked.append(said[3]) or answers.pop(0))
    desktop_.window.lock("Locked by you.")
    assert started == [] and desktop_.desk is not None and "The disk is full." in asked[0] and "lose" in asked[0]
    desktop_.window.lock("Locked by you.")
    assert len(started) == 1 and "could not be saved: The disk is full." in started[0][3]


def test_when_nobody_is_there_everything_is_covered_until_the_disk_takes_the_words(qtbot, made, full):
    desktop_, started = made
    desktop_.idle.locked.emit("Locked because nobody had used it for 5 minutes.")
    assert started == [] and desktop_.window.covered()
    full[0] = False
    qtbot.waitUntil(lambda: len(started) == 1)
    assert "is saved" in started[0][3]


def test_before_a_sleep_the_disk_has_four_seconds_and_then_it_locks_and_says_what_was_lost(qtbot, made, full, monkeypatch):
    desktop_, started = made
    monkeypatch.setitem(locking.PATIENCE_S, Haste.AWAY, 0.3)
    desktop_.lock("Locked because the laptop went to sleep.", Haste.AWAY)
    assert started == [] and desktop_.window.covered()
    qtbot.waitUntil(lambda: len(started) == 1)
    assert "could not be saved" in started[0][3]


def test_somebody_who_comes_back_and_lifts_the_cover_stays(qtbot, made, full):
    desktop_, started = made
    desktop_.idle.locked.emit("Locked because nobody had used it for 5 minutes.")
    desktop_.window.privacy(False)
    qtbot.waitUntil(lambda: not desktop_.locking.under_way)
    full[0] = False
    assert started == [] and desktop_.desk is not None
    desktop_.leave()


def test_the_cover_goes_over_a_question_takes_its_keys_and_gives_both_back(qtbot, made, theme):
    desktop_, _ = made
    app, seen = QApplication.instance(), []
    app.installEventFilter(desktop_.anywhere)

    def look():
        box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
        close = box.verb
        qtbot.keyClick(box, Qt.Key.Key_F9)
        covered = [one.text() for one in box.findChildren(QLabel) if one.isVisible()]
        qtbot.keyClick(close, Qt.Key.Key_Return)
        seen.append((desktop_.window.covered(), "Hidden for a moment" in covered, box.isVisible()))
        qtbot.keyClick(box, Qt.Key.Key_F9)
        seen.append((desktop_.window.covered(), box.isVisible()))
        close.click()

    QTimer.singleShot(50, look)
    tell(theme, desktop_.window, "Something", "Mari's words")
    app.removeEventFilter(desktop_.anywhere)
    assert seen == [(True, True, True), (False, True)]
    desktop_.leave()


def test_a_passphrase_half_typed_at_the_unlock_screen_does_not_outlive_a_sleep(qtbot, theme, tmp_path, clock):
    make_store(tmp_path / "store", clock)
    made, started = desktop(qtbot, theme, tmp_path / "store", clock)
    made.lock("Locked because the laptop went to sleep.", Haste.AWAY)
    assert started == [], "nothing was typed: there is nothing to forget"
    qtbot.keyClicks(made.window.in_sight().passphrase, "four quiet")
    made.lock("Locked because the laptop went to sleep.", Haste.AWAY)
    assert len(started) == 1


def test_at_the_first_start_a_sleep_forgets_what_was_typed_and_a_store_that_was_made_is_locked(qtbot, theme, tmp_path, clock):
    made, started = desktop(qtbot, theme, tmp_path / "store", clock)
    page = made.window.in_sight()
    assert isinstance(page, FirstStart)
    qtbot.keyClicks(page.who.name, "Priya Raman")
    page.next.click()
    made.lock("Locked because the laptop went to sleep.", Haste.AWAY)
    assert started == [], "nothing secret was typed"
    qtbot.keyClicks(page.choose.new.first, PASSPHRASE)
    qtbot.keyClicks(page.choose.new.again, PASSPHRASE)
    page.next.click()
    made.lock("Locked because nobody had used it for 5 minutes.", Haste.IDLE)
    assert started == [], "the words are being written down"
    made.lock("Locked because the laptop went to sleep.", Haste.AWAY)
    assert len(started) == 1 and not (tmp_path / "store").exists()

    page.next.click()
    assert page.back_typed.plan is not None
    qtbot.keyClicks(page.back_typed.typed, page.back_typed.plan.code)
    page.next.click()
    qtbot.waitUntil(lambda: page.at == AFTER_MAKING, timeout=20_000)
    made.lock("Locked because nobody had used it for 5 minutes.", Haste.IDLE)
    assert len(started) == 2 and made.desk is None and made.folder == tmp_path / "store"
    assert started[1][3].startswith("Locked because nobody had used it")
    made, _ = desktop(qtbot, theme, tmp_path / "store", clock)
    unlock(qtbot, made)
    assert made.window.page_name == "cases"
    made.leave()
