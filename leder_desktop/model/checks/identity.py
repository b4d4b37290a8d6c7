"""Is this the right person, spelled right? R-ID-2 (NHS number), R-ID-3 (name and dates confirmed), R-ID-5 (twins)."""

from collections.abc import Iterator, Sequence
from datetime import date

from leder_desktop.model.accuracy import FIELDS, MUST, left
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.identifiers import check_nhs_number
from leder_desktop.model.snapshot import Snapshot


def twins(snapshot: Snapshot, others: Sequence[str]) -> Iterator[Said]:
    """R-ID-5: `others` are the references of cases here that may be about the same person."""
    if others:
        yield say("twin", "person.given", name=snapshot.person.called or "this person", others=", ".join(sorted(others)))


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    person = snapshot.person
    if person.nhs_number.strip() and check_nhs_number(person.nhs_number).kind == "invalid":
        yield say("nhs-number", "person.nhs_number", number=" ".join(person.nhs_number.split()))
    open_fields = [field for field in left(person) if field in MUST]
    if open_fields:
        yield say("not-confirmed", f"person.{open_fields[0]}", fields=", ".join(FIELDS[field] for field in open_fields))
