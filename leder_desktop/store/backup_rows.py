"""A digest over every row of every table of a database: two files with the same one hold the same."""

import hashlib
from typing import Any

from leder_desktop.store.connection import Database


def digest(database: Database) -> str:
    """SHA-256, lower-case hex, over the schema and every row in the order the file holds them, so it is meant for byte-for-byte copies.

    The full-text index is covered by the tables it is kept in.
    """
    hasher = hashlib.sha256()
    schema = database.read("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    for row in schema:
        _add(hasher, row)
    for kind, name, _, sql in schema:
        if kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL"):
            _add(hasher, (name,))
            for row in database.read(f'SELECT * FROM "{name}"'):  # noqa: S608  # a table of its own schema
                _add(hasher, row)
    return hasher.hexdigest()


def _add(hasher: Any, row: tuple[Any, ...]) -> None:
    # The type and the length stand before each value, so that no two rows read the same.
    hasher.update(b"row %d\x00" % len(row))
    for value in row:
        data = value if isinstance(value, bytes) else str(value).encode()
        hasher.update(f"{type(value).__name__} {len(data)}\x00".encode() + data)
