"""`backup.json`: read back as it was sealed, or not at all."""

import json
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from leder_desktop.errors import Refused
from leder_desktop.store import backup_copy, backup_list
from leder_desktop.store.backup_copy import Digest
from leder_desktop.store.backup_list import BackupList, CaseEntry, RecordEntry

KEY, SUM = bytes(range(32)), Digest(sha256="ab" * 32, bytes=7)
ID = str(UUID(int=7, version=4))
CASE = CaseEntry(id=ID, file=SUM, rows="cd" * 32, evidence=(RecordEntry(id=ID, file=SUM),), lost=(str(UUID(int=8, version=4)),))
LIST = BackupList(
    store=ID, made="2026-11-22T10:32:00+00:00", app="0.1.0", slots=SUM, shelf=SUM, shelf_name="shelf-3.leder", rows="ef" * 32, cases=(CASE,)
)


def test_what_was_sealed_is_read_back() -> None:
    assert backup_list.parse(backup_list.to_bytes(LIST, KEY), KEY) == LIST
    assert LIST.bytes() == 4 * 7


def test_every_changed_byte_is_found() -> None:
    data = backup_list.to_bytes(LIST, KEY)
    let_through = list[int]()
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1
        try:
            backup_list.parse(bytes(changed), KEY)
        except Refused as refused:
            assert refused.code in ("damaged", "newer-store")
        else:
            let_through.append(at)
    assert let_through == []


def test_another_stores_key_does_not_fit() -> None:
    with pytest.raises(Refused) as refused:
        backup_list.parse(backup_list.to_bytes(LIST, KEY), bytes(32))
    assert refused.value.code == "damaged"


def test_a_newer_list_is_refused_as_newer() -> None:
    document = json.loads(backup_list.to_bytes(LIST, KEY)) | {"version": 2, "more": True}
    with pytest.raises(Refused) as refused:
        backup_list.parse(json.dumps(document).encode(), KEY)
    assert refused.value.code == "newer-store"


@pytest.mark.parametrize(
    "changed",
    [
        replace(LIST, shelf_name="../shelf.leder"),
        replace(LIST, shelf_name="shelf/../../x.leder"),
        replace(LIST, cases=(replace(CASE, id="../../etc"),)),
        replace(LIST, cases=(replace(CASE, file=replace(SUM, sha256="../" * 21 + "x")),)),
        replace(LIST, cases=(replace(CASE, evidence=(RecordEntry(id="..", file=SUM),)),)),
        replace(LIST, cases=(CASE, CASE)),
        replace(LIST, slots=replace(SUM, bytes=-1)),
    ],
)
def test_no_name_leads_out_of_the_backup_even_under_a_good_seal(changed: BackupList) -> None:
    with pytest.raises(Refused) as refused:
        backup_list.parse(backup_list.to_bytes(changed, KEY), KEY)
    assert refused.value.code == "damaged"


def test_it_says_nothing_about_a_person() -> None:
    document = json.loads(backup_list.to_bytes(LIST, KEY))
    assert set(document) == {"format", "version", "store", "made", "app", "slots", "shelf", "cases", "seal"}
    assert set(document["cases"][0]) == {"id", "sha256", "bytes", "rows", "evidence", "lost"}


def test_a_copy_that_reads_back_differently_is_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_copy, "of_file", lambda path: Digest(sha256="00" * 32, bytes=3))
    with pytest.raises(Refused) as refused:
        backup_copy.keep(tmp_path / "file", [b"abc"])
    assert refused.value.code == "io-error" and list(tmp_path.iterdir()) == []
