"""The names of files in a bundle (format 1.2): plain ASCII, so that no file system, zip reader or manifest reads them differently."""

import re
from collections.abc import Iterable, Sequence

from leder_desktop.errors import Refused

_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_DEVICES = frozenset(["con", "prn", "aux", "nul"] + [f"com{n}" for n in "0123456789"] + [f"lpt{n}" for n in "0123456789"])
DEPTH = 6
LENGTH = 240

FIRST = (
    "bagit.txt",
    "bag-info.txt",
    "README.txt",
    "tagmanifest-sha512.txt",
    "tagmanifest-sha512.txt.p7s",
    "manifest-sha512.txt",
)
"""The first six entries of the zip, in this order."""

EVIDENCE = "data/evidence/"
REPORT = "data/report.pdf"
REVIEW_FILES = ("data/review.fhir.json", "data/review.json", "data/review.schema.json")
REVIEWER_REPORT = "signatures/report-reviewer.pdf"
REVIEWER_MANIFEST = "signatures/reviewer-manifest-sha512.txt"
SENIOR_STATEMENT = "signatures/senior-statement.json"


def top(bundle: str) -> str:
    """The one top folder, and the stem of every volume: `leder-<uuid4>`."""
    return f"leder-{bundle}"


def evidence(number: int, original: str) -> str:
    """`data/evidence/e0001.pdf`: evidence is renamed, `number` from 1; of the `original` name only a plain suffix stays."""
    dot = original.rfind(".")
    suffix = original[dot:].lower() if dot > 0 else ""
    return f"{EVIDENCE}e{number:04d}{suffix if _SUFFIX.fullmatch(suffix) else '.bin'}"


def check(names: Iterable[str]) -> None:
    """Refuse what format 1.2 does not allow: NAME-NOT-ASCII, NAME-BAD, NAME-DUPLICATE (after lower-casing), NAME-FILE-AND-FOLDER.

    `names` are whole paths, the top folder included.
    """
    seen: set[str] = set()
    folders: set[str] = set()
    for name in names:
        if not name.isascii():
            raise Refused("NAME-NOT-ASCII", "A file in the bundle has a name with other letters than plain ASCII.", path=name)
        parts = name.split("/")
        if len(name) > LENGTH or len(parts) > DEPTH or not all(_good(part) for part in parts):
            raise Refused("NAME-BAD", "A file in the bundle has a name that is not allowed.", path=name)
        lower = name.lower()
        if lower in seen:
            raise Refused("NAME-DUPLICATE", "Two files in the bundle have the same name.", path=name)
        seen.add(lower)
        folders.update("/".join(lower.split("/")[:depth]) for depth in range(1, len(parts)))
    both = sorted(seen & folders)
    if both:
        raise Refused("NAME-FILE-AND-FOLDER", "One name in the bundle is both a file and a folder.", path=both[0])


def _good(part: str) -> bool:
    return bool(_PART.fullmatch(part)) and not part.endswith(".") and part.split(".")[0].lower() not in _DEVICES


def order(names: Iterable[str]) -> Sequence[str]:
    """Bag paths in the order of the zip: `FIRST`, other small files sorted, evidence sorted."""
    rest = set(names) - set(FIRST)
    small = sorted(name for name in rest if not name.startswith(EVIDENCE))
    return [*FIRST, *small, *sorted(rest - set(small))]
