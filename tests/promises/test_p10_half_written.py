"""P10: half-written saves. At every operation on the disk a deed fails, is killed, torn or cut short; the store opens, holds everything
that was acknowledged and nothing half, the refusal was one a person can read, and work goes on.
"""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults import ffs
from tests.faults.campaign import DEEDS, run, tell

pytestmark = [pytest.mark.tool("gcc"), pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the fault library is Linux's")]

MODES: dict[str, dict[str, Any]] = {
    "once": {"mode": "once"},
    "full once": {"mode": "once", "error": "ENOSPC"},
    "for good": {"mode": "for good"},
    "full for good": {"mode": "for good", "error": "ENOSPC"},
    "kill": {"mode": "kill"},
    "torn": {"mode": "torn", "kinds": ["write"]},
    "short": {"mode": "short", "kinds": ["write"]},
    "unreadable once": {"mode": "once", "kinds": ["open", "read"]},
}
IN_CI = ("once", "full for good", "kill", "torn")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ffs.built(tmp_path_factory.mktemp("ffs"))


@pytest.mark.parametrize("deed", DEEDS)
def test_p10_a_fault_anywhere_leaves_what_was_acknowledged(deed: str, library: Path) -> None:
    """A share of the operations: another place for each mode."""
    plans = [MODES[mode] | {"first": 2 + 5 * number, "every": 29} for number, mode in enumerate(IN_CI)]
    found = run("struck", library, deed, plans)
    assert [wrong for one in found for wrong in one["wrong"]] == []
    assert all(one["runs"] for one in found)


@pytest.mark.long
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("deed", DEEDS)
def test_p10_a_fault_at_every_operation(deed: str, mode: str, library: Path, record_property: Any) -> None:
    [found] = run("struck", library, deed, [MODES[mode]])
    tell(record_property, f"faults: {deed}", {"runs": found["runs"], "lost": found["lost"], "unopenable": found["unopenable"]})
    assert found["wrong"] == []
    assert found["runs"] > 5


def test_p10_would_notice_a_save_that_is_acknowledged_before_it_is_made(library: Path) -> None:
    [found] = run("struck", library, "save", [MODES["kill"] | {"every": 11, "too_soon": True}])
    assert found["lost"] and found["wrong"]


def test_p10_would_notice_a_save_in_two_halves(library: Path) -> None:
    """Without a journal a kill in the middle of a commit leaves half of it."""
    [found] = run("struck", library, "step", [MODES["kill"] | {"every": 3, "without": "journal"}])
    assert found["wrong"]
