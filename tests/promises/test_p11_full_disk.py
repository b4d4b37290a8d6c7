"""P11: a full disk. The store opens and reads, saving is refused in one sentence and the words are still there, erasing works by the
ballast, and what would not fit is not begun.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from leder_desktop.errors import Refused
from leder_desktop.operations import evidence
from leder_desktop.session import Session

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mounts a small disk")
ROOT = Path(__file__).resolve().parents[2]


def on_a_small_disk(folder: Path, *how: str) -> dict[str, Any]:
    command = ["unshare", "-rm", sys.executable, "-m", "tests.faults.small_disk", str(folder), *how]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT)
    if "unshare" in done.stderr:
        pytest.skip("mounting is not allowed here")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@on_linux
@pytest.mark.tool("unshare", "mount")
def test_p11_a_full_disk_opens_reads_erases_and_refuses_in_one_sentence(tmp_path: Path) -> None:
    told = on_a_small_disk(tmp_path)
    assert told["room"] == 0
    assert told["note"] == {"text": "Ann liked trains."} and told["kept"] == "Ann liked trains."
    assert told["record"] > 10_000
    assert told["given-out"] == [] and (tmp_path / "elsewhere").stat().st_size == told["record"], "to another disk, with its line"
    for refused in (told["save"], told["attach"]):
        assert refused[0] == "disk-full" and "ree some space" in refused[1]
    assert told["purge"] == [] and told["left"] == ["R-1"]
    assert told["after"] == []


@on_linux
@pytest.mark.tool("unshare", "mount")
def test_p11_would_notice_a_store_without_its_ballast(tmp_path: Path) -> None:
    told = on_a_small_disk(tmp_path, "no-ballast")
    assert told["purge"][0] == "disk-full" and told["left"] == ["R-1", "R-2"]


def test_p11_what_would_not_fit_three_times_is_not_begun(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scan.pdf").write_bytes(bytes(2_000_000))
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=5_999_999))
    with pytest.raises(Refused) as caught:
        evidence.attach(session, tmp_path / "scan.pdf")
    assert caught.value.code == "disk-full" and "7 MB are needed and 5 MB are free" in caught.value.sentence
    assert list(session.evidence_folder.iterdir()) == [] and evidence.evidence(session) == []
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=6_000_000))
    evidence.attach(session, tmp_path / "scan.pdf")
    assert len(evidence.evidence(session)) == 1
