"""Reads JSON from outside strictly: one value, no key twice, no NaN, bounded size and depth (RFC 8259, RFC 8785)."""

import json
import re
from typing import Any

import rfc8785

MAXIMUM_SIZE = 32 << 20
MAXIMUM_DEPTH = 64

_MARK = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)


class NotStrict(Exception):
    """The bytes are not JSON as it is read here."""


def read_json(untrusted: bytes, *, canonical: bool) -> Any:
    """The value; with `canonical`, only where the bytes are its one RFC 8785 form. Raises `NotStrict`."""
    if len(untrusted) > MAXIMUM_SIZE:
        raise NotStrict
    depth = 0
    for mark in _MARK.finditer(untrusted):
        byte = untrusted[mark.start()]
        depth += (byte in b"[{") - (byte in b"]}")
        if depth > MAXIMUM_DEPTH:
            raise NotStrict
    try:
        value = json.loads(untrusted.decode("utf-8"), object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
        if canonical and rfc8785.dumps(value) != untrusted:
            raise NotStrict
    except (ValueError, RecursionError, rfc8785.CanonicalizationError):
        raise NotStrict from None
    return value


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStrict
    return found


def _no_constant(_: str) -> None:
    raise NotStrict
