"""A whole desktop on a real encrypted store: made with the least Argon2 that is allowed, locked and opened again as a person would."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leder_desktop.clock import Clock
from leder_desktop.governance.roles import Role
from leder_desktop.keys.derive import FLOOR
from leder_desktop.operations import cases, store
from leder_desktop.session import Desk, Session
from ui.app import Desktop
from ui.overview.view import Overview
from ui.style import Theme
from ui.unlock.process import sweep_here
from ui.unlock.view import Unlock

PASSPHRASE = "four quiet green umbrellas"


def make_store(folder: Path, clock: Clock) -> store.Plan:
    """A store that is closed again."""
    plan = store.plan("Priya Raman", Role.REVIEWER, PASSPHRASE)
    store.make(folder, plan, clock=clock, parameters=FLOOR).close()
    return plan


def still(made: Desktop) -> None:
    """Nothing of it happens later, in the middle of another test: no lock, no look, no sweeping up of what that one has in its hands.

    For every desktop that a test makes, when its window is closed.
    """
    for timer in made.findChildren(QTimer):
        timer.stop()
    gc.enable()


def desktop(qtbot: QtBot, theme: Theme, folder: Path, clock: Clock, *, reason: str = "") -> tuple[Desktop, list[list[str]]]:
    """A desktop in sight, and the processes it asked to start."""
    started: list[list[str]] = []
    made = Desktop(theme, folder, clock=clock, restart=started.append, reason=reason, parameters=FLOOR)
    gc.collect()
    sweep_here(made)
    qtbot.addWidget(made.window, before_close_func=lambda _: still(made))
    made.window.resize(1366, 768)
    made.start()
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    return made, started


def at_desk(qtbot: QtBot, theme: Theme, desk: Desk) -> tuple[Desktop, list[list[str]]]:
    """The same with a store that is open already (no passphrase, no Argon2)."""
    started: list[list[str]] = []
    made = Desktop(theme, desk.folder, clock=desk.clock, restart=started.append)
    qtbot.addWidget(made.window, before_close_func=lambda _: still(made))
    made.window.resize(1366, 768)
    made.put(desk)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    return made, started


def unlock(qtbot: QtBot, made: Desktop, passphrase: str = PASSPHRASE) -> None:
    page = made.window.in_sight()
    assert isinstance(page, Unlock)
    qtbot.keyClicks(page.passphrase, passphrase)
    page.unlock.click()
    qtbot.waitUntil(lambda: made.desk is not None, timeout=20_000)


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


@contextmanager
def on_overview(qtbot: QtBot, theme: Theme, desk: Desk, session: Session) -> Iterator[Desktop]:
    """A desktop with the case of `session` open, its overview in sight."""
    id = session.case
    cases.leave(session)
    made, _ = at_desk(qtbot, theme, desk)
    made.open_case(id, "overview")
    yield made
    made.leave()


def screen_of(made: Desktop) -> Overview:
    """The overview in sight."""
    page = made.window.in_sight()
    assert isinstance(page, Overview)
    return page
