"""The register in a new file under a new key: after a purge, so that nothing of the erased case stays in it, and when keys are rotated.

Row by row, not page by page: what was deleted from the old file is not in the new one. The old file stays in use until `slots.leder`
names the new (the one moment of the change); then `take_over` goes on with the new one, and `remove_others` takes the old away, also at
the next opening when a kill came between.
"""

from collections.abc import Mapping
from pathlib import Path

from leder_desktop.store import durable, former
from leder_desktop.store.shelf import Shelf, Wrapping

TABLES = ("identity", "trust", "person", "setting", "digest_key", "device_audit")
"""All but the cases, whose keys are wrapped anew."""


def next_name(name: str) -> str:
    """What the file that replaces `name` is called: `shelf.leder`, `shelf-1.leder`, `shelf-2.leder`, ..."""
    number = name.removeprefix("shelf").removesuffix(".leder").removeprefix("-") or "0"
    return f"shelf-{int(number) + 1}.leder"


def copied(shelf: Shelf, path: Path, key: bytes | bytearray, wrapping: Wrapping, case_keys: Mapping[str, bytearray]) -> Shelf:
    """The same register at `path`, open, on the disk when this returns. `case_keys`: id -> the key that a case has from now on.

    Anything there from a making that was cut off is written over. Refused: what the disk says.
    """
    remove(path)
    copy = Shelf.create(path, key, wrapping)
    done = False
    try:
        with copy.database.transaction():
            copy.database.run("DELETE FROM digest_key")
            for table in TABLES:
                _copy_rows(shelf, copy, table)
            for row in shelf.database.read('SELECT * FROM "case"'):
                id, state, wrapped, *rest = row
                again = wrapping.wrap(case_keys.get(id) or shelf.case_key(id), id) if wrapped is not None else None
                _insert(copy, "case", (id, state, again, *rest))
        done = True
    finally:
        if not done:
            copy.close()
            remove(path)
    return copy


def remove(path: Path) -> None:
    """A shelf file that is not in use, with its journal."""
    with durable.guarded(path):
        for name in (path, path.with_name(f"{path.name}-journal")):
            name.unlink(missing_ok=True)


def remove_others(folder: Path, in_use: str) -> None:
    """Former shelf files, and one whose making was cut off. Only ever called when `in_use` was opened."""
    with durable.guarded(folder):
        others = [
            entry for entry in folder.glob("shelf*.leder*")
            if entry.name not in (in_use, f"{in_use}-journal") and not former.is_copy_of(entry, folder / in_use)
        ]  # fmt: skip
        for entry in others:
            entry.unlink()
    if others:
        durable.sync_folder(folder)


def _copy_rows(shelf: Shelf, copy: Shelf, table: str) -> None:
    for row in shelf.database.read(f'SELECT * FROM "{table}"'):  # noqa: S608  # a name from TABLES
        _insert(copy, table, row)


def _insert(copy: Shelf, table: str, row: tuple[object, ...]) -> None:
    marks = ", ".join("?" * len(row))
    copy.database.run(f'INSERT INTO "{table}" VALUES ({marks})', *row)  # noqa: S608  # a name from TABLES, and question marks
