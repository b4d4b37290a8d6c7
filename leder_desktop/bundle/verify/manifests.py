"""Reads a list of files with their SHA-512 digests: manifest, tag manifest, the reviewer's list (bundle format 1.3)."""

import re
from dataclasses import dataclass

from leder_desktop.bundle.verify.verdict import Problem, problem

MAXIMUM_SIZE = 8 << 20
_LINE = re.compile(rb"([0-9a-f]{128})  ([A-Za-z0-9][A-Za-z0-9._/-]{0,239})")


@dataclass(frozen=True, kw_only=True)
class FileList:
    digests: dict[str, str]
    """SHA-512 in lower-case hex, by path below the top folder."""

    problems: tuple[Problem, ...]


def read_list(untrusted: bytes, path: str) -> FileList:
    """Lines of digest, two spaces and path, each ended by one LF, sorted by path, no path twice.

    Faults: MANIFEST-TOO-BIG, MANIFEST-SYNTAX (then the list is empty), MANIFEST-DUPLICATE, MANIFEST-ORDER.
    """
    if len(untrusted) > MAXIMUM_SIZE:
        return FileList(digests={}, problems=(problem("MANIFEST-TOO-BIG", path),))
    lines = untrusted.split(b"\n")
    matches = [_LINE.fullmatch(line) for line in lines[:-1]]
    if lines[-1] or not matches or not all(matches):
        return FileList(digests={}, problems=(problem("MANIFEST-SYNTAX", path),))
    pairs = [(match[2].decode("ascii"), match[1].decode("ascii")) for match in matches if match]
    names = [name for name, _ in pairs]
    found: list[Problem] = []
    if len({name.lower() for name in names}) != len(names):
        found.append(problem("MANIFEST-DUPLICATE", path))
    elif names != sorted(names):
        found.append(problem("MANIFEST-ORDER", path))
    # With a name twice the first digest counts: the list is refused anyway, and a later line cannot hide an earlier one.
    return FileList(digests=dict(reversed(pairs)), problems=tuple(found))
