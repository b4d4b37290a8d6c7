"""P05, coercion: nothing is hidden here; what is no longer needed is closed and removed, and then nobody can be made to show it."""

import pytest

from leder_desktop.errors import Refused
from leder_desktop.operations import cases, search
from tests.faults.canary import hits
from tests.faults.rawpages import find
from tests.promises import erasable

WORDS = (*erasable.QUOTED, *erasable.OTHER, erasable.STAYS, "Maureen")


def close_and_remove(desk, case):
    """As the window does it: Case > Close as not reviewed, then Case > Erase this case."""
    session = cases.open(desk, case)
    cases.close(session, "out-of-scope")
    cases.leave(session)
    cases.purge(desk, case, "No longer needed on this laptop")


def shown(desk):
    """What somebody with the passphrase and every key can be made to show."""
    register = find(desk.shelf.database.path, erasable.shelf_key(desk), WORDS)
    files = [file for row in cases.all(desk) for file in find(_file(desk, row.id), bytes(desk.shelf.case_key(row.id)), WORDS)]
    return [hit.word for hit in (*register, *files)] + hits([desk.folder], WORDS)


def _file(desk, case):
    return desk.folder / "cases" / case / "case.leder"


@pytest.fixture
def case(desk, tmp_path):
    session = erasable.made(desk, tmp_path).session
    cases.leave(session)
    return session.case


def test_p05_a_case_that_was_closed_and_removed_cannot_be_shown_with_every_key(desk, case):
    close_and_remove(desk, case)
    assert shown(desk) == [] and search.find(desk, "zqwarbled") == []
    with pytest.raises(Refused) as refused:
        cases.open(desk, case)
    assert refused.value.code == "no-such-case"


def test_p05_would_notice_a_case_that_was_only_closed(desk, case):
    session = cases.open(desk, case)
    cases.close(session, "out-of-scope")
    cases.leave(session)
    assert {"zqwarbled", "Zvedalgia", "Vzokkinen"} <= set(shown(desk))
