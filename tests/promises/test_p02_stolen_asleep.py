"""P02: the laptop is taken while it sleeps. The process that held the key is gone within a second of the news, and time asleep counts."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.promises.stolen import Stolen, changed, question, stolen_place
from tests.window.drive import ROOT, Program
from tests.window.logind import AT, MANAGER, OURS, SESSION, THEIRS, Logind, logind
from tests.window.screen import until
from ui.idle_lock import IdleLock

pytestmark = [
    pytest.mark.alone, pytest.mark.tool("Xvfb", "openbox", "dbus-daemon"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a message bus"),
]  # fmt: skip
WITHIN = 1.0
UPOWER, POWER_AT = "org.freedesktop.UPower", "/org/freedesktop/UPower"
DEAF = "import ui.session_watch\nui.session_watch.SessionWatch.begin = lambda self: None\n"
NEWS: dict[str, Callable[[Logind], None]] = {
    "sleep": lambda told: told.sleeps(),
    "lid": lambda told: told.changes(POWER_AT, UPOWER, LidIsClosed=True),
    "locked": lambda told: told.says(OURS, SESSION, "Lock"),
    "switched": lambda told: told.changes(OURS, SESSION, Active=False),
}


@pytest.fixture(scope="module")
def stolen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stolen]:
    with stolen_place(tmp_path_factory.mktemp("asleep")) as made:
        yield made


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Logind]]:
    with logind(tmp_path_factory.mktemp("bus")) as both:
        yield both


def seconds_until_gone(program: Program, news: Callable[[], None]) -> float:
    began = time.monotonic()
    news()
    until(lambda: not program.running(), "the process is gone", patience=3, every=0.005)
    return time.monotonic() - began


@pytest.mark.parametrize("what", NEWS)
def test_p02_the_process_that_held_the_key_is_gone_within_a_second(stolen: Stolen, told: tuple[str, Logind], what: str) -> None:
    address, bus = told
    program = stolen.go_on(bus=address)
    until(lambda: bus.listens(program.pid), "the program listens")
    stolen.screen.press("ctrl+Home")
    stolen.screen.type(f"{what}. ")
    program.still()
    if what == "sleep":
        question(stolen, program)
    took = seconds_until_gone(program, lambda: NEWS[what](bus))
    assert took < WITHIN, f"{took:.2f} s"
    stolen.locked(program)
    assert stolen.portrait().startswith(f"{what}. ")


def test_p02_somebody_elses_session_locks_nothing(stolen: Stolen, told: tuple[str, Logind]) -> None:
    address, bus = told
    program = stolen.go_on(bus=address)
    until(lambda: bus.listens(program.pid), "the program listens")
    bus.says(THEIRS, SESSION, "Lock")
    bus.changes(THEIRS, SESSION, Active=False)
    bus.says(AT, MANAGER, "PrepareForSleep", "b", (False,))
    until(lambda: bus.asked[program.pid].count("Inhibit") == 2, "it has heard all three")
    assert program.running()


def test_p02_would_notice_a_program_that_does_not_listen(stolen: Stolen, told: tuple[str, Logind], tmp_path: Path) -> None:
    address, bus = told
    program = stolen.begin(changed(tmp_path, DEAF), bus=address)
    with pytest.raises(AssertionError, match="in vain"):
        seconds_until_gone(program, bus.sleeps)


def test_p02_without_a_bus_it_starts_and_the_idle_lock_is_left(stolen: Stolen) -> None:
    program = stolen.begin(bus="unix:path=/nonexistent/bus")
    assert program.running()


ASLEEP = "from ui.idle_lock import awake_and_asleep; import time; print(awake_and_asleep() - time.monotonic())"


def asleep(code: str) -> float:
    """By how much the program's clock is ahead of one that stood still, on a machine that slept for a day."""
    run = [sys.executable, "-c", code]
    awake = float(subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout)
    own = [] if os.geteuid() == 0 else ["--map-root-user"]
    command = ["unshare", *own, "-T", "--boottime", "86400", "--fork", *run]
    return float(subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout) - awake


@pytest.mark.tool("unshare")
def test_p02_time_asleep_is_time() -> None:
    assert asleep(ASLEEP) == pytest.approx(86400, abs=5)


@pytest.mark.tool("unshare")
def test_p02_would_notice_a_clock_that_stands_still_asleep() -> None:
    assert asleep(ASLEEP.replace("awake_and_asleep()", "time.monotonic()")) == pytest.approx(0, abs=5)


def test_p02_whoever_opens_the_lid_after_the_idle_time_meets_the_lock(qtbot) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget

    now = [0.0]
    idle = IdleLock(5, now=lambda: now[0])
    locked: list[str] = []
    idle.locked.connect(locked.append)
    touched = QWidget()
    qtbot.addWidget(touched)
    touched.installEventFilter(idle)
    now[0] = 8 * 3600.0
    qtbot.keyClick(touched, Qt.Key.Key_A)
    assert len(locked) == 1, "the first touch after the sleep locks, and does not count as one"
