"""The smallest laptop the window is meant for: its foot, where "Not saved" would stand, is in sight from the first moment."""

import sys
from pathlib import Path

import pytest

from tests.window.drive import Program, account
from tests.window.screen import screen

pytestmark = [
    pytest.mark.tool("Xvfb", "openbox"), pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Xvfb"),
]  # fmt: skip
SMALL = (1366, 768)


def test_p12_the_whole_window_is_in_sight_on_a_small_screen(tmp_path: Path) -> None:
    with screen(tmp_path, SMALL) as shown, Program(shown, account(tmp_path / "account", shown)) as program:
        left, top, wide, tall = program.up().at
    assert left >= 0 and top >= 0 and left + wide <= SMALL[0] and top + tall <= SMALL[1]
    assert wide == 1280 and tall >= 700, "and no smaller than need be"
