"""The laptop around the store: where a store may lie, how much room is left, and whether the clock can be right.

A network place is refused, because two laptops could write there at once and the lock of the store holds on one machine only. A place
that another program copies away, and a disk that can be pulled out, are told. Nothing here keeps a reviewer from a store that lies well.
"""

import ctypes
import os
import re
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from leder_desktop import RELEASED
from leder_desktop.errors import Refused
from leder_desktop.model.dates import day_words
from leder_desktop.session import Desk
from leder_desktop.store import ballast, device_audit, durable

ENOUGH = 500_000_000
"""Bytes. A case with scanned records, its report and its sealed bundle together were 100 MB; five times that leaves room to act."""

NETWORK = frozenset("nfs nfs4 cifs smb3 smbfs afs afpfs ncpfs ceph lustre davfs webdav".split())
NETWORK_FUSE = ("sshfs", "gvfsd-fuse", "davfs", "davfs2", "rclone", "glusterfs", "cephfs", "curlftpfs", "smbnetfs")
"""File systems two machines can write to at once, by the name the system gives them (after `fuse.` for the second)."""

SYNCHRONISED = {
    "OneDrive": r"onedrive( ?- ?.+)?",
    "Dropbox": r"dropbox( \(.+\))?",
    "Google Drive": r"google ?drive|googledrive-.+|drivefs",
    "iCloud": r"icloud ?drive|com~apple~clouddocs",
    "Nextcloud": r"nextcloud\d*|owncloud",
    "Box": r"box( sync)?",
}
"""Which program copies a folder of this name (case does not matter, the whole name) to somebody else's computers."""

MARKERS = {
    ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".stfolder": "Syncthing", ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "Nextcloud", ".tmp.drivedownload": "Google Drive",
}  # fmt: skip
"""What those programs leave in the folder they copy, whatever it is called."""

WHERE_ONEDRIVE_IS = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Environment variables Windows keeps for it."""

REMOVABLE, REMOTE = 2, 4
"""DRIVE_REMOVABLE and DRIVE_REMOTE of GetDriveTypeW (learn.microsoft.com, fileapi.h)."""


@dataclass(frozen=True, kw_only=True)
class Lies:
    """What kind of place a folder is in."""

    network: bool = False
    synchronised: str = ""
    """The program that copies it away, or nothing."""
    removable: bool = False


def where(folder: Path) -> Lies:
    """The folder need not be there yet; links are followed, and both names are looked at."""
    real = Path(os.path.realpath(folder))
    return Lies(
        network=_is_share(str(folder)) or _is_share(str(real)) or _on_network(real),
        synchronised=next((found for one in (folder.absolute(), real) if (found := _copied_by(one))), ""),
        removable=_removable(real),
    )


def require_local(folder: Path) -> None:
    """Refused `no-permission` for a place in a network."""
    if where(folder).network:
        raise Refused(
            "no-permission",
            "This folder is on a network. Two laptops could write there at once and spoil the store, so a store must lie on the laptop's "
            "own disk. Choose a folder on this laptop; use backups to keep a copy elsewhere.",
            file=folder.name,
        )


def place_sentences(folder: Path) -> list[str]:
    """What to know about where the store lies; empty when it lies well."""
    lies, told = where(folder), list[str]()
    if lies.synchronised:
        told.append(
            f"This folder is copied away by {lies.synchronised}. The copy is encrypted, but an erased case may live on in it, and "
            "the program that copies can spoil a file that is in use. Choose a folder that is not copied, and use backups instead."
        )
    if lies.removable:
        told.append("This folder is on a disk that can be pulled out. Lock the program before you take it away, and keep a backup.")
    return told


def free_bytes(folder: Path) -> int:
    """Room left on the store's disk. Refused: what the disk says."""
    with durable.guarded(folder):
        return shutil.disk_usage(folder).free


def space_sentence(folder: Path) -> str:
    """Empty when there is enough."""
    free = free_bytes(folder)
    if free >= ENOUGH:
        return ""
    return (
        f"Only {free // 1_000_000} MB are free on the disk of this store. Nothing is lost. Free some space soon: empty the wastebasket, or "
        "move large files of your own to another disk."
    )


def keep_ballast(folder: Path) -> None:
    """Make the ballast again, when it was given up for a full disk and there is room now."""
    if free_bytes(folder) >= ENOUGH:
        with suppress(Refused):  # tried again in an hour
            ballast.make(folder)


# -- the clock

TRUSTED = "clock_trusted"


def newest_record(desk: Desk) -> datetime | None:
    """The latest time in the records of this store: the laptop's, and that of every case as last seen."""
    recorded = device_audit.newest_time(desk.shelf.database)
    return max([*([recorded] if recorded is not None else []), *(row.updated_at for row in desk.shelf.cases())], default=None)


