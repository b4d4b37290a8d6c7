"""A database on a disk that fails and is well again, in one process: what was said about it, and that it goes on."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from leder_desktop.errors import Refused
from leder_desktop.store import connection, durable
from leder_desktop.store.connection import Database
from tests.faults.fuse_mount import Disk, mounted

KEY = bytes(range(32))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with mounted(tmp_path / "disk") as made:
        yield made


def opened(disk: Disk) -> Database:
    database = Database.create(disk.folder / "case.leder", KEY, application_id=7)
    with database.transaction():
        database.run("CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT)")
        database.run_many("INSERT INTO t VALUES (?, ?)", [(number, "word " * 500) for number in range(100)])
    database.close()
    return Database.open(disk.folder / "case.leder", KEY, application_id=7)


def put(database: Database, number: int) -> str:
    """"" when it is kept, else the code of the refusal."""
    try:
        with database.transaction():
            database.run("INSERT INTO t VALUES (?, ?)", number, "kept " * 1000)
    except Refused as refused:
        return refused.code
    return ""


FAULTS = {
    ("EIO", "read"): "io-error", ("EIO", "write"): "io-error", ("EIO", "fsync"): "io-error", ("EIO", "truncate"): "io-error",
    ("EIO", "any"): "io-error", ("EIO", "write", "case.leder-journal"): "io-error", ("ENOSPC", "change"): "disk-full",
    ("EROFS", "change"): "no-permission",
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=" ".join)
def test_every_refusal_has_its_code_and_the_next_save_after_healing_is_kept(disk: Disk, fault: tuple[str, ...]) -> None:
    database, kept = opened(disk), set[int]()
    for turn in range(3):
        before, again = 1000 + turn * 10, 1005 + turn * 10
        assert put(database, before) == ""
        disk.fails(*fault)
        assert {put(database, before + 1), put(database, before + 2)} == {FAULTS[fault]}
        disk.heals()
        assert put(database, again) == ""
        kept |= {before, again}
    assert {number for (number,) in database.read("SELECT id FROM t WHERE id >= 1000")} == kept
    assert database.integrity(full=True) == []
    database.close()
    database = Database.open(disk.back / "case.leder", KEY, application_id=7)
    assert {number for (number,) in database.read("SELECT id FROM t WHERE id >= 1000")} == kept
    database.close()


def test_without_opening_the_file_anew_a_healed_disk_stays_a_broken_one(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof that the test above can fail, and why the file is opened anew."""
    monkeypatch.setattr(connection.result_codes, "is_doubtful", lambda _error: False)
    database = opened(disk)
    disk.fails("EIO", "any")
    said = {put(database, 1001), put(database, 1002)}
    disk.heals()
    assert "damaged" in said or put(database, 1003) != ""
    database.close()


def test_a_stick_that_is_pulled_is_told_and_never_called_damaged(disk: Disk) -> None:
    database = opened(disk)
    disk.pulled()
    assert {put(database, 1001), put(database, 1002), put(database, 1003)} == {"io-error"}
    assert list(disk.folder.iterdir()) == []
    database.close()


def test_a_block_the_disk_does_not_read_is_blank_in_the_copy_and_the_rest_is_there(disk: Disk, tmp_path: Path) -> None:
    """What a salvage works on: the blank page is one of those it cannot read."""
    lying = disk.folder / "lying.leder"
    lying.write_bytes(os.urandom(3 * 4096 + 100))
    durable.copy_what_reads(lying, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == lying.read_bytes()
    disk.fails("EIO", "read", "lying.")
    durable.copy_what_reads(lying, tmp_path / "copy")
    disk.heals()
    assert (tmp_path / "copy").read_bytes() == bytes(3 * 4096 + 100)
