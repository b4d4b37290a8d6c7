"""P06: who looked and who did what stands in two chained records, and a line that was touched shows."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.operations import cases, doctor, evidence, history, laptop_record, notes, report, search, store, tries
from leder_desktop.session import Desk
from leder_desktop.store import audit, case_folder, device_audit
from leder_desktop.store.casefile import CaseFile
from leder_desktop.store.connection import Database
from tests.cli.conftest import Leder, leder  # noqa: F401 - a fixture
from tests.ui import desktops
from tests.ui.conftest import _fonts, _swept, theme  # noqa: F401 - fixtures

MIDDLE = "(SELECT max(seq) / 2 FROM {table})"
HARM = {
    "edited": ("UPDATE {table} SET did = 'nothing' WHERE seq = " + MIDDLE,),
    "by another": ("UPDATE {table} SET by = 'Somebody else' WHERE seq = " + MIDDLE,),
    "earlier": ("UPDATE {table} SET at = '2020-01-01T00:00:00+00:00' WHERE seq = " + MIDDLE,),
    "removed": ("DELETE FROM {table} WHERE seq = " + MIDDLE,),
    "removed and closed up": ("DELETE FROM {table} WHERE seq = 3", "UPDATE {table} SET seq = seq - 1 WHERE seq > 3"),
    "reordered": (
        "UPDATE {table} SET seq = -1 WHERE seq = 2", "UPDATE {table} SET seq = 2 WHERE seq = 3",
        "UPDATE {table} SET seq = 3 WHERE seq = -1",
    ),
    "truncated": ("DELETE FROM {table} WHERE seq > (SELECT max(seq) - 2 FROM {table})",),
    "emptied": ("DELETE FROM {table}",),
}  # fmt: skip
"""What an attacker who has the key does to the lines of a record, in SQL."""


def harm(database: Database, table: str, kind: str) -> None:
    for trigger in ("device_audit_is_not_changed", "device_audit_is_not_shortened"):
        with database.transaction():
            database.run(f"DROP TRIGGER IF EXISTS {trigger}")
    for sql in HARM[kind]:
        with database.transaction():
            database.run(sql.format(table=table))


@pytest.fixture
def lived(desk, session) -> str:
    """A case with a handful of lines in its record, left."""
    for n in range(5):
        notes.set(session, "portrait", f"Version {n}")
    cases.leave(session)
    return session.case


def told(desk, id: str | None) -> list[str]:
    return [damage["sentence"] for damage in doctor.examine(desk)["damage"] if damage["case"] == id]


@pytest.mark.parametrize("kind", HARM)
def test_p06_a_line_of_the_case_s_record_that_was_touched_shows(desk, lived, kind):
    assert told(desk, lived) == []
    file = CaseFile.open(case_folder.file_of(desk.folder, lived), desk.shelf.case_key(lived), clock=desk.clock)
    harm(file.database, "audit", kind)
    file.close()
    assert told(desk, lived)
    with cases.looking(desk, lived) as session:
        assert history.document(session)["intact"] is False


@pytest.mark.parametrize("kind", HARM)
def test_p06_a_line_of_the_laptop_s_record_that_was_touched_shows(desk, lived, kind):
    for _ in range(3):
        cases.leave(cases.open(desk, lived))
    assert laptop_record.faults(desk) == []
    head, lines = device_audit.head(desk.shelf.database)
    harm(desk.shelf.database, "device_audit", kind)
    outside = device_audit.faults(desk.shelf.database, seen_head=head, seen_lines=lines)
    assert outside
    if kind not in ("truncated", "emptied"):  # what is cut off at the end shows only against a head from outside (P16)
        assert laptop_record.faults(desk) and told(desk, None)


def test_p06_would_notice_when_the_chain_hashed_nothing(desk, lived, monkeypatch):
    monkeypatch.setattr(audit, "_hash", lambda *_: "0")
    monkeypatch.setattr(device_audit, "_hash", lambda *_: "0")
    session = cases.new(desk, None, opt_out_checked_by="Sam")
    notes.set(session, "portrait", "x")
    harm(session.file.database, "audit", "edited")
    assert history.faults(session) == []
    cases.leave(session)


# -- looks


def test_p06_a_look_writes_nothing_into_the_case_and_stands_on_the_laptop(desk, session, tmp_path):
    (tmp_path / "a.txt").write_text("words")
    (record,) = evidence.attach(session, tmp_path / "a.txt").made
    id = session.case
    cases.leave(session)
    before = {path: path.read_bytes() for path in (desk.folder / "cases").rglob("*") if path.is_file()}
    lines = len(laptop_record.lines(desk))
    again = cases.open(desk, id)
    for section in ("portrait", "records", "records", "overview"):
        laptop_record.looked(again, section)
    evidence.look(again, record)
    search.find(desk, "words", lying_open=again)
    history.steps(again)
    cases.leave(again)
    assert {path: path.read_bytes() for path in (desk.folder / "cases").rglob("*") if path.is_file()} == before
    seen = [line.did for line in laptop_record.lines(desk)[:-lines]][::-1]
    assert seen[:4] == [
        "Opened case LDR-T-1", "Looked at the pen portrait of case LDR-T-1", "Looked at the records of case LDR-T-1",
        f"Looked at record {record} of case LDR-T-1",
    ]  # fmt: skip
    assert seen[4].startswith("Searched all cases")
    again = cases.open(desk, id)
    laptop_record.looked(again, "records")
    cases.leave(again)
    assert laptop_record.lines(desk, "looks")[0].did == "Looked at the records of case LDR-T-1"


def test_p06_what_leaves_the_store_stands_on_the_laptop_or_does_not_leave(desk, session, tmp_path, monkeypatch):
    report.write(session, tmp_path / "review.pdf")
    assert laptop_record.lines(desk, "out")[0].did == "Wrote the review as PDF, case LDR-T-1"

    def full(*_: object, **__: object) -> None:
        raise Refused("disk-full", "The disk is full.")

    monkeypatch.setattr(device_audit, "record", full)
    with pytest.raises(Refused):
        report.write(session, tmp_path / "again.pdf")
    assert not (tmp_path / "again.pdf").exists()
    laptop_record.looked(session, "portrait")  # but a look is not refused on a full disk


def test_p06_every_line_of_the_laptop_has_its_kind():
    for did, kind in {
        "unlocked": "access", "failed to unlock 2 times: x": "access", "locked by you at 09:00": "access", "closed the program": "access",
        "opened case x": "looks", "looked at the records of case x": "looks", "searched all cases": "looks",
        "gave out record x, case y": "out", "wrote the review as PDF, case y": "out", "sealed bundle x into 1 files, case y": "out",
        "printed the report of case y": "out", "made a backup, restored it with the recovery words and compared it": "backups",
        "restored from the backup of x": "backups", "made a new recovery sheet": "keys", "gave the store a new key": "keys",
        "let the keyring open the store (x)": "keys", "took in the signing identity x": "keys", "changed the passphrase": "keys",
        "erased case x: duplicate": "erased", "said that the clock is right": laptop_record.OTHER,
    }.items():  # fmt: skip
        assert laptop_record.kind_of(did) == kind, did


def test_p06_would_notice_a_look_that_is_not_recorded(desk, session, monkeypatch):
    monkeypatch.setattr(laptop_record, "note", lambda *_: None)
    before = len(laptop_record.lines(desk))
    session.file.close()
    cases.leave(cases.open(desk, session.case))
    assert len(laptop_record.lines(desk)) == before


def test_p06_the_reading_commands_are_looks(leder):  # noqa: F811
    id = leder.new()
    leder("note", "set", id, "portrait", stdin=b"She sang.")
    for words in (("case", "show", id), ("note", "get", id, "portrait"), ("timeline", id), ("history", id),
                  ("report", id, "--kind", "review", "--out", leder.folder / "r.pdf")):  # fmt: skip
        assert leder(*words).exit == 0
    desk = store.unlock(leder.store, leder.secret.read_text().rstrip("\n"), clock=Clock())
    reference = cases.all(desk)[0].reference
    seen = [line.did for line in laptop_record.lines(desk)]
    desk.close()
    for said in ("the whole review", "the pen portrait", "the timeline", "the history"):
        assert f"Looked at {said} of case {reference}" in seen
    assert f"Wrote the review as PDF, case {reference}" in seen and seen.count("Unlocked") == 8


# -- failed tries


WRONG = "not the passphrase at all"


def fail(folder: Path, times: int, *, clock) -> None:
    for _ in range(times):
        with pytest.raises(Refused) as refused:
            store.unlock(folder, WRONG, clock=clock)
        assert refused.value.code == "wrong-passphrase"


def test_p06_failed_tries_are_counted_while_it_is_locked_and_told_at_the_next_unlock(tmp_path, clock):
    folder = tmp_path / "store"
    desktops.make_store(folder, clock)
    fail(folder, 2, clock=clock)
    kept = (folder / tries.NAME).read_text()
    assert len(kept.splitlines()) == 2 and all(datetime.fromisoformat(line).utcoffset() == timedelta(0) for line in kept.splitlines())
    assert WRONG not in kept and not set(kept) - set("0123456789-T:+\n")
    desk = store.unlock(folder, desktops.PASSPHRASE, clock=clock)
    assert laptop_record.failed_since(desk).startswith("2 failed tries since you were last here, the latest ")
    assert [line.did.split(":")[0] for line in laptop_record.lines(desk, "access")] == ["Unlocked", "Failed to unlock 2 times"]
    assert not (folder / tries.NAME).exists()
    desk.close()
    desk = store.unlock(folder, desktops.PASSPHRASE, clock=clock)
    assert laptop_record.failed_since(desk) == ""
    desk.close()


def test_p06_would_notice_tries_that_are_not_counted(tmp_path, clock, monkeypatch):
    folder = tmp_path / "store"
    desktops.make_store(folder, clock)
    monkeypatch.setattr(tries, "_add", lambda *_: None)
    fail(folder, 1, clock=clock)
    desk = store.unlock(folder, desktops.PASSPHRASE, clock=clock)
    assert laptop_record.failed_since(desk) == ""
    desk.close()


@pytest.mark.parametrize(
    "hostile",
    [b"", b"\x00" * 100, b"x" * 5_000_000, b"2026-11-22T10:00:00+00:00\n" * 300_000, "“2026”\n".encode(), b"9999-99-99T99:99:99+99:99\n",
     b"2026-11-22T10:00:00\n", b"<img src=x>\n2026-11-21T08:00:00+00:00\nLDR: 1, 2\n"],
)  # fmt: skip
def test_p06_a_hostile_file_of_tries_harms_nothing(desk, hostile):
    file = desk.folder / tries.NAME
    laptop_record.note(desk, "made the store")
    file.write_bytes(hostile)
    counted(desk)
    assert file.stat().st_size <= tries.MOST * tries.LINE
    carried(desk)
    assert "failed tr" in laptop_record.failed_since(desk) and not file.exists()
    assert all("img" not in line.did for line in laptop_record.lines(desk)) and laptop_record.faults(desk) == []


def counted(desk: Desk) -> None:
    with pytest.raises(Refused, match="wrong"), tries.counted(desk.folder, desk.clock.now()):
        raise Refused("wrong-passphrase", "That is wrong.")


def carried(desk: Desk) -> None:
    """As the next unlock does."""
    tries.carry_over(desk.folder, desk.shelf, by=desk.person, at=desk.clock.now())
    laptop_record.note(desk, laptop_record.UNLOCKED)


def test_p06_tries_that_are_a_link_or_a_folder_reach_nothing_outside(desk, tmp_path):
    file, outside = desk.folder / tries.NAME, tmp_path / "mine.txt"
    outside.write_text("mine")
    file.symlink_to(outside)
    counted(desk)
    assert outside.read_text() == "mine" and not file.is_symlink()
    file.unlink()
    file.mkdir()
    counted(desk)
    carried(desk)
    assert laptop_record.failed_since(desk) == ""


def test_p06_the_window_tells_failed_tries_and_shows_the_record(qtbot, theme, tmp_path, clock):  # noqa: F811
    folder = tmp_path / "store"
    desktops.make_store(folder, clock)
    fail(folder, 2, clock=clock)
    made, started = desktops.desktop(qtbot, theme, folder, clock)
    desktops.unlock(qtbot, made)
    assert made.watch.notice.isVisible() and "2 failed tries since you were last here" in made.watch.notice.words.text()
    made.window.acts.run("record")
    page = made.window.in_sight()
    assert [line.did.split(":")[0] for line in page.table.rows.rows] == ["Unlocked", "Failed to unlock 2 times", "Made the store"]
    page.kind.choose("keys")
    page.kind.chose.emit("keys")
    assert [line.did for line in page.table.rows.rows] == ["Made the store"] and "whole" in page.whole.words.text()
    made.window.lock("Locked by you.")
    qtbot.waitUntil(lambda: bool(started))
    desk = store.unlock(folder, desktops.PASSPHRASE, clock=clock)
    assert laptop_record.lines(desk, "access")[1].did.startswith("Locked by you at ")
    desk.close()
