"""Who is signed in, which store is open, and which case lies on the desk."""

from dataclasses import dataclass, field
from pathlib import Path

from leder_desktop.clock import Clock
from leder_desktop.governance.roles import Role
from leder_desktop.keys.slots import Slots
from leder_desktop.model.edition import standards_of
from leder_desktop.model.standards import Standards, corrected
from leder_desktop.store.casefile import CaseFile
from leder_desktop.store.lock import StoreLock
from leder_desktop.store.shelf import Shelf

STANDARDS = "standards"
"""The shelf's setting with the corrections in force, each as a `Correction` in plain data."""


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A data file that the organisation signed, and that holds here in place of the program's own. Its fields are stored names."""

    name: str
    """The folder and the file without its ending: `scales/2021-quality`."""
    text: str
    """TOML."""
    signed_by: str
    """Who signed it (RFC 4514)."""
    signer: str
    """SHA-256 of their certificate, lower-case hex."""
    at: str
    """When it was taken in: ISO 8601, UTC."""


@dataclass(kw_only=True)
class Held:
    """What an open store keeps in memory of its ways in: needed to give the shelf a new key, and to make or change a way in."""

    header: Slots = field(repr=False)
    """`slots.leder` as it stands on the disk; whoever writes that file puts the new one here."""

    store_key: bytearray = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A store that is open, and the person it belongs to."""

    folder: Path
    held: Held = field(repr=False)
    shelf: Shelf
    lock: StoreLock
    person: str
    role: Role
    clock: Clock

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections in force here, in the order they were taken in."""
        kept: list[dict[str, str]] = self.shelf.setting(STANDARDS, [])
        return tuple(Correction(**row) for row in kept)

    @property
    def standards(self) -> Standards:
        """Those in force here: this program's, with the corrections of the organisation. A new review begins with them."""
        return corrected(tuple((one.name, one.text) for one in self.corrections))

    def close(self) -> None:
        """Close the register and let the next process in."""
        self.shelf.close()
        self.lock.release()


@dataclass(frozen=True, kw_only=True)
class Session:
    """A person at one open case."""

    desk: Desk
    case: str
    """The case's uuid, also its folder's name."""
    file: CaseFile

    @property
    def person(self) -> str:
        """Who is signed in."""
        return self.desk.person

    @property
    def clock(self) -> Clock:
        return self.desk.clock

    @property
    def standards(self) -> Standards:
        """The question sets, scales, vocabularies and texts this review is made with: those it was begun with, or carried over to."""
        edition = self.file.edition()
        return standards_of(edition) if edition else self.desk.standards

    @property
    def folder(self) -> Path:
        """Where this case lies."""
        return self.desk.folder / "cases" / self.case

    @property
    def evidence_folder(self) -> Path:
        return self.folder / "evidence"
