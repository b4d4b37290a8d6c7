"""The commands for the store itself: each in front of no store, a store in use, a wrong place, an unplugged one; with every way in."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.keys import demo_pki
from leder_desktop.keys.demo_pki import Identity
from leder_desktop.operations import store, ways_in
from tests.cli.conftest import Leder

NEW = "nine loud badgers humming"


def words(leder: Leder) -> dict[str, tuple[object, ...]]:
    """Every command for a store, with what it needs; no case and no backup is there."""
    new, sheet = ("--new-passphrase-file", leder.secret), leder.folder / "sheet.txt"
    return {
        "slots": ("slots",), "rotate": ("key", "rotate"), "deep": ("key", "rotate", "--deep"), "manifest": ("manifest",),
        "doctor": ("doctor",), "full": ("doctor", "--full"), "search": ("search", "x"), "history": ("history", "x"),
        "purge": ("case", "purge", "x", "--why", "y"), "erase": ("evidence", "erase", "x", "y", "--why", "z"),
        "change": ("passphrase", "change", *new), "recover": ("recover", "--code-file", sheet, *new),
        "backup": ("backup", "--to", leder.folder / "stick"), "salvage": ("salvage", "--to", leder.folder / "salvaged"),
    }  # fmt: skip


VERBS = (
    "slots", "rotate", "deep", "manifest", "doctor", "full", "search", "history", "purge", "erase", "change", "recover", "backup",
    "salvage",
)  # fmt: skip


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


@pytest.mark.parametrize("verb", VERBS)
def test_without_a_store_each_says_so_and_makes_nothing(leder: Leder, verb: str) -> None:
    leder.store = leder.folder / "nowhere"
    before = tree(leder.folder)
    answered = leder(*words(leder)[verb], passphrase=False)
    assert (answered.exit, answered.code) == (3, "no-store") and tree(leder.folder) == before


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in ("slots", "recover")])
def test_with_nobody_to_ask_for_a_passphrase_each_is_a_usage_error_and_changes_nothing(leder: Leder, verb: str) -> None:
    before = tree(leder.folder)
    answered = leder(*words(leder)[verb], passphrase=False)
    assert (answered.exit, answered.out) == (2, "") and "-file" in answered.err and tree(leder.folder) == before


def test_while_another_process_has_the_store_each_says_so_and_changes_nothing(leder: Leder) -> None:
    from leder_desktop.store.lock import StoreLock

    leder.patch.setattr(StoreLock.take.__func__, "__defaults__", (0.0,))
    hold = "import sys; from pathlib import Path; from leder_desktop.store.lock import StoreLock;"
    hold += "kept = StoreLock.take(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    other = subprocess.Popen([sys.executable, "-c", hold, leder.store], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with other:
        assert other.stdout is not None and other.stdout.readline() == b"held\n"
        before = tree(leder.folder)
        for verb, said in words(leder).items():
            answered = leder(*said)
            assert (answered.exit, answered.code) == (3, "store-in-use"), verb
        assert tree(leder.folder) == before
        other.communicate(timeout=30)
    assert leder("doctor", "--full").exit == 0


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_each_says_what_it_does_and_what_every_option_is_for(leder: Leder, verb: str) -> None:
    named = [word for word in words(leder)[verb][:2] if str(word).isalpha() and word != "x"]
    told = leder(*named, "--help", json=False, passphrase=False).out
    assert verb in ("change", "purge", "erase") or re.search(r"^[A-Z][^\[]+\.$", told, re.MULTILINE), told
    assert not re.search(r"^  (--\S+ [A-Z]+|[A-Z]+)$\n(?!   )", told, re.MULTILINE), told


# -- backups and restores, where people put them


@pytest.mark.parametrize("where", ["store/inside", "store/cases/inside", "letter.txt", "nowhere", "."])
def test_a_place_no_backup_can_go_to_is_refused_and_nothing_is_made(leder: Leder, where: str) -> None:
    (leder.folder / "letter.txt").write_text("mine")
    (leder.folder / "nowhere").symlink_to(leder.folder / "gone")
    before = {name: data for name, data in tree(leder.folder).items() if "shelf" not in name}
    answered = leder("backup", "--to", leder.folder / where)
    assert (answered.exit, answered.code) == (1, "file-exists" if where in ("letter.txt", "nowhere") else "not-understood")
    assert {name: data for name, data in tree(leder.folder).items() if "shelf" not in name} == before


def test_a_folder_made_for_a_backup_that_is_refused_is_taken_away_again(leder: Leder) -> None:
    desk = store.unlock(leder.store, leder.secret.read_text().strip(), clock=Clock())
    desk.shelf.set_setting(store.RECOVERY_WORDS, None)
    desk.close()
    assert leder("backup", "--to", leder.folder / "stick").code == "incomplete" and not (leder.folder / "stick").exists()
    (leder.folder / "mine").mkdir()
    assert leder("backup", "--to", leder.folder / "mine").code == "incomplete" and (leder.folder / "mine").is_dir()


@pytest.mark.parametrize("verb", ["restore", "salvage", "init"])
def test_a_link_to_nowhere_is_no_place_for_a_store(leder: Leder, verb: str) -> None:
    to = leder.folder / "link"
    to.symlink_to(leder.folder / "gone")
    assert leder("backup", "--to", leder.folder / "stick").exit == 0
    if verb == "init":
        leder.store = to
    said = {
        "restore": ("restore", leder.folder / "stick", "--to", to), "salvage": ("salvage", "--to", to),
        "init": ("init", "--name", "Sam", "--role", "reviewer", "--recovery-out", leder.folder / "other.txt"),
    }  # fmt: skip
    assert leder(*said[verb]).code == "store-exists" and not (leder.folder / "gone").exists()
    assert not (leder.folder / "other.txt").exists()


def test_a_restored_store_is_no_backup_and_is_backed_up_like_any_other(leder: Leder) -> None:
    leder.new()
    assert leder("backup", "--to", leder.folder / "stick").exit == 0
    first, second = leder.folder / "first", leder.folder / "שלום \u202egnp"
    assert leder("restore", leder.folder / "stick", "--to", first).exit == 0
    assert leder("restore", first, "--to", leder.folder / "again").code == "no-such-file"
    before = leder("doctor", "--full").document
    leder.store = first
    assert leder("backup", "--to", leder.folder / "other stick").exit == 0
    assert leder("restore", leder.folder / "other stick", "--to", second).document["cases"] == 1
    leder.store = second
    assert leder("doctor", "--full").document == before


def test_a_purge_says_which_backup_it_did_not_reach_and_a_restore_of_that_leaves_the_case_out(leder: Leder) -> None:
    case, stick = leder.new(reference="R-1"), leder.folder / "stick"
    assert leder("backup", "--to", stick).exit == 0
    stick.rename(leder.folder / "unplugged")
    certificate = leder("case", "purge", case, "--why", "Sent in by mistake").document["certificate"]
    assert str(stick) in certificate["backups"]["not_reached"][0] and certificate["backups"]["reached"] == []
    done = leder("restore", leder.folder / "unplugged", "--to", leder.folder / "again")
    assert (done.document["cases"], done.document["left_out"]) == (0, [case])
    leder.store = leder.folder / "again"
    assert leder("case", "show", case).code == "no-such-case" and case in json.dumps(leder("manifest").document["erased"])


# -- ways in


def test_a_sheet_stays_good_after_new_keys_and_only_the_newest_sheet_after_a_new_one(leder: Leder) -> None:
    old, newer, new = leder.folder / "sheet.txt", leder.folder / "newer.txt", leder.folder / "new.txt"
    new.write_text(NEW)
    for said in (("key", "rotate"), ("key", "rotate", "--deep")):
        assert leder(*said).document["slots"] == leder("slots", passphrase=False).document["slots"]
    assert leder("recover", "--code-file", old, "--new-passphrase-file", new, passphrase=False).exit == 0
    leder.secret.write_text(NEW)
    desk = store.unlock(leder.store, NEW, clock=Clock())
    code, sheet = ways_in.new_sheet(desk)
    ways_in.keep_sheet(desk, ways_in.prove_sheet(desk.held, code, code, clock=desk.clock), code)
    desk.close()
    newer.write_text(sheet)
    refused = leder("recover", "--code-file", old, "--new-passphrase-file", new, passphrase=False)
    assert (refused.exit, refused.code) == (3, "wrong-passphrase") and leder("case", "list").exit == 0
    assert leder("recover", "--code-file", newer, "--new-passphrase-file", new, passphrase=False).exit == 0


@pytest.fixture
def organisation(leder: Leder) -> Identity:
    """A store whose second way in is an organisation's certificate; its credential."""
    kept = demo_pki.make(Clock().now()).recipient
    certificate = leder.folder / "organisation.pem"
    certificate.write_bytes(kept.pem())
    leder.store = leder.folder / "organisations"
    said = ("--recovery-out", leder.folder / "its sheet.txt", "--organisation", certificate)
    assert leder("init", "--name", "Priya", "--role", "reviewer", *said).exit == 0
    return kept


