"""Failed tries to unlock: while the store is locked nothing in it can be written, so their times stand in a small plain file.

Only the time of each try (UTC), at most the last 200; never what was typed. The next unlock carries them over into the record of the
laptop and takes the file away. The file lies where anybody may write, so whatever stands in it is only ever read as times: a file that
is huge, something else than a file, or garbage costs nothing and stops nobody.
"""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG

from leder_desktop.errors import Refused
from leder_desktop.store import device_audit, durable
from leder_desktop.store.shelf import Shelf

NAME = "tries"
MOST = 200
LINE = len("2026-11-22T23:10:05+00:00\n")
FAILED = "failed to unlock"
"""How the line in the record of the laptop begins."""


@contextmanager
def counted(folder: Path, now: datetime) -> Generator[None]:
    """A block that opens the store with a secret: `wrong-passphrase` from it is a failed try. A full disk does not hide the refusal."""
    try:
        yield
    except Refused as refused:
        if refused.code == "wrong-passphrase":
            with suppress(Refused):
                _add(folder, now)
        raise


def _add(folder: Path, now: datetime) -> None:
    kept = [*_read(folder), now.astimezone(UTC).replace(microsecond=0)][-MOST:]
    durable.write(folder / NAME, "".join(f"{at.isoformat()}\n" for at in kept).encode("ascii"))


def _read(folder: Path) -> list[datetime]:
    """The times, oldest first; nothing that is not one."""
    path = folder / NAME
    with durable.guarded(path):
        try:
            told = path.lstat()
            if not S_ISREG(told.st_mode):
                return []
            with path.open("rb") as file:
                file.seek(max(0, told.st_size - MOST * LINE))
                untrusted = file.read(MOST * LINE)
        except FileNotFoundError:
            return []
    found: list[datetime] = []
    for line in untrusted.decode("ascii", "replace").splitlines():
        with suppress(ValueError):
            at = datetime.fromisoformat(line)
            if at.utcoffset() is not None and len(line) < LINE:
                found.append(at.astimezone(UTC))
    return found


def carry_over(folder: Path, shelf: Shelf, *, by: str, at: datetime) -> None:
    """The tries since the last unlock become one line in the record of the laptop; then the file goes. After a kill in between the line is
    not written twice. What the disk refuses is tried again at the next unlock.
    """
    with suppress(Refused):
        times = _read(folder)
        if times:
            did = f"{FAILED} {len(times)} {'time' if len(times) == 1 else 'times'}: {', '.join(time.isoformat() for time in times)}"
            if did not in (line.did for line in device_audit.newest(shelf.database, 2)):
                shelf.record(did, by=by, at=at)
        path = folder / NAME
        with durable.guarded(path):
            if path.is_symlink() or path.is_file():
                path.unlink()


def told(did: str) -> list[datetime]:
    """The times in such a line of the record."""
    return [datetime.fromisoformat(time) for time in did.partition(": ")[2].split(", ")]
