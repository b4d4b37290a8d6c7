"""The sample case as it lies in a real store, read once: every rule is tried on it with one change."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count
from pathlib import Path

import pytest

from leder_desktop import resources
from leder_desktop.clock import Clock
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import cases, sample, snapshot
from tests.raw_desk import raw_desk
from tests.sample import reading

TODAY = date(2026, 11, 21)
AT = datetime.fromisoformat("2026-11-21T09:30:00+00:00")


@contextmanager
def taken_in(folder: Path) -> Iterator[Snapshot]:
    ids = count(1)
    desk = raw_desk(folder, Clock(now=lambda: AT, new_id=lambda: f"00000000-0000-4000-8000-{next(ids):012d}"))
    try:
        session = sample.take_in(desk)
        yield snapshot.take(session)
        cases.leave(session)
    finally:
        desk.close()


@pytest.fixture(scope="session")
def roz(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    with taken_in(tmp_path_factory.mktemp("sample") / "store") as whole:
        return whole


def stable(whole: Snapshot, where: str) -> str:
    """A place by the keys of `case.toml`, and of the GP record by what an entry is known by there, instead of by ids made at random."""
    kind, _, id = where.partition("/")
    told = tomllib.loads((resources.path(reading.FOLDER) / "case.toml").read_text("utf-8"))
    if kind == "entry":
        entry = next(each for each in whole.entries if each.id == id)
        key = entry.imported.rsplit(":", 1)[0] if entry.imported else next(row["key"] for row in told["entry"] if row["what"] == entry.what)
    elif kind == "finding":
        finding = next(each for each in whole.findings if each.id == id)
        key = next(row["key"] for row in told["finding"] if row["text"] == finding.text)
    elif kind == "request":
        key = next(each.organisation for each in whole.requests if each.id == id)
    elif kind == "evidence":
        record = next(each for each in whole.evidence if each.id == id)
        key = next(row["key"] for row in told["evidence"] if row["file"] == record.name)
    else:
        return where
    return f"{kind}/{key}"
