"""Reads every file of the opened bundle exactly once: digests for all, bytes only for the few that are looked into.

What is hashed is what is used: nothing is read again after its digest was taken.
"""

import hashlib
import zlib
from dataclasses import dataclass, field

from leder_desktop.bundle.verify.bundle_names import (
    BAG_INFO,
    BAGIT,
    FHIR,
    MANIFEST,
    PAYLOAD,
    REPORT,
    REVIEW,
    REVIEWER_MANIFEST,
    REVIEWER_REPORT,
    REVIEWER_SIGNATURE,
    STATEMENT,
    TAG_MANIFEST,
    TAG_SIGNATURE,
)
from leder_desktop.bundle.verify.source import Source, pieces
from leder_desktop.bundle.verify.verdict import Problem, problem
from leder_desktop.bundle.verify.zip_read import Index

MAXIMUM_TAG_FILE = 64 << 20
MAXIMUM_REPORT = 200 << 20
MAXIMUM_REVIEW = 32 << 20

_KEPT = frozenset(
    {
        BAGIT, BAG_INFO, TAG_MANIFEST, TAG_SIGNATURE, MANIFEST, REVIEWER_MANIFEST, REVIEWER_SIGNATURE,
        STATEMENT, REPORT, REVIEW, FHIR,
    }
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Content:
    size: int
    sha512: str
    data: bytes | None = field(repr=False)
    """The bytes, of files that are looked into and not too big."""


@dataclass(frozen=True, kw_only=True)
class Contents:
    files: dict[str, Content]
    problems: tuple[Problem, ...]

    def data(self, path: str) -> bytes | None:
        content = self.files.get(path)
        return content.data if content else None

    def payload(self) -> set[str]:
        return {path for path in self.files if path.startswith(PAYLOAD)}


def read_contents(source: Source, index: Index) -> Contents:
    """Faults: FILE-TOO-BIG, MANIFEST-TOO-BIG and SIGNATURE-TOO-BIG by size; DIGEST-WRONG where only the zip's own check sum is wrong
    is told later, since a wrong SHA-512 says the same of the same file."""
    files: dict[str, Content] = {}
    problems: list[Problem] = []
    for path, entry in index.entries.items():
        too_big = _too_big(path, entry.size)
        if too_big:
            problems.append(problem(too_big, path))
        digest, crc, kept = hashlib.sha512(), 0, bytearray()
        keep = path in _KEPT and not too_big
        for piece in pieces(source, entry.start, entry.end):
            digest.update(piece)
            crc = zlib.crc32(piece, crc)
            if keep:
                kept += piece
        sha512 = digest.hexdigest()
        files[path] = Content(size=entry.size, sha512=sha512, data=bytes(kept) if keep else None)
        if crc != entry.crc32:
            problems.append(problem("DIGEST-WRONG", path))
    return Contents(files=files, problems=tuple(problems))


def _too_big(path: str, size: int) -> str | None:
    if path in (TAG_MANIFEST, MANIFEST, REVIEWER_MANIFEST):
        return "MANIFEST-TOO-BIG" if size > 8 << 20 else None
    if path.endswith(".p7s"):
        return "SIGNATURE-TOO-BIG" if size > 1 << 20 else None
    if path in (REPORT, REVIEWER_REPORT):
        limit = MAXIMUM_REPORT
    elif path == REVIEW:
        limit = MAXIMUM_REVIEW
    elif not path.startswith(PAYLOAD) or path == FHIR:
        limit = MAXIMUM_TAG_FILE
    else:
        return None
    return "FILE-TOO-BIG" if size > limit else None
