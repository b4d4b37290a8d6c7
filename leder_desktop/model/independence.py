"""A04 and R-IND-1: the reviewer was not involved in the care and does not work for the service where the person died."""

from dataclasses import dataclass
from datetime import date

INDEPENDENT = "I was not involved in {name}’s care, and I do not work for the service where {name} died."
"""Domain reference A04, with the name they liked to be called."""


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """Who declared it, on which day, in which words; all empty while nobody has."""

    by: str = ""
    on: date | None = None
    words: str = ""


def same_person(one: str, other: str) -> bool:
    """Whether two names, as they are written, are one person's: letters of any size, spaces and full stops do not count."""
    return _plain(one) == _plain(other) != ""


def _plain(name: str) -> str:
    return " ".join(name.replace(".", " ").split()).casefold()
