"""The two things tests replace: what time it is, and what a new thing is called."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return str(uuid.uuid4())


@dataclass(frozen=True, kw_only=True)
class Clock:
    """`now()` is an aware UTC instant; `new_id()` a fresh lower-case UUID 4."""

    now: Callable[[], datetime] = _now
    new_id: Callable[[], str] = _new_id

    def today(self) -> date:
        """The day on the wall where the reviewer is: dates of a review are dates, not instants."""
        return self.now().astimezone().date()
