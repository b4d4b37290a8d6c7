"""Every kind of resource this program knows: who reads it, or why it makes no entry of its own.

The kinds are those of HL7 FHIR STU3 and R4. A kind that is in none of these tables is skipped as not known.
"""

from collections.abc import Callable

from leder_desktop.intake.fhir import contacts, findings, medicines, papers
from leder_desktop.intake.fhir.bundle import Bundle
from leder_desktop.intake.fhir.told import Told
from leder_desktop.intake.fhir.values import Resource

Reader = Callable[[Bundle, Resource], Told]

READERS: dict[str, Reader] = {
    "AllergyIntolerance": findings.allergy,
    "Appointment": contacts.appointment,
    "CarePlan": papers.care_plan,
    "Condition": findings.condition,
    "DiagnosticReport": findings.report,
    "DocumentReference": papers.document,
    "Encounter": contacts.encounter,
    "FamilyMemberHistory": papers.family_history,
    "Goal": papers.goal,
    "Immunization": findings.immunisation,
    "MedicationAdministration": medicines.administration,
    "MedicationDispense": medicines.dispense,
    "MedicationRequest": medicines.request,
    "MedicationStatement": medicines.statement,
    "Observation": findings.observation,
    "Procedure": findings.procedure,
    "ProcedureRequest": contacts.request,
    "QuestionnaireResponse": papers.questionnaire,
    "ReferralRequest": contacts.referral,
    "ServiceRequest": contacts.request,
}

PLAIN: dict[str, tuple[str, str]] = {
    "AdverseEvent": ("Adverse event", "incident"),
    "ClinicalImpression": ("Clinical impression", "observation"),
    "Communication": ("Message", "contact"),
    "CommunicationRequest": ("Message asked for", "contact"),
    "Consent": ("Consent", "other"),
    "DetectedIssue": ("Issue noticed", "observation"),
    "DeviceRequest": ("Device asked for", "other"),
    "DeviceUseStatement": ("Device used", "other"),
    "EpisodeOfCare": ("Episode of care", "other"),
    "Flag": ("Flag on the record", "other"),
    "ImagingStudy": ("Imaging", "test-result"),
    "ImmunizationRecommendation": ("Immunisation recommended", "immunisation"),
    "Media": ("Picture or recording", "document"),
    "NutritionOrder": ("Diet ordered", "care-plan"),
    "RequestGroup": ("Requests", "other"),
    "RiskAssessment": ("Risk assessment", "observation"),
    "VisionPrescription": ("Glasses or lenses prescribed", "other"),
}
"""Kinds told in plain words only: how they begin, and their kind of event."""

WHY_CONTEXT = "context"
CONTEXT = frozenset(
    {
        "Patient", "Practitioner", "PractitionerRole", "Organization", "OrganizationAffiliation", "Location", "List", "Medication",
        "HealthcareService", "Specimen", "RelatedPerson", "CareTeam", "Device", "Substance", "Group", "Composition", "Endpoint", "BodySite",
        "BodyStructure", "Questionnaire", "PlanDefinition", "ActivityDefinition", "Person", "Library",
    }
)  # fmt: skip
"""Used to say who, where and what about the others; they are no events themselves."""

_MONEY = "about payment, not about care"
_TRAIL = "about the record itself, not about care"
_DIARY = "about a service’s diary, not about this person’s care"
LEFT_OUT: dict[str, str] = {
    **dict.fromkeys(
        (
            "Account", "ChargeItem", "ChargeItemDefinition", "Claim", "ClaimResponse", "Contract", "Coverage", "CoverageEligibilityRequest",
            "CoverageEligibilityResponse", "EligibilityRequest", "EligibilityResponse", "EnrollmentRequest", "EnrollmentResponse",
            "ExplanationOfBenefit", "InsurancePlan", "Invoice", "PaymentNotice", "PaymentReconciliation",
        ),
        _MONEY,
    ),
    **dict.fromkeys(
        (
            "AuditEvent", "Basic", "Bundle", "CapabilityStatement", "CodeSystem", "ConceptMap", "DocumentManifest", "Linkage",
            "MessageHeader", "OperationOutcome", "Parameters", "Provenance", "StructureDefinition", "Subscription", "Task", "ValueSet",
        ),
        _TRAIL,
    ),
    **dict.fromkeys(("AppointmentResponse", "Schedule", "Slot", "SupplyDelivery", "SupplyRequest"), _DIARY),
    **dict.fromkeys(("ResearchStudy", "ResearchSubject", "Measure", "MeasureReport"), "about research or statistics, not about care"),
    "Binary": "a file inside the record; attach it as evidence",
}  # fmt: skip

WHY_EMPTY = "this entry holds no resource"
WHY_UNKNOWN = "not a kind of record this program knows"
WHY_ERROR = "entered in error: withdrawn by whoever wrote it"
WHY_ANOTHER = "about another person"


def tell(bundle: Bundle, kind: str, resource: Resource) -> Told | None:
    """What a resource tells; None for a kind that makes no entry."""
    if reader := READERS.get(kind):
        return reader(bundle, resource)
    if kind in PLAIN:
        lead, event = PLAIN[kind]
        return papers.plain(lead, event, resource, bundle)
    return None


def why_not(kind: str) -> str | None:
    """Why a kind makes no entry; None when it does."""
    if kind in READERS or kind in PLAIN:
        return None
    if kind == "?":
        return WHY_EMPTY
    return WHY_CONTEXT if kind in CONTEXT else LEFT_OUT.get(kind, WHY_UNKNOWN)
