"""P07: another program of the same account finds no key and no passphrase from outside: not in arguments, environment, dumps or memory."""

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.faults.canary import hits
from tests.store import old_stores

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = {
    "leder": ["-m", "leder_desktop", "--store", "{store}", "--passphrase-fd", "0", "--json", "doctor"],
    "window": ["-m", "ui", "--store", "{store}"],
}
UNHARDENED = {
    "leder": "import leder_desktop.cli.main as m; m.harden = lambda: None; sys.exit(m.main())",
    "window": "import ui.app as m; m.harden = lambda: None; sys.exit(m.main())",
}


def ordinary(command: list[str]) -> list[str]:
    """As an account without the right to look into everything: root gives that right up, for the program and for who looks."""
    give_up = ["setpriv", "--bounding-set", "-sys_ptrace", "--inh-caps", "-sys_ptrace"] if os.geteuid() == 0 else []
    return [*give_up, *command]


@contextmanager
def running(command: list[str], home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The program, without a screen of its own, with everything it may remember in `home`."""
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    try:
        process = subprocess.Popen(ordinary(command), cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)
    with process:
        try:
            yield process
        finally:
            process.kill()


def memory_opens(pid: int) -> bool:
    """Whether another process of this account may read that one's memory."""
    look = ordinary([sys.executable, "-c", f"open('/proc/{pid}/mem', 'rb')"])
    return subprocess.run(look, capture_output=True).returncode == 0


def ready(process: subprocess.Popen[bytes], program: str) -> None:
    """`leder` waits for the passphrase; the window is at its unlock screen. Neither has a key yet."""
    until = time.monotonic() + 20
    wanted = "sqlcipher3" if program == "leder" else "libqoffscreen"
    while wanted not in Path(f"/proc/{process.pid}/maps").read_text() or not sleeping(process.pid):
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.02)


def sleeping(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "S"


def core_limit(pid: int) -> str:
    line = next(line for line in Path(f"/proc/{pid}/limits").read_text().splitlines() if line.startswith("Max core file size"))
    return line.split()[4]


@pytest.fixture
def old(tmp_path: Path) -> old_stores.OldStore:
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("setpriv is not installed")
    return old_stores.copy("1", tmp_path / "store")


@pytest.mark.parametrize("program", PROGRAMS)
def test_p07_closed_before_the_key_arrives(old: old_stores.OldStore, program: str, tmp_path: Path) -> None:
    with running([sys.executable, *(word.format(store=old.folder) for word in PROGRAMS[program])], tmp_path) as process:
        ready(process, program)
        assert core_limit(process.pid) == "0"
        assert not memory_opens(process.pid)


@pytest.mark.parametrize("program", PROGRAMS)
def test_p07_would_notice_a_program_that_is_not_hardened(old: old_stores.OldStore, program: str, tmp_path: Path) -> None:
    words = [word.format(store=old.folder) for word in PROGRAMS[program][2:]]
    with running([sys.executable, "-c", f"import sys; {UNHARDENED[program]}", *words], tmp_path) as process:
        ready(process, program)
        assert memory_opens(process.pid)
        assert core_limit(process.pid) == str(resource.getrlimit(resource.RLIMIT_CORE)[1]).replace("-1", "unlimited")


def outside(pid: int, into: Path) -> None:
    """What anybody may read of a process."""
    for name in ("environ", "cmdline", "status", "stat", "comm"):
        with (into / name).open("ab") as kept, suppress(ProcessLookupError, FileNotFoundError):  # it may have ended meanwhile
            kept.write(Path(f"/proc/{pid}/{name}").read_bytes())


def test_p07_nothing_secret_in_arguments_or_environment_from_start_to_end(old: old_stores.OldStore, tmp_path: Path) -> None:
    seen, words = tmp_path / "seen", [old.passphrase, old.words]
    seen.mkdir()
    with running([sys.executable, *(word.format(store=old.folder) for word in PROGRAMS["leder"])], tmp_path) as process:
        ready(process, "leder")
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(old.passphrase.encode())
        process.stdin.close()
        looks = 0
        while process.poll() is None:
            outside(process.pid, seen)
            looks += 1
            time.sleep(0.005)
        assert process.returncode == 0 and looks > 3
    assert (seen / "cmdline").stat().st_size and hits([seen], words) == []


def test_p07_would_notice_a_passphrase_among_the_arguments(old: old_stores.OldStore, tmp_path: Path) -> None:
    (tmp_path / "seen").mkdir()
    with running([sys.executable, "-c", "import sys; sys.stdin.read()", old.passphrase], tmp_path) as process:
        until = time.monotonic() + 10
        while old.passphrase.encode() not in Path(f"/proc/{process.pid}/cmdline").read_bytes() and time.monotonic() < until:
            time.sleep(0.01)
        outside(process.pid, tmp_path / "seen")
    assert hits([tmp_path / "seen"], [old.passphrase])
