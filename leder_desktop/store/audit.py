"""The record of who did what: append-only and hash-chained, over salted digests of what was written.

A line never holds case text. Its `root` covers the digests of the step's revisions, and its `hash` covers the line and
the hash before it. Content can be erased (content and salt go, the digest stays) and the chain still verifies; a line
or a revision that was edited, removed or put in another order shows. A file put back whole is older than the head
that the shelf keeps.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime

from leder_desktop.store.connection import Database

GENESIS = "0" * 64


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the record."""

    seq: int
    at: str
    by: str
    did: str
    step: int | None
    root: str
    hash: str


def digest_of(kind: str, thing: str, field: str, content: str | None, salt: bytes) -> bytes:
    """SHA-256 over the salt, the address and the content, length-prefixed, so that no two cases read the same bytes."""
    hasher = hashlib.sha256(salt)
    for part in (kind, thing, field, "" if content is None else content):
        data = part.encode()
        hasher.update(len(data).to_bytes(8, "big") + data)
    hasher.update(b"\x01" if content is not None else b"\x00")
    return hasher.digest()


def _root(digests: list[bytes]) -> str:
    return hashlib.sha256(b"".join(digests)).hexdigest()


def _hash(before: str, seq: int, at: str, by: str, did: str, step: int | None, root: str) -> str:
    return hashlib.sha256(
        json.dumps([before, seq, at, by, did, step, root], ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()


def head(database: Database) -> tuple[str, int]:
    """The newest hash and the number of lines."""
    rows = database.read("SELECT hash, seq FROM audit ORDER BY seq DESC LIMIT 1")
    return (rows[0][0], rows[0][1]) if rows else (GENESIS, 0)


def continues(database: Database, seen_head: str, seen_lines: int) -> bool:
    """Whether the record still holds the head that was seen from outside; a file put back does not."""
    return not seen_lines or database.read("SELECT hash FROM audit WHERE seq = ?", seen_lines) == [(seen_head,)]


def record(database: Database, *, at: datetime, by: str, did: str, step: int | None = None) -> None:
    """Append a line, in the transaction of the thing it records; `did` is ours to word and carries no case text."""
    before, lines = head(database)
    digests = [row[0] for row in database.read("SELECT digest FROM revision WHERE step = ? ORDER BY seq", step)] if step else []
    when, root = at.isoformat(), _root(digests)
    hashed = _hash(before, lines + 1, when, by, did, step, root)
    database.run("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", lines + 1, when, by, did, step, root, hashed)


def lines(database: Database) -> list[Line]:
    """The whole record, oldest first."""
    return [
        Line(seq=seq, at=at, by=by, did=did, step=step, root=root, hash=hashed)
        for seq, at, by, did, step, root, hashed in database.read("SELECT seq, at, by, did, step, root, hash FROM audit ORDER BY seq")
    ]


def faults(database: Database, *, seen_head: str = "", seen_lines: int = 0) -> list[str]:
    """What does not fit, in sentences; empty when the record is whole.

    `seen_head` and `seen_lines` are the head last seen from outside (the shelf): a file put back is older than that.
    """
    found: list[str] = []
    before, previous = GENESIS, 0
    at_seen = ""
    for line in lines(database):
        rows = database.read("SELECT digest FROM revision WHERE step = ? ORDER BY seq", line.step) if line.step else []
        digests = [row[0] or b"" for row in rows]
        if line.seq != previous + 1:
            found.append(f"Between lines {previous} and {line.seq} of the record something is missing.")
        elif line.hash != _hash(before, line.seq, line.at, line.by, line.did, line.step, line.root):
            found.append(f"Line {line.seq} of the record was changed.")
        elif line.root != _root(digests):
            found.append(f"What line {line.seq} of the record was about was changed.")
        before, previous = line.hash, line.seq
        if line.seq == seen_lines:
            at_seen = line.hash
    if seen_lines and previous < seen_lines:
        found.append(f"The case is older than last seen: it has {previous} lines, and {seen_lines} were seen.")
    elif seen_lines and at_seen != seen_head:
        found.append(f"The record is not the one last seen: line {seen_lines} differs.")
    found += _not_the_newest(database)
    found += _erased_unsaid(database)
    recorded = {line.step for line in lines(database)}
    for seq, kind, thing, field, content, salt, digest, step in database.read(
        "SELECT seq, kind, thing, field, content, salt, digest, step FROM revision WHERE step IS NOT NULL"
    ):
        if step not in recorded:
            found.append(f"Revision {seq} belongs to no line of the record.")
        elif (salt is not None or content is not None) and digest_of(kind, thing, field, content, salt or b"") != digest:
            found.append(f"Revision {seq} was changed after it was recorded.")
    return found


def erased(what: str, versions: int, why: str) -> str:
    """What the line of an erasing says. The number is there to be compared: what was erased without a line shows."""
    return f"erased {what} for good, {versions} version{'' if versions == 1 else 's'}: {' '.join(why.split())}"


_ERASED = re.compile(r"erased [a-z ]+ for good, (\d+) versions?: ")


def _erased_unsaid(database: Database) -> list[str]:
    said = sum(int(line[1]) for line in map(_ERASED.match, (line.did for line in lines(database))) if line)
    gone: int = database.read("SELECT count(*) FROM revision WHERE step IS NOT NULL AND salt IS NULL AND content IS NULL")[0][0]
    return [] if gone == said else [f"{gone} versions were erased, and the record says it of {said}."]


def _not_the_newest(database: Database) -> list[str]:
    """Fields that read as an earlier version although a later one is there: an old page of the file was put back (promises, finding 4)."""
    return [
        f"A field of the case ({kind}) does not read as its newest version."
        for kind, now, newest in database.read(
            "SELECT n.kind, c.revision, r.id FROM (SELECT kind, thing, field, max(seq) AS seq FROM revision GROUP BY kind, thing, field) n"
            " JOIN revision r ON r.seq = n.seq LEFT JOIN current c ON c.kind = n.kind AND c.thing = n.thing AND c.field = n.field"
        )
        if now != newest
    ]
