"""A kill between every two steps of every deed: the next unlock leaves a whole store, with the deed done or not begun."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
ROOT = Path(__file__).resolve().parents[2]


def points(deed: str, folder: Path) -> list[dict[str, Any]]:
    done = subprocess.run([sys.executable, "-m", "tests.faults.deeds", deed, str(folder)], capture_output=True, encoding="utf-8", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


FEWEST = {
    "init": 20, "new": 15, "purge": 8, "attach": 8, "take_in": 8, "erase": 5, "sign": 6, "countersign": 6, "seal": 10, "passphrase": 4,
}  # fmt: skip
"""Points each deed has at least; fewer means that the harness no longer sees them."""


@pytest.mark.parametrize("deed", FEWEST)
def test_a_kill_anywhere_leaves_a_whole_store(deed: str, tmp_path: Path) -> None:
    found = points(deed, tmp_path)
    assert [(one["point"], one["where"], one["wrong"]) for one in found if one["wrong"]] == []
    assert len(found) >= FEWEST[deed] and found[-1]["where"] == "done"


def test_a_deed_in_the_wrong_order_is_found(tmp_path: Path) -> None:
    """The proof that the test above can fail: the row of a record is committed before its file is written."""
    assert [one for one in points("row_before_file", tmp_path) if one["wrong"]]
