"""What a reader found."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Hit:
    kind: str
    """What it is; each reader says which kinds it knows."""
    words: str = field(repr=False)
    """The words as they stand in the text, for the reviewer's eyes only."""
    start: int
    end: int
    """Where they stand, so that `text[start:end] == words`."""
    line: str = ""
    """Which line, where the text has several fields (a certificate)."""
