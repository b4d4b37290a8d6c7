"""Every shared record taken in through the command line into a real store, against the independent oracle beside them."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cases.conftest import CASES
from tests.journeys.program import Leder

ORACLE = json.loads((CASES / "fhir-expected.json").read_bytes()) if CASES.is_dir() else {}
REFUSED = {
    "gp-connect-structured/small/duplicated-resource-bundle.json": "no-patient",
    "gp-connect-structured/small/test-binary.json": "unsupported-format",
}
RECORDS = sorted(name for name in ORACLE if (CASES / name).is_file() and name not in REFUSED) or ["../shared/cases is absent"]
Taken = dict[str, tuple[str, dict[str, Any]]]
PAYMENT = {"Claim", "ExplanationOfBenefit"}
CONTEXT = {"Patient", "Practitioner", "Organization", "Location", "List"}
ALSO_CONTEXT = {"PractitionerRole", "Medication", "Specimen", "HealthcareService"}
"""Not named by the contract, and likewise no events: who, where and what about the others."""

NO_ENTRY = PAYMENT | {"List"}
"""Kinds the oracle counts as dated that make no entry: payments, and GP Connect's lists, dated by the day they were made."""


def born_and_died(name: str) -> tuple[str, str | None]:
    patient = ORACLE[name]["patient"]
    return patient["birthDate"], (patient["deceased"] or "")[:10] or None


@pytest.fixture(scope="module")
def taken(leder: Leder, corpus: Callable[[str], Path]) -> Taken:
    """Each record, imported once: the case, and what `import` answered."""
    corpus("fhir-expected.json")
    answers: Taken = {}
    for name in RECORDS:
        case = leder.new()
        answered = leder("import", case, CASES / name)
        assert answered.exit == 0, (name, answered)
        answers[name] = case, answered.document
    return answers


@pytest.mark.parametrize("name", RECORDS)
def test_every_resource_is_accounted_for(taken: Taken, name: str) -> None:
    _, told = taken[name]
    expected = ORACLE[name]
    assert told["read"] == expected["total"]
    assert told["read"] == told["added"] + told["already_there"] + told["folded"] + sum(skip["count"] for skip in told["skipped"])
    assert told["already_there"] == 0 and told["format"].lower().startswith("fhir")
    skipped = Counter({(skip["kind"], skip["why"]): skip["count"] for skip in told["skipped"]})
    assert {kind for kind, why in skipped if why == "context"} <= CONTEXT | ALSO_CONTEXT
    assert {(kind, why) for kind, why in skipped if why != "context" and kind not in PAYMENT} == set()
    for kind in (CONTEXT | PAYMENT) & set(expected["resources"]):
        assert sum(count for (skip, _), count in skipped.items() if skip == kind) == expected["resources"][kind], kind


@pytest.mark.parametrize("name", RECORDS)
def test_the_timeline_holds_each_entry_with_its_source_and_flags(leder: Leder, taken: Taken, name: str) -> None:
    case, told = taken[name]
    timeline = leder("timeline", case).document
    entries = timeline["entries"]
    assert len(entries) == told["added"] and len({entry["id"] for entry in entries}) == len(entries)
    warned = Counter({warning["code"]: warning["count"] for warning in told["warnings"]})
    assert timeline["undated"] == warned["undated"]
    born, died = born_and_died(name)
    for entry in entries:
        assert entry["what"].strip() and entry["kind"] and entry["sources"][0]["resource"], entry
        latest, earliest = entry["when"]["latest"], entry["when"]["earliest"]
        assert ("before-birth" in entry["flags"]) == (latest is not None and latest < born), entry
        assert ("after-death" in entry["flags"]) == (earliest is not None and died is not None and earliest > died), entry
    flagged = Counter(flag for entry in entries for flag in entry["flags"])
    assert (flagged["before-birth"], flagged["after-death"]) == (warned["before-birth"], warned["after-death"])
    resources = [entry["resource"] for entry in json.loads((CASES / name).read_bytes())["entry"]]
    elsewhere = [r.get("date") or r.get("created") for r in resources if r["resourceType"] in NO_ENTRY]
    early = sum(bool(on) and on[:10] < born for on in elsewhere)
    late = sum(bool(on and died) and on[:10] > died for on in elsewhere)
    assert flagged["before-birth"] == (ORACLE[name].get("resources_dated_before_birth") or 0) - early
    assert flagged["after-death"] == (ORACLE[name].get("resources_dated_after_death") or 0) - late


