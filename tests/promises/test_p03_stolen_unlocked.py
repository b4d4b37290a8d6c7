"""P03: the laptop is taken while the store is open. A lock comes from every state of the real window; words and caret are back after it.

Everything is seen from outside: a person types, locks with something open, types the passphrase into the fresh process and one letter more.
Where that letter lands in the store is where the caret was.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.promises.stolen import Stolen, changed, drag, file_window, menu, palette, question, stolen_place
from tests.window.drive import Program
from tests.window.screen import until

pytestmark = [
    pytest.mark.tool("Xvfb", "openbox", "xclip"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Xvfb"),
]  # fmt: skip
DEAF = """
import ui.anywhere
ui.anywhere.KEYS = {}
"""
"""Nothing listens for Ctrl+L before a dialog does."""
CARELESS = """
import ui.app, ui.copied
ui.copied.Copied._look = lambda self, mode: None
ui.app.clear_clipboard = lambda: None
"""
"""What is copied is not marked, and a lock leaves the clipboard alone."""
AWAKE = """
import ui.idle_lock
ui.idle_lock.IdleLock.look = lambda self: None
"""
"""Nobody looks how long it was left alone."""
HINT = "x-kde-passwordManagerHint"
IDLE_MINUTES, LONGEST = 0.1, 11.0
"""Minutes of the preference; seconds after which it is locked at the latest: the program looks every five."""


@pytest.fixture(scope="module")
def stolen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stolen]:
    with stolen_place(tmp_path_factory.mktemp("stolen")) as made:
        yield made


def test_p03_a_lock_comes_with_a_question_a_menu_or_the_palette_open_and_words_and_caret_are_back(stolen: Stolen) -> None:
    program = stolen.begin()
    for number, something in enumerate((question, menu, palette)):
        stolen.screen.press("ctrl+Home")
        stolen.screen.type(f"w{number}ab. ")
        stolen.screen.press("Left", "Left")
        stolen.screen.press("shift+Left", "ctrl+c")
        until(lambda: stolen.clipboards() == ["b", "b"], "the letter is copied, and chosen")
        stolen.screen.press("Right")
        something(stolen, program)
        stolen.screen.press("ctrl+l")
        stolen.locked(program)
        assert stolen.clipboards() == ["", ""]
        stolen.unlock_again(program)
        stolen.screen.type("x")
    stolen.screen.press("ctrl+l")
    stolen.locked(program)
    assert stolen.portrait().startswith("w2abx. w1abx. w0abx. ")


def test_p03_a_lock_comes_in_the_middle_of_a_drag_and_nothing_is_pulled_away(stolen: Stolen) -> None:
    program = stolen.go_on()
    stolen.screen.press("ctrl+Home")
    stolen.screen.type("dragged. ")
    drag(stolen, program)
    stolen.screen.press("ctrl+l")
    stolen.locked(program)
    stolen.screen.let_go()
    assert stolen.clipboards() == ["", ""] and stolen.portrait().startswith("dragged. ")


def test_p03_a_lock_comes_with_a_file_window_open(stolen: Stolen) -> None:
    program = stolen.go_on()
    stolen.screen.press("ctrl+Home")
    stolen.screen.type("file. ")
    file_window(stolen, program)
    stolen.screen.press("ctrl+l")
    stolen.locked(program)
    assert stolen.portrait().startswith("file. ")


def test_p03_would_notice_a_dialog_that_swallows_the_lock(stolen: Stolen, tmp_path: Path) -> None:
    program = stolen.begin(changed(tmp_path, DEAF))
    question(stolen, program)
    stolen.screen.press("ctrl+l")
    with pytest.raises(subprocess.TimeoutExpired):
        program.process.wait(3)


@pytest.mark.alone
def test_p03_nobody_touching_it_locks_it_also_under_a_question(stolen: Stolen) -> None:
    program = stolen.begin(idle_minutes=IDLE_MINUTES)
    question(stolen, program)
    until(lambda: not program.running(), "it is locked", patience=LONGEST)
    stolen.locked(program)


@pytest.mark.alone
@pytest.mark.long
def test_p03_would_notice_an_idle_lock_that_does_not_look(stolen: Stolen, tmp_path: Path) -> None:
    program = stolen.begin(changed(tmp_path, AWAKE), idle_minutes=IDLE_MINUTES)
    with pytest.raises(AssertionError, match="in vain: it is locked"):
        until(lambda: not program.running(), "it is locked", patience=LONGEST)


def copied_from_a_line(stolen: Stolen, program: Program) -> list[str]:
    """What a clipboard history is offered of words copied from a line of Qt's own, the palette's."""
    palette(stolen, program)
    stolen.screen.type("mari")
    stolen.screen.press("ctrl+a", "ctrl+c")
    until(lambda: stolen.clipboards() == ["mari", "mari"], "the words are copied")
    return [stolen.targets(which) for which in ("clipboard", "primary")]


def left_by_a_lock(stolen: Stolen, program: Program) -> str:
    """What a history that keeps the mark still offers when the window is locked."""
    with stolen.history(HINT):
        stolen.screen.press("ctrl+l")
        until(lambda: not program.running(), "it is locked")
        return stolen.targets("clipboard")


def test_p03_what_is_copied_asks_histories_not_to_keep_it_and_a_lock_takes_it_back(stolen: Stolen) -> None:
    program = stolen.begin()
    for kinds in copied_from_a_line(stolen, program):
        assert HINT in kinds and "text/html" not in kinds
    assert left_by_a_lock(stolen, program) == ""


def test_p03_would_notice_a_copy_without_the_mark_and_a_lock_that_leaves_it(stolen: Stolen, tmp_path: Path) -> None:
    program = stolen.begin(changed(tmp_path, CARELESS))
    assert HINT not in "".join(copied_from_a_line(stolen, program))
    assert HINT in left_by_a_lock(stolen, program)
