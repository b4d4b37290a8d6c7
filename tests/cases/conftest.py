"""The shared cases, through the command line: absent ones are skipped by name."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.program import Leder, quick_keys

CASES = Path(__file__).parents[2] / "../shared/cases"


@pytest.fixture(scope="session")
def corpus() -> Callable[[str], Path]:
    """A folder of the shared cases."""

    def find(name: str) -> Path:
        if not (CASES / name).exists():
            pytest.skip(f"../shared/cases/{name} is absent")
        return CASES / name

    return find


@pytest.fixture(scope="module")
def leder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Leder]:
    """One real store a file of tests."""
    with quick_keys():
        yield Leder(tmp_path_factory.mktemp("cases")).init()
