"""What in a running text says who the case is about: names of the case, NHS numbers, its reference, the days of birth and death.

Words are compared whole and with their capital, so that "will" is not Will. What is found is shown to the person who wrote it; nothing
is taken out by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from leder_desktop.errors import Refused
from leder_desktop.model.dates import understand
from leder_desktop.model.identifiers import check_nhs_number, nhs_numbers_in, spell_nhs_number
from leder_desktop.model.snapshot import Snapshot

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
_DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{4})\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_NOT_NAMES = frozenset(
    "a an and at doctor dr from gp her his home hospital house learning manager miss mr mrs ms nurse of on professor sister social staff"
    " support team the their ward who worker".split()
)
"""Words that stand in the name of somebody's role or place and name nobody."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """One whole date in a text."""

    start: int
    written: str
    day: date


def days_in(text: str) -> Iterator[Day]:
    """Every date with a day, a month and a year, as far as it can be read."""
    for found in _DAY.finditer(text):
        try:
            when = understand(found[0])
        except Refused:
            continue
        if when.earliest is not None and when.earliest == when.latest:
            yield Day(start=found.start(), written=found[0], day=when.earliest)


def words_in(text: str) -> Iterator[re.Match[str]]:
    """Every word, with its place; "Roz’s" is one."""
    return _WORD.finditer(text)


def bare(word: str) -> str:
    """A word without the ’s of belonging."""
    return re.sub(r"[’']s$", "", word)


def parts(name: str) -> set[str]:
    """The words of a name that name somebody: those with a capital that are no title, role or place."""
    return {bare(m[0]) for m in words_in(name) if len(m[0]) > 1 and m[0][0].isupper() and m[0].casefold() not in _NOT_NAMES}


def own_names(snapshot: Snapshot) -> set[str]:
    person = snapshot.person
    return parts(person.given) | parts(person.family) | parts(person.known_as)


def other_names(snapshot: Snapshot) -> set[str]:
    """Family, friends and everybody the reviewer spoke with."""
    told = snapshot.notification
    everybody = (*(kin.name for kin in told.kin), told.notifier.name, *(talk.who for talk in snapshot.conversations))
    return {part for name in everybody for part in parts(name)}


def identifying(text: str, snapshot: Snapshot) -> tuple[str, ...]:
    """The words of the text that say who it is about, each once, in order of their kind."""
    found: dict[str, None] = {}
    names = own_names(snapshot) | other_names(snapshot)
    for word in words_in(text):
        if {bare(word[0]), *word[0].split("-")} & names or (word[0].isupper() and word[0].capitalize() in names):
            found[bare(word[0])] = None
    own = check_nhs_number(snapshot.person.nhs_number).number
    digits = re.sub(r"[ -]", "", text)
    numbers = (*nhs_numbers_in(text), *((own,) if own and own in digits else ()))
    found.update({spell_nhs_number(number): None for number in numbers})
    if snapshot.case.reference and snapshot.case.reference.casefold() in text.casefold():
        found[snapshot.case.reference] = None
    days = {each.earliest for each in (snapshot.person.birth_date, snapshot.person.death_date) if each and each.earliest == each.latest}
    found.update({each.written: None for each in days_in(text) if each.day in days})
    return tuple(found)
