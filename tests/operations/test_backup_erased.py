"""Something was erased inside a case while the stick was in a drawer: the next backup into it puts its older generations right."""

from pathlib import Path

import pytest

from leder_desktop.operations import backup, backup_erased, backup_replace, backup_source, cases, erasing, evidence, restore
from leder_desktop.session import Desk
from leder_desktop.store import case_folder, vault_files
from tests.journeys.program import PASSPHRASE
from tests.operations import test_backup
from tests.operations.test_backup import Wall, attach, case, change, refused, restored, shared

desk, stick, wall = test_backup.desk, test_backup.stick, test_backup.wall


def erase_a_record(desk: Desk, tmp_path: Path, name: str) -> str:
    """A record that was attached and backed up is erased for good; its id."""
    session = cases.open(desk, "R-1")
    wrong = next(one.id for one in evidence.evidence(session) if one.name == name)
    erasing.erase(session, erasing.RecordOf(evidence=wrong), "It was somebody else's letter")
    cases.leave(session)
    return wrong


def test_what_was_erased_while_the_stick_was_out_goes_with_the_next_backup_into_it(
    desk: Desk, stick: Path, wall: Wall, tmp_path: Path
) -> None:
    older = [backup.make(desk, stick).generation.name]
    session = cases.open(desk, "R-1")
    attach(session, tmp_path, "wrong.txt")
    cases.leave(session)
    wall.later(days=1)
    older.append(backup.make(desk, stick).generation.name)
    stick.rename(tmp_path / "drawer")
    wrong = erase_a_record(desk, tmp_path, "wrong.txt")
    (tmp_path / "drawer").rename(stick)
    assert any(wrong in name for name in shared(stick))
    wall.later(days=1)
    clean = backup.make(desk, stick)
    assert not any(wrong in name for name in shared(stick)) and len([name for name in shared(stick) if name.endswith(".case")]) == 2
    folder = clean.generation.parent
    for number, name in enumerate(older):
        assert restored(folder / name, tmp_path / f"again-{number}", desk).warnings == ()
    # a version made since is a former one as any other: it stays
    change(desk, "Ann liked ships.")
    wall.later(days=1)
    backup.make(desk, stick)
    wall.later(days=1)
    backup.make(desk, stick)
    assert len([name for name in shared(stick) if name.endswith(".case")]) == 3


def test_would_notice_when_the_next_backup_did_not_put_it_right(
    desk: Desk, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup.make(desk, stick)
    stick.rename(tmp_path / "drawer")
    wrong = erase_a_record(desk, tmp_path, "letter.txt")
    (tmp_path / "drawer").rename(stick)
    monkeypatch.setattr(backup_erased, "put_right", lambda *_: None)
    backup.make(desk, stick)
    assert any(wrong in name for name in shared(stick))


def test_a_damaged_case_whose_older_copy_holds_it_stays_to_be_put_right(desk: Desk, stick: Path, wall: Wall, tmp_path: Path) -> None:
    backup.make(desk, stick)
    stick.rename(tmp_path / "drawer")
    wrong = erase_a_record(desk, tmp_path, "letter.txt")
    (tmp_path / "drawer").rename(stick)
    path = case_folder.file_of(desk.folder, case(desk, "R-1"))
    whole = path.read_bytes()
    path.write_bytes(whole[:500] + bytes(8) + whole[508:])
    wall.later(days=1)
    assert "holds the copy of it from the backup before" in backup.make(desk, stick).warnings[0]
    path.write_bytes(whole)
    wall.later(days=1)
    backup.make(desk, stick)
    assert not any(wrong in name for name in shared(stick))


def test_something_erased_while_a_backup_is_made_stops_it(desk: Desk, stick: Path, tmp_path: Path) -> None:
    plan = backup.prepare(desk, stick)
    copied = [backup.put(plan.shared, backup.take(desk, case)) for case in plan.cases]
    built = backup.build(plan, copied)
    erase_a_record(desk, tmp_path, "letter.txt")
    refused("wrong-state", lambda: backup.finish(desk, plan, built))
    backup.abandon(plan)


def test_a_restore_beside_the_store_says_in_which_case_something_erased_came_back(desk: Desk, stick: Path, tmp_path: Path) -> None:
    made = backup.make(desk, stick).generation.parent.name
    stick.rename(tmp_path / "drawer")
    erase_a_record(desk, tmp_path, "letter.txt")
    id = case(desk, "R-1")
    desk.close()
    way = backup_source.with_passphrase(PASSPHRASE)
    done = restore.restore(tmp_path / "drawer" / made, tmp_path / "again", way, beside=desk.folder, clock=desk.clock)
    assert len(done.warnings) == 1 and id in done.warnings[0] and "erase it there once more" in done.warnings[0]


def test_after_a_record_was_erased_no_backup_holds_it(desk: Desk, stick: Path, wall: Wall, tmp_path: Path) -> None:
    session = cases.open(desk, "R-1")
    wrong = attach(session, tmp_path, "wrong.txt")
    older = backup.make(desk, stick, session=session).generation
    assert any(wrong in name for name in shared(stick))
    with session.file.step("Take it away", by="Priya Raman"):
        session.file.database.run("DELETE FROM vault WHERE evidence = ?", wrong)
    vault_files.erase(session.evidence_folder, wrong)
    wall.later(hours=1)
    told = backup_replace.replace_versions(session)
    cases.leave(session)
    assert told.reached == (str(stick),) and told.not_reached == ()
    assert not any(wrong in name for name in shared(stick)) and len(shared(stick)) == 3
    assert restored(older, tmp_path / "again", desk).cases == 2
