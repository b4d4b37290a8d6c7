"""A laptop in somebody else's hands: a real window on a screen of its own, seen and touched only from outside."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from leder_desktop.operations import snapshot
from tests.window.drive import PASSPHRASE, ROOT, Account, Program, account, held, open_at, opened, stored
from tests.window.screen import Screen, screen, until

PAGE = "portrait.page"


@dataclass(frozen=True, kw_only=True)
class Stolen:
    """A screen, an account on it, and a case that is being written."""

    screen: Screen
    person: Account
    case: str
    begun: list[Program] = field(default_factory=list)

    def begin(self, changed: Path | None = None, *, bus: str = "") -> Program:
        """Unlocked, the caret in the portrait. `changed`: a folder with a `sitecustomize.py`; `bus`: the address of a system's bus."""
        open_at(self.person.store, self.case, "portrait", PAGE)
        more = {"PYTHONPATH": f"{changed}:{ROOT}"} if changed else {}
        more |= {"DBUS_SYSTEM_BUS_ADDRESS": bus or "disabled:"}
        program = Program(self.screen, self.person, self.person.store, env=more)
        self.begun.append(program)
        program.unlock()
        program.caret()
        return program

    def portrait(self) -> str:
        with opened(self.person.store, self.case) as session:
            return snapshot.take(session).note("portrait")

    def processes(self) -> list[int]:
        """Those of the program on this store."""
        found: list[int] = []
        for one in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                said = (one / "cmdline").read_bytes().decode().split("\0")
                if "ui" in said and str(self.person.store) in said:
                    found.append(int(one.name))
        return found

    def successor(self, old: Program) -> int:
        """The fresh process at the unlock screen, once the old one has gone."""
        assert old.process.wait(20) == 0
        until(lambda: not self.screen.shown(), "nothing is in sight between the two", every=0.005)
        fresh = until(lambda: next((pid for pid in self.processes() if pid != old.process.pid), 0), "a fresh process")
        old.up()
        assert not held(self.person.store / "lock"), "nothing is open"
        return fresh

    def unlock_again(self, old: Program) -> None:
        old.up()
        before = old.still()
        self.screen.type(f"{PASSPHRASE}\n")
        until(lambda: held(self.person.store / "lock"), "the store is open again")
        old.changed(before, "the unlock screen goes")
        old.caret()

    def clipboards(self) -> list[str]:
        """What anybody could paste, by key and by the middle button."""
        return [self._paste(which) for which in ("clipboard", "primary")]

    def targets(self, which: str) -> str:
        """The kinds in which it is offered."""
        return self._paste(which, "-t", "TARGETS")

    def _paste(self, which: str, *more: str) -> str:
        command = ["xclip", "-o", "-selection", which, *more]
        return subprocess.run(command, env=self.person.env, capture_output=True, encoding="utf-8", timeout=10).stdout

    def end(self) -> None:
        for program in self.begun:
            program.kill()
        self.begun.clear()
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        until(lambda: not self.processes(), "they have gone")


@contextmanager
def stolen_place(folder: Path) -> Iterator[Stolen]:
    with screen(folder) as shown:
        person = account(folder / "account", shown)
        person.store.parent.mkdir(parents=True)
        yield Stolen(screen=shown, person=person, case=stored(person.store))


def changed(folder: Path, how: str) -> Path:
    (folder / "changed").mkdir()
    (folder / "changed" / "sitecustomize.py").write_text(how)
    return folder / "changed"


def question(stolen: Stolen, program: Program) -> None:
    program.do("about")
    until(lambda: len(program.windows()) == 2, "a question")


def menu(stolen: Stolen, program: Program) -> None:
    before = program.still()
    stolen.screen.press("alt+v")
    program.changed(before, "a menu")


def palette(stolen: Stolen, program: Program) -> None:
    stolen.screen.press("ctrl+k")
    until(lambda: len(program.windows()) == 2, "the palette")


def drag(stolen: Stolen, program: Program) -> None:
    """Everything is chosen, and the words are pulled away by their middle."""
    stolen.screen.press("ctrl+a")
    left, top, wide, tall = program.up().at
    x, y = left + wide * 2 // 5, top + tall // 2
    stolen.screen.move(x, y)
    stolen.screen.hold()
    for step in range(1, 12):
        stolen.screen.move(x + step * 6, y + step * 2)
        program.still()
