"""A notification file, looked at before anything is kept: the form shows it, and `cases.begin` keeps what the form says."""

from pathlib import Path

from leder_desktop.intake.notification import MAX_BYTES, Notice
from leder_desktop.intake.notification import read as read_bytes
from leder_desktop.model.standards import Standards
from leder_desktop.operations import evidence

__all__ = ["Notice", "look"]


def look(path: Path, standards: Standards) -> Notice:
    """What the file says, by the lists of `standards`; nothing is kept.

    Refused: `unsupported-format` naming the key that is wrong, `too-big`, what the disk says."""
    return read_bytes(evidence.read_small(path, MAX_BYTES), standards)
