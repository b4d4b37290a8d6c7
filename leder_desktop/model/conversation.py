"""A conversation with somebody who knew the person; its notes are the `Note` `conversation/<id>` (domain reference 2.6)."""

from dataclasses import dataclass

from leder_desktop.model.dates import When

CATEGORIES = {"family": "Family or close person", "gp": "GP", "involved": "Other person involved in the care", "other": "Other"}


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """C08: words as they were said, and where they may be quoted."""

    words: str
    may_be_quoted: tuple[str, ...] = ()
    """Out of `portrait`, `panel`, `family-copy`; empty means nowhere."""


@dataclass(frozen=True, kw_only=True)
class Conversation:
    id: str
    """`[a-z0-9-]{1,40}`."""
    who: str = ""
    relationship: str = ""
    organisation: str = ""
    category: str = ""
    """A key of `CATEGORIES` (C02)."""
    on: When | None = None
    medium: str = ""
    """Home, phone, video, ward, letter (C03)."""
    others_present: str = ""
    purpose_explained: bool = False
    """C05: purpose and limits of the review, privacy and the right to complain were explained."""
    waits: str = ""
    """What is still awaited from them, in words; empty when nothing is."""
    quotations: tuple[Quotation, ...] = ()
