"""kill -9, 200 times, while somebody types: no save that was told is lost, none is half there, and the record still fits (promises P10)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults import canary, typist
from tests.journeys.program import PASSPHRASE, Leder, quick_keys

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def case(tmp_path: Path) -> tuple[Leder, str]:
    with quick_keys():
        leder = Leder(tmp_path).init()
        return leder, leder.new({"given": "Ann", "family": "Lee"})


def rounds(leder: Leder, case: str, count: int, *how: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.faults.typist", str(leder.store), case, str(count), *how]
    done = subprocess.run(command, input=PASSPHRASE, capture_output=True, encoding="utf-8", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("kills", [60, pytest.param(200, marks=pytest.mark.long)])
def test_kills_lose_no_save_that_was_told(case: tuple[Leder, str], kills: int) -> None:
    leder, id = case
    told = rounds(leder, id, kills)
    assert told["wrong"] == []
    assert told["killed"] == kills and told["there"] >= told["told"] > kills
    with quick_keys():
        assert leder("doctor").document["damage"] == []
        assert leder("history", id).document["intact"] is True
    assert canary.hits([leder.store], [typist.WORD]) == []


def test_a_save_told_before_it_is_made_is_found_lost(case: tuple[Leder, str]) -> None:
    """The proof that the test above can fail."""
    leder, id = case
    assert any("is lost" in wrong for wrong in rounds(leder, id, 60, "too-soon")["wrong"])
