"""Whose names, numbers and days a text of this case may give away: what the readers of words are asked to look for.

What is found is shown to the person who wrote it; nothing is taken out by itself.
"""

from datetime import date

from leder_desktop.model.dates import When
from leder_desktop.model.identifiers import check_nhs_number
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.words import identifiers
from leder_desktop.model.words.naming import parts


def own_names(snapshot: Snapshot) -> set[str]:
    person, lists = snapshot.person, snapshot.standards.words()
    return parts((person.given, person.family, person.known_as), lists)


def other_names(snapshot: Snapshot) -> set[str]:
    """Family, friends and everybody the reviewer spoke with."""
    told = snapshot.notification
    everybody = (*(kin.name for kin in told.kin), told.notifier.name, *(talk.who for talk in snapshot.conversations))
    return parts(everybody, snapshot.standards.words())


def whole_day(when: When | None) -> date | None:
    """The one day it was, where it is known to the day."""
    return when.earliest if when is not None and when.earliest == when.latest else None


def identifying(text: str, snapshot: Snapshot) -> tuple[str, ...]:
    """The words of the text that say who it is about, as they stand there, each once, in their order.

    Here a name has a capital, so that the ward of Mr Green may still have a green door: what is found is refused, not only remarked on.
    """
    found = identifiers.hits(
        text, snapshot.standards.words(), names=own_names(snapshot) | other_names(snapshot),
        born=whole_day(snapshot.person.birth_date), died=whole_day(snapshot.person.death_date),
        number=check_nhs_number(snapshot.person.nhs_number).number, reference=snapshot.case.reference,
    )  # fmt: skip
    return tuple(dict.fromkeys(" ".join(hit.words.split()) for hit in found if hit.kind != "name" or hit.words[0].isupper()))
