"""A kill anywhere in a backup, in its thinning, or while an erased case is taken out, leaves every older backup whole."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
ROOT = Path(__file__).resolve().parents[2]


def points(deed: str, folder: Path) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.faults.backup_deeds", deed, str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


FEWEST = {"back_up": 50, "forget": 60}
"""Points each deed has at least; fewer means that the harness no longer sees them."""


@pytest.mark.parametrize("deed", ["back_up", pytest.param("forget", marks=pytest.mark.long)])
def test_p09_a_kill_anywhere_leaves_every_older_backup_whole(deed: str, tmp_path: Path) -> None:
    found = points(deed, tmp_path)
    assert [(one["point"], one["where"], one["wrong"]) for one in found if one["wrong"]] == []
    assert len(found) >= FEWEST[deed] and found[-1]["where"] == "done"


@pytest.mark.long
def test_p09_would_notice_a_backup_with_its_final_name_before_it_is_whole(tmp_path: Path) -> None:
    assert [one for one in points("final_name_first", tmp_path) if one["wrong"]]
