"""The quick look at a file that is being opened: is every page in use readable and in its place?

Measured on 6.4 MB: 23 ms, and the pages are in memory afterwards; with the cipher's own check, which reads the file a second time, 40 ms.
`Database.integrity` is the thorough one.
"""

from leder_desktop.errors import Refused
from leder_desktop.store import result_codes
from leder_desktop.store.connection import Database


def is_sound(database: Database) -> bool:
    """Whether every page in use opens with its key and holds what its place asks for.

    Refused `io-error` when it is the disk that does not read. One failed read is not damage: it is looked at once more.
    """
    if _looks_sound(database):
        return True
    if not result_codes.disk_reads(database.path):
        raise result_codes.failed(database.path)
    database.connect_again()  # the old connection goes on calling it damaged
    return _looks_sound(database)


def _looks_sound(database: Database) -> bool:
    try:
        return database.read("PRAGMA quick_check(1)") == [("ok",)]
    except Refused as refused:
        if refused.code != "damaged":
            raise
        return False
