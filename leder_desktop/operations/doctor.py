"""Is the store sound? Damage by case, and a digest of the content that two looks can be compared by.

Nothing is mended and not a byte is changed: what a kill left half-done was put right when the store was opened. The quick kind reads every
database and every record of who did what; the full kind also every byte of every record received, and what lies around in the store.

A window has its files open on one thread, so the work comes in pieces: `store_damage` and `case_damage` with the desk, `records_damage`
anywhere.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from leder_desktop.errors import Refused
from leder_desktop.operations import cases, header
from leder_desktop.session import Desk, Session
from leder_desktop.store import audit, case_folder, device_audit, durable, vault_files
from leder_desktop.store.casefile import CaseFile
from leder_desktop.store.shelf import CaseRow
from leder_desktop.store.things import content_digest

LAST_FULL = "last_full_check"
WEEKLY = timedelta(days=7)
"""How often the window checks everything by itself."""
BACKUP = "Put this case back from a backup. It was left as it is; the other cases are not touched by this."
NEWER = "It was left as it is. Nothing is lost: a newer version of this program opens it."
AGAIN = "So it is not known whether it is whole. Nothing was changed: put that right, then check again."
STORE_BACKUP = "Make no new entries, and put the store back from a backup. Nothing was changed."
LOOK = "Nothing was removed. If you do not know what it is, ask IT."


@dataclass(frozen=True, kw_only=True)
class Damage:
    """One thing that is wrong, where, and what to do."""

    case: str | None
    """The case's id; None for the store itself."""
    reference: str = ""
    what: str
    """`database`, `record-of-deeds`, `evidence`, `folder`, `slots` or `journal`."""
    sentence: str
    do: str

    def document(self) -> dict[str, Any]:
        return {"case": self.case, "reference": self.reference, "what": self.what, "sentence": self.sentence, "do": self.do}


@dataclass(frozen=True, kw_only=True)
class Records:
    """The encrypted files of one case, for checking on any thread."""

    row: CaseRow
    folder: Path
    kept: tuple[tuple[str, bytes, str], ...] = field(repr=False)
    """Id, key, SHA-256 of the plain bytes."""


def examine(desk: Desk, *, full: bool = False) -> dict[str, Any]:
    """`{"digest", "damage": [{"case", "reference", "what", "sentence", "do"}]}`.

    The digest covers what cases hold, not when they were looked at.
    """
    damage = store_damage(desk, full=full)
    hasher = hashlib.sha256()
    for row in sorted(cases.all(desk), key=lambda row: row.id):
        try:
            with cases.reading(desk, row.id) as file:
                hasher.update(row.id.encode() + content_digest(file.database))
                damage += file_damage(desk, row, file, full=full)
                records = records_of(desk, row, file)
            damage += records_damage(records) if full else records_missing(records)
        except Refused as refused:
            damage.append(_unread(row, "database", refused))
    return {"digest": hasher.hexdigest(), "damage": [one.document() for one in damage]}


def store_damage(desk: Desk, *, full: bool = False) -> list[Damage]:
    """What is wrong with the store beside its cases."""
    damage = shelf_damage(desk, full=full)
    damage += [_of_store("record-of-deeds", sentence) for sentence in device_audit.faults(desk.shelf.database)]
    damage += [
        Damage(case=name, what="folder", sentence="There is a folder here that belongs to no case; it was left as it is.", do=LOOK)
        for name in case_folder.strays(desk.folder, desk.shelf)
    ]
    return damage + (_around(desk) if full else [])


def shelf_damage(desk: Desk, *, full: bool = False) -> list[Damage]:
    """What is wrong with the register's file: a few milliseconds, done at each unlock."""
    return [_of_store("database", sentence) for sentence in desk.shelf.database.integrity(full=full)]


def _around(desk: Desk) -> list[Damage]:
    """The ways in, and what a program that was stopped may have left."""
    found: list[Damage] = []
    try:
        if header.read(desk.folder) != desk.held.header:
            found.append(_of_store("slots", "The file with the ways into this store was changed by another program since it was opened."))
    except Refused as refused:
        found.append(_of_store("slots", refused.sentence))
    in_use = {desk.shelf.database.path, *(case_folder.file_of(desk.folder, row.id) for row in cases.all(desk))}
    with durable.guarded(desk.folder):
        for path in sorted(desk.folder.rglob("*")):
            if path.name.endswith(durable.PART):
                sentence = f"{path.parent.name}/{path.name} was left half-written by a program that was stopped."
                found.append(Damage(case=None, what="folder", sentence=sentence, do=LOOK))
            elif path.name.endswith("-journal") and path.stat().st_size and Path(str(path).removesuffix("-journal")) not in in_use:
                sentence = f"{path.parent.name}/{path.name} belongs to no file that is in use."
                found.append(Damage(case=None, what="journal", sentence=sentence, do=LOOK))
    return found


