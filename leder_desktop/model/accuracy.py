"""Is who they were right, and spelt the same everywhere? P01 and R-ID-3: families have found wrong names and dates in finished reviews.

Two things, both pure: which identity fields are confirmed against a source, and where the text of the review says a name, a day, an age
or an NHS number differently from the Person page. What is found is a place to look at again, never a proof.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from leder_desktop.errors import Refused
from leder_desktop.model.dates import understand, words
from leder_desktop.model.identifiers import check_nhs_number, spell_nhs_number
from leder_desktop.model.identifying import other_names, whole_day
from leder_desktop.model.person import Confirmation, Person, age_at_death
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.words import WordLists, identifiers
from leder_desktop.model.words.naming import bare, parts
from leder_desktop.model.words.phrases import Reading, mistakes
from leder_desktop.model.words.tokens import tokens

FIELDS = {
    "given": "first names", "family": "family name", "known_as": "name they liked to be called", "birth_date": "date of birth",
    "death_date": "date of death", "nhs_number": "NHS number", "sex": "sex", "ethnicity": "ethnic background", "address": "usual address",
    "diagnosis_group": "diagnosis group", "disability_level": "level of learning disability", "place_of_death": "place of death",
}  # fmt: skip
"""P01: what is confirmed (N03 to N12), as people read it, in the order of the form."""
WRITTEN = {**FIELDS, "age": "age at death"}
"""What a text can have differently."""
MUST = ("given", "family", "birth_date", "death_date")
"""R-ID-3: without these nothing is signed."""
_DATES = ("birth_date", "death_date")
_RELATIVE = re.compile(
    r"\b(?:aunt|brother|carer|cousin|dad|daughter|father|friend|gran|grandad|grandfather|grandmother|husband|mother|mum|nan|neighbour|"
    r"nephew|niece|partner|sister|son|uncle|wife)s?\b",
    re.IGNORECASE,
)
"""Ours: a sentence that names one of these may be about their birth or death."""
_BORN = re.compile(r"\b(?:born|birth|DOB)\b", re.IGNORECASE)
_DIED = re.compile(r"\b(?:died|death|passed away)\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged|at the age of) (\d{1,3})\b", re.IGNORECASE)
_TEN = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
_TWO_FIGURES = 400
"""A year up to here was written with two figures, and its century is not known."""
_SENTENCE = re.compile(r"[^.!?\n]+")
_PLAIN = frozenset(
    "all and any are ask but can day did end for get got had has her him his how its let may new not now off old one our out own saw say"
    " see set she the two use was way well were when who why will with yes yet you".split()
)
"""Words that begin sentences and are near many short names."""


@dataclass(frozen=True, kw_only=True)
class Text:
    where: str
    """`portrait`, `entry/<id>`, `initial.D01`, `finding/<id>`."""
    said: str


@dataclass(frozen=True, kw_only=True)
class Differs:
    """Something that is written differently from the Person page."""

    field: str
    """A key of `FIELDS`."""
    written: str
    """As it stands there."""
    instead: str
    """As the Person page has it."""
    where: str
    around: str
    """The sentence it stands in."""


def left(person: Person) -> tuple[str, ...]:
    """The fields that are filled in and not confirmed yet, and those that must be both; in order."""
    done = {each.field for each in person.confirmations}
    return tuple(field for field in FIELDS if field not in done and (getattr(person, field) or field in MUST))


def require_same(person: Person, field: str, spelt: str) -> None:
    """Is it written in the source as it stands here? Refused: `not-understood`, naming both; nothing is confirmed then."""
    here = getattr(person, field)
    if field in _DATES:
        there = understand(spelt)
        if here is None or there.edtf != here.edtf:
            raise _other(field, words(there), words(here) if here else "")
    elif field == "nhs_number":
        if check_nhs_number(spelt).number != check_nhs_number(here).number:
            raise _other(field, spelt, here)
    elif " ".join(spelt.split()) != " ".join(str(here).split()):
        raise _other(field, spelt, str(here))


def _other(field: str, there: str, here: str) -> Refused:
    if not here:
        return Refused("incomplete", f"Fill in the {FIELDS[field]} first; then confirm it.")
    return Refused(
        "not-understood", f"There it is “{there}”, here “{here}”. Find out which is right, correct it on this page, and confirm it then."
    )


def texts(snapshot: Snapshot) -> Iterator[Text]:
    """What the review says of the person in words, in the order of the review."""
    for section in ("portrait", "summary"):
        yield Text(where=section, said=snapshot.note(section))
    for entry in snapshot.entries:
        yield Text(where=f"entry/{entry.id}", said="\n".join((entry.what, entry.view, entry.comment)))
    for answer in snapshot.answers:
        if isinstance(answer.value, str) and " " in answer.value:
            yield Text(where=answer.id, said=answer.value)
        elif isinstance(answer.value, tuple):
            yield Text(where=answer.id, said="\n".join(_row_words(answer.value)))
    for finding in snapshot.findings:
        yield Text(where=f"finding/{finding.id}", said="\n".join((finding.text, finding.told)))


def _row_words(rows: Iterable[object]) -> Iterator[str]:
    for row in rows:
        for cell in getattr(row, "cells", ()):
            said = getattr(cell, "said", "")
            if isinstance(said, str):
                yield said


def differs(snapshot: Snapshot) -> tuple[Differs, ...]:
    """Everything that is written differently, in the order of the review; each place and word once."""
    told, lists = tuple(texts(snapshot)), snapshot.standards.words()
    found: dict[tuple[str, str, str], Differs] = {}
    names = _Names(snapshot, told)
    for text in told:
        for one in (*names.look(text), *_days(snapshot.person, text, lists), *_numbers(snapshot.person, text)):
            found.setdefault((one.field, one.where, one.written), one)
    for one in _deaths(snapshot):
        found.setdefault((one.field, one.where, one.written), one)
    return tuple(found.values())


class _Names:
    """The person's names, and which words are near one without being one."""

    def __init__(self, snapshot: Snapshot, told: tuple[Text, ...]) -> None:
        person = snapshot.person
        lists = snapshot.standards.words()
        self.own = {part: field for field in ("given", "family", "known_as") for part in parts((str(getattr(person, field)),), lists)}
        others = other_names(snapshot) | parts([each.name for each in snapshot.notification.organisations], lists)
        self.known = {each.casefold() for each in (others | set(self.own))} | _PLAIN
        self._initials = {name[0] for name in self.own}
        self._told = told

    @cached_property
    def small(self) -> set[str]:
        """The words that stand somewhere without a capital, so that they are no name; asked for only where one is near a name."""
        return {token.word for text in self._told for token in tokens(text.said) if not token.capital}

    def look(self, text: Text) -> Iterator[Differs]:
        if not any(initial in text.said for initial in self._initials):
            return
        for token in tokens(text.said):
            if not token.capital:
                continue
            written = bare(text.said[token.start : token.end])
            if written.casefold() in self.known or len(written) < 3:
                continue
            own = next((name for name in self.own if _near(written.casefold(), name.casefold())), "")
            if own and written.casefold() not in self.small:
                around = _sentence(text.said, token.start)
                yield Differs(field=self.own[own], written=written, instead=own, where=text.where, around=around)


