"""The invented records: what every kind of resource becomes, and that every entry is accounted for."""

import json
from typing import Any

import pytest

from leder_desktop.errors import Refused
from leder_desktop.intake.fhir import record
from leder_desktop.intake.fhir.record import Found, Import
from leder_desktop.intake.fhir.shown import resource_text
from leder_desktop.model.dates import from_edtf
from leder_desktop.model.person import Person
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.timeline import accept


def found(of: Import, id: str) -> Found:
    return next(one for one in of.drafts if one.id == id)


def accounts(of: Import) -> bool:
    return of.read == len(of.drafts) + of.folded + sum(skip.count for skip in of.skipped)


def bundle(*resources: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": r} for r in resources], **more}).encode()


PATIENT = {"resourceType": "Patient", "id": "p"}

R4 = {
    "e1": "gp | contact | 2024-02-05T09:30:00+00:00 | Encounter for problem with Dr Ngozi Okafor: Cough",
    "e2": "acute-ward | admission | 2024-10-28T18:00:00+00:00 | Admission (Respiratory medicine) "
    "(until 3 November 2024); left: Died in hospital",
    "e3": "emergency | contact | 2024-10-01 | Cancelled: Assessment consultation",
    "c1": "gp | diagnosis | 1963 | Diagnosis: Epilepsy (active)\nSince childhood.\nAbsences only.",
    "c2": "other | diagnosis | 2024-02-06 | Ruled out: Tuberculosis",
    "c4": "other | diagnosis | 2023-01 | Diagnosis: Chest infection (resolved); ended 14 February 2023",
    "b1": "gp | test-result | 2024-02-05T09:35:00+00:00 | Blood pressure 128/82 mmHg",
    "b2": "other | test-result | 2024-10-29 | C reactive protein: > 190.5 mg/L (reference range up to 5 mg/L; High) (preliminary)",
    "b3": "other | test-result | undated | Body weight: 51.28 kg\nDate in the record: 2024-10-30T08",
    "b5": "other | death | 2024-11-05 | Cause of Death: Aspiration pneumonia",
    "b6": "other | test-result | 1958-03-31 | Birth weight: no value (Unknown)",
    "g1": "other | test-result | 2024-10-29 | Inflammatory markers: C reactive protein\nIn keeping with infection.",
    "m1": "gp | medication-change | 2024-02-05 | Prescribed Amoxicillin 500 mg capsules, 1 capsule, 3 times a day; reason: Chest infection",
    "m2": "other | medication-change | 2024-10-30 | Not to be given: Lorazepam 1 mg tablets",
    "i1": "other | immunisation | 2023-10 | Immunisation not given: Influenza vaccine; reason: Refused",
    "x1": "other | procedure | 2024-10-31 | Procedure not done: Gastrostomy; reason: Best interests decision not to proceed",
    "a1": "other | allergy | 2019 | Allergy ruled out: Allergy to penicillin",
    "a2": "other | allergy | 2019 | Recorded: No known food allergy",
    "f1": "other | other | undated | Family history (Mother): Stroke",
    "q1": "other | other | 2024-05-01 | Questionnaire answered\nEats by herself?: no",
    "fl1": "other | other | 2020-02 | Flag on the record: Needs a longer appointment",
}
GP_CONNECT = {
    "E1": "gp | contact | 2019-03-04T10:00:00+00:00 | GP Surgery consultation with Dr Priya Nair: "
    "Seizures; Had a fit; Lamotrigine 100mg tablets",
    "E2": "care-home | contact | 2019-06-04T10:00:00+01:00 | Residential home visit note",
    "B1": "gp | observation | 2019-03 | Had a fit\nTwo minutes.\nCarer timed it.",
    "B2": "care-home | observation | 2019-06-04 | Comment in the record: Safeguarding team told.",
    "B3": "gp | observation | 2009 | FH: Epilepsy",
    "B4": "gp | observation | 2018-01-02T00:00:00+00:00 | Full blood count",
    "C1": "gp | diagnosis | 1989-12 | Problem recorded: Epilepsy (major, active)",
    "MS1": "gp | medication-change | 2019-03-04 | Started Lamotrigine 100mg tablets, One twice a day; "
    "stopped 10 January 2020; reason: Epilepsy",
    "MR1": "gp | medication-change | 2019-03-04 | Prescribed Lamotrigine 100mg tablets, One twice a day (stopped); "
    "repeat prescription; 56 tablet; "
    "status changed on 10 January 2020: Rash",
    "MR2": "gp | medication-change | 2019-04-01 | Issued Lamotrigine 100mg tablets, One twice a day",
    "MS2": "gp | medication-change | undated | Not taking Lamotrigine 100mg tablets; ended\nDate in the record: 2020-02-30",
    "A1": "gp | allergy | 2001-05-01 | Allergy or intolerance recorded: Allergy to nuts (resolved, unconfirmed); ended May 2018; "
    "ended because: Tolerated since",
    "I1": "gp | immunisation | 2018-10-09 | Immunisation: Seasonal influenza vaccination; batch Q77",
    "RR1": "gp | referral | 2019-03-04 | Referral: Neurology referral; to Tarn Surgery; priority urgent\nPlease see soon",
    "PR1": "gp | other | 2019-03-04 | Planned: Epilepsy review; due 4 March 2022",
    "DR1": "gp | document | 2019-05-01 | Document: Clinic letter from neurology",
}


def told(one: Found) -> str:
    draft = one.draft
    return f"{draft.setting} | {draft.kind} | {draft.when.edtf if draft.when else 'undated'} | {draft.what}"


def test_what_r4_becomes(r4: bytes):
    of = record.read(r4)
    assert of.format == "fhir-r4"
    assert {one.id: told(one) for one in of.drafts} == R4


def test_what_gp_connect_becomes(gp_connect: bytes):
    of = record.read(gp_connect)
    assert of.format == "fhir-stu3"
    assert {one.id: told(one) for one in of.drafts} == GP_CONNECT


def test_every_entry_of_r4_is_accounted_for_once(r4: bytes):
    of = record.read(r4)
    assert accounts(of)
    assert (of.read, len(of.drafts), of.folded) == (31, 21, 1)
    assert {(skip.kind, skip.count, skip.why) for skip in of.skipped} == {
        ("?", 1, "this entry holds no resource"),
        ("Claim", 1, "about payment, not about care"),
        ("Condition", 1, "entered in error: withdrawn by whoever wrote it"),
        ("Moonbeam", 1, "not a kind of record this program knows"),
        ("Observation", 1, "entered in error: withdrawn by whoever wrote it"),
        ("Organization", 1, "context"),
        ("Patient", 1, "context"),
        ("Practitioner", 1, "context"),
        ("Procedure", 1, "about another person"),
    }


def test_every_entry_of_gp_connect_is_accounted_for_once(gp_connect: bytes):
    of = record.read(gp_connect)
    assert accounts(of)
    assert (of.read, len(of.drafts), of.folded) == (25, 16, 1), "the questionnaire that only groups another entry is folded"
    assert {skip.why for skip in of.skipped} == {"context"}


def test_who_it_is_about(r4: bytes, gp_connect: bytes):
    whose = record.read(r4).person
    assert (whose.family, whose.given, whose.known_as, whose.sex) == ("Álvarez-Stone", "Beatrice May", "Bea", "female")
    assert whose.birth_date and whose.birth_date.edtf == "1958-04", "a month stays a month"
    assert whose.death_date and whose.death_date.edtf == "2024-11-03T04:10:00+00:00"
    assert (whose.nhs_number, whose.nhs_number_valid) == ("9434765919", True)
    other = record.read(gp_connect).person
    assert (other.nhs_number, other.nhs_number_valid) == ("1234567890", False)
    assert whose.as_person.address == "4 Mill Row, Skipton, BD23 0XX"


def test_warnings_have_a_count_and_a_sentence(r4: bytes, gp_connect: bytes):
    assert {caveat.code: caveat.count for caveat in record.read(r4).warnings} == {"before-birth": 1, "after-death": 1, "undated": 2}
    assert {caveat.code: caveat.count for caveat in record.read(gp_connect).warnings} == {
        "before-birth": 1,
        "undated": 1,
        "nhs-number-invalid": 1,
    }
    assert all(caveat.sentence.endswith(".") for caveat in record.read(gp_connect).warnings)


def test_warnings_can_be_made_against_the_dates_of_a_case(gp_connect: bytes):
    of = record.read(gp_connect)
    counts = {
        c.code: c.count for c in record.warnings_against(of, Person(birth_date=from_edtf("1980"), death_date=from_edtf("2019-03-31")))
    }
    assert counts == {"after-death": 4, "undated": 1, "nhs-number-invalid": 1}


def test_every_draft_is_one_the_timeline_accepts(r4: bytes, gp_connect: bytes):
    for untrusted in (r4, gp_connect):
        for one in record.read(untrusted).drafts:
            entry = accept(one.draft, id="x")
            assert BUILT_IN.vocabulary("setting").has(entry.setting)
            assert BUILT_IN.vocabulary("event-kind").has(entry.kind)
            assert entry.reliability == "seen"
            assert BUILT_IN.vocabulary("reliability").has(entry.reliability)
            assert entry.sources[0].resource == f"{one.kind}/{one.id}"


def test_what_is_about_relatives_is_marked_as_third_party(r4: bytes, gp_connect: bytes):
    assert found(record.read(r4), "f1").draft.third_party
    assert found(record.read(gp_connect), "B3").draft.third_party
    assert not found(record.read(gp_connect), "B1").draft.third_party


def test_importing_twice_adds_nothing(r4: bytes):
    of = record.read(r4)
    first = record.plan(of, set())
    assert (len(first.added), first.already_there) == (21, 0)
    known = {one.draft.imported for one in first.added}
    assert len(known) == 21
    shaken = json.loads(r4)
    shaken["entry"].reverse()
    for entry in shaken["entry"]:
        entry.get("resource", {})["meta"] = {"lastUpdated": "2026-01-01T00:00:00Z"}
    again = record.plan(record.read(json.dumps(shaken, indent=7).encode()), known)
    assert (len(again.added), again.already_there) == (0, 21), "another order, layout and sending is the same record"


def test_a_later_state_of_a_resource_is_new(r4: bytes):
    known = {one.draft.imported for one in record.read(r4).drafts}
    later = record.plan(record.read(r4.replace(b'"2023-02-14"', b'"2023-02-20"')), known)
    assert [one.id for one in later.added] == ["c4"]
    assert later.already_there == 20


def test_what_the_record_says_is_missing_from_it(gp_connect: bytes):
    assert record.read(gp_connect).says_missing == ("Items excluded due to confidentiality.",)


def test_a_citation_opens_its_resource(gp_connect: bytes):
    shown = resource_text(gp_connect, "MedicationRequest/MR1")
    assert "Medication reference: Lamotrigine 100mg tablets (Medication/M1)" in shown
    assert '"statusReason"' in shown
    with pytest.raises(Refused) as refused:
        resource_text(gp_connect, "MedicationRequest/none")
    assert refused.value.code == "no-such-evidence"


def test_a_citation_shows_numbers_digit_for_digit():
    untrusted = bundle(PATIENT, {"resourceType": "Observation", "id": "o", "valueQuantity": {"value": 0, "unit": "mg"}}).replace(
        b": 0,", b": 4.100,"
    )
    assert '"value": 4.100,' in resource_text(untrusted, "Observation/o")


def test_the_same_name_twice_with_different_words_stays_two():
    one = {"resourceType": "Condition", "id": "c", "code": {"text": "Asthma"}}
    of = record.read(bundle(PATIENT, one, one, one | {"code": {"text": "COPD"}}))
    assert [draft.draft.what for draft in of.drafts] == ["Diagnosis: Asthma", "Diagnosis: COPD"]
    assert (of.folded, accounts(of)) == (1, True)
    shown = resource_text(bundle(PATIENT, one, one | {"code": {"text": "COPD"}}), "Condition/c")
    assert "Asthma" in shown and "COPD" in shown


def test_resources_without_an_id_are_kept_apart_and_can_be_cited():
    untrusted = bundle(PATIENT, *({"resourceType": "Condition", "code": {"text": what}} for what in ("Gout", "Gout", "Angina")))
    of = record.read(untrusted)
    assert [draft.id for draft in of.drafts] == ["#2", "#4"]
    assert of.folded == 1
    assert "Angina" in resource_text(untrusted, "Condition/#4")


def test_control_characters_go_and_everything_else_stays():
    words = "x\u0007\u0085y <b>&amp;</b> =cmd() \u202eabc\u202c \u200d ﷽ 李"
    of = record.read(bundle(PATIENT, {"resourceType": "Condition", "id": "c", "code": {"text": words}}))
    assert of.drafts[0].draft.what == "Diagnosis: " + words.replace("\u0007\u0085", "")


def test_a_long_term_is_cut_in_the_citation_only():
    of = record.read(bundle(PATIENT, {"resourceType": "Condition", "id": "c", "code": {"text": "w" * 5000}}))
    assert len(of.drafts[0].draft.sources[0].words) == record.LONGEST_WORDS
    assert "w" * 5000 in of.drafts[0].draft.what


@pytest.mark.parametrize(
    ("untrusted", "code"),
    [
        (bundle(), "no-patient"),
        (b'{"resourceType": "Bundle"}', "no-patient"),
        (bundle({"resourceType": "Condition", "id": "c"}), "no-patient"),
        (bundle(PATIENT, PATIENT | {"id": "q"}), "several-patients"),
        (b'{"resourceType": "Binary", "content": "AAAA"}', "unsupported-format"),
        (b'{"resourceType": "Patient", "id": "p"}', "unsupported-format"),
        (b'{"entry": []}', "unsupported-format"),
        (b'{"resourceType": "Bundle", "entry": {"resource": {}}}', "unsupported-format"),
        (b"[]", "unsupported-format"),
        (b"The file could not be included", "unsupported-format"),
        (b'<?xml version="1.0"?><Bundle xmlns="http://hl7.org/fhir"/>', "unsupported-format"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "unsupported-format"),
        (b"", "unsupported-format"),
    ],
)
def test_refused_by_name(untrusted: bytes, code: str):
    with pytest.raises(Refused) as refused:
        record.read(untrusted)
    assert refused.value.code == code


def test_the_same_patient_twice_is_one_person():
    assert record.read(bundle(PATIENT, PATIENT)).person.family == ""
