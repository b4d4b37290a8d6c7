"""Deeds on a whole store that say what they have done: a new case, an erased one, keys, a new version of the program, a backup."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from leder_desktop.errors import Refused
from leder_desktop.governance.roles import Role
from leder_desktop.keys import slots as slots_format
from leder_desktop.operations import backup, backup_proof, backup_source, cases, header, notes, rotate, snapshot, store, ways_in
from leder_desktop.session import Desk
from leder_desktop.store import backup_copy, backup_layout, durable, migrations, shelf
from tests.faults.acknowledged import Ack, Doing, a_case, again, looking, words
from tests.faults.deeds import CLOCK, TOLD, case_of, made, opened, sound
from tests.journeys.program import PASSPHRASE

OTHER = "eleven loud herons marching"


def new(start: Path) -> Doing:
    made(start).close()

    def deed(folder: Path, ack: Ack) -> None:
        desk = opened(folder)
        try:
            cases.leave(cases.new(desk, TOLD, opt_out_checked_by="Sam Okoro"))
            ack(1)
        finally:
            desk.close()

    def look(desk: Desk, acked: int) -> list[str]:
        rows = cases.all(desk)
        named = [row for row in rows if row.reference == "R-2"]
        if not named:
            cases.leave(cases.new(desk, TOLD, opt_out_checked_by="Sam Okoro"))
            return ["the case is lost"] if acked else []
        session = cases.open(desk, named[0].id)
        whole = snapshot.person(session).full_name == "Ann Lee" and snapshot.case(session).opt_out.result == "none"
        cases.leave(session)
        return [] if whole and len(rows) == 2 + (len(named) - 1) else ["half a case"]

    return deed, looking(look)


def purge(start: Path) -> Doing:
    desk = made(start)
    [row] = cases.all(desk)
    other = cases.new(desk, TOLD, opt_out_checked_by="Sam Okoro")
    notes.set(other, "portrait", "Bo stays.")
    cases.leave(other)
    desk.close()

    def deed(folder: Path, ack: Ack) -> None:
        desk = opened(folder)
        try:
            with suppress_gone():
                cases.purge(desk, "R-1", "made by mistake")
            ack(1)
        finally:
            desk.close()

    def look(desk: Desk, acked: int) -> list[str]:
        stays = cases.open(desk, "R-2")
        wrong = [] if notes.get(stays, "portrait") == "Bo stays." else ["another case lost its words"]
        cases.leave(stays)
        if "R-1" in {one.reference for one in cases.all(desk)}:
            cases.purge(desk, "R-1", "once more")
            wrong += ["it was said to be erased"] if acked else []
        if (desk.folder / "cases" / row.id).exists() or desk.shelf.case(row.id).state != "purged":
            wrong.append("half erased")
        with suppress(Refused):
            desk.shelf.case_key(row.id)
            wrong.append("its key is still there")
        return wrong

    return deed, looking(look)


@contextmanager
def suppress_gone() -> Generator[None]:
    """Asked once more, an erasure that was begun has been ended by the opening in between."""
    try:
        yield
    except Refused as refused:
        if refused.code != "no-such-case":
            raise


# -- the store


def init(start: Path) -> Doing:
    (start / "kept").touch()
    prepared = store.prepare(store.plan("Priya Raman", Role.REVIEWER, PASSPHRASE), clock=CLOCK)

    def deed(folder: Path, ack: Ack) -> None:
        if not store.exists(folder / "store"):
            store.begin(folder / "store", prepared, clock=CLOCK).close()
        ack(1)

    def look(folder: Path, acked: int) -> list[str]:
        if not store.exists(folder / "store"):
            if acked:
                return ["the store is lost"]
            store.begin(folder / "store", prepared, clock=CLOCK).close()
        desk = sound(folder)
        if isinstance(desk, list):
            return desk
        cases.leave(cases.new(desk, TOLD, opt_out_checked_by="Sam Okoro"))
        desk.close()
        return []

    return deed, look


def passphrase(start: Path) -> Doing:
    made(start).close()
    slots = ways_in.new_passphrase(start / "store", PASSPHRASE, OTHER, clock=CLOCK)
    wanted = slots_format.to_bytes(slots)
    with suppress(Refused):  # wrong passphrases are asked once too, before anything forks
        opened(start, OTHER)
    with suppress(Refused):
        slots_format.open_with_passphrase(slots, PASSPHRASE)

    def deed(folder: Path, ack: Ack) -> None:
        done = slots_format.to_bytes(header.read(folder / "store")) == wanted
        desk = opened(folder, OTHER if done else PASSPHRASE)
        try:
            if not done:
                ways_in.keep(desk, slots)
            ack(1)
        finally:
            desk.close()

    def look(folder: Path, acked: int) -> list[str]:
        opening: list[str] = []
        for one in (PASSPHRASE, OTHER):
            desk = sound(folder, one)
            if not isinstance(desk, list):
                opening.append(one)
                desk.close()
        return [] if opening == [OTHER] or (opening == [PASSPHRASE] and not acked) else [f"{len(opening)} passphrases open the store"]

    return deed, look


LATER = """
    CREATE TABLE later (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
        INSERT INTO later SELECT i, 'a row that a later version of the program needs, ' || i FROM n;
    CREATE INDEX later_words ON later (words);
"""
"""A step of a version to come, which rewrites enough to take many pages."""


@contextmanager
def newer_program() -> Generator[None]:
    """Today's program with one step more, so that a store made by today's is of the version before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "STEPS", (*migrations.STEPS, LATER))
        patch.setattr(shelf, "STEPS", (*shelf.STEPS, LATER))
        yield