@pytest.mark.parametrize("name", RECORDS)
def test_the_number_that_came_is_told_and_kept(leder: Leder, taken: Taken, name: str) -> None:
    case, told = taken[name]
    patient = ORACLE[name]["patient"]
    assert told["person"]["family"] == patient["family"] and told["person"]["birth_date"] == patient["birthDate"]
    assert told["person"]["nhs_number"] == patient["nhsNumber"]
    wrong = patient["nhsNumber"] not in (None, "9465701459")
    assert [warning["count"] for warning in told["warnings"] if warning["code"] == "nhs-number-invalid"] == ([1] if wrong else [])
    assert not wrong or told["person"]["nhs_number_valid"] is False
    person = leder("case", "show", case).document["person"]
    assert patient["nhsNumber"] is None or patient["nhsNumber"] in json.dumps(person, ensure_ascii=False)


def test_a_year_stays_a_year(leder: Leder, taken: Taken) -> None:
    """One GP record here has a year alone, as the oracle says ("4": 1)."""
    years: dict[str, int] = {}
    for name, (case, _) in taken.items():
        for entry in leder("timeline", case).document["entries"]:
            when = entry["when"]
            if len(when["given"]) == 4:
                years[name] = years.get(name, 0) + 1
                year = when["given"]
                assert (when["edtf"], when["earliest"], when["latest"]) == (year, f"{year}-01-01", f"{year}-12-31")
                assert "January" not in when["words"]
    assert years == {name: count for name in RECORDS if (count := ORACLE[name]["date_precisions"].get("4"))} and years


def test_a_second_time_adds_nothing(leder: Leder, taken: Taken) -> None:
    digest = leder("doctor").document["digest"]
    for name, (case, first) in taken.items():
        again = leder("import", case, CASES / name)
        assert again.exit == 0 and (again.document["added"], again.document["already_there"]) == (0, first["added"]), name
        assert len(leder("evidence", "list", case).document["evidence"]) == 1, name
    assert leder("doctor").document["digest"] == digest


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_file_without_a_patient_is_refused_and_nothing_is_touched(leder: Leder, corpus: Callable[[str], Path], name: str) -> None:
    path, case = corpus(name), leder.new()
    before, digest = leder.case_bytes(case), leder("doctor").document["digest"]
    for dry in ([], ["--dry-run"], ["--accept-person"]):
        answered = leder("import", case, path, *dry)
        assert (answered.exit, answered.code) == (1, REFUSED[name]) and answered.sentence
        assert leder.case_bytes(case) == before
    assert leder("doctor").document["digest"] == digest


def test_another_persons_record_is_refused_unless_accepted(leder: Leder, corpus: Callable[[str], Path]) -> None:
    path = corpus(RECORDS[0])
    case = leder.new({"given": "Ann", "family": "Lee", "birth_date": "1970-02-03", "death_date": "2026-03-01", "nhs_number": "9434765919"})
    before = leder.case_bytes(case)
    for dry in ([], ["--dry-run"]):
        refused = leder("import", case, path, *dry)
        assert (refused.exit, refused.code) == (1, "different-person")
        assert leder.case_bytes(case) == before
    accepted = leder("import", case, path, "--accept-person")
    assert accepted.exit == 0 and accepted.document["added"] > 0
    assert leder("case", "show", case).document["person"]["family"] == "Lee", "the case keeps its own person"
    assert len(leder("evidence", "list", case).document["evidence"]) == 1


def test_a_dry_run_says_what_would_happen_and_writes_nothing(leder: Leder, taken: Taken) -> None:
    for name in RECORDS[:: len(RECORDS) // 4 or 1]:
        case = leder.new()
        before = leder.case_bytes(case)
        told = leder("import", case, CASES / name, "--dry-run")
        assert told.exit == 0 and told.document == taken[name][1]
        assert leder.case_bytes(case) == before


def test_looking_writes_nothing_into_the_case(leder: Leder, taken: Taken) -> None:
    case, _ = taken[RECORDS[0]]
    before = leder.case_bytes(case)
    looks = (["case", "show"], ["timeline"], ["evidence", "list"], ["check"], ["history"])
    wider = (["note", "get", case, "portrait"], ["search", "hospital"], ["case", "list"], ["doctor"])
    for words in (*([*look, case] for look in looks), *wider):
        assert leder(*words).exit in (0, 1)
        assert leder.case_bytes(case) == before, words


def test_what_is_no_record_is_refused_and_nothing_is_touched(leder: Leder, corpus: Callable[[str], Path]) -> None:
    gp_connect = corpus("gp-connect-structured")
    paths = [*corpus("uk-core-r4").rglob("*.xml"), *gp_connect.rglob("*.csv"), *gp_connect.rglob("*.txt")]
    assert len(paths) > 90
    case = leder.new()
    before = leder.case_bytes(case)
    for path in paths:
        answered = leder("import", case, path)
        assert (answered.exit, answered.code) == (1, "unsupported-format"), path.name
    assert leder.case_bytes(case) == before
