"""The register of a store: which cases there are, their wrapped keys and states, and just enough to list, sort and remind.

The case file is the truth and a row here is a cache of it, rewritten after each commit. Case keys are wrapped under the
shelf's own key by a `Wrapping` the composition root hands in. Beside the cases: who the store belongs to, their signing
identities, what they trust, settings, and the record of what was done at this laptop.
"""

import hashlib
import hmac
import json
import os
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from leder_desktop.errors import Refused
from leder_desktop.store import device_audit, former
from leder_desktop.store.connection import Database, Row

APPLICATION_ID = 0x4C645331
"""`LdS1` in the file's header."""

NAME = "shelf.leder"
"""What a new store calls it."""


STEPS: tuple[str, ...] = (
    """
    CREATE TABLE "case" (
        id TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (state IN ('making', 'ready', 'purging', 'purged')),
        wrapped_key BLOB CHECK ((wrapped_key IS NULL) = (state IN ('purging', 'purged'))),
        reference TEXT NOT NULL DEFAULT '', called_name TEXT NOT NULL DEFAULT '', review_state TEXT NOT NULL DEFAULT '',
        due TEXT, notified_on TEXT, waiting_for TEXT NOT NULL DEFAULT '[]', same_person TEXT NOT NULL DEFAULT '[]',
        sample INTEGER NOT NULL DEFAULT 0, audit_head TEXT NOT NULL DEFAULT '', audit_lines INTEGER NOT NULL DEFAULT 0,
        updated_at TEXT NOT NULL) STRICT;
    CREATE TABLE identity (
        name TEXT PRIMARY KEY, pkcs12 BLOB NOT NULL, subject TEXT NOT NULL, certificate_sha256 TEXT NOT NULL,
        added_at TEXT NOT NULL) STRICT;
    CREATE TABLE trust (
        kind TEXT NOT NULL CHECK (kind IN ('anchor', 'ca', 'crl', 'roles', 'roles-signature', 'roles-signer')), sha256 TEXT NOT NULL,
        data BLOB NOT NULL, issued TEXT NOT NULL, added_at TEXT NOT NULL, PRIMARY KEY (kind, sha256)) STRICT;
    CREATE TABLE person (id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, role TEXT NOT NULL) STRICT;
    CREATE TABLE setting (key TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
    CREATE TABLE digest_key (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL) STRICT;
    """
    + device_audit.TABLE,
    """
    ALTER TABLE "case" ADD COLUMN standing TEXT NOT NULL DEFAULT '';
    UPDATE "case" SET standing = '';  -- so that every row is as wide as the table, as a salvage expects it
    """,
)
"""Never edited after release; each is run in one transaction with the version it earns."""


class Wrapping(Protocol):
    """Locks a case's key under the shelf's; `about` is the case's id. `keys.wrap.Wrapping` is the real one."""

    def wrap(self, key: bytes | bytearray, about: str) -> bytes: ...
    def unwrap(self, wrapped: bytes, about: str) -> bytearray: ...


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """What the register knows of a case without opening it."""

    id: str
    state: str
    """`making`, `ready`, `purging` or `purged`: where the folder is in its life, not where the review stands."""

    reference: str
    called_name: str
    review_state: str
    due: date | None
    notified_on: date | None
    waiting_for: tuple[str, ...]
    same_person: frozenset[str]
    """Keyed digests of the NHS number, and of name and date of death: two cases that share one may be about one person."""

    sample: bool
    audit_head: str
    audit_lines: int
    """The head of the case's own record as last seen: a case file put back is older."""

    updated_at: datetime
    standing: str = field(default="", repr=False)
    """Where the review stands and what lies ahead, as `operations.shelf_row` wrote it; empty until it did."""


@dataclass(frozen=True, kw_only=True)
class IdentityRow:
    """A signing identity; its PKCS#12 file is still under its own PIN."""

    name: str
    pkcs12: bytes = field(repr=False)
    subject: str
    """RFC 4514."""

    certificate_sha256: str
    added_at: datetime