def migrate(start: Path) -> Doing:
    made(start).close()

    def deed(folder: Path, ack: Ack) -> None:
        with newer_program(), a_case(folder) as session:
            again(lambda: notes.typed(session, "portrait", words(1)))
            ack(1)

    def look(folder: Path, acked: int) -> list[str]:
        with newer_program():
            desk = sound(folder)
            if isinstance(desk, list):
                return desk
            session = case_of(desk)
            text = notes.get(session, "portrait")
            versions = [session.file.database.user_version - len(migrations.STEPS), desk.shelf.database.user_version - len(shelf.STEPS)]
            rows = [one.read("SELECT count(*) FROM later")[0][0] for one in (session.file.database, desk.shelf.database)]
            notes.set(session, "portrait", "And on.")
            cases.leave(session)
            desk.close()
            wrong = [] if versions == [0, 0] and rows == [400, 400] else [f"half migrated: {versions}, {rows}"]
            return wrong + ([] if text == words(1) or (text == "Ann liked trains." and not acked) else ["a save was lost"])

    return deed, look


# -- keys and copies


def rotation(start: Path) -> Doing:
    """A new key for the store, then for every case too."""
    made(start).close()

    def deed(folder: Path, ack: Ack) -> None:
        desk = opened(folder)
        try:
            for number, deep in enumerate((False, True), 1):
                rotate.keys(desk, deep=deep)
                ack(number)
        finally:
            desk.close()

    def look(desk: Desk, acked: int) -> list[str]:
        session = case_of(desk)
        wrong = [] if notes.get(session, "portrait") == "Ann liked trains." else ["the words are lost"]
        cases.leave(session)
        rotate.keys(desk, deep=True)
        over = {path.name for path in desk.folder.iterdir()} - {"cases", "lock", "tries", header.NAME, desk.held.header.shelf}
        over = {name for name in over if not name.endswith("-journal")}
        return wrong + [f"left over: {name}" for name in over]

    return deed, looking(look)


def backing_up(start: Path) -> Doing:
    """Two backups, with words typed in between. That another process restores each is tested elsewhere: here only its files count."""
    made(start).close()
    (start / "place").mkdir()

    def deed(folder: Path, ack: Ack) -> None:
        desk = opened(folder)
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(backup_proof, "prove", lambda *_: None)
                for number in (1, 2):
                    backup.make(desk, folder / "place")
                    ack(number)
                    session = case_of(desk)
                    try:
                        notes.set(session, "portrait", words(number))
                        cases.leave(session)
                    finally:
                        session.file.close()
        finally:
            desk.close()

    def look(desk: Desk, acked: int) -> list[str]:
        there = [one for folder in backup_layout.folders_in(desk.folder.parent / "place") for one in backup_layout.generations(folder)]
        wrong = [f"{len(there)} of {acked} backups"] if len(there) < min(acked, 1) else []
        for generation in there:
            listed = backup_source.opened(generation.path, backup_source.with_key(desk.held.store_key)).listed
            for case in listed.cases:
                kept = [(backup_layout.version_file(generation.path.parent, case.id, case.file.sha256), case.file)]
                kept += [(backup_layout.evidence_file(generation.path.parent, case.id, one.id), one.file) for one in case.evidence]
                wrong += [f"{path.name} of a backup is not whole" for path, digest in kept if backup_copy.of_file(path) != digest]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(backup_proof, "prove", lambda *_: None)
            made_now = backup.make(desk, desk.folder.parent / "place").generation
        left = [path.name for path in made_now.parent.iterdir() if path.name.endswith(durable.PART)]
        return wrong + [f"left over: {name}" for name in left]

    return deed, looking(look)
