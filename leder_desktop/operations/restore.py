"""A store from a backup, in a new folder: every file against the sealed list, everything opened, every record read to its end.

A case that the store beside it has erased meanwhile does not come back. `rehearse` is the same for a proof, and says what it found.
"""

import hashlib
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.keys.wrap import Wrapping
from leder_desktop.operations import backup_erased, backup_place, backup_source, header, restore_place, store
from leder_desktop.operations.backup import Step, quiet
from leder_desktop.operations.backup_proof import CaseFound, Found
from leder_desktop.operations.backup_source import Source, Way
from leder_desktop.session import Desk
from leder_desktop.store import backup_copy, backup_layout, backup_rows, ballast, case_folder, casefile, durable, shelf, vault_files
from leder_desktop.store.backup_copy import Digest
from leder_desktop.store.backup_list import CaseEntry
from leder_desktop.store.casefile import CaseFile
from leder_desktop.store.connection import Database
from leder_desktop.store.lock import StoreLock
from leder_desktop.store.shelf import Shelf

COPYING = "Copying and checking"


@dataclass(frozen=True, kw_only=True)
class Restored:
    """A store that was restored and is whole."""

    cases: int
    made: str
    """When the backup was made, ISO 8601, UTC."""

    left_out: tuple[str, ...]
    """Cases that were erased since, by their id; nothing of them was restored."""

    warnings: tuple[str, ...]


def restore(untrusted: Path, to: Path, way: Way, *, beside: Path, clock: Clock, step: Step = quiet) -> Restored:
    """Restore the backup at `untrusted` (a generation, or where the newest is) into `to`, an empty or a new folder.

    `beside`: the store of this laptop, if there is one; what it knows as erased is left out. `way` opens both.
    Refused: `no-such-file`, `store-exists`, `wrong-passphrase`, `damaged`, `newer-store`, `disk-full`, and what the disk says; then
    nothing is left in `to`.
    """
    generations = backup_source.find(untrusted)
    with _still_there(generations[0]):
        return _restore(backup_source.opened_first(generations, way), to, way, beside, clock, step)


@contextmanager
def _still_there(generation: Path) -> Generator[None]:
    """A stick that is pulled out meanwhile reads like a damaged backup; it is not one."""
    try:
        yield
    except Refused as refused:
        if _is_folder(generation):
            raise
        raise Refused("no-such-file", _PULLED_OUT) from refused


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


_PULLED_OUT = (
    "The backup is not there any more: its disk was pulled out. Nothing of it is left in the new folder, and the backup is as it was. "
    "Plug the disk in, then restore again."
)


def _restore(source: Source, to: Path, way: Way, beside: Path, clock: Clock, step: Step) -> Restored:
    restore_place.require(source.folder, to, beside)
    erased, warnings = _erased_since(beside, source, way, clock)
    wanted = [case for case in source.listed.cases if case.id not in erased]
    coming = [case for case in wanted if _is_there(source, case)]
    warnings += [_GONE.format(case.id) for case in wanted if case not in coming]
    restore_place.require_room(to, _sizes(source, coming))
    restore_place.begin(to)
    done = False
    try:
        register = _lay_shelf(source, to, erased, clock)
        try:
            for number, case in enumerate(coming):

                def look(done: int = number) -> None:
                    step(done, len(coming), COPYING)

                warnings += _lay_case(source, to, case, register.case_key(case.id), look)
        finally:
            register.close()
        ballast.make(to)
        durable.write(to / header.NAME, (source.generation / header.NAME).read_bytes())
        _settle(source, to, erased, clock)
        done = True
    finally:
        if not done:
            restore_place.take_away(to)
    restore_place.finish(to)
    return Restored(cases=len(coming), made=source.listed.made, left_out=tuple(sorted(erased)), warnings=tuple(warnings))


def rehearse(generation: Path, to: Path, untrusted_words: str) -> Found:
    """Restore with the recovery words alone, to say what comes out. A record is taken away again as soon as it was read, so that the
    disk of the backup needs room for one only. Refused as `restore`.
    """
    source = backup_source.opened(generation, backup_source.with_recovery(untrusted_words))
    restore_place.begin(to)
    path = to / source.listed.shelf_name
    _lay_lightly(generation / source.listed.shelf_name, path)
    register = Shelf.open(path, source.shelf_key(), source.wrapping())
    try:
        rows = backup_rows.digest(register.database)
        cases = {case.id: _rehearse_case(source, to, case, register.case_key(case.id)) for case in source.listed.cases}
    finally:
        register.close()
    return Found(rows=rows, cases=cases)


def _rehearse_case(source: Source, to: Path, case: CaseEntry, key: bytearray) -> CaseFound:
    target = case_folder.file_of(to, case.id)
    _make_folders(target)
    _lay_lightly(backup_layout.version_file(source.folder, case.id, case.file.sha256), target)
    folder, found = target.parent / case_folder.EVIDENCE, dict[str, str]()
    database = Database.open(target, key, application_id=casefile.APPLICATION_ID, read_only=True)
    try:
        file, rows = CaseFile(database, Clock()), backup_rows.digest(database)
        for record in case.evidence:
            _lay_lightly(backup_layout.evidence_file(source.folder, case.id, record.id), folder / record.id)
            hasher = hashlib.sha256()
            for chunk in vault_files.read(folder, record.id, file.evidence_row(record.id).key):
                hasher.update(chunk)
            found[record.id] = hasher.hexdigest()
            with durable.guarded(folder):
                (folder / record.id).unlink()
    finally:
        database.close()
    return CaseFound(rows=rows, evidence=found)


def _lay_lightly(lies: Path, target: Path) -> None:
    """A copy that need not outlive a power cut."""
    with durable.guarded(lies):
        shutil.copyfile(lies, target)


