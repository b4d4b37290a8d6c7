"""When the machine says no: a folder that may not be written, a file that may not be read or is not there, a disk that is full."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.program import Answered, Leder, quick_keys

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs the accounts and limits of Unix")
ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534


@pytest.fixture(scope="module")
def leder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Leder]:
    with quick_keys():
        leder = Leder(tmp_path_factory.mktemp("machine")).init()
        leder.new({"given": "Ann", "family": "Lee"}, reference="R-1")
        (leder.folder / "letter.txt").write_text("An invented letter. " * 300_000, "utf-8")
        (leder.folder / "small.txt").write_text("An invented note.", "utf-8")
        evidence = leder("attach", "R-1", leder.folder / "small.txt").document["evidence"]
        (leder.folder / "evidence-id").write_text(evidence)
        yield leder


@pytest.fixture
def place(leder: Leder) -> Iterator[Path]:
    """A copy of the store and of what is given to it, all of it the lesser account's own, with `closed`, where nobody may write."""
    base = Path(leder.folder.anchor) / "var" / "tmp" / f"leder-test-{os.getpid()}"
    shutil.rmtree(base, ignore_errors=True)
    shutil.copytree(leder.folder, base)
    (base / "closed").mkdir()
    (base / "unreadable.txt").write_text("closed")
    if os.geteuid() == 0:
        for path in (base, *base.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    (base / "closed").chmod(0o500)
    (base / "unreadable.txt").chmod(0)
    yield base
    for folder in (path for path in base.rglob("*") if path.is_dir()):
        folder.chmod(0o700)
    shutil.rmtree(base)


def lesser(place: Path, *words: object, most: int = 0, stdin: str = "", store: Path | None = None) -> Answered:
    opening = ["--store", str(store or place / "store"), "--passphrase-file", str(place / "passphrase.txt"), "--json"]
    command = [sys.executable, "-m", "tests.faults.lesser", str(most), *opening, *map(str, words)]
    done = subprocess.run(command, input=stdin.encode(), capture_output=True, cwd=ROOT)
    return Answered(done.returncode, done.stdout, done.stderr.decode())


def kept(place: Path) -> dict[str, bytes]:
    folder = place / "store" / "cases"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file() and "journal" not in path.name}


def test_a_folder_that_may_not_be_written(place: Path) -> None:
    closed = place / "closed"
    evidence = (place / "evidence-id").read_text()
    for words in (
        ("evidence", "get", "R-1", evidence, "--out", closed / "f"),
        ("report", "R-1", "--kind", "review", "--out", closed / "r.pdf"),
        ("demo", "--out", closed / "demo"),
    ):
        answered = lesser(place, *words)
        assert (answered.exit, answered.code, answered.err) == (4, "no-permission", ""), (words, answered)
    sheet = place / "sheet-2.txt"
    answered = lesser(place, "init", "--name", "Sam", "--role", "reviewer", "--recovery-out", sheet, store=closed / "store")
    assert (answered.exit, answered.code) == (4, "no-permission") and not sheet.exists()
    assert list(closed.iterdir()) == []


def test_a_folder_that_may_not_even_be_looked_into(place: Path) -> None:
    hidden = place / "closed"
    hidden.chmod(0)
    for words in (
        ("case", "list"),
        ("init", "--name", "Sam", "--role", "reviewer", "--recovery-out", place / "sheet-2.txt"),
        ("init", "--name", "Sam", "--role", "reviewer", "--recovery-out", hidden / "sheet.txt"),
        ("verify", hidden / "bundle"),
        ("demo", "--out", hidden / "demo"),
    ):
        answered = lesser(place, *words, store=hidden / "store")
        assert (answered.exit, answered.code, answered.err) == (4, "no-permission", ""), (words, answered)
    for verb in ("import", "attach"):
        answered = lesser(place, verb, "R-1", hidden / "record.json")
        assert (answered.exit, answered.code, answered.err) == (4, "no-permission", "")
    assert not (place / "sheet-2.txt").exists()


def test_a_store_that_may_not_be_written(place: Path) -> None:
    before = kept(place)
    for folder, words in (
        ("store/cases", ("case", "new")),
        (f"store/cases/{next((place / 'store/cases').iterdir()).name}/evidence", ("attach", "R-1", place / "small.txt")),
        ("store", ("case", "list")),
    ):
        (place / folder).chmod(0o500)
        if folder == "store":
            (place / "store/lock").chmod(0o400)
        answered = lesser(place, *words)
        assert (answered.exit, answered.code, answered.err) == (4, "no-permission", ""), (words, answered)
        (place / folder).chmod(0o700)
    assert kept(place) == before


def test_a_file_that_may_not_be_read_or_is_not_there(place: Path) -> None:
    before = kept(place)
    for words, code, exit in (
        (("attach", "R-1", place / "unreadable.txt"), "no-permission", 4),
        (("import", "R-1", place / "unreadable.txt"), "no-permission", 4),
        (("case", "new", "--notification", place / "unreadable.txt"), "no-permission", 4),
        (("attach", "R-1", place / "nothing"), "no-such-file", 1),
        (("import", "R-1", place / "nothing"), "no-such-file", 1),
        (("case", "new", "--notification", place / "nothing"), "no-such-file", 1),
        (("verify", place / "nothing"), "not-a-bundle", 1),
        (("attach", "R-1", place / "closed"), "unsupported-format", 1),
        (("trust", "import", place / "nothing"), "no-such-file", 1),
    ):
        answered = lesser(place, *words)
        assert (answered.exit, answered.code, answered.err) == (exit, code, ""), (words, answered)
    assert kept(place) == before


def test_a_full_disk_loses_nothing_that_was_kept(place: Path) -> None:
    """A limit on the size of a file stands for the disk: what is too much is not begun, what was there is there."""
    before = kept(place)
    answered = lesser(place, "attach", "R-1", place / "letter.txt", most=1 << 21)
    assert (answered.exit, answered.code) == (4, "disk-full")
    assert kept(place) == before
    answered = lesser(place, "note", "set", "R-1", "portrait", stdin="Ann liked trains. " * 200_000, most=1 << 20)
    assert answered.exit == 4 and answered.code in ("disk-full", "io-error")
    assert json.loads(lesser(place, "note", "get", "R-1", "portrait").out) == {"text": ""}
    assert lesser(place, "history", "R-1").document["intact"] is True
    assert lesser(place, "doctor").document["damage"] == []
