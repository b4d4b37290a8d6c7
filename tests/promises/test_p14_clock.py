"""P14: a clock that is wrong. Each instant is lived by the real program, under libfaketime, in the zone of the person."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from leder_desktop import RELEASED
from leder_desktop.clock import Clock
from leder_desktop.operations import cases, doctor, history, laptop, store
from leder_desktop.store import audit
from leder_desktop.store.audit import Line
from tests.ui.conftest import _fonts, _swept, theme  # noqa: F401 - fixtures
from tests.ui.desktops import PASSPHRASE, at_desk, make_store

ROOT = Path(__file__).resolve().parents[2]
INSTANTS = (
    "2026-03-29 00:59:59", "2026-03-29 01:00:01",  # the hour that is not there in London
    "2026-10-25 00:30:00", "2026-10-25 01:30:00",  # 01:30 in London, twice
    "1970-01-02 00:00:30", "2038-01-20 03:14:08", "2026-11-11 23:59:59",
)  # fmt: skip
"""UTC."""
ZONES = ("Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu")
DATES = ("1970-05-04", "2026-08-20", "2026-08-31")
"""Born, died, notified."""


LIVE = """
import contextlib, io, json, sys
from leder_desktop.cli.main import main
def leder(*words, stdin=""):
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()))
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())) as out:
        code = main(["--store", sys.argv[1], "--passphrase-file", sys.argv[2], "--json", *words])
        out.flush()
        said = out.buffer.getvalue()
    assert code == 0, said
    return json.loads(said)
