"""A page that was free when the power went may be torn: it is written anew with the rollback, and nobody is told of damage that is none."""

import os
from pathlib import Path

import pytest

from leder_desktop.store.connection import Database

KEY, KIND = bytes(range(32)), 0x4C645431
PAGE = 4096


@pytest.fixture
def torn(tmp_path: Path) -> Path:
    """A file with free pages, one of them overwritten; what was kept is whole."""
    path = tmp_path / "file.leder"
    database = Database.create(path, KEY, application_id=KIND)
    with database.transaction():
        database.run("CREATE TABLE kept (a TEXT)")
        database.run("CREATE TABLE gone (a BLOB)")
        database.run("INSERT INTO kept VALUES ('here')")
        database.run("INSERT INTO gone VALUES (?)", os.urandom(20 * PAGE))
    with database.transaction():
        database.run("DROP TABLE gone")
    database.close()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - 2 * PAGE)
        file.write(os.urandom(PAGE))
    return path


def test_a_torn_free_page_is_written_anew_with_the_rollback(torn: Path) -> None:
    torn.with_name("file.leder-journal").write_bytes(bytes(512))
    size = torn.stat().st_size
    database = Database.open(torn, KEY, application_id=KIND)
    assert database.integrity(full=True) == []
    assert database.read("SELECT a FROM kept") == [("here",)]
    assert database.read("SELECT name FROM sqlite_master") == [("kept",)]
    database.close()
    assert torn.stat().st_size <= size + 2 * PAGE


def test_without_a_rollback_a_changed_free_page_is_damage(torn: Path) -> None:
    """The proof that the test above can fail; and nothing hides a page that somebody changed."""
    database = Database.open(torn, KEY, application_id=KIND)
    assert any("HMAC" in finding for finding in database.integrity())
    database.close()
