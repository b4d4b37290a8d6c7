"""kill -9 at random moments while a scripted reviewer types in the real window: what it said was saved is there (promise P10)."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.window.drive import ROOT

pytestmark = [
    pytest.mark.alone, pytest.mark.tool("Xvfb", "openbox"), pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Xvfb"),
]  # fmt: skip
SIDE_BY_SIDE = 2
"""Screens at a time, each with its own reviewer."""
CHUNKS, CHUNK = 20, 50
"""1,000 kills in chunks that can be gone on with."""
LATE = "import ui.widgets.autosave_text as a\na.BEHIND_MS = 10_000\nimport ui.half_kept as h\nh.BEHIND_MS = 10_000\n"
TOO_SOON = """
from PySide6.QtCore import QTimer
from ui.open_case import OpenCase
from leder_desktop.model.change import Change

def do(self, operation, *args, **kwargs):
    QTimer.singleShot(5000, lambda: operation(self.session, *args, **kwargs))
    self.saved.emit()
    return Change(summary="", parts=frozenset())

OpenCase.do = do
"""


def rounds(folder: Path, count: int, seed: int, changed: str = "") -> dict[str, Any]:
    """`count` rounds, half of them on each of two screens; what came of them together."""
    more: list[str] = []
    if changed:
        (folder / "changed").mkdir()
        (folder / "changed" / "sitecustomize.py").write_text(changed)
        more = [str(folder / "changed")]
    each = [count // SIDE_BY_SIDE + (i < count % SIDE_BY_SIDE) for i in range(SIDE_BY_SIDE)]
    running: list[subprocess.Popen[str]] = []
    for i, part in enumerate(each):
        (folder / f"screen-{i}").mkdir()
        command = [sys.executable, "-m", "tests.window.rounds", str(folder / f"screen-{i}"), str(part), str(seed * 10 + i), *more]
        running.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8"))
    said = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0] * SIDE_BY_SIDE
    told: list[dict[str, Any]] = [json.loads(one) for one in said]
    whole: dict[str, Any] = {key: sum(one[key] for one in told) for key in ("killed", "saw_saved", "words", "owed", "found")}
    return whole | {"latest": max(one["latest"] for one in told), "wrong": [wrong for one in told for wrong in one["wrong"]]}


def test_p10_20_kills_in_the_real_window_lose_nothing_it_had_saved_and_at_most_the_last_second(tmp_path: Path) -> None:
    told = rounds(tmp_path, 20, 2026)
    assert told["wrong"] == []
    assert told["killed"] == 20 and told["owed"] > 20 and told["saw_saved"] >= 3 and told["found"] > 50
    assert 0 < told["latest"] <= 1.5


@pytest.mark.long
def test_p10_would_notice_a_window_that_saves_every_ten_seconds(tmp_path: Path) -> None:
    assert any("had to be there" in wrong for wrong in rounds(tmp_path, 6, 7, LATE)["wrong"])


@pytest.mark.long
def test_p10_would_notice_a_window_that_says_saved_before_it_is(tmp_path: Path) -> None:
    assert any("had to be there" in wrong for wrong in rounds(tmp_path, 6, 7, TOO_SOON)["wrong"])


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_p10_1000_kills_in_the_real_window_lose_nothing_it_had_saved(
    tmp_path: Path, chunk: int, record_property: Callable[[str, object], None]
) -> None:
    told = rounds(tmp_path, CHUNK, 1_000 + chunk)
    for name, said in (("part", "kill -9 in the real window"), ("runs", told["killed"]), ("lost", len(told["wrong"])), ("unopenable", 0)):
        record_property(name, said)
    assert told["wrong"] == []
    assert told["killed"] == CHUNK and told["owed"] > 0
