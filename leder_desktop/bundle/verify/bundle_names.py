"""The names a bundle may hold (bundle format 1.2) and the files it must hold (1.3)."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from leder_desktop.bundle.verify.verdict import Problem, problem

BAGIT, BAG_INFO, README = "bagit.txt", "bag-info.txt", "README.txt"
TAG_MANIFEST, TAG_SIGNATURE = "tagmanifest-sha512.txt", "tagmanifest-sha512.txt.p7s"
MANIFEST = "manifest-sha512.txt"
REVIEWER_MANIFEST = "signatures/reviewer-manifest-sha512.txt"
REVIEWER_SIGNATURE = REVIEWER_MANIFEST + ".p7s"
REVIEWER_REPORT = "signatures/report-reviewer.pdf"
STATEMENT = "signatures/senior-statement.json"
PAYLOAD, EVIDENCE = "data/", "data/evidence/"
REPORT, REVIEW, SCHEMA, FHIR = "data/report.pdf", "data/review.json", "data/review.schema.json", "data/review.fhir.json"

TAGS = frozenset({BAGIT, BAG_INFO, README, MANIFEST, REVIEWER_MANIFEST, REVIEWER_SIGNATURE, REVIEWER_REPORT, STATEMENT})
"""Exactly what the senior reviewer's tag manifest lists."""

REQUIRED = frozenset({*TAGS, TAG_MANIFEST, TAG_SIGNATURE, REPORT, REVIEW, SCHEMA, FHIR})

MAXIMUM_PART, MAXIMUM_DEPTH, MAXIMUM_LENGTH = 100, 6, 240
"""Characters of one part, parts, characters of the whole: with the top folder."""

_FIRST = (BAGIT, BAG_INFO, README, TAG_MANIFEST, TAG_SIGNATURE, MANIFEST)
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_TOP = re.compile(r"leder-([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})")


def uuid_of(top: str) -> str | None:
    """The uuid in `leder-<uuid4>`, or None."""
    match = _TOP.fullmatch(top)
    return match[1] if match else None


def allowed(name: str) -> bool:
    """Whether a whole name, top folder included, is plain ASCII of the allowed parts, depth and length."""
    parts = name.split("/")
    return (
        len(name) <= MAXIMUM_LENGTH
        and len(parts) <= MAXIMUM_DEPTH
        and all(_PART.fullmatch(part) and not part.endswith(".") and not _DEVICE.fullmatch(part) for part in parts)
    )


def check_names(untrusted_names: Sequence[bytes]) -> list[Problem]:
    """What is wrong with the names of a zip: NAME-NOT-ASCII, NAME-BAD, NAME-DUPLICATE, NAME-FILE-AND-FOLDER."""
    found: list[Problem] = []
    names: list[str] = []
    for untrusted in untrusted_names:
        name = shown(untrusted)
        if not untrusted.isascii():
            found.append(problem("NAME-NOT-ASCII", name))
        elif not allowed(untrusted.decode("ascii")):
            found.append(problem("NAME-BAD", name))
        names.append(name.lower())
    found += [problem("NAME-DUPLICATE", name) for name, times in Counter(names).items() if times > 1]
    folders: set[str] = set()
    for name in names:
        parts = name.split("/")
        folders.update("/".join(parts[:depth]) for depth in range(1, min(len(parts), 50)))
    found += [problem("NAME-FILE-AND-FOLDER", name) for name in sorted(set(names) & folders)]
    return found


def shown(untrusted: bytes) -> str:
    """A name from outside as it may be printed: ASCII, no control characters, at most 240 characters."""
    text = untrusted[:MAXIMUM_LENGTH].decode("ascii", "backslashreplace")
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def in_order(names: Iterable[str]) -> list[str]:
    """The names (below the top folder) in the one order of the zip: six named files, other small files, evidence."""
    return sorted(names, key=lambda name: (_FIRST.index(name) if name in _FIRST else 6, name.startswith(EVIDENCE), name))