def _near(one: str, other: str) -> bool:
    """One slip of the pen apart; two in names of seven letters and more. The first letter is right in nearly every slip."""
    allowed = 2 if len(other) >= 7 else 1
    return one[0] == other[0] and len(other) > 2 and abs(len(one) - len(other)) <= allowed and 0 < mistakes(one, other) <= allowed


def _days(person: Person, text: Text, lists: WordLists) -> Iterator[Differs]:
    """Days and ages in sentences that speak of a birth or a death, and of nobody else's."""
    if not (_BORN.search(text.said) or _DIED.search(text.said)):
        return
    for sentence in _SENTENCE.finditer(text.said):
        said = sentence[0]
        if _RELATIVE.search(said):
            continue
        around = " ".join(said.split())
        for field, speaks in (("birth_date", _BORN), ("death_date", _DIED)):
            known = getattr(person, field)
            day = whole_day(known)
            if day is None or not speaks.search(said) or (_BORN.search(said) and _DIED.search(said)):
                continue
            for start, end, found in identifiers.days(Reading(said), lists):
                if found != day and found.year > _TWO_FIGURES:
                    yield Differs(field=field, written=said[start:end], instead=words(known), where=text.where, around=around)
        age, died = age_at_death(person), _DIED.search(said)
        for aged in _AGED.finditer(said) if age is not None and died else ():
            if int(aged[1]) != age:
                yield Differs(field="age", written=aged[0], instead=f"aged {age}", where=text.where, around=around)


def _numbers(person: Person, text: Text) -> Iterator[Differs]:
    """Ten digits that are a slip or two from the person's NHS number."""
    numbers = list(_TEN.finditer(text.said))
    own = check_nhs_number(person.nhs_number).number if numbers else ""
    for found in numbers if own else ():
        number = re.sub(r"[ -]", "", found[0])
        if 0 < mistakes(number, own) <= 2:
            around = _sentence(text.said, found.start())
            yield Differs(field="nhs_number", written=found[0], instead=spell_nhs_number(own), where=text.where, around=around)


def _deaths(snapshot: Snapshot) -> Iterator[Differs]:
    """Entries of the death itself, dated otherwise than the Person page."""
    known = snapshot.person.death_date
    for entry in snapshot.entries:
        when = entry.when
        if entry.kind != "death" or when is None or known is None:
            continue
        late = when.earliest and known.latest and when.earliest > known.latest
        early = when.latest and known.earliest and when.latest < known.earliest
        if late or early:
            around = " ".join(entry.what.split())
            yield Differs(field="death_date", written=words(when), instead=words(known), where=f"entry/{entry.id}", around=around)


def _sentence(text: str, at: int) -> str:
    return next((" ".join(each[0].split()) for each in _SENTENCE.finditer(text) if each.start() <= at < each.end()), "")


def confirmed(person: Person, field: str) -> Confirmation | None:
    return next((each for each in person.confirmations if each.field == field), None)
