"""Backups by their verbs: what is copied once, what is let go, what is taken out, and what refuses."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.governance.roles import Role
from leder_desktop.operations import (
    backup,
    backup_forget,
    backup_place,
    backup_proof,
    backup_source,
    cases,
    evidence,
    laptop,
    notes,
    restore,
    rotate,
    store,
)
from leder_desktop.session import Desk, Session
from leder_desktop.store import backup_layout, backup_list, durable
from tests.faults.backup_deeds import in_this_process
from tests.faults.deeds import TOLD
from tests.journeys.program import PASSPHRASE, quick_keys


class Wall:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 10, 32, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def desk(tmp_path: Path, wall: Wall, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A store with two cases, R-1 with a record. The proof is done in this process; that another does it is seen in tests/promises."""
    monkeypatch.setattr(backup_proof, "prove", in_this_process)
    with quick_keys():
        opened = store.make(tmp_path / "store", store.plan("Priya Raman", Role.REVIEWER, PASSPHRASE), clock=Clock(now=wall))
        for reference in (b"R-1", b"R-2"):
            session = cases.new(opened, TOLD.replace(b"R-2", reference), opt_out_checked_by="Sam Okoro")
            notes.set(session, "portrait", "Ann liked trains.")
            if reference == b"R-1":
                attach(session, tmp_path, "letter.txt")
            cases.leave(session)
        yield opened
        opened.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def attach(session: Session, folder: Path, name: str) -> str:
    (folder / name).write_bytes(f"The words of {name}.".encode())
    evidence.attach(session, folder / name)
    return evidence.evidence(session)[-1].id


def change(desk: Desk, words: str, reference: str = "R-1") -> None:
    session = cases.open(desk, reference)
    notes.set(session, "portrait", words)
    cases.leave(session)


def case(desk: Desk, reference: str) -> str:
    return next(row.id for row in desk.shelf.cases() if row.reference == reference)


def shared(stick: Path) -> dict[str, int]:
    """Every file all generations share, and when it was written."""
    [folder] = backup_layout.folders_in(stick)
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in (folder / "cases").rglob("*") if path.is_file()}


def restored(generation: Path, to: Path, desk: Desk) -> restore.Restored:
    return restore.restore(generation, to, backup_source.with_passphrase(PASSPHRASE), beside=desk.folder / "nowhere", clock=desk.clock)


def refused(code: str, did: object) -> Refused:
    with pytest.raises(Refused) as caught:
        did()  # type: ignore[operator]
    assert caught.value.code == code, caught.value.sentence
    return caught.value


# -- copying


def test_what_did_not_change_is_copied_once(desk: Desk, stick: Path, wall: Wall) -> None:
    backup.make(desk, stick)
    before = shared(stick)
    wall.later(hours=1)
    backup.make(desk, stick)
    assert shared(stick) == before and len(before) == 3
    change(desk, "Ann liked ships.")
    wall.later(hours=1)
    backup.make(desk, stick)
    after = shared(stick)
    assert {name: after[name] for name in before} == before and len(after) == 4


def test_words_still_being_typed_are_in_the_backup(desk: Desk, stick: Path, tmp_path: Path) -> None:
    session = cases.open(desk, "R-1")
    session.file.typed("note", "portrait", "text", "Half a sent", by="Priya Raman")
    made = backup.make(desk, stick, session=session)
    cases.leave(session)
    restored(made.generation, tmp_path / "again", desk)
    other = store.unlock(tmp_path / "again", PASSPHRASE, clock=desk.clock)
    session = cases.open(other, "R-1")
    assert notes.get(session, "portrait") == "Half a sent"
    cases.leave(session)
    other.close()


def test_a_damaged_copy_on_the_stick_is_written_anew(desk: Desk, stick: Path, wall: Wall, tmp_path: Path) -> None:
    first = backup.make(desk, stick).generation
    record = next(path for path in stick.rglob("*") if path.parent.name == "evidence")
    record.write_bytes(b"\x00" * record.stat().st_size)
    wall.later(hours=1)
    backup.make(desk, stick)
    assert restored(first, tmp_path / "again", desk).cases == 2


