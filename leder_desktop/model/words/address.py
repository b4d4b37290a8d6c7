"""Where an address lies: in England, or in another country (R-ELIG-8)."""

import re

from leder_desktop.model.words.lists import WordLists

_POSTCODE = re.compile(r"\b([A-Z]{1,2})\d[A-Z\d]? ?\d[A-Z]{2}\b", re.I)
_PARTS = re.compile(r"[,;\n]")


def elsewhere(address: str, lists: WordLists) -> bool:
    """Does it lie outside England, as far as its postcode tells, and in an area on the border, or without one, the name of a country?

    A country counts only as a part of its own, between commas or on its own line: Wales Road is a road.
    """
    found = _POSTCODE.search(address)
    area = found[1].casefold() if found else ""
    if area in lists.sets["postcode-areas-elsewhere"]:
        return True
    if area and area not in lists.sets["postcode-areas-border"]:
        return False
    parts = _PARTS.split(_POSTCODE.sub("", address))
    return any(" ".join(part.split()).strip(". ").casefold() in lists.sets["other-countries"] for part in parts)
