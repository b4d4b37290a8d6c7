"""An hour's typing in a portrait of 6,000 words makes the case at most 5 MB larger, and keeps every sealed version."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.operations import cases, history, notes
from leder_desktop.session import Desk, Session
from leder_desktop.store import case_folder

SAVES, SEALED_EVERY, MOST = 3600, 300, 5_000_000
LIFE = "She walked to the pond with her mother on most days and named the ducks after people on the radio. "


def an_hour() -> Iterator[str]:
    """The text at each second: 6,000 words are there, and somebody writes in the middle, sometimes taking words back."""
    start = (LIFE * 320)[: 6000 * 6]
    before, after, typed = start[: len(start) // 2], start[len(start) // 2 :], ""
    for second in range(SAVES):
        typed = typed[:-3] if second % 9 == 8 else typed + LIFE[second % len(LIFE) :][:5] + str(second)
        yield before + typed + after


@pytest.mark.long
def test_an_hours_typing(desk: Desk, session: Session) -> None:
    began = datetime(2026, 11, 21, 10, tzinfo=UTC)
    now = [began]
    clock = Clock(now=lambda: now[0])
    hour = Session(desk=desk, case=session.case, file=session.file)
    hour.file.clock = clock
    notes.set(hour, "portrait", (LIFE * 320)[: 6000 * 6])
    path = case_folder.file_of(desk.folder, session.case)
    before = size(path)
    last = ""
    for second, last in enumerate(an_hour()):
        now[0] = began + timedelta(seconds=second)
        notes.typed(hour, "portrait", last)
        if second % SEALED_EVERY == SEALED_EVERY - 1:
            notes.seal(hour)
    assert notes.get(hour, "portrait") == last
    assert len(last.split()) > 6000
    assert len(history.versions(hour, "note", "portrait", "text")) == 1 + SAVES // SEALED_EVERY
    assert size(path) - before <= MOST
    assert history.faults(hour) == []
    cases.leave(hour)
    assert size(path) - before <= MOST


def size(path: Path) -> int:
    """The case file and its journal."""
    return sum(one.stat().st_size for one in path.parent.glob("case.leder*"))


def test_the_measure_sees_what_is_kept_for_every_save(desk: Desk, session: Session) -> None:
    """The proof that the test above can fail: a version for every save would be too much long before the hour is over."""
    path = case_folder.file_of(desk.folder, session.case)
    before = size(path)
    for second, text in zip(range(120), an_hour(), strict=False):
        notes.typed(session, "portrait", f"{second}{text}")
        notes.seal(session)
    assert (size(path) - before) * SAVES / 120 > 5 * MOST
    cases.leave(session)
