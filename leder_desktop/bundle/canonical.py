"""Canonical JSON: one value, one byte string (RFC 8785)."""

from collections.abc import Mapping
from typing import Any

import rfc8785


def canonical(value: Mapping[str, Any]) -> bytes:
    """The RFC 8785 bytes of a JSON object: UTF-8, keys sorted by UTF-16 units, no blanks, no final line feed.

    Raises rfc8785.CanonicalizationError for what JSON cannot hold exactly (integers beyond 2**53, NaN): such a value
    must not get this far.
    """
    return rfc8785.dumps(dict(value))
