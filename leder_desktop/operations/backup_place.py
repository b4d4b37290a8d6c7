"""Where backups go: the place a person chose, what is known of it, whether it is time for one, and what to say when it is long ago.

Kept inside the encrypted shelf. A place that is not there (a stick that was pulled out) is no error until somebody asks for a backup.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from leder_desktop.errors import Refused
from leder_desktop.operations import laptop
from leder_desktop.session import Desk
from leder_desktop.store import backup_layout, device_audit, durable

KEY = "backup_places"
DAILY = timedelta(hours=24)
NAG_AFTER = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place that backups went to, or are to go to."""

    path: Path
    chosen: bool
    """Backups go here by themselves; at most one place."""

    proved: datetime | None
    """When the newest backup there was restored and compared; None before the first."""

    held: str
    """What the store held then (`fingerprint`)."""

    waits: bool
    """After a restore nothing is written here by itself before somebody says so: the backups there may be newer than what was restored."""

    @property
    def reachable(self) -> bool:
        """Whether the folder is there now. A stick that is out is not."""
        try:
            return self.path.is_dir()
        except OSError:
            return False


def places(desk: Desk) -> list[Place]:
    """Every place known here, the chosen one first."""
    kept: list[dict[str, Any]] = desk.shelf.setting(KEY, [])
    found = [
        Place(
            path=Path(one["path"]), chosen=one["chosen"], proved=datetime.fromisoformat(one["proved"]) if one["proved"] else None,
            held=one["held"], waits=one["waits"],
        )
        for one in kept
    ]  # fmt: skip
    return sorted(found, key=lambda place: (not place.chosen, str(place.path)))


def chosen(desk: Desk) -> Place | None:
    """Where backups go by themselves."""
    return next((place for place in places(desk) if place.chosen), None)


def choose(desk: Desk, path: Path) -> None:
    """Backups go here from now on. Refused as `require_usable`."""
    require_usable(desk.folder, path)
    path = path.absolute()
    known = next((place for place in places(desk) if place.path == path), None)
    place = known or Place(path=path, chosen=True, proved=None, held="", waits=False)
    others = [replace(other, chosen=False) for other in places(desk) if other.path != path]
    _keep(desk, [replace(place, chosen=True, waits=False), *others])


def stop(desk: Desk) -> None:
    """No backups by themselves any more; what was made stays, and is still known."""
    _keep(desk, [replace(place, chosen=False) for place in places(desk)])


def wait_all(desk: Desk) -> None:
    """After a restore: nothing by itself before somebody chose the place again."""
    _keep(desk, [replace(place, waits=True) for place in places(desk)])


def go_on(desk: Desk) -> None:
    """Somebody says that backups may go to the chosen place again."""
    _keep(desk, [replace(place, waits=place.waits and not place.chosen) for place in places(desk)])


def note_proved(desk: Desk, path: Path, at: datetime, held: str) -> None:
    """The newest backup at `path` was restored and compared just now."""
    path = path.absolute()
    known = next((place for place in places(desk) if place.path == path), None)
    place = replace(known or Place(path=path, chosen=False, proved=None, held="", waits=False), proved=at, held=held)
    _keep(desk, [place, *(other for other in places(desk) if other.path != path)])


def _keep(desk: Desk, found: Sequence[Place]) -> None:
    desk.shelf.set_setting(
        KEY,
        [
            {
                "path": str(one.path), "chosen": one.chosen, "proved": one.proved.isoformat() if one.proved else None, "held": one.held,
                "waits": one.waits,
            }
            for one in found
        ],
    )  # fmt: skip


def require_usable(store: Path, path: Path) -> None:
    """Refused: `no-such-file` when the folder is not there, `not-understood` when store and place lie in each other, or in a backup."""
    if not _is_folder(path):
        raise Refused("no-such-file", f"The folder for backups is not there: {path}. Plug in its disk, or choose another folder.")
    _require_apart(store, path)


