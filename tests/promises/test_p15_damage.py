"""P15: a damaged page is found and named by case, the others go on; nothing starts afresh; what can be read goes into a new store."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.operations import cases, doctor, notes, rotate, store
from leder_desktop.session import Desk
from leder_desktop.store import case_folder
from leder_desktop.store.connection import Database
from leder_desktop.store.pages import PAGE
from tests.journeys.program import Leder
from tests.store import old_stores

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> old_stores.OldStore:
    """A store of today with two cases, one of them signed; copied, never used in place."""
    old = old_stores.copy("1", tmp_path_factory.mktemp("made") / "store")
    desk = store.unlock(old.folder, old.passphrase, clock=Clock())
    for id in (old.typing, old.signed):
        cases.leave(cases.open(desk, id))
    desk.close()
    for copy in old.folder.rglob("*.before-*"):
        copy.unlink()
    return old


@pytest.fixture
def old(made: old_stores.OldStore, tmp_path: Path) -> old_stores.OldStore:
    shutil.copytree(made.folder, tmp_path / "store")
    return old_stores.OldStore(**{**made.__dict__, "folder": tmp_path / "store"})


def contents(folder: Path) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != "lock" and not path.name.endswith("-journal")]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def flip(path: Path, at: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)
        file.seek(at)
        file.write(bytes([byte[0] ^ 0x20]))


def named(desk: Desk) -> set[str | None]:
    """The cases that have damage, as doctor says; the laptop's own troubles have none."""
    return {one["case"] for one in doctor.examine(desk)["damage"] if one["what"] not in ("ballast", "journal")}


def every_flip(old: old_stores.OldStore, places: Callable[[int], range]) -> list[tuple[int, set[str | None]]]:
    """One bit at a time; what doctor named then. The damaged case is not open, the other one is written in throughout."""
    desk, path, found = store.unlock(old.folder, old.passphrase, clock=Clock()), old.file(old.typing), list[tuple[int, set[str | None]]]()
    other = cases.open(desk, old.signed)
    cases.leave(other)
    sound = path.read_bytes()
    for at in places(len(sound)):
        flip(path, at)
        found.append((at, named(desk)))
        flip(path, at)
    assert path.read_bytes() == sound and named(desk) == set()
    desk.close()
    return found


def test_p15_one_bit_in_each_page_is_found_and_named_by_case(old: old_stores.OldStore) -> None:
    found = every_flip(old, lambda length: range(1234, length, PAGE))
    assert len(found) > 20 and [at for at, cases in found if cases != {old.typing}] == []


