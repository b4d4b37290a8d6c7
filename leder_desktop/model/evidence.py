"""Records received: what they are, where they came from, and how something cites them."""

from dataclasses import dataclass

from leder_desktop.model.dates import When


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A file kept, byte for byte, in the encrypted evidence folder (domain reference 2.8)."""

    id: str
    name: str = ""
    """The name it came with: for display only, never a path."""
    kind: str = ""
    """A code of the vocabulary `evidence-kind`."""
    organisation: str = ""
    media_type: str = "application/octet-stream"
    """By content, not by name."""
    sha256: str = ""
    sha512: str = ""
    crc32: int = 0
    bytes: int = 0
    received_on: When | None = None
    covers: str = ""
    """The period it covers, in words."""
    copy_kept_why: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """A citation: the record or conversation something rests on, and the place in it."""

    evidence: str = ""
    """Id of the evidence, or empty when the source is a conversation."""
    conversation: str = ""
    resource: str = ""
    """For a structured record: `Type/id` of the resource it came from."""
    page: int | None = None
    words: str = ""
    """The words as they stand there, short."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """A12: records asked for, chased, received or refused."""

    id: str
    organisation: str = ""
    what: str = ""
    asked_on: When | None = None
    chased_on: When | None = None
    came_on: When | None = None
    refused_why: str = ""
