"""A conversation with somebody who knew the person; its notes are the `Note` `conversation/<id>` (domain reference 2.6)."""

from dataclasses import dataclass, replace

from leder_desktop.model.dates import When

CATEGORIES = {"family": "Family or close person", "gp": "GP", "involved": "Other person involved in the care", "other": "Other"}


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """C08: words as they were said, and where they may be quoted."""

    words: str
    id: str = ""
    """What a finding that rests on it names: given when it is kept, the same through every change of its words. In a conversation of an
    earlier version it is empty (`named`)."""
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


def named(quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    """Each with an id; one that was kept before there were ids goes by its place, from `1`."""
    taken = {each.id for each in quotations}
    found: list[Quotation] = []
    for place, each in enumerate(quotations, start=1):
        id = each.id or next(name for n in range(place, 10_000) if (name := str(n)) not in taken)
        taken.add(id)
        found.append(replace(each, id=id))
    return tuple(found)


def same_names(before: tuple[Quotation, ...], now: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    """`now`, where whatever has no id takes the one it had `before`: that of the same words, else, where none came or went, of the same
    place. What is new stays without."""
    left = {each.id: each for each in named(before)}
    for each in now:
        left.pop(each.id, None)
    found: list[Quotation] = []
    for each in now:
        id = each.id or next((name for name, one in left.items() if one.words == each.words), "")
        left.pop(id, None)
        found.append(replace(each, id=id))
    if len(before) == len(now):
        places = [each.id for each in named(before)]
        found = [replace(each, id=each.id or (there if there in left else "")) for each, there in zip(found, places, strict=True)]
    return tuple(found)
