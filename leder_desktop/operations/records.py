"""Taking in a structured record: look first, keep after, undo in one step.

`read` is slow and pure (any thread); `look` compares with the case; `keep` writes the record and its entries in one step.
Nothing is written before `keep`.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from leder_desktop.errors import Refused
from leder_desktop.intake.fhir import record as fhir
from leder_desktop.intake.fhir.person import RecordPerson, same_person
from leder_desktop.intake.fhir.record import Caveat, Import, Plan
from leder_desktop.intake.fhir.shown import resource_text
from leder_desktop.intake.json_strict import MAX_BYTES
from leder_desktop.model.case import require_open
from leder_desktop.model.change import Change
from leder_desktop.model.person import Person
from leder_desktop.model.timeline import Draft, Entry, accept
from leder_desktop.operations import evidence, snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Session
from leder_desktop.store import vault_files

DIFFERENT = "This record is about somebody else: name, date of birth or NHS number differ from this case. Nothing was taken in."


@dataclass(frozen=True, kw_only=True)
class Look:
    """What an import would do, before anything is written."""

    name: str
    data: bytes = field(repr=False)
    found: Import = field(repr=False)
    plan: Plan = field(repr=False)
    warnings: tuple[Caveat, ...]
    whose: str
    """`same`, `different`, `unknown` (the case says too little to tell)."""

    def document(self) -> dict[str, Any]:
        return {
            "format": self.found.format,
            "read": self.found.read,
            "added": len(self.plan.added),
            "already_there": self.plan.already_there,
            "folded": self.found.folded,
            "skipped": [{"kind": s.kind, "count": s.count, "why": s.why} for s in self.found.skipped],
            "warnings": [{"code": w.code, "count": w.count, "sentence": w.sentence} for w in self.warnings],
            "person": _person(self.found.person),
        }


def read(path: Path) -> tuple[bytes, Import]:
    """Read a record file; pure, for any thread. Refused: `unsupported-format`, `no-patient`, `several-patients`, `too-big`."""
    evidence.require_file(path)
    data = evidence.read_small(path, MAX_BYTES)
    return data, fhir.read(data)


def look(session: Session, path: Path, data: bytes, found: Import) -> Look:
    """Compare with the case. Refused by the opt-out gate."""
    require_open(snapshot.case(session))
    known = {e.imported for e in session.file.all(Entry) if e.imported}
    person = snapshot.person(session)
    return Look(
        name=path.name, data=data, found=found, plan=fhir.plan(found, known), warnings=fhir.warnings_against(found, person),
        whose=same_person(found.person, person) if _has_identity(person) else "same",
    )  # fmt: skip


def citation(look: Look, resource: str) -> bytes:
    """The resource an entry would cite, as plain words in UTF-8, before anything is written; pure, for any thread."""
    return resource_text(look.data, resource).encode()


def keep(session: Session, look: Look, *, accept_person: bool = False) -> Change:
    """Write what was looked at: the file as evidence, its entries citing it, in one step that one undo takes back.

    Refused `different-person` unless the reviewer accepted it; then the case and its evidence folder are untouched.
    """
    require_open(snapshot.case(session))
    if look.whose == "different" and not accept_person:
        raise Refused("different-person", DIFFERENT)
    if not look.plan.added:
        return Change(summary="Take in a record", parts=frozenset())
    id = session.clock.new_id()
    stored = vault_files.write(session.evidence_folder, id, iter([look.data]))
    with evidence.gone_unless_kept(session, id), step(session, "Take in a record") as (writing, done):
        evidence.keep(session, writing, done, id, stored, name=look.name, head=look.data, organisation="", kind="gp-record")
        for imported in look.plan.added:
            writing.put(_entry(session, imported.draft, id))
        person = _identity(snapshot.person(session), look.found)
        if person is not None:
            writing.put(person)
        writing.did = f"took in a record: {len(look.plan.added)} entries"
    return done.change("Take in a record")


def _entry(session: Session, draft: Draft, evidence_id: str) -> Entry:
    sources = tuple(replace(source, evidence=evidence_id) for source in draft.sources)
    return accept(replace(draft, sources=sources), id=session.clock.new_id())


def _has_identity(person: Person) -> bool:
    return bool(person.family or person.given or person.birth_date or person.nhs_number)


def _identity(person: Person, found: Import) -> Person | None:
    """A case without identity takes the record's; one that has any keeps its own."""
    if _has_identity(person):
        return None
    told = found.person.as_person
    return replace(
        person, given=told.given, family=told.family, known_as=person.known_as or told.known_as, birth_date=told.birth_date,
        death_date=person.death_date or told.death_date, nhs_number=told.nhs_number,
        sex=person.sex or told.sex, address=person.address or told.address,
    )  # fmt: skip


def _person(told: RecordPerson) -> dict[str, Any]:
    return {
        "family": told.family, "given": told.given, "birth_date": told.birth_date.edtf if told.birth_date else None,
        "death_date": told.death_date.edtf if told.death_date else None, "nhs_number": told.nhs_number or None,
        "nhs_number_valid": told.nhs_number_valid,
    }  # fmt: skip
