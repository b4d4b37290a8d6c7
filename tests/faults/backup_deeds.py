"""Kills at every point of a backup, of its thinning and of taking an erased case out: `python -m tests.faults.backup_deeds DEED FOLDER`.

A process of its own, because it forks. The proof is done in the same process here, so that only what touches the backup is a point; that
another process does it is seen in tests/promises. After each kill every generation with a final name restores as it was, and the next
backup takes the rest away.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.governance.roles import Role
from leder_desktop.operations import (
    backup,
    backup_forget,
    backup_parts,
    backup_proof,
    backup_source,
    cases,
    evidence,
    notes,
    restore,
    store,
)
from leder_desktop.operations.backup_proof import Found
from leder_desktop.session import Desk
from leder_desktop.store import backup_layout, ballast, durable
from tests.faults.crash import at_every_point
from tests.faults.deeds import CLOCK, RECORD, TOLD, opened
from tests.journeys.program import PASSPHRASE, quick_keys

OLDER = timedelta(days=402, minutes=30)
"""So old that the backup an hour ago still kept it and the next lets it go (`backup_thinning`)."""


def words(desk: Desk) -> str:
    return str(desk.shelf.setting(store.RECOVERY_WORDS))


def found(generation: Path, proof: Path, said: str) -> Found:
    durable.remove_tree(proof)
    try:
        return restore.rehearse(generation, proof, said)
    finally:
        durable.remove_tree(proof)


def in_this_process(part: Path, said: str, *_: object) -> None:
    found(part, part.with_name("proof-here"), said)


def made(folder: Path) -> tuple[str, list[Path]]:
    """A store with two cases and two backups, the first so old that the next one lets it go; the recovery words."""
    desk = store.make(folder / "store", store.plan("Priya Raman", Role.REVIEWER, PASSPHRASE), clock=CLOCK)
    ballast.release(folder / "store")
    for reference in (b"R-1", b"R-2"):
        session = cases.new(desk, TOLD.replace(b"R-2", reference), opt_out_checked_by="Sam Okoro")
        notes.set(session, "portrait", "Ann liked trains.")
        evidence.attach(session, RECORD)
        cases.leave(session)
    (folder / "stick").mkdir()
    generations = list[Path]()
    for now in (CLOCK.now() - OLDER, CLOCK.now() - timedelta(hours=1)):
        then = Desk(**{**vars(desk), "clock": Clock(now=lambda now=now: now)})
        generations.append(backup.make(then, folder / "stick").generation)
        session = cases.open(desk, "R-1")
        notes.set(session, "portrait", f"Ann liked trains, said on {now}.")
        cases.leave(session)
    said = words(desk)
    desk.close()
    return said, generations


def whole(folder: Path, said: str, wanted: dict[str, int]) -> list[str]:
    """What is wrong with the generations there, and what a next backup would leave."""
    wrong = list[str]()
    [kept] = backup_layout.folders_in(folder / "stick")
    names = dict[str, int]()
    for number, generation in enumerate(backup_layout.generations(kept)):
        try:
            names[generation.path.name] = len(found(generation.path, folder / f"proof-{number}", said).cases)
        except Refused as refused:
            wrong.append(f"{generation.path.name}: {refused.sentence}")
    wrong += [f"{name} holds {names.get(name)} cases" for name, count in wanted.items() if names.get(name) not in (count, count - 1)]
    desk = opened(folder)
    backup.abandon(backup.prepare(desk, folder / "stick"))
    desk.close()
    left = [path.name for path in kept.rglob("*") if path.name.endswith((durable.PART, ".old")) or path.name.startswith("proof-")]
    return wrong + [f"left behind: {name}" for name in left]


Deed = tuple[Callable[[Path], None], Callable[[Path], list[str]]]


def back_up(start: Path) -> Deed:
    said, (_, newer) = made(start)
    return lambda folder: backup.make(opened(folder), folder / "stick") and None, lambda folder: whole(folder, said, {newer.name: 2})


def forget(start: Path) -> Deed:
    """R-2 was erased; it goes from both backups. Killed anywhere, each generation restores with it or without."""
    said, (older, newer) = made(start)
    desk = opened(start)
    gone = next(row.id for row in cases.all(desk) if row.reference == "R-2")
    (start / "stick").rename(start / "drawer")
    cases.purge(desk, "R-2", "asked for")
    (start / "drawer").rename(start / "stick")
    desk.close()

    def deed(folder: Path) -> None:
        desk = opened(folder)
        try:
            backup_forget.forget_in(at(folder), desk.held.store_key, [gone], by="Priya Raman", at=CLOCK.now())
        finally:
            desk.close()

    def at(folder: Path) -> Path:
        return backup_layout.folders_in(folder / "stick")[0]

    def look(folder: Path) -> list[str]:
        backup_layout.put_in_order(at(folder))  # as the next backup does before it goes on
        deed(folder)
        wrong = whole(folder, said, {older.name: 2, newer.name: 2})
        there = backup_layout.case_folder(at(folder), gone).exists()
        listed = [g for g in backup_layout.generations(at(folder)) if (b := backup_source.unproved(g)) and gone in {c.id for c in b.cases}]
        return wrong + (["the erased case is still there"] if there or listed else [])

    return deed, look


def final_name_first(start: Path) -> Deed:
    """A backup that gets its final name before it is written, to prove that this finds one."""
    _, look = back_up(start)

    def deed(folder: Path) -> None:
        prepare = backup.prepare

        def prepared(desk: Desk, place: Path) -> backup_parts.Plan:
            plan = prepare(desk, place)
            return replace(plan, part=plan.part.with_name(plan.part.name.removesuffix(durable.PART)))

        backup.prepare = prepared
        backup.make(opened(folder), folder / "stick")

    return deed, look


DEEDS = {"back_up": back_up, "forget": forget, "final_name_first": final_name_first}


def main(name: str, folder: Path) -> None:
    start, work = folder / "start", folder / "work"
    start.mkdir()
    with quick_keys():
        backup_proof.prove = in_this_process
        deed, look = DEEDS[name](start)
        told = at_every_point(start, work, deed, look)
    print(json.dumps([asdict(one) for one in told]))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
