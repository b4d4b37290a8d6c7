"""Write a released review as sealed volumes (format 1.1): zip, encrypted as a stream, no plaintext on the disk."""

import errno
import hashlib
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from leder_desktop.bundle import envelope, names, sources, zip_index
from leder_desktop.bundle.sources import Source
from leder_desktop.bundle.stage2 import Stage2
from leder_desktop.errors import Refused

Progress = Callable[[int, int], None]
"""Told how many bytes of the zip are sealed, and of how many; raise something in it to stop: nothing is left behind."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A file of the upload."""

    name: str
    bytes: int
    sha512: str
    """Lower-case hex."""


def export(
    stage2: Stage2,
    evidence: Sequence[Source],
    recipients: Sequence[bytes],
    folder: Path,
    *,
    progress: Progress = lambda done, of: None,
    volume: int = envelope.VOLUME,
) -> list[Written]:
    """Seal the bag to `recipients` (DER certificates, exactly those fixed at release) into `folder`, made when it is missing.

    Writes `leder-<uuid>.zip.001.p7m`... and, last, `leder-<uuid>.sha512`; each as `.part`, fsynced, then renamed. `volume` is
    the plaintext of one volume in bytes; only tests change it. Refused, with nothing left behind: NOT-FOR-THIS-RECIPIENT,
    the codes of `envelope.check_recipients` and `zip_index.build`, `file-exists`, `damaged` (evidence that is not what was
    signed), `disk-full`, `no-permission`, `io-error`.
    """
    envelope.check_recipients(recipients)
    if sorted(hashlib.sha256(der).hexdigest() for der in recipients) != list(stage2.recipients):
        raise Refused("NOT-FOR-THIS-RECIPIENT", "The bundle was released for other recipients than these.")
    if {source.digest for source in evidence} != set(stage2.evidence):
        raise Refused("damaged", "The evidence in the store is not what was signed.")
    top = names.top(stage2.bundle)
    small = [sources.from_bytes(name, content) for name, content in stage2.files.items()]
    archive = zip_index.build([*small, *evidence], top=top, day=stage2.day)
    count = -(-archive.size // volume)
    volumes = [f"{top}.zip.{number:03d}.p7m" for number in range(1, count + 1)]
    with _Upload(folder, [*volumes, f"{top}.sha512"]) as upload:
        plain = _Pieces(archive.pieces(), lambda done: progress(done, archive.size))
        written: list[Written] = []
        for number, name in enumerate(volumes):
            size = min(volume, archive.size - number * volume)
            written.append(upload.write(name, envelope.seal(plain.take(size), size, recipients)))
        plain.finish()
        listed = "".join(f"{one.sha512}  {one.name}\n" for one in written).encode("ascii")
        written.append(upload.write(f"{top}.sha512", [listed]))
        upload.publish()
    return written


class _Pieces:
    """A stream cut into pieces of a given size, each taken in turn."""

    def __init__(self, stream: Iterator[bytes], told: Callable[[int], None]) -> None:
        self._stream, self._told = stream, told
        self._rest: memoryview[int] = memoryview(b"")
        self._done = 0

    def take(self, size: int) -> Iterator[bytes]:
        """The next `size` bytes; fewer only when the stream ends."""
        while size:
            if not self._rest:
                chunk = next(self._stream, None)
                if chunk is None:
                    return
                self._rest = memoryview(chunk)
            piece, self._rest = self._rest[:size], self._rest[size:]
            size -= len(piece)
            self._done += len(piece)
            yield bytes(piece)
            self._told(self._done)

    def finish(self) -> None:
        """Run the stream to its end, so that its last check is made; it has no more bytes to give."""
        if self._rest or any(self._stream):
            raise AssertionError("the zip is longer than it said")


class _Upload:
    """The files of one upload: all or none."""

    def __init__(self, folder: Path, files: Sequence[str]) -> None:
        self._folder, self._files = folder, files
        self._made_folder = False
        self._mine: list[Path] = []

    def __enter__(self) -> "_Upload":
        with _machine():
            self._made_folder = not self._folder.exists()
            self._folder.mkdir(exist_ok=True)
            taken = [name for name in self._files if os.path.lexists(self._folder / name)]
        if taken:
            raise Refused("file-exists", f"The folder already holds {taken[0]}; choose another folder.", path=taken[0])
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            return
        # What made the export fail may forbid this too; the first reason is the one to tell.
        for path in self._mine:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        if self._made_folder:
            with suppress(OSError):
                self._folder.rmdir()

    def write(self, name: str, pieces: Iterable[bytes]) -> Written:
        """One file as `.part`, on the disk before this returns."""
        part = self._folder / f"{name}.part"
        sha, size = hashlib.sha512(), 0
        with _machine():
            # Left by an export that was killed: it has this bundle's name and cannot be finished.
            part.unlink(missing_ok=True)
            file = part.open("xb", buffering=0)
            self._mine.append(part)
        with file:
            for piece in pieces:
                sha.update(piece)
                size += len(piece)
                with _machine():
                    rest = memoryview(piece)
                    while rest:
                        rest = rest[file.write(rest) :]
            with _machine():
                os.fsync(file.fileno())
        return Written(name=name, bytes=size, sha512=sha.hexdigest())

    def publish(self) -> None:
        """Give every file its name, the list last, and make the names durable."""
        with _machine():
            for name in self._files:
                target = self._folder / name
                (self._folder / f"{name}.part").rename(target)
                self._mine.append(target)
            _sync(self._folder)
            if self._made_folder:
                _sync(self._folder.parent)


@contextmanager
def _machine() -> Generator[None]:
    """What the machine refuses, in words a person can act on."""
    try:
        yield
    except OSError as error:
        match error.errno:
            case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
                raise Refused("disk-full", "There is not enough room in this folder for the bundle; choose another.") from error
            case errno.EACCES | errno.EPERM | errno.EROFS:
                raise Refused("no-permission", "This folder cannot be written to; choose another.") from error
            case errno.EEXIST | errno.ENOTDIR:
                raise Refused("file-exists", "There is a file of this name where the folder should be; choose another.") from error
            case _:
                raise Refused("io-error", f"The bundle could not be written here: {error.strerror}.") from error


def _sync(folder: Path) -> None:
    """Names are durable only after the folder itself is synced; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
