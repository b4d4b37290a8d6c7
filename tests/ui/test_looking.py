"""The checks look when the keys rest, and off the thread of the window: no key waits for them."""

import gc
import threading
import time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from leder_desktop.operations import checks
from ui import looking
from ui.jobs import Jobs
from ui.looking import REST_MS, Looking


@pytest.fixture
def looked(qtbot, session):
    """A `Looking` at an open case, what it found, and on which threads the rules ran."""
    jobs = Jobs()
    made = Looking(jobs, jobs)
    made.follow(session)
    yield made
    made.follow(None)
    QApplication.instance().removeEventFilter(made)


@pytest.fixture
def threads(monkeypatch):
    ran: list[bool] = []
    whole = checks.look

    def look(plan):
        ran.append(threading.current_thread() is threading.main_thread())
        return whole(plan)

    monkeypatch.setattr(looking.checks, "look", look)
    return ran


def press(widget) -> None:
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"))


def test_many_changes_are_one_look_and_the_rules_run_on_the_pool(qtbot, looked, threads):
    with qtbot.waitSignal(looked.looked) as caught:
        for _ in range(20):
            looked.soon()
    assert threads == [False] and {each.id for each in caught.args[1]} >= {"no-portrait"}


def test_while_somebody_types_nobody_looks(qtbot, looked, threads):
    line = QLineEdit()
    qtbot.addWidget(line)
    press(line)
    looked.soon()
    began = time.monotonic()
    while time.monotonic() - began < 2 * REST_MS / 1000:
        press(line)
        QApplication.processEvents()
    assert threads == []
    with qtbot.waitSignal(looked.looked):
        last = time.monotonic()
    assert time.monotonic() - last > 0.5 * REST_MS / 1000 and threads == [False]


def test_a_look_at_a_case_that_was_left_comes_to_nothing(qtbot, looked, threads):
    seen = []
    looked.looked.connect(lambda *_: seen.append(1))
    with qtbot.waitSignal(looked.stood):
        looked.soon()
    looked.follow(None)
    qtbot.waitUntil(lambda: threads == [False] and not looked._running)
    assert seen == []


def test_nothing_is_swept_up_while_a_thread_works(qtbot):
    """A widget taken apart off its own thread ends the process."""
    before, gone = gc.isenabled(), threading.Event()
    gc.enable()
    try:
        jobs, ended = Jobs(), []
        jobs.start(lambda _: gone.wait(5), ended.append, ended.append)
        assert not gc.isenabled()
        gone.set()
        qtbot.waitUntil(lambda: ended == [True])
        assert gc.isenabled()
    finally:
        (gc.enable if before else gc.disable)()
