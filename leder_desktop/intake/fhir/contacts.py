"""Encounters, appointments and referrals; and the setting that an encounter gives to all that happened in it."""

import re

from leder_desktop.intake.fhir.bundle import Bundle
from leder_desktop.intake.fhir.told import Told, joined, kind_of, status
from leder_desktop.intake.fhir.values import Resource, rows, text
from leder_desktop.intake.fhir.words import LONGEST_NAME, called, coded, day, notes, reasons, several, who

MOST_TOPICS = 8
_SETTINGS = (
    ("icu", re.compile(r"intensive care|critical care|\b(icu|itu)\b", re.I)),
    ("emergency", re.compile(r"emergency|casualty|\ba ?(and|&) ?e\b", re.I)),
    ("hospice", re.compile(r"hospice", re.I)),
    ("ambulance", re.compile(r"ambulance|\b(111|999)\b", re.I)),
    ("mental-health-hospital", re.compile(r"(psychiatric|mental health|learning disability) (hospital|unit|ward)", re.I)),
    ("care-home", re.compile(r"\b(residential|nursing|care) home", re.I)),
    ("home", re.compile(r"home visit|domiciliary|night visit", re.I)),
    ("dentist-optician", re.compile(r"dental|dentist|optician|optometr", re.I)),
    ("acute-ward", re.compile(r"in-?patient|hospital admission|^admission to", re.I)),
    ("community-team", re.compile(r"community (nurs|team|mental|learning)|district nurs", re.I)),
    ("social-care", re.compile(r"social (care|work|services)", re.I)),
    ("gp", re.compile(r"\bgp\b|general practi|check.?up|^encounter for (symptom|problem)|office visit", re.I)),
)
_CLASSES = {"EMER": "emergency", "IMP": "acute-ward", "ACUTE": "acute-ward", "NONAC": "acute-ward", "HH": "home"}
_NAMED = re.compile(r"consultation|contact|visit|note\b|report|call|referral|encounter|admission|certification|procedure", re.I)


def setting(bundle: Bundle, resource: Resource) -> str:
    """The setting of an encounter, or of the encounter a resource belongs to; otherwise `gp` for a GP record and `other` for any other."""
    encounter: Resource | None = resource
    if resource.get("resourceType") != "Encounter":
        encounter = bundle.behind(resource, "encounter") or bundle.behind(resource, "context")
        encounter = encounter or bundle.behind(resource, "context", "encounter")
    if encounter is None or encounter.get("resourceType") != "Encounter":
        return _otherwise(bundle)
    key = ("setting", id(encounter))
    if key not in bundle.said:
        bundle.said[key] = _setting(encounter) or _otherwise(bundle)
    return bundle.said[key]


def _setting(encounter: Resource) -> str:
    types = f"{several(encounter, 'type')}; {coded(encounter, 'serviceType')}"
    named = next((code for code, pattern in _SETTINGS if pattern.search(types)), "")
    return named or _CLASSES.get(text(encounter, "class", "code"), "")


def _otherwise(bundle: Bundle) -> str:
    return "gp" if bundle.format == "fhir-stu3" else "other"


def encounter(bundle: Bundle, resource: Resource) -> Told:
    term = several(resource, "type") or coded(resource, "serviceType") or coded(resource, "class") or "Contact"
    admitted = text(resource, "class", "code") in ("IMP", "ACUTE", "NONAC") or "admission" in term.lower()
    title = term if _NAMED.search(term) else f"Admission ({term})" if admitted else f"{term} consultation"
    people = [who(bundle, row, "individual") or who(bundle, row, "actor") for row in rows(resource, "participant")]
    with_whom = ", ".join(dict.fromkeys(person for person in people if person))
    start, end = text(resource, "period", "start")[:10], text(resource, "period", "end")[:10]
    until = f" (until {day(end)})" if end and end != start else ""
    stated = {"planned": "Planned: ", "cancelled": "Cancelled: ", "noshow": "Did not attend: "}.get(text(resource, "status"), "")
    sentence = f"{stated}{title}{f' with {with_whom}' if with_whom else ''}{until}"
    about = "; ".join(part for part in (reasons(bundle, resource), _topics(bundle, resource)) if part)
    went = coded(resource, "hospitalization", "dischargeDisposition")
    return Told(
        kind=kind_of(term, "admission" if admitted else "contact"),
        what=joined(f"{sentence}: {about}" if about else sentence, f"left: {went}" if went else "", lines=notes(resource)),
        words=term,
    )


