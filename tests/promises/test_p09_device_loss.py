"""P09, device loss: an encrypted backup in a chosen place comes back on a clean machine, with only the backup and the recovery words."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from leder_desktop.operations import backup_proof, restore
from leder_desktop.store import vault_files
from tests.journeys.program import Leder, quick_keys
from tests.promises import backups
from tests.promises.backups import Bare


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Leder, Path]]:
    """A store and the place it was backed up to; both are left as they are."""
    folder = tmp_path_factory.mktemp("laptop")
    with quick_keys():
        leder = backups.filled(folder)
        made = leder("backup", "--to", folder / "stick")
        assert made.exit == 0, made
        assert made.document["cases"] == 2 and made.document["proved"] is True
        yield leder, folder / "stick"


def test_p09_a_clean_machine_with_only_the_backup_and_the_recovery_words_holds_the_same(
    backed_up: tuple[Leder, Path], tmp_path: Path
) -> None:
    """The laptop is gone: nothing but a copy of the stick and the sheet. No keyring, no bus, an empty home."""
    leder, stick = backed_up
    shutil.copytree(stick, tmp_path / "stick")
    shutil.copy(leder.folder / "sheet.txt", tmp_path / "sheet.txt")
    bare = Bare(tmp_path / "empty-home")
    code, told = bare("restore", tmp_path / "stick", "--to", tmp_path / "store", "--code-file", tmp_path / "sheet.txt")
    assert (code, told["cases"], told["proved"]) == (0, 2, True), told
    code, document = bare("--store", tmp_path / "store", "doctor", passphrase=leder.secret)
    assert (code, document) == (0, {"digest": backups.content(leder), "damage": []})
    out = tmp_path / "letter"
    case = backups.cases(leder)["R-1"]
    [letter] = [e["id"] for e in leder("evidence", "list", case).document["evidence"] if e["name"] == "letter.txt"]
    code, _ = bare("--store", tmp_path / "store", "evidence", "get", case, letter, "--out", out, passphrase=leder.secret)
    assert code == 0 and out.read_bytes() == backups.RECORD + b"letter.txt"


def test_p09_a_keyring_that_lies_or_is_absent_is_not_needed(backed_up: tuple[Leder, Path], tmp_path: Path) -> None:
    leder, stick = backed_up
    more = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere", "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    code, told = Bare(tmp_path / "home")("restore", stick, "--to", tmp_path / "store", passphrase=leder.secret, more=more)
    assert (code, told["cases"]) == (0, 2)


def test_p09_would_notice_another_sheet(backed_up: tuple[Leder, Path], tmp_path: Path) -> None:
    _, stick = backed_up
    other = Leder(tmp_path / "other").init()
    code, told = Bare(tmp_path / "home")("restore", stick, "--to", tmp_path / "store", "--code-file", other.folder / "sheet.txt")
    assert (code, told["error"]["code"]) == (3, "wrong-passphrase") and not (tmp_path / "store").exists()


def test_p09_a_flipped_bit_in_any_file_of_a_backup_is_found(backed_up: tuple[Leder, Path], tmp_path: Path) -> None:
    leder, stick = backed_up
    let_through = list[str]()
    looked_at = [path for path in backups.files(stick) if path.name not in ("README.txt", "lock")]
    for number, path in enumerate(looked_at):
        with backups.flipped(path):
            told = leder("restore", stick, "--to", tmp_path / str(number))
        if told.exit == 0:
            let_through.append(path.name)
        assert not (tmp_path / str(number) / "slots.leder").exists() and backups.files(tmp_path / str(number)) == []
    assert let_through == [] and len(looked_at) == 7  # two cases, two records; slots, shelf and list


def test_p09_nothing_in_the_backup_can_be_read(backed_up: tuple[Leder, Path]) -> None:
    _, stick = backed_up
    whole = b"".join(path.read_bytes() for path in backups.files(stick))
    for plain in (b"Ann Lee", b"trains", b"lights to stay on", b"letter.txt", b"SQLite format 3", b"otters"):
        assert plain not in whole
    assert b"backup" in (next(stick.iterdir()) / "README.txt").read_bytes()


def test_p09_yesterdays_backup_comes_back_with_todays_program(tmp_path: Path) -> None:
    """Yesterday's: made before a change, before another version of the case file, and still whole beside today's."""
    with quick_keys():
        leder = backups.filled(tmp_path)
        before = backups.content(leder)
        yesterday = leder("backup", "--to", tmp_path / "stick").document["generation"]
        case = backups.cases(leder)["R-1"]
        assert leder("note", "set", case, "portrait", stdin=b"Ann liked ships.").exit == 0
        assert leder("backup", "--to", tmp_path / "stick").exit == 0
        assert leder("restore", yesterday, "--to", tmp_path / "then").exit == 0
        assert leder("restore", tmp_path / "stick", "--to", tmp_path / "now").exit == 0
        now = backups.content(leder)
        leder.store = tmp_path / "then"
        assert backups.content(leder) == before
        leder.store = tmp_path / "now"
        assert backups.content(leder) == now != before


def test_p09_would_notice_a_restore_that_loses_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof compares what another process found with the store: one digest that differs, and there is no backup."""
    with quick_keys():
        leder = backups.filled(tmp_path)
        assert leder("backup", "--to", tmp_path / "stick").exit == 0
        before = backups.files(tmp_path / "stick")
        read = backup_proof._read

        def lossy(out: bytes) -> backup_proof.Found:
            found = read(out)
            first = sorted(found.cases)[0]
            found.cases[first] = backup_proof.CaseFound(rows="0" * 64, evidence=found.cases[first].evidence)
            return found

        monkeypatch.setattr(backup_proof, "_read", lossy)
        told = leder("backup", "--to", tmp_path / "stick")
        assert (told.exit, told.code) == (1, "damaged") and "Older backups are as they were" in told.sentence
        assert backups.files(tmp_path / "stick") == before