def test_the_organisations_key_sets_a_new_passphrase_from_pem_and_from_pkcs12_with_its_pin(leder: Leder, organisation) -> None:
    assert [slot["kind"] for slot in leder("slots", passphrase=False).document["slots"]] == ["passphrase", "recovery", "organisation"]
    key, new, pin = leder.folder / "key", leder.folder / "new.txt", leder.folder / "pin.txt"
    new.write_text(NEW)
    pin.write_text("1234\n")
    said = ("recover", "--organisation-key", key, "--new-passphrase-file", new)
    for data in (b"", b"garbage", organisation.pem(), organisation.key_pem().split(b"-----BEGIN CERT")[0]):
        key.write_bytes(data)
        assert leder(*said, passphrase=False).code == "not-understood"
    key.write_bytes(organisation.pkcs12("key", b"1234"))
    assert leder(*said, passphrase=False).code == "wrong-pin"
    assert leder("manifest").exit == 0, "what was refused changed nothing"
    assert leder(*said, "--pin-file", pin, passphrase=False).exit == 0
    assert leder("manifest").code == "wrong-passphrase"
    leder.secret.write_text(NEW)
    assert leder("manifest").exit == 0
    new.write_text("forty green tractors rolling")
    key.write_bytes(organisation.key_pem())
    assert leder(*said, passphrase=False).exit == 0 and leder("manifest").code == "wrong-passphrase"


