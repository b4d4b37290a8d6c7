"""P12: the disk fails, fills, only reads, is slow or is pulled while somebody writes: told, nothing acknowledged lost, nothing twice."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.model.conversation import Conversation
from leder_desktop.operations import cases, conversations, evidence, history, notes, salvage, store
from leder_desktop.session import Session
from leder_desktop.store import connection
from tests.faults.fuse_mount import Disk, mounted

PASSPHRASE = "seven quiet otters drumming"
FAULTS = {
    ("EIO", "write"): ("io-error", "did not read or write"), ("EIO", "fsync"): ("io-error", "did not read or write"),
    ("EIO", "read", "write"): ("io-error", "did not read or write"), ("EIO", "any"): ("io-error", "did not read or write"),
    ("ENOSPC", "change"): ("disk-full", "full"), ("EROFS", "change"): ("no-permission", "can only be read"),
}  # fmt: skip
pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk]:
    with mounted(tmp_path_factory.mktemp("disk")) as made:
        store.make(made.folder / "store", store.plan("Priya Raman", store.Role.REVIEWER, PASSPHRASE), clock=Clock()).close()
        yield made


@pytest.fixture
def at_case(disk: Disk) -> Iterator[Session]:
    desk = store.unlock(disk.folder / "store", PASSPHRASE, clock=Clock())
    session = cases.new(desk, opt_out_checked_by="Sam Okoro")
    yield session
    disk.heals()
    session.file.close()
    desk.close()


def refused(deed: Callable[[], object]) -> Refused | None:
    try:
        deed()
    except Refused as said:
        return said
    return None


def again(disk: Disk, session: Session, store_folder: Path) -> Session:
    """As another program would find it after a restart."""
    cases.leave(session)
    session.desk.close()
    desk = store.unlock(store_folder, PASSPHRASE, clock=Clock())
    return cases.open(desk, session.case)


@pytest.mark.parametrize("fault", FAULTS, ids=" ".join)
def test_p12_typing_while_faults_come_and_go(disk: Disk, at_case: Session, fault: tuple[str, ...]) -> None:
    """Each key is a save; a save that was refused is tried again with the next key, as the window does."""
    code, words = FAULTS[fault]
    acknowledged, typed, said = "", "", list[Refused]()
    for number in range(1, 31):
        if number % 6 == 0:
            disk.heals()
            assert notes.get(at_case, "portrait") in (acknowledged, typed), "what was acknowledged is there, whole"
        elif number % 6 == 3:  # for three keys
            disk.fails(*fault)
        typed = " ".join(f"word{one}" for one in range(number))
        why = refused(lambda typed=typed: notes.typed(at_case, "portrait", typed))
        if why is None:
            acknowledged = typed
        else:
            said.append(why)
            refused(lambda: notes.get(at_case, "portrait"))  # the window reads all the while
    disk.heals()
    notes.typed(at_case, "portrait", acknowledged + " and done")
    assert len(said) == 15 and {one.code for one in said} == {code} and all(words in one.sentence for one in said)
    assert notes.get(at_case, "portrait") == acknowledged + " and done"
    notes.seal(at_case)
    assert history.faults(at_case) == [] and at_case.file.database.integrity(full=True) == []
    assert len(history.versions(at_case, "note", "portrait", "text")) == 1, "one sitting, one version: nothing doubled"


@pytest.mark.parametrize("fault", FAULTS, ids=" ".join)
def test_p12_a_deed_that_was_refused_is_not_half_done_and_not_done_twice(disk: Disk, at_case: Session, fault: tuple[str, ...]) -> None:
    (disk.back.parent / "letter.txt").write_text("An invented letter. " * 200)
    for number in range(3):
        added = Conversation(id="", who=f"Sister {number}")
        disk.fails(*fault)
        assert refused(lambda added=added: conversations.add(at_case, added)) is not None
        assert refused(lambda: evidence.attach(at_case, disk.back.parent / "letter.txt")) is not None
        disk.heals()
        conversations.add(at_case, added)
        evidence.attach(at_case, disk.back.parent / "letter.txt")
    assert [one.who for one in at_case.file.all(Conversation)] == ["Sister 0", "Sister 1", "Sister 2"]
    assert len(evidence.evidence(at_case)) == len(list(at_case.evidence_folder.iterdir())) == 3
    assert history.faults(at_case) == []


def test_p12_a_stick_that_is_pulled_is_told_and_what_was_saved_is_on_it(tmp_path: Path) -> None:
    with mounted(tmp_path / "stick") as stick:
        store.make(stick.folder / "store", store.plan("Priya Raman", store.Role.REVIEWER, PASSPHRASE), clock=Clock()).close()
        desk = store.unlock(stick.folder / "store", PASSPHRASE, clock=Clock())
        session = cases.new(desk, opt_out_checked_by="Sam Okoro")
        notes.typed(session, "portrait", "Saved before")
        stick.pulled()
        for number in range(3):
            why = refused(lambda number=number: notes.typed(session, "portrait", f"Not saved {number}"))
            assert why is not None and why.code == "io-error" and why.sentence.endswith("then try again.")
        assert list(stick.folder.iterdir()) == [], "nothing is begun afresh where the stick was"
        session.file.close()
        desk.close()
        desk = store.unlock(stick.back / "store", PASSPHRASE, clock=Clock())
        session = cases.open(desk, session.case)
        assert notes.get(session, "portrait") == "Saved before" and history.faults(session) == []
        cases.leave(session)
        desk.close()


def test_p12_a_slow_disk_is_slow_and_nothing_else(disk: Disk) -> None:
    """Two seconds at every file that is opened, as a virus scanner takes."""
    desk = store.unlock(disk.folder / "store", PASSPHRASE, clock=Clock())
    session = cases.new(desk, opt_out_checked_by="Sam Okoro")
    disk.slow(2, "open", "case.")
    notes.typed(session, "portrait", "Typed while the scanner looks")
    cases.leave(session)
    session = cases.open(desk, session.case)
    disk.heals()
    assert notes.get(session, "portrait") == "Typed while the scanner looks" and history.faults(session) == []
    cases.leave(session)
    desk.close()


def test_p12_would_notice_a_disk_that_is_refused_after_it_healed(disk: Disk, at_case: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opened anew while the disk could only be read, the file would go on being read only; `connection` looks for that."""
    monkeypatch.setattr(connection.result_codes, "is_read_only", lambda _error: False)
    with pytest.raises((AssertionError, Refused)):
        test_p12_typing_while_faults_come_and_go(disk, at_case, ("EROFS", "change"))