def case_damage(desk: Desk, row: CaseRow, lying_open: Session | None = None) -> tuple[list[Damage], Records | None]:
    """The thorough check of one case's database, and its records for `records_damage`. `lying_open` is the case on the desk."""
    try:
        if lying_open is not None and lying_open.case == row.id:
            return file_damage(desk, row, lying_open.file, full=True, seen=False), records_of(desk, row, lying_open.file)
        with cases.reading(desk, row.id) as file:
            return file_damage(desk, row, file, full=True), records_of(desk, row, file)
    except Refused as refused:
        return [_unread(row, "database", refused)], None


def file_damage(desk: Desk, row: CaseRow, file: CaseFile, *, full: bool, seen: bool = True) -> list[Damage]:
    """`seen`: whether the shelf's row must know every line; one that is being written to is a step ahead."""
    head, lines = (row.audit_head, row.audit_lines) if seen else ("", 0)
    found = [_of_case(row, "database", sentence) for sentence in file.database.integrity(full=full)]
    return found + [_of_case(row, "record-of-deeds", one) for one in audit.faults(file.database, seen_head=head, seen_lines=lines)]


def records_of(desk: Desk, row: CaseRow, file: CaseFile) -> Records:
    kept = ((id, file.evidence_row(id)) for id in sorted(file.evidence_ids()))
    folder = case_folder.folder_of(desk.folder, row.id) / case_folder.EVIDENCE
    return Records(row=row, folder=folder, kept=tuple((id, one.key, one.sha256) for id, one in kept))


def records_missing(records: Records) -> list[Damage]:
    """Records whose file is not there; their bytes are not read."""
    with durable.guarded(records.folder):
        gone = [id for id, _, _ in records.kept if not (records.folder / id).is_file()]
    return [_of_case(records.row, "evidence", f"The file of record {id} is missing.") for id in gone]


def records_damage(records: Records, tell: Callable[[], object] = lambda: None) -> list[Damage]:
    """Every byte of every record, on any thread; `tell` is called between two records and may stop it by raising."""
    found: list[Damage] = []
    for id, key, sha256 in records.kept:
        tell()
        try:
            vault_files.verify(records.folder, id, key, sha256)
        except Refused as refused:
            found.append(_unread(records.row, "evidence", refused))
    return found


def checked(desk: Desk, damage: int) -> None:
    """A full check came to its end: when, and how much was wrong. Kept in the shelf."""
    desk.shelf.set_setting(LAST_FULL, {"at": desk.clock.now().isoformat(), "damage": damage})


def last_checked(desk: Desk) -> datetime | None:
    """When everything here was last checked; None when it never was."""
    kept = desk.shelf.setting(LAST_FULL)
    return datetime.fromisoformat(kept["at"]) if kept else None


def found_last(desk: Desk) -> int:
    """How much was wrong then."""
    kept = desk.shelf.setting(LAST_FULL)
    return int(kept["damage"]) if kept else 0


def is_due(desk: Desk) -> bool:
    """Whether a week has gone since the last full check. A clock that was put back does not put it off."""
    at = last_checked(desk)
    return at is None or not timedelta() <= desk.clock.now() - at < WEEKLY


def _unread(row: CaseRow, what: str, refused: Refused) -> Damage:
    found = _of_case(row, what, refused.sentence)
    if refused.code == "newer-store":
        return replace(found, do=NEWER)
    return found if refused.code == "damaged" else replace(found, do=AGAIN)


def _of_case(row: CaseRow, what: str, sentence: str) -> Damage:
    return Damage(case=row.id, reference=row.reference, what=what, sentence=sentence, do=BACKUP)


def _of_store(what: str, sentence: str) -> Damage:
    return Damage(case=None, what=what, sentence=sentence, do=STORE_BACKUP)
