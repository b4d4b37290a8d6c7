"""`review.json` and its FHIR view: what they hold, what they never hold, and that they agree."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from leder_desktop import resources
from leder_desktop.bundle.canonical import canonical
from leder_desktop.bundle.review_fhir import fhir_document
from leder_desktop.bundle.review_json import review_document
from leder_desktop.model import dates
from leder_desktop.model.actions import Action
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Case, OptOut, Refusal
from leder_desktop.model.checks import remarks
from leder_desktop.model.conversation import Conversation, Quotation
from leder_desktop.model.dates import from_edtf
from leder_desktop.model.evidence import Evidence, Source
from leder_desktop.model.findings import Escalation, Factor, Finding, NoneFound, Quoted
from leder_desktop.model.independence import Declaration
from leder_desktop.model.note import Note
from leder_desktop.model.person import Person
from leder_desktop.model.questions import accept
from leder_desktop.model.signoff import Signoff
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.timeline import Entry

CASE = "0b7f7a52-5c9a-4d3f-8f5e-6f1f4f6a2c11"
CERTIFICATE = "ab" * 32
AT = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
SMALL = {"format": "leder-review", "version": "1.0", "caseId": "x", "sample": False, "reviewer": {"name": "R", "certificateSha256": None}}


def _answer(ref: str, said: str) -> Any:
    return accept(BUILT_IN.question(ref), said)


FULL = Snapshot(
    case=Case(id=CASE, reference="S-1", notified_on=date(2026, 8, 31), opt_out=OptOut(result="none", by="Team"), sample=True),
    person=Person(
        given="Ada", family="<Sample>", birth_date=dates.from_edtf("1975~"), death_date=dates.from_edtf("2026-08-01"), sex="female"
    ),
    notes=(
        Note(id="portrait", text="Ada & her dog.\n\nShe <laughed>."),
        Note(id="working-notes", text="PRIVATE"),
        Note(id="conversation/mum", text="Tea."),
    ),
    conversations=(Conversation(id="mum", who="Mother", quotations=(Quotation(words="She sang.", may_be_quoted=("portrait",)),)),),
    evidence=(Evidence(id="e-1", name="Brief über alles.PDF", media_type="application/pdf", sha256="0" * 64, sha512="0" * 128, bytes=9),),
    entries=(
        Entry(
            id="t1", when=dates.from_edtf("2024-21"), setting="gp", kind="contact", what="Seen.", sources=(Source(evidence="e-1", page=2),)
        ),
        Entry(id="t2", what="Undated.", sources=(Source(conversation="mum"),)),
    ),
    answers=(
        _answer("initial.D10", "yes"),
        _answer("initial.D07", "not-known"),
        _answer("initial.P08", '["signs", "speech"]'),
        _answer("initial.O07", "yes-judgement"),
        _answer("initial.O08", "To learn."),
        _answer("focused.F10", "3"),
        _answer("focused.F12.quality", "Because."),
    ),
    findings=(
        Finding(
            id="f1", kind="learning", text="Ask.", theme="TH14", organisation_kind="primary-care",
            factors=(Factor(code="care-mca", text="No."),), rests_on=("t1",),
            rests_on_quotations=(Quoted(conversation="mum", quotation="1"),),
            rests_on_places=(Source(evidence="e-1", page=2, words="x"),),
        ),
    ),
    escalations=(Escalation(id="x1", to="cqc", on=dates.from_edtf("2026-09-11"), reference="E-1", about=("f1",)),),
    none_found=(NoneFound(id="concern", by="Reviewer", at=AT),),
    signoff=Signoff(bundle="BUNDLE-UUID", recipients=("RECIPIENT",)),
    reviewer="Reviewer",
)


def _errors(document: dict[str, Any]) -> list[str]:
    schema = json.loads(resources.path("schema/review-1.0.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(document)]


def _document() -> dict[str, Any]:
    return review_document(FULL, remarks=remarks(FULL, today=AT.date()))


def test_a_full_and_an_empty_review_are_valid() -> None:
    assert _errors(_document()) == []
    assert _errors(review_document(Snapshot(case=Case(id=CASE), person=Person()))) == []
    assert json.loads(canonical(_document())) == _document()


def test_a_small_foreign_review_is_valid() -> None:
    assert _errors(SMALL) == []
    assert _errors({**SMALL, "somethingElse": [1], "reviewer": {"name": "R", "certificateSha256": CERTIFICATE, "post": "Nurse"}}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"version": "2.0"},
        {"sample": "no"},
        {"reviewer": {"name": "R"}},
        {"reviewer": {"name": "R", "certificateSha256": "AB"}},
        {"timeline": [{"when": {"edtf": 3}}]},
        {"answers": [{"status": "perhaps"}]},
        {"grades": [{"goodnessRank": 7}]},
        {"evidence": [{"bytes": -1}]},
        {"portrait": None},
    ],
)
def test_what_the_schema_refuses(change: dict[str, Any]) -> None:
    assert _errors({**SMALL, **change})


@pytest.mark.parametrize("missing", ["format", "version", "caseId", "sample", "reviewer"])
def test_what_must_be_there(missing: str) -> None:
    assert _errors({key: value for key, value in SMALL.items() if key != missing})


def test_what_the_review_holds() -> None:
    review = _document()
    assert (review["sample"], review["reviewer"]) == (True, {"name": "Reviewer", "certificateSha256": None})
    assert review["due"] == "2027-02-28"
    assert review["person"]["birthDate"]["edtf"] == "1975~"
    assert review["evidence"][0]["file"] == "data/evidence/e0001.pdf"
    assert review["timeline"][0]["sources"][0]["record"] == "Brief über alles.PDF"
    assert review["timeline"][1]["when"] is None
    assert review["conversations"][0]["notes"] == "Tea."
    assert review["grades"][0]["words"].endswith("(3 of 6, 6 is best)") and review["grades"][0]["rationale"] == "Because."
    assert not review["grades"][0]["scaleConfirmed"]
    decided = {key: review["decision"][key] for key in ("status", "focusedReview", "words", "reason", "question", "review")}
    assert decided == {
        "status": "answered", "focusedReview": "yes-judgement", "words": "Yes - my judgement", "reason": "To learn.",
        "question": "initial.O07", "review": "focused review",
    }  # fmt: skip
    assert review["vocabularies"]["theme"]["terms"]["TH14"].startswith("Annual health check")
    said = {row["question"]: (row["status"], row["words"]) for row in review["answers"]}
    assert said["initial.D07"] == ("not-known", "") and said["initial.P08"] == ("answered", "Speech; Signs, such as Makaton")


def test_what_a_finding_rests_on_leads_to_the_evidence_in_the_document() -> None:
    review = _document()
    (finding,), (told,), (none,) = review["findings"], review["escalations"], review["noneFound"]
    assert finding["restsOnPlaces"][0]["record"] == review["evidence"][0]["name"] and finding["restsOn"] == [review["timeline"][0]["id"]]
    assert finding["restsOnQuotations"] == [{"conversation": "mum", "quotation": review["conversations"][0]["quotations"][0]["id"]}]
    assert review["vocabularies"]["contributory-factor"]["terms"][finding["factors"][0]["code"]] == "Mental Capacity Act not used"
    assert (told["to"], told["on"]["edtf"], told["about"]) == ("cqc", "2026-09-11", ["f1"]) and none["kind"] == "concern"


def test_a_review_of_before_there_were_places_and_escalations_is_valid() -> None:
    old = {"id": "f1", "kind": "concern", "text": "x", "theme": "TH09", "severity": "serious", "told": "The ward", "restsOn": ["t1"]}
    assert _errors({**SMALL, "findings": [old], "conversations": [{"id": "mum", "quotations": [{"words": "x", "mayBeQuoted": []}]}]}) == []
    assert _errors({**SMALL, "escalations": [{"to": 3}]}) and _errors({**SMALL, "findings": [{**old, "restsOnPlaces": [{"page": "two"}]}]})


def test_the_decision_carries_its_triggers_the_familys_wish_and_who_declined_it() -> None:
    case = replace(
        FULL.case, refusal=Refusal(by="Dr S", why="Their questions were answered.", on=date(2026, 9, 30)), senior_reviewer="Dr S",
        independence=Declaration(by="Dr R", on=date(2026, 9, 1), words="I was not involved."), reviewer_profession="nurse",
    )  # fmt: skip
    asked = (Answer(id="initial.O05", status="answered", value="yes"), Answer(id="initial.O05.on", status="answered", value="2026-09-12"))
    review = review_document(replace(FULL, case=case, answers=(*FULL.answers, *asked)))
    assert _errors(review) == []
    rules = {each["rule"]: each for each in review["decision"]["triggers"]}
    assert rules["R-FOC-4"]["met"] == "yes" and rules["R-FOC-4"]["basis"] and rules["R-FOC-6"]["confidence"] == "recall"
    assert review["decision"]["family"] == {"asked": "yes", "on": "2026-09-12"}
    assert review["decision"]["declined"] == {"by": "Dr S", "why": "Their questions were answered.", "on": "2026-09-30"}
    assert (review["independence"]["declaredBy"], review["independence"]["words"]) == ("Dr R", "I was not involved.")
    bristol = review_document(replace(FULL, case=replace(case, template="Bristol-2016")))
    assert _errors(bristol) == [] and bristol["decision"]["review"] == "multi-agency review" and "family" not in bristol["decision"]


def test_the_panels_actions_are_in_the_document_once_there_are_any() -> None:
    action = Action(id="a", theme="TH06", findings=("f1",), text="Plans are reviewed.", due=from_edtf("2027-03"), status="agreed")
    (said,) = review_document(replace(FULL, actions=(action,)))["actions"]
    assert (said["text"], said["due"]["edtf"], said["findings"], said["status"]) == ("Plans are reviewed.", "2027-03", ["f1"], "agreed")
    assert _document()["actions"] == [] and _errors({**_document(), "actions": [said]}) == []
    assert _errors({**SMALL, "actions": [{**said, "status": "perhaps"}]})


def test_a_review_of_before_the_triggers_is_valid() -> None:
    old = {"status": "answered", "focusedReview": "no", "words": "No", "reason": "x"}
    assert _errors({**SMALL, "decision": old, "person": {"confirmations": [{"field": "given", "source": "GP", "by": "Dr R"}]}}) == []


def test_what_neither_ever_holds() -> None:
    review = _document()
    for text in (json.dumps(review), json.dumps(fhir_document(review, at=AT))):
        assert "BUNDLE-UUID" not in text and "RECIPIENT" not in text and "PRIVATE" not in text


def test_a_certificate_makes_it_final() -> None:
    signed = review_document(replace(FULL, signoff=Signoff(reviewer_name="Dr R", reviewer_certificate=CERTIFICATE)))
    assert signed["reviewer"] == {"name": "Dr R", "certificateSha256": CERTIFICATE}
    assert fhir_document(signed, at=AT)["entry"][0]["resource"]["status"] == "final"
    assert fhir_document(_document(), at=AT)["entry"][0]["resource"]["status"] == "preliminary"


def test_the_fhir_view_agrees_with_the_review() -> None:
    review = _document()
    fhir = fhir_document(review, at=AT)
    resources_by_kind: dict[str, list[dict[str, Any]]] = {}
    for entry in fhir["entry"]:
        resources_by_kind.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
    assert (fhir["type"], fhir["identifier"]["value"], fhir["timestamp"]) == ("document", CASE, "2026-11-21T10:00:00+00:00")
    assert fhir["entry"][0]["resource"]["resourceType"] == "Composition"
    items = {item["linkId"]: item for response in resources_by_kind["QuestionnaireResponse"] for item in response["item"]}
    assert list(items) == [row["question"] for row in review["answers"]]
    assert items["initial.D07"]["answer"] == [{"valueCoding": {"system": "urn:leder:answer-status", "code": "not-known"}}]
    assert items["initial.P08"]["answer"] == [{"valueString": "speech"}, {"valueString": "signs"}]
    grade = resources_by_kind["Observation"][0]
    coding = grade["valueCodeableConcept"]["coding"][0]
    assert (coding["code"], coding["display"]) == (review["grades"][0]["code"], review["grades"][0]["label"])
    attachments = [each["content"][0]["attachment"] for each in resources_by_kind["DocumentReference"]]
    assert [(a["title"], a["url"], a["size"]) for a in attachments] == [("Brief über alles.PDF", "evidence/e0001.pdf", 9)]
    patient = resources_by_kind["Patient"][0]
    assert patient["deceasedDateTime"] == "2026-08-01" and "birthDate" not in patient and patient["gender"] == "female"
    portrait = fhir["entry"][0]["resource"]["section"][0]["text"]["div"]
    assert "<p>Ada &amp; her dog.</p><p>She &lt;laughed&gt;.</p>" in portrait


def test_every_reference_leads_somewhere_and_every_resource_is_marked_as_a_sample() -> None:
    fhir = fhir_document(_document(), at=AT)
    addresses = [entry["fullUrl"] for entry in fhir["entry"]]
    text = json.dumps(fhir)
    assert len(set(addresses)) == len(addresses)
    assert {piece.split('"')[0] for piece in text.split('"reference": "')[1:]} <= set(addresses)
    assert text.count('"HTEST"') == len(addresses)  # the bundle, and every resource but the practitioner
    assert "HTEST" not in json.dumps(fhir_document({**_document(), "sample": False}, at=AT))


def test_no_empty_values_anywhere_in_the_fhir_view() -> None:
    def walk(value: Any) -> None:
        assert value not in (None, "", [], {})
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
            walk(each)

    walk(fhir_document(_document(), at=AT)["entry"])
    walk(fhir_document(review_document(Snapshot(case=Case(id=CASE), person=Person())), at=AT)["entry"])
    walk(fhir_document(SMALL, at=AT)["entry"])
