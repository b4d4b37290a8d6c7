"""Where a backup lies in the place a person chose, and how what a kill left there is put in order.

    leder-backup-1a2b3c4d/          the first eight signs of the store's id: several laptops share a stick
        README.txt  lock
        cases/<uuid>/<sha256>.case  one for each version of a case file, named by its encrypted bytes
        cases/<uuid>/evidence/<id>  encrypted as they are in the store; they never change, so all generations share them
        2026-11-22T103200Z/         one generation: slots.leder, the shelf's copy, backup.json

A generation is whole when its folder has its final name, which it is given last. Names that come from a list are computed here,
never taken from it.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from leder_desktop.store import durable

FOLDER = "leder-backup-"
CASES = "cases"
EVIDENCE = "evidence"
LIST = "backup.json"
README = "README.txt"
PROOF = "proof-"
"""What the folder of a proof is called, before the generation's name; nothing in it outlives the proof."""

_OLD = ".old"
_STAMP = "%Y-%m-%dT%H%M%SZ"
_EVERY = timedelta(seconds=1)

ABOUT = """\
Encrypted backups of a LeDeR reviewer's desktop. Nothing in here can be read without the passphrase or the recovery sheet.

Do not rename, move or remove single files in here: the folders belong together.
Each folder named after a day and a time (UTC) is one backup; they share the folder "cases".

To restore: install the program and choose "Restore from a backup" at its first start or at the unlock screen, or run
    leder restore THIS-FOLDER --to A-NEW-FOLDER --code-file THE-RECOVERY-SHEET
"""


def folder_in(place: Path, store: str) -> Path:
    """The backup folder of the store with this id."""
    return place / f"{FOLDER}{store[:8]}"


def folders_in(place: Path) -> list[Path]:
    """Every backup folder in a place, by name."""
    with durable.guarded(place):
        return sorted(entry for entry in place.iterdir() if entry.name.startswith(FOLDER) and entry.is_dir())


def case_folder(folder: Path, case: str) -> Path:
    return folder / CASES / case


def version_file(folder: Path, case: str, sha256: str) -> Path:
    """One version of a case file."""
    return case_folder(folder, case) / f"{sha256}.case"


def evidence_file(folder: Path, case: str, evidence: str) -> Path:
    return case_folder(folder, case) / EVIDENCE / evidence


def made_at(name: str) -> datetime | None:
    """When the generation of this name was made; None when no generation is called so."""
    try:
        at = datetime.strptime(name, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return at if at.strftime(_STAMP) == name else None


def new_name(folder: Path, at: datetime) -> str:
    """The name of a generation made now; a second later where that is taken."""
    while (folder / (name := at.astimezone(UTC).strftime(_STAMP))).exists():
        at += _EVERY
    return name


@dataclass(frozen=True, kw_only=True)
class Generation:
    """A whole generation by its folder; what is in it was not looked at."""

    path: Path
    made: datetime


def generations(folder: Path) -> list[Generation]:
    """The whole ones, oldest first; none where there is no such folder."""
    with durable.guarded(folder):
        names = sorted(entry.name for entry in folder.iterdir() if entry.is_dir()) if folder.is_dir() else []
    return [Generation(path=folder / name, made=at) for name in names if (at := made_at(name)) is not None]


def begin(folder: Path) -> None:
    """The folders every backup needs, and the page that says what this is."""
    durable.make_folder(folder)
    durable.make_folder(folder / CASES)
    about = ABOUT.encode()
    with durable.guarded(folder):
        there = (folder / README).read_bytes() if (folder / README).is_file() else b""
    if there != about:
        durable.write(folder / README, about)


def make_case(folder: Path, case: str) -> None:
    durable.make_folder(case_folder(folder, case))
    durable.make_folder(case_folder(folder, case) / EVIDENCE)


def final(part: Path) -> Path:
    """What an unfinished generation is called once it is whole."""
    return part.with_name(part.name.removesuffix(durable.PART))


def finish(part: Path) -> Path:
    """From here on the generation is whole. One of the same name is replaced."""
    whole = final(part)
    aside = whole.with_name(whole.name + _OLD)
    with durable.guarded(whole):
        if whole.exists():
            os.replace(whole, aside)
        os.replace(part, whole)
    durable.sync_folder(whole.parent)
    durable.remove_tree(aside)
    return whole


def remove(generation: Path) -> None:
    """Let go of a whole generation: first its final name, so that no half of it is ever taken for a whole one."""
    part = generation.with_name(generation.name + durable.PART)
    with durable.guarded(generation):
        os.replace(generation, part)
    durable.sync_folder(generation.parent)
    durable.remove_tree(part)


def put_in_order(folder: Path) -> None:
    """Take away what a kill or a full disk left: unfinished generations and files, proofs. Whole generations are as they were."""
    with durable.guarded(folder):
        for entry in sorted(folder.iterdir()):
            whole = entry.with_name(entry.name.removesuffix(_OLD))
            if entry.name.endswith(_OLD) and made_at(whole.name) and not whole.exists():
                os.replace(entry, whole)  # cut off between the two renames of `finish`
            elif entry.is_dir() and (entry.name.endswith((durable.PART, _OLD)) or entry.name.startswith(PROOF)):
                durable.remove_tree(entry)
        for case in _case_folders(folder):
            for part in (file for file in files_of(case) if file.name.endswith(durable.PART)):
                part.unlink()


def files_of(case: Path) -> list[Path]:
    """The files in the folder of a case. Of a link none: what it leads to is not ours, and others can write where backups lie."""
    return [] if case.is_symlink() else sorted(path for path in case.rglob("*") if path.is_file())


def _case_folders(folder: Path) -> list[Path]:
    cases = (folder / CASES).iterdir() if (folder / CASES).is_dir() else ()
    return sorted(entry for entry in cases if entry.is_dir() and not entry.is_symlink())


def remove_unlisted(folder: Path, listed: frozenset[Path]) -> None:
    """Remove every version and record that no generation lists, and folders that are empty then. What another program put beside the
    folders of the cases stays.
    """
    with durable.guarded(folder):
        for case in _case_folders(folder):
            for file in (file for file in files_of(case) if file not in listed):
                file.unlink()
            if not files_of(case):
                durable.remove_tree(case)
