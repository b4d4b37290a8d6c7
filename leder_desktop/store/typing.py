"""Words while they are being typed: one open revision a field, changed in place, sealed when the person moves on.

An open revision costs one small commit and no growth; sealing gives it its digest, its audit line and its place in the
index. What was typed and then taken back leaves nothing behind. A noun that says by whom it is and when says so of the typing too.
"""

import json
import os
from datetime import datetime

from leder_desktop.clock import Clock
from leder_desktop.model.kinds import KINDS
from leder_desktop.store import audit
from leder_desktop.store.connection import Database
from leder_desktop.store.things import Writing

_OPEN = "SELECT seq, id, kind, thing, field, content, parent, author, at FROM revision WHERE step IS NULL ORDER BY seq"
_NOTHING = '""'


def typed(database: Database, kind: str, thing: str, field: str, content: str, *, by: str, at: datetime, clock: Clock) -> None:
    """The field as it stands now, as JSON; on disk when this returns. The thing must exist."""
    rows = database.read(
        "SELECT r.id, r.step, r.content FROM current c JOIN revision r ON r.id = c.revision"
        " WHERE c.kind = ? AND c.thing = ? AND c.field = ?",
        kind, thing, field,
    )  # fmt: skip
    parent, step, now = rows[0] if rows else (None, None, None)
    if now == content or (now is None and content == _NOTHING and not rows):
        return
    with database.transaction():
        if rows and step is None:
            database.run("UPDATE revision SET content = ?, at = ? WHERE id = ?", content, at.isoformat(), parent)
            return
        id = clock.new_id()
        database.run(
            "INSERT INTO revision (id, kind, thing, field, parent, author, at, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            id, kind, thing, field, parent, by, at.isoformat(), content,
        )  # fmt: skip
        database.run("INSERT OR REPLACE INTO current VALUES (?, ?, ?, ?)", kind, thing, field, id)


def is_open(database: Database) -> bool:
    """Whether anything was typed that is not sealed."""
    return bool(database.read("SELECT 1 FROM revision WHERE step IS NULL LIMIT 1"))


def seal(database: Database, writing: Writing) -> None:
    """Seal every open revision into this step; one that says what its parent said is dropped."""
    for seq, id, kind, thing, field, content, parent, author, at in database.read(_OPEN):
        before = database.read("SELECT content FROM revision WHERE id = ?", parent)[0][0] if parent else None
        if content == before or (before is None and content == _NOTHING):
            if parent:
                database.run("UPDATE current SET revision = ? WHERE revision = ?", parent, id)
            else:
                database.run("DELETE FROM current WHERE revision = ?", id)
            database.run("DELETE FROM revision WHERE id = ?", id)
            continue
        salt = os.urandom(16)
        digest = audit.digest_of(kind, thing, field, content, salt)
        database.run("UPDATE revision SET step = ?, salt = ?, digest = ? WHERE seq = ?", writing.seq, salt, digest, seq)
        writing.touch(kind, thing)
        if {"by", "at"} <= KINDS[kind][0].__dataclass_fields__.keys():
            writing.write(kind, thing, "by", json.dumps(author, ensure_ascii=False))
            writing.write(kind, thing, "at", json.dumps(at))
