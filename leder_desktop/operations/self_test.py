"""A word nobody else knows is taken through this program and then looked for in plain sight: the self-test of "Check this laptop".

It goes through a throw-away store of its own, made inside the folder of the open one (the same disk, the same programs that may copy
it), under a passphrase drawn at random and forgotten: so the person's own store gets no case, no tombstone and no line more. What a test
that was cut off left there is removed by the next one; nobody can open it meanwhile.

Runs on any thread: it opens nothing that is open already.
"""

import base64
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from leder_desktop import settings
from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.intake.notification import Notice
from leder_desktop.model.person import Person
from leder_desktop.operations import cases, demo, evidence, notes, report, search, store
from leder_desktop.operations.writing import step
from leder_desktop.session import Desk, Session
from leder_desktop.store import durable, vault_files

FOLDER = "self-test"
CHUNK = 1 << 20
SLACK_SECONDS = 2.0
"""Some file systems keep the time of a change to two seconds (FAT)."""

Tell = Callable[[str], object]


@dataclass(frozen=True, kw_only=True)
class Found:
    """How the self-test ended."""

    files: int
    """How many files were read for the word: those that changed since it was drawn."""
    hits: tuple[str, ...]
    """Files that hold it in plain sight, or have it in their name; none is the promise."""

    def sentence(self) -> str:
        if not self.hits:
            went = "A test word was written, searched, attached and put into a report, and then looked for in every file that had changed"
            return f"Nothing was left in plain sight. {went} ({self.files} files)."
        listed = "\n".join(self.hits)
        return f"The test word was found outside the encrypted store. Tell IT, and show them this list:\n{listed}"


def run(folder: Path, clock: Clock, tell: Tell) -> Found:
    """`folder`: of the open store. `tell(words)` says what is being done and may stop it by raising.

    Refused: what the disk says. Nothing of it stays behind, however it ends.
    """
    word, since = "w" + secrets.token_hex(14), time.time()
    own = folder / FOLDER
    durable.remove_tree(own)
    try:
        tell("A throw-away store is made")
        desk = demo.throw_away(own, clock)
        try:
            _through(desk, word, tell)
        finally:
            desk.close()
        tell("The word is looked for")
        return look(word, since, (folder, *places()), tell)
    finally:
        durable.remove_tree(own)


def _through(desk: Desk, word: str, tell: Tell) -> None:
    """Every way a word of a case goes in this program, up to the erasing of the case."""
    tell("A test word is taken through a throw-away case")
    session = cases.begin(desk, Notice(person=Person(id="person", given=word, family=word)), opt_out_checked_by="The self-test")
    left = False
    try:
        notes.typed(session, "portrait", f"{word} half a sen")
        notes.set(session, "portrait", f"{word} liked trains.")
        _attach(session, word)
        if not search.find(desk, word, lying_open=session):
            raise Refused("damaged", "The test word was written and is not found by the search. Tell IT.")
        tell("A report is made in memory")
        report.build(report.prepare(session))
        cases.leave(session)
        left = True
        tell("The throw-away case is erased")
        cases.purge(desk, session.case, "The self-test is over")
    finally:
        if not left:
            session.file.close()


def _attach(session: Session, word: str) -> None:
    """A record straight from memory: there is no plain file anywhere that it could come from."""
    data, id = f"A letter about {word}.\n".encode() * 100, session.clock.new_id()
    stored = vault_files.write(session.evidence_folder, id, [data])
    with step(session, "Attach a record") as (writing, done):
        evidence.keep(session, writing, done, id, stored, name=f"{word}.txt", head=data[:4096], organisation=word, kind="")
    if evidence.read(session, id) != data:
        raise Refused("damaged", "A record did not come back as it was taken in. Do not go on here; tell IT.")