def test_another_organisations_key_has_no_way_in(leder: Leder, organisation) -> None:
    other, key = demo_pki.make(Clock().now()).recipient, leder.folder / "key"
    key.write_bytes(other.key_pem())
    refused = leder("recover", "--organisation-key", key, "--new-passphrase-file", leder.secret, passphrase=False)
    assert (refused.exit, refused.code) == (3, "wrong-passphrase")


@pytest.mark.skipif(os.name == "nt", reason="POSIX shells only: closes and redirects streams")
@pytest.mark.parametrize("handle", [1, 2])
def test_a_passphrase_asked_of_an_outgoing_stream_is_a_usage_error(leder: Leder, handle: int) -> None:
    said = [sys.executable, "-m", "leder_desktop", "--store", leder.store, "--json", "--passphrase-fd", str(handle), "manifest"]
    done = subprocess.run(said, capture_output=True, timeout=300, check=False)
    assert (done.returncode, done.stdout) == (2, b"") and b"cannot be read" in done.stderr


def _listens() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("seconds", [0.2, 0.5])
def test_ctrl_c_before_the_program_has_begun_says_nothing_of_its_files(leder: Leder, seconds: float) -> None:
    os.mkfifo(leder.folder / "pipe")
    said = [sys.executable, "-m", "leder_desktop", "--store", leder.store, "--passphrase-file", leder.folder / "pipe", "--json", "manifest"]
    # a test run in the background hands on that Ctrl+C is not listened to
    program = subprocess.Popen(said, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=_listens)  # noqa: PLW1509  # nothing here has threads
    with pytest.raises(subprocess.TimeoutExpired):
        program.wait(seconds)
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=300)
    assert out == b"" and program.returncode in (130, -signal.SIGINT) and b"Traceback" not in err, err


# -- damage


def test_a_case_of_a_newer_program_is_told_by_doctor_and_search_and_nobody_is_sent_to_a_backup(leder: Leder) -> None:
    from leder_desktop.store import casefile
    from leder_desktop.store.connection import Database

    newer, sound = leder.new(reference="R-1"), leder.new(reference="R-2")
    assert leder("note", "set", sound, "portrait", stdin=b"hydrotherapy").exit == 0
    desk = store.unlock(leder.store, leder.secret.read_text().strip(), clock=Clock())
    path = leder.store / "cases" / newer / "case.leder"
    file = Database.open(path, desk.shelf.case_key(newer), application_id=casefile.APPLICATION_ID)
    with file.transaction():
        file.run("PRAGMA user_version = 999")
    file.close()
    desk.close()
    before = path.read_bytes()
    (told,) = leder("doctor", "--full").document["damage"]
    assert told["case"] == newer and "newer" in told["sentence"] and "backup" not in told["sentence"] + told["do"]
    hits = {hit["case"]: hit["where"] for hit in leder("search", "hydrotherapy").document["hits"]}
    assert hits == {sound: "note/portrait", newer: "not-searched"} and path.read_bytes() == before
    made = leder("backup", "--to", leder.folder / "stick")
    assert (made.exit, made.document["cases"]) == (0, 1) and "newer" in " ".join(made.document["warnings"])
    assert path.read_bytes() == before and leder("case", "purge", newer, "--why", "Opted out").exit == 0
