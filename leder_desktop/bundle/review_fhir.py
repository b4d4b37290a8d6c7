"""`review.fhir.json`: the review as a minimal HL7 FHIR R4 document, made from `review.json` and nothing else.

A view for systems that read FHIR; where the two differ, `review.json` is right. Codes of ours use `urn:leder:` systems.
"""

import html
import re
import uuid
from datetime import datetime
from typing import Any

_GENDER = {"male": "male", "female": "female", "indeterminate": "other"}
_FHIR_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_SEASON = 21
_CONTROL = {code: " " for code in range(32) if code not in (9, 10, 13)}
"""FHIR strings have no control characters but tab and line ends."""
Resource = dict[str, Any]


class _Document:
    """Builds one document: resources are named by a UUID made from the case and their own name, so that it is the same every time."""

    def __init__(self, review: dict[str, Any]) -> None:
        self._space = uuid.uuid5(uuid.NAMESPACE_URL, f"urn:leder:case:{review['caseId']}")
        self.entries: list[Resource] = []

    def add(self, name: str, resource: Resource) -> Resource:
        """Add a resource, and give the reference to it."""
        address = f"urn:uuid:{uuid.uuid5(self._space, name)}"
        self.entries.append({"fullUrl": address, "resource": _without_nothing(resource)})
        return {"reference": address}


