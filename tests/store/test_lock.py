"""One process has a store open; the lock ends with it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from leder_desktop.errors import Refused
from leder_desktop.store.lock import StoreLock

HOLDER = (
    "import sys; from pathlib import Path; from leder_desktop.store.lock import StoreLock\n"
    "lock = StoreLock.take(Path(sys.argv[1]), 0); print('held', flush=True); sys.stdin.read()"
)


def holder(store: Path) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(store)], cwd=Path(__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None and process.stdout.readline().strip() == b"held"
    return process


def end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.communicate()


def test_a_second_taker_is_refused(tmp_path: Path) -> None:
    with StoreLock.take(tmp_path, 0):
        with pytest.raises(Refused) as caught:
            StoreLock.take(tmp_path, 0)
        assert caught.value.code == "store-in-use" and caught.value.exit == 3
    StoreLock.take(tmp_path, 0).release()


def test_another_process_is_refused_until_it_is_killed(tmp_path: Path) -> None:
    process = holder(tmp_path)
    try:
        with pytest.raises(Refused) as caught:
            StoreLock.take(tmp_path, 0)
        assert caught.value.code == "store-in-use"
        process.send_signal(signal.SIGKILL)
        process.wait()
        StoreLock.take(tmp_path, 0).release()
    finally:
        end(process)


def test_it_waits_for_the_old_process_to_end(tmp_path: Path) -> None:
    process = holder(tmp_path)
    passed = 0.0

    def pause(seconds: float) -> None:
        nonlocal passed
        passed += seconds
        if passed > 1:
            end(process)

    StoreLock.take(tmp_path, 6, monotonic=lambda: passed, pause=pause).release()
    assert 1 < passed < 6


def test_it_does_not_wait_for_ever(tmp_path: Path) -> None:
    passed = 0.0

    def pause(seconds: float) -> None:
        nonlocal passed
        passed += seconds

    with StoreLock.take(tmp_path, 0), pytest.raises(Refused):
        StoreLock.take(tmp_path, 6, monotonic=lambda: passed, pause=pause)
    assert 6 <= passed < 6.2


def test_no_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        StoreLock.take(tmp_path / "none", 0)
    assert caught.value.code == "no-store"
    assert list(tmp_path.iterdir()) == []


def test_releasing_twice_is_nothing(tmp_path: Path) -> None:
    lock = StoreLock.take(tmp_path, 0)
    lock.release()
    lock.release()
    StoreLock.take(tmp_path, 0).release()
