"""What comes up with the unlock screen: nothing of reports, bundles or certificates is read before it is needed."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LATER = (
    "reportlab", "pyhanko", "asn1crypto", "pypdfium2", "keyring", "jsonschema", "cryptography.x509", "leder_desktop.bundle",
    "leder_desktop.report",
)  # fmt: skip


def loaded(*first: str) -> list[str]:
    script = "".join(f"import {name}\n" for name in (*first, "ui.app")) + "import json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    return [name for name in json.loads(done.stdout) if name in LATER]


def test_the_unlock_screen_loads_nothing_that_only_a_case_needs() -> None:
    assert loaded() == []


def test_a_library_that_came_too_soon_would_be_seen() -> None:
    assert loaded("leder_desktop.operations.release") != []
