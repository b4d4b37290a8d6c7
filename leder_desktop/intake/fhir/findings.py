"""What was found, diagnosed, done and given: observations, reports, conditions, allergies, procedures, immunisations."""

from leder_desktop.intake.fhir.bundle import Bundle
from leder_desktop.intake.fhir.told import Told, joined, kind_of, status
from leder_desktop.intake.fhir.values import Resource, at, extensions, rows, text
from leder_desktop.intake.fhir.words import coded, day, notes, number, quantity, reasons, several, span, value, who

_SYSTOLIC = ("8480-6", "271649006", "72313002")
_DIASTOLIC = ("8462-4", "271650006", "1091811000000102")
"""LOINC and SNOMED CT codes of the two figures of a blood pressure."""
_COMMENT = "37331000000100"
"""SNOMED CT (UK) "Comment note": an entry that is only its text."""


def observation(bundle: Bundle, resource: Resource) -> Told:
    """`Term: value (reference range ...; high)`; a blood pressure in one figure; a comment as its text."""
    term = coded(resource, "code")
    found = value(resource)
    if not found and (absent := coded(resource, "dataAbsentReason")):
        found = f"no value ({absent})"
    parts = [part for row in rows(resource, "component") if (part := _component(row))]
    pressure = _pressure(resource)
    categories = {text(row, "coding", "code") for row in rows(resource, "category")}
    measured = bool(found or parts) or "laboratory" in categories
    low_high = _range(resource)
    judged = several(resource, "interpretation")
    words = " ".join(part for part in (term, found or pressure) if part)
    aside = "; ".join(part for part in (f"reference range {low_high}" if low_high else "", judged) if part)
    if any(text(row, "code") == _COMMENT for row in rows(resource, "code", "coding")) and (free := notes(resource)):
        sentence, lines = f"Comment in the record{f' ({found})' if found else ''}: {free}", ""
        words, measured = free, False
    elif pressure:
        sentence, lines = f"{term or 'Blood pressure'} {pressure}", notes(resource)
    else:
        figures = "; ".join(part for part in (found, *parts) if part)
        sentence, lines = (
            f"{term}: {figures}" if term and figures else term or figures or "An observation the record does not name",
            notes(resource),
        )
    cancelled = "Cancelled: " if text(resource, "status") == "cancelled" else ""
    return Told(
        kind=kind_of(term, "test-result" if measured else "observation"),
        what=joined(
            f"{cancelled}{sentence}{f' ({aside})' if aside else ''}{status(resource, 'final', 'cancelled')}",
            f"site: {coded(resource, 'bodySite')}" if coded(resource, "bodySite") else "",
            lines=lines,
        ),
        words=words,
        third_party=term.startswith("FH:") or term.lower().startswith("family history"),
    )


def _component(row: Resource) -> str:
    term, found = coded(row, "code"), value(row)
    return f"{term}: {found}" if term and found else term or found


def _pressure(resource: Resource) -> str:
    figures: dict[str, Resource] = {}
    for row in rows(resource, "component"):
        codes = {text(coding, "code") for coding in rows(row, "code", "coding")}
        for name, known in (("systolic", _SYSTOLIC), ("diastolic", _DIASTOLIC)):
            if codes & set(known):
                figures[name] = row
    if len(figures) != 2 or len(list(rows(resource, "component"))) != 2:
        return ""
    upper, lower = number(at(figures["systolic"], "valueQuantity", "value")), quantity(figures["diastolic"], "valueQuantity")
    return f"{upper}/{lower}" if upper and lower else ""


def _range(resource: Resource) -> str:
    return "; ".join(said for row in rows(resource, "referenceRange") if (said := span(row) or text(row, "text")))


def report(bundle: Bundle, resource: Resource) -> Told:
    """A report names its results; each result is an entry of its own."""
    term = coded(resource, "code") or several(resource, "category") or "Report"
    results: dict[str, None] = {}
    for row in rows(resource, "result"):
        if name := who(bundle, row):
            results.setdefault(name)
    specimens = [who(bundle, row) for row in rows(resource, "specimen")]
    of = ", ".join(dict.fromkeys(specimen for specimen in specimens if specimen))
    concluded = (text(resource, "conclusion"), several(resource, "conclusionCode"), several(resource, "codedDiagnosis"))
    names = "; ".join(name for name in results if name != "Comment note")
    return Told(
        kind=kind_of(term, "test-result"),
        what=joined(
            f"{term}{f' ({of})' if of else ''}{f': {names}' if names else ''}{status(resource, 'final')}",
            lines="\n".join(part for part in (*concluded, notes(resource)) if part),
        ),
        words=term,
    )