@dataclass(frozen=True, kw_only=True)
class TrustRow:
    """One thing that is trusted."""

    kind: str
    """`anchor`, `ca` (helps to build a chain) and `crl`, all DER; `roles` (the JSON), `roles-signature` (its CMS) and `roles-signer`
    (the SHA-256 of the certificate that signed the first registry, lower-case hex).
    """

    data: bytes
    issued: str
    """When its maker says it was issued, as written there; may be empty."""

    added_at: datetime


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose store this is."""

    name: str
    role: str


class Shelf:
    """An open register. Made by `create` or `open`; owned by the thread that opened it, like its database."""

    def __init__(self, database: Database, wrapping: Wrapping) -> None:
        self.database = database
        self._wrapping = wrapping

    @classmethod
    def create(cls, path: Path, key: bytes | bytearray, wrapping: Wrapping) -> "Shelf":
        """A new, empty register. Refuses `file-exists` and what the disk says."""
        return cls._up_to_date(Database.create(path, key, application_id=APPLICATION_ID), wrapping)

    @classmethod
    def open(cls, path: Path, key: bytes | bytearray, wrapping: Wrapping) -> "Shelf":
        """Refuses `damaged`, `newer-store` (the file is left untouched) and what the disk says. An older one is copied, then changed."""
        database = Database.open(path, key, application_id=APPLICATION_ID)
        version = database.user_version
        if 0 < version < len(STEPS):
            database.close()
            former.keep(path, version + 1)
            database = Database.open(path, key, application_id=APPLICATION_ID)
        return cls._up_to_date(database, wrapping)

    @classmethod
    def _up_to_date(cls, database: Database, wrapping: Wrapping) -> "Shelf":
        opened = False
        try:
            _bring_up_to_date(database)
            opened = True
        finally:
            if not opened:
                database.close()
        return cls(database, wrapping)

    def close(self) -> None:
        """Close the file. Closing twice is nothing."""
        self.database.close()

    def take_over(self, copy: "Shelf") -> None:
        """Go on with `copy`, made by `shelf_copy.copied`; the file used so far is closed."""
        self.close()
        self.database, self._wrapping = copy.database, copy._wrapping

    # -- cases

    def cases(self) -> list[CaseRow]:
        """Every row, also of cases being made and erased ones; the one due first at the top."""
        return [_case_row(row) for row in self.database.read(f"{_SELECT_CASE} ORDER BY due IS NULL, due, reference, id")]

    def case(self, id: str) -> CaseRow:
        """Refuses `no-such-case`."""
        rows = self.database.read(f"{_SELECT_CASE} WHERE id = ?", id)
        if not rows:
            raise Refused("no-such-case", "There is no such case in this store.")
        return _case_row(rows[0])

    def case_key(self, id: str) -> bytearray:
        """The case's key, unwrapped. Refuses `no-such-case`, also for one that was erased, and `damaged`."""
        rows = self.database.read('SELECT wrapped_key FROM "case" WHERE id = ? AND wrapped_key IS NOT NULL', id)
        if not rows:
            raise Refused("no-such-case", "There is no such case in this store, or it was erased.")
        return self._wrapping.unwrap(bytes(rows[0][0]), id)

    def begin_case(self, id: str, key: bytes | bytearray, *, reference: str, at: datetime) -> None:
        """The row of a case whose folder is about to be made."""
        with self.database.transaction():
            self.database.run(
                'INSERT INTO "case" (id, state, wrapped_key, reference, updated_at) VALUES (?, \'making\', ?, ?, ?)',
                id, self._wrapping.wrap(key, id), reference, at.isoformat(),
            )  # fmt: skip

    def case_is_ready(self, id: str) -> None:
        """The folder and the file of a case being made are whole."""
        with self.database.transaction():
            self.database.run("UPDATE \"case\" SET state = 'ready' WHERE id = ? AND state = 'making'", id)

    def forget_making(self, id: str) -> None:
        """Take away the row of a case that never came to be."""
        with self.database.transaction():
            self.database.run("DELETE FROM \"case\" WHERE id = ? AND state = 'making'", id)

    def begin_purge(self, id: str, *, why: str, by: str, at: datetime) -> None:
        """The row loses the case's key and everything about the person, in one transaction with its line in the record."""
        with self.database.transaction():
            self.database.run(
                "UPDATE \"case\" SET state = 'purging', wrapped_key = NULL, reference = '', called_name = '', due = NULL,"
                " notified_on = NULL, waiting_for = '[]', same_person = '[]', standing = '', updated_at = ?"
                " WHERE id = ? AND state IN ('making', 'ready')",
                at.isoformat(), id,
            )  # fmt: skip
            device_audit.record(self.database, f"erased case {id}: {why}", by=by, at=at)

    def finish_purge(self, id: str, *, at: datetime) -> None:
        """Nothing but a tombstone is left."""
        with self.database.transaction():
            self.database.run("UPDATE \"case\" SET state = 'purged', updated_at = ? WHERE id = ? AND state = 'purging'", at.isoformat(), id)

    def update_case(
        self, id: str, *, reference: str, called_name: str, review_state: str, notified_on: date | None, due: date | None,
        waiting_for: Sequence[str], nhs_number: str, names: Collection[str], died_in: Collection[int], sample: bool, audit_head: str,
        audit_lines: int, updated_at: datetime, standing: str = "",
    ) -> None:  # fmt: skip
        """Rewrite the cache of a case; NHS number, names and years of death are kept as keyed digests only. An erased case stays erased.

        `names`: every name the person may stand under in another case; `died_in`: the years they may have died in.
        """
        same = sorted(self._same_person(nhs_number, names, died_in))
        with self.database.transaction():
            self.database.run(
                'UPDATE "case" SET reference = ?, called_name = ?, review_state = ?, notified_on = ?, due = ?, waiting_for = ?,'
                " same_person = ?, sample = ?, audit_head = ?, audit_lines = ?, updated_at = ?, standing = ?"
                " WHERE id = ? AND wrapped_key IS NOT NULL",
                reference, called_name, review_state, notified_on and notified_on.isoformat(), due and due.isoformat(),
                _json(list(waiting_for)), _json(same), int(sample), audit_head, audit_lines, updated_at.isoformat(), standing, id,
            )  # fmt: skip

    def saw(self, id: str, audit_head: str, audit_lines: int) -> None:
        """From now on this head of the case's record is the one last seen, whatever was seen before."""
        with self.database.transaction():
            self.database.run('UPDATE "case" SET audit_head = ?, audit_lines = ? WHERE id = ?', audit_head, audit_lines, id)

    def _same_person(self, nhs_number: str, names: Collection[str], died_in: Collection[int]) -> set[str]:
        key = bytes(self.database.read("SELECT key FROM digest_key")[0][0])
        digits = "".join(letter for letter in nhs_number if letter.isdigit())
        spelt = {" ".join(unicodedata.normalize("NFKC", name).casefold().split()) for name in names} - {""}
        known = [f"nhs {digits}"] if digits else []
        known += [f"name {name} died in {year}" for name in spelt for year in died_in]
        return {hmac.digest(key, text.encode("utf-8"), "sha256").hex() for text in known}

    # -- the person, their identities, what they trust, settings

    def owner(self) -> Owner | None:
        """None only in a store whose making was cut off."""
        rows = self.database.read("SELECT name, role FROM person")
        return Owner(name=rows[0][0], role=rows[0][1]) if rows else None

    def set_owner(self, *, name: str, role: str) -> None:
        """Say whose store this is, in the place of what was said before."""
        with self.database.transaction():
            self.database.run("INSERT OR REPLACE INTO person VALUES (1, ?, ?)", name, role)

    def identities(self) -> list[IdentityRow]:
        """Every signing identity, by name."""
        return [
            IdentityRow(name=name, pkcs12=bytes(data), subject=subject, certificate_sha256=sha256, added_at=datetime.fromisoformat(at))
            for name, data, subject, sha256, at in self.database.read("SELECT * FROM identity ORDER BY name")
        ]

    def keep_identity(self, name: str, pkcs12: bytes, *, subject: str, certificate_sha256: str, at: datetime) -> None:
        """Keep a PKCS#12 file, still under its own PIN; one of the same name is replaced."""
        with self.database.transaction():
            self.database.run(
                "INSERT OR REPLACE INTO identity VALUES (?, ?, ?, ?, ?)", name, pkcs12, subject, certificate_sha256, at.isoformat()
            )

    def trust(self, kind: str) -> list[TrustRow]:
        """Everything of one kind, oldest first."""
        return [
            TrustRow(kind=kind, data=bytes(data), issued=issued, added_at=datetime.fromisoformat(at))
            for data, issued, at in self.database.read(
                "SELECT data, issued, added_at FROM trust WHERE kind = ? ORDER BY added_at, sha256", kind
            )
        ]

    def keep_trust(self, items: Sequence[tuple[str, bytes]], *, issued: str = "", at: datetime, instead_of_all: bool = False) -> None:
        """Keep (kind, bytes) pairs, all or none; `instead_of_all` first forgets what there was of those kinds (a newer role registry)."""
        with self.database.transaction():
            if instead_of_all:
                self.database.run_many("DELETE FROM trust WHERE kind = ?", [(kind,) for kind in {kind for kind, _ in items}])
            self.database.run_many(
                "INSERT OR REPLACE INTO trust VALUES (?, ?, ?, ?, ?)",
                [(kind, hashlib.sha256(data).hexdigest(), data, issued, at.isoformat()) for kind, data in items],
            )

    def setting(self, key: str, default: Any = None) -> Any:
        """Plain data kept under `key`."""
        rows = self.database.read("SELECT json FROM setting WHERE key = ?", key)
        return json.loads(rows[0][0]) if rows else default

    def set_setting(self, key: str, value: Any) -> None:
        """Keep plain data under `key`, in the place of what was there."""
        with self.database.transaction():
            self.database.run("INSERT OR REPLACE INTO setting VALUES (?, ?)", key, _json(value))

    # -- the record of this laptop: read it with device_audit.lines, head and faults

    def record(self, did: str, *, by: str, at: datetime) -> None:
        """One line in the record of this laptop, in a transaction of its own."""
        with self.database.transaction():
            device_audit.record(self.database, did, by=by, at=at)


