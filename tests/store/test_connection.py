"""One encrypted file: opened only with its key, made only when told to, and every failure has its own sentence."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from leder_desktop.errors import Refused
from leder_desktop.store.connection import Database

KEY = bytes(range(32))
KIND = 0x4C656443
WORDS = "the seaside at Whitby"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "case.leder"
    database = Database.create(file, KEY, application_id=KIND)
    with database.transaction():
        database.run("CREATE TABLE thing(n INTEGER PRIMARY KEY, words TEXT) STRICT")
        database.run_many("INSERT INTO thing(words) VALUES (?)", [(f"{WORDS} {n}",) for n in range(500)])
    database.close()
    return file


def refusal(path: Path, key: bytes = KEY, kind: int = KIND) -> Refused:
    with pytest.raises(Refused) as caught:
        Database.open(path, key, application_id=kind)
    return caught.value


def test_what_was_written_is_there_again(path: Path) -> None:
    for read_only in (False, True):
        database = Database.open(path, bytearray(KEY), application_id=KIND, read_only=read_only)
        assert database.read("SELECT words FROM thing WHERE n = ?", 1) == [(f"{WORDS} 0",)]
        assert database.integrity(full=True) == []
        database.close()


def test_nothing_is_readable_in_the_file(path: Path) -> None:
    data = path.read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert WORDS.encode() not in data and WORDS.encode("utf-16-le") not in data
    if os.name != "nt":
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_of_another_length_is_never_used(path: Path, tmp_path: Path, length: int) -> None:
    with pytest.raises(ValueError, match="32"):
        Database.open(path, bytes(length), application_id=KIND)
    with pytest.raises(ValueError, match="32"):
        Database.create(tmp_path / "new", bytes(length), application_id=KIND)
    assert not (tmp_path / "new").exists()


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    refused = refusal(tmp_path / "case.leder")
    assert refused.code == "damaged" and "is missing" in refused.sentence
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_not_opened_as_a_new_store(tmp_path: Path) -> None:
    (tmp_path / "case.leder").touch()
    refused = refusal(tmp_path / "case.leder")
    assert refused.code == "damaged" and "is empty" in refused.sentence
    assert (tmp_path / "case.leder").stat().st_size == 0


def test_a_plain_database_is_refused(tmp_path: Path) -> None:
    connection = sqlcipher.connect(str(tmp_path / "plain"))
    connection.execute("CREATE TABLE t(x)")
    connection.close()
    refused = refusal(tmp_path / "plain")
    assert refused.code == "damaged" and "not encrypted" in refused.sentence


def test_another_key_opens_nothing(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    refused = refusal(path, bytes(32))
    assert refused.code == "damaged" and "cannot be opened with its key" in refused.sentence
    assert path.read_bytes() == before
    assert capfd.readouterr().err == "", "the cipher's own log must not reach the terminal"


def test_another_kind_of_file_is_refused(path: Path) -> None:
    assert "not the kind of file" in refusal(path, kind=1).sentence


def test_a_folder_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case.leder").mkdir()
    assert refusal(tmp_path / "case.leder").code in ("damaged", "no-permission")


def test_create_never_replaces_a_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Refused) as caught:
        Database.create(path, KEY, application_id=KIND)
    assert caught.value.code == "file-exists"
    assert path.read_bytes() == before


def test_create_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        Database.create(tmp_path / "no" / "case.leder", KEY, application_id=KIND)
    assert caught.value.code == "io-error"


def test_a_name_with_odd_letters_is_only_a_name(tmp_path: Path) -> None:
    file = tmp_path / "a ? b # 100% é.leder"
    Database.create(file, KEY, application_id=KIND).close()
    Database.open(file, KEY, application_id=KIND).close()
    assert [entry.name for entry in tmp_path.iterdir() if "journal" not in entry.name] == [file.name]


def test_a_transaction_is_all_or_nothing(path: Path) -> None:
    database = Database.open(path, KEY, application_id=KIND)
    with pytest.raises(KeyError), database.transaction():
        database.run("DELETE FROM thing")
        raise KeyError("stop")
    assert database.read("SELECT count(*) FROM thing") == [(500,)]
    with pytest.raises(RuntimeError, match="inside"), database.transaction(), database.transaction():
        pass
    with pytest.raises(RuntimeError, match="outside"):
        database.run("DELETE FROM thing")
    with pytest.raises(RuntimeError, match="outside"):
        database.run_many("DELETE FROM thing WHERE n = ?", [(1,)])
    database.close()


def test_a_script_knows_triggers_and_comments(path: Path) -> None:
    database = Database.open(path, KEY, application_id=KIND)
    with database.transaction():
        database.run_script("""
            CREATE TABLE log(n INTEGER) STRICT; -- one ; in a comment
            CREATE TRIGGER told AFTER INSERT ON thing BEGIN
                INSERT INTO log VALUES (new.n);
                INSERT INTO log VALUES (-new.n);
            END;
            PRAGMA user_version = 7""")
        database.run("INSERT INTO thing(n, words) VALUES (900, 'x')")
    assert database.read("SELECT n FROM log ORDER BY n") == [(-900,), (900,)]
    assert database.user_version == 7
    database.close()


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_text_that_cannot_be_kept_is_refused(path: Path, text: str) -> None:
    database = Database.open(path, KEY, application_id=KIND)
    with pytest.raises(Refused) as caught, database.transaction():
        database.run("INSERT INTO thing(words) VALUES (?)", text)
    assert caught.value.code == "text-not-storable"
    assert not database.in_transaction
    database.close()


@pytest.mark.parametrize(
    "sql",
    [
        "ATTACH 'copy' AS c KEY ''",
        "PRAGMA temp_store=FILE",
        "PRAGMA key='x'",
        "PRAGMA rekey='x'",
        "PRAGMA cipher_plaintext_header_size=32",
        "PRAGMA journal_mode=OFF",
        "PRAGMA synchronous=OFF",
        "PRAGMA foreign_keys=OFF",
        "PRAGMA writable_schema=ON",
        "SELECT load_extension('x')",
        "SELECT sqlcipher_export('main')",
        "VACUUM INTO 'copy'",
    ],
)
def test_sql_cannot_take_the_protection_away(path: Path, sql: str) -> None:
    database = Database.open(path, KEY, application_id=KIND)
    with pytest.raises(sqlcipher.DatabaseError, match="not authorized|authorization denied|no such function"):
        database.read(sql)
    database.close()
    assert not Path("copy").exists()


def test_the_settings_that_keep_a_save_are_on(path: Path) -> None:
    database = Database.open(path, KEY, application_id=KIND)
    connection = database._connection
    connection.set_authorizer(None)
    wanted = {
        "journal_mode": "truncate",
        "synchronous": 2,
        "locking_mode": "exclusive",
        "secure_delete": 1,
        "foreign_keys": 1,
        "cipher_memory_security": "1",
        "temp_store": 0,
        "recursive_triggers": 1,
        "trusted_schema": 0,
    }
    assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    database.close()


def test_full_text_search_forgets_what_was_deleted(path: Path) -> None:
    database = Database.open(path, KEY, application_id=KIND)
    with database.transaction():
        database.run("CREATE VIRTUAL TABLE words USING fts5(body)")
        database.run("INSERT INTO words(words, rank) VALUES ('secure-delete', 1)")
        database.run("INSERT INTO words VALUES (?)", WORDS)
    assert database.read("SELECT body FROM words WHERE words MATCH 'whit*'") == [(WORDS,)]
    database.close()


def test_a_second_opener_is_told(path: Path) -> None:
    first = Database.open(path, KEY, application_id=KIND)
    with first.transaction():
        first.run("DELETE FROM thing WHERE n = 1")
    assert refusal(path).code == "store-in-use"
    first.close()


def test_read_only_writes_nothing(path: Path) -> None:
    database = Database.open(path, KEY, application_id=KIND, read_only=True)
    with pytest.raises(Refused) as caught, database.transaction():
        database.run("DELETE FROM thing")
    assert caught.value.code == "no-permission"
    database.close()


def test_every_flipped_page_is_named(path: Path) -> None:
    whole = path.read_bytes()
    for page in range(1, len(whole) // 4096):
        changed = bytearray(whole)
        changed[page * 4096 + 100] ^= 1
        path.write_bytes(changed)
        try:
            database = Database.open(path, KEY, application_id=KIND)
        except Refused as refused:
            assert refused.code == "damaged"
            continue
        assert database.integrity(), f"page {page}"
        with pytest.raises(Refused) as caught:
            for (words,) in database.read("SELECT words FROM thing"):
                assert WORDS in words
            raise Refused("damaged", "not in this table")
        assert caught.value.code == "damaged"
        database.close()


@pytest.mark.parametrize("keep", [100, 4096, 8192, 10000])
def test_a_cut_file_is_named(path: Path, keep: int) -> None:
    path.write_bytes(path.read_bytes()[:keep])
    try:
        database = Database.open(path, KEY, application_id=KIND)
    except Refused as refused:
        assert refused.code == "damaged"
        return
    assert database.integrity()
    database.close()


def test_a_full_disk_says_so_and_keeps_the_state_before(path: Path) -> None:
    database = Database.open(path, KEY, application_id=KIND)
    connection = database._connection
    connection.set_authorizer(None)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages}").fetchall()
    with pytest.raises(Refused) as caught, database.transaction():
        database.run("DELETE FROM thing WHERE n = 1")
        database.run_many("INSERT INTO thing(words) VALUES (?)", [("x" * 3000,)] * 50)
    assert caught.value.code == "disk-full" and caught.value.exit == 4
    assert not database.in_transaction
    assert database.read("SELECT count(*) FROM thing") == [(500,)]
    connection.execute(f"PRAGMA max_page_count={pages * 10}").fetchall()
    with database.transaction():
        database.run("DELETE FROM thing WHERE n = 1")
    assert database.read("SELECT count(*) FROM thing") == [(499,)]
    database.close()


KILLED = """
import os, sys
from pathlib import Path
from leder_desktop.store.connection import Database
database = Database.open(Path(sys.argv[1]), bytes(range(32)), application_id=int(sys.argv[2]))
database.read("SELECT 1")
with database.transaction():
    database.run("UPDATE thing SET words = hex(randomblob(3000))")  # more than the cache holds: pages are spilled
    database._connection.set_authorizer(None)
    database._connection.execute("PRAGMA cache_size=2").fetchall()
    database.run("UPDATE thing SET words = hex(randomblob(9000))")
    os._exit(9)