def test_a_damaged_case_does_not_keep_the_others_from_being_backed_up(desk: Desk, stick: Path, wall: Wall, tmp_path: Path) -> None:
    backup.make(desk, stick)
    change(desk, "Bob.", "R-2")
    file = desk.folder / "cases" / case(desk, "R-1") / "case.leder"
    file.write_bytes(b"\x00" * 4096 + file.read_bytes()[4096:])
    wall.later(hours=1)
    made = backup.make(desk, stick)
    assert made.cases == 2 and "from the backup before" in made.warnings[0]
    assert restored(made.generation, tmp_path / "again", desk).cases == 2


def test_a_damaged_record_is_told_and_the_rest_is_backed_up(desk: Desk, stick: Path, tmp_path: Path) -> None:
    [record] = (desk.folder / "cases" / case(desk, "R-1") / "evidence").iterdir()
    record.write_bytes(b"\x00" * 100)
    made = backup.make(desk, stick)
    assert made.cases == 2 and "It is not in this backup" in made.warnings[0]
    assert "damaged or missing already" in restored(made.generation, tmp_path / "again", desk).warnings[0]


def test_a_backup_that_is_stopped_leaves_nothing(desk: Desk, stick: Path) -> None:
    class Stop(Exception):
        pass

    def stop(_done: int, _of: int, what: str) -> None:
        if what == backup.PROVING:
            raise Stop

    with pytest.raises(Stop):
        backup.make(desk, stick, step=stop)
    [folder] = backup_layout.folders_in(stick)
    assert {path.name for path in folder.iterdir()} == {"README.txt", "cases", "lock"}
    assert backup.make(desk, stick).cases == 2


def test_a_case_erased_meanwhile_makes_no_backup(desk: Desk, stick: Path) -> None:
    plan = backup.prepare(desk, stick)
    copied = [backup.put(plan.shared, backup.take(desk, one)) for one in plan.cases]
    built = backup.build(plan, copied)
    cases.purge(desk, "R-2", "asked for")
    refused("wrong-state", lambda: backup.finish(desk, plan, built))
    backup.abandon(plan)
    assert backup_layout.generations(plan.shared.folder) == []


# -- what refuses


def test_two_at_a_time_are_refused(desk: Desk, stick: Path) -> None:
    plan = backup.prepare(desk, stick)
    refused("store-in-use", lambda: backup.make(desk, stick))
    backup.abandon(plan)


def test_a_store_without_its_words_asks_for_them(desk: Desk, stick: Path) -> None:
    desk.shelf.set_setting(store.RECOVERY_WORDS, None)
    refused("incomplete", lambda: backup.make(desk, stick))


def test_a_full_disk_is_told_before_anything_is_written(desk: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laptop, "free_bytes", lambda folder: 1000)
    assert "MB" in refused("disk-full", lambda: backup.make(desk, stick)).sentence


@pytest.mark.parametrize(("where", "code"), [("store", "not-understood"), ("store/cases", "not-understood"), (".", "not-understood"),
                                             ("gone", "no-such-file")])  # fmt: skip
def test_a_place_that_cannot_be(desk: Desk, where: str, code: str) -> None:
    refused(code, lambda: backup_place.choose(desk, desk.folder.parent / where))


def test_a_folder_of_a_backup_is_no_place_for_backups(desk: Desk, stick: Path) -> None:
    generation = backup.make(desk, stick).generation
    refused("not-understood", lambda: backup_place.choose(desk, generation))


def test_a_list_that_leads_elsewhere_reads_nothing_there(desk: Desk, stick: Path, tmp_path: Path) -> None:
    generation = backup.make(desk, stick).generation
    source = backup_source.opened(generation, backup_source.with_key(desk.held.store_key))
    away = replace(source.listed, cases=(replace(source.listed.cases[0], id="../../../store"),))
    backup_forget.write_list(generation, away, desk.held.store_key)
    refused("damaged", lambda: restored(generation, tmp_path / "again", desk))


