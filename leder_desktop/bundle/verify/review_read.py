"""The machine-readable parts of a bundle: the review, its FHIR view, the senior reviewer's statement (bundle format 1.7, step 12)."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from jsonschema import Draft202012Validator

from leder_desktop import resources
from leder_desktop.bundle.verify.bundle_names import FHIR, REVIEW, STATEMENT
from leder_desktop.bundle.verify.json_read import NotStrict, read_json
from leder_desktop.bundle.verify.verdict import Problem, problem

SCHEMA_FILE = "schema/review-1.0.schema.json"
_STATEMENT_KEYS = {"format", "version", "caseId", "statement", "roles", "checklist", "grades", "comments", "audit"}


@dataclass(frozen=True, kw_only=True)
class ReviewSeen:
    sample: bool | None
    case_id: str | None
    reviewer_sha256: str | None
    """The certificate the review names as its reviewer's."""

    problems: tuple[Problem, ...]


def read_review(untrusted: bytes) -> ReviewSeen:
    """`data/review.json` against this program's own copy of the schema. Fault: REVIEW-SCHEMA, saying where, never what is there."""
    refused = ReviewSeen(sample=None, case_id=None, reviewer_sha256=None, problems=(problem("REVIEW-SCHEMA", REVIEW),))
    try:
        value = read_json(untrusted, canonical=True)
    except NotStrict:
        return refused
    if not isinstance(value, dict):
        return refused
    review = cast(dict[str, Any], value)
    errors = sorted(_schema().iter_errors(review), key=lambda error: error.json_path)
    found: tuple[Problem, ...] = ()
    if errors or review.get("format") != "leder-review" or review.get("version") != "1.0":
        said = problem("REVIEW-SCHEMA", REVIEW)
        places = ", ".join(dict.fromkeys("/".join(map(str, error.absolute_schema_path)) for error in errors[:3]))
        sentence = f"{said.sentence[:-1]} ({places})." if places else said.sentence
        found = (Problem(code=said.code, sentence=sentence, path=said.path),)
    sample, case_id, reviewer = review.get("sample"), review.get("caseId"), review.get("reviewer")
    named = cast(dict[str, Any], reviewer).get("certificateSha256") if isinstance(reviewer, dict) else None
    return ReviewSeen(
        sample=sample if isinstance(sample, bool) else None,
        case_id=case_id if isinstance(case_id, str) else None,
        reviewer_sha256=named if isinstance(named, str) else None,
        problems=found,
    )


def check_statement(untrusted: bytes, case_id: str | None) -> list[Problem]:
    """`signatures/senior-statement.json`, about the same case as the review. Fault: STATEMENT-SYNTAX."""
    try:
        value = read_json(untrusted, canonical=True)
    except NotStrict:
        value = None
    statement = cast(dict[str, Any], value) if isinstance(value, dict) else {}
    audit = statement.get("audit")
    good = (
        set(statement) >= _STATEMENT_KEYS
        and statement["format"] == "leder-senior-statement"
        and statement["version"] == "1.0"
        and statement["roles"] in ("held", "not-checked")
        and (case_id is None or statement["caseId"] == case_id)
        and isinstance(audit, dict)
        and {"head", "lines"} <= set(cast(dict[str, Any], audit))
    )
    return [] if good else [problem("STATEMENT-SYNTAX", STATEMENT)]


def check_fhir(untrusted: bytes) -> list[Problem]:
    """`data/review.fhir.json`: a FHIR document bundle. Fault: REVIEW-FHIR."""
    try:
        value = read_json(untrusted, canonical=False)
    except NotStrict:
        value = None
    document = cast(dict[str, Any], value) if isinstance(value, dict) else {}
    good = document.get("resourceType") == "Bundle" and document.get("type") == "document"
    return [] if good else [problem("REVIEW-FHIR", FHIR)]


@cache
def _schema() -> Any:
    return Draft202012Validator(json.loads(resources.path(SCHEMA_FILE).read_bytes()))
