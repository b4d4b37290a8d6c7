"""A kill between any two steps of making or erasing a case leaves a store that puts itself right."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leder_desktop.errors import Refused
from leder_desktop.keys.wrap import Wrapping
from leder_desktop.store import case_folder, device_audit
from leder_desktop.store.connection import Database
from leder_desktop.store.shelf import Shelf

KEY = bytes(range(32))
WRAPPING = Wrapping(under=KEY, purpose="case")
AT = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)
KIND = 7
FIRST, SECOND = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"

KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from leder_desktop.keys.wrap import Wrapping
from leder_desktop.store import case_folder
from leder_desktop.store.connection import Database
from leder_desktop.store.shelf import Shelf
store, verb, id, last = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
shelf = Shelf.open(store / "shelf.leder", bytes(range(32)), Wrapping(under=bytes(range(32)), purpose="case"))
def stop(step):
    if step == last:
        os._exit(9)
at = datetime(2026, 3, 29, tzinfo=UTC)
if verb == "make":
    create = lambda path, key: Database.create(path, key, application_id=7)
    case_folder.make(store, shelf, id, create, reference="R2", at=at, after_step=stop)
else:
    case_folder.purge(store, shelf, id, why="opt-out", by="A Reviewer", at=at, new_shelf=lambda: None, after_step=stop)
os._exit(1)
"""


def create(path: Path, key: bytearray) -> Database:
    return Database.create(path, key, application_id=KIND)


def usable(path: Path, key: bytearray) -> bool:
    try:
        Database.open(path, key, application_id=KIND).close()
    except Refused:
        return False
    return True


def nothing() -> None:
    """No new file for the register: operations.rotate gives it one."""


def opened(store: Path) -> Shelf:
    return Shelf.open(store / "shelf.leder", KEY, WRAPPING)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    shelf = Shelf.create(tmp_path / "shelf.leder", KEY, WRAPPING)
    case_folder.make(tmp_path, shelf, FIRST, create, reference="R1", at=AT).close()
    shelf.close()
    return tmp_path


def kill(store: Path, verb: str, id: str, step: int) -> None:
    ran = subprocess.run([sys.executable, "-c", KILLED, str(store), verb, id, str(step)], cwd=Path(__file__).parents[2])
    assert ran.returncode == 9


def test_a_case_made_is_ready_and_opens_with_its_key(store: Path) -> None:
    shelf = opened(store)
    assert [(row.id, row.state, row.reference) for row in shelf.cases()] == [(FIRST, "ready", "R1")]
    assert usable(case_folder.file_of(store, FIRST), shelf.case_key(FIRST))
    assert (case_folder.folder_of(store, FIRST) / "evidence").is_dir()
    assert case_folder.repair(store, shelf, usable, at=AT, new_shelf=nothing) == case_folder.Repaired(
        finished=(), undone=(), erased=(), missing=(), unknown=()
    )
    shelf.close()


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5])
def test_a_kill_while_a_case_is_made(store: Path, step: int) -> None:
    kill(store, "make", SECOND, step)
    shelf = opened(store)
    assert {row.id: row.state for row in shelf.cases()} == {FIRST: "ready", SECOND: "making" if step < 5 else "ready"}
    repaired = case_folder.repair(store, shelf, usable, at=AT, new_shelf=nothing)
    whole = step >= 4
    assert repaired.undone == (() if whole else (SECOND,))
    assert repaired.finished == ((SECOND,) if step == 4 else ())
    assert {row.id for row in shelf.cases()} == ({FIRST, SECOND} if whole else {FIRST})
    assert case_folder.folder_of(store, SECOND).exists() == whole
    if whole:
        assert usable(case_folder.file_of(store, SECOND), shelf.case_key(SECOND))
    assert repaired.missing == repaired.unknown == repaired.erased == ()
    shelf.close()


