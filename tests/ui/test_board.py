"""The board in words: what each row says of stage, days, what is awaited and what comes next."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from leder_desktop.model import ahead, review_clock, stages
from leder_desktop.model.ahead import Wait
from leder_desktop.model.case import Case, Hold, State
from leder_desktop.model.stages import Written
from leder_desktop.model.standards import BUILT_IN
from tests.ui.desktops import at_desk
from ui.cases import board
from ui.cases.board import Row
from ui.cases.view import Cases
from ui.sections import section_of

TODAY = date(2026, 11, 21)
POLICY, TEXTS = BUILT_IN.policy(), BUILT_IN.checks()


def a_row(**fields) -> Row:
    """Len, as the board shows him, notified half a year and six days ago."""
    case = Case(id="1", notified_on=date(2026, 5, 15), state=fields.get("state", State.IN_PROGRESS), holds=fields.pop("holds", ()))
    told = {
        "id": "1", "name": "Len", "reference": "L", "state": case.state, "due": date(2026, 11, 15), "waits": (), "sample": False,
        "touched": "", "today": TODAY, "next": "", "blocks": 0, "patience": POLICY.request_days,
        "stage": stages.stage(case, Written(begun=True), BUILT_IN),
        "standing": review_clock.standing(case, TODAY, POLICY, TEXTS),
    }  # fmt: skip
    return Row(**{**told, **fields})


def cells(row: Row):
    return {column.title: column.cell(row) for column in board.COLUMNS}


GP = Wait(
    kind="request", who="Elm Row Surgery", what="GP record", since=date(2026, 11, 2), said="2 November 2026", chased="12 November 2026"
)  # fmt: skip


def test_late_is_said_and_never_coloured():
    said = cells(a_row(waits=(GP,)))
    assert [said["Due"].first, said["Due"].bold, said["Due"].tone] == ["6 days over", True, "ink"]
    assert said["Due"].second == "due 15 November 2026"
    assert board.due_words(a_row(due=TODAY)) == "Due today" and board.due_words(a_row(due=date(2026, 11, 22))) == "1 day left"


def test_it_says_what_is_awaited_from_whom_since_when_and_what_to_do():
    said = cells(a_row(waits=(GP,), next="portrait", blocks=3))
    assert said["Waits for"].first == "Elm Row Surgery: GP record" and said["Waits for"].icon_says == "Waits for"
    assert said["Waits for"].second == "asked 2 November 2026, 19 days ago; chased 12 November 2026"
    assert (said["Next step"].first, said["Next step"].second) == ("Ask Elm Row Surgery again", "3 things before signing")
    early = replace(GP, since=date(2026, 11, 20))
    assert cells(a_row(waits=(early,), next="portrait", blocks=1))["Next step"].first == "Write the pen portrait"
    assert cells(a_row(next="initial.O07", blocks=1))["Next step"].first == "Decide on the longer review"
    assert cells(a_row(next="sign"))["Next step"].first == "Read it through and sign"
    assert cells(a_row())["Waits for"].first == "You"


def test_gross_paused_and_net_days_stand_side_by_side_and_a_hold_is_said():
    hold = Hold(reason="coroner", started=date(2026, 9, 1), ended=date(2026, 10, 1))
    assert cells(a_row(holds=(hold,)))["Days"].first == "190 days, 30 paused, 160 net"
    assert cells(a_row())["Days"].first == "190 days, none paused"
    held = replace(hold, ended=None)
    wait = Wait(kind="hold", who="Coroner’s investigation or inquest", since=held.started, said="1 September 2026")
    said = cells(a_row(holds=(held,), waits=(wait, GP), next="held"))
    assert (said["Stage"].first, said["Waits for"].icon_says, said["Waits for"].second) == (
        "On hold", "On hold", "and 1 more; since 1 September 2026, 81 days",
    )  # fmt: skip
    assert said["Next step"].second.startswith("On hold for 81 days"), "a hold is looked at again now and then"
    assert all(cell.tone != "amber_ink" for cell in said.values())


def test_every_next_step_has_words():
    for code in (*ahead.FROM_STATE, ahead.SIGN, "", "portrait", "entry/7", "focused.F10", "case.holds", "bristol-initial.B13", "nowhere"):
        assert cells(a_row(next=code))["Next step"].first, code
    places = ("person.x", "summary", "evidence/1", "finding/1", "signoff", "conversation/1")
    assert set(board.SECTION_NEXT) >= {section_of(where) for where in places}


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_row(state):
    said = cells(a_row(state=state, next=ahead.BY_STATE.get(state, "")))
    assert said["Stage"].first and said["Stage"].stage and said["Due"].first and said["Next step"].first


def test_filters_and_sorts_of_waiting():
    held = a_row(id="held", holds=(Hold(reason="coroner", started=date(2026, 11, 20)),), waits=(replace(GP, kind="hold"),))
    waits = a_row(id="waits", waits=(GP,))
    done = a_row(id="done", state=State.COMPLETED)
    rows = (done, held, waits)
    kept = {key: [row.id for row in rows if fits(row)] for key, _, fits in board.FILTERS}
    assert kept["held"] == ["held"] and kept["waiting"] == ["held", "waits"] and kept["done"] == ["done"]
    assert kept["look"] == ["held", "waits"], "both are over their day"
    assert [row.id for row in board.in_order(rows, "waiting")] == ["held", "waits", "done"]
    assert [row.id for row in board.in_order(rows, "net")] == ["waits", "held", "done"]


def test_a_thousand_rows_are_shown_without_a_widget_each(qtbot, theme, desk):
    made, _ = at_desk(qtbot, theme, desk)
    page = made.window.in_sight()
    assert isinstance(page, Cases)
    one = a_row()
    page._rows = tuple(replace(one, id=str(n), name=f"Name {n:04}", due=one.today + timedelta(days=n)) for n in range(1000))
    page._whole.setCurrentWidget(page._board)
    page._show()
    assert page.table.rows.rowCount() == 1000 and len(page.table.findChildren(object)) < 100
    page.seek.setText("0777")
    assert [row.name for row in page.shown()] == ["Name 0777"]
    made.leave()
