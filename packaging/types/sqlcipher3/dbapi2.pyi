# pyright: reportAssignmentType=false
# sqlcipher3 comes without types. It has the interface of the standard library's sqlite3, less a few names and with these more.
# Its classes are its own at run time: `except sqlite3.Error` does not catch one of its errors.
import sqlite3
from sqlite3.dbapi2 import *

class Connection(sqlite3.Connection):
    def set_key(self, key: str) -> None: ...
    def reset_key(self, key: str) -> None: ...
    def open_blob(self, table: str, column: str, row: int, /, *, readonly: bool = ..., dbname: str = ...) -> sqlite3.Blob: ...

def connect(
    database: str,
    timeout: float = ...,
    detect_types: int = ...,
    isolation_level: str | None = ...,
    check_same_thread: bool = ...,
    *,
    cached_statements: int = ...,
    uri: bool = ...,
) -> Connection: ...
