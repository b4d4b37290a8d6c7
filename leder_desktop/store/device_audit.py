"""The record of what was done at this laptop rather than in one case: unlocks, searches, identities, erasures.

Append-only and hash-chained; the shelf's triggers refuse to change a line, and a line changed by other means shows.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from leder_desktop.store.connection import Database

GENESIS = "0" * 64

TABLE = """
    CREATE TABLE device_audit (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, did TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
    CREATE TRIGGER device_audit_is_not_changed BEFORE UPDATE ON device_audit BEGIN
        SELECT RAISE(ABORT, 'the device audit is append-only'); END;
    CREATE TRIGGER device_audit_is_not_shortened BEFORE DELETE ON device_audit BEGIN
        SELECT RAISE(ABORT, 'the device audit is append-only'); END;
"""


@dataclass(frozen=True, kw_only=True)
class DeviceLine:
    """One line of the record."""

    seq: int
    at: str
    """ISO 8601 with offset."""

    by: str
    did: str
    hash: str
    """SHA-256 over the hash before and this line, lower-case hex."""


def record(database: Database, did: str, *, by: str, at: datetime) -> None:
    """Append a line, in the transaction of what it records; `did` is ours to word and carries no case text."""
    before, seq = head(database)
    when = at.isoformat()
    database.run("INSERT INTO device_audit VALUES (?, ?, ?, ?, ?)", seq + 1, when, by, did, _hash(before, seq + 1, when, by, did))


def head(database: Database) -> tuple[str, int]:
    """The newest hash and the number of lines."""
    rows = database.read("SELECT hash, seq FROM device_audit ORDER BY seq DESC LIMIT 1")
    return (rows[0][0], rows[0][1]) if rows else (GENESIS, 0)


def lines(database: Database) -> list[DeviceLine]:
    """The whole record, oldest first."""
    return _lines(database, "ORDER BY seq")


def first(database: Database) -> DeviceLine | None:
    """The oldest line; None in a store whose making was cut off."""
    return next(iter(_lines(database, "ORDER BY seq LIMIT 1")), None)


def newest(database: Database, count: int) -> list[DeviceLine]:
    """The last lines, oldest first."""
    return _lines(database, "ORDER BY seq DESC LIMIT ?", count)[::-1]


def since_last(database: Database, begins: str) -> list[DeviceLine]:
    """The line before the last one that begins so, that one, and all after it; none when there is none."""
    where = "WHERE seq >= (SELECT max(seq) - 1 FROM device_audit WHERE substr(did, 1, length(?1)) = ?1) ORDER BY seq"
    return _lines(database, where, begins)


def newest_time(database: Database) -> datetime | None:
    """The latest time on any line: not the last line's, when the clock was put back."""
    latest = _lines(database, "ORDER BY julianday(at) DESC, at DESC LIMIT 1")
    return datetime.fromisoformat(latest[0].at) if latest else None


def last_time(database: Database, did: str) -> datetime | None:
    """When the newest line that says `did` was written."""
    found = _lines(database, "WHERE did = ? ORDER BY seq DESC LIMIT 1", did)
    return datetime.fromisoformat(found[0].at) if found else None


def _lines(database: Database, which: str, *values: object) -> list[DeviceLine]:
    rows = database.read(f"SELECT seq, at, by, did, hash FROM device_audit {which}", *values)  # noqa: S608  # our own words above
    return [DeviceLine(seq=seq, at=at, by=by, did=did, hash=hashed) for seq, at, by, did, hashed in rows]


def continues(database: Database, seen_head: str, seen_lines: int) -> bool:
    """Whether the record still holds the head that was seen from outside."""
    return database.read("SELECT hash FROM device_audit WHERE seq = ?", seen_lines) == [(seen_head,)]


def recorded_since(database: Database, did: str, mark: str) -> bool:
    """Whether `did` was recorded after the last line that says `mark`."""
    return bool(
        database.read(
            "SELECT 1 FROM device_audit WHERE did = ? AND seq > coalesce((SELECT max(seq) FROM device_audit WHERE did = ?), 0)", did, mark
        )
    )


def faults(database: Database, *, seen_head: str = "", seen_lines: int = 0) -> list[str]:
    """What does not fit, in sentences; empty when the record is whole. `seen_*` is the head last seen from outside."""
    found: list[str] = []
    before, previous, at_seen = GENESIS, 0, ""
    for line in lines(database):
        if line.seq != previous + 1:
            found.append(f"Between lines {previous} and {line.seq} of the laptop's record something is missing.")
        elif line.hash != _hash(before, line.seq, line.at, line.by, line.did):
            found.append(f"Line {line.seq} of the laptop's record was changed.")
        before, previous = line.hash, line.seq
        if line.seq == seen_lines:
            at_seen = line.hash
    if seen_lines > previous:
        found.append(f"The laptop's record is older than last seen: it has {previous} lines, and {seen_lines} were seen.")
    elif seen_lines and at_seen != seen_head:
        found.append(f"The laptop's record is not the one last seen: line {seen_lines} differs.")
    return found


def _hash(before: str, seq: int, at: str, by: str, did: str) -> str:
    return hashlib.sha256(json.dumps([before, seq, at, by, did], ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
