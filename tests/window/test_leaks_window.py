"""The real window is taken everywhere: no word of a case lies beside the store (P23), nothing calls out (P26), no window is named after
a person (P04)."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.operations import store
from tests.faults.canary import hits
from tests.faults.journey import CANARIES
from tests.faults.test_canary import give
from tests.faults.traced import read, watched
from tests.journeys.program import quick_keys
from tests.window.crawl import FILE_DIALOGS, SECTIONS, Crawl
from tests.window.drive import PASSPHRASE, ROOT, Account, Program, account, held, open_at, stored
from tests.window.screen import Screen, screen, until

pytestmark = [
    pytest.mark.tool("Xvfb", "openbox", "strace", "unshare"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Xvfb"),
]  # fmt: skip

NOTHING = {Path("/dev/null"), Path("/dev/tty"), Path("/dev/urandom")}
NEUTRAL = {"LeDeR Desktop", *FILE_DIALOGS, "__main__.py", "python3", "Qt Selection Owner for __main__.py", ""}
"""What a window may be called: the program, what a file window is for, and Qt's own name for the program."""
ABOUT_THE_MACHINE = {"WM_CLIENT_MACHINE", "_OB_APP_TYPE"}
"""Properties that say on which machine a window is, and of what kind it is: X11 and the window manager write them for every window."""
MANAGERS_OWN = ("OPENBOX_FOCUS_CYCLE_POPUP", "Openbox")
BROKEN = """
from ui.main_window import MainWindow
go = MainWindow.go
def broken(self, section, field=""):
    before = self.section
    go(self, section, field)
    if self.section != before and self.case is not None:
        Thackerbeck = {"Bulrushington": "Hollowmarsh"}
        raise KeyError("Thackerbeck of Yarrowquay", Thackerbeck)
MainWindow.go = broken
"""
"""A bug in every screen."""
LEAKING = """
import tempfile, sys
from ui.main_window import MainWindow
head = MainWindow.head
def leaks(self, of):
    head(self, of)
    self.setWindowTitle(of.called_name)
    with open(tempfile.gettempdir() + "/recent", "w") as file:
        file.write(of.reference)
    print("now Ferriday", file=sys.stderr)
MainWindow.head = leaks
"""
SAMPLE_WORDS = ("Ferriday", "Maureen", "SAMPLE-0001")
"""Long enough that no megabyte of noise holds one by chance, as it does the three letters of what she was called."""


@dataclass(frozen=True)
class Crawled:
    account: Account
    folder: Path
    crawl: Crawl
    exit: int
    written: frozenset[Path]
    sockets: tuple[str, ...]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("window")


@pytest.fixture(scope="module")
def shown(base: Path) -> Iterator[Screen]:
    with screen(base) as made:
        yield made


@pytest.fixture(scope="module")
def crawled(base: Path, shown: Screen) -> Crawled:
    """Everything once, under strace."""
    given, out = base / "given", base / "out"
    for folder in (given, out):
        folder.mkdir()
    give(given)
    person = account(base / "crawled", shown)
    person.store.parent.mkdir(parents=True)
    stored(person.store)
    with Program(shown, person, None, *watched(base / "trace")) as program:
        crawl = Crawl(program)
        done = False
        try:
            crawl.whole(given, out)
            done = True
        finally:
            if not done:
                crawl.failed(base)
    written, sockets = read(base / "trace", person.folder / "started")
    return Crawled(person, base, crawl, program.process.returncode, written, sockets)


def toured(
    base: Path, shown: Screen, name: str, *before: str, changed: str = "", sections: tuple[str, ...] = SECTIONS
) -> tuple[Account, Crawl]:
    """The sections of a case, in an account of its own; the window is left standing there, and then killed with -9."""
    person = account(base / name, shown)
    person.store.parent.mkdir(parents=True)
    case = stored(person.store)
    open_at(person.store, case, "overview")
    more = {}
    if changed:
        (base / f"{name}-changed").mkdir()
        (base / f"{name}-changed" / "sitecustomize.py").write_text(changed)
        more = {"PYTHONPATH": f"{base / f'{name}-changed'}:{ROOT}"}
    with Program(shown, person, None, *before, env=more) as program:
        crawl = Crawl(program)
        crawl.tour(sections)
    until(lambda: not held(person.store / "lock"), "the killed window lets go")
    return person, crawl


@pytest.fixture(scope="module")
def plain(base: Path, shown: Screen) -> tuple[Account, Crawl]:
    """The tour as it is."""
    return toured(base, shown, "plain")


@pytest.fixture(scope="module")
def leaking(base: Path, shown: Screen) -> tuple[Account, Crawl, frozenset[Path]]:
    """Part of the tour with a window that is named after the person, a word in a temporary file and one in a message; what was written."""
    trace = base / "leaking-trace"
    person, crawl = toured(base, shown, "leaking", *watched(trace), changed=LEAKING, sections=("overview", "person"))
    return person, crawl, read(trace, person.folder)[0]


def words_of(folder: Path, passphrase: str = PASSPHRASE) -> list[str | bytes]:
    """What nobody may find beside the store: what was typed, the sample's own words, the passphrase, the keys."""
    found: list[str | bytes] = [*CANARIES.values(), *SAMPLE_WORDS, passphrase]
    with quick_keys():
        desk = store.unlock(folder, passphrase, clock=Clock())
        found.append(bytes(desk.held.store_key))
        try:
            found += [bytes(desk.shelf.case_key(row.id)) for row in desk.shelf.cases() if row.state == "ready"]
        finally:
            desk.close()
    return found


