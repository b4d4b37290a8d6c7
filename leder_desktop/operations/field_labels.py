"""What a person sees a kind, a field and a section called: the words of the screens, never the names inside the program.

A test holds every label here against the screens.
"""

from leder_desktop.model.standards import Standards
from leder_desktop.store.things import EXISTS

PARTS = {
    "case": "Case", "edition": "Questions", "person": "Person", "notification": "Person", "note": "Texts",
    "conversation": "Conversations", "evidence": "Records",
    "request": "Records", "entry": "Timeline", "answer": "Questions", "finding": "Findings",
    "escalation": "Findings", "none-found": "Findings", "grading": "Grades", "action": "Panel actions",
    "comment": "Sign-off", "signoff": "Sign-off",
    "kept": "Sign-off",
}  # fmt: skip
"""Kind -> the section of the window it stands in."""

NOTES = {"portrait": "Pen portrait", "summary": "Summary", "working-notes": "Working notes"}

FIELDS: dict[str, dict[str, str]] = {
    "case": {
        "reference": "Reference", "notified_on": "Notified on", "opt_out": "National data opt-out", "state": "Where the review stands",
        "closed_why": "Why it was closed", "closed_on": "Closed on",
        "reopened_why": "Why it is reopened", "template": "Process of the review", "sample": "Sample",
        "duplicate_checked": "Somebody checked that this death was not notified before",
        "duplicate_checked_on": "Checked for duplicates on", "made_on": "Made on",
        "allocated_on": "Allocated on", "holds": "On hold", "family_waits_until": "The family asked to wait until",
        "panel": "The panel", "offered": "Offered to the family", "completed_on": "Completed on",
        "reviewer_profession": "Profession of the reviewer", "reviewer_employer": "Employer of the reviewer",
        "independence": "Declaration of independence", "senior_reviewer": "Senior reviewer",
        "local_area_contact": "Local area contact", "refusal": "The family’s wish, declined",
    },
    "person": {
        "known_as": "What they liked to be called", "given": "First names", "family": "Family name", "birth_date": "Born",
        "death_date": "Died", "nhs_number": "NHS number", "sex": "Sex", "ethnicity": "Ethnic background", "address": "Usual address",
        "diagnosis_group": "Learning disability, autism, or both", "diagnosis_confirmed_by": "Diagnosis confirmed by",
        "diagnosis_confirmed_where": "Where that is written", "disability_level": "Level of learning disability",
        "place_of_death": "Where they died", "confirmations": "Confirmed fields",
    },
    "notification": {
        "icb": "Integrated care board", "gp_name": "GP or practice", "gp_ods_code": "ODS code of the practice", "notifier": "Who told",
        "kin": "People close to them", "organisations": "Who cared for them", "other_processes": "Who else is looking into it",
        "cause_of_death": "Cause of death, as certified", "expected": "Was the death expected?", "covid19": "Was COVID-19 involved?",
    },
    "note": {"text": "Text"},
    "edition": {"packed": "What this review is made with"},
    "conversation": {
        "who": "Who", "relationship": "Who they were to the person", "organisation": "Organisation", "category": "Kind of person",
        "on": "When you spoke", "medium": "How you spoke", "others_present": "Who else was there",
        "purpose_explained": "I explained the purpose and limits of the review, privacy, and the right to complain",
        "waits": "What is still awaited from them", "quotations": "Quotations",
    },
    "evidence": {
        "name": "Name of the file", "kind": "Kind", "organisation": "From", "media_type": "Sort of file", "sha256": "Checksum (SHA-256)",
        "sha512": "Checksum (SHA-512)", "crc32": "Checksum (CRC-32)", "bytes": "Size in bytes", "received_on": "Received on",
        "covers": "Which time it covers", "copy_kept_why": "Why a copy is kept", "warnings": "To be careful about",
    },
    "request": {
        "organisation": "From whom", "what": "What was asked for", "asked_on": "Asked on", "chased_on": "Chased on", "came_on": "Came on",
        "refused_why": "If it was refused: why",
    },
    "entry": {
        "when": "When", "setting": "Setting", "kind": "Kind of event", "what": "What happened", "view": "The person’s or family’s view",
        "comment": "Your comment, kept apart from the facts", "sources": "Where this comes from",
        "reliability": "How far it can be relied on", "conflicts_with": "Two accounts", "preferred": "Preferred",
        "preferred_why": "Why you prefer it", "flags": "Marked as", "key_episode": "Key episode",
        "third_party": "About somebody else as well", "imported": "Known in the record as",
    },
    "answer": {
        "status": "Answer", "value": "Answer", "score": "Grade", "note": "In your words", "sources": "Where this comes from",
        "set_version": "Version of the questions", "by": "Answered by", "at": "Answered at", "edition": "Asked in the words of",
    },
    "finding": {
        "kind": "Kind of finding", "text": "What was found", "theme": "Theme", "severity": "How serious", "told": "Who was told, and when",
        "organisation_kind": "Kind of organisation", "factors": "What contributed", "rests_on": "Events it rests on",
        "rests_on_quotations": "Words it rests on", "rests_on_places": "Places it rests on", "order": "Place in its list",
    },
    "escalation": {
        "to": "Who was told", "on": "Told on", "reference": "Their reference", "about": "About which findings", "note": "What was said",
    },
    "none-found": {"by": "Said by", "at": "Said at"},
    "kept": {
        "why": "Why it stays", "sentence": "What was worth another look", "by": "Said by", "at": "Said at",
    },
    "grading": {
        "score": "Grade", "why": "Why", "agrees": "Agrees with the reviewer", "by": "Given by", "at": "Given at",
        "because": "Why it changed", "changing": "Why the grade changes", "former": "Given before", "on": "The panel met on",
    },
    "action": {
        "theme": "Theme", "findings": "Comes from", "text": "What will be done", "organisation": "Organisation",
        "owner": "Role that does it",
        "due": "By when", "measure": "How one will know that it worked", "evidence": "What was done, and what shows it",
        "status": "Where it stands", "why_not": "Why it is not taken",
    },
    "comment": {"text": "Comment", "where": "About", "by": "Said by", "at": "Said at", "answer": "Answer"},
    "signoff": {
        "reviewer_name": "Reviewer", "reviewer_certificate": "Certificate of the reviewer", "submitted_at": "Signed at",
        "senior_name": "Senior reviewer", "senior_certificate": "Certificate of the senior reviewer", "released_at": "Countersigned at",
        "roles": "Roles", "bundle": "Sealed file", "recipients": "Recipients", "exported_at": "Sealed at",
    },
}  # fmt: skip
"""Kind -> field -> the label on its screen."""