"""


@pytest.mark.parametrize("read_only", [False, True])
def test_a_kill_inside_a_transaction_leaves_the_state_before(path: Path, read_only: bool) -> None:
    ran = subprocess.run([sys.executable, "-c", KILLED, str(path), str(KIND)], check=False, cwd=Path(__file__).parents[2])
    assert ran.returncode == 9
    assert path.with_name("case.leder-journal").stat().st_size > 0, "the kill must leave a journal behind"
    database = Database.open(path, KEY, application_id=KIND, read_only=read_only)
    assert database.read("SELECT words FROM thing WHERE n = 1") == [(f"{WORDS} 0",)]
    assert database.integrity(full=True) == []
    database.close()


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (13, "disk-full", "Free some space"),
        (10 | 3 << 8, "io-error", "Check the disk"),
        (8 | 4 << 8, "io-error", "moved away"),
        (8, "no-permission", "may not be written"),
        (14, "no-permission", "may not be opened"),
        (11, "damaged", "Use a backup"),
        (26, "damaged", "with its key"),
        (5, "store-in-use", "another program"),
    ],
)
def test_each_result_code_has_its_sentence(path: Path, number: int, code: str, words: str) -> None:
    class Failing:
        in_transaction = False

        def close(self) -> None:
            """What looks damaged is opened anew and asked once more: here with a wrong key."""

        def execute(self, _sql: str, _values: tuple[object, ...]) -> None:
            error = sqlcipher.OperationalError("made for the test")
            error.sqlite_errorcode = number
            raise error

    with pytest.raises(Refused) as caught:
        Database(Failing(), path, bytes(32), read_only=False).read("SELECT 1")
    assert caught.value.code == code and words in caught.value.sentence


@pytest.mark.parametrize("number", [10 | 4 << 8, 14])
def test_a_failure_on_a_full_disk_is_put_down_to_that(path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    class Failing:
        in_transaction = False

        def execute(self, _sql: str, _values: tuple[object, ...]) -> None:
            error = sqlcipher.OperationalError("made for the test")
            error.sqlite_errorcode = number
            raise error

    usage = shutil.disk_usage(path.parent)
    for free, code in ((0, "disk-full"), (usage.total, "io-error" if number != 14 else "no-permission")):
        monkeypatch.setattr(shutil, "disk_usage", lambda _path, free=free: usage._replace(free=free))
        with pytest.raises(Refused) as caught:
            Database(Failing(), path, bytes(32), read_only=False).read("SELECT 1")
        assert caught.value.code == code


def test_an_error_of_the_program_stays_one(path: Path) -> None:
    database = Database.open(path, KEY, application_id=KIND)
    with pytest.raises(sqlcipher.OperationalError):
        database.read("SELECT nothing FROM nowhere")
    database.close()
