"""What is written as the reason for a DNACPR decision (D12)."""

from collections.abc import Iterator

from leder_desktop.model.words.hit import Hit
from leder_desktop.model.words.lists import WordLists
from leder_desktop.model.words.phrases import Place, Reading


def reasons(text: str, lists: WordLists) -> tuple[Hit, ...]:
    """R-DNACPR-1. Kinds: `disability`, one for each place that names a disability; where none does, `only-dependency`, one for the
    whole text, when it has no word beside dependency, frailty and quality of life.

    Source: DNACPR letters of 2021 and 2023; Government response to the third annual report, 2.47 to 2.50 (nineteen reviews found it).
    """
    reading = Reading(text)
    named = tuple(reading.hit("disability", place) for place in lists.lists["disability"].places(reading))
    if named or not len(reading) or not _nothing_else(reading, lists):
        return named
    return (reading.hit("only-dependency", Place(0, len(reading))),)


def blanket(text: str, lists: WordLists) -> tuple[Hit, ...]:
    """R-DNACPR-4. Kind: `blanket`, words that speak of a decision for everybody in a place.

    Source: NHS England, action from learning (2018/19): blanket decisions are never acceptable.
    """
    reading = Reading(text)
    return tuple(reading.hit("blanket", place) for place in lists.lists["blanket"].places(reading))


def _nothing_else(reading: Reading, lists: WordLists) -> bool:
    dependency = set(_covered(reading, lists, "dependency"))
    frailty, rest = set(_covered(reading, lists, "frailty")), set(_covered(reading, lists, "filler"))
    return bool(dependency | frailty) and len(dependency | frailty | rest) == len(reading)


def _covered(reading: Reading, lists: WordLists, name: str) -> Iterator[int]:
    for place in lists.lists[name].places(reading):
        yield from range(place.start, place.end)
