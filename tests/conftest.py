"""What every test needs: no message bus, a screen that is not there, and other people's tools by name."""

import gc
import itertools
import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.operations import cases
from leder_desktop.session import Desk, Session
from tests.journeys.program import quick_keys
from tests.raw_desk import raw_desk

# Before Qt is loaded. Without an address every X11 process may start a bus that outlives it; `disabled:` starts none.
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """`@pytest.mark.tool("pdfsig")` skips a test, by that name, on a machine without the program."""
    for mark in item.iter_markers("tool"):
        for program in mark.args:
            if shutil.which(program) is None:
                pytest.skip(f"{program} is not installed")


LONG_FIRST = ("window", "faults", "promises", "reviews", "journeys")
"""Folders whose tests start programs and wait for them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Otherwise one of two workers would end with a long file that the other cannot share."""
    items.sort(key=lambda item: item.path.parent.name not in LONG_FIRST)


def pytest_collection_finish() -> None:
    """What was loaded stays: looking through it again at every sweep between two tests cost a fifth of a short one."""
    gc.collect()
    gc.freeze()


TICK = timedelta(seconds=1)


@pytest.fixture
def clock() -> Clock:
    """9 in the morning of 21 November 2026, one second later at every look; ids are UUIDs in order."""
    seconds, ids = itertools.count(), itertools.count(1)
    start = datetime(2026, 11, 21, 9, tzinfo=UTC)
    return Clock(now=lambda: start + next(seconds) * TICK, new_id=lambda: str(uuid.UUID(int=next(ids), version=4)))


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    """Keys from passphrases without the wait, for a module that opens stores by them."""
    with quick_keys():
        yield


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Priya's real, encrypted store, open; only the clock and the ids are not real, and no passphrase was needed."""
    opened = raw_desk(tmp_path / "store", clock)
    yield opened
    opened.close()


@pytest.fixture
def session(desk: Desk) -> Iterator[Session]:
    """An open case of that store, past the opt-out gate: Mari Ellis, invented."""
    opened = cases.new(desk, NOTIFICATION, opt_out_checked_by="Sam Okoro")
    yield opened
    opened.file.close()


NOTIFICATION = b"""{"format": "leder-notification", "version": "1.0", "reference": "LDR-T-1", "notified_on": "2026-08-31",
 "person": {"given": "Mari", "family": "Ellis", "known_as": "Mari", "birth_date": "1970-05-04", "death_date": "2026-08-20",
 "nhs_number": "9990001218"}}"""