@pytest.mark.long
def test_p15_one_bit_anywhere_in_a_page_is_found(old: old_stores.OldStore) -> None:
    """Salt, content, initialisation vector and seal: 32 places of every page."""
    found = every_flip(old, lambda length: range(5, length, PAGE // 32 - 1))
    assert len(found) > 700 and [at for at, cases in found if cases != {old.typing}] == []


def test_p15_would_notice_a_page_that_is_not_found(old: old_stores.OldStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Database, "integrity", lambda _database, *, full=False: [])
    assert [at for at, cases in every_flip(old, lambda length: range(1234, length, PAGE)) if cases != {old.typing}]


def test_p15_the_other_case_goes_on(old: old_stores.OldStore) -> None:
    flip(old.file(old.typing), 1000)
    desk = store.unlock(old.folder, old.passphrase, clock=Clock())
    with pytest.raises(Refused, match="damaged") as refused:
        cases.open(desk, old.typing)
    assert refused.value.code == "damaged" and old.typing in refused.value.sentence
    session = cases.open(desk, old.signed)
    assert notes.get(session, "portrait") == "Robin kept bees."
    cases.leave(session)
    desk.close()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def halved(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 + 77])


def plain(path: Path) -> None:
    path.unlink()
    made = sqlite3.connect(path)
    made.execute("CREATE TABLE t (a)")
    made.close()


def anothers(path: Path) -> None:
    """A sound file, of another key."""
    path.unlink()
    Database.create(path, bytes(32), application_id=0x4C644331).close()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


STATES = {"missing": Path.unlink, "empty": emptied, "cut": halved, "plain": plain, "another's": anothers, "a folder": folder}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("where", ["case", "shelf", "slots"])
def test_p15_nothing_is_begun_afresh(old: old_stores.OldStore, where: str, state: str) -> None:
    path = {"case": old.file(old.typing), "shelf": old.folder / "shelf.leder", "slots": old.folder / "slots.leder"}[where]
    STATES[state](path)
    leder = Leder(old.folder.parent, old.passphrase)
    before, there = contents(old.folder), sorted(old.folder.rglob("*"))
    answered = leder("note", "set", old.typing, "portrait", stdin=b"Something new")
    assert answered.code == ("no-store" if where == "slots" and state in ("missing", "a folder") else "damaged"), answered
    after = contents(old.folder)
    assert [path for path in old.folder.rglob("*") if path not in there and path.name != "lock" and "journal" not in path.name] == []
    assert {name for name in before if before[name] != after.get(name)} <= ({"shelf.leder"} if where == "case" else set())


def test_p15_salvage_goes_into_a_new_store_and_the_damaged_one_is_only_read(old: old_stores.OldStore) -> None:
    for at in (100, 12 * PAGE + 9, 7 * PAGE + 4000):
        flip(old.file(old.typing), at)
    flip(old.folder / "shelf.leder", 200)
    leder, before, to = Leder(old.folder.parent, old.passphrase), contents(old.folder), old.folder.parent / "new"
    assert leder("case", "list").code == "damaged"
    answered = leder("salvage", "--to", to)
    assert answered.exit == 0 and answered.document["cases"] == 2, answered
    assert {one["case"] for one in answered.document["lost"]} == {None, old.typing}
    assert contents(old.folder) == before
    new = old_stores.OldStore(**{**old.__dict__, "folder": to})
    assert new.file(old.signed).read_bytes() == old.file(old.signed).read_bytes(), "a sound case is copied byte for byte"
    desk = store.unlock(to, old.passphrase, clock=Clock())
    assert named(desk) == set()
    session = cases.open(desk, old.typing)
    assert "tea with two sugars" in notes.get(session, "portrait")
    assert notes.get(session, "working-notes").startswith("Half-typed words") and "salvaged" in notes.get(session, "working-notes")
    cases.leave(session)
    desk.close()


def test_p15_what_is_lost_stays_told(old: old_stores.OldStore) -> None:
    """A lost line of the record or a lost version: the history of the case says that it does not fit."""
    leder, to = Leder(old.folder.parent, old.passphrase), old.folder.parent / "new"
    flip(old.file(old.typing), 22 * PAGE + 50)
    lost = leder("salvage", "--to", to).document["lost"]
    assert {one["table"] for one in lost} >= {"page", "revision"} and all(one["case"] == old.typing for one in lost)
    shutil.rmtree(old.folder)
    to.rename(old.folder)
    history = leder("history", old.typing).document
    assert history["intact"] is False and "salvaged" in history["lines"][-1]["did"]
    assert leder("case", "show", "LDR-OLD-1").document["reference"] == "LDR-OLD-1", "the register still knew what the case had lost"


def test_p15_a_case_that_has_lost_its_record_opens_and_says_so(old: old_stores.OldStore) -> None:
    """The page with every line of the record: it is not taken for an older copy, and it does not look whole either."""
    leder, to = Leder(old.folder.parent, old.passphrase), old.folder.parent / "new"
    flip(old.file(old.typing), 11 * PAGE + 50)
    assert "audit" in {one["table"] for one in leder("salvage", "--to", to).document["lost"]}
    shutil.rmtree(old.folder)
    to.rename(old.folder)
    assert b"tea with two sugars" in leder("note", "get", old.typing, "portrait").out
    assert leder("history", old.typing).document["intact"] is False


def test_p15_a_case_that_is_lost_whole_is_named_and_the_others_are_carried_over(old: old_stores.OldStore) -> None:
    leder, to = Leder(old.folder.parent, old.passphrase), old.folder.parent / "new"
    emptied(old.file(old.typing))
    document = leder("salvage", "--to", to).document
    assert document["cases"] == 1 and document["lost"] == [{"case": old.typing, "table": "case", "rows": 1}]
    desk = store.unlock(to, old.passphrase, clock=Clock())
    assert named(desk) == {old.typing}
    desk.close()


def test_p15_a_copy_under_new_keys_that_never_came_does_not_hide_the_case_itself(old: old_stores.OldStore) -> None:
    leder, to = Leder(old.folder.parent, old.passphrase), old.folder.parent / "new"
    desk = store.unlock(old.folder, old.passphrase, clock=Clock())
    rotate.build(rotate.prepare(desk, deep=True), Clock(), lambda done, of: None)
    desk.close()
    assert old.file(old.typing).with_name(case_folder.NEXT).is_file()
    answered = leder("salvage", "--to", to)
    assert answered.document["cases"] == 2 and answered.document["lost"] == [], answered
    assert not any(path.name.endswith((".damaged", case_folder.NEXT)) for path in to.rglob("*"))


def noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


@pytest.mark.parametrize("harm", [emptied, Path.unlink, noise])
def test_p15_without_the_register_there_are_no_keys_and_nothing_is_made(old: old_stores.OldStore, harm: Callable[[Path], None]) -> None:
    leder, to = Leder(old.folder.parent, old.passphrase), old.folder.parent / "new"
    harm(old.folder / "shelf.leder")
    answered = leder("salvage", "--to", to)
    assert answered.code == "damaged" and "backup" in answered.sentence
    assert list(to.iterdir()) == []


def test_p15_salvage_is_not_begun_among_other_files(old: old_stores.OldStore) -> None:
    leder, to = Leder(old.folder.parent, old.passphrase), old.folder.parent / "taken"
    to.mkdir()
    (to / "letter.txt").write_text("mine")
    assert leder("salvage", "--to", to).code == "store-exists"
    assert leder("salvage", "--to", old.folder).code == "store-exists"
    assert leder("salvage", "--to", old.folder / "cases" / "inside").code == "file-exists"
    assert [path.name for path in to.iterdir()] == ["letter.txt"] and not (old.folder / "cases" / "inside").exists()
