"""Taking a case out of the backups: of an erased case nothing may stay in any generation that can be reached.

Each generation gets a new register without the case's key, under a new key, and a new list; then the case's folder goes. A place that
is not here now is put right by the next backup into it.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from leder_desktop.errors import Refused
from leder_desktop.keys import backup_seal, slots
from leder_desktop.model.dates import day_words
from leder_desktop.operations import backup_place, backup_source, header, rotate
from leder_desktop.operations.backup_place import Place
from leder_desktop.operations.backup_source import Source
from leder_desktop.session import Desk
from leder_desktop.store import backup_copy, backup_layout, backup_list, backup_rows, durable
from leder_desktop.store.backup_layout import Generation
from leder_desktop.store.backup_list import BackupList
from leder_desktop.store.shelf import Shelf

WHY = "erased on this laptop after the backup was made"


@dataclass(frozen=True, kw_only=True)
class Reached:
    """Which places of backups were put right."""

    reached: tuple[str, ...]
    """Paths."""

    not_reached: tuple[str, ...]
    """Paths, with what stays there and why."""


@dataclass(frozen=True, kw_only=True)
class Forgetting:
    """An erased case and where it is taken out of: plain data."""

    case: str
    places: tuple[Place, ...]
    store_id: str
    store_key: bytearray = field(repr=False)
    by: str
    at: datetime


def forget_case(desk: Desk, case: str) -> Reached:
    """Take an erased case out of every backup this store knows of. It refuses nothing: what cannot be reached is told."""
    return forget(forgetting(desk, case))


def forgetting(desk: Desk, case: str) -> Forgetting:
    return Forgetting(
        case=case, places=tuple(backup_place.places(desk)), store_id=desk.held.header.store, store_key=desk.held.store_key, by=desk.person,
        at=desk.clock.now(),
    )  # fmt: skip


def forget(of: Forgetting, look: Callable[[], object] = lambda: None) -> Reached:
    """The slow part of `forget_case`, on any thread. `look` is called before each place, and may raise to stop: the next backup into it
    takes the case out.
    """
    reached, not_reached = list[str](), list[str]()
    for place in of.places:
        look()
        if not place.reachable:
            not_reached.append(f"{place.path} (not plugged in; the next backup into it takes the case out)")
            continue
        try:
            left = _forget_at(place.path, of)
        except Refused as refused:
            left = [refused.sentence]
        not_reached += [f"{place.path}: {sentence}" for sentence in left]
        reached += [] if left else [str(place.path)]
    return Reached(reached=tuple(reached), not_reached=tuple(not_reached))


def _forget_at(place: Path, of: Forgetting) -> list[str]:
    folder = backup_layout.folder_in(place, of.store_id)
    if not folder.is_dir():
        return []
    lock = backup_source.locked(folder)
    try:
        backup_layout.put_in_order(folder)
        return forget_in(folder, of.store_key, [of.case], by=of.by, at=of.at)
    finally:
        lock.release()


def forget_in(folder: Path, store_key: bytearray, cases: Collection[str], *, by: str, at: datetime) -> list[str]:
    """Take cases out of one backup folder whose lock is held; what could not be taken out, in sentences. On any thread."""
    left = list[str]()
    for generation in backup_layout.generations(folder):
        listed = backup_source.unproved(generation)
        if listed is not None and not any(case.id in cases for case in listed.cases):
            continue
        try:
            _rewrite(backup_source.opened(generation.path, backup_source.with_key(store_key)), cases, by=by, at=at)
        except Refused as refused:
            left.append(_stays(generation, refused))
    for case in cases:
        durable.remove_tree(backup_layout.case_folder(folder, case))
    return left


def _stays(generation: Generation, refused: Refused) -> str:
    day = day_words(generation.made)
    if refused.code == "damaged":
        return (
            f"the backup of {day} was made before the store's key was changed, or is damaged: its register could not be opened and still "
            "holds the case's key. The case's files are gone from it."
        )
    return f"the backup of {day}: {refused.sentence}"


def _rewrite(source: Source, cases: Collection[str], *, by: str, at: datetime) -> None:
    """The generation again, without these cases and their keys, in the place of the old; a kill leaves the old or the new."""
    part = source.generation.with_name(source.generation.name + durable.PART)
    durable.make_folder(part)
    name, held = source.listed.shelf_name, source.held
    backup_source.require(source.generation / name, source.listed.shelf)
    backup_copy.keep(part / name, backup_copy.chunks(source.generation / name))
    durable.write(part / header.NAME, slots.to_bytes(held.header))
    register = Shelf.open(part / name, source.shelf_key(), source.wrapping())
    try:
        for row in register.cases():
            if row.id in cases and row.state == "ready":
                register.begin_purge(row.id, why=WHY, by=by, at=at)
                register.finish_purge(row.id, at=at)
        rotate.shelf(part, register, held)
        rows = backup_rows.digest(register.database)
    finally:
        register.close()
    with durable.guarded(part):
        (part / f"{held.header.shelf}-journal").unlink(missing_ok=True)
    shelf = backup_copy.of_file(part / held.header.shelf)
    if shelf is None:
        raise Refused("io-error", "The backup could not be read back after it was changed. Check its disk, then try again.")
    listed = replace(
        source.listed, slots=backup_copy.of_bytes(slots.to_bytes(held.header)), shelf=shelf, shelf_name=held.header.shelf, rows=rows,
        cases=tuple(case for case in source.listed.cases if case.id not in cases),
    )  # fmt: skip
    write_list(part, listed, held.store_key)
    backup_layout.finish(part)


def write_list(generation: Path, listed: BackupList, store_key: bytearray) -> None:
    durable.write(generation / backup_layout.LIST, backup_list.to_bytes(listed, backup_seal.key(store_key)))


def remove_unlisted(folder: Path) -> None:
    """Let go of the shared files no generation lists. While a list cannot be read nothing goes: it may need them."""
    lists = [backup_source.unproved(generation) for generation in backup_layout.generations(folder)]
    known = [listed for listed in lists if listed is not None]
    if len(known) == len(lists):
        backup_layout.remove_unlisted(folder, frozenset(path for listed in known for path in _files(folder, listed)))


def _files(folder: Path, listed: BackupList) -> list[Path]:
    versions = [backup_layout.version_file(folder, case.id, case.file.sha256) for case in listed.cases]
    return versions + [backup_layout.evidence_file(folder, case.id, record.id) for case in listed.cases for record in case.evidence]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One backup as it lies in a place."""

    path: Path
    made: datetime
    """UTC."""

    cases: int
    bytes: int
    """What a restore of it takes; much of it is shared with other backups."""

    former: bool
    """Sealed under a key the store had before: it still opens with the passphrase and the sheet of its day."""


