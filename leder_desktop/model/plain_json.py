"""The plain JSON files of ours (`slots.leder`, a backup's list): written in one way only, and hostile until each value was looked at."""

import json
from typing import Any


def canonical(document: dict[str, Any]) -> bytes:
    """Sorted keys, no spaces, ASCII: the same document is always the same bytes, so a file can be compared with what it was read as."""
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode("ascii")


def text(untrusted: object) -> str:
    """TypeError for anything else."""
    if not isinstance(untrusted, str):
        raise TypeError("text expected")
    return untrusted


def shelf_name(untrusted: object) -> str:
    """The name of a register's file, never a path. TypeError or ValueError for anything else."""
    name = text(untrusted)
    if not name.startswith("shelf") or not name.endswith(".leder") or not name.replace(".", "").replace("-", "").isalnum():
        raise ValueError("shelf")
    return name
