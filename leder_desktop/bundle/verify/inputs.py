"""What was handed over to be verified: which files belong to which bundle, by name and first bytes alone."""

import os
import re
import stat
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from leder_desktop.bundle.verify.bundle_names import uuid_of
from leder_desktop.bundle.verify.source import FileSource
from leder_desktop.errors import Refused

_VOLUME = re.compile(r"(leder-[0-9a-f-]{36})\.zip\.([0-9]{3,4})\.p7m")
_LIST = re.compile(r"(leder-[0-9a-f-]{36})\.sha512")
_ZIP = re.compile(r"(leder-[0-9a-f-]{36})\.zip")
_LOCAL_HEADER = 30


@dataclass(frozen=True, kw_only=True)
class SealedBundle:
    """Volumes and their list, as handed over; either may be incomplete."""

    bundle: str
    list: Path | None
    volumes: tuple[Path, ...]


@dataclass(frozen=True, kw_only=True)
class OpenedZip:
    """A decrypted zip; `bundle` is the uuid in its file name, or None where the file was renamed."""

    bundle: str | None
    path: Path


def found_bundles(paths: Iterable[Path]) -> list[SealedBundle | OpenedZip]:
    """The bundles among `paths` and directly in the folders among them.

    Refused: `not-a-bundle` where a path does not exist, is an unpacked folder, or is a file that is none of a bundle's; `no-permission`,
    `io-error`.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += _in_folder(path)
        elif path.is_file():
            files.append(path)
        else:
            raise Refused("not-a-bundle", "There is no such file or folder.", path=str(path))
    sealed: dict[str, list[Path]] = {}
    lists: dict[str, Path] = {}
    zips: list[OpenedZip] = []
    for file in dict.fromkeys(files):
        if (match := _VOLUME.fullmatch(file.name)) and (bundle := uuid_of(match[1])):
            sealed.setdefault(bundle, []).append(file)
        elif (match := _LIST.fullmatch(file.name)) and (bundle := uuid_of(match[1])):
            if bundle in lists:
                raise Refused("not-a-bundle", "Two lists of volumes of the same bundle were handed over.", path=str(file))
            lists[bundle] = file
        else:
            zips.append(_zip(file))
    bundles = dict.fromkeys([*sealed, *lists])
    return [
        *(
            SealedBundle(bundle=bundle, list=lists.get(bundle), volumes=tuple(sorted(sealed.get(bundle, ()), key=lambda path: path.name)))
            for bundle in bundles
        ),
        *zips,
    ]


def open_file(path: Path, stack: ExitStack) -> FileSource:
    """Opens an ordinary file once; what is checked and what is used are the same open file. Refused: `no-permission`, `io-error`."""
    try:
        handle: BinaryIO = stack.enter_context(path.open("rb"))
        status = os.fstat(handle.fileno())
    except OSError as error:
        raise _machine(error, path) from error
    if not stat.S_ISREG(status.st_mode):
        raise Refused("not-a-bundle", "This is not an ordinary file.", path=str(path))
    return FileSource(handle=handle, size=status.st_size)


def _machine(error: OSError, path: Path) -> Refused:
    if isinstance(error, PermissionError):
        return Refused("no-permission", "This file may not be read.", path=str(path))
    return Refused("io-error", "The disk could not read this file.", path=str(path))


def _in_folder(folder: Path) -> list[Path]:
    """The bundle files in a folder; files of other names there are left alone."""
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise _machine(error, folder) from error
    found = [file for file in files if _VOLUME.fullmatch(file.name) or _LIST.fullmatch(file.name)]
    found = found or [file for file in files if _ZIP.fullmatch(file.name)]
    if not found:
        raise Refused(
            "not-a-bundle", "This folder holds no sealed bundle: a bundle is its volumes and their .sha512 file.", path=str(folder)
        )
    return found


def _zip(file: Path) -> OpenedZip:
    match = _ZIP.fullmatch(file.name)
    bundle = uuid_of(match[1]) if match else None
    if bundle is None and not _looks_opened(file):
        raise Refused("not-a-bundle", "This file is not a sealed bundle, nor the zip from inside one.", path=str(file))
    return OpenedZip(bundle=bundle, path=file)


def _looks_opened(file: Path) -> bool:
    """Whether the file begins as the zip of a bundle must: a local header, and a name in a folder `leder-<uuid4>`."""
    try:
        with file.open("rb") as handle:
            head = handle.read(_LOCAL_HEADER + 42)
    except OSError as error:
        raise _machine(error, file) from error
    top = head[_LOCAL_HEADER:].decode("ascii", "replace")
    return head[:4] == b"PK\x03\x04" and uuid_of(top) is not None