def test_p12_would_notice_a_save_that_is_acknowledged_and_lost(disk: Disk, at_case: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save that swallows its refusal."""
    real = notes.typed
    monkeypatch.setattr(notes, "typed", lambda *words: refused(lambda: real(*words)))
    with pytest.raises(AssertionError):
        test_p12_typing_while_faults_come_and_go(disk, at_case, ("EIO", "write"))


def test_p12_what_lies_on_a_disk_that_only_reads_is_carried_into_a_new_store(disk: Disk, at_case: Session, tmp_path: Path) -> None:
    notes.typed(at_case, "portrait", "Kept on a stick that only reads now.")
    id = at_case.case
    cases.leave(at_case)
    at_case.desk.close()
    disk.fails("EROFS", "change")
    assert refused(lambda: store.unlock(disk.folder / "store", PASSPHRASE, clock=Clock())) is not None
    derived = store.derive_key(disk.folder / "store", PASSPHRASE, only_read=True)
    try:
        salvaged = salvage.salvage_store(disk.folder / "store", derived.held, tmp_path / "new", clock=Clock())
    finally:
        derived.lock.release()
    assert salvaged.cases >= 1 and salvaged.lost == ()
    desk = store.unlock(tmp_path / "new", PASSPHRASE, clock=Clock())
    session = cases.open(desk, id)
    assert notes.get(session, "portrait") == "Kept on a stick that only reads now."
    session.file.close()
    desk.close()
