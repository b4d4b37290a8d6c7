"""A damaged store, as far as it can be read, in a new and empty folder: the same passphrase and recovery words open it.

What is sound is copied byte for byte and checked; a damaged register or case file is read page by page (`store.salvage`). The damaged
store is only ever read. The ways in are written last, so what a failed salvage leaves is no store.

The keys of all cases are in the register. Of a case whose row is lost nothing can be read any more, here or by anybody; of a register
that cannot be read at all, no case. For these there is the backup.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.governance.roles import Role
from leder_desktop.keys import slots
from leder_desktop.keys.wrap import Wrapping, unwrap
from leder_desktop.model.case import Case, State
from leder_desktop.model.dates import day_words
from leder_desktop.model.note import Note
from leder_desktop.operations import header
from leder_desktop.operations.store import require_free
from leder_desktop.session import Held
from leder_desktop.store import audit, ballast, case_folder, device_audit, durable, salvage, vault_files
from leder_desktop.store.casefile import APPLICATION_ID as CASE_FILE
from leder_desktop.store.casefile import CaseFile
from leder_desktop.store.connection import Database
from leder_desktop.store.salvage import Lost
from leder_desktop.store.shelf import APPLICATION_ID as SHELF_FILE
from leder_desktop.store.shelf import CaseRow, Shelf

DAMAGED = ".damaged"
"""After a file's name: the copy that is read, until it has been."""


@dataclass(frozen=True, kw_only=True)
class LostRows:
    """What could not be read."""

    case: str | None
    """Its id; None for the register."""

    table: str
    """`case` for a case of which nothing can be read, `evidence` for records whose files are damaged or missing, else as in `Lost`."""

    rows: int


@dataclass(frozen=True, kw_only=True)
class Salvaged:
    """A store that was made from what could be read."""

    cases: int
    """How many cases are in it."""

    lost: tuple[LostRows, ...]


def salvage_store(folder: Path, held: Held, to: Path, *, clock: Clock, tell: Callable[[str], None] = lambda _: None) -> Salvaged:
    """Carry over what can be read of the store in `folder` into `to`, an empty or a new folder outside it. No case may lie open.

    Refused: `store-exists`, `file-exists` (inside the damaged store), `damaged` when the register cannot be read at all, `newer-store`,
    `disk-full` and what the disk says.
    """
    _require_empty(to)
    if to.resolve().is_relative_to(folder.resolve()):
        raise Refused("file-exists", "Choose a folder outside the damaged store.")
    with durable.guarded(to):
        durable.make_folders(to)
    with ExitStack() as undo:
        undo.callback(_take_away, to)
        done = _carry_over(folder, held, to, clock, tell)
        undo.pop_all()
    return done


def _require_empty(to: Path) -> None:
    require_free(to)
    with durable.guarded(to):
        if to.is_dir() and any(to.iterdir()):
            raise Refused("store-exists", "This folder is not empty. Choose an empty or a new folder for the store.")


def _take_away(to: Path) -> None:
    with durable.guarded(to):
        for entry in to.iterdir():
            if entry.is_dir():
                durable.remove_tree(entry)
            else:
                entry.unlink()


def _carry_over(folder: Path, held: Held, to: Path, clock: Clock, tell: Callable[[str], None]) -> Salvaged:
    durable.make_folder(to / case_folder.CASES)
    key = unwrap(held.header.shelf_key, held.store_key, purpose="shelf", about=held.header.store)
    wrapping = Wrapping(under=key, purpose="case")
    with ExitStack() as closing:
        tell("Reading the register")
        lost = _register(folder / held.header.shelf, to / held.header.shelf, key, wrapping)
        shelf = Shelf.open(to / held.header.shelf, key, wrapping)
        closing.callback(shelf.close)
        by = _owner(shelf)
        carried = 0
        for row in [row for row in shelf.cases() if row.state == "ready"]:
            tell(f"Reading case {row.reference or row.id}")
            of_case = _case(folder, to, row, shelf, clock, by)
            lost += of_case
            carried += all(one.table != "case" for one in of_case)
        lost += [LostRows(case=id, table="case", rows=1) for id in case_folder.strays(folder, shelf)]
        shelf.record(f"made this store of what could be read of a damaged one: {carried} cases", by=by, at=clock.now())
        ballast.make(to)
    durable.write(to / header.NAME, slots.to_bytes(held.header))
    return Salvaged(cases=carried, lost=tuple(lost))


def _register(damaged: Path, path: Path, key: bytearray, wrapping: Wrapping) -> list[LostRows]:
    copy = _copied(damaged, path)
    if _is_sound(copy, key, SHELF_FILE):
        _rename(copy, path)
        return []
    lost = salvage.register(copy, key, path, wrapping)
    _remove(copy)
    return [LostRows(case=None, table=one.table, rows=one.rows) for one in lost]


def _owner(shelf: Shelf) -> str:
    """Whose store it is; where that is lost, who wrote the last line of the laptop's record."""
    owner = shelf.owner()
    if owner is None:
        lines = device_audit.lines(shelf.database)
        shelf.set_owner(name=lines[-1].by if lines else "Name lost", role=str(Role.REVIEWER))
        owner = shelf.owner()
    assert owner is not None
    return owner.name


