"""`leder backup` and `leder restore` as the contract says."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Leder


def test_backup_and_restore_answer_as_the_contract_says(leder: Leder, tmp_path: Path) -> None:
    leder.new()
    made = leder("backup", "--to", tmp_path / "stick")
    assert made.exit == 0 and made.document["cases"] == 1 and made.document["proved"] is True
    assert Path(made.document["generation"]).is_dir() and made.document["bytes"] > 0
    done = leder("restore", tmp_path / "stick", "--to", tmp_path / "again", "--code-file", tmp_path / "sheet.txt", passphrase=False)
    assert done.exit == 0 and {"cases": 1, "proved": True, "left_out": []}.items() <= done.document.items()
    before = leder("doctor").document
    leder.store = tmp_path / "again"
    assert leder("doctor").document == before


def test_the_person_is_told_in_sentences(leder: Leder, tmp_path: Path) -> None:
    leder.new()
    told = leder("backup", "--to", tmp_path / "stick", json=False)
    assert told.out.startswith("Backed up, restored and compared: 1 cases") and "same disk as the store" in told.err
    assert "Proving it" in told.err
    assert leder("restore", tmp_path / "stick", "--to", tmp_path / "again", json=False).out.startswith("Restored and checked: 1 cases")


def test_the_hidden_proof_stands_in_no_help(leder: Leder) -> None:
    told = leder("restore", "--help", json=False)
    assert "--code-file" in told.out and "prove" not in told.out


@pytest.mark.parametrize("taken", ["a file in it", "a store", "a file"])
def test_a_folder_that_is_not_empty_is_refused_and_left_as_it_is(leder: Leder, tmp_path: Path, taken: str) -> None:
    assert leder("backup", "--to", tmp_path / "stick").exit == 0
    to = leder.store if taken == "a store" else tmp_path / "taken"
    if taken == "a file in it":
        to.mkdir()
        (to / "letter.txt").write_text("mine")
    elif taken == "a file":
        to.write_text("mine")
    before = {path: path.read_bytes() for path in to.rglob("*") if path.is_file()}
    assert leder("restore", tmp_path / "stick", "--to", to).code == "store-exists"
    assert {path: path.read_bytes() for path in to.rglob("*") if path.is_file()} == before


def test_a_folder_without_a_backup_asks_for_no_passphrase(leder: Leder, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert leder("restore", tmp_path / "empty", "--to", tmp_path / "again", passphrase=False).code == "no-such-file"
    assert leder("restore", tmp_path / "nowhere", "--to", tmp_path / "again", passphrase=False).code == "no-such-file"


def test_a_stick_that_is_out_is_not_made_up(leder: Leder, tmp_path: Path) -> None:
    answered = leder("backup", "--to", tmp_path / "media" / "stick")
    assert answered.code == "no-such-file" and not (tmp_path / "media").exists()


def test_two_laptops_on_one_stick_each_get_their_own_back(leder: Leder, tmp_path: Path) -> None:
    leder.new()
    assert leder("backup", "--to", tmp_path / "stick").exit == 0
    mine, leder.store = leder.store, tmp_path / "colleagues"
    leder.secret.write_text("nine loud badgers humming\n")
    sheet = tmp_path / "colleagues-sheet.txt"
    assert leder("init", "--name", "Sam", "--role", "reviewer", "--recovery-out", sheet).exit == 0
    assert leder("backup", "--to", tmp_path / "stick").exit == 0
    leder.store = tmp_path / "not-there"
    for number, (code, cases) in enumerate(((tmp_path / "sheet.txt", 1), (sheet, 0))):
        done = leder("restore", tmp_path / "stick", "--to", tmp_path / str(number), "--code-file", code)
        assert (done.exit, done.document["cases"]) == (0, cases)
    assert mine.is_dir()


def test_another_passphrase_here_than_in_the_backup_asks_for_the_recovery_words(leder: Leder, tmp_path: Path) -> None:
    case = leder.new()
    generation = leder("backup", "--to", tmp_path / "stick").document["generation"]
    (tmp_path / "new.txt").write_text("nine loud badgers humming\n")
    assert leder("passphrase", "change", "--new-passphrase-file", tmp_path / "new.txt").exit == 0
    old = leder("restore", generation, "--to", tmp_path / "again")
    assert old.code == "wrong-passphrase" and "recovery words" in old.document["error"]["sentence"]
    leder.secret.write_text("nine loud badgers humming\n")
    assert leder("case", "purge", case, "--why", "asked for").exit == 0
    done = leder("restore", generation, "--to", tmp_path / "again", "--code-file", tmp_path / "sheet.txt")
    assert done.exit == 0 and done.document["cases"] == 0


def test_a_newer_backup_is_refused_and_untouched(leder: Leder, tmp_path: Path) -> None:
    generation = Path(leder("backup", "--to", tmp_path / "stick").document["generation"])
    newer = json.loads((generation / "backup.json").read_bytes()) | {"version": 9}
    (generation / "backup.json").write_text(json.dumps(newer))
    assert leder("restore", generation, "--to", tmp_path / "again").code == "newer-store"
    assert json.loads((generation / "backup.json").read_bytes()) == newer


def test_a_restore_that_was_cut_off_is_begun_again_where_it_lies(leder: Leder, tmp_path: Path) -> None:
    leder.new()
    assert leder("backup", "--to", tmp_path / "stick").exit == 0
    to = tmp_path / "again"
    (to / "cases" / "half").mkdir(parents=True)
    (to / "restore-unfinished").touch()
    assert leder("restore", tmp_path / "stick", "--to", to).exit == 0
    assert not (to / "cases" / "half").exists() and not (to / "restore-unfinished").exists()


def test_a_store_that_does_not_hold_its_words_is_given_them_once(leder: Leder, tmp_path: Path) -> None:
    from leder_desktop.clock import Clock
    from leder_desktop.operations import store

    desk = store.unlock(leder.store, leder.secret.read_text().strip(), clock=Clock())
    desk.shelf.set_setting(store.RECOVERY_WORDS, None)
    desk.close()
    assert leder("backup", "--to", tmp_path / "stick").code == "incomplete"
    (tmp_path / "wrong.txt").write_text("abandon " * 14)
    assert leder("backup", "--to", tmp_path / "stick", "--code-file", tmp_path / "wrong.txt").code == "wrong-passphrase"
    assert leder("backup", "--to", tmp_path / "stick", "--code-file", tmp_path / "sheet.txt").exit == 0
    assert leder("backup", "--to", tmp_path / "stick").exit == 0
