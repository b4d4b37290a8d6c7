"""`review.json`: the whole review as plain data, the truth of a bundle (bundle format 1.4).

Codes stay codes; the lists they belong to travel along under `vocabularies`, so that the file can be read in twenty years with nothing
else at hand. Left out on purpose: the reviewer's working notes, the senior reviewer's comments (they are in the senior statement), and
the bundle's uuid and recipients, which are fixed later.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from leder_desktop.bundle import decision_rows, grade_rows, names, standing_rows
from leder_desktop.model import asked_before
from leder_desktop.model.answers import Answer, Row
from leder_desktop.model.case import due
from leder_desktop.model.conversation import Conversation, named
from leder_desktop.model.dates import When, bounds, words
from leder_desktop.model.edition import files
from leder_desktop.model.evidence import Evidence, Source
from leder_desktop.model.findings import Finding
from leder_desktop.model.identifiers import check_nhs_number
from leder_desktop.model.person import Notification, Person, age_at_death
from leder_desktop.model.remarks import Remark
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import Standards
from leder_desktop.model.timeline import Entry, flags

FORMAT = "leder-review"
VERSION = "1.0"


def review_document(snapshot: Snapshot, *, remarks: Sequence[Remark] = ()) -> dict[str, Any]:
    """The review in the form of `review.json`; `certificateSha256` is null until `snapshot.signoff` names a certificate.

    To sign, give a snapshot whose `signoff` already holds the reviewer’s name and certificate.
    """
    case, signoff = snapshot.case, snapshot.signoff
    return {
        "format": FORMAT,
        "version": VERSION,
        "caseId": case.id,
        "sample": case.sample,
        "reference": case.reference,
        "template": case.template,
        "state": str(case.state),
        "notifiedOn": _day(case.notified_on),
        "due": _day(due(case.notified_on, snapshot.standards.policy().due_months)),
        **standing_rows.rows(snapshot),
        "reviewer": {"name": signoff.reviewer_name or snapshot.reviewer, "certificateSha256": signoff.reviewer_certificate or None},
        "optOut": {"result": case.opt_out.result, "by": case.opt_out.by, "on": _day(case.opt_out.on)},
        "duplicateCheck": {"done": case.duplicate_checked, "on": _day(case.duplicate_checked_on)},
        "person": _person(snapshot.person),
        "notification": _notification(snapshot.notification),
        "portrait": snapshot.note("portrait"),
        "summary": snapshot.note("summary"),
        "conversations": [_conversation(each, snapshot) for each in snapshot.conversations],
        "evidence": [_evidence(number, each) for number, each in enumerate(snapshot.evidence, start=1)],
        "requests": [
            {
                "id": each.id,
                "organisation": each.organisation,
                "what": each.what,
                "askedOn": when(each.asked_on),
                "chasedOn": when(each.chased_on),
                "cameOn": when(each.came_on),
                "refusedWhy": each.refused_why,
            }
            for each in snapshot.requests
        ],
        "timeline": [_entry(each, snapshot) for each in snapshot.entries],
        "answers": [_answer(each, snapshot) for each in snapshot.answers if each.score is None],
        "grades": grade_rows.grades(snapshot, _sources),
        "findings": [_finding(each, snapshot) for each in snapshot.findings],
        "noneFound": [{"kind": each.id, "by": each.by, "at": each.at.isoformat() if each.at else None} for each in snapshot.none_found],
        "escalations": [
            {
                "id": each.id,
                "to": each.to,
                "on": when(each.on),
                "reference": each.reference,
                "about": list(each.about),
                "note": each.note,
            }
            for each in snapshot.escalations
        ],
        "decision": decision_rows.decision(snapshot, lambda decided: _said(decided, snapshot.standards)),
        "independence": decision_rows.independence(snapshot),
        "actions": decision_rows.actions(snapshot, when),
        "remarks": [
            {
                "rule": each.rule, "severity": str(each.severity), "sentence": each.sentence, "where": each.where, "why": each.why,
                "id": each.id, "todo": each.todo, "kept": each.kept,
            }
            for each in remarks
        ],
        "vocabularies": _vocabularies(snapshot.standards),
        "standards": _standards(snapshot),
    }


def when(given: When | None) -> dict[str, Any] | None:
    """A date as it was given, as EDTF, with its first and last day and in words; null when there is none."""
    if given is None:
        return None
    earliest, latest = bounds(given)
    return {"given": given.given, "edtf": given.edtf, "earliest": earliest, "latest": latest, "words": words(given)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _person(person: Person) -> dict[str, Any]:
    return {
        "given": person.given,
        "family": person.family,
        "knownAs": person.known_as,
        "birthDate": when(person.birth_date),
        "deathDate": when(person.death_date),
        "ageAtDeath": age_at_death(person),
        "nhsNumber": person.nhs_number,
        "nhsNumberValid": check_nhs_number(person.nhs_number).valid,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "address": person.address,
        "diagnosisGroup": person.diagnosis_group,
        "diagnosisConfirmed": {"by": person.diagnosis_confirmed_by, "where": person.diagnosis_confirmed_where},
        "disabilityLevel": person.disability_level,
        "placeOfDeath": person.place_of_death,
        "confirmations": [
            {
                "field": each.field, "source": each.source, "by": each.by, "on": _day(each.on), "spelt": each.spelt,
                "evidence": each.evidence or None, "conversation": each.conversation or None,
            }
            for each in person.confirmations
        ],
    }


def _notification(told: Notification) -> dict[str, Any]:
    notifier = told.notifier
    return {
        "icb": told.icb,
        "gp": {"name": told.gp_name, "odsCode": told.gp_ods_code},
        "notifier": {
            "name": notifier.name,
            "role": notifier.role,
            "organisation": notifier.organisation,
            "contact": notifier.contact,
            "relationship": notifier.relationship,
        },
        "kin": [
            {
                "name": each.name,
                "relationship": each.relationship,
                "contact": each.contact,
                "doNotContact": {"reason": each.do_not_contact, "note": each.do_not_contact_note} if each.do_not_contact else None,
            }
            for each in told.kin
        ],
        "organisations": [{"kind": each.kind, "name": each.name} for each in told.organisations],
        "otherProcesses": list(told.other_processes),
        "causeOfDeath": told.cause_of_death,
        "expected": told.expected,
        "covid19": told.covid19,
    }


def _conversation(talk: Conversation, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "id": talk.id,
        "who": talk.who,
        "relationship": talk.relationship,
        "organisation": talk.organisation,
        "category": talk.category,
        "on": when(talk.on),
        "medium": talk.medium,
        "othersPresent": talk.others_present,
        "purposeExplained": talk.purpose_explained,
        "waits": talk.waits,
        "quotations": [
            {"id": each.id, "words": each.words, "mayBeQuoted": list(each.may_be_quoted)} for each in named(talk.quotations)
        ],
        "notes": snapshot.note(f"conversation/{talk.id}"),
    }


def _evidence(number: int, kept: Evidence) -> dict[str, Any]:
    return {
        "id": kept.id,
        "file": names.evidence(number, kept.name),
        "name": kept.name,
        "kind": kept.kind,
        "organisation": kept.organisation,
        "mediaType": kept.media_type,
        "bytes": kept.bytes,
        "sha256": kept.sha256,
        "sha512": kept.sha512,
        "receivedOn": when(kept.received_on),
        "covers": kept.covers,
        "copyKeptWhy": kept.copy_kept_why,
        "warnings": list(kept.warnings),
    }


def _sources(sources: Iterable[Source], snapshot: Snapshot) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for source in sources:
        kept, talk = snapshot.evidence_named(source.evidence), snapshot.conversation_named(source.conversation)
        found.append(
            {
                "record": kept.name if kept else talk.who if talk else "",
                "evidence": source.evidence or None,
                "conversation": source.conversation or None,
                "resource": source.resource or None,
                "page": source.page,
                "words": source.words,
            }
        )
    return found


def _entry(entry: Entry, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "id": entry.id,
        "when": when(entry.when),
        "setting": entry.setting,
        "kind": entry.kind,
        "what": entry.what,
        "view": entry.view,
        "comment": entry.comment,
        "sources": _sources(entry.sources, snapshot),
        "reliability": entry.reliability,
        "conflictsWith": list(entry.conflicts_with),
        "preferred": entry.preferred,
        "preferredWhy": entry.preferred_why,
        "flags": [*flags(entry, snapshot.person), *entry.flags],
        "keyEpisode": entry.key_episode,
        "thirdParty": entry.third_party,
    }


def _finding(finding: Finding, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "id": finding.id,
        "kind": finding.kind,
        "text": finding.text,
        "theme": finding.theme,
        "organisationKind": finding.organisation_kind,
        "factors": [{"code": each.code, "text": each.text} for each in finding.factors],
        "severity": finding.severity,
        "told": finding.told,
        "restsOn": list(finding.rests_on),
        "restsOnQuotations": [{"conversation": each.conversation, "quotation": each.quotation} for each in finding.rests_on_quotations],
        "restsOnPlaces": _sources(finding.rests_on_places, snapshot),
    }


def _asked(answer: Answer, standards: Standards) -> str:
    """The words of the question as it was answered; nothing for an answer to one that nothing in this review ever asked."""
    asked = standards.as_asked(answer)
    return asked.text if asked is not None else ""


def _answer(answer: Answer, snapshot: Snapshot) -> dict[str, Any]:
    return {
        "question": answer.id,
        "asked": _asked(answer, snapshot.standards),
        "status": answer.status,
        "value": [_plain(each) for each in answer.value] if isinstance(answer.value, tuple) else answer.value,
        "words": _said(answer, snapshot.standards),
        "note": answer.note,
        "sources": _sources(answer.sources, snapshot),
        "setVersion": answer.set_version,
        "by": answer.by,
        "at": answer.at.isoformat() if answer.at else None,
    }


def _plain(each: str | Row) -> str | dict[str, str]:
    """A code, or a row by its fields."""
    return {cell.field: cell.said for cell in each.cells} if isinstance(each, Row) else each


def _said(answer: Answer, standards: Standards) -> str:
    """The answer as a person reads it: labels instead of codes; empty when there is only a status."""
    return "; ".join(asked_before.lines(standards.as_asked(answer), answer.value))


def _vocabularies(standards: Standards) -> dict[str, Any]:
    listed = (name.partition("/") for name in standards.names())
    found = (standards.vocabulary(id) for folder, _, id in listed if folder == "vocabularies")
    return {
        each.id: {"version": each.version, "title": each.title, "confirmed": each.confirmed, "terms": {t.code: t.label for t in each.terms}}
        for each in found
    }


def _standards(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Every data file the review was made with: its version, whether its wording is confirmed, and who signed a correction."""
    if snapshot.edition is None:
        return []
    return [
        {"name": one.name, "version": one.version, "sha256": one.sha256, "confirmed": one.confirmed, "signedBy": one.signed_by or None}
        for one in files(snapshot.edition)
    ]