def _case(folder: Path, to: Path, row: CaseRow, shelf: Shelf, clock: Clock, by: str) -> list[LostRows]:
    """One case. One of which nothing can be read keeps its row in the register, so that a backup of it can be put back."""
    source, target = case_folder.folder_of(folder, row.id), case_folder.folder_of(to, row.id)
    path, key = target / case_folder.FILE, shelf.case_key(row.id)
    durable.make_folder(target)
    durable.make_folder(target / case_folder.EVIDENCE)
    lost: tuple[Lost, ...] | None = None
    for name in (case_folder.FILE, case_folder.NEXT):  # while keys are changed it is the second, or neither, that the register's key opens
        if lost is None:
            lost = _case_file(source / name, path, key, clock=clock, by=by, seen_lines=row.audit_lines)
    if lost is None:
        return [LostRows(case=row.id, table="case", rows=1)]
    file = CaseFile.open(path, key, clock=clock)
    try:
        spoilt = _evidence(source / case_folder.EVIDENCE, target / case_folder.EVIDENCE, file)
        if lost or spoilt:
            everything = [*lost, *([Lost(table="evidence", rows=spoilt)] if spoilt else [])]
            lost = tuple(everything)
            _tell_in_the_case(file, row, salvage.words(lost), by)
            if not audit.continues(file.database, row.audit_head, row.audit_lines):  # its newest lines are lost: it is no older copy
                shelf.saw(row.id, *audit.head(file.database))
    finally:
        file.close()
    return [LostRows(case=row.id, table=one.table, rows=one.rows) for one in lost]


def _case_file(damaged: Path, path: Path, key: bytearray, *, clock: Clock, by: str, seen_lines: int) -> tuple[Lost, ...] | None:
    """What is lost of it; None when nothing of it can be read, and then there is nothing at `path`."""
    try:
        copy = _copied(damaged, path)
        if _is_sound(copy, key, CASE_FILE):
            _rename(copy, path)
            return ()
        lost = salvage.case_file(copy, key, path, clock=clock, by=by, seen_lines=seen_lines)
        _remove(copy)
    except Refused as refused:
        if refused.code != "damaged":
            raise
        _remove(path.with_name(f"{path.name}{DAMAGED}"))
        return None
    return lost


def _tell_in_the_case(file: CaseFile, row: CaseRow, lost: str, by: str) -> None:
    """A line in its record and, where somebody still writes, a paragraph in the working notes. What the register knew of a case that has
    lost it is put back, so that it can be found again.
    """
    case = file.one(Case, row.id) or Case(id=row.id)
    found = replace(case, reference=case.reference or row.reference, notified_on=case.notified_on or row.notified_on)
    if case.state == State.NOTIFIED and row.review_state:
        found = replace(found, state=State(row.review_state))
    with file.step(salvage.SALVAGED, by=by) as writing:
        writing.did = f"salvaged from a damaged file; not readable: {lost}"
        writing.put(found)
        if found.state in (State.NOTIFIED, State.IN_PROGRESS):
            notes = file.one(Note, "working-notes") or Note(id="working-notes")
            day = day_words(file.clock.now())
            told = f"{day}: this case was salvaged from a damaged file. Not readable: {lost}."
            writing.put(replace(notes, text=f"{notes.text}\n\n{told} Compare it with a backup and with your papers.".strip()))
    if not writing.wrote:
        file.note(writing.did, by=by)


def _evidence(source: Path, target: Path, file: CaseFile) -> int:
    """Every file as it is, and each that has a row is checked; how many are damaged or missing."""
    with durable.guarded(source):
        for entry in sorted(source.iterdir()) if source.is_dir() else ():
            if entry.is_file() and not entry.name.endswith(durable.PART):
                durable.copy(entry, target / entry.name)
    spoilt = 0
    for evidence in file.evidence_ids():
        kept = file.evidence_row(evidence)
        try:
            vault_files.verify(target, evidence, kept.key, kept.sha256)
        except Refused as refused:
            if refused.code != "damaged":
                raise
            spoilt += 1
    return spoilt


def _copied(damaged: Path, path: Path) -> Path:
    """A copy beside where the new file will be, with the journal that a kill may have left; refused `damaged` when there is no file."""
    copy = path.with_name(f"{path.name}{DAMAGED}")
    if not damaged.is_file():
        raise Refused("damaged", f"{damaged.name} is missing. Put it back from a backup.")
    for ending in ("", "-journal"):
        part = damaged.with_name(damaged.name + ending)
        if part.is_file():
            durable.copy_what_reads(part, copy.with_name(copy.name + ending))
    return copy


def _is_sound(copy: Path, key: bytearray, application_id: int) -> bool:
    """Whether nothing is wrong with a file. A journal is rolled back by this, in the copy; so the pages are read after it."""
    try:
        database = Database.open(copy, key, application_id=application_id, read_only=True)
    except Refused as refused:
        if refused.code != "damaged":
            raise
        return False
    try:
        return database.integrity(full=True) == []
    finally:
        database.close()


def _rename(copy: Path, path: Path) -> None:
    with durable.guarded(path):
        copy.replace(path)
    _remove(copy)
    durable.sync_folder(path.parent)


def _remove(copy: Path) -> None:
    with durable.guarded(copy):
        for ending in ("", "-journal"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)
