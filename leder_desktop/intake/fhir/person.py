"""Whose record it is, and whether that is the person of a case."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from leder_desktop.errors import Refused
from leder_desktop.intake.fhir.bundle import Bundle, Entry
from leder_desktop.intake.fhir.values import Resource, at, rows, text, texts
from leder_desktop.model import dates
from leder_desktop.model.dates import When
from leder_desktop.model.identifiers import check_nhs_number
from leder_desktop.model.person import Person

Match = Literal["same", "different", "unknown"]

_SEX = {"male": "male", "female": "female", "other": "indeterminate", "unknown": "not-known"}
"""FHIR administrative gender to the vocabulary `sex`."""
_PLAIN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_NOT_CURRENT = frozenset({"old", "maiden", "nickname", "anonymous", "temp"})


@dataclass(frozen=True, kw_only=True)
class RecordPerson:
    """The person as the record has them; empty where it says nothing."""

    family: str = ""
    given: str = ""
    """All given names, with a blank between."""
    known_as: str = ""
    birth_date: When | None = None
    death_date: When | None = None
    nhs_number: str = ""
    """As it was given, valid or not."""
    nhs_number_valid: bool | None = None
    """None when the record has no number at all."""
    nhs_number_sentence: str = ""
    sex: str = ""
    """A code of the vocabulary `sex`."""
    address: str = ""

    @property
    def as_person(self) -> Person:
        """For a case that has no identity yet."""
        return Person(
            given=self.given,
            family=self.family,
            known_as=self.known_as,
            birth_date=self.birth_date,
            death_date=self.death_date,
            nhs_number=self.nhs_number,
            sex=self.sex,
            address=self.address,
        )


def read(bundle: Bundle) -> tuple[RecordPerson, Entry]:
    """Refused: `no-patient` when the bundle has no Patient, `several-patients` when it has more than one."""
    patients: dict[str, Entry] = {}
    for entry in bundle.entries:
        if entry.kind == "Patient":
            patients.setdefault(entry.id, entry)
    if not patients:
        raise Refused("no-patient", "This record does not say whose it is (it has no Patient), so nothing was read from it.")
    if len(patients) > 1:
        raise Refused("several-patients", "This file holds the records of several people. Ask for the record of this person alone.")
    (entry,) = patients.values()
    patient = entry.resource
    number = _nhs_number(patient)
    checked = check_nhs_number(number)
    called = _name(patient)
    return RecordPerson(
        family=" ".join(texts(called, "family")) or ("" if texts(called, "given") else text(called, "text")),
        given=" ".join(texts(called, "given")),
        known_as=next((" ".join(texts(n, "given")) or text(n, "text") for n in rows(patient, "name") if n.get("use") == "nickname"), ""),
        birth_date=_date(text(patient, "birthDate")),
        death_date=_date(text(patient, "deceasedDateTime")),
        nhs_number=number,
        nhs_number_valid=checked.valid if number else None,
        nhs_number_sentence=checked.sentence if number else "",
        sex=_SEX.get(text(patient, "gender"), ""),
        address=_address(patient),
    ), entry


def is_about(bundle: Bundle, patient: Entry, resource: Resource) -> bool:
    """False only when the resource names another patient as its subject."""
    for key in ("subject", "patient", "for", "beneficiary"):
        reference = text(resource, key, "reference")
        if not reference or reference.startswith("#"):
            continue
        entry = bundle.entry(reference)
        if entry is not None:
            return entry.kind != "Patient" or entry.id == patient.id
        if "Patient/" in reference or reference.startswith("urn:uuid:"):
            return re.split(r"[/:]", reference.split("/_history/")[0])[-1] == patient.id
    return True


def same_person(record: RecordPerson, person: Person) -> Match:
    """Is this record about the person of the case?

    A valid NHS number on both sides decides. Otherwise the date of birth and the name do, whatever the accents, the capitals and the
    order of the names: a different date of birth or wholly different names are another person; the same date of birth, a name in common
    in each of family and given names (or all of the shorter name) are the same; everything between is `unknown`, for a person to decide.
    """
    ours = check_nhs_number(person.nhs_number)
    theirs = check_nhs_number(record.nhs_number)
    if ours.valid and theirs.valid:
        return "same" if ours.number == theirs.number else "different"
    born = _same_day(record.birth_date, person.birth_date)
    if born is False:
        return "different"
    named = _same_name(record, person)
    if named is False:
        return "different"
    return "same" if born and named else "unknown"


def _same_day(one: When | None, other: When | None) -> bool | None:
    """None when either is not known, or one is only a period that the other lies in."""
    if one is None or other is None or None in (one.earliest, one.latest, other.earliest, other.latest):
        return None
    assert one.earliest and one.latest and other.earliest and other.latest
    if one.latest < other.earliest or other.latest < one.earliest:
        return False
    return True if one.earliest == one.latest == other.earliest == other.latest else None


def _same_name(record: RecordPerson, person: Person) -> bool | None:
    their_family, their_given = _words(record.family), _words(f"{record.given} {record.known_as}")
    our_family, our_given = _words(person.family), _words(f"{person.given} {person.known_as}")
    theirs, ours = their_family | their_given, our_family | our_given
    if not theirs or not ours:
        return None
    common = theirs & ours
    if not common:
        return False
    if min(len(theirs), len(ours)) > 1 and common in (theirs, ours):
        return True
    family, given = their_family & our_family, their_given & our_given
    if family and given:
        return True
    return False if family and their_given and our_given else None


def _words(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʼ`.")
    return frozenset(re.findall(r"\w+", plain))


def _name(patient: Resource) -> Resource:
    names = list(rows(patient, "name"))
    for wanted in ("official", "usual"):
        for candidate in names:
            if candidate.get("use") == wanted:
                return candidate
    return next((n for n in names if text(n, "use") not in _NOT_CURRENT), names[0] if names else {})


def _nhs_number(patient: Resource) -> str:
    for row in rows(patient, "identifier"):
        system = text(row, "system").lower()
        if "nhs-number" in system or "2.16.840.1.113883.2.1.4.1" in system:
            return text(row, "value")
    return ""


def _date(fhir: str) -> When | None:
    try:
        return dates.from_fhir(fhir) if fhir else None
    except Refused:
        return None


def _address(patient: Resource) -> str:
    home = next((row for row in rows(patient, "address") if text(row, "use") not in ("old", "temp")), None)
    if home is None:
        return ""
    if written := text(home, "text"):
        return written
    parts = [*texts(home, "line"), *(text(home, key) for key in ("city", "district", "state", "postalCode"))]
    country = at(home, "country")
    return ", ".join(part for part in (*parts, country if isinstance(country, str) else "") if part)
