"""Where the small records of our own invention are, and the shared cases, which a checkout may lack."""

from pathlib import Path

import pytest

OWN = Path(__file__).parents[1] / "data" / "fhir"
CASES = Path(__file__).parents[2] / "../shared/cases"


@pytest.fixture
def r4() -> bytes:
    return (OWN / "invented-r4.json").read_bytes()


@pytest.fixture
def gp_connect() -> bytes:
    return (OWN / "invented-gp-connect.json").read_bytes()


@pytest.fixture
def cases() -> Path:
    if not CASES.is_dir():
        pytest.skip("../shared/cases is not here")
    return CASES
