"""The failing disk is one: each fault that is told reaches who writes and reads, and goes when it is told to."""

import errno
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.fuse_mount import Disk, mounted


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk]:
    with mounted(tmp_path_factory.mktemp("disk")) as made:
        (made.folder / "case.leder").write_bytes(b"hello")
        yield made


def synced(path: Path) -> None:
    with path.open("ab") as file:
        os.fsync(file.fileno())


@pytest.mark.parametrize(
    ("told", "does"),
    [
        (("EIO", "read"), lambda path: path.read_bytes()),
        (("EIO", "read", "case."), lambda path: path.read_bytes()),
        (("EIO", "fsync"), synced),
        (("ENOSPC", "change"), lambda path: path.write_bytes(b"hello")),
        (("EROFS", "change"), lambda path: path.write_bytes(b"hello")),
        (("EROFS", "change"), lambda path: (path.parent / "made").mkdir()),
        (("EROFS", "change"), lambda path: path.unlink()),
    ],
)
def test_what_is_told_is_what_fails(disk: Disk, told: tuple[str, ...], does: Callable[[Path], object]) -> None:
    path = disk.folder / "case.leder"
    disk.fails(*told)
    with pytest.raises(OSError) as refused:
        does(path)
    assert refused.value.errno == getattr(errno, told[0])
    disk.fails(told[0], *told[1:], "another.")
    if len(told) == 2:
        assert path.read_bytes() == b"hello"
    disk.heals()
    assert path.read_bytes() == (disk.back / "case.leder").read_bytes() == b"hello"


def test_a_full_one_says_so_and_a_slow_one_waits(disk: Disk) -> None:
    disk.fails("ENOSPC", "change")
    assert os.statvfs(disk.folder).f_bavail == 0
    disk.slow(0.2, "open")
    before = time.monotonic()
    (disk.folder / "case.leder").read_bytes()
    assert time.monotonic() - before > 0.2
    disk.heals()


def test_one_that_is_pulled_is_gone(tmp_path: Path) -> None:
    with mounted(tmp_path) as stick:
        path = stick.folder / "case.leder"
        path.write_bytes(b"hello")
        with path.open("rb") as held:
            stick.pulled()
            assert not path.exists()
            with pytest.raises(OSError):
                held.read()
        assert (stick.back / "case.leder").read_bytes() == b"hello"
