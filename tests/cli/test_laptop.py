"""`leder doctor` and `leder manifest`: their documents, their exits, and that looking changes not a byte of the cases."""

import hashlib
import json


def cases_of(leder):
    """Every file below `cases/`, by its digest."""
    root = leder.store / "cases"
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in root.rglob("*") if path.is_file()}


def attached(leder, case):
    path = leder.folder / "Ann Lee, discharge letter.txt"
    path.write_bytes(b"Dear colleague, Ann Lee. " * 40)
    return leder("attach", case, path).document["evidence"]


def test_doctor_full_reads_what_doctor_does_not_and_neither_changes_a_byte(leder):
    case = leder.new(reference="R-1")
    id = attached(leder, case)
    before = cases_of(leder)
    quick, full = leder("doctor"), leder("doctor", "--full")
    assert quick.exit == full.exit == 0 and quick.document == full.document
    assert cases_of(leder) == before
    path = leder.store / "cases" / case / "evidence" / id
    data = bytearray(path.read_bytes())
    data[-3] ^= 8
    path.write_bytes(data)
    before = cases_of(leder)
    assert leder("doctor").exit == 0
    full = leder("doctor", "--full")
    assert full.exit == 1
    assert [(one["case"], one["reference"], one["what"]) for one in full.document["damage"]] == [(case, "R-1", "evidence")]
    assert cases_of(leder) == before
    said = leder("doctor", "--full", json=False)
    assert said.exit == 1 and said.out.startswith("R-1: ") and "backup" in said.out


def test_manifest_says_what_is_here_without_clinical_text(leder):
    empty = leder("manifest").document
    assert empty["cases"] == [] and "No case" in leder("manifest", json=False).out
    case, other = leder.new(reference="R-1", notified_on="2026-08-31"), leder.new(reference="R-2", person={"family": "Other"})
    attached(leder, case)
    leder("report", case, "--kind", "review", "--out", leder.folder / "out.pdf")
    leder("case", "purge", other, "--why", "Sent in by mistake")
    answered = leder("manifest")
    assert answered.exit == 0
    (told,) = answered.document["cases"]
    assert {name: told[name] for name in ("case", "reference", "state", "due", "evidence", "bytes", "sample")} == {
        "case": case, "reference": "R-1", "state": "in-progress", "due": "2027-02-28", "evidence": 1, "bytes": 1000, "sample": False,
    }  # fmt: skip
    assert [one["what"] for one in told["given_out"]] == ["wrote the review as PDF"]
    assert [one["case"] for one in answered.document["erased"]] == [other] and answered.document["backup_places"] == []
    said = json.dumps(answered.document) + leder("manifest", json=False).out
    assert not any(word in said for word in ("Ann", "Lee", "Other", "letter", "colleague", "mistake", str(leder.folder)))


def test_manifest_tells_a_case_that_does_not_open(leder):
    case = leder.new(reference="R-1")
    (leder.store / "cases" / case / "case.leder").write_bytes(b"")
    (told,) = leder("manifest").document["cases"]
    assert told["evidence"] is None and "empty" in told["damaged"]
    assert "does not open" in leder("manifest", json=False).out
