"""How a case file of any age becomes a case file of today.

Each step runs in one transaction together with the version number it earns, so a step that fails leaves the file
exactly as it was. A step is never edited after release.
"""

from leder_desktop.errors import Refused
from leder_desktop.store.connection import Database

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE thing (
        made INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (kind, id)) STRICT;
    CREATE TABLE step (
        seq INTEGER PRIMARY KEY, label TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
        undoes INTEGER REFERENCES step (seq), undone_by INTEGER REFERENCES step (seq)) STRICT;
    CREATE TABLE revision (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL, thing TEXT NOT NULL, field TEXT NOT NULL,
        parent TEXT REFERENCES revision (id), author TEXT NOT NULL, at TEXT NOT NULL,
        step INTEGER REFERENCES step (seq), content TEXT, salt BLOB, digest BLOB) STRICT;
    CREATE INDEX revision_of_field ON revision (kind, thing, field, seq);
    CREATE INDEX revision_of_step ON revision (step, seq);
    CREATE TABLE current (
        kind TEXT NOT NULL, thing TEXT NOT NULL, field TEXT NOT NULL, revision TEXT NOT NULL REFERENCES revision (id),
        PRIMARY KEY (kind, thing, field)) STRICT, WITHOUT ROWID;
    CREATE INDEX current_revision ON current (revision);
    CREATE TABLE audit (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, did TEXT NOT NULL,
        step INTEGER REFERENCES step (seq), root TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
    CREATE TABLE vault (evidence TEXT PRIMARY KEY, key BLOB NOT NULL, sha256 TEXT NOT NULL) STRICT;
    CREATE TABLE artifact (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE place (id INTEGER PRIMARY KEY CHECK (id = 1), json TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE words USING fts5 (kind UNINDEXED, thing UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 2');
    INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
    """,
    # Words that were written again and then taken away could stay in the index (see `things.Writing.finish`).
    "INSERT INTO words (words) VALUES ('rebuild');",
    # The words of a record that came as text, e-mail or PDF, so that a search finds them; they go with the record's key.
    """
    CREATE TABLE record_words (evidence TEXT PRIMARY KEY, said TEXT NOT NULL) STRICT;
    CREATE TRIGGER record_words_go_with_the_key AFTER DELETE ON vault BEGIN
        DELETE FROM record_words WHERE evidence = old.evidence; END;
    """,
)


def bring_up_to_date(database: Database, to: int | None = None) -> None:
    """To the newest version, or as far as `to`. Refused `newer-store`: the file was written by a newer version; it is left untouched."""
    version = database.user_version
    if version > len(STEPS):
        raise Refused(
            "newer-store", "This case was written by a newer version of the program. Update the program on this laptop, then open it again."
        )
    for number, script in enumerate(STEPS[version:to], version + 1):
        with database.transaction():
            database.run_script(script)
            database.run(f"PRAGMA user_version = {number}")
