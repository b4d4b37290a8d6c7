"""The edition of a review: which standards it was begun with, word for word, so that they stay as they were.

Every data file goes into the case itself: a later program, a correction by the organisation or another laptop changes no draft. Where
a review is carried over, what it was made with before stays in it too: an answer is read in the words it was given in.
"""

import base64
import hashlib
import json
import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from leder_desktop.model.standards import BUILT_IN, Standards

_FORMER = "former"
"""Among names that all have a folder, the one that is none."""


@dataclass(frozen=True, kw_only=True)
class StandardFile:
    """One data file of an edition."""

    name: str
    """`scales/2021-quality`."""
    version: str
    sha256: str
    """Of its text in UTF-8, lower-case hex."""
    confirmed: bool | None
    """Whether its wording is that of the national form; None where the file does not speak of it."""
    signed_by: str
    """Who signed the correction (RFC 4514); empty for a file that came with the program."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    id: str = "edition"
    packed: str = ""
    """By name the text and the signer of each file: JSON, deflated, in base64. One field, so that it is undone and restored whole.

    Under `former` the editions before it, each packed so, the first one first.
    """


def edition(standards: Standards, signed_by: Mapping[str, str], before: Edition | None = None) -> Edition:
    """The edition that these standards make; `signed_by` names the signers of corrections by file.

    `before`: what the review was made with until now. It is returned where the files are the same.
    """
    kept: dict[str, Any] = {name: [standards.text(name), signed_by.get(name, "")] for name in standards.names()}
    if before is None:
        return Edition(packed=_pack(_json(kept)))
    was = _unpacked(before.packed)
    if was == kept:
        return before
    former = [*_former(before.packed), _pack(_json(was))]
    return Edition(packed=_pack(_json({**kept, _FORMER: former})))


def standards_of(kept: Edition) -> Standards:
    """The standards of an edition, with those before it. Where there is but one, and it is the program's own word for word, it is read
    but once for all cases."""
    return _standards(kept.packed)


def files(kept: Edition) -> tuple[StandardFile, ...]:
    """What is in an edition, by name."""
    return _files(kept.packed)


@lru_cache(maxsize=4)
def _files(packed: str) -> tuple[StandardFile, ...]:
    return tuple(_file(name, text, signed_by) for name, (text, signed_by) in sorted(_unpacked(packed).items()))


def _file(name: str, text: str, signed_by: str) -> StandardFile:
    head = tomllib.loads(text)
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return StandardFile(name=name, version=str(head["version"]), sha256=sha256, confirmed=head.get("confirmed"), signed_by=signed_by)


@lru_cache(maxsize=8)
def _standards(packed: str) -> Standards:
    texts = {name: text for name, (text, _) in _unpacked(packed).items()}
    former = tuple(_standards(each) for each in _former(packed))
    ours = {name: BUILT_IN.text(name) for name in BUILT_IN.names()}
    return BUILT_IN if texts == ours and not former else Standards(texts, former)


def _unpacked(packed: str) -> dict[str, list[str]]:
    """By name the text and the signer."""
    return {name: held for name, held in _held(packed).items() if name != _FORMER}


@lru_cache(maxsize=8)
def _former(packed: str) -> tuple[str, ...]:
    return tuple(_held(packed).get(_FORMER, ()))


def _held(packed: str) -> dict[str, Any]:
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def _json(kept: Mapping[str, Any]) -> str:
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=2)
def _pack(texts: str) -> str:
    return base64.b64encode(zlib.compress(texts.encode("utf-8"), 9)).decode("ascii")
