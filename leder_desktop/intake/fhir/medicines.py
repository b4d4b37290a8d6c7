"""Medicines: what somebody takes, what was prescribed, issued, dispensed and given.

A GP record (GP Connect 1.x) has three resources to one medicine: the plan (`MedicationRequest`, intent `plan`), the statement about
it, and an order for each issue. They are separate events with dates of their own and each says which it is.
"""

from leder_desktop.intake.fhir.bundle import Bundle
from leder_desktop.intake.fhir.told import Told, joined, status
from leder_desktop.intake.fhir.values import Resource, extensions, rows, text
from leder_desktop.intake.fhir.words import coded, day, dose, medicine, notes, quantity, reasons, value

_UNNAMED = "a medicine the record does not name"


def statement(bundle: Bundle, resource: Resource) -> Told:
    """`Started X, dose; stopped DATE; reason`. The date of the entry is the start."""
    term = medicine(bundle, resource) or _UNNAMED
    end = text(resource, "effectivePeriod", "end")
    ended = {"completed": "ended", "stopped": "stopped", "on-hold": "on hold"}.get(text(resource, "status"), "")
    if text(resource, "taken") == "n" or text(resource, "status") == "not-taken":
        lead = f"Not taking {term}"
    elif text(resource, "status") == "intended":
        lead = f"Intended: {term}"
    else:
        lead = f"Started {term}"
    return _told(
        bundle,
        resource,
        term,
        f"{lead}{_dose(resource, 'dosage')}",
        f"{ended or 'until'} {day(end)}" if end else ended,
        *(f"last issued {day(text(row, 'valueDateTime'))}" for row in extensions(resource, "MedicationStatementLastIssueDate")),
    )


def request(bundle: Bundle, resource: Resource) -> Told:
    """`Prescribed X, dose` for a plan or a request; `Issued` for an order that belongs to a plan."""
    term = medicine(bundle, resource) or _UNNAMED
    kind = " ".join(coded(row, "valueCodeableConcept").lower() for row in extensions(resource, "PrescriptionType"))
    issue = text(resource, "intent") == "order" and any(True for _ in rows(resource, "basedOn"))
    lead = "Not to be given:" if resource.get("doNotPerform") is True else "Issued" if issue else "Prescribed"
    supply = quantity(resource, "dispenseRequest", "quantity")
    start, end = (text(resource, "dispenseRequest", "validityPeriod", edge) for edge in ("start", "end"))
    began = f"from {day(start)}" if start and start[:10] != text(resource, "authoredOn")[:10] else ""
    return _told(
        bundle,
        resource,
        term,
        f"{lead} {term}{_dose(resource, 'dosageInstruction')}{status(resource, 'active', 'completed')}",
        f"{kind} prescription" if kind else "",
        supply,
        " ".join(part for part in (began, f"until {day(end)}" if end else "") if part),
        *(_stopped(row) for row in extensions(resource, "MedicationStatusReason")),
    )


def dispense(bundle: Bundle, resource: Resource) -> Told:
    term = medicine(bundle, resource) or _UNNAMED
    return _told(
        bundle,
        resource,
        term,
        f"Dispensed {term}{_dose(resource, 'dosageInstruction')}{status(resource, 'completed')}",
        quantity(resource, "quantity"),
    )


def administration(bundle: Bundle, resource: Resource) -> Told:
    term = medicine(bundle, resource) or _UNNAMED
    refused = resource.get("notGiven") is True or text(resource, "status") == "not-done"
    given = quantity(resource, "dosage", "dose") or quantity(resource, "dosage", "quantity")
    return _told(bundle, resource, term, f"{'Not given' if refused else 'Given'}: {term}{_dose(resource, 'dosage')}", given)


def _dose(resource: Resource, key: str) -> str:
    said = dose(resource, key)
    return f", {said}" if said else ""


def _stopped(extension: Resource) -> str:
    why = next((value(row) for row in rows(extension, "extension") if row.get("url") == "statusReason"), "")
    on = next((value(row) for row in rows(extension, "extension") if row.get("url") == "statusChangeDate"), "")
    return f"status changed{f' on {on}' if on else ''}{f': {why}' if why else ''}"


def _told(bundle: Bundle, resource: Resource, term: str, sentence: str, *further: str) -> Told:
    why = reasons(bundle, resource)
    return Told(
        kind="medication-change",
        what=joined(sentence, *further, f"reason: {why}" if why else "", lines=notes(resource)),
        words=term if term != _UNNAMED else "",
    )