_SELECT_CASE = (
    "SELECT id, state, reference, called_name, review_state, due, notified_on, waiting_for, same_person, sample, audit_head, audit_lines,"
    ' updated_at, standing FROM "case"'
)


def _case_row(row: Row) -> CaseRow:
    id, state, reference, called_name, review_state, due, notified_on, waiting_for, same, sample, head, lines, updated_at, standing = row
    return CaseRow(
        id=id, state=state, reference=reference, called_name=called_name, review_state=review_state,
        due=date.fromisoformat(due) if due else None, notified_on=date.fromisoformat(notified_on) if notified_on else None,
        waiting_for=tuple(json.loads(waiting_for)), same_person=frozenset(json.loads(same)), sample=bool(sample),
        audit_head=head, audit_lines=lines, updated_at=datetime.fromisoformat(updated_at), standing=standing,
    )  # fmt: skip


def _bring_up_to_date(database: Database) -> None:
    version = database.user_version
    if version > len(STEPS):
        raise Refused("newer-store", "This store was written by a newer version of the program. Update the program, then open it again.")
    for number, script in enumerate(STEPS[version:], version + 1):
        with database.transaction():
            database.run_script(script)
            if number == 1:
                database.run("INSERT INTO digest_key VALUES (1, ?)", os.urandom(32))
            database.run(f"PRAGMA user_version = {number}")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
