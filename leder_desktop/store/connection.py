"""One encrypted database file. The only importer of sqlcipher3, and the only place that gives a key to it.

The traps it closes (each one measured): a missing path or an empty file would be opened as a new database; a key of
another length is silently taken as a passphrase; a file that was never keyed is plain text; `ATTACH ... KEY ''` writes
a plain copy; `temp_store=FILE` spills plain rows. Journal TRUNCATE with synchronous FULL lost no acknowledged save in
1,000 power cuts; journal DELETE lost 18.
"""

import os
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from leder_desktop.errors import Refused
from leder_desktop.store import durable, result_codes

OLDEST_SQLITE = (3, 51, 3)
"""Before it, a reset of the write-ahead log could lose data (sqlite.org, "WAL reset bug"); ours does not use one, a tool's copy may."""

_PLAIN = b"SQLite format 3\x00"
_BEFORE_THE_KEY = ("cipher_memory_security=ON", "cipher_log_level=NONE")
_AFTER_THE_KEY = (
    "synchronous=FULL",
    "locking_mode=EXCLUSIVE",
    "secure_delete=ON",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "cache_size=-65536",
)
_PRAGMAS = frozenset(
    "application_id user_version page_size table_info table_xinfo table_list index_list index_info foreign_key_check foreign_key_list"
    " defer_foreign_keys data_version page_count freelist_count integrity_check quick_check cipher_integrity_check".split()
)
"""What SQL may say after opening. Everything else (key, rekey, temp_store, journal_mode, ...) is denied."""

Row = tuple[Any, ...]


