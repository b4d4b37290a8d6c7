"""Which tests were skipped without a reason that holds: read from the results pytest wrote."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
"""The folder of cases beside the checkout. Only when it is absent may a test be skipped for it."""


def unexplained(reports: Iterable[Path]) -> list[tuple[str, str]]:
    """(test, reason) of every skipped test, but those that ask for `../shared` where there is none."""
    return [(name, reason) for name, reason in _skipped(reports) if SHARED.is_dir() or "shared" not in reason]


def _skipped(reports: Iterable[Path]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for report in reports:
        if not report.is_file():
            continue
        for case in ET.parse(report).iter("testcase"):
            for skip in case.findall("skipped"):
                if skip.get("type") == "pytest.skip":
                    found.append((f"{case.get('classname')}::{case.get('name')}", skip.get("message") or ""))
    return found