def condition(bundle: Bundle, resource: Resource) -> Told:
    term = coded(resource, "code") or "a condition the record does not name"
    verified = coded(resource, "verificationStatus").lower().replace("-", " ")
    clinical = coded(resource, "clinicalStatus").lower()
    lead = {
        "refuted": "Ruled out",
        "provisional": "Provisional diagnosis",
        "differential": "Possible diagnosis",
        "unconfirmed": "Unconfirmed diagnosis",
    }
    significance = next((text(row, "valueCode") for row in extensions(resource, "ProblemSignificance")), "")
    ordinary = "Problem recorded" if significance or text(resource, "category", "coding", "code") == "problem-list-item" else "Diagnosis"
    onset = text(resource, "onsetString") or quantity(resource, "onsetAge") or span(at(resource, "onsetRange"))
    ended = text(resource, "abatementDateTime") or text(resource, "abatementPeriod", "end")
    abated = text(resource, "abatementString") or quantity(resource, "abatementAge")
    state = ", ".join(part for part in (coded(resource, "severity"), significance, clinical) if part)
    return Told(
        kind=kind_of(term, "diagnosis"),
        what=joined(
            f"{lead.get(verified, ordinary)}: {term}{f' ({state})' if state else ''}",
            f"began {onset}" if onset else "",
            f"ended {day(ended)}" if ended else f"ended {abated}" if abated else "",
            lines=notes(resource),
        ),
        words=term,
    )


def allergy(bundle: Bundle, resource: Resource) -> Told:
    term = coded(resource, "code") or "to something the record does not name"
    verified, clinical = coded(resource, "verificationStatus").lower(), coded(resource, "clinicalStatus").lower()
    none = term.lower().startswith(("no known", "nkda", "no allerg"))
    lead = "Allergy ruled out" if verified == "refuted" else "Recorded" if none else "Allergy or intolerance recorded"
    reactions = [said for row in rows(resource, "reaction") if (said := several(row, "manifestation") or text(row, "description"))]
    ends = [row for extension in extensions(resource, "AllergyIntoleranceEnd") for row in rows(extension, "extension")]
    ended = next((value(row) for row in ends if row.get("url") == "endDate"), "")
    why = next((value(row) for row in ends if row.get("url") == "reasonEnded"), "")
    state = ", ".join(
        part for part in (clinical if clinical != "active" else "", verified if verified in ("unconfirmed", "presumed") else "") if part
    )
    criticality = text(resource, "criticality")
    return Told(
        kind="allergy",
        what=joined(
            f"{lead}: {term}{f' ({state})' if state else ''}",
            f"reaction: {', '.join(reactions)}" if reactions else "",
            f"criticality {criticality}" if criticality and criticality != "unable-to-assess" else "",
            f"ended {ended}" if ended else "",
            f"ended because: {why}" if why else "",
            lines=notes(resource),
        ),
        words=term,
    )


def procedure(bundle: Bundle, resource: Resource) -> Told:
    term = coded(resource, "code") or several(resource, "category") or "a procedure the record does not name"
    stated = text(resource, "status")
    undone = resource.get("notDone") is True or stated in ("not-done", "aborted", "suspended", "stopped")
    lead = f"Procedure {stated.replace('-', ' ') if stated and stated != 'completed' else 'not done'}" if undone else "Procedure"
    lead = "Procedure planned" if stated == "preparation" else lead
    why, outcome = reasons(bundle, resource), coded(resource, "outcome")
    when = text(resource, "performedString")
    return Told(
        kind=kind_of(term, "procedure"),
        what=joined(
            f"{lead}: {term}",
            f"when: {when}" if when else "",
            f"reason: {why}" if why else "",
            f"outcome: {outcome}" if outcome else "",
            lines=notes(resource),
        ),
        words=term,
    )


def immunisation(bundle: Bundle, resource: Resource) -> Told:
    term = coded(resource, "vaccineCode")
    procedure_term = next((coded(row, "valueCodeableConcept") for row in extensions(resource, "VaccinationProcedure")), "")
    term = "; ".join(dict.fromkeys(part for part in (term, procedure_term) if part)) or "a vaccine the record does not name"
    refused = resource.get("notGiven") is True or text(resource, "status") == "not-done"
    why = several(resource, "statusReason") or (_explained(resource, "reasonNotGiven") if refused else _explained(resource, "reason"))
    batch, when = text(resource, "lotNumber"), text(resource, "occurrenceString")
    return Told(
        kind="immunisation",
        what=joined(
            f"{'Immunisation not given' if refused else 'Immunisation'}: {term}",
            f"when: {when}" if when else "",
            f"reason: {why}" if why else "",
            f"batch {batch}" if batch else "",
            lines=notes(resource),
        ),
        words=term,
    )


def _explained(resource: Resource, key: str) -> str:
    """STU3 keeps the reasons of an immunisation under `explanation`."""
    return "; ".join(said for row in rows(resource, "explanation") if (said := several(row, key)))
