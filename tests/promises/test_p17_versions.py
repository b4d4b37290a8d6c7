"""P17: every store there ever was opens; a newer one is refused and left as it is; nothing is changed before there is a copy of it."""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.operations import cases, doctor, history, notes, search, store
from leder_desktop.store import former, migrations
from leder_desktop.store import shelf as shelves
from leder_desktop.store.casefile import CaseFile
from leder_desktop.store.connection import Database
from tests.faults import crash
from tests.store import old_stores

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture(params=old_stores.names())
def old(request: pytest.FixtureRequest, tmp_path: Path) -> old_stores.OldStore:
    return old_stores.copy(request.param, tmp_path / "store")


def contents(folder: Path) -> dict[str, str]:
    """Digest of every file; the lock is empty and no content."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != "lock" and path.stat().st_size]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_p17_every_store_there_ever_was_opens_and_is_sound(old: old_stores.OldStore) -> None:
    desk = store.unlock(old.folder, old.passphrase, clock=Clock())
    examined = doctor.examine(desk, full=True)
    assert [one for one in examined["damage"] if one["what"] != "ballast"] == []
    assert examined["digest"] == old.digest
    session = cases.open(desk, old.typing)
    assert notes.get(session, "working-notes") == "Half-typed words" and "tea with two sugars" in notes.get(session, "portrait")
    assert history.document(session)["intact"] and len(history.versions(session, "note", "portrait", "text")) == 2
    notes.set(session, "summary", "Written by today's program.")
    cases.leave(session)
    session = cases.open(desk, old.signed)
    assert history.document(session)["intact"] and session.file.kept("")
    cases.leave(session)
    desk.close()


def test_p17_an_old_store_is_searched_without_being_opened_for_writing(old: old_stores.OldStore) -> None:
    desk = store.unlock(old.folder, old.passphrase, clock=Clock())
    assert {hit["case"] for hit in search.find(desk, "trains")} == {old.typing}
    desk.close()


def test_p17_the_recovery_words_of_an_old_store_still_open_it(old: old_stores.OldStore) -> None:
    from leder_desktop.operations import ways_in

    ways_in.recover(old.folder, old.words, "nine loud badgers knitting", clock=Clock())
    store.unlock(old.folder, "nine loud badgers knitting", clock=Clock()).close()


def in_case(old: old_stores.OldStore, do: Callable[[Database], None]) -> None:
    desk = store.unlock(old.folder, old.passphrase, clock=Clock())
    file = CaseFile.open(old.file(old.typing), desk.shelf.case_key(old.typing), clock=Clock())
    do(file.database)
    file.close()
    desk.close()


def one_more(database: Database) -> None:
    with database.transaction():
        database.run(f"PRAGMA user_version = {database.user_version + 1}")


def newer_slots(old: old_stores.OldStore) -> None:
    path = old.folder / "slots.leder"
    document = json.loads(path.read_bytes())
    path.write_text(json.dumps(document | {"version": 99}), "ascii")


def newer_shelf(old: old_stores.OldStore) -> None:
    desk = store.unlock(old.folder, old.passphrase, clock=Clock())
    one_more(desk.shelf.database)
    desk.close()


Change = Callable[[old_stores.OldStore], None]


@pytest.mark.parametrize("newer", [newer_slots, newer_shelf, lambda old: in_case(old, one_more)], ids=["slots", "shelf", "case"])
def test_p17_a_newer_one_is_refused_and_not_a_byte_is_changed(old: old_stores.OldStore, newer: Change) -> None:
    newer(old)
    before = contents(old.folder)
    with pytest.raises(Refused, match="newer version") as refused:
        desk = store.unlock(old.folder, old.passphrase, clock=Clock())
        try:
            before = contents(old.folder)  # the unlock itself stands in the laptop's record
            cases.open(desk, old.typing)
        finally:
            desk.close()
    assert refused.value.code == "newer-store" and contents(old.folder) == before


def test_p17_would_notice_a_newer_case_that_is_opened_all_the_same(old: old_stores.OldStore, monkeypatch: pytest.MonkeyPatch) -> None:
    in_case(old, one_more)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, "SELECT 1;"))
    desk = store.unlock(old.folder, old.passphrase, clock=Clock())
    cases.open(desk, old.typing).file.close()
    desk.close()


STEP = """CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;
INSERT INTO later VALUES (1);
UPDATE revision SET author = author || ' (later)';"""


def tomorrow(patch: pytest.MonkeyPatch) -> None:
    """The program of tomorrow: one more step for cases, one more for the register."""
    patch.setattr(migrations, "STEPS", (*migrations.STEPS, STEP))
    patch.setattr(shelves, "STEPS", (*shelves.STEPS, STEP.splitlines()[0]))


def today(tmp_path: Path) -> old_stores.OldStore:
    """The old store as today's program leaves it, without the copies of before."""
    old = old_stores.copy(old_stores.names()[-1], tmp_path / "today")
    desk = store.unlock(old.folder, old.passphrase, clock=Clock())
    for id in (old.typing, old.signed):
        cases.leave(cases.open(desk, id))
    desk.close()
    for copy in old.folder.rglob("*.before-*"):
        copy.unlink()
    return old