def made(store: Path, path: Path) -> bool:
    """Make the folder, when it is not there and the one that is to hold it is; whether it was made.

    Refused: `file-exists` when something else has its name, `not-understood` as `require_usable`, and what the disk says.
    """
    _require_apart(store, path)
    if _is_folder(path) or not _is_folder(path.parent):
        return False
    if path.exists() or path.is_symlink():
        raise Refused("file-exists", f"{path.name} is not a folder. Backups need a folder: choose another one, or a new name.")
    durable.make_folder(path)
    return True


def _require_apart(store: Path, path: Path) -> None:
    real, store = path.resolve(), store.resolve()
    if real.is_relative_to(store):
        raise Refused("not-understood", "Backups cannot lie inside the store itself. Choose a folder outside it, best on another disk.")
    if any(part.startswith(backup_layout.FOLDER) for part in real.parts):
        raise Refused("not-understood", "This folder is part of a backup. Choose the folder that holds it.")
    if store.is_relative_to(real):
        raise Refused("not-understood", "The store lies inside this folder. Choose a folder beside it, best on another disk.")


def _is_folder(path: Path) -> bool:
    with durable.guarded(path):
        return path.is_dir()


def warnings(store: Path, path: Path) -> list[str]:
    """What to know about a place before trusting it; nothing is refused for it."""
    told = list[str]()
    if _same_disk(store, path):
        told.append(
            "This folder is on the same disk as the store. It helps against a mistake, not against a lost or broken laptop: "
            "choose a stick or another disk when you can."
        )
    program = laptop.where(path).synchronised
    if program:
        told.append(
            f"This folder is copied away by {program}. The backups are encrypted, but an erased case may live on in copies that "
            "this program cannot reach."
        )
    return told


def _same_disk(store: Path, path: Path) -> bool:
    try:
        return os.stat(store).st_dev == os.stat(path).st_dev
    except OSError:
        return False


def fingerprint(desk: Desk) -> str:
    """What the cases of this store hold, as a digest: the same as long as nothing was written in any case."""
    held = sorted((row.id, row.state, row.audit_head) for row in desk.shelf.cases())
    return sha256(repr(held).encode()).hexdigest()


def is_due(desk: Desk) -> bool:
    """Once a day, where a place is chosen and may be written to."""
    place = chosen(desk)
    # abs: a proof in a time to come was made by a clock that was wrong, and puts nothing off for years
    return place is not None and not place.waits and (place.proved is None or abs(desk.clock.now() - place.proved) >= DAILY)


def is_due_on_closing(desk: Desk) -> bool:
    """When anything was written since the last backup, or it is time for one."""
    place = chosen(desk)
    return place is not None and not place.waits and (is_due(desk) or place.held != fingerprint(desk))


def last_proved(desk: Desk) -> datetime | None:
    """When any backup of this store was last restored and compared."""
    return max((place.proved for place in places(desk) if place.proved), default=None)


def nag(desk: Desk) -> str:
    """One line when there was no proven backup for a week; empty when there is no reason."""
    place, proved = chosen(desk), last_proved(desk)
    if place is not None and place.waits:
        return "Backups wait since this store was restored. Say in Settings that they may go on."
    if proved is not None and desk.clock.now() - proved > NAG_AFTER:
        days = (desk.clock.now() - proved).days
        return f"The last proven backup is {days} days old. {_why(place)}"
    began = device_audit.first(desk.shelf.database) if proved is None else None
    if began is not None and desk.clock.now() - datetime.fromisoformat(began.at) > NAG_AFTER:
        return f"There is no backup of this laptop's cases. {_why(place)}"
    return ""


def _why(place: Place | None) -> str:
    if place is None:
        return "Choose in Settings where backups go."
    return "Make one in Settings." if place.reachable else f"Plug in the disk with {place.path}, then make one in Settings."