class Database:
    """An open, keyed database file, owned by the thread that opened it. Made by `open` or `create`, never directly."""

    def __init__(self, connection: Any, path: Path, key: bytes | bytearray, *, read_only: bool) -> None:
        self._connection: Any = connection
        self._key, self._read_only = bytearray(key), read_only
        self._doubtful = False
        self._opened = 1
        self.path = path

    @classmethod
    def open(cls, path: Path, key: bytes | bytearray, *, application_id: int, read_only: bool = False) -> "Database":
        """Open a file that is there, with its raw 32-byte key; `application_id` says what kind of file it must be.

        A journal left behind by a kill is rolled back first, also for `read_only`. Refuses `damaged` (missing, empty, not
        encrypted, another kind of file, or not readable with this key), `store-in-use`, `no-permission`, `io-error`.
        """
        _check_header(path)
        cut_off = _journal_left(path)
        if read_only and cut_off:
            cls.open(path, key, application_id=application_id).close()
        database = cls(_connect_or_once_more(path, key, read_only=read_only), path, key, read_only=read_only)
        if database.application_id != application_id:
            database.close()
            wrong = f"{result_codes.name(path)} is not the kind of file that belongs here."
            raise Refused("damaged", f"{wrong} Put back the right file from a backup.")
        if cut_off and not read_only:
            with suppress(Refused):  # on a full disk it waits: nothing is read from such a page
                database._write_free_pages_anew()
        return database

    @classmethod
    def create(cls, path: Path, key: bytes | bytearray, *, application_id: int) -> "Database":
        """Make a new, empty, encrypted file and open it; it and its name are on the disk when this returns.

        Refuses `file-exists` when anything has that name, `disk-full`, `no-permission`, `io-error`.
        """
        _check_key(key)
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            raise Refused("file-exists", f"There is already a file {result_codes.name(path)}. It was left as it is.") from None
        except OSError as error:
            raise durable.refusal(error, path) from error
        database = None
        try:
            database = cls(_connect(path, key, read_only=False), path, key, read_only=False)
            with database.transaction():
                database.run(f"PRAGMA application_id = {int(application_id)}")
            durable.sync_folder(path.parent)
            _check_header(path)
            made, database = database, None
            return made
        except Refused as refused:
            if refused.code != "damaged":
                raise
            raise result_codes.failed(path) from refused  # a file that is being made is not damaged: the disk did not read
        finally:
            if database is not None:
                database.close()
            if path.exists() and path.stat().st_size == 0:
                with suppress(OSError):
                    path.unlink()

    @property
    def application_id(self) -> int:
        """What kind of file the header says this is."""
        return int(self.read("PRAGMA application_id")[0][0])

    @property
    def user_version(self) -> int:
        """The number of the newest migration this file has had."""
        return int(self.read("PRAGMA user_version")[0][0])

    @property
    def written(self) -> tuple[int, int] | None:
        """Another one after every row that was written here, also where the transaction then came to nothing. None while that cannot be
        told: inside a transaction, and after the disk failed.
        """
        if self._connection is None or self._doubtful or self.in_transaction:
            return None
        return self._opened, int(self._connection.total_changes)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._connection is not None and bool(self._connection.in_transaction)

    @contextmanager
    def transaction(self, *, came_through: Callable[[], bool] = lambda: False) -> Generator[None]:
        """Everything in the block, or nothing. One inside another is an error of the program.

        A commit whose last sync failed may have come through: `came_through` looks, so that nobody is told to do it twice.
        """
        if self.in_transaction:
            raise RuntimeError("a transaction inside a transaction")
        self._execute("BEGIN IMMEDIATE")
        try:
            yield
            try:
                self._execute("COMMIT")
            except Refused:
                if self.in_transaction or not came_through():
                    raise
                self._sync_journal()
        finally:
            # A full disk has already rolled back: a second ROLLBACK would hide the reason.
            if self.in_transaction:
                self._execute("ROLLBACK")

    def _sync_journal(self) -> None:
        """That the journal is empty is what makes a commit last."""
        journal = self.path.with_name(self.path.name + "-journal")
        with durable.guarded(journal):
            if journal.exists():
                with journal.open("r+b") as file:
                    durable.sync(file)

    def read(self, sql: str, *values: object) -> list[Row]:
        """All rows of one statement."""
        return self._execute(sql, values)

    def run(self, sql: str, *values: object) -> None:
        """One statement that writes; only inside `transaction()`. Refuses `text-not-storable` for NUL and lone surrogates."""
        self._must_be_in_transaction()
        self._execute(sql, values)

    def run_many(self, sql: str, rows: Iterable[Iterable[object]]) -> None:
        """One statement for each of `rows`; only inside `transaction()`."""
        self._must_be_in_transaction()
        for row in rows:
            self._execute(sql, tuple(row))

    def run_script(self, sql: str) -> None:
        """Several statements, as a migration has them; only inside `transaction()`, and never ends it."""
        self._must_be_in_transaction()
        statement = ""
        for line in sql.splitlines(keepends=True):
            statement += line
            if sqlcipher.complete_statement(statement):
                self._execute(statement)
                statement = ""
        if statement.strip():
            self._execute(statement)

    def integrity(self, *, full: bool = False) -> list[str]:
        """What is wrong with the file, in the words of the checks; empty when nothing is.

        Both kinds are needed: a file cut at a page boundary passes the cipher's check, a flipped bit in a free page passes
        the other. An old page put back passes both: that is what the hash chain is for.
        """
        findings: list[str] = []
        for check in ("cipher_integrity_check", "integrity_check" if full else "quick_check", "foreign_key_check"):
            try:
                rows = self.read(f"PRAGMA {check}")
            except Refused as refused:
                if refused.code != "damaged":
                    raise
                rows = [(refused.sentence,)]
            findings += [f"{check}: {' '.join(map(str, row))}" for row in rows if row[0] != "ok"]
        return findings

    def copy_to(self, path: Path, key: bytes | bytearray) -> None:
        """A new file with the same content under another key, on the disk when this returns; refuses as `create` does."""
        if self.in_transaction:
            raise RuntimeError("a copy inside a transaction")
        copy = Database.create(path, key, application_id=self.application_id)
        try:
            self._connection.backup(copy._connection)
        except sqlcipher.Error as error:
            raise result_codes.refusal(error, path) or result_codes.failed(path) from error
        finally:
            copy.close()

    def close(self) -> None:
        """Close the file; what was not committed is gone. Closing twice is nothing."""
        if self._connection is not None:
            self._connection.close()
        self._key[:] = bytes(len(self._key))
        self._key.clear()

    def _write_free_pages_anew(self) -> None:
        """A page that was free is not in the journal, so after a power cut its bytes may be torn: nothing reads them, but the cipher's
        check would call it damage.
        """
        [(free,)], [(size,)] = self.read("PRAGMA freelist_count"), self.read("PRAGMA page_size")
        with self.transaction():
            self.run("CREATE TABLE free_pages (bytes BLOB)")
            self.run("INSERT INTO free_pages VALUES (zeroblob(?))", free * int(size))
            self.run("DROP TABLE free_pages")

    def _must_be_in_transaction(self) -> None:
        if not self.in_transaction:
            raise RuntimeError("a write outside a transaction")

    def _execute(self, sql: str, values: tuple[object, ...] = ()) -> list[Row]:
        for value in values:
            _check_text(value)
        inside = self.in_transaction
        if self._doubtful and not inside:
            self.connect_again()
        try:
            return self._asked(sql, values)
        except Refused as refused:
            if refused.code != "damaged":
                raise
            if inside:
                raise result_codes.failed(self.path) from refused
        # SQLite takes one failed read for damage: before a person is told so, the file is opened anew and asked once more.
        self.connect_again()
        return self._asked(sql, values)

    def _asked(self, sql: str, values: tuple[object, ...]) -> list[Row]:
        try:
            rows: list[Row] = self._connection.execute(sql, values).fetchall()
            return rows
        except sqlcipher.Error as error:
            self._doubtful |= result_codes.is_doubtful(error)
            refused = result_codes.refusal(error, self.path)
            if refused is None:
                raise
            raise refused from error

    def connect_again(self) -> None:
        """A disk that failed and is well again: the old connection may call sound pages damaged, or refuse to write, until the process
        ends (measured). What was committed is there; a journal left by the failure is rolled back.
        """
        if self._connection is not None:
            self._connection, old, self._doubtful = None, self._connection, True
            old.close()
        if result_codes.is_gone(self.path):
            raise result_codes.gone(self.path)
        _check_header(self.path)
        self._connection = _connect(self.path, self._key, read_only=self._read_only)
        self._opened += 1
        self._doubtful = not self._read_only and _is_read_only(self._connection)


