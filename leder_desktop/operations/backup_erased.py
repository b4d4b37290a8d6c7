"""What was erased inside cases, kept in mind until no backup holds it: which versions of a case in backups were made since.

A backup in a place that was not here at the erasing is put right by the next backup into it (`put_right`).
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from leder_desktop.errors import Refused
from leder_desktop.model.dates import day_words
from leder_desktop.operations import backup_forget, backup_source
from leder_desktop.session import Desk
from leder_desktop.store import backup_layout, durable
from leder_desktop.store.backup_list import BackupList, CaseEntry

KEY = "erased_in_cases"
"""The setting inside the encrypted shelf: for each case in which something was erased, its versions in backups made since, by digest."""

REMEMBERED = 64
"""So many versions of a case; one that is forgotten is only replaced without need."""

Since = Mapping[str, frozenset[str]]
"""For each case in which something was erased, the versions that do not hold it."""


def note_erased(desk: Desk, case: str) -> None:
    """Something is about to be erased in this case: from here on no version in any backup is good."""
    _keep(desk, {**_kept(desk), case: []})


def since(desk: Desk) -> Since:
    """What is known of the versions in backups."""
    return {case: frozenset(versions) for case, versions in _kept(desk).items()}


def note_backed_up(desk: Desk, known: Mapping[str, CaseEntry], listed: BackupList) -> None:
    """A backup is about to count. A version that an older backup (`known`) holds too is no newer: a damaged case keeps its old copy."""
    kept = _kept(desk)
    for entry in listed.cases:
        if entry.id in kept and not _is_same(known.get(entry.id), entry):
            kept[entry.id] = [*kept[entry.id], entry.file.sha256]
    _keep(desk, kept)


def note_replaced(desk: Desk, case: str, version: str) -> None:
    """The version of a case that went into the backups just now."""
    kept = _kept(desk)
    if case in kept:
        _keep(desk, {**kept, case: [*kept[case], version]})


def _kept(desk: Desk) -> dict[str, list[str]]:
    kept: dict[str, list[str]] = desk.shelf.setting(KEY, {})
    return kept


def _keep(desk: Desk, kept: dict[str, list[str]]) -> None:
    there = {row.id for row in desk.shelf.cases() if row.state == "ready"}
    after = {case: list(dict.fromkeys(versions))[-REMEMBERED:] for case, versions in kept.items() if case in there}
    if after != desk.shelf.setting(KEY, {}):
        desk.shelf.set_setting(KEY, after)


def _is_same(before: CaseEntry | None, entry: CaseEntry) -> bool:
    return before is not None and before.file == entry.file


def put_right(folder: Path, store_key: bytearray, good: Since, known: Mapping[str, CaseEntry], final: Path) -> None:
    """The last part of a backup whose lock is held: what was erased while this place was not here goes from its older generations.

    `good` and `known` are of before this backup, `final` is its generation. On any thread.
    """
    if not good:
        return
    listed = backup_source.opened(final, backup_source.with_key(store_key)).listed
    for entry in listed.cases:
        versions = good.get(entry.id)
        if versions is not None and (entry.file.sha256 in versions or not _is_same(known.get(entry.id), entry)):
            replace_in(folder, store_key, entry, versions | {entry.file.sha256})


def replace_in(folder: Path, store_key: bytearray, entry: CaseEntry, good: frozenset[str]) -> list[str]:
    """`entry` in the place of every version of its case that is not `good`; then their files go. What stays, in sentences."""
    left, staying = list[str](), set(_files(folder, entry))
    for generation in backup_layout.generations(folder):
        unproved = backup_source.unproved(generation)
        held = next((case for case in unproved.cases if case.id == entry.id), None) if unproved else None
        if held is not None and held.file.sha256 in good:
            staying |= _files(folder, held)
        if unproved is not None and (held is None or held.file.sha256 in good):
            continue
        try:
            source = backup_source.opened(generation.path, backup_source.with_key(store_key))
        except Refused:
            day = day_words(generation.made)
            left.append(
                f"the backup of {day} was made before the store's key was changed, or is damaged. What was erased is gone from it, "
                "and with it this case; its other cases stay."
            )
        else:
            cases = tuple(entry if case.id == entry.id else case for case in source.listed.cases)
            backup_forget.write_list(generation.path, replace(source.listed, cases=cases), store_key)
    _remove_others(folder, entry.id, staying)
    return left


def _files(folder: Path, entry: CaseEntry) -> set[Path]:
    return {
        backup_layout.version_file(folder, entry.id, entry.file.sha256),
        *(backup_layout.evidence_file(folder, entry.id, record.id) for record in entry.evidence),
    }


def _remove_others(folder: Path, id: str, staying: set[Path]) -> None:
    """Every version and record of this case but those."""
    case = backup_layout.case_folder(folder, id)
    with durable.guarded(case):
        others = [path for path in backup_layout.files_of(case) if path not in staying]
        for file in others:
            file.unlink()
    if others:
        durable.sync_folder(case / backup_layout.EVIDENCE)
        durable.sync_folder(case)
