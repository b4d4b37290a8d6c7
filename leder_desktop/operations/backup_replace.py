"""After something in a case was erased for good: no backup that can be reached may hold it either.

Every generation gets today's version of that case in the place of its own; older versions and erased records go. The other cases in it
stay as they were on its day.
"""

from dataclasses import replace
from pathlib import Path

from leder_desktop.errors import Refused
from leder_desktop.operations import backup, backup_forget, backup_parts, backup_place, backup_source
from leder_desktop.operations.backup_forget import Reached
from leder_desktop.session import Session
from leder_desktop.store import backup_layout, durable
from leder_desktop.store.backup_list import CaseEntry


def replace_versions(session: Session) -> Reached:
    """Put this case as it is now into every backup this store knows of. It refuses nothing: what cannot be reached is told."""
    reached, not_reached = list[str](), list[str]()
    for place in backup_place.places(session.desk):
        if not place.reachable:
            not_reached.append(f"{place.path} (not plugged in)")
            continue
        try:
            left = _replace_at(place.path, session)
        except Refused as refused:
            left = [refused.sentence]
        not_reached += [f"{place.path}: {sentence}" for sentence in left]
        reached += [] if left else [str(place.path)]
    return Reached(reached=tuple(reached), not_reached=tuple(not_reached))


def _replace_at(place: Path, session: Session) -> list[str]:
    desk = session.desk
    folder = backup_layout.folder_in(place, desk.held.header.store)
    if not folder.is_dir():
        return []
    lock = backup_source.locked(folder)
    try:
        backup_layout.put_in_order(folder)
        shared = backup_parts.Shared(folder=folder, store=desk.folder, known=backup.known(folder, desk))
        copied = backup.put(shared, backup.take(desk, session.case, session))
        if copied.entry is None:
            return list(copied.warnings)
        left = _replace_in(folder, desk.held.store_key, copied.entry)
        _remove_others(folder, copied.entry)
        return left
    finally:
        lock.release()


def _replace_in(folder: Path, store_key: bytearray, entry: CaseEntry) -> list[str]:
    left = list[str]()
    for generation in backup_layout.generations(folder):
        listed = backup_source.unproved(generation)
        if listed is not None and not any(case.id == entry.id for case in listed.cases):
            continue
        try:
            source = backup_source.opened(generation.path, backup_source.with_key(store_key))
        except Refused:
            day = f"{generation.made.day} {generation.made:%B %Y}"
            left.append(
                f"the backup of {day} was made before the store's key was changed, or is damaged. What was erased is gone from it, "
                "and with it this case; its other cases stay."
            )
        else:
            cases = tuple(entry if case.id == entry.id else case for case in source.listed.cases)
            backup_forget.write_list(generation.path, replace(source.listed, cases=cases), store_key)
    return left


def _remove_others(folder: Path, entry: CaseEntry) -> None:
    """Every version and record of this case but today's."""
    case = backup_layout.case_folder(folder, entry.id)
    staying = {backup_layout.version_file(folder, entry.id, entry.file.sha256)}
    staying |= {backup_layout.evidence_file(folder, entry.id, record.id) for record in entry.evidence}
    with durable.guarded(case):
        for file in sorted(path for path in case.rglob("*") if path.is_file() and path not in staying):
            file.unlink()
    durable.sync_folder(case / backup_layout.EVIDENCE)
    durable.sync_folder(case)
