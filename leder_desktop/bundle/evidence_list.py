"""The evidence of a signed review, by reference: what is kept between signing, release and export instead of its content."""

import json
from collections.abc import Iterable
from typing import Any

from leder_desktop.bundle.sources import Digest


def to_plain(evidence: Iterable[Digest]) -> list[dict[str, Any]]:
    """Plain data, for a canonical JSON document of ours."""
    return [{"name": one.name, "size": one.size, "sha512": one.sha512, "crc32": one.crc32} for one in evidence]


def from_plain(plain: Iterable[dict[str, Any]]) -> tuple[Digest, ...]:
    """Back again; KeyError or TypeError when the document was not written by `to_plain`."""
    return tuple(Digest(name=one["name"], size=one["size"], sha512=one["sha512"], crc32=one["crc32"]) for one in plain)


def document(content: bytes) -> dict[str, Any]:
    """Our own small JSON document, kept in the store."""
    return json.loads(content)
