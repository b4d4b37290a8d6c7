"""A scripted reviewer at the real program: `python -m ui` in a real window, by keyboard and mouse, seen only from outside.

`account` makes a new account (home, XDG folders, a place for temporary files), `stored` a store with the sample case in it, `Program`
starts the window on it. What the program did is read where anybody could: on the screen, in the windows' properties, in its files.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from leder_desktop.clock import Clock
from leder_desktop.governance.roles import Role
from leder_desktop.keys.derive import FLOOR
from leder_desktop.operations import cases, place, preferences, sample, store
from leder_desktop.session import Session
from tests.journeys.program import quick_keys
from tests.window.screen import Picture, Screen, Seen, until

ROOT = Path(__file__).resolve().parents[2]
LOOK, LOOKS = 0.015, 3
"""Seconds between two looks, and how many in a row must find nothing going on, before the window is still."""
PASSPHRASE = "four quiet green umbrellas"
TITLE = "LeDeR Desktop"
FOLDERS = ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR")
STATUS = (90, 20)
"""Pixels at the left of the window's foot, wide and tall, in which "Saved" and "Not saved" stand."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """A person's account on a machine, empty before the program came."""

    folder: Path
    env: Mapping[str, str]

    @property
    def store(self) -> Path:
        """Where the program keeps its store when nobody says otherwise."""
        return self.folder / "data_home" / "leder-desktop" / "store"


def account(folder: Path, screen: Screen) -> Account:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "PYTEST", "LEDER", "QT_", "COV"))}
    env |= screen.env | {"HOME": str(folder / "home"), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "TZ": "Europe/London"}
    env |= {name: str(folder / "tmp") for name in ("TMPDIR", "TEMP", "TMP")}
    env |= {f"XDG_{name}": str(folder / name.lower()) for name in FOLDERS}
    for name in ("home", "tmp", "started", *(name.lower() for name in FOLDERS)):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "runtime_dir").chmod(0o700)
    return Account(folder=folder, env=env)


def stored(folder: Path) -> str:
    """A store with the sample case in it; the case's id. It is made once and copied: two of one process hold the same."""
    made, case = _made()
    shutil.copytree(Path(made.name) / "store", folder)
    return case


@cache
def _made() -> tuple["tempfile.TemporaryDirectory[str]", str]:
    place = tempfile.TemporaryDirectory(prefix="leder-store-", ignore_cleanup_errors=True)
    return place, _make(Path(place.name) / "store")


def _make(folder: Path) -> str:
    with quick_keys():
        plan = store.plan("Priya Raman", Role.REVIEWER, PASSPHRASE)
        store.make(folder, plan, clock=Clock(), parameters=FLOOR).close()
        desk = store.unlock(folder, PASSPHRASE, clock=Clock())
        session = sample.take_in(desk)
        cases.leave(session)
        desk.close()
    return session.case


def open_at(folder: Path, case: str, section: str, field: str = "", *, idle_minutes: float = 5) -> None:
    """The next unlock comes up there, as after a lock."""
    with opened(folder, case) as session:
        preferences.keep(session.desk, preferences.Preferences(last_case=case, idle_minutes=idle_minutes))
        place.remember(session, {"section": section, **({"field": field} if field else {})})


@contextmanager
def opened(folder: Path, case: str) -> Iterator[Session]:
    """The case, as another process finds it after the window has gone."""
    with quick_keys():
        desk = store.unlock(folder, PASSPHRASE, clock=Clock())
    try:
        session = cases.open(desk, case)
        try:
            yield session
        finally:
            cases.leave(session)
    finally:
        desk.close()


