"""What an operation tells the rest of the program it has changed."""

from dataclasses import dataclass, field
from enum import Enum


class Part(Enum):
    """The parts of a case that screens show; a screen re-reads when one of its parts is in `Change.parts`."""

    CASE = "case"
    PERSON = "person"
    NOTES = "notes"
    CONVERSATIONS = "conversations"
    EVIDENCE = "evidence"
    REQUESTS = "requests"
    TIMELINE = "timeline"
    ANSWERS = "answers"
    FINDINGS = "findings"
    ACTIONS = "actions"
    SIGNOFF = "signoff"
    STANDARDS = "standards"
    PLACE = "place"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One step: `summary` is its name in the undo menu ("Add timeline entry"); `made` the ids it made, if any."""

    summary: str
    parts: frozenset[Part]
    step: int | None = None
    """The number of the step in this case file, or None when nothing was written or the step cannot be undone."""

    made: tuple[str, ...] = field(default=())
