"""Damage, through the command line: each thing that can be wrong has its own sentence and exit code, and nothing is made worse."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.operations import store as stores
from leder_desktop.store.casefile import APPLICATION_ID as CASE_FILE
from leder_desktop.store.connection import Database
from leder_desktop.store.shelf import APPLICATION_ID as SHELF_FILE
from tests.journeys.program import PASSPHRASE, Leder, quick_keys

LETTER = b"%PDF-1.7 invented letter\n" * 100_000
"""More than two chunks of the evidence format."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Leder, str, str]]:
    """A store with a case that has a note and a record; every test damages a copy."""
    with quick_keys():
        leder = Leder(tmp_path_factory.mktemp("whole")).init()
        case = leder.new({"given": "Ann", "family": "Lee"}, reference="R-1")
        leder("note", "set", case, "portrait", stdin=b"Ann liked trains. " * 1000)
        (leder.folder / "letter.pdf").write_bytes(LETTER)
        evidence = leder("attach", case, leder.folder / "letter.pdf").document["evidence"]
        (leder.store / "ballast").unlink()
        yield leder, case, evidence


@pytest.fixture
def leder(whole: tuple[Leder, str, str], tmp_path: Path) -> Leder:
    copy = Leder(tmp_path)
    shutil.copytree(whole[0].store, copy.store)
    return copy


def flip(at: float) -> Callable[[Path], None]:
    def do(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[int(len(data) * at) if at < 1 else int(at)] ^= 0x10
        path.write_bytes(data)

    return do


def cut(to: float) -> Callable[[Path], None]:
    def do(path: Path) -> None:
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * to)])

    return do


