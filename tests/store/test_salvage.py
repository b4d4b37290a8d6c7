"""One bad page at a time: what of a file is lost with it, and that what is left is whole in itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.keys.wrap import Wrapping
from leder_desktop.model.kinds import KINDS
from leder_desktop.operations import store
from leder_desktop.store import audit, salvage
from leder_desktop.store.casefile import CaseFile
from leder_desktop.store.pages import PAGE, Pages
from leder_desktop.store.shelf import Shelf
from tests.journeys.program import quick_keys
from tests.store import old_stores

NUMBERED = ("thing", "step", "revision", "audit", "vault", "artifact")


@dataclass(frozen=True)
class Whole:
    """A sound case file of today's schema, its key and its rows."""

    path: Path
    key: bytearray
    lines: int
    rows: dict[str, list[Any]]


def rows(file: CaseFile) -> dict[str, list[Any]]:
    return {table: file.database.read(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in (*NUMBERED[:4], "vault", "current")} | {
        "artifact": file.database.read("SELECT * FROM artifact ORDER BY name")
    }


@pytest.fixture(scope="module", params=("typing", "signed"))
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    old = old_stores.copy("1", tmp_path_factory.mktemp("old") / "store")
    with quick_keys():
        desk = store.unlock(old.folder, old.passphrase, clock=Clock())
    id = getattr(old, request.param)
    key = desk.shelf.case_key(id)
    file = CaseFile.open(old.file(id), key, clock=Clock())
    file.seal(by="Priya Raman")
    read = rows(file)
    file.close()
    desk.close()
    return Whole(old.file(id), key, len(read["audit"]), read)


@pytest.fixture
def salvaged(whole: Whole, tmp_path: Path) -> Iterator[Any]:
    """Salvages the bytes it is given; answers what is lost, and the new file, open."""
    opened: list[CaseFile] = []

    def do(data: bytes) -> tuple[tuple[salvage.Lost, ...], CaseFile]:
        bad, new = tmp_path / f"bad-{len(opened)}.leder", tmp_path / f"new-{len(opened)}.leder"
        bad.write_bytes(data)
        lost = salvage.case_file(bad, whole.key, new, clock=Clock(), by="Priya Raman", seen_lines=whole.lines)
        assert bad.read_bytes() == data, "the damaged file is only ever read"
        opened.append(CaseFile.open(new, whole.key, clock=Clock()))
        return lost, opened[-1]

    yield do
    for file in opened:
        file.close()


def flipped(data: bytes, page: int, at: int = 2000) -> bytes:
    return data[: (page - 1) * PAGE + at] + bytes([data[(page - 1) * PAGE + at] ^ 4]) + data[(page - 1) * PAGE + at + 1 :]


def test_a_sound_file_comes_out_as_it_was(whole: Whole, salvaged: Any) -> None:
    lost, file = salvaged(whole.path.read_bytes())
    assert lost == () and rows(file) == whole.rows
    assert file.database.integrity(full=True) == [] and audit.faults(file.database) == []


def test_one_bad_page_takes_with_it_only_what_stood_on_it(whole: Whole, salvaged: Any) -> None:
    """The first one too: the tables' roots and the indexes cost nothing. Of the larger file every fourth page is enough here."""
    data, gone = whole.path.read_bytes(), list[int]()
    for page in range(1, len(data) // PAGE + 1, 1 if len(data) < 40 * PAGE else 4):
        lost, file = salvaged(flipped(data, page))
        kept, told = rows(file), {one.table: one.rows for one in lost}
        missing = {
            table: len({row[0] for row in whole.rows[table]} - {row[0] for row in kept[table]}) for table in NUMBERED
        }  # fmt: skip
        assert told[salvage.PAGES] == 1
        assert missing["thing"] == missing["step"] == 0, "made again from what points to them"
        assert all(told.get(table, 0) >= missing[table] for table in ("revision", "audit", "vault")), (page, missing, told)
        assert file.database.integrity(full=True) == []
        if not missing["revision"]:
            assert kept["current"] == whole.rows["current"], f"page {page}: every field reads as it did"
            for noun, _ in KINDS.values():
                file.all(noun)
        assert bool(audit.faults(file.database)) == bool(missing["revision"] or missing["audit"]) or missing["audit"]
        gone.append(sum(missing.values()))
    everything = sum(len(whole.rows[table]) for table in NUMBERED)
    assert median(gone) <= 1 and max(gone) < everything / 2, (gone, everything)


def test_words_are_found_again(whole: Whole, salvaged: Any) -> None:
    _, file = salvaged(flipped(whole.path.read_bytes(), 1))
    found = file.database.read("SELECT thing FROM words WHERE words MATCH 'trains OR bees'")
    assert found == [("portrait",)]


def test_a_file_of_which_nothing_can_be_read_is_refused_and_nothing_is_made(whole: Whole, tmp_path: Path) -> None:
    real = whole.path.read_bytes()
    bad = [(real, bytes(32)), (b"", whole.key), (b"not a case", whole.key), (flipped(real, 1, 3), whole.key)]
    for number, (data, key) in enumerate(bad):
        (tmp_path / f"bad-{number}").write_bytes(data)
        with pytest.raises(Refused) as refused:
            salvage.case_file(tmp_path / f"bad-{number}", key, tmp_path / "new", clock=Clock(), by="Priya Raman", seen_lines=0)
        assert refused.value.code == "damaged" and not (tmp_path / "new").exists()


def test_a_file_cut_short_gives_what_is_left_of_it(whole: Whole, salvaged: Any) -> None:
    data = whole.path.read_bytes()
    lost, file = salvaged(data[: len(data) - PAGE - 100])
    assert {one.table for one in lost} >= {salvage.PAGES}
    assert file.database.integrity(full=True) == [] and rows(file)["audit"][: whole.lines] == whole.rows["audit"]


def test_no_two_tables_have_rows_of_one_shape(whole: Whole, tmp_path: Path) -> None:
    """A row knows its table by its shape: what a later step adds must be told apart as well."""
    case = CaseFile.create(tmp_path / "case", bytes(32), clock=Clock())
    shelf = Shelf.create(tmp_path / "shelf", bytes(32), Wrapping(under=bytearray(32), purpose="case"))
    for database in (case.database, shelf.database):
        tables = salvage.shapes(database)
        assert len(tables) > 5
        for one, columns in tables.items():
            for other, others in tables.items():
                assert one == other or [(a.rowid, a.kind) for a in columns] != [(b.rowid, b.kind) for b in others], (one, other)
    case.close()
    shelf.close()


def test_a_register_gives_its_rows_page_by_page(tmp_path: Path) -> None:
    old = old_stores.copy("1", tmp_path / "store")
    with quick_keys():
        desk = store.unlock(old.folder, old.passphrase, clock=Clock())
    wrapping, key = desk.shelf._wrapping, desk.shelf._wrapping.under
    path = desk.shelf.database.path
    before = {table: desk.shelf.database.read(f'SELECT * FROM "{table}" ORDER BY 1') for table in salvage.shapes(desk.shelf.database)}
    desk.close()
    data, kept = path.read_bytes(), list[int]()
    for page in range(1, len(data) // PAGE + 1):
        path.write_bytes(flipped(data, page))
        (tmp_path / "new").unlink(missing_ok=True)
        lost = salvage.register(path, key, tmp_path / "new", wrapping)
        shelf = Shelf.open(tmp_path / "new", key, wrapping)
        after = {table: shelf.database.read(f'SELECT * FROM "{table}" ORDER BY 1') for table in before}
        assert {table for table in before if not set(after[table]) <= set(before[table])} <= {"digest_key"}
        assert lost and shelf.database.integrity(full=True) == []
        kept.append(sum(map(len, after.values())))
        shelf.close()
    assert median(kept) == sum(map(len, before.values()))
    assert Pages(path, bytes(32)).unreadable == set(range(1, len(data) // PAGE + 1))