# -- what


def _sizes(source: Source, coming: list[CaseEntry]) -> int:
    """Bytes the restored store takes, its ballast with it."""
    records = sum(record.file.bytes for case in coming for record in case.evidence)
    return source.listed.shelf.bytes + ballast.BYTES + sum(case.file.bytes for case in coming) + records


def _lay_shelf(source: Source, to: Path, erased: frozenset[str], clock: Clock) -> Shelf:
    """The register, open, without the keys of what was erased since."""
    path = to / source.listed.shelf_name
    _lay_file(source.generation / source.listed.shelf_name, path, source.listed.shelf)
    key, at = source.shelf_key(), clock.now()
    database = Database.open(path, key, application_id=shelf.APPLICATION_ID, read_only=True)
    try:
        _require_rows(database, source.listed.rows)
    finally:
        database.close()
    register = Shelf.open(path, key, Wrapping(under=key, purpose="case"))
    done = False
    try:
        for id in sorted(erased):
            register.begin_purge(id, why="erased on this laptop after the backup was made", by=_owner(register), at=at)
        done = True
    finally:
        if not done:
            register.close()
    return register


_GONE = "Case {} is not in this backup any more: it was erased from it, or its file was lost. Everything else was restored."


def _is_there(source: Source, case: CaseEntry) -> bool:
    path = backup_layout.version_file(source.folder, case.id, case.file.sha256)
    with durable.guarded(path):
        return path.is_file()


def _lay_case(source: Source, to: Path, case: CaseEntry, key: bytearray, look: Callable[[], object]) -> list[str]:
    """One case with its records, each opened and read; what to know about it. `look` is called often, and may raise to stop."""
    target = case_folder.file_of(to, case.id)
    _make_folders(target)
    _lay_file(backup_layout.version_file(source.folder, case.id, case.file.sha256), target, case.file, look)
    folder = target.parent / case_folder.EVIDENCE
    database = Database.open(target, key, application_id=casefile.APPLICATION_ID, read_only=True)
    try:
        _require_rows(database, case.rows)
        file = CaseFile(database, Clock())
        for record in case.evidence:
            _lay_file(backup_layout.evidence_file(source.folder, case.id, record.id), folder / record.id, record.file, look)
            kept = file.evidence_row(record.id)
            vault_files.verify(folder, record.id, kept.key, kept.sha256)
    finally:
        database.close()
    return [f"The file of evidence {id} was damaged or missing already when this backup was made." for id in case.lost]


def _make_folders(target: Path) -> None:
    durable.make_folder(target.parent)
    durable.make_folder(target.parent / case_folder.EVIDENCE)


def _nothing() -> None:
    """Nobody looks."""


def _watched(pieces: Iterable[bytes], look: Callable[[], object]) -> Iterator[bytes]:
    for piece in pieces:
        look()
        yield piece


def _lay_file(lies: Path, target: Path, digest: Digest, look: Callable[[], object] = _nothing) -> None:
    """Refused `damaged` unless the file is there with exactly these bytes."""
    with durable.guarded(lies):
        there = lies.is_file()
    if not there or backup_copy.keep(target, _watched(backup_copy.chunks(lies), look)) != digest:
        raise backup_source.damaged(lies)


def _require_rows(database: Database, rows: str) -> None:
    if backup_rows.digest(database) != rows:
        raise Refused("damaged", f"{database.path.name} in this backup does not hold what it held when it was made. Use another backup.")


def _owner(register: Shelf) -> str:
    owner = register.owner()
    return owner.name if owner else ""


# -- with what is known here


def _erased_since(beside: Path, source: Source, way: Way, clock: Clock) -> tuple[frozenset[str], list[str]]:
    """The cases of the backup that this laptop's store has erased, and what to know."""
    try:
        if not store.exists(beside) or header.read(beside).store != source.listed.store:
            return frozenset(), []
        desk = store.open_with(store.derive_with(beside, way), clock=clock)
    except Refused as refused:
        if refused.code == "damaged":
            return frozenset(), [
                "The store on this laptop is damaged, so nobody can say which cases were erased in it. If any were, erase them again."
            ]
        if refused.code == "wrong-passphrase":
            raise Refused(
                "wrong-passphrase",
                "The store on this laptop must be opened too, so that no case comes back that was erased in it, and its passphrase is "
                "another one. Use the recovery words: they open both.",
            ) from None
        raise
    try:
        gone = {row.id for row in desk.shelf.cases() if row.state in ("purging", "purged")}
        since = backup_erased.since(desk)
    finally:
        desk.close()
    held = {case.id: case.file.sha256 for case in source.listed.cases}
    back = sorted(case for case, versions in since.items() if case in held and held[case] not in versions)
    return frozenset(gone & held.keys()), [_CAME_BACK.format(id) for id in back]


_CAME_BACK = (
    "In case {} something was erased for good on this laptop after this backup was made. It is in the case again: erase it there once more."
)


def _settle(source: Source, to: Path, erased: Iterable[str], clock: Clock) -> None:
    """The restored store is opened once as any other: what was left out becomes tombstones, and backups by themselves wait."""
    lock = StoreLock.take(to)
    desk = store.open_with(store.Derived(folder=to, held=source.held, lock=lock), clock=clock)
    try:
        _record(desk, source, list(erased))
    finally:
        desk.close()


def _record(desk: Desk, source: Source, erased: list[str]) -> None:
    made, left_out = source.listed.made[:16].replace("T", " "), f", {len(erased)} cases left out" if erased else ""
    desk.shelf.record(f"restored from the backup of {made} UTC{left_out}", by=desk.person, at=desk.clock.now())
    backup_place.wait_all(desk)