def test_p09_would_notice_bytes_that_changed_between_copying_and_proving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with quick_keys():
        leder = backups.filled(tmp_path)
        real = backup_proof.prove

        def spoilt(part: Path, *rest: object) -> None:
            record = next(path for path in backups.files(part.parent) if path.parent.name == "evidence")
            with backups.flipped(record):
                real(part, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(backup_proof, "prove", spoilt)
        told = leder("backup", "--to", tmp_path / "stick")
        assert (told.exit, told.code) == (1, "damaged")
        assert not [path for path in backups.files(tmp_path / "stick") if path.name == "backup.json"]


def test_p09_would_notice_a_record_that_was_never_read(
    backed_up: tuple[Leder, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the reading and the digests a flipped bit of a record comes back unseen: so it is they that find it."""
    leder, stick = backed_up
    record = next(path for path in backups.files(stick) if path.parent.name == "evidence")

    def unchecked(lies: Path, target: Path, *_: object) -> None:
        shutil.copyfile(lies, target)

    monkeypatch.setattr(restore, "_lay_file", unchecked)
    monkeypatch.setattr(vault_files, "verify", lambda *_: None)
    with backups.flipped(record):
        assert leder("restore", stick, "--to", tmp_path / "store").exit == 0


def test_p09_the_process_that_proves_has_the_words_from_a_pipe_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with quick_keys():
        leder = backups.filled(tmp_path)
        seen = list[object]()
        start = backup_proof.subprocess.Popen.__init__

        def watched(self: object, command: list[str], **how: object) -> None:
            seen.append((command, how["env"], how["cwd"]))
            home = Path(str(how["cwd"]))
            assert list(home.iterdir()) == []
            start(self, command, **how)  # type: ignore[arg-type]

        monkeypatch.setattr(backup_proof.subprocess.Popen, "__init__", watched)
        assert leder("backup", "--to", tmp_path / "stick").exit == 0
        [one] = seen
        printed = set(re.findall(r"\d+\. (\w+)", (tmp_path / "sheet.txt").read_text()))
        by_chance = printed & set(re.findall(r"\w+", str(one)))  # a word like "home" may stand in a path
        assert len(printed) == 14 and len(by_chance) < 4