def _topics(bundle: Bundle, resource: Resource) -> str:
    """What a GP consultation was about: titles of its topics, then what is filed under its headings."""
    reference = f"Encounter/{text(resource, 'id')}"
    key = ("topics", reference)
    if key not in bundle.said:
        bundle.said[key] = _filed(bundle, bundle.consultations.get(reference, []))
    return bundle.said[key]


def _filed(bundle: Bundle, lists: list[Resource]) -> str:
    said: dict[str, None] = {}
    for topic in lists:
        if coded(topic, "code").startswith("Topic") and (title := text(topic, "title")):
            said.setdefault(title[:LONGEST_NAME])
    for heading in lists:
        for row in rows(heading, "entry"):
            item = bundle.behind(row, "item")
            if item is None or item.get("resourceType") == "List":
                continue
            term = called(bundle, item)
            if term and term != "Comment note":
                said.setdefault(term)
    more = len(said) - MOST_TOPICS
    return "; ".join(list(said)[:MOST_TOPICS]) + (f"; and {more} more" if more > 0 else "")


def referral(bundle: Bundle, resource: Resource) -> Told:
    """STU3 ReferralRequest."""
    about = several(resource, "serviceRequested") or reasons(bundle, resource) or several(resource, "specialty") or coded(resource, "type")
    to = ", ".join(dict.fromkeys(name for row in rows(resource, "recipient") if (name := who(bundle, row))))
    urgency = text(resource, "priority")
    lines = "\n".join(part for part in (text(resource, "description"), notes(resource)) if part)
    return Told(
        kind="referral",
        what=joined(
            f"Referral{f': {about}' if about else ''}{status(resource, 'active', 'completed')}",
            f"to {to}" if to else "",
            f"priority {urgency}" if urgency and urgency != "routine" else "",
            lines=lines,
        ),
        words=about,
    )


def request(bundle: Bundle, resource: Resource) -> Told:
    """ProcedureRequest (STU3) and ServiceRequest (R4): something asked for or planned."""
    term = coded(resource, "code") or several(resource, "category")
    planned = text(resource, "occurrenceDateTime") or text(resource, "occurrencePeriod", "start")
    lead = "Planned" if text(resource, "intent") == "plan" else "Asked for"
    lead = "Instruction not to do" if resource.get("doNotPerform") is True else lead
    category = several(resource, "category").lower()
    return Told(
        kind=kind_of(term, "referral" if "referral" in f"{term} {category}".lower() else "other"),
        what=joined(
            f"{lead}: {term or 'not said what'}{status(resource, 'active', 'completed')}",
            f"due {day(planned)}" if planned else "",
            reasons(bundle, resource),
            lines=notes(resource),
        ),
        words=term,
    )


def appointment(bundle: Bundle, resource: Resource) -> Told:
    term = several(resource, "serviceType") or coded(resource, "appointmentType") or text(resource, "description")
    lead = {"noshow": "Did not attend an appointment", "cancelled": "Appointment cancelled"}.get(text(resource, "status"), "Appointment")
    said = f"{lead}: {term}" if term else lead
    lines = "\n".join(part for part in (text(resource, "comment"), text(resource, "patientInstruction")) if part)
    return Told(kind="contact", what=joined(said, reasons(bundle, resource), lines=lines), words=term)
