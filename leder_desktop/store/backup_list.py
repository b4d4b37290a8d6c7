"""`backup.json`, what one generation holds: every file by its digest, sealed under a key that only the store's holder has.

Nothing in it says anything about a person. Bytes in, bytes out; what is read is hostile until the seal fits, and even then only
ids, digests and numbers are taken from it.
"""

import hmac
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from leder_desktop.errors import Refused
from leder_desktop.model.plain_json import canonical, shelf_name, text
from leder_desktop.store.backup_copy import Digest

FORMAT = "leder-backup"
VERSION = 1
LARGEST = 64 * 1024 * 1024
"""Bytes of a list; a thousand cases with fifty records each make some twenty million."""
_DAMAGED = "The list of this backup (backup.json) is damaged or was changed. Use another backup."


@dataclass(frozen=True, kw_only=True)
class RecordEntry:
    """One file of evidence, encrypted as it is."""

    id: str
    file: Digest


@dataclass(frozen=True, kw_only=True)
class CaseEntry:
    """One case in this generation."""

    id: str
    file: Digest
    """Which version of the case file: its name is its digest."""

    rows: str
    """`backup_rows.digest` of what the file holds."""

    evidence: tuple[RecordEntry, ...]
    lost: tuple[str, ...] = ()
    """Records whose file was damaged or missing already when the backup was made."""


@dataclass(frozen=True, kw_only=True)
class BackupList:
    """Everything one generation holds."""

    store: str
    """The store's id."""

    made: str
    """ISO 8601, UTC."""

    app: str
    """The version of the program that made it."""

    slots: Digest
    shelf: Digest
    shelf_name: str
    rows: str
    """`backup_rows.digest` of the shelf."""

    cases: tuple[CaseEntry, ...]

    def bytes(self) -> int:
        """How much a restore of it takes."""
        files = [self.slots, self.shelf, *(case.file for case in self.cases), *(one.file for case in self.cases for one in case.evidence)]
        return sum(file.bytes for file in files)


def to_bytes(listed: BackupList, key: bytes) -> bytes:
    """The file: canonical JSON (sorted keys, no spaces, ASCII) and a line feed."""
    document = _document(listed)
    return canonical(document | {"seal": _seal(document, key)}) + b"\n"


def parse(untrusted: bytes, key: bytes | None) -> BackupList:
    """Read the file. Refuses `newer-store` for a newer version, `damaged` for anything that is not as the holder of the key left it.

    Without a key the seal is not looked at: what comes out is good for counting and for keeping files, never for opening any.
    """
    try:
        if len(untrusted) > LARGEST:
            raise ValueError("too big")
        document = json.loads(untrusted)
        if document["format"] != FORMAT or type(document["version"]) is not int:
            raise ValueError("format")
        if document["version"] > VERSION:
            raise Refused("newer-store", "This backup was made by a newer version of the program. Update the program, then restore it.")
        seal = text(document["seal"])
        listed = BackupList(
            store=_id(document["store"]), made=text(document["made"]), app=text(document["app"]), slots=_digest(document["slots"]),
            shelf=_digest(document["shelf"]), shelf_name=shelf_name(document["shelf"]["name"]), rows=_hex(document["shelf"]["rows"]),
            cases=tuple(_case(entry) for entry in document["cases"]),
        )  # fmt: skip
        ids = [case.id for case in listed.cases]
        if len(set(ids)) != len(ids):
            raise ValueError("a case twice")
        if key is not None and not hmac.compare_digest(_seal(_document(listed), key).encode(), seal.encode()):
            raise ValueError("seal")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("damaged", _DAMAGED) from error
    if canonical(_document(listed) | {"seal": seal}) + b"\n" != untrusted:  # everything JSON would let pass
        raise Refused("damaged", _DAMAGED)
    return listed


def _document(listed: BackupList) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "store": listed.store,
        "made": listed.made,
        "app": listed.app,
        "slots": _file(listed.slots),
        "shelf": _file(listed.shelf) | {"name": listed.shelf_name, "rows": listed.rows},
        "cases": [
            _file(case.file)
            | {"id": case.id, "rows": case.rows, "lost": list(case.lost)}
            | {"evidence": [_file(record.file) | {"id": record.id} for record in case.evidence]}
            for case in listed.cases
        ],
    }


def _file(digest: Digest) -> dict[str, Any]:
    return {"sha256": digest.sha256, "bytes": digest.bytes}


def _seal(document: dict[str, Any], key: bytes) -> str:
    return hmac.digest(key, canonical(document), "sha256").hex()


def _case(entry: dict[str, Any]) -> CaseEntry:
    return CaseEntry(
        id=_id(entry["id"]), file=_digest(entry), rows=_hex(entry["rows"]), lost=tuple(_id(one) for one in entry["lost"]),
        evidence=tuple(RecordEntry(id=_id(record["id"]), file=_digest(record)) for record in entry["evidence"]),
    )  # fmt: skip


def _digest(entry: dict[str, Any]) -> Digest:
    if type(entry["bytes"]) is not int or entry["bytes"] < 0:
        raise ValueError("bytes")
    return Digest(sha256=_hex(entry["sha256"]), bytes=entry["bytes"])


def _hex(value: object) -> str:
    digest = text(value)
    if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise ValueError("digest")
    return digest


def _id(value: object) -> str:
    id = text(value)
    if str(UUID(id)) != id:
        raise ValueError("id")
    return id
