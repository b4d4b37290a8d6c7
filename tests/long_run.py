"""Writes down what each test marked `long` found, and leaves out those that passed before: for `packaging/dev.py test --long`."""

import hashlib
import json
import os
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kept", type=Path, required=True, help="the folder where results are kept")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    done = [item for item in items if _has_passed(_file(config, item.nodeid))]
    items[:] = [item for item in items if item not in done]
    config.hook.pytest_deselected(items=done)


def _has_passed(file: Path) -> bool:
    return file.is_file() and json.loads(file.read_text("utf-8"))["outcome"] == "passed"


def _file(config: pytest.Config, nodeid: str) -> Path:
    return config.getoption("--kept") / f"{hashlib.sha256(nodeid.encode()).hexdigest()[:24]}.json"


class Kept:
    """Hears every report; of several processes only the first one writes."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if "long" not in report.keywords or (report.when != "call" and report.passed):
            return
        file = _file(self.config, report.nodeid)
        commit = file.with_name("commit.txt")
        told = {
            "test": report.nodeid, "outcome": report.outcome, "seconds": round(report.duration, 1),
            "commit": commit.read_text("utf-8") if commit.is_file() else "", **dict(report.user_properties),
        }  # fmt: skip
        file.write_text(json.dumps(told, indent=1), "utf-8")


def pytest_configure(config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        config.pluginmanager.register(Kept(config), "kept")
