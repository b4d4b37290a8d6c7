"""The disk fails while a sentence is half-typed in the real window: it is told plainly, the words are held, and after healing they are
saved without another key; closing meanwhile asks first (promise P12)."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from leder_desktop.operations import history, notes
from tests.faults.fuse_mount import mounted
from tests.window.drive import Account, Program, account, open_at, opened, stored
from tests.window.screen import Screen, screen, until

pytestmark = [
    pytest.mark.tool("Xvfb", "openbox"), pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Xvfb"),
]  # fmt: skip
AGAIN = 8.0
"""Seconds after which a window has tried again: `AGAIN_MS` of its editors, and some."""


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Screen]:
    with screen(tmp_path) as made:
        yield made


@contextmanager
def typing(shown: Screen, person: Account, folder: Path) -> Iterator[tuple[Program, str]]:
    """A window at the portrait in which a first sentence was saved; with the case's id."""
    case = stored(folder)
    open_at(folder, case, "portrait", "portrait.page")
    with Program(shown, person, folder) as program:
        program.unlock()
        program.caret()
        empty = program.status()
        shown.type("First sentence. ")
        until(lambda: program.status() != empty, "the first sentence is saved")
        yield program, case


def fail_and_heal(shown: Screen, program: Program, fails: Callable[[], None], heals: Callable[[], None], picture: Path) -> None:
    """A second sentence is half-typed while the disk fails; nothing is typed after it heals."""
    saved = program.status()
    fails()
    shown.type("Half of the secon")
    until(lambda: program.status() != saved, "the window says that it cannot save")
    told = program.status()
    shown.type("d one. ")
    program.still()
    shown.picture().save(picture)
    assert program.status() == told and program.running()
    heals()
    until(lambda: program.status() != told, "the words are saved after healing, without another key", patience=AGAIN)


def found(folder: Path, case: str) -> str:
    with opened(folder, case) as session:
        assert history.faults(session) == []
        return notes.get(session, "portrait")


WRITING = pytest.param("ENOSPC", ("write",), marks=pytest.mark.long)


@pytest.mark.parametrize(("error", "where"), [("EIO", ("write", "fsync")), WRITING, ("EROFS", ("change",))])
def test_p12_a_failing_disk_is_told_and_the_words_are_saved_when_it_is_well_again(shown, tmp_path, error, where):
    with mounted(tmp_path / "disk") as disk:
        folder = disk.folder / "store"
        with typing(shown, account(tmp_path / "account", shown), folder) as (program, case):
            fail_and_heal(shown, program, lambda: disk.fails(error, *where), disk.heals, tmp_path / f"{error}.png")
        text = found(folder, case)
    assert text.count("First sentence. Half of the second one. ") == 1 and text.count("Half of") == 1


def test_p12_a_full_disk_is_told_and_the_words_are_saved_when_there_is_room_again(shown, tmp_path):
    place = tmp_path / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(place)], check=True)
    try:
        folder = place / "store"
        with typing(shown, account(tmp_path / "account", shown), folder) as (program, case):
            filler = place / "filler"

            def fill() -> None:
                with filler.open("wb", buffering=0) as file:
                    try:
                        while True:
                            file.write(os.urandom(1 << 16))
                    except OSError:
                        pass

            saved = program.status()
            for number in range(20):  # the store gives up its ballast first, so the disk is filled again behind each word
                fill()
                shown.type(f"word{number}. ")
                time.sleep(1.2)
                if program.status() != saved:
                    break
            told = program.status()
            assert told != saved, "the window says that it cannot save"
            shown.picture().save(tmp_path / "full.png")
            filler.unlink()
            until(lambda: program.status() != told, "the words are saved without another key", patience=AGAIN)
        text = found(folder, case)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
    assert "First sentence. " + "".join(f"word{n}. " for n in range(number + 1)) in text


def test_p12_closing_while_the_disk_fails_asks_first_and_loses_nothing(shown, tmp_path):
    with mounted(tmp_path / "disk") as disk:
        folder = disk.folder / "store"
        with typing(shown, account(tmp_path / "account", shown), folder) as (program, case):
            saved = program.status()
            disk.fails("EIO", "write", "fsync")
            shown.type("Half of the second one. ")
            until(lambda: program.status() != saved, "the window says that it cannot save")
            shown.press("ctrl+q")
            program.dialog()
            program.still()
            shown.picture().save(tmp_path / "closing.png")
            shown.press("Escape")
            until(lambda: len(program.windows()) == 1, "the question goes")
            assert program.running()
            told = program.status()
            disk.heals()
            until(lambda: program.status() != told, "the words are saved", patience=AGAIN)
            assert program.quit() == 0
        assert found(folder, case).count("First sentence. Half of the second one. ") == 1


@pytest.mark.long
def test_p12_would_notice_a_window_that_does_not_try_again(shown, tmp_path):
    changed = tmp_path / "changed"
    changed.mkdir()
    (changed / "sitecustomize.py").write_text("import ui.widgets.autosave_text as a\na.AGAIN_MS = 600_000\n")
    with mounted(tmp_path / "disk") as disk:
        folder = disk.folder / "store"
        person = account(tmp_path / "account", shown)
        stubborn = Account(folder=person.folder, env={**person.env, "PYTHONPATH": f"{changed}:{person.env['PYTHONPATH']}"})
        with typing(shown, stubborn, folder) as (program, _), pytest.raises(AssertionError, match="without another key"):
            fail_and_heal(shown, program, lambda: disk.fails("EIO", "write"), disk.heals, tmp_path / "stubborn.png")
