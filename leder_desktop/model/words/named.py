"""The words of one list, wherever a text has them: how a cause of death, a diagnosis or a missing GP is written."""

from leder_desktop.model.words.hit import Hit
from leder_desktop.model.words.lists import WordLists
from leder_desktop.model.words.phrases import Reading


def hits(text: str, name: str, lists: WordLists) -> tuple[Hit, ...]:
    """Kind: the name of the list, one of `lists.LISTS`."""
    reading = Reading(text)
    return tuple(reading.hit(name, place) for place in lists.lists[name].places(reading))
