"""P21: somebody may have had the keys. New ones are made; the old open nothing that is in use, and a kill leaves exactly one good."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from leder_desktop.errors import Refused
from leder_desktop.keys import slots
from leder_desktop.keys.wrap import Wrapping, unwrap
from leder_desktop.operations import header, rotate
from leder_desktop.store import case_folder
from leder_desktop.store.casefile import APPLICATION_ID as CASE
from leder_desktop.store.connection import Database
from leder_desktop.store.shelf import APPLICATION_ID as SHELF
from leder_desktop.store.shelf import Shelf
from tests.journeys.program import PASSPHRASE, Leder, quick_keys


@pytest.fixture
def leder(tmp_path: Path) -> Iterator[Leder]:
    with quick_keys():
        made = Leder(tmp_path).copied()
        case = made.new({"given": "Mari", "family": "Ellis"})
        assert made("note", "set", case, "portrait", stdin=b"She sang.").exit == 0
        yield made


def every_key(store: Path) -> dict[str, bytes]:
    """What a thief with the passphrase would have had: the key of the store, of the register, of each case."""
    made = header.read(store)
    store_key = slots.open_with_passphrase(made, PASSPHRASE)
    shelf_key = unwrap(made.shelf_key, store_key, purpose="shelf", about=made.store)
    shelf = Shelf.open(store / made.shelf, shelf_key, Wrapping(under=shelf_key, purpose="case"))
    found = {"store": bytes(store_key), "shelf": bytes(shelf_key)} | {row.id: bytes(shelf.case_key(row.id)) for row in shelf.cases()}
    shelf.close()
    return found


def opened_by(store: Path, keys: dict[str, bytes]) -> set[str]:
    """Which files of the store open with any of these keys."""
    made, found = header.read(store), set[str]()
    for key in keys.values():
        try:
            unwrap(made.shelf_key, key, purpose="shelf", about=made.store)
            found.add("slots.leder")
        except Refused:
            pass
        for path, kind in ((store / made.shelf, SHELF), *((path, CASE) for path in store.glob("cases/*/case*.leder"))):
            try:
                Database.open(path, key, application_id=kind).close()
                found.add(path.name)
            except Refused:
                continue
    return found


def test_p21_after_a_deep_rotation_no_old_key_opens_anything(leder: Leder) -> None:
    old = every_key(leder.store)
    assert opened_by(leder.store, old) == {"slots.leder", "shelf.leder", case_folder.FILE}, "the test can tell"
    answered = leder("key", "rotate", "--deep")
    assert answered.exit == 0 and {slot["kind"] for slot in answered.document["slots"]} == {"passphrase", "recovery"}
    assert opened_by(leder.store, old) == set()
    assert leder("note", "get", leder("case", "list").document["cases"][0]["case"], "portrait").document == {"text": "She sang."}


def test_p21_a_plain_rotation_changes_the_store_and_its_register(leder: Leder) -> None:
    old = every_key(leder.store)
    assert leder("key", "rotate").exit == 0
    assert opened_by(leder.store, old) == {case_folder.FILE}, "a case keeps its key, which the old register can no longer be asked for"
    assert leder("doctor").document["damage"] == []


def test_p21_the_sheet_stays_good_after_it(leder: Leder) -> None:
    assert leder("key", "rotate", "--deep").exit == 0
    (leder.folder / "new.txt").write_text("nine brisk otters under moss")
    sheet, new = leder.folder / "sheet.txt", leder.folder / "new.txt"
    assert leder("recover", "--code-file", sheet, "--new-passphrase-file", new, passphrase=False).exit == 0


def test_p21_would_notice_a_store_whose_key_was_kept(leder: Leder, monkeypatch: pytest.MonkeyPatch) -> None:
    old = every_key(leder.store)
    real = rotate.new_key
    of_case_store_shelf = iter((real(), bytearray(old["store"]), real()))
    monkeypatch.setattr(rotate, "new_key", lambda: next(of_case_store_shelf))
    assert leder("key", "rotate", "--deep").exit == 0
    assert "slots.leder" in opened_by(leder.store, old)
