"""The doctor: what each kind of damage is called, that it names the case and what to do, and that it never changes a byte."""

import hashlib
from pathlib import Path

import pytest

from leder_desktop.errors import Refused
from leder_desktop.operations import cases, doctor, evidence, laptop
from leder_desktop.session import Desk
from leder_desktop.store import ballast, durable


@pytest.fixture
def told(desk, session, tmp_path):
    """A store with one case and one record, at rest; answers the case and the record's id."""
    (tmp_path / "letter.txt").write_text("A letter about trains. " * 50)
    id = evidence.attach(session, tmp_path / "letter.txt").made[0]
    cases.leave(session)
    ballast.make(desk.folder)
    return session.case, id


def digests(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def what(desk: Desk, *, full: bool) -> list[tuple[str | None, str]]:
    return [(one["case"], one["what"]) for one in doctor.examine(desk, full=full)["damage"]]


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_a_sound_store_is_sound_to_both_and_not_a_byte_is_changed(desk, told):
    before = digests(desk.folder)
    assert what(desk, full=False) == what(desk, full=True) == []
    assert doctor.examine(desk)["digest"] == doctor.examine(desk, full=True)["digest"]
    assert digests(desk.folder) == before


def test_damage_is_named_by_case_and_reference_with_what_to_do_and_nothing_is_made_worse(desk, told):
    case, _ = told
    flip(desk.folder / "cases" / case / "case.leder", 9000)
    before = digests(desk.folder)
    found = doctor.examine(desk)["damage"]
    assert {one["case"] for one in found} == {case} and {one["reference"] for one in found} == {"LDR-T-1"}
    assert all("backup" in one["do"] for one in found)
    assert digests(desk.folder) == before


def test_a_damaged_case_is_not_opened_and_says_so_by_its_reference(desk, told):
    case, _ = told
    path = desk.folder / "cases" / case / "case.leder"
    flip(path, path.stat().st_size - 3000)
    before = digests(desk.folder)
    with pytest.raises(Refused, match=r"LDR-T-1.* damaged.*backup") as refused:
        cases.open(desk, case)
    assert refused.value.code == "damaged" and digests(desk.folder) == before


def test_every_byte_of_a_record_is_read_by_the_full_check_only(desk, told):
    case, id = told
    flip(desk.folder / "cases" / case / "evidence" / id, -5)
    assert what(desk, full=False) == []
    assert what(desk, full=True) == [(case, "evidence")]


def test_a_record_that_is_missing_is_seen_by_the_quick_check_too(desk, told):
    case, id = told
    (desk.folder / "cases" / case / "evidence" / id).unlink()
    assert what(desk, full=False) == what(desk, full=True) == [(case, "evidence")]


def test_the_full_check_looks_around_in_the_store(desk, told):
    (desk.folder / "cases" / "stray").mkdir()
    (desk.folder / "shelf.leder.part").write_bytes(b"half")
    (desk.folder / "old.leder-journal").write_bytes(b"left")
    (desk.folder / "ballast").unlink()
    durable.write(desk.folder / "slots.leder", b"{}")
    assert what(desk, full=False) == [("stray", "folder")]
    assert sorted(kind for _, kind in what(desk, full=True)) == ["folder", "folder", "journal", "slots"]


def test_a_line_of_the_laptops_record_that_was_changed_is_told(desk, told):
    database = desk.shelf.database
    with database.transaction():
        database.run("DROP TRIGGER device_audit_is_not_changed")
    desk.shelf.record("looked", by="Priya Raman", at=desk.clock.now())
    with database.transaction():
        database.run("UPDATE device_audit SET did = 'did not look' WHERE seq = (SELECT max(seq) FROM device_audit)")
    assert (None, "record-of-deeds") in what(desk, full=False)


def test_a_week_after_the_last_full_check_the_next_is_due_also_when_the_clock_was_put_back(desk, told, monkeypatch):
    assert doctor.is_due(desk) and doctor.last_checked(desk) is None
    doctor.checked(desk, 2)
    assert not doctor.is_due(desk) and doctor.found_last(desk) == 2
    kept = desk.shelf.setting(doctor.LAST_FULL)
    desk.shelf.set_setting(doctor.LAST_FULL, {**kept, "at": "2026-11-13T09:00:00+00:00"})
    assert doctor.is_due(desk)
    desk.shelf.set_setting(doctor.LAST_FULL, {**kept, "at": "2038-01-01T09:00:00+00:00"})
    assert doctor.is_due(desk)


def test_the_ballast_is_made_again_when_there_is_room(desk, told, monkeypatch):
    (desk.folder / "ballast").unlink()
    monkeypatch.setattr(laptop, "free_bytes", lambda folder: laptop.ENOUGH - 1)
    laptop.keep_ballast(desk.folder)
    assert not (desk.folder / ballast.NAME).exists() and "499 MB" in laptop.space_sentence(desk.folder)
    monkeypatch.setattr(laptop, "free_bytes", lambda folder: laptop.ENOUGH)
    laptop.keep_ballast(desk.folder)
    assert (desk.folder / ballast.NAME).stat().st_size == ballast.BYTES and laptop.space_sentence(desk.folder) == ""