THINGS = {
    "case": "The case", "edition": "Question sets, scales and texts", "person": "The person", "notification": "The notification",
    "conversation": "Conversation", "evidence": "Record",
    "request": "Request for records", "entry": "Timeline entry", "answer": "Question", "finding": "Finding", "escalation": "Who was told",
    "none-found": "None found", "grading": "Grade", "action": "Panel action", "comment": "Comment",
    "signoff": "Sign-off", "note": "Text",
    "kept": "A reason to leave something as it is",
}  # fmt: skip


def part(kind: str) -> str:
    """The section of the window a thing stands in."""
    return PARTS[kind]


def field(standards: Standards, kind: str, thing: str, name: str) -> str:
    """The label of a field on its screen: "What happened", "Pen portrait", a question's own words."""
    if name == EXISTS:
        return THINGS[kind]
    if kind == "note":
        return NOTES.get(thing, "Notes of a conversation")
    said = FIELDS[kind].get(name, "A field of a newer version of the program")
    if kind == "answer":
        return f"{question(standards, thing)}: {said.lower()}" if name not in ("status", "value", "score") else question(standards, thing)
    return said


def question(standards: Standards, reference: str) -> str:
    """Its words in these standards, or those it had before; of one they do not know its reference."""
    asked = standards.ever_asked(reference)
    return asked[-1].text if asked else f"Question {reference}"