leder("note", "set", "LDR-1", "portrait", stdin=sys.argv[3])
print(json.dumps([leder("case", "list")["cases"][0]["due"], leder("case", "show", "LDR-1")["person"]]))
"""
"""What a person does in one process: write, look at the list, look at the case."""


def live(folder: Path, at: str, zone: str, words: str) -> tuple[str, str]:
    """The due date, and what the case says of the person, seen at that instant in that zone."""
    given = (str(folder / "store"), str(folder / "passphrase.txt"), words)
    command = ["faketime", at, "env", f"TZ={zone}", sys.executable, "-c", LIVE, *given]
    environment = {**os.environ, "TZ": "UTC", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    due, person = json.loads(done.stdout)
    return due, json.dumps(person, sort_keys=True)


def in_order(lines: list[Line]) -> bool:
    """Whether the lines stand as they were written, by number, whatever the clock said, each with the time of its clock."""
    came = [datetime.fromisoformat(line.at) for line in lines if line.did.startswith("Write ")]
    wanted = [datetime.fromisoformat(at).replace(tzinfo=UTC) for at in INSTANTS]
    near = all(timedelta() <= there - meant < timedelta(seconds=120) for there, meant in zip(came, wanted, strict=True))
    return near and [line.seq for line in lines] == list(range(1, len(lines) + 1))


@pytest.mark.tool("faketime")
def test_p14_whatever_the_clock_says_the_order_stands_and_no_date_shifts_by_a_day_in_any_zone(tmp_path):
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE)
    make_store(tmp_path / "store", Clock())
    person = {"given": "Mari", "family": "Ellis", "birth_date": DATES[0], "death_date": DATES[1]}
    notice = {"format": "leder-notification", "version": "1.0", "reference": "LDR-1", "notified_on": DATES[2], "person": person}
    desk = store.unlock(tmp_path / "store", PASSPHRASE, clock=Clock())
    cases.leave(cases.new(desk, json.dumps(notice).encode(), opt_out_checked_by="Sam"))
    desk.close()
    seen = {live(tmp_path, at, ZONES[i % len(ZONES)], f"Written {i}") for i, at in enumerate(INSTANTS)}
    assert len(seen) == 1
    due, said = seen.pop()
    assert due == "2027-02-28" and DATES[0] in said and DATES[1] in said
    desk = store.unlock(tmp_path / "store", PASSPHRASE, clock=Clock())
    assert doctor.examine(desk, full=True)["damage"] == []
    session = cases.open(desk, "LDR-1")
    lines = audit.lines(session.file.database)
    assert history.faults(session) == [] and in_order(lines)
    assert not in_order(sorted(lines, key=lambda line: line.at))  # a program that ordered by the clock would be seen here
    cases.leave(session)
    desk.close()


def test_p14_would_notice_a_date_that_is_kept_as_an_instant():
    from zoneinfo import ZoneInfo

    midnight = datetime.fromisoformat(DATES[1]).replace(tzinfo=UTC)
    assert {midnight.astimezone(ZoneInfo(zone)).date() for zone in ZONES} == {date(2026, 8, 20), date(2026, 8, 19)}


def test_p14_a_line_put_in_another_place_by_its_time_breaks_the_chain(desk, session):
    database = session.file.database
    for did in ("first", "second"):
        session.file.note(did, by="Priya Raman")
    assert audit.faults(database) == []
    with database.transaction():
        for name, _ in database.read("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"):
            database.run(f'DROP TRIGGER "{name}"')
        last = audit.head(database)[1]
        database.run("UPDATE audit SET seq = 1000 WHERE seq = ?", last - 1)
        database.run("UPDATE audit SET seq = ? WHERE seq = ?", last - 1, last)
        database.run("UPDATE audit SET seq = ? WHERE seq = 1000", last)
    assert audit.faults(database) != []


def at(clock_says: datetime, desk):
    """The same store on a laptop whose clock says something else."""
    return replace(desk, clock=Clock(now=lambda: clock_says))


def wrong_clocks(desk) -> list[str]:
    """What is said at an unlock by each wrong clock, a month after something was recorded; empty strings where nothing is."""
    now = desk.clock.now() + timedelta(days=30)
    desk.shelf.record("looked", by="Priya Raman", at=now)
    wrong = (now - timedelta(days=10), datetime(1970, 1, 1, tzinfo=UTC), now - timedelta(hours=2))
    return [laptop.clock_sentence(at(clock, desk)) for clock in wrong]


def test_p14_a_clock_before_the_newest_record_or_before_the_program_is_told_and_never_refused(desk, session):
    cases.leave(session)
    assert laptop.clock_sentence(desk) == ""
    before, never, hours = wrong_clocks(desk)
    assert "was recorded here" in before and "was recorded here" in hours and "before this program was made" in never
    assert "Put the clock right" in before
    cases.leave(cases.open(at(datetime(1970, 1, 1, tzinfo=UTC), desk), session.case))


def test_p14_would_notice_a_program_that_never_looks_at_its_records(desk, session, monkeypatch):
    cases.leave(session)
    monkeypatch.setattr(laptop, "newest_record", lambda desk: None)
    assert wrong_clocks(desk)[0].count("recorded here") == 0


def test_p14_a_case_written_by_a_clock_ahead_is_told_until_a_person_says_the_clock_is_right(desk, session):
    ahead = at(datetime(2038, 1, 19, tzinfo=UTC), desk)
    cases.leave(session)
    again = cases.open(ahead, session.case)
    again.file.note("looked", by="Priya Raman")
    cases.leave(again)
    assert "19 January 2038" in laptop.clock_sentence(desk)
    laptop.trust_clock(desk)
    assert laptop.clock_sentence(desk) == ""
    assert laptop.clock_sentence(at(datetime(1999, 1, 1, tzinfo=UTC), desk)) != ""


def test_p14_the_window_opens_the_cases_and_tells_it_in_a_strip(qtbot, theme, desk, session):  # noqa: F811
    cases.leave(session)
    desk.shelf.record("looked", by="Priya Raman", at=desk.clock.now() + timedelta(days=30))
    made, _ = at_desk(qtbot, theme, at(desk.clock.now() + timedelta(days=20), desk))
    assert made.window.page_name == "cases" and made.watch.notice.isVisible()
    assert "was recorded here" in made.watch.notice.words.text()
    made.watch.right.click()
    assert not made.watch.notice.isVisible()
    made.leave()


def test_p14_the_day_of_the_release_is_not_ahead_of_its_own_tests():
    today = datetime.now(UTC).date()
    assert today >= RELEASED
