"""P13: a power cut. All that was synced is there; of what was not, each sector and each name is there or not. 0 acknowledged saves are
lost and every store opens.
"""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults import ffs
from tests.faults.campaign import DEEDS, run, tell

pytestmark = [pytest.mark.tool("gcc"), pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the fault library is Linux's")]

NAMED = ("save", "attach", "migrate", "rotate", "backup", "purge", "export", "init")
CHUNKS = 4
"""1,000 images of a deed are made in so many parts, so that a long run can stop between them."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ffs.built(tmp_path_factory.mktemp("ffs"))


@pytest.mark.parametrize("deed", NAMED)
def test_p13_a_power_cut_loses_nothing_that_was_acknowledged(deed: str, library: Path) -> None:
    [found] = run("powercut", library, deed, [{"images": 40, "seed": 20261122}])
    assert (found["wrong"], found["lost"], found["unopenable"], found["images"]) == ([], 0, 0, 40)


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("deed", DEEDS)
def test_p13_a_thousand_power_cuts(deed: str, chunk: int, library: Path, record_property: Any) -> None:
    [found] = run("powercut", library, deed, [{"images": 1000 // CHUNKS, "seed": chunk}])
    tell(record_property, f"power cuts: {deed}", {"runs": found["images"], "lost": found["lost"], "unopenable": found["unopenable"]})
    assert (found["wrong"], found["lost"], found["unopenable"]) == ([], 0, 0)


@pytest.mark.parametrize("deed", ["save", "attach"])
def test_p13_would_notice_a_database_that_does_not_wait_for_the_disk(deed: str, library: Path) -> None:
    [found] = run("powercut", library, deed, [{"images": 40, "seed": 1, "without": "synchronous"}])
    assert found["lost"] and found["unopenable"]


def test_p13_would_notice_a_name_that_was_not_made_durable(library: Path) -> None:
    [found] = run("powercut", library, "attach", [{"images": 40, "seed": 1, "without": "folder sync"}])
    assert found["lost"] and not found["unopenable"]