def clock_sentence(desk: Desk) -> str:
    """Whether the laptop's clock can be right: not before the newest record, not before this program was made. Empty when it can.

    It is told and never refused; records are kept in order by their numbers, not by the clock.
    """
    now, newest = desk.clock.now(), newest_record(desk)
    trusted = desk.shelf.setting(TRUSTED, "")
    if now.date() < RELEASED:
        return f"The clock of this laptop says {_day(now)}, which is before this program was made. {_PUT_RIGHT}"
    if newest is not None and now < newest and newest.isoformat() != trusted:
        return f"The clock of this laptop says {_day(now)}, but something was recorded here on {_day(newest)}. {_PUT_RIGHT}"
    return ""


_PUT_RIGHT = "Put the clock right: due dates and signatures depend on it. Nothing is lost, and the order of what was recorded stands."


def trust_clock(desk: Desk) -> None:
    """A person says the clock is right now, so it was wrong when the newest record was made; that record is not held against it again."""
    newest = newest_record(desk)
    if newest is not None:
        desk.shelf.set_setting(TRUSTED, newest.isoformat())
        desk.shelf.record("said that the clock is right", by=desk.person, at=desk.clock.now())


def _day(at: datetime) -> str:
    here = at.astimezone()
    return f"{day_words(here)}, {here:%H:%M}"


# -- what the system knows of a place


def _is_share(name: str) -> bool:
    r"""`\\server\share`, `//server/share` and `\\?\UNC\server\share`; `\\?\C:\` is a disk."""
    slashed = name.replace("\\", "/")
    if slashed.startswith(("//?/", "//./")):
        return slashed[4:].lower().startswith("unc/")
    return slashed.startswith("//")


def _copied_by(folder: Path) -> str:
    for name in WHERE_ONEDRIVE_IS:
        place = os.environ.get(name)
        if place and folder.is_relative_to(place):
            return "OneDrive"
    for one in (folder, *folder.parents):
        for program, names in SYNCHRONISED.items():
            if re.fullmatch(names, one.name, re.IGNORECASE):
                return program
        for marker, program in MARKERS.items():
            with suppress(OSError):
                if (one / marker).exists():
                    return program
    return ""


def _on_network(real: Path) -> bool:
    if sys.platform == "win32":
        return _drive_type(real) == REMOTE
    kind = _darwin_file_system(real) if sys.platform == "darwin" else file_system(real)
    return kind in NETWORK or (kind.startswith("fuse.") and kind.removeprefix("fuse.") in NETWORK_FUSE)


def _removable(real: Path) -> bool:
    if sys.platform == "win32":
        return _drive_type(real) == REMOVABLE
    if sys.platform == "darwin":
        return real.is_relative_to("/Volumes")
    disk = block_device(real)
    if disk is None:
        return False
    for one in (disk, disk.parent):
        with suppress(OSError):
            if (one / "removable").read_text().strip() == "1":
                return True
    return "/usb" in str(disk)


def _nearest(folder: Path) -> Path:
    """The folder, or the one above it that is there already."""
    return next((one for one in (folder, *folder.parents) if os.path.lexists(one)), folder)


def file_system(real: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str:
    """Linux: the name of the file system a resolved path lies on (man 5 proc, mountinfo: the field after the hyphen), or nothing."""
    found, depth = "", -1
    with suppress(OSError):
        for line in mounts.read_text("utf-8", "surrogateescape").splitlines():
            before, _, after = line.partition(" - ")
            point = Path(re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), before.split(" ")[4]))
            if real.is_relative_to(point) and len(point.parts) >= depth:  # a later mount on the same point covers the earlier
                found, depth = after.split(" ")[0], len(point.parts)
    return found


def block_device(real: Path) -> Path | None:
    """Linux: the block device below a path, as its folder in /sys; None for what has none (a memory disk, an overlay)."""
    with suppress(OSError):
        device = _nearest(real).stat().st_dev
        found = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}") if sys.platform != "win32" else None
        return found.resolve(strict=True) if found is not None else None
    return None


def _drive_type(real: Path) -> int:
    if sys.platform != "win32":
        return 0
    return int(ctypes.windll.kernel32.GetDriveTypeW(real.anchor or None))


def _darwin_file_system(real: Path) -> str:
    """statfs(2): f_fstypename, 16 bytes at offset 72 of the 64-bit-inode struct."""
    libc, into = ctypes.CDLL(None), ctypes.create_string_buffer(4096)
    call = getattr(libc, "statfs$INODE64", None) or libc.statfs
    if call(os.fsencode(_nearest(real)), into) != 0:
        return ""
    return into.raw[72:88].split(b"\0")[0].decode("ascii", "replace")
