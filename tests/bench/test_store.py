"""The encrypted store beside the same deeds on plain files, as ratios; run by `packaging/dev.py bench`, never by the suite."""

import sqlite3

import pytest

from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Source
from leder_desktop.model.timeline import Draft, accept
from leder_desktop.operations import cases, checks, evidence, notes, snapshot

pytestmark = pytest.mark.long


@pytest.fixture
def plain(tmp_path):
    """An unkeyed file with the journal and the durability of ours."""
    database = sqlite3.connect(tmp_path / "plain.db", isolation_level=None)
    for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "locking_mode=EXCLUSIVE"):
        database.execute(f"PRAGMA {pragma}").fetchall()
    database.execute("CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT)")
    database.execute("INSERT INTO note VALUES ('portrait', '')")
    yield database
    database.close()


def test_autosave_commit(session, plain, pair):
    text = "She whistled when she was well. " * 60
    notes.typed(session, "portrait", text)
    count = iter(range(10**6))
    assert pair(
        "autosave of a 2,000-character text",
        lambda: notes.typed(session, "portrait", text + str(next(count))),
        lambda: plain.execute("UPDATE note SET text = ? WHERE id = 'portrait'", (text + str(next(count)),)),
    )


def test_open_a_case(desk, session, tmp_path, pair):
    with session.file.step("Fill", by="Priya") as writing:
        for n in range(150):
            when = understand(f"{n % 28 + 1} March 2024")
            writing.put(accept(Draft(what=f"Event {n}", when=when, sources=(Source(conversation="mother"),)), id=f"e{n}"))
    cases.leave(session)
    database = sqlite3.connect(tmp_path / "plain.db")
    database.execute("CREATE TABLE entry (id TEXT, what TEXT)")
    database.executemany("INSERT INTO entry VALUES (?, ?)", [(f"e{n}", f"Event {n}") for n in range(150)])
    database.commit()
    database.close()

    def ours():
        opened = cases.open(desk, session.case)
        found = snapshot.take(opened)
        opened.file.close()
        return found

    def baseline():
        opened = sqlite3.connect(tmp_path / "plain.db")
        rows = opened.execute("SELECT * FROM entry").fetchall()
        opened.close()
        return rows

    assert pair("open a case and read 150 entries", ours, baseline)


def test_list_a_thousand_cases(desk, plain, pair):
    at = desk.clock.now()
    plain.execute("CREATE TABLE kase (id TEXT, reference TEXT)")
    plain.execute("BEGIN")
    for n in range(1000):
        desk.shelf.begin_case(f"c{n}", bytes(32), reference=f"R-{n}", at=at)
        desk.shelf.case_is_ready(f"c{n}")
        plain.execute("INSERT INTO kase VALUES (?, ?)", (f"c{n}", f"R-{n}"))
    plain.execute("COMMIT")
    assert pair("list 1,000 cases", lambda: cases.all(desk), lambda: plain.execute("SELECT * FROM kase ORDER BY reference").fetchall())


def test_attach_ten_megabytes(session, tmp_path, pair):
    data = bytes(range(256)) * 40_960
    (tmp_path / "record.bin").write_bytes(data)
    count = iter(range(10**6))

    def baseline():
        import os

        with (tmp_path / f"copy{next(count)}").open("wb") as file:
            file.write(data)
            os.fsync(file.fileno())

    assert pair("attach a 10 MB record", lambda: evidence.attach(session, tmp_path / "record.bin"), baseline, rounds=5)


def test_check_beside_loading(session, pair):
    with session.file.step("Fill", by="Priya") as writing:
        for n in range(150):
            writing.put(accept(Draft(what=f"Event {n}", when=understand("March 2024"), sources=(Source(conversation="m"),)), id=f"e{n}"))
    assert pair("all remarks, beside loading the snapshot", lambda: checks.remarks(session), lambda: snapshot.take(session))
