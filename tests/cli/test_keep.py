"""`leder keep`: a warning is left as it is from the command line too, and `leder check` says so."""

from tests.cli.conftest import Leder

WHY = "The record has it so; the practice was asked."


def test_a_warning_is_kept_and_check_says_why(leder: Leder) -> None:
    case = leder.new(person={"nhs_number": "999 158 4278"})
    before = leder("check", case)
    assert next(each for each in before.document["remarks"] if each["id"] == "nhs-number")["kept"] == ""
    kept = leder("keep", case, "nhs-number", "person.nhs_number", stdin=WHY.encode())
    assert (kept.exit, kept.document) == (0, {"kept": "nhs-number@person.nhs_number"})
    after = leder("check", case)
    assert next(each for each in after.document["remarks"] if each["id"] == "nhs-number")["kept"] == WHY
    assert (after.exit, after.document["blocking"]) == (before.exit, before.document["blocking"])
    assert after.document["unreasoned"] == before.document["unreasoned"] - 1
    assert before.document["unreasoned"] == sum(each["severity"] == "warn" for each in before.document["remarks"])


def test_submit_names_the_warnings_without_a_reason_after_what_blocks(leder: Leder) -> None:
    case = leder.new(person={"nhs_number": "999 158 4278"})
    refused = leder("submit", case, "--identity", "mine")
    said = [each["severity"] for each in refused.document["error"]["remarks"]]
    assert refused.code == "blocked" and said == ["block"] * said.count("block") + ["warn"] * said.count("warn") and "warn" in said
    assert "need a reason: leder keep" in leder("check", case, json=False).out


def test_what_blocks_cannot_be_kept(leder: Leder) -> None:
    case = leder.new()
    refused = leder("keep", case, "no-portrait", "portrait", stdin=WHY.encode())
    assert refused.exit == 1 and refused.code == "not-a-warning"
