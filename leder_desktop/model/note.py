"""Texts written at length: the pen portrait, the summary, working notes, the notes of a conversation."""

import re
from dataclasses import dataclass

from leder_desktop.errors import Refused

SECTIONS = ("portrait", "summary", "working-notes")
_CONVERSATION = re.compile(r"conversation/[a-z0-9-]{1,40}")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Note:
    """A text written at length."""

    id: str
    """`portrait`, `summary`, `working-notes` or `conversation/<id>`."""
    text: str = ""


def require_section(section: str) -> str:
    """Refused: `not-understood`."""
    if section in SECTIONS or _CONVERSATION.fullmatch(section):
        return section
    raise Refused(
        "not-understood",
        "There is no such section. Use portrait, summary, working-notes, or conversation/ and a short name (letters, digits, hyphens).",
    )


def require_storable(text: str) -> str:
    """NUL and lone surrogates cannot be kept faithfully, so they are refused rather than altered (promises A3)."""
    if _UNSTORABLE.search(text):
        raise Refused(
            "text-not-storable", "This text has a character that cannot be stored (a NUL or half of a pair). Take it out and try again."
        )
    return text
