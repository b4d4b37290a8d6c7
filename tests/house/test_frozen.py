"""The frozen folder goes the whole way without Python, without the checkout and without an environment."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


@pytest.mark.long
@pytest.mark.tool("objcopy")
def test_the_frozen_program_makes_the_whole_journey(door: Callable[[str], ModuleType], tmp_path: Path) -> None:
    dev = door("dev")
    assert dev.freeze() == 0
    folder = dev.ROOT / "dist" / "leder-desktop"
    assert len(list((folder / "_internal" / "licences").iterdir())) > 20
    program = folder / ("leder.exe" if os.name == "nt" else "leder")
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    done = subprocess.run(
        [program, "--json", "demo", "--out", tmp_path / "demo"], env=kept, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["verdict"] == "good"
