"""The sample case raises exactly what `expected-remarks.toml` argues, and nothing that blocks: the demo submits it."""

import tomllib
from datetime import date
from typing import Any

from leder_desktop import resources
from leder_desktop.model.checks import remarks
from leder_desktop.model.remarks import Severity
from leder_desktop.model.snapshot import Snapshot
from tests.model.checks.conftest import TODAY, stable


def _expected() -> dict[str, Any]:
    return tomllib.loads(resources.path("sample_case/expected-remarks.toml").read_text("utf-8"))


def test_the_sample_raises_exactly_what_was_argued(roz: Snapshot) -> None:
    told = _expected()
    assert date.fromisoformat(told["today"]) == TODAY
    said = sorted((each.id, stable(roz, each.where), str(each.severity)) for each in remarks(roz, today=TODAY))
    assert said == sorted((row["check"], row["where"], row["severity"]) for row in told["remark"])


def test_nothing_in_the_sample_blocks_on_any_day_of_its_review(roz: Snapshot) -> None:
    for day in (TODAY, date(2026, 12, 31), date(2027, 3, 1)):
        assert [each.id for each in remarks(roz, today=day) if each.severity == Severity.BLOCK] == []


def test_each_expected_remark_is_argued() -> None:
    assert all(len(row["because"].split()) >= 8 for row in _expected()["remark"])
