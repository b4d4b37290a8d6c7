"""A laptop in somebody else's hands: a real window on a screen of its own, seen and touched only from outside."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from leder_desktop.operations import snapshot
from tests.window.drive import PASSPHRASE, ROOT, TITLE, Account, Program, account, held, open_at, opened, stored
from tests.window.screen import Screen, screen, until

PAGE = "portrait.page"


@dataclass(kw_only=True)
class Stolen:
    """A screen, an account on it, and a case that is being written."""

    screen: Screen
    person: Account
    case: str
    program: Program | None = None
    """The one that is there now: at work, or locked and waiting for its passphrase."""

    def begin(self, changed: Path | None = None, *, bus: str = "", idle_minutes: float = 5) -> Program:
        """Unlocked, the caret in the portrait. `changed`: a folder with a `sitecustomize.py`; `bus`: the address of a system's bus."""
        self.end()
        open_at(self.person.store, self.case, "portrait", PAGE, idle_minutes=idle_minutes)
        more = {"PYTHONPATH": f"{changed}:{ROOT}"} if changed else {}
        more |= {"DBUS_SYSTEM_BUS_ADDRESS": bus or "disabled:"}
        self.program = Program(self.screen, self.person, self.person.store, env=more)
        self.program.unlock()
        self.program.caret()
        return self.program

    def go_on(self, *, bus: str = "") -> Program:
        """The one that the test before left locked in the portrait, unlocked; a new one where there is none."""
        if self.program is None or not self.program.running() or held(self.person.store / "lock"):
            return self.begin(bus=bus)
        self.unlock_again(self.program)
        return self.program

    def portrait(self) -> str:
        with opened(self.person.store, self.case) as session:
            return snapshot.take(session).note("portrait")

    def locked(self, program: Program) -> None:
        """The process has gone by itself, and a fresh one is at the unlock screen, alone, with a neutral title and nothing open."""
        first = program.pid == program.process.pid
        program.follow()
        assert not first or program.process.returncode == 0
        assert [seen.title for seen in program.windows()] == [TITLE]
        assert not held(self.person.store / "lock"), "nothing is open"

    def unlock_again(self, program: Program) -> None:
        before = program.still()
        self.screen.type(f"{PASSPHRASE}\n")
        until(lambda: held(self.person.store / "lock"), "the store is open again")
        program.changed(before, "the unlock screen goes")
        program.caret()

    def clipboards(self) -> list[str]:
        """What anybody could paste, by key and by the middle button."""
        return [self._paste(which) for which in ("clipboard", "primary")]

    def targets(self, which: str) -> str:
        """The kinds in which it is offered."""
        return self._paste(which, "-t", "TARGETS")

    def _paste(self, which: str, *more: str) -> str:
        command = ["xclip", "-o", "-selection", which, *more]
        return subprocess.run(command, env=self.person.env, capture_output=True, encoding="utf-8", timeout=10).stdout

    @contextmanager
    def history(self, kind: str) -> Iterator[None]:
        """A history of the clipboard that goes on offering what was copied, in a kind; it outlives who copied it."""
        command = ["xclip", "-i", "-selection", "clipboard", "-t", kind, "-quiet"]
        elsewhere = {**self.screen.env, "PATH": self.person.env["PATH"]}
        with subprocess.Popen(command, env=elsewhere, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as keeping:
            assert keeping.stdin is not None
            keeping.stdin.write("secret")
            keeping.stdin.close()
            until(lambda: self.targets("clipboard").split() == ["TARGETS", kind], "the history has taken over")
            try:
                yield
            finally:
                keeping.terminate()

    def end(self) -> None:
        if self.program is not None:
            self.program.kill()
            until(lambda: self.program is not None and not self.program.processes(), "they have gone")
        self.program = None


@contextmanager
def stolen_place(folder: Path) -> Iterator[Stolen]:
    with screen(folder) as shown:
        person = account(folder / "account", shown)
        person.store.parent.mkdir(parents=True)
        made = Stolen(screen=shown, person=person, case=stored(person.store))
        yield made
        made.end()


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


def file_window(stolen: Stolen, program: Program) -> None:
    program.do("import records")
    until(lambda: len(program.windows()) == 2, "a file window")


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
