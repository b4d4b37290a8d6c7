"""Jobs, the idle lock, the last net, and the file window that forgets."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from leder_desktop.errors import Refused
from ui import choose_file, crash
from ui.idle_lock import IdleLock
from ui.jobs import Jobs


def test_work_is_elsewhere_and_the_answer_comes_home(qtbot):
    jobs, seen, steps = Jobs(), [], []

    def work(progress):
        progress.step(1, 1, "Reading")
        return threading.get_ident()

    job = jobs.start(work, lambda r: seen.append((r, threading.get_ident())), seen.append)
    job.progressed.connect(lambda done, of, said: steps.append((done, of, said)))
    qtbot.waitUntil(lambda: len(seen) == 1)
    worker, home = seen[0]
    assert worker != home == threading.get_ident() and jobs.running() == 0


def test_a_refusal_comes_home(qtbot):
    def no(progress):
        raise Refused("disk-full", "The disk is full.")

    jobs, seen = Jobs(), []
    jobs.start(no, seen.append, lambda refusal: seen.append(refusal.sentence))
    qtbot.waitUntil(lambda: seen == ["The disk is full."])


def test_work_stops_when_asked_and_says_so(qtbot):
    jobs, seen, begun = Jobs(), [], threading.Event()

    def long(progress):
        begun.set()
        while True:
            progress.step(0, 0)

    job = jobs.start(long, seen.append, seen.append, lambda: seen.append("stopped"))
    assert begun.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: seen == ["stopped"])
    assert jobs.wait(5_000)


def test_a_bug_in_the_work_is_not_lost(qtbot):
    jobs, seen = Jobs(), []
    jobs.crashed.connect(seen.append)
    jobs.start(lambda progress: 1 // 0, seen.append, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert isinstance(seen[0], ZeroDivisionError)


def test_it_locks_after_the_time_asleep_too_and_once(qtbot, qapp):
    now = [0.0]
    idle, told = IdleLock(minutes=5, now=lambda: now[0]), []
    idle.locked.connect(told.append)
    now[0] = 299
    idle.look()
    idle.eventFilter(qapp, QEvent(QEvent.Type.KeyPress))
    now[0] = 598
    idle.look()
    assert told == []
    now[0] = 299 + 300
    idle.look()
    idle.look()
    assert told == ["Locked because nobody had used it for 5 minutes."]


def test_a_touch_that_comes_too_late_meets_the_lock(qapp):
    now = [0.0]
    idle, told = IdleLock(minutes=1, now=lambda: now[0]), []
    idle.locked.connect(told.append)
    now[0] = 3_600  # the lid was shut for an hour; no timer ran
    idle.eventFilter(qapp, QEvent(QEvent.Type.MouseMove))
    assert told == ["Locked because nobody had used it for 1 minute."]


def test_a_crash_report_holds_places_and_kinds_and_no_words():
    secret = "Wyn Pritchard"

    def deep(name):
        try:
            raise KeyError(name)
        except KeyError as why:
            raise ValueError(f"{name} was not found") from why

    with pytest.raises(ValueError) as caught:
        deep(secret)
    said = crash.report(caught.value)
    assert "Wyn" not in said and "builtins.ValueError" in said and "builtins.KeyError" in said and "test_nets.py:" in said
    assert str(Path(__file__).parent) not in said


def test_a_refusal_is_its_sentence_and_a_bug_is_a_report():
    said, bugs = [], []
    net = crash.Net(said.append, lambda sentence, report: bugs.append((sentence, report)))
    net.caught(Refused("locked", "Unlock it first."))
    net.caught(ZeroDivisionError("Wyn"))
    assert said == ["Unlock it first."]
    assert bugs[0][0] == crash.CALM and "Wyn" not in bugs[0][1]


@pytest.mark.parametrize("ask", [choose_file.open_one, choose_file.folder])
def test_choosing_a_file_leaves_no_trace(qtbot, theme, tmp_path, monkeypatch, ask):
    kept = tmp_path / "settings"
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(kept))
    folder = tmp_path / "Wyn Pritchard records"
    folder.mkdir()
    (folder / "letter.pdf").write_bytes(b"x")
    old = QSettings(QSettings.Scope.UserScope, "QtProject")
    old.setValue("FileDialog/lastVisited", "file:///Wyn")
    old.sync()
    del old
    parent = QWidget()
    qtbot.addWidget(parent)

    def press() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QFileDialog) and window.isVisible():
                window.setDirectory(str(folder))
                if ask is choose_file.open_one:
                    window.selectFile(str(folder / "letter.pdf"))
                window.accept()
                return
        QTimer.singleShot(10, press)

    QTimer.singleShot(10, press)
    chosen = ask(parent, "Attach a record")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert chosen == (folder / "letter.pdf" if ask is choose_file.open_one else folder)
    written = b"".join(p.read_bytes() for p in kept.rglob("*") if p.is_file())
    assert b"Wyn" not in written
