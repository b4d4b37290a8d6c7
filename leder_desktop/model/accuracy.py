"""Is who they were right, and spelt the same everywhere? P01 and R-ID-3: families have found wrong names and dates in finished reviews.

Two things, both pure: which identity fields are confirmed against a source, and where the text of the review says a name, a day, an age
or an NHS number differently from the Person page. What is found is a place to look at again, never a proof.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leder_desktop.errors import Refused
from leder_desktop.model.dates import understand, words
from leder_desktop.model.identifiers import check_nhs_number, spell_nhs_number
from leder_desktop.model.passages import Texts
from leder_desktop.model.person import Confirmation, Person
from leder_desktop.model.said_days import Days, outside, sentence
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.spelling import Slip, Spelling, same
from leder_desktop.model.words.phrases import mistakes

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
_TEN = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")


@dataclass(frozen=True, kw_only=True)
class Differs:
    """Something that is written differently from the Person page."""

    field: str
    """A key of `WRITTEN`."""
    written: str
    """As it stands there."""
    instead: str
    """As the Person page has it."""
    where: str
    label: str
    """The place in words: “Pen portrait”, the question."""
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
    elif not same(spelt, str(here)):
        raise _other(field, spelt, str(here))


def _other(field: str, there: str, here: str) -> Refused:
    if not here:
        return Refused("incomplete", f"Fill in the {FIELDS[field]} first; then confirm it.")
    return Refused(
        "not-understood", f"There it is “{there}”, here “{here}”. Find out which is right, correct it on this page, and confirm it then."
    )


def differs(snapshot: Snapshot) -> tuple[Differs, ...]:
    """Everything that is written differently, in the order of the review; each place and word once."""
    return written_otherwise(Texts(snapshot))


def written_otherwise(texts: Texts) -> tuple[Differs, ...]:
    """The same of texts that are read already."""
    snapshot = texts.snapshot
    found: dict[tuple[str, str, str], Differs] = {}
    names, days = Spelling(texts), Days(texts)
    for passage in texts.passages:
        slips = (*names.look(texts.reading(passage)), *days.look(passage), *_numbers(snapshot.person, passage.said))
        for slip in sorted(slips, key=lambda slip: slip.start):
            one = Differs(
                field=slip.field, written=slip.written, instead=slip.instead, where=passage.where, label=passage.label,
                around=sentence(passage.said, slip.start),
            )  # fmt: skip
            found.setdefault((one.field, one.where, one.written), one)
    for one in _deaths(snapshot):
        found.setdefault((one.field, one.where, one.written), one)
    return tuple(found.values())


def _numbers(person: Person, said: str) -> Iterator[Slip]:
    """Ten digits that are a slip or two from the person's NHS number."""
    numbers = list(_TEN.finditer(said))
    own = check_nhs_number(person.nhs_number).number if numbers else ""
    for found in numbers if own else ():
        if 0 < mistakes(re.sub(r"[ -]", "", found[0]), own) <= 2:
            yield Slip("nhs_number", found[0], spell_nhs_number(own), found.start())


def _deaths(snapshot: Snapshot) -> Iterator[Differs]:
    """Entries of the death itself, dated otherwise than the Person page."""
    known = snapshot.person.death_date
    for entry in snapshot.entries:
        when = entry.when
        if entry.kind != "death" or when is None or known is None or not outside(when, known):
            continue
        yield Differs(
            field="death_date", written=words(when), instead=words(known), where=f"entry/{entry.id}", label="Timeline, the death",
            around=" ".join(entry.what.split()),
        )  # fmt: skip


def confirmed(person: Person, field: str) -> Confirmation | None:
    return next((each for each in person.confirmations if each.field == field), None)