def fhir_document(review: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """The document Bundle of a review in the form of `review.json`, as it was at `at` (aware): its Composition first.

    Every piece of evidence, grade and answer of the review is in it, in the same order.
    """
    document = _Document(review)
    instant = at.isoformat(timespec="seconds")
    subject = document.add("patient", _patient(review))
    author = document.add(
        "practitioner", {"resourceType": "Practitioner", "name": [{"text": _text(review["reviewer"]["name"]) or "Not named"}]}
    )
    answered = [
        document.add(f"answers/{id}", _responses(id, rows, review, subject, author, instant))
        for id, rows in _by_set(review.get("answers", []))
    ]
    graded = [document.add(f"grade/{row['question']}", _grade(row, review, subject, author)) for row in review.get("grades", [])]
    kept = [document.add(f"evidence/{row['id']}", _evidence(row, review, subject)) for row in review.get("evidence", [])]
    document.add("composition", _composition(review, subject, author, instant, (answered, graded, kept)))
    return {
        "resourceType": "Bundle",
        "type": "document",
        "identifier": {"system": "urn:leder:case", "value": review["caseId"]},
        "timestamp": instant,
        "meta": _tag(review),
        "entry": [document.entries[-1], *document.entries[:-1]],
    }


def _composition(
    review: dict[str, Any], subject: Resource, author: Resource, instant: str, parts: tuple[list[Resource], list[Resource], list[Resource]]
) -> Resource:
    answered, graded, kept = parts
    decision = review.get("decision", {})
    findings = [f"{row['kind']}: {row['text']}" for row in review.get("findings", [])]
    events = [f"{row['when']['words'] if row['when'] else 'Date not known'}: {row['what']}" for row in review.get("timeline", [])]
    sections = [
        _section("Pen portrait", review.get("portrait", "").split("\n\n")),
        _section("Timeline", events),
        _section("Questions", [], answered),
        _section("Findings", findings),
        _section("Grades", [f"{row['title']}: {_graded(row)}. {row['rationale']}" for row in review.get("grades", [])], graded),
        _section(f"Decision on a {decision.get('review', 'focused review')}", [decision.get("words", ""), decision.get("reason", "")]),
        _section("Evidence", [], kept),
    ]
    return {
        "resourceType": "Composition",
        "meta": _tag(review),
        "status": "final" if review["reviewer"]["certificateSha256"] else "preliminary",
        "type": {"text": "Learning from lives and deaths review"},
        "subject": subject,
        "date": instant,
        "author": [author],
        "title": "SAMPLE: review of an invented person" if review["sample"] else "Learning from lives and deaths review",
        "section": [section for section in sections if section],
    }


def _section(title: str, paragraphs: list[str], entries: list[Resource] | None = None) -> Resource | None:
    """A section with its words or its entries; nothing when it has neither, because FHIR wants one of them."""
    said = "".join(f"<p>{html.escape(_text(words))}</p>" for words in paragraphs if words.strip())
    if not said and not entries:
        return None
    narrative = {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{said}</div>'} if said else None
    return _without_nothing({"title": title, "text": narrative, "entry": entries})


def _patient(review: dict[str, Any]) -> Resource:
    person = review.get("person", {})
    number = re.sub("[ -]", "", person.get("nhsNumber", "")) if person.get("nhsNumberValid") else ""
    full = [{"use": "official", "family": _text(person.get("family", "")), "given": [_text(person.get("given", ""))]}]
    nick = [{"use": "nickname", "text": _text(person["knownAs"])}] if person.get("knownAs") else []
    died = _date(person.get("deathDate"))
    return {
        "resourceType": "Patient",
        "meta": _tag(review),
        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": number}] if number else None,
        "name": [_without_nothing(name) for name in full + nick],
        "gender": _GENDER.get(person.get("sex", ""), "unknown"),
        "birthDate": _date(person.get("birthDate")),
        "deceasedDateTime": died,
        "deceasedBoolean": None if died else True,
    }


def _by_set(answers: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in answers:
        found.setdefault(row["question"].partition(".")[0], []).append(row)
    return list(found.items())


def _responses(id: str, rows: list[dict[str, Any]], review: dict[str, Any], subject: Resource, author: Resource, instant: str) -> Resource:
    return {
        "resourceType": "QuestionnaireResponse",
        "meta": _tag(review),
        "questionnaire": f"urn:leder:questions:{id}|{rows[0].get('setVersion', '')}",
        "status": "completed" if review["reviewer"]["certificateSha256"] else "in-progress",
        "subject": subject,
        "authored": instant,
        "author": author,
        "item": [
            _without_nothing(
                {"linkId": row["question"], "text": _text(row.get("asked", "")), "answer": [_answer(row, each) for each in _each(row)]}
            )
            for row in rows
        ],
    }


def _each(row: dict[str, Any]) -> list[Any]:
    value = row.get("value")
    return value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType]


def _answer(row: dict[str, Any], value: Any) -> Resource:
    """A value in its FHIR type; a status (not known, not applicable, ...) as a coding of its own, never as a value."""
    if value is None:
        return {"valueCoding": {"system": "urn:leder:answer-status", "code": row["status"]}}
    if isinstance(value, bool):
        return {"valueBoolean": value}
    if isinstance(value, int):
        return {"valueInteger": value}
    if isinstance(value, dict):  # a row of a list, by its fields
        return {"valueString": _text("; ".join(f"{field}: {said}" for field, said in value.items()))}  # pyright: ignore[reportUnknownVariableType]
    return {"valueString": _text(str(value))}


def _graded(row: dict[str, Any]) -> str:
    """The words of a grade, and that they are not confirmed while they are not."""
    return f"{row['words']}; {row['wording']}" if row.get("wording") else row["words"]


def _grade(row: dict[str, Any], review: dict[str, Any], subject: Resource, author: Resource) -> Resource:
    coding = {"system": f"urn:leder:scale:{row['scaleId']}", "version": row["scaleVersion"], "code": row["code"], "display": row["label"]}
    return {
        "resourceType": "Observation",
        "meta": _tag(review),
        "status": "final" if review["reviewer"]["certificateSha256"] else "preliminary",
        "code": {"coding": [{"system": "urn:leder:question", "code": row["question"]}], "text": row["title"]},
        "subject": subject,
        "performer": [author],
        "valueCodeableConcept": {"coding": [coding], "text": _graded(row)},
        "note": [{"text": _text(row["rationale"])}] if row["rationale"] else None,
    }


def _evidence(row: dict[str, Any], review: dict[str, Any], subject: Resource) -> Resource:
    url = row["file"].removeprefix("data/")
    attachment = {"contentType": row["mediaType"], "url": url, "size": row["bytes"], "title": _text(row["name"])}
    return {
        "resourceType": "DocumentReference",
        "meta": _tag(review),
        "identifier": [{"system": "urn:leder:evidence", "value": row["id"]}],
        "status": "current",
        "type": {"text": row["kind"] or "other"},
        "subject": subject,
        "content": [{"attachment": _without_nothing(attachment)}],
    }


def _tag(review: dict[str, Any]) -> Resource | None:
    """Test data is marked on every resource, so that none of it can be counted alone."""
    return {"tag": [{"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "HTEST"}]} if review["sample"] else None


def _date(when: dict[str, Any] | None) -> str | None:
    """FHIR dates are exact or shorter, never about: anything else is left to `review.json`."""
    edtf = (when or {}).get("edtf", "")
    plain = _FHIR_DATE.fullmatch(edtf) is not None and not (len(edtf) == len("2026-01") and int(edtf[5:]) >= _SEASON)
    return edtf if plain else None


def _text(words: str) -> str:
    return words.translate(_CONTROL)


def _without_nothing(resource: Resource) -> Resource:
    """FHIR has no empty values: a member that says nothing is left out."""
    return {key: value for key, value in resource.items() if value not in (None, "", [], [""], {})}