def places() -> tuple[Path, ...]:
    """Where this program, or the system on its behalf, may write on this platform."""
    home, environment = Path.home(), os.environ
    temporary = [environment[name] for name in ("TMPDIR", "TEMP", "TMP") if environment.get(name)]
    own = (settings.personal_file().parent, store.default_folder().parent, *map(Path, temporary), Path("/tmp"), Path("/var/tmp"))
    if sys.platform == "win32":
        local = Path(environment.get("LOCALAPPDATA", home / "AppData" / "Local"))
        roaming = Path(environment.get("APPDATA", home / "AppData" / "Roaming"))
        return (*own, local / "CrashDumps", local / "Microsoft" / "Windows" / "WER", local / "Microsoft" / "Windows" / "Explorer",
            roaming / "Microsoft" / "Windows" / "Recent")  # fmt: skip
    if sys.platform == "darwin":
        library = home / "Library"
        return (*own, library / "Logs", library / "Caches" / "LeDeR Desktop", library / "Saved Application State", library / "Preferences")
    usual = {"XDG_CONFIG_HOME": ".config", "XDG_DATA_HOME": ".local/share", "XDG_CACHE_HOME": ".cache", "XDG_STATE_HOME": ".local/state"}
    config, data, cache, state = (Path(environment.get(name) or home / folder) for name, folder in usual.items())
    return (
        *own, config / "QtProject.conf", config / "leder-desktop", data / "recently-used.xbel", data / "RecentDocuments",
        cache / "thumbnails", cache / "leder-desktop", state / "leder-desktop", home / ".xsession-errors", Path("/var/crash"),
        Path("/var/lib/systemd/coredump"),
    )  # fmt: skip


def look(word: str, since: float, where: Iterable[Path], tell: Tell) -> Found:
    """Every file of this account below `where` that changed since then (seconds since 1970), for the word in every form."""
    wanted, seen, hits = forms(word), set[Path](), list[str]()
    for place in where:
        for path in _files(place):
            if path in seen or not _changed(path, since):
                continue
            seen.add(path)
            if len(seen) % 50 == 0:
                tell(f"The word is looked for: {len(seen)} files so far")
            name = os.fsencode(path.name)
            if any(form in name for form in wanted) or _holds(path, wanted):
                hits.append(str(path))
    return Found(files=len(seen), hits=tuple(hits))


def forms(word: str) -> frozenset[bytes]:
    """How a word may stand in a file: UTF-8, UTF-16 either way, each also in hexadecimal and in base64 at its three alignments."""
    found: set[bytes] = set()
    for plain in (word.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
        found |= {plain, plain.hex().encode(), plain.hex().upper().encode()}
        for before in range(3):
            coded = base64.b64encode(bytes(before) + plain)
            first, last = (0 if before == 0 else 4), len(coded) - 4  # the letters that mix with what stands beside the word are left out
            found |= {coded[first:last], coded[first:last].replace(b"+", b"-").replace(b"/", b"_")}
    return frozenset(found)


def _files(place: Path) -> Iterator[Path]:
    if os.path.isfile(place):  # also for a folder that may not be looked into
        yield place
    for folder, _, names in os.walk(place):  # what may not be read is passed over, and links are not followed
        for name in names:
            yield Path(folder) / name


def _changed(path: Path, since: float) -> bool:
    """Whether it is a plain file of this account that changed since then; a pipe or a device is never opened."""
    with suppress(OSError):
        told = path.lstat()
        mine = sys.platform == "win32" or told.st_uid == os.getuid()
        return stat.S_ISREG(told.st_mode) and mine and max(told.st_mtime, told.st_ctime) >= since - SLACK_SECONDS
    return False


def _holds(path: Path, wanted: frozenset[bytes]) -> bool:
    """Read in pieces that overlap, so that a word across two of them is found; a file that went away meanwhile holds nothing."""
    most = max(map(len, wanted))
    with suppress(OSError), path.open("rb") as file:
        tail = b""
        while chunk := file.read(CHUNK):
            data = tail + chunk
            if any(form in data for form in wanted):
                return True
            tail = data[-most:]
    return False
