"""Who is signed in, which store is open, and which case lies on the desk."""

from dataclasses import dataclass
from pathlib import Path

from leder_desktop.clock import Clock
from leder_desktop.governance.roles import Role
from leder_desktop.store.casefile import CaseFile
from leder_desktop.store.lock import StoreLock
from leder_desktop.store.shelf import Shelf


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A store that is open, and the person it belongs to."""

    folder: Path
    shelf: Shelf
    lock: StoreLock
    person: str
    role: Role
    clock: Clock

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
    def folder(self) -> Path:
        """Where this case lies."""
        return self.desk.folder / "cases" / self.case

    @property
    def evidence_folder(self) -> Path:
        return self.folder / "evidence"