def kept(desk: Desk, place: Path) -> list[Kept]:
    """Every backup of this store in a place, newest first; damaged ones with nothing in them. None where the place is not there."""
    folder = backup_layout.folder_in(place, desk.held.header.store)
    found = list[Kept]()
    for generation in reversed(backup_layout.generations(folder)):
        listed = backup_source.unproved(generation)
        found.append(
            Kept(
                path=generation.path, made=generation.made.astimezone(UTC), cases=len(listed.cases) if listed else 0,
                bytes=listed.bytes() if listed else 0, former=_is_former(generation, desk),
            )
        )  # fmt: skip
    return found


def former(desk: Desk) -> list[Kept]:
    """The backups that can be reached and were made before the store's key was changed; with a new backup they can be let go."""
    found = list[Kept]()
    for place in backup_place.places(desk):
        with suppress(Refused):  # a place that cannot be read now is told when the next backup goes there
            found += [one for one in kept(desk, place.path) if one.former]
    return found


def former_sentence(desk: Desk) -> str:
    """What to do about them; empty when there are none."""
    days = sorted({one.made.date() for one in former(desk)})
    if not days:
        return ""
    said = ", ".join(day_words(day) for day in days)
    return f"Backups that still open with the old keys: {said}. Make a new backup, then remove those folders if the old keys may be known."


def _is_former(generation: Generation, desk: Desk) -> bool:
    try:
        backup_source.with_key(desk.held.store_key)(header.read(generation.path))
    except Refused:
        return True
    return False
