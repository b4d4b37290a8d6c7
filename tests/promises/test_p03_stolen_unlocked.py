"""P03: the laptop is taken while the store is open. A lock comes from every state of the real window; words and caret are back after it.

Everything is seen from outside: a person types, locks with something open, types the passphrase into the fresh process and one letter more.
Where that letter lands in the store is where the caret was.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.operations import preferences, store
from tests.journeys.program import quick_keys
from tests.promises.stolen import Stolen, changed, drag, menu, palette, question, stolen_place
from tests.window.drive import PASSPHRASE, TITLE, Program, held
from tests.window.screen import until

pytestmark = [
    pytest.mark.alone, pytest.mark.tool("Xvfb", "openbox", "xclip"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Xvfb"),
]  # fmt: skip
DEAF = """
import ui.anywhere
ui.anywhere.KEYS = {}
"""
"""Nothing listens for Ctrl+L before a dialog does."""
@pytest.fixture(scope="module")
def _place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stolen]:
    with stolen_place(tmp_path_factory.mktemp("stolen")) as made:
        yield made


@pytest.fixture
def stolen(_place: Stolen) -> Iterator[Stolen]:
    yield _place
    _place.end()


OPEN: dict[str, Callable[[Stolen, Program], None]] = {"a question": question, "a menu": menu, "the palette": palette}


@pytest.mark.parametrize("what", OPEN)
def test_p03_a_lock_comes_with_anything_open_and_words_and_caret_are_back(stolen: Stolen, what: str) -> None:
    word = f"w{list(OPEN).index(what)}"
    program = stolen.begin()
    stolen.screen.press("ctrl+Home")
    stolen.screen.type(f"{word}ab. ")
    stolen.screen.press("Left", "Left")
    stolen.screen.press("shift+Left", "ctrl+c")
    until(lambda: stolen.clipboards() == ["b", "b"], "the letter is copied, and chosen")
    stolen.screen.press("Right")
    OPEN[what](stolen, program)
    stolen.screen.press("ctrl+l")
    stolen.successor(program)
    stolen.screen.let_go()
    until(lambda: [seen.title for seen in stolen.screen.shown()] == [TITLE], "the unlock screen, alone, with a neutral title")
    assert stolen.clipboards() == ["", ""]
    stolen.unlock_again(program)
    stolen.screen.type("x")
    stolen.screen.press("ctrl+l")
    until(lambda: not held(stolen.person.store / "lock"), "locked again")
    assert f"{word}abx. " in stolen.portrait()


def test_p03_a_lock_comes_in_the_middle_of_a_drag_and_nothing_is_pulled_away(stolen: Stolen) -> None:
    program = stolen.begin()
    stolen.screen.press("ctrl+Home")
    stolen.screen.type("dragged. ")
    drag(stolen, program)
    stolen.screen.press("ctrl+l")
    stolen.successor(program)
    stolen.screen.let_go()
    assert stolen.clipboards() == ["", ""] and stolen.portrait().startswith("dragged. ")


def test_p03_a_lock_comes_with_a_file_window_open(stolen: Stolen) -> None:
    program = stolen.begin()
    stolen.screen.press("ctrl+Home")
    stolen.screen.type("file. ")
    program.do("import records")
    until(lambda: len(program.windows()) == 2, "a file window")
    stolen.screen.press("ctrl+l")
    stolen.successor(program)
    assert stolen.portrait().startswith("file. ")


def test_p03_would_notice_a_dialog_that_swallows_the_lock(stolen: Stolen, tmp_path: Path) -> None:
    program = stolen.begin(changed(tmp_path, DEAF))
    question(stolen, program)
    stolen.screen.press("ctrl+l")
    with pytest.raises(subprocess.TimeoutExpired):
        program.process.wait(3)


def test_p03_nobody_touching_it_locks_it_also_under_a_question(stolen: Stolen) -> None:
    with quick_keys():
        desk = store.unlock(stolen.person.store, PASSPHRASE, clock=Clock())
    preferences.keep(desk, preferences.Preferences(idle_minutes=0.15))
    desk.close()
    program = stolen.begin()
    question(stolen, program)
    stolen.successor(program)


UNMARKED = "import ui.copied\nui.copied.Copied._look = lambda self, mode: None\n"
HINT = "x-kde-passwordManagerHint"


def copied_from_a_line(stolen: Stolen, program: Program) -> list[str]:
    """What a clipboard history is offered of words copied from a line of Qt's own, the palette's."""
    palette(stolen, program)
    stolen.screen.type("mari")
    stolen.screen.press("ctrl+a", "ctrl+c")
    until(lambda: stolen.clipboards() == ["mari", "mari"], "the words are copied")
    return [stolen.targets(which) for which in ("clipboard", "primary")]


def test_p03_what_is_copied_from_a_line_asks_histories_not_to_keep_it(stolen: Stolen) -> None:
    for kinds in copied_from_a_line(stolen, stolen.begin()):
        assert HINT in kinds and "text/html" not in kinds


def test_p03_would_notice_a_copy_without_the_mark(stolen: Stolen, tmp_path: Path) -> None:
    assert HINT not in "".join(copied_from_a_line(stolen, stolen.begin(changed(tmp_path, UNMARKED))))