def test_a_half_made_file_is_undone(store: Path) -> None:
    kill(store, "make", SECOND, 3)
    case_folder.file_of(store, SECOND).touch()
    shelf = opened(store)
    assert case_folder.repair(store, shelf, usable, at=AT, new_shelf=nothing).undone == (SECOND,)
    assert not case_folder.folder_of(store, SECOND).exists()
    shelf.close()


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_kill_while_a_case_is_erased(store: Path, step: int) -> None:
    kill(store, "purge", FIRST, step)
    shelf = opened(store)
    with pytest.raises(Refused) as caught:
        shelf.case_key(FIRST)
    assert caught.value.code == "no-such-case", "from the first step on nothing opens the case"
    assert case_folder.folder_of(store, FIRST).exists() == (step == 1)
    repaired = case_folder.repair(store, shelf, usable, at=AT, new_shelf=nothing)
    assert repaired.erased == (() if step == 4 else (FIRST,))
    assert not case_folder.folder_of(store, FIRST).exists()
    row = shelf.case(FIRST)
    assert (row.state, row.called_name, row.same_person, row.due) == ("purged", "", frozenset(), None)
    assert [line.did for line in device_audit.lines(shelf.database)] == [f"erased case {FIRST}: opt-out"]
    assert case_folder.repair(store, shelf, usable, at=AT, new_shelf=nothing).erased == ()
    shelf.close()


def test_a_folder_without_a_row_is_told_and_never_removed(store: Path) -> None:
    (store / "cases" / SECOND).mkdir()
    (store / "cases" / SECOND / "case.leder").write_bytes(b"somebody's")
    shelf = opened(store)
    assert case_folder.repair(store, shelf, usable, at=AT, new_shelf=nothing).unknown == (SECOND,)
    assert (store / "cases" / SECOND / "case.leder").read_bytes() == b"somebody's"
    shelf.close()


def test_a_case_whose_file_is_gone_is_told_and_its_row_stays(store: Path) -> None:
    case_folder.file_of(store, FIRST).unlink()
    shelf = opened(store)
    assert case_folder.repair(store, shelf, usable, at=AT, new_shelf=nothing).missing == (FIRST,)
    assert shelf.case(FIRST).state == "ready"
    shelf.close()


def test_a_refusal_while_making_leaves_nothing(store: Path) -> None:
    def full(path: Path, _key: bytearray) -> Database:
        path.write_bytes(b"half")
        raise Refused("disk-full", "The disk is full.")

    shelf = opened(store)
    with pytest.raises(Refused) as caught:
        case_folder.make(store, shelf, SECOND, full, reference="R2", at=AT)
    assert caught.value.code == "disk-full"
    assert [row.id for row in shelf.cases()] == [FIRST]
    assert not case_folder.folder_of(store, SECOND).exists()
    shelf.close()


def test_erasing_twice_is_refused(store: Path) -> None:
    shelf = opened(store)
    case_folder.purge(store, shelf, FIRST, why="opt-out", by="A Reviewer", at=AT, new_shelf=nothing)
    for id in (FIRST, SECOND):
        with pytest.raises(Refused) as caught:
            case_folder.purge(store, shelf, id, why="opt-out", by="A Reviewer", at=AT, new_shelf=nothing)
        assert caught.value.code == "no-such-case"
    shelf.close()


def test_two_cases_have_two_keys_and_one_does_not_open_the_other(store: Path) -> None:
    shelf = opened(store)
    case_folder.make(store, shelf, SECOND, create, reference="R2", at=AT).close()
    assert shelf.case_key(FIRST) != shelf.case_key(SECOND)
    assert not usable(case_folder.file_of(store, SECOND), shelf.case_key(FIRST))
    shelf.close()


def test_a_wrapped_key_moved_to_another_case_does_not_open(store: Path) -> None:
    shelf = opened(store)
    case_folder.make(store, shelf, SECOND, create, reference="R2", at=AT).close()
    with shelf.database.transaction():
        shelf.database.run('UPDATE "case" SET wrapped_key = (SELECT wrapped_key FROM "case" WHERE id = ?) WHERE id = ?', FIRST, SECOND)
    with pytest.raises(Refused) as caught:
        shelf.case_key(SECOND)
    assert caught.value.code == "damaged"
    shelf.close()
