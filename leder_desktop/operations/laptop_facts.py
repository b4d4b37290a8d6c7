"""What can be told about this laptop without asking it for anything: a sentence each, and whether it is well, to be looked at, or unknown.

Nothing is claimed that was not seen. What only an administrator may read is said to be a question for IT.
"""

import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from leder_desktop.model.dates import day_words
from leder_desktop.operations import backup_place, doctor, laptop
from leder_desktop.session import Desk

SYS, PROC = Path("/sys"), Path("/proc")
ASK_IT = "Ask IT whether the whole disk of this laptop is encrypted (BitLocker). This program cannot see that without an administrator."
ASK_MAC = "See Privacy and Security in the system's settings whether FileVault is on. This program cannot see that."


class Standing(StrEnum):
    WELL = "well"
    LOOK = "look"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Fact:
    about: str
    standing: Standing
    sentence: str


def all(desk: Desk) -> list[Fact]:
    """Everything that is looked at, in the order of the page. Reads a few small files; changes nothing."""
    return [
        disk(desk.folder), swap(), hibernation(), core_dumps(), clock(desk), space(desk.folder), place(desk.folder), backups(desk),
        key_ring(desk), last_full(desk),
    ]  # fmt: skip


def disk(folder: Path) -> Fact:
    """Whether the disk below the store is encrypted as a whole. Linux: a device-mapper device made by dm-crypt says so in /sys."""
    if sys.platform == "win32":
        return _fact("Disk", Standing.UNKNOWN, ASK_IT)
    if sys.platform == "darwin":
        return _fact("Disk", Standing.UNKNOWN, ASK_MAC)
    device = laptop.block_device(folder)
    if device is None:
        return _fact("Disk", Standing.UNKNOWN, "It cannot be seen on which disk the store lies. Ask IT whether it is encrypted.")
    if is_crypt(device):
        return _fact("Disk", Standing.WELL, "The disk of this store is encrypted as a whole (dm-crypt).")
    return _fact("Disk", Standing.LOOK, "The disk of this store is not encrypted as a whole by dm-crypt. The store is encrypted by itself, "
        "but what other programs keep, swap and hibernation are not. Ask IT.")  # fmt: skip


def is_crypt(device: Path) -> bool:
    """Whether a block device of /sys, or one it is made of, is dm-crypt: `dm/uuid` begins with CRYPT- (kernel, dm-crypt)."""
    with suppress(OSError):
        if (device / "dm" / "uuid").read_text().startswith("CRYPT-"):
            return True
    below = device / "slaves"
    return below.is_dir() and any(is_crypt(one.resolve()) for one in below.iterdir())


def swap(swaps: Path = PROC / "swaps") -> Fact:
    """Memory that was written to a disk. Linux: /proc/swaps; in-memory swap (zram) writes nothing."""
    if not sys.platform.startswith("linux"):
        return _fact("Swap", Standing.UNKNOWN, "The system may write memory to its disk. That is safe where the whole disk is encrypted.")
    try:
        lines = swaps.read_text().splitlines()[1:]
    except OSError:
        return _fact("Swap", Standing.UNKNOWN, "It cannot be seen whether memory is written to a disk.")
    used = [line.split()[0] for line in lines if line.split()]
    plain = [one for one in used if not Path(one).name.startswith("zram") and not _is_crypt_file(Path(one))]
    if not plain:
        return _fact("Swap", Standing.WELL, "Memory is not written to an unencrypted disk.")
    return _fact("Swap", Standing.LOOK, "Memory may be written to an unencrypted disk (swap). Ask IT to encrypt it or to switch it off.")


def _is_crypt_file(path: Path) -> bool:
    """A swap device, or the disk below a swap file."""
    block = SYS / "class" / "block" / path.resolve().name
    if block.exists():
        return is_crypt(block.resolve())
    below = laptop.block_device(path)
    return below is not None and is_crypt(below)


def hibernation(resume: Path = SYS / "power" / "resume") -> Fact:
    """Linux: a device to resume from other than 0:0 means that all of memory may be written there."""
    if not sys.platform.startswith("linux"):
        sentence = "Hibernation writes all memory to the disk. That is safe where the whole disk is encrypted."
        return _fact("Hibernation", Standing.UNKNOWN, sentence)
    with suppress(OSError):
        where = resume.read_text().strip()
        if where == "0:0":
            return _fact("Hibernation", Standing.WELL, "This laptop does not write all its memory to a disk.")
        if is_crypt((SYS / "dev" / "block" / where).resolve()):
            return _fact("Hibernation", Standing.WELL, "Hibernation writes to an encrypted disk.")
        return _fact("Hibernation", Standing.LOOK, "Hibernation writes all memory to an unencrypted disk. Lock before you close the lid.")
    return _fact("Hibernation", Standing.WELL, "This laptop cannot hibernate.")


def core_dumps() -> Fact:
    """Whether a crash of this process would leave its memory in a file."""
    if sys.platform == "win32":
        sentence = "Windows may keep part of a program's memory when it crashes. Ask IT to switch that off."
        return _fact("Crash files", Standing.UNKNOWN, sentence)
    import resource

    if resource.getrlimit(resource.RLIMIT_CORE) == (0, 0):
        return _fact("Crash files", Standing.WELL, "A crash of this program leaves no copy of its memory.")
    return _fact("Crash files", Standing.LOOK, "A crash of this program may leave a copy of its memory. Tell IT.")


def clock(desk: Desk) -> Fact:
    told = laptop.clock_sentence(desk)
    return _fact("Clock", Standing.LOOK if told else Standing.WELL, told or "The clock does not contradict what was recorded here.")


def space(folder: Path) -> Fact:
    told = laptop.space_sentence(folder)
    return _fact("Room", Standing.LOOK if told else Standing.WELL, told or f"{laptop.free_bytes(folder) / 1e9:.0f} GB are free.")


def place(folder: Path) -> Fact:
    told = " ".join(laptop.place_sentences(folder))
    well = "The store lies on a disk of this laptop, and no program that copies folders away was seen."
    return _fact("Place", Standing.LOOK if told else Standing.WELL, told or well)


def backups(desk: Desk) -> Fact:
    proved, nag = backup_place.last_proved(desk), backup_place.nag(desk)
    well = f"A backup was last restored and compared on {_day(proved)}." if proved else "There is no proven backup yet."
    return _fact("Backups", Standing.LOOK if nag or proved is None else Standing.WELL, nag or well)


def key_ring(desk: Desk) -> Fact:
    """Whether the operating system's key ring opens the store as well: then whoever can use this account can."""
    if desk.held.header.of("keyring") is None:
        return _fact("Key ring", Standing.WELL, "Only the passphrase and the recovery sheet open this store on this laptop.")
    return _fact("Key ring", Standing.LOOK, "This account's key ring opens the store too: whoever can use this account can open it.")


def last_full(desk: Desk) -> Fact:
    at = doctor.last_checked(desk)
    if at is None:
        return _fact("Full check", Standing.LOOK, "Not everything here was checked yet. That is done once a week, or now.")
    late = desk.clock.now() - at > doctor.WEEKLY * 2
    wrong = doctor.found_last(desk)
    said = f"Everything was checked on {_day(at)}: " + (f"{wrong} things were wrong." if wrong else "all was whole.")
    return _fact("Full check", Standing.LOOK if late or wrong else Standing.WELL, said)


def _day(at: datetime) -> str:
    return day_words(at.astimezone())


def _fact(about: str, standing: Standing, sentence: str) -> Fact:
    return Fact(about=about, standing=standing, sentence=sentence)


