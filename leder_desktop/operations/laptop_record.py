"""What was done on this laptop: unlocked and locked, cases opened, sensitive parts looked at, searched, given out, backed up, keys.

The record lies in the shelf, never in a case file: a mere look writes nothing into a case. A line holds what was done and the id of the
case, no case text; on the screen the id is shown as the case's reference. A look on a disk that takes no more writing goes unrecorded
rather than being refused: reading must stay possible (P11). What leaves the store is not: `evidence.give_out` is refused then.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from leder_desktop.errors import MACHINE, Refused
from leder_desktop.model.dates import day_words
from leder_desktop.operations import tries
from leder_desktop.session import Desk, Session
from leder_desktop.store import device_audit

SENSITIVE = {
    "portrait": "the pen portrait", "conversations": "the conversations", "records": "the records", "working-notes": "the working notes",
    "history": "the history", "timeline": "the timeline", "summary": "the summary", "review": "the whole review",
}  # fmt: skip
"""What a look at is recorded, once for each opening of the case: section -> its words."""

UNLOCKED, CLOSED = "unlocked", "closed the program"
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "access": ("Unlocking and locking", (UNLOCKED, tries.FAILED, "locked", CLOSED)),
    "looks": ("Cases opened and looked at", ("opened", "looked at", "searched", "went on with", "found the store older")),
    "out": ("What left the store", ("gave out", "wrote", "sealed", "printed")),
    "backups": ("Backups", ("made a backup", "restored from")),
    "keys": ("Keys and trust", ("made the store", "made this store", "made a new recovery sheet", "changed the passphrase",
                                "set a new passphrase", "took in", "gave the store", "let the", "stopped using")),
    "erased": ("Erased", ("erased",)),
}  # fmt: skip
"""Kind -> its words, and how its lines begin."""
OTHER = "other"

_CASE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, kw_only=True)
class Told:
    """One line of the record, in words."""

    seq: int
    at: datetime
    by: str
    did: str
    """ "Opened case LDR-T-1". """
    kind: str
    """A key of `KINDS`, or `OTHER`."""


def note(desk: Desk, did: str) -> None:
    """A line about a look or a lock; a disk that takes no writing stops neither."""
    try:
        desk.shelf.record(did, by=desk.person, at=desk.clock.now())
    except Refused as refused:
        if refused.code not in MACHINE:
            raise


def opened(session: Session) -> None:
    """A case was put on the desk."""
    note(session.desk, _opened(session.case))


def opened_at(session: Session) -> datetime | None:
    """When the case was put on the desk this time; None when the disk took no line of it."""
    return device_audit.last_time(session.desk.shelf.database, _opened(session.case))


def _opened(case: str) -> str:
    return f"opened case {case}"


def looked(session: Session, section: str) -> None:
    """Somebody is looking at a part of the case; recorded when it is a sensitive one, once since the case was opened."""
    if section in SENSITIVE:
        did = f"looked at {SENSITIVE[section]} of case {session.case}"
        if not device_audit.recorded_since(session.desk.shelf.database, did, _opened(session.case)):
            note(session.desk, did)


def looked_at_record(session: Session, evidence: str) -> None:
    """Somebody opened one record received."""
    note(session.desk, f"looked at record {evidence} of case {session.case}")


def locked(desk: Desk, reason: str) -> None:
    """`reason`: the sentence of the unlock screen, "Locked by you."."""
    said = reason.strip().rstrip(".")
    note(desk, f"{said[:1].lower()}{said[1:]}" if said.casefold().startswith("locked") else f"locked: {said}")


def lines(desk: Desk, kind: str = "") -> list[Told]:
    """The record, newest first; of one kind when it is named."""
    references = {row.id: row.reference for row in desk.shelf.cases()}
    told = [
        Told(seq=line.seq, at=datetime.fromisoformat(line.at), by=line.by, did=_words(line.did, references), kind=kind_of(line.did))
        for line in device_audit.lines(desk.shelf.database)
    ]
    return [line for line in reversed(told) if kind in ("", line.kind)]


def kind_of(did: str) -> str:
    """Which kind a line is."""
    return next((kind for kind, (_, begins) in KINDS.items() if did.startswith(begins)), OTHER)


def _words(did: str, references: dict[str, str]) -> str:
    if did.startswith(tries.FAILED):
        times = [f"{day_words(at.astimezone(), year=False)}, {at.astimezone():%H:%M}" for at in tries.told(did)]
        did = f"{did.partition(':')[0]}: {'; '.join(times)}"
    said = _CASE.sub(lambda found: references.get(found[0], found[0]), did)
    return f"{said[:1].upper()}{said[1:]}"


def faults(desk: Desk) -> list[str]:
    """What does not fit in the record of this laptop; empty when it is whole."""
    return device_audit.faults(desk.shelf.database)


def failed_since(desk: Desk) -> str:
    """ "3 failed tries since you were last here, the latest yesterday at 23:10." Empty when there was none before this unlock."""
    told = device_audit.since_last(desk.shelf.database, UNLOCKED)
    if not told or not told[0].did.startswith(tries.FAILED):
        return ""
    times: list[datetime] = []
    with suppress(ValueError):
        times = tries.told(told[0].did)
    if not times:
        return ""
    count = f"{len(times)} or more" if len(times) >= tries.MOST else str(len(times))
    failed = "failed try" if len(times) == 1 else "failed tries"
    return f"{count} {failed} since you were last here, the latest {_when(max(times), desk.clock.now())}."


def _when(at: datetime, now: datetime) -> str:
    here, today = at.astimezone(), now.astimezone().date()
    day = {0: "today", 1: "yesterday"}.get((today - here.date()).days, f"on {day_words(here)}")
    return f"{day} at {here:%H:%M}"
