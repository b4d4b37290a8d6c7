"""The shared records against the independent oracle beside them (`fhir-expected.json`): totals, dates, precisions, before and after life.

Where a count of ours is not the oracle's, the reason is in `EXPLAINED`, and the difference is computed from the file, not written down.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from leder_desktop.errors import Refused
from leder_desktop.intake.fhir import record
from leder_desktop.intake.fhir.record import Import

EXPLAINED = {
    "List": "context of GP Connect: its date is when the list was made",
    "Claim": "about payment, not about care",
    "ExplanationOfBenefit": "about payment, not about care",
}
"""Kinds the oracle counts as dated that make no entry here."""

DATED_BY_THE_PERIOD = (
    "observations-unrelated-to-diagnostic-report",
    "observations-with-related-observations",
    "with-effective-time",
    "without-high-effective-time",
)
"""Files with an observation dated by `effectivePeriod`; the oracle reads `issued` there, the day it was filed, so its precision differs."""

REFUSED = {"duplicated-resource-bundle.json": "no-patient", "test-binary.json": "unsupported-format"}


def oracle(cases: Path) -> dict[str, dict[str, Any]]:
    everything = json.loads((cases / "fhir-expected.json").read_bytes())
    return {name: expected for name, expected in everything.items() if (cases / name).is_file()}


def read_all(cases: Path) -> list[tuple[str, dict[str, Any], bytes, Import]]:
    done = []
    for name, expected in oracle(cases).items():
        if Path(name).name not in REFUSED:
            untrusted = (cases / name).read_bytes()
            done.append((name, expected, untrusted, record.read(untrusted)))
    assert len(done) > 10
    return done


def elsewhere(untrusted: bytes) -> list[str]:
    """The dates, as the oracle reads them, of the kinds that are explained above."""
    resources = [entry["resource"] for entry in json.loads(untrusted)["entry"]]
    return [date for r in resources if r["resourceType"] in EXPLAINED and (date := r.get("date") or r.get("created"))]


def test_totals_by_kind(cases: Path):
    for name, expected, _, of in read_all(cases):
        counted = Counter(one.kind for one in of.drafts)
        for skip in of.skipped:
            counted[skip.kind] += skip.count
        assert of.read == expected["total"] == sum(counted.values()) + of.folded, name
        missing = Counter(expected["resources"]) - counted
        assert sum(missing.values()) == of.folded and set(missing) <= {"QuestionnaireResponse"}, name


def test_nothing_is_skipped_but_context_and_payment(cases: Path):
    for name, _, _, of in read_all(cases):
        assert {skip.why for skip in of.skipped} <= {"context", "about payment, not about care"}, name


def test_dated_entries(cases: Path):
    for name, expected, untrusted, of in read_all(cases):
        dated = [one for one in of.drafts if one.draft.when is not None]
        assert len(dated) == expected["dated_resources"] - len(elsewhere(untrusted)), name


def test_precision_is_kept(cases: Path):
    for name, expected, untrusted, of in read_all(cases):
        if any(part in name for part in DATED_BY_THE_PERIOD):
            continue
        ours = Counter(len(one.draft.when.given) for one in of.drafts if one.draft.when) + Counter(
            len(date) for date in elsewhere(untrusted)
        )
        del ours[7]  # the oracle counts no months; the one there is must be the one date missing from its precisions
        assert {str(length): count for length, count in ours.items()} == expected["date_precisions"], name


def test_a_year_stays_a_year(cases: Path):
    years = [one.draft.when for _, _, _, of in read_all(cases) for one in of.drafts if one.draft.when and len(one.draft.when.given) == 4]
    assert years
    for when in years:
        assert when.edtf == when.given
        assert when.earliest and when.latest and (when.earliest.month, when.latest.month) == (1, 12)


def test_before_birth_and_after_death(cases: Path):
    for name, expected, untrusted, of in read_all(cases):
        counts = {caveat.code: caveat.count for caveat in of.warnings}
        born, died = expected["patient"]["birthDate"], (expected["patient"]["deceased"] or "9999")[:10]
        early = sum(date[:10] < born for date in elsewhere(untrusted))
        late = sum(date[:10] > died for date in elsewhere(untrusted))
        assert counts.get("before-birth", 0) == expected.get("resources_dated_before_birth", 0) - early, name
        assert counts.get("after-death", 0) == expected.get("resources_dated_after_death", 0) - late, name


def test_the_person(cases: Path):
    for name, expected, _, of in read_all(cases):
        patient = expected["patient"]
        assert (of.person.family, of.person.given) == (patient["family"], " ".join(patient["given"])), name
        assert of.person.birth_date and of.person.birth_date.given == patient["birthDate"], name
        assert (of.person.death_date.given if of.person.death_date else None) == patient["deceased"], name
        assert of.person.nhs_number == (patient["nhsNumber"] or ""), f"{name}: the number is kept as it was given"
        told = "nhs-number-invalid" in {caveat.code for caveat in of.warnings}
        assert told == (patient["nhsNumber"] is not None and patient["nhsNumber"] != "9465701459"), name


def test_importing_twice_adds_nothing(cases: Path):
    for name, _, untrusted, of in read_all(cases):
        first = record.plan(of, set())
        again = record.plan(record.read(untrusted), {one.draft.imported for one in first.added})
        assert (len(first.added), len(again.added), again.already_there) == (len(of.drafts), 0, len(of.drafts)), name


def test_conditions_are_named(cases: Path):
    for name, expected, _, of in read_all(cases):
        said = "\n".join(one.draft.what for one in of.drafts if one.kind == "Condition")
        assert all(condition in said for condition in expected.get("conditions", [])), name


def test_refused_by_name(cases: Path):
    for name in oracle(cases):
        if code := REFUSED.get(Path(name).name):
            with pytest.raises(Refused) as refused:
                record.read((cases / name).read_bytes())
            assert refused.value.code == code, name


def test_xml_and_text_are_refused(cases: Path):
    files = [*sorted(cases.glob("uk-core-r4/**/*.xml"))[:20], *cases.glob("gp-connect-structured/small/*.txt"), *cases.glob("**/*.csv")]
    assert len(files) > 10
    for path in files:
        with pytest.raises(Refused) as refused:
            record.read(path.read_bytes())
        assert refused.value.code == "unsupported-format", path.name