# -- erased


def test_an_erased_case_goes_from_every_backup(desk: Desk, stick: Path, wall: Wall, tmp_path: Path) -> None:
    generations = [backup.make(desk, stick).generation]
    change(desk, "Ann liked ships.")
    wall.later(hours=1)
    generations.append(backup.make(desk, stick).generation)
    gone = case(desk, "R-1")
    cases.purge(desk, "R-1", "asked for")
    told = backup_forget.forget_case(desk, gone)
    assert told == backup_forget.Reached(reached=(str(stick),), not_reached=())
    assert not [name for name in shared(stick) if gone in name]
    for number, generation in enumerate(generations):
        assert gone.encode() not in (generation / "backup.json").read_bytes()
        assert restored(generation, tmp_path / str(number), desk).cases == 1
        other = store.unlock(tmp_path / str(number), PASSPHRASE, clock=desk.clock)
        assert other.shelf.case(gone).state == "purged"
        refused("no-such-case", lambda other=other: other.shelf.case_key(gone))
        other.close()


def test_a_stick_that_was_out_is_put_right_by_its_next_backup(desk: Desk, stick: Path, wall: Wall, tmp_path: Path) -> None:
    older = backup.make(desk, stick).generation
    gone = case(desk, "R-1")
    stick.rename(tmp_path / "pocket")
    cases.purge(desk, "R-1", "asked for")
    told = backup_forget.forget_case(desk, gone)
    assert told.reached == () and str(stick) in told.not_reached[0]
    (tmp_path / "pocket").rename(stick)
    wall.later(hours=1)
    backup.make(desk, stick)
    assert not [name for name in shared(stick) if gone in name]
    assert restored(older, tmp_path / "again", desk).cases == 1


def test_a_backup_from_before_a_new_key_is_told(desk: Desk, stick: Path) -> None:
    backup.make(desk, stick)
    assert [one.former for one in backup_forget.kept(desk, stick)] == [False] and backup_forget.former_sentence(desk) == ""
    rotate.keys(desk)
    assert [one.former for one in backup_forget.kept(desk, stick)] == [True]
    assert "22 November 2026" in backup_forget.former_sentence(desk)
    gone = case(desk, "R-1")
    cases.purge(desk, "R-1", "asked for")
    told = backup_forget.forget_case(desk, gone)
    assert told.reached == () and "before the store's key was changed" in told.not_reached[0]
    assert not [name for name in shared(stick) if gone in name]


def test_a_restore_beside_a_store_that_knows_a_purge_leaves_it_out(desk: Desk, stick: Path, tmp_path: Path) -> None:
    made = backup.make(desk, stick)
    gone = case(desk, "R-2")
    shutil.copytree(stick, tmp_path / "apart")
    cases.purge(desk, "R-2", "asked for")
    desk.close()
    way = backup_source.with_passphrase(PASSPHRASE)
    away = tmp_path / "apart" / made.generation.parent.name
    done = restore.restore(away, tmp_path / "again", way, beside=desk.folder, clock=desk.clock)
    assert (done.cases, done.left_out) == (1, (gone,))
    other = store.unlock(tmp_path / "again", PASSPHRASE, clock=desk.clock)
    assert other.shelf.case(gone).state == "purged" and not (tmp_path / "again" / "cases" / gone).exists()
    assert other.held.header.shelf != "shelf.leder"  # the register goes on under a new key, as after any purge
    other.close()


# -- when


def test_it_is_due_once_a_day_and_on_closing_when_something_was_written(desk: Desk, stick: Path, wall: Wall) -> None:
    assert not backup_place.is_due(desk) and not backup_place.is_due_on_closing(desk)
    backup_place.choose(desk, stick)
    assert backup_place.is_due(desk) and backup_place.is_due_on_closing(desk)
    backup.make(desk, stick)
    assert not backup_place.is_due(desk) and not backup_place.is_due_on_closing(desk)
    change(desk, "Ann liked ships.")
    assert not backup_place.is_due(desk) and backup_place.is_due_on_closing(desk)
    backup.make(desk, stick)
    wall.later(hours=24)
    assert backup_place.is_due(desk)