class Program:
    """The window in its own process, and what a person does with it."""

    def __init__(
        self, screen: Screen, account: Account, store: Path | None = None, *before: str, env: Mapping[str, str] | None = None,
        program: tuple[str, ...] = (sys.executable, "-m", "ui"),
    ) -> None:  # fmt: skip
        """`before`: a command that runs it (strace, unshare). Without `store` it is the account's own."""
        self.screen, self.account, self.store = screen, account, store or account.store
        self.log = account.folder / "said.log"
        self._at: tuple[int, int] | None = None
        argv = [*before, *program, *(["--store", str(store)] if store else [])]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                argv, cwd=account.folder / "started", env={**account.env, **(env or {})}, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        self.pid = self.process.pid
        """Of the process one has to do with now: after a lock that of the fresh one (`follow`)."""

    # what is in sight
    def windows(self) -> list[Seen]:
        """Those in sight, the oldest first."""
        return self.screen.shown()

    def up(self) -> Seen:
        """The main window, once it can be seen and is still."""
        self._main()
        self.still()
        return self._main()  # the window manager has its own mind about where and how large

    def still(self, patience: float = 20.0) -> Picture:
        """The screen, once nothing moves on it and nobody works on it (a caret blinks more slowly than is looked), and keys go to the
        program. On a busy machine one that has not had its turn yet looks still, too: so all its threads must wait for something; and a
        dialog is gone before the window manager has given the keyboard back."""
        ours, before, end = self.processes(), self.screen.picture(), time.monotonic() + patience
        while time.monotonic() < end:
            if all(self._waits(ours) for _ in range(LOOKS)):
                now = self.screen.picture()
                if now.data == before.data and self.screen.keyboard() in {seen.id for seen in self.windows()}:
                    return now
                before = now
        raise AssertionError("the window does not come to rest")

    def _waits(self, processes: list[int]) -> bool:
        time.sleep(LOOK)
        states: list[str] = []
        for process in processes:
            with suppress(OSError):
                for thread in Path(f"/proc/{process}/task").iterdir():
                    states.append((thread / "stat").read_text().rpartition(")")[2].split()[0])
        return all(state in "SIZX" for state in states)

    def caret(self, patience: float = 1.2) -> None:
        """Until a caret blinks on a screen that is still: the keyboard belongs to an editor. One out of sight is given as long."""
        still, end = self.still(), time.monotonic() + patience
        while self.screen.picture().data == still.data and time.monotonic() < end:
            time.sleep(0.01)

    def changed(self, before: Picture, what: str) -> Picture:
        """The screen, once it is another than `before` and still."""
        until(lambda: self.screen.picture().data != before.data, what)
        return self.still()

    def status(self) -> bytes:
        """The beginning of the status bar, as it looks: empty, "Saved 10:32", "Not saved ..."."""
        if self._at is None:
            left, top, _, tall = self._main().at
            self._at = (left, top + tall - STATUS[1])
        return self.screen.picture(*self._at, *STATUS).data

    def _main(self) -> Seen:
        return until(lambda: next((one for one in self.windows() if one.title == TITLE), None), "the window", every=0.03)

    def dialog(self, title: str = TITLE) -> Seen:
        """A second window of the program, once it can be seen."""
        return until(lambda: next((one for one in self.windows()[1:] if one.title == title), None), f"a dialog called {title!r}")

    # what a person does
    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        self.up()
        bare = self.status()
        self.screen.type(f"{passphrase}\n")
        until(lambda: self.status() != bare, "the unlock screen, which has no status bar, goes")
        self.still()

    def do(self, words: str) -> None:
        """By the palette: "find or do anything"; it is gone when this returns."""
        before = {seen.id for seen in self.windows()}
        self.screen.press("ctrl+k")
        palette = until(lambda: next((seen.id for seen in self.windows() if seen.id not in before), 0), "the palette")
        self.still()
        self.screen.type(words)
        self.still()
        self.screen.press("Return")
        until(lambda: palette not in {seen.id for seen in self.windows()}, f"the palette goes at {words!r}")

    # its end
    def running(self) -> bool:
        if self.pid == self.process.pid:
            return self.process.poll() is None
        with suppress(OSError):
            return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
        return False

    def follow(self) -> None:
        """The fresh process after a lock, once the old one is gone; its window is up."""
        until(lambda: not self.running(), "the process ends", every=0.005)
        until(lambda: not self.windows(), "nothing is in sight between the two", every=0.005)
        self.pid = until(lambda: next((pid for pid in self.processes() if pid != self.pid), 0), "a fresh process")
        self.up()

    def kill(self) -> None:
        """-9, the whole group: strace or unshare and what they run."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for other in self.processes():
            with suppress(ProcessLookupError):
                os.kill(other, signal.SIGKILL)

    def processes(self) -> list[int]:
        """Those of this account, and so of this program alone: the one that was started, and the fresh ones after a lock."""
        found: list[int] = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with suppress(OSError):
                    if f"HOME={self.account.env['HOME']}\0".encode() in (entry / "environ").read_bytes():
                        found.append(int(entry.name))
        return found

    def quit(self) -> int:
        self.screen.press("ctrl+q")
        return self.process.wait(20)

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def held(lock: Path) -> bool:
    """Whether some process holds the store's lock, without touching it."""
    if not lock.exists():
        return False
    inode = f":{lock.stat().st_ino} "
    return any(inode in line for line in Path("/proc/locks").read_text().splitlines())