def plain(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE t (a)")
    made.close()


def gone(path: Path) -> None:
    path.unlink()


def newer(application_id: int) -> Callable[[Path], None]:
    """The file as a later version of the program would leave it: nothing else than a higher number."""

    def do(path: Path) -> None:
        folder = path.parent if application_id == SHELF_FILE else path.parents[2]
        derived = stores.derive_key(folder, PASSPHRASE)
        desk = stores.open_with(derived, clock=Clock())
        database = desk.shelf.database
        if application_id == CASE_FILE:
            database = Database.open(path, desk.shelf.case_key(path.parent.name), application_id=CASE_FILE)
        with database.transaction():
            database.run("PRAGMA user_version = 99")
        if application_id == CASE_FILE:
            database.close()
        desk.close()

    return do


def later_slots(path: Path) -> None:
    document = json.loads(path.read_bytes())
    path.write_text(json.dumps(document | {"version": 99}), "utf-8")


SHELF, SLOTS, CASE, EVIDENCE = "shelf.leder", "slots.leder", "cases/{case}/case.leder", "cases/{case}/evidence/{evidence}"
SHOW, GET = ("case", "show", "R-1"), ("evidence", "get", "R-1", "{evidence}", "--out", "{out}")

TABLE = {
    "shelf, first page": (SHELF, flip(100), SHOW, "damaged", "shelf.leder is damaged"),
    "shelf, cut": (SHELF, cut(0.4), SHOW, "damaged", "shelf.leder is damaged"),
    "shelf, empty": (SHELF, cut(0), SHOW, "damaged", "shelf.leder is empty"),
    "shelf, missing": (SHELF, gone, SHOW, "damaged", "shelf.leder is missing"),
    "shelf, not encrypted": (SHELF, plain, SHOW, "damaged", "shelf.leder is not encrypted"),
    "shelf, newer": (SHELF, newer(SHELF_FILE), SHOW, "newer-store", "This store was written by a newer version"),
    "slots, flipped": (SLOTS, flip(0.5), SHOW, "damaged", "slots"),
    "slots, newer": (SLOTS, later_slots, SHOW, "newer-store", "newer version"),
    "slots, cut": (SLOTS, cut(0.5), SHOW, "damaged", "slots"),
    "slots, empty": (SLOTS, cut(0), SHOW, "damaged", "slots"),
    "slots, missing": (SLOTS, gone, SHOW, "no-store", "no store here"),
    "case, first page": (CASE, flip(100), SHOW, "damaged", "case.leder is damaged"),
    "case, in the middle": (CASE, flip(0.5), ("doctor",), None, "case.leder"),
    "case, cut": (CASE, cut(0.3), SHOW, "damaged", "case.leder is damaged"),
    "case, empty": (CASE, cut(0), SHOW, "damaged", "case.leder is empty"),
    "case, missing": (CASE, gone, SHOW, "damaged", "case.leder is missing"),
    "case, not encrypted": (CASE, plain, SHOW, "damaged", "case.leder is not encrypted"),
    "case, newer": (CASE, newer(CASE_FILE), SHOW, "newer-store", "This case was written by a newer version"),
    "record, a chunk": (EVIDENCE, flip(0.7), GET, "damaged", "is damaged"),
    "record, its head": (EVIDENCE, flip(10), GET, "damaged", "is damaged"),
    "record, cut": (EVIDENCE, cut(0.5), GET, "damaged", "is damaged"),
    "record, empty": (EVIDENCE, cut(0), GET, "damaged", "is damaged"),
    "record, missing": (EVIDENCE, gone, GET, "damaged", "is missing"),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file() and "journal" not in path.name}


@pytest.mark.parametrize("what", TABLE)
def test_damage_is_told_by_the_files_name_and_left_as_it_is(whole: tuple[Leder, str, str], leder: Leder, what: str) -> None:
    name, harm, words, code, said = TABLE[what]
    case, evidence, out = whole[1], whole[2], leder.folder / "out"
    path = leder.store / name.format(case=case, evidence=evidence)
    harm(path)
    before = contents(leder.store)
    answered = leder(*(word.format(evidence=evidence, out=out) for word in words))
    assert answered.exit == (3 if code == "no-store" else 1), answered
    if code is None:
        assert {damage["case"] for damage in answered.document["damage"]} == {case}
    else:
        assert answered.code == code
        assert said in answered.sentence and answered.sentence.endswith(".")
    assert answered.err == "" and not out.exists()
    after = contents(leder.store)
    assert set(after) == set(before), "nothing was made in its place, nothing taken away"
    assert {one for one in before if before[one] != after[one]} <= {SHELF}, "only the register of this laptop may say that somebody looked"
    assert harm is gone or after[name.format(case=case, evidence=evidence)] == before[name.format(case=case, evidence=evidence)]


def test_each_kind_of_damage_has_a_sentence_of_its_own(whole: tuple[Leder, str, str], tmp_path: Path) -> None:
    said: dict[tuple[str, str], set[str]] = {}
    for number, (name, harm, words, code, expected) in enumerate(TABLE.values()):
        if code is not None:
            copy = Leder(tmp_path / f"{number}")
            shutil.copytree(whole[0].store, copy.store)
            harm(copy.store / name.format(case=whole[1], evidence=whole[2]))
            answered = copy(*(word.format(evidence=whole[2], out=tmp_path / "out") for word in words))
            said.setdefault((name, expected), set()).add(answered.sentence)
    assert [where for where, sentences in said.items() if len(sentences) > 2] == []
    each = [sentence for sentences in said.values() for sentence in sentences]
    assert len(each) == len(set(each)) > 12


def test_another_case_is_not_hurt(whole: tuple[Leder, str, str], leder: Leder) -> None:
    other = leder.new({"given": "Bo", "family": "Other"}, reference="R-2")
    flip(100)(leder.store / "cases" / whole[1] / "case.leder")
    assert leder("note", "set", other, "portrait", stdin=b"Bo").exit == 0
    hits = {(hit["case"], hit["where"]) for hit in leder("search", "Bo").document["hits"]}
    assert {(whole[1], "not-searched"), (other, "note/portrait")} <= hits
    answered = leder("doctor")
    assert answered.exit == 1 and [damage["case"] for damage in answered.document["damage"]] == [whole[1]]


def test_a_case_file_put_back_stays_told_however_often_it_is_looked_at(whole: tuple[Leder, str, str], leder: Leder) -> None:
    path = leder.store / "cases" / whole[1] / "case.leder"
    old = path.read_bytes()
    assert leder("note", "set", "R-1", "portrait", stdin=b"Something newer").exit == 0
    path.write_bytes(old)
    for words in (("case", "show", "R-1"), ("note", "set", "R-1", "portrait"), ("note", "get", "R-1", "portrait")):
        answered = leder(*words, stdin=b"Written on top of the old one")
        assert (answered.exit, answered.code) == (1, "older-than-seen")
        assert leder("history", "R-1").document["intact"] is False
    assert [damage["case"] for damage in leder("doctor").document["damage"]] == [whole[1]]
