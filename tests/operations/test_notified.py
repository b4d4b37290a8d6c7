"""The day of the notification can be put right: what blocks for want of it has a way out."""

from datetime import date

import pytest

from leder_desktop.errors import Refused
from leder_desktop.operations import checks, holds, snapshot
from leder_desktop.session import Session


def test_a_wrong_day_is_put_right_and_nothing_blocks_for_it(session: Session) -> None:
    holds.notified(session, date(2020, 1, 1))
    assert snapshot.case(session).notified_on == date(2020, 1, 1)
    assert "notification-after-today" not in {each.id for each in checks.remarks(session)}


def test_a_day_to_come_is_refused(session: Session) -> None:
    before = snapshot.case(session)
    with pytest.raises(Refused, match="after today"):
        holds.notified(session, date(2999, 1, 1))
    assert snapshot.case(session) == before
