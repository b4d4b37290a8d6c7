"""New keys: everything opens as before, the old keys open nothing, and a kill anywhere leaves exactly one key good."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.governance.roles import Role
from leder_desktop.keys.wrap import unwrap
from leder_desktop.operations import cases, doctor, evidence, header, notes, rotate, store
from leder_desktop.session import Desk
from leder_desktop.store import case_folder, durable
from leder_desktop.store.casefile import APPLICATION_ID
from leder_desktop.store.connection import Database
from tests.faults.crash import at_every_point

PASSPHRASE = "seven quiet otters drumming"
CLOCK = Clock()
pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = store.make(tmp_path / "store", store.plan("Priya Raman", Role.REVIEWER, PASSPHRASE), clock=CLOCK)
    (tmp_path / "letter.txt").write_text("A letter from the GP.")
    for name in ("first", "second"):
        session = cases.new(opened, None, opt_out_checked_by="Sam Okoro")
        notes.set(session, "portrait", f"The {name} portrait.")
        evidence.attach(session, tmp_path / "letter.txt")
        cases.leave(session)
    yield opened
    opened.close()


def told(desk: Desk) -> list[tuple[str, str, bytes]]:
    found: list[tuple[str, str, bytes]] = []
    for row in cases.all(desk):
        session = cases.open(desk, row.id)
        records = [evidence.read(session, one.id) for one in evidence.evidence(session)]
        found.append((row.id, notes.get(session, "portrait"), b"".join(records)))
        cases.leave(session)
    return sorted(found)


def keys_of(desk: Desk) -> tuple[bytes, bytes, dict[str, bytes]]:
    shelf_key = unwrap(desk.held.header.shelf_key, desk.held.store_key, purpose="shelf", about=desk.held.header.store)
    return bytes(desk.held.store_key), bytes(shelf_key), {row.id: bytes(desk.shelf.case_key(row.id)) for row in cases.all(desk)}


def opens(path: Path, key: bytes, kind: int) -> bool:
    try:
        Database.open(path, key, application_id=kind).close()
    except Refused:
        return False
    return True


@pytest.mark.parametrize("deep", [False, True])
def test_everything_is_there_under_new_keys_and_the_old_open_nothing(desk: Desk, deep: bool) -> None:
    before, (store_key, shelf_key, case_keys) = told(desk), keys_of(desk)
    rotate.keys(desk, deep=deep)
    assert told(desk) == before
    new_store, new_shelf, new_cases = keys_of(desk)
    assert new_store != store_key and new_shelf != shelf_key
    assert all((new_cases[id] != key) == deep for id, key in case_keys.items())
    desk.close()
    again = store.unlock(desk.folder, PASSPHRASE, clock=CLOCK)
    assert told(again) == before and doctor.examine(again)["damage"] == []
    again.close()
    assert [path.name for path in desk.folder.glob("shelf*.leder")] == ["shelf-1.leder"]
    from leder_desktop.store.shelf import APPLICATION_ID as SHELF

    assert not opens(desk.folder / "shelf-1.leder", shelf_key, SHELF) and not opens(desk.folder / "shelf-1.leder", store_key, SHELF)
    assert all(opens(case_folder.file_of(desk.folder, id), key, APPLICATION_ID) != deep for id, key in case_keys.items())
    with pytest.raises(Refused):
        unwrap(header.read(desk.folder).shelf_key, store_key, purpose="shelf", about=again.held.header.store)


def test_turning_the_keys_over_and_over_leaves_one_register(desk: Desk) -> None:
    for _ in range(3):
        rotate.keys(desk)
        rotate.shelf(desk.folder, desk.shelf, desk.held)
    assert [path.name for path in desk.folder.glob("shelf*.leder")] == ["shelf-6.leder"]
    assert len(told(desk)) == 2


@pytest.mark.parametrize("deep", [False, True])
def test_a_kill_anywhere_leaves_exactly_one_key_good(desk: Desk, tmp_path: Path, deep: bool) -> None:
    before = told(desk)
    desk.close()

    def deed(folder: Path) -> None:
        opened = store.unlock(folder, PASSPHRASE, clock=CLOCK)
        rotate.keys(opened, deep=deep)
        opened.close()

    def look(folder: Path) -> list[str]:
        wrong: list[str] = []
        again = store.unlock(folder, PASSPHRASE, clock=CLOCK)
        if told(again) != before:
            wrong.append("something is missing")
        wrong += [str(found["sentence"]) for found in doctor.examine(again)["damage"]]
        again.close()
        if len(shelves := [path.name for path in folder.glob("shelf*.leder")]) != 1:
            wrong.append(f"registers left: {shelves}")
        wrong += [f"left: {path.name}" for path in folder.rglob(case_folder.NEXT)]
        return wrong

    killed = at_every_point(desk.folder, tmp_path / "work", deed, look)
    assert len(killed) > 12 and [one for one in killed if one.wrong] == []


def test_a_header_that_came_through_although_its_sync_failed_is_gone_on_with(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = told(desk), durable.sync_folder

    def fails_once(folder: Path) -> None:
        monkeypatch.setattr(durable, "sync_folder", real)
        raise Refused("io-error", "The disk did not write.")

    write = durable.write

    def with_failing_sync(path: Path, data: bytes) -> None:
        if path.name == header.NAME:
            monkeypatch.setattr(durable, "sync_folder", fails_once)
        write(path, data)

    monkeypatch.setattr(durable, "write", with_failing_sync)
    with pytest.raises(Refused):
        rotate.keys(desk)
    assert told(desk) == before
    desk.close()
    again = store.unlock(desk.folder, PASSPHRASE, clock=CLOCK)
    assert told(again) == before
    again.close()


def test_a_full_disk_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = header.read(desk.folder)

    def full(*_: object) -> None:
        raise Refused("disk-full", "The disk is full.")

    monkeypatch.setattr(Database, "copy_to", full)
    with pytest.raises(Refused):
        rotate.keys(desk, deep=True)
    monkeypatch.undo()
    assert header.read(desk.folder) == before == desk.held.header and len(told(desk)) == 2
    assert [path.name for path in desk.folder.glob("shelf*.leder")] == ["shelf.leder"]
