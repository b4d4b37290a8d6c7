"""Whose names, numbers and days a text of this case may give away: what the readers of words are asked to look for.

What is found is shown to the person who wrote it; nothing is taken out by itself.
"""

from collections.abc import Iterable
from datetime import date

from leder_desktop.model.dates import When
from leder_desktop.model.identifiers import check_nhs_number
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.words import WordLists, identifiers
from leder_desktop.model.words.naming import Names, name_words, parts
from leder_desktop.model.words.phrases import Reading


def own_names(snapshot: Snapshot) -> set[str]:
    person, lists = snapshot.person, snapshot.standards.words()
    return parts((person.given, person.family, person.known_as), lists)


def other_names(snapshot: Snapshot) -> set[str]:
    """Family, friends and everybody the reviewer spoke with."""
    told = snapshot.notification
    talks = snapshot.conversations
    spoken_with = (name for talk in talks for name in (talk.who, talk.others_present))
    everybody = (*(kin.name for kin in told.kin), told.notifier.name, *spoken_with)
    return parts(everybody, snapshot.standards.words())


def reviewing(snapshot: Snapshot) -> set[str]:
    """Those who make the review: the reviewer, the senior reviewer, the local area contact."""
    case, signoff = snapshot.case, snapshot.signoff
    everybody = (case.senior_reviewer, case.local_area_contact, snapshot.reviewer, signoff.reviewer_name, signoff.senior_name)
    return parts([name for name in everybody if name], snapshot.standards.words())


def names(snapshot: Snapshot) -> Names:
    """The person's names, and those of everybody whom the review knows otherwise: who was spoken with, asked, told, or cared for them."""
    person, told, case, lists = snapshot.person, snapshot.notification, snapshot.case, snapshot.standards.words()
    close = [(kin.name, kin.relationship) for kin in told.kin]
    close += [(told.notifier.name, told.notifier.relationship), *((talk.who, talk.relationship) for talk in snapshot.conversations)]
    others = (
        *(name for name, _ in close), *(talk.others_present for talk in snapshot.conversations), *(hold.agreed_by for hold in case.holds),
        *(each.name for each in told.organisations), *(each.organisation for each in (*snapshot.evidence, *snapshot.requests)),
        told.notifier.organisation, told.gp_name, told.icb, case.reviewer_employer, case.senior_reviewer, case.local_area_contact,
        case.refusal.by, case.independence.by, case.opt_out.by, snapshot.reviewer, snapshot.signoff.reviewer_name,
        snapshot.signoff.senior_name, *(each.by for each in (*snapshot.comments, *snapshot.kept, *snapshot.gradings)),
        *(each.organisation for each in snapshot.actions), *(each.source for each in person.confirmations),
    )  # fmt: skip
    same_sex = lists.sets.get({"female": "kin-she", "male": "kin-he"}.get(person.sex, ""), frozenset[str]())
    alike = (name for name, relationship in close if name_words((relationship,)) & same_sex)
    return Names(
        given=name_words((person.given, person.known_as)), family=name_words((person.family,)), others=_words(others, lists),
        alike=_words(alike, lists),
    )  # fmt: skip


def _words(names: Iterable[str], lists: WordLists) -> frozenset[str]:
    return name_words(parts([name for name in names if name], lists))


def whole_day(when: When | None) -> date | None:
    """The one day it was, where it is known to the day."""
    return when.earliest if when is not None and when.earliest == when.latest else None


def identifying(text: str, snapshot: Snapshot) -> tuple[str, ...]:
    """The words of the text that say who it is about, as they stand there, each once, in their order.

    Here a name has a capital, so that the ward of Mr Green may still have a green door: what is found is refused, not only remarked on.
    """
    lists = snapshot.standards.words()
    found = identifiers.hits(
        Reading(text), lists, names=identifiers.wanted(own_names(snapshot) | other_names(snapshot) | reviewing(snapshot), lists),
        born=whole_day(snapshot.person.birth_date), died=whole_day(snapshot.person.death_date),
        number=check_nhs_number(snapshot.person.nhs_number).number, reference=snapshot.case.reference,
    )  # fmt: skip
    return tuple(dict.fromkeys(" ".join(hit.words.split()) for hit in found if hit.kind != "name" or hit.words[0].isupper()))
