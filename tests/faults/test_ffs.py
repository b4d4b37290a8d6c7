"""The fault library really stands between Python, SQLCipher and the system: strace counts the same."""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults import ffs

pytestmark = [pytest.mark.tool("gcc"), pytest.mark.skipif(not sys.platform.startswith("linux"), reason="LD_PRELOAD and strace are Linux's")]

CALLS = {
    "write": "write", "pwrite64": "write", "writev": "write", "pwritev": "write", "pwritev2": "write", "ftruncate": "truncate",
    "unlink": "unlink", "rename": "rename", "renameat": "rename", "renameat2": "rename", "mkdir": "mkdir", "mkdirat": "mkdir",
    "rmdir": "rmdir", "read": "read", "pread64": "read",
}  # fmt: skip
PAST = {"link", "linkat", "symlink", "symlinkat", "fallocate", "copy_file_range", "splice", "sendfile", "truncate"}


def strace(told: str, under: Path) -> Counter[str]:
    """Operations by the names of ffs.py; what `PAST` names by its own."""
    seen = Counter[str]()
    for line in told.splitlines():
        found = re.match(r"\d+ +(\w+)\((.*)", line)
        if not found or str(under) not in found[2] or "resumed" in line or '/before"' in line:
            continue
        call, rest = found[1], found[2]
        if call in ("fsync", "fdatasync"):
            path = re.search(r"<([^>]*)>", rest)
            assert path
            seen["syncdir" if Path(path[1]).is_dir() else "sync"] += 1
        elif call == "unlinkat":
            seen["rmdir" if "AT_REMOVEDIR" in rest else "unlink"] += 1
        elif call == "mmap":
            seen["mmap"] += "PROT_WRITE" in rest and "MAP_SHARED" in rest
        elif call in CALLS or call in PAST:
            seen[CALLS.get(call, call)] += 1
    return +seen


@pytest.mark.tool("strace")
@pytest.mark.parametrize("deed", ["attach", "purge", "rotate"])
def test_every_operation_is_seen(deed: str, tmp_path: Path) -> None:
    """What strace counts under the folder is what the library counts, kind by kind, and nothing goes past it."""
    library, trace, folder = ffs.built(tmp_path), tmp_path / "strace", tmp_path / "of"
    calls = ",".join([*CALLS, *PAST, "fsync", "fdatasync", "unlinkat", "mmap"])
    watched = ["strace", "-f", "-y", "-qq", "-s", "0", "-e", f"trace={calls}", "-E", f"LD_PRELOAD={library}", "-o", str(trace)]
    done = ffs.loaded(library, "tests.faults.counted", deed, str(folder), before=watched)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    counted = Counter({kind: number for kind, number in told["seen"].items() if kind not in ("create", "open") and number})
    traced = strace(trace.read_text(), folder / "work")
    assert traced == counted
    assert {"write", "sync", "read", "truncate"} <= set(counted)


@pytest.mark.parametrize(("mode", "end"), [("once", "refused"), ("for good", "refused"), ("kill", -9), ("torn", -9), ("short", "done")])
def test_each_mode_does_what_it_says(mode: str, end: object, tmp_path: Path) -> None:
    done = ffs.loaded(ffs.built(tmp_path), "tests.faults.counted", mode, str(tmp_path / "file"))
    assert done.returncode == (end if isinstance(end, int) else 0), done.stderr
    left = (tmp_path / "file" / "a").read_bytes()
    assert left == {"once": b"", "for good": b"", "kill": b"", "torn": b"four", "short": b"fourfour"}[mode]
    if end == "refused":
        assert json.loads(done.stdout) == {"once": ["EIO", "done"], "for good": ["EIO", "EIO"]}[mode]