def test_after_a_week_without_one_it_is_said(desk: Desk, stick: Path, wall: Wall) -> None:
    assert backup_place.nag(desk) == ""
    wall.later(days=8)
    assert "no backup" in backup_place.nag(desk)
    backup_place.choose(desk, stick)
    backup.make(desk, stick)
    assert backup_place.nag(desk) == ""
    wall.later(days=8)
    assert "8 days old" in backup_place.nag(desk)
    stick.rename(stick.with_name("pocket"))
    assert "Plug in" in backup_place.nag(desk)


def test_after_a_restore_backups_by_themselves_wait_until_somebody_says_so(desk: Desk, stick: Path, tmp_path: Path) -> None:
    backup_place.choose(desk, stick)
    restored(backup.make(desk, stick).generation, tmp_path / "again", desk)
    other = store.unlock(tmp_path / "again", PASSPHRASE, clock=desk.clock)
    assert not backup_place.is_due(other) and not backup_place.is_due_on_closing(other) and "wait" in backup_place.nag(other)
    backup_place.go_on(other)
    assert backup_place.is_due(other) and backup_place.nag(other) == ""
    other.close()


def test_older_backups_are_let_go_and_what_only_they_held(desk: Desk, stick: Path, wall: Wall) -> None:
    for number in range(9):
        change(desk, f"Version {number}.")
        backup.make(desk, stick)
        wall.later(minutes=1)
    [folder] = backup_layout.folders_in(stick)
    assert len(backup_layout.generations(folder)) == 6
    assert len([name for name in shared(stick) if case(desk, "R-1") in name and name.endswith(".case")]) == 6


def test_while_a_list_cannot_be_read_no_shared_file_is_let_go(desk: Desk, stick: Path, wall: Wall) -> None:
    first = backup.make(desk, stick).generation
    durable.write(first / backup_layout.LIST, b"{}")
    before = set(shared(stick))
    change(desk, "Ann liked ships.")
    wall.later(hours=1)
    backup.make(desk, stick)
    assert before < set(shared(stick))
    refused("damaged", lambda: backup_list.parse((first / backup_layout.LIST).read_bytes(), None))


@pytest.mark.parametrize(("code", "says"), [("disk-full", "no room left in the place for backups"), ("io-error", "plugged in")])
def test_what_the_stick_refuses_is_said_about_the_stick(
    desk: Desk, stick: Path, wall: Wall, monkeypatch: pytest.MonkeyPatch, code: str, says: str
) -> None:
    backup.make(desk, stick)
    wall.later(hours=1)

    def fails(*_: object) -> None:
        raise Refused(code, "The disk did not read or write proof.")

    monkeypatch.setattr(backup_proof, "prove", fails)
    sentence = refused(code, lambda: backup.make(desk, stick)).sentence
    assert says in sentence and "older ones are as they were" in sentence
    [folder] = backup_layout.folders_in(stick)
    assert len(backup_layout.generations(folder)) == 1


def test_a_damaged_backup_does_not_keep_the_others_from_losing_an_erased_case(desk: Desk, stick: Path, wall: Wall) -> None:
    damaged = backup.make(desk, stick).generation
    wall.later(hours=1)
    sound, gone = backup.make(desk, stick).generation, case(desk, "R-1")
    (damaged / "shelf.leder").write_bytes(b"\x00" * 100)
    told = cases.purge(desk, "R-1", "asked for")["backups"]
    assert told["reached"] == [] and "is damaged" in told["not_reached"][0]
    assert gone.encode() not in (sound / "backup.json").read_bytes()
    assert not [name for name in shared(stick) if gone in name]


def test_a_proof_in_a_time_to_come_puts_no_backup_off(desk: Desk, stick: Path, wall: Wall) -> None:
    backup_place.choose(desk, stick)
    wall.later(days=4000)
    backup.make(desk, stick)
    wall.later(days=-4000)
    assert backup_place.is_due(desk)