def _connect_or_once_more(path: Path, key: bytes | bytearray, *, read_only: bool) -> Any:
    """A disk that failed to read once is not damage."""
    try:
        return _connect(path, key, read_only=read_only)
    except Refused as refused:
        if refused.code != "damaged":
            raise
    return _connect(path, key, read_only=read_only)


def _connect(path: Path, key: bytes | bytearray, *, read_only: bool) -> Any:
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {sqlcipher.sqlite_version} is too old")
    _check_key(key)
    connection: Any = None
    opened = False
    try:
        connection = sqlcipher.connect(_uri(path, read_only), uri=True, isolation_level=None, timeout=1)
        for pragma in _BEFORE_THE_KEY:
            connection.execute(f"PRAGMA {pragma}")
        _give_key(connection, key)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in _AFTER_THE_KEY:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        elif connection.execute("PRAGMA journal_mode=TRUNCATE").fetchone() != ("truncate",):
            raise RuntimeError("the journal mode was not taken")
        connection.set_authorizer(_authorise)
        opened = True
        return connection
    except sqlcipher.Error as error:
        refused = result_codes.refusal(error, path)
        if refused is None:
            raise
        raise refused from error
    finally:
        if connection is not None and not opened:
            connection.close()


def _is_read_only(connection: Any) -> bool:
    """SQLite answers a file that it may not write with a connection that only reads, and stays so when the disk is well again."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute("BEGIN")
    try:
        connection.execute(f"PRAGMA user_version = {int(version)}")
    except sqlcipher.Error as error:
        return result_codes.is_read_only(error)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return False


def _give_key(connection: Any, key: bytes | bytearray) -> None:
    # The raw form x'64 hex digits', in a buffer that is wiped, not in a line of SQL.
    buffer = bytearray(b"x'" + key.hex().encode("ascii") + b"'")
    try:
        connection.set_key(buffer)
    finally:
        buffer[:] = bytes(len(buffer))


def _check_key(key: bytes | bytearray) -> None:
    if len(key) != 32:
        raise ValueError("a database key is exactly 32 bytes")


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(len(_PLAIN))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise Refused("damaged", f"{result_codes.name(path)} is missing. Put it back from a backup.") from None
    except OSError as error:
        raise durable.refusal(error, path) from error
    if not start:
        raise Refused("damaged", f"{result_codes.name(path)} is empty. Put it back from a backup.")
    if start == _PLAIN:
        raise Refused("damaged", f"{result_codes.name(path)} is not encrypted, so it is not ours. Put back the right file from a backup.")


def _check_text(value: object) -> None:
    if not isinstance(value, str):
        return
    if "\x00" in value:
        raise Refused("text-not-storable", "The text holds a NUL character, which cannot be stored. Remove it, then try again.")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("text-not-storable", "The text holds half a character, which cannot be stored. Type that place again.") from None


def _journal_left(path: Path) -> bool:
    journal = path.with_name(path.name + "-journal")
    return journal.is_file() and journal.stat().st_size > 0


def _uri(path: Path, read_only: bool) -> str:
    uri = path.absolute().as_uri()
    if not uri.startswith("file:///"):  # a network share of Windows: SQLite takes the server's name only as part of the path
        uri = uri.replace("file://", "file:////", 1)
    return f"{uri}?mode={'ro' if read_only else 'rw'}"


def _authorise(action: int, one: str | None, two: str | None, _database: str | None, _trigger: str | None) -> int:
    if action in (sqlcipher.SQLITE_ATTACH, sqlcipher.SQLITE_DETACH):
        return int(sqlcipher.SQLITE_DENY)
    if action == sqlcipher.SQLITE_PRAGMA and (one or "").lower() not in _PRAGMAS:
        return int(sqlcipher.SQLITE_DENY)
    if action == sqlcipher.SQLITE_FUNCTION and (two or "").lower() in ("load_extension", "sqlcipher_export", "fts3_tokenizer"):
        return int(sqlcipher.SQLITE_DENY)
    return int(sqlcipher.SQLITE_OK)