def spilt(person: Account) -> list[str]:
    """In home, XDG folders, temporary files, settings of Qt, recent files, thumbnails, in what the program said, and in the store."""
    return hits([person.folder], words_of(person.store))


def titles(crawl: Crawl) -> set[str]:
    """Every text of a window that is not on the list."""
    said = {text for pairs in crawl.said.values() for name, text in pairs if name not in ABOUT_THE_MACHINE}
    words = {text.removeprefix("__main__.py ") for text in said if not text.startswith(MANAGERS_OWN)}
    return words - NEUTRAL


# P04
def test_p04_no_window_on_the_way_is_named_after_a_person_or_a_case(crawled: Crawled) -> None:
    assert titles(crawled.crawl) == set()
    assert set(crawled.crawl.said) >= {"unlock", "portrait", "leaving", "palette", "erase", "locked", *FILE_DIALOGS}
    everything = " ".join(text for pairs in crawled.crawl.said.values() for _, text in pairs)
    assert "LeDeR Desktop" in everything and [word for word in (*SAMPLE_WORDS, *CANARIES.values()) if word in everything] == []


def test_p04_would_notice_a_window_with_a_name(leaking: tuple[Account, Crawl, frozenset[Path]]) -> None:
    assert any("Roz" in text for text in titles(leaking[1]))


# P23
def test_p23_no_word_of_a_case_lies_anywhere_after_the_whole_window_was_used(crawled: Crawled) -> None:
    assert spilt(crawled.account) == []
    assert hits([crawled.folder], ["Hollowmarsh"]) == [], "nor in what the screen's own server said"
    assert hits([crawled.folder / "given"], [CANARIES["record"]]) != [] and (crawled.folder / "out" / "report.pdf").stat().st_size > 50_000


def test_p23_every_file_the_window_made_is_on_the_list(crawled: Crawled) -> None:
    inside = (crawled.account.store, crawled.folder / "out" / "report.pdf")
    parents = set(crawled.account.store.parents)
    assert {path for path in crawled.written if not any(path.is_relative_to(one) for one in inside)} - NOTHING - parents == set()
    assert {"case.leder", "lock", "report.pdf"} <= {path.name for path in crawled.written}, "the trace sees what is written"
    left = {path for path in crawled.account.folder.rglob("*") if path.is_file() and not path.is_relative_to(crawled.account.store)}
    assert {path.name for path in left} == {"said.log"} and crawled.crawl.program.log.read_text() == "" and crawled.exit == 0


def test_p23_nothing_is_left_by_a_window_that_was_killed(plain: tuple[Account, Crawl]) -> None:
    person, crawl = plain
    assert spilt(person) == [] and len(crawl.pictures) == len(SECTIONS)
    assert [path.name for path in person.folder.rglob("*") if path.is_file() and not path.is_relative_to(person.store)] == ["said.log"]


def test_p23_a_bug_in_every_screen_reports_no_word_of_the_case(base: Path, shown: Screen) -> None:
    person, crawl = toured(base, shown, "broken", changed=BROKEN)
    assert sum(where.endswith("-over") for where in crawl.said) >= 11, "each screen told that something went wrong"
    said = crawl.program.log.read_text()
    assert said.count("KeyError") >= 11 and "sitecustomize.py" in said
    assert spilt(person) == [] and titles(crawl) == set()


def test_p23_would_notice_a_word_in_a_temporary_file_and_in_a_message(leaking: tuple[Account, Crawl, frozenset[Path]]) -> None:
    person, _, written = leaking
    found = spilt(person)
    assert any("said.log: 'Ferriday'" in one for one in found) and any("recent: 'SAMPLE-0001'" in one for one in found)
    assert person.folder / "tmp" / "recent" in written


# P26
def test_p26_the_window_calls_nobody(crawled: Crawled) -> None:
    assert [line for line in crawled.sockets if "AF_INET" in line] == []
    called = [line.partition("sun_path=")[2] for line in crawled.sockets if line.startswith("connect")]
    assert called and all("/tmp/.X11-unix/X" in one for one in called), "the screen is the only one it speaks to"


def test_p26_without_any_network_every_section_looks_the_same(base: Path, shown: Screen, plain: tuple[Account, Crawl]) -> None:
    with_network, without = plain[1].pictures, toured(base, shown, "without-network", "unshare", "-n")[1].pictures
    assert list(without) == list(with_network) == list(SECTIONS)
    assert [name for name in SECTIONS if without[name].data != with_network[name].data] == []
    assert len({picture.data for picture in without.values()}) == len(SECTIONS), "two screens would be told apart"


def test_p26_would_notice_a_call(base: Path, shown: Screen) -> None:
    calling = "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))\n"
    trace = base / "calling-trace"
    (base / "calling").mkdir()
    (base / "calling" / "sitecustomize.py").write_text(calling)
    command = [*watched(trace), sys.executable, "-c", ""]
    subprocess.run(command, env={**shown.env, "PYTHONPATH": str(base / "calling")}, check=True)
    assert [line for line in read(trace, base)[1] if line.startswith("connect") and "AF_INET" in line]