def test_p17_before_a_change_there_is_a_copy_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = today(tmp_path)
    case, shelf = old.file(old.typing).read_bytes(), (old.folder / "shelf.leder").read_bytes()
    tomorrow(monkeypatch)
    desk = store.unlock(old.folder, old.passphrase, clock=Clock())
    with cases.reading(desk, old.typing) as file:
        assert file.database.read("SELECT * FROM later") == [(1,)]
    kept = former.name(old.file(old.typing), len(migrations.STEPS))
    assert kept.read_bytes() == case
    assert former.name(old.folder / "shelf.leder", len(shelves.STEPS)).read_bytes() == shelf
    cases.leave(cases.open(desk, old.typing))
    assert kept.exists(), "for a week"
    os.utime(kept, (0, (datetime.now().astimezone() - timedelta(days=8)).timestamp()))
    cases.leave(cases.open(desk, old.typing))
    assert not kept.exists()
    with cases.reading(desk, old.signed):
        pass
    cases.purge(desk, old.signed, "Asked for by the family")
    desk.close()
    assert list(old.folder.rglob("*.before-*")) == [], "no copy outlives an erasure"


def kills(tmp_path: Path, migrate: Callable[[Database], None] | None = None) -> list[crash.Killed]:
    """Tomorrow's program opens today's store and is killed at every point in turn; what is wrong when it is opened again."""
    old = today(tmp_path)

    def deed(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            tomorrow(patch)
            if migrate is not None:
                patch.setattr(migrations, "bring_up_to_date", migrate)
            desk = store.unlock(folder, old.passphrase, clock=Clock())
            cases.leave(cases.open(desk, old.typing))
            desk.close()

    def look(folder: Path) -> list[str]:
        with pytest.MonkeyPatch.context() as patch:
            tomorrow(patch)
            desk = store.unlock(folder, old.passphrase, clock=Clock())
            try:
                session = cases.open(desk, old.typing)
            except sqlcipher.Error:
                return ["the step was begun and is not ended"]
            finally:
                desk.close()
            wrong = session.file.database.integrity(full=True)
            if session.file.database.read("SELECT author FROM revision WHERE seq = 1") != [("Priya Raman (later)",)]:
                wrong.append("the step was done twice, or not at all")
            if notes.get(session, "working-notes") != "Half-typed words":
                wrong.append("words are lost")
            session.file.close()
        return wrong

    return crash.at_every_point(old.folder, tmp_path / "work", deed, look)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_p17_a_kill_anywhere_in_a_change_leaves_a_store_that_opens(tmp_path: Path) -> None:
    found = kills(tmp_path)
    assert [(one.point, one.where, one.wrong) for one in found if one.wrong] == []
    places = " ".join(one.where for one in found)
    assert found[-1].where == "done" and "before-" in places and "commit to case.leder" in places and "commit to shelf.leder" in places


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_p17_would_notice_a_step_that_is_not_one_with_its_number(tmp_path: Path) -> None:
    def in_two(database: Database) -> None:
        for number, script in enumerate(migrations.STEPS[database.user_version :], database.user_version + 1):
            with database.transaction():
                database.run_script(script)
            with database.transaction():
                database.run(f"PRAGMA user_version = {number}")

    assert [one for one in kills(tmp_path, in_two) if one.wrong]
