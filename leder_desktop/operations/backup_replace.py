"""After something in a case was erased for good: no backup may hold it either.

Every generation gets a version of that case from afterwards in the place of its own; older versions and erased records go. The other
cases in it stay as they were on its day. A place that is not here now is put right by the next backup into it (`backup_erased`).

`prepare` and `finish` with the session and the desk, on the thread that owns them and quick; `build` on plain data anywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from leder_desktop.errors import Refused
from leder_desktop.operations import backup, backup_erased, backup_place, backup_source
from leder_desktop.operations.backup_forget import Reached
from leder_desktop.operations.backup_parts import Shared, Taken
from leder_desktop.operations.backup_place import Place
from leder_desktop.session import Desk, Session
from leder_desktop.store import backup_layout


@dataclass(frozen=True, kw_only=True)
class Replacing:
    """One case as it is now, and where it goes: plain data."""

    case: Taken
    places: tuple[Place, ...]
    store: Path
    store_id: str
    store_key: bytearray = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """What came of it."""

    reached: Reached
    case: str
    version: str
    """The digest of today's version, where it went into any backup."""


def replace_versions(session: Session) -> Reached:
    """Put this case as it is now into every backup this store knows of. It refuses nothing: what cannot be reached is told."""
    return finish(session.desk, build(prepare(session)))


def prepare(session: Session) -> Replacing:
    """Read the case as it is now."""
    desk = session.desk
    return Replacing(
        case=backup.take(desk, session.case, session), places=tuple(backup_place.places(desk)), store=desk.folder,
        store_id=desk.held.header.store, store_key=desk.held.store_key,
    )  # fmt: skip


def build(of: Replacing, look: Callable[[], object] = lambda: None) -> Replaced:
    """The slow part. `look` is called often and may raise, to stop: the next backup puts right what was not reached."""
    reached, not_reached, version = list[str](), list[str](), ""
    for place in of.places:
        if not place.reachable:
            not_reached.append(f"{place.path} (not plugged in; the next backup into it takes it out)")
            continue
        try:
            left, put = _replace_at(place.path, of, look)
        except Refused as refused:
            left, put = [refused.sentence], ""
        version = put or version
        not_reached += [f"{place.path}: {sentence}" for sentence in left]
        reached += [] if left else [str(place.path)]
    return Replaced(reached=Reached(reached=tuple(reached), not_reached=tuple(not_reached)), case=of.case.case, version=version)


def finish(desk: Desk, done: Replaced) -> Reached:
    """Remember that today's version is good."""
    if done.version:
        backup_erased.note_replaced(desk, done.case, done.version)
    return done.reached


def _replace_at(place: Path, of: Replacing, look: Callable[[], object]) -> tuple[list[str], str]:
    """What stays there, in sentences, and the version that went there."""
    folder = backup_layout.folder_in(place, of.store_id)
    if not folder.is_dir():
        return [], ""
    lock = backup_source.locked(folder)
    try:
        backup_layout.put_in_order(folder)
        shared = Shared(folder=folder, store=of.store, known=backup.known(folder, of.store_key))
        copied = backup.put(shared, of.case, lambda _done, _of, _what: look())
        if copied.entry is None or of.case.damaged:
            return list(copied.warnings), ""
        version = copied.entry.file.sha256
        return backup_erased.replace_in(folder, of.store_key, copied.entry, frozenset({version})), version
    finally:
        lock.release()
