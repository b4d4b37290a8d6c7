"""Allocation, holds, the family's wish to wait, the panel and the end of a review: what a person may record, and what is refused."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.case import Hold, Offered, Panel, State
from leder_desktop.model.signoff import Signoff
from leder_desktop.operations import cases, completing, history, holds, notes, shelf_row, snapshot
from leder_desktop.operations.writing import step

CORONER = Hold(reason="coroner", started=date(2026, 10, 1), agreed_by="Sam Okoro", expected=date(2027, 1, 31), reference="INQ-7")
FAMILY = Hold(reason="family-asked-to-wait", started=date(2026, 10, 20), agreed_by="Nia")


def move(session, state: State) -> None:
    with step(session, "Move", gate=None) as (writing, _):
        writing.put(replace(snapshot.case(session), state=state))


def refused(code: str, says: str, deed, *given, **named) -> None:
    with pytest.raises(Refused, match=says) as said:
        deed(*given, **named)
    assert said.value.code == code


def test_a_hold_is_begun_changed_ended_and_stays_in_the_record(session):
    holds.begin(session, CORONER)
    holds.begin(session, FAMILY)
    refused("wrong-state", "on hold for this already", holds.begin, session, replace(CORONER, started=date(2026, 11, 1)))
    refused("wrong-state", "Name one: coroner, family-asked-to-wait", holds.open_one, session)
    said = replace(CORONER, expected=date(2027, 2, 28))
    holds.change(session, CORONER, said)
    refused("gone", "changed or taken back", holds.end, session, CORONER)
    holds.end(session, holds.open_one(session, "coroner"), date(2026, 11, 10))
    refused("wrong-state", "ended on 10 November 2026", holds.end, session, snapshot.case(session).holds[0])
    holds.take_back(session, FAMILY)
    assert snapshot.case(session).holds == (replace(said, ended=date(2026, 11, 10)),)
    refused("wrong-state", "not on hold", holds.open_one, session)


def test_a_hold_that_begins_today_needs_no_day(session):
    holds.begin(session, replace(CORONER, started=None))
    assert snapshot.case(session).holds[0].started == date(2026, 11, 21)


@pytest.mark.parametrize("change", [{"reason": "busy"}, {"agreed_by": ""}, {"started": date(2026, 8, 1)}])
def test_a_hold_that_cannot_stand_writes_nothing(session, change):
    with pytest.raises(Refused):
        holds.begin(session, replace(CORONER, **change))
    assert snapshot.case(session).holds == ()


@pytest.mark.parametrize("state", State)
def test_who_may_hold_and_when(session, state):
    move(session, state)
    if state in (State.IN_PROGRESS, State.RETURNED, State.SUBMITTED):
        holds.begin(session, CORONER)
        holds.end(session, CORONER)
    else:
        refused("wrong-state", "cannot be changed now", holds.begin, session, CORONER)
        refused("wrong-state", "cannot be changed now", holds.family_waits, session, date(2026, 12, 1))


@pytest.mark.parametrize("state", [State.RELEASED, State.EXPORTED, State.PANEL])
def test_a_hold_that_was_forgotten_can_be_ended_after_the_signature(session, state):
    holds.begin(session, CORONER)
    move(session, state)
    holds.end(session, CORONER)
    assert snapshot.case(session).holds[0].ended == date(2026, 11, 21)


def test_before_the_opt_out_check_nothing_is_allocated_or_held(desk):
    session = cases.new(desk)
    for deed, given in ((holds.begin, CORONER), (holds.allocate, None), (holds.family_waits, date(2026, 12, 1))):
        refused("opt-out-not-checked", "opt-out", deed, session, given)
    cases.leave(session)


def test_allocation_and_the_familys_wish(session):
    refused("not-understood", "after its notification", holds.allocate, session, date(2026, 8, 30))
    refused("not-understood", "after today", holds.allocate, session, date(2026, 11, 22))
    holds.allocate(session, date(2026, 9, 3))
    refused("not-understood", "gone already", holds.family_waits, session, date(2026, 11, 20))
    holds.family_waits(session, date(2026, 12, 24))
    case = snapshot.case(session)
    assert (case.allocated_on, case.family_waits_until) == (date(2026, 9, 3), date(2026, 12, 24))
    holds.family_waits(session, None)
    assert snapshot.case(session).family_waits_until is None


def test_the_list_counts_by_the_policy_of_the_review_and_not_by_the_one_in_force(desk, session):
    """An older row of the list knows no policy of its own: it is counted by the one in force."""
    cases.leave(session)
    row, today, texts = desk.shelf.case(session.case), date(2026, 12, 1), desk.standards.checks()
    later = replace(desk.standards.policy(), due_months=3, remind_months=(1, 2))
    own = shelf_row.seen(row, desk.standards).standing(today, desk.standards.policy(), texts)
    assert shelf_row.seen(row, desk.standards).standing(today, later, texts) == own
    kept = json.loads(row.standing)
    kept.pop("policy")
    without = shelf_row.seen(replace(row, standing=json.dumps(kept)), desk.standards)
    assert without.standing(today, later, texts).due != own.due and without.standing(today, desk.standards.policy(), texts) == own


def test_the_list_knows_stage_holds_and_what_is_awaited_without_opening_a_case(desk, session):
    holds.begin(session, CORONER)
    holds.family_waits(session, date(2026, 12, 24))
    cases.leave(session)
    seen = shelf_row.seen(desk.shelf.case(session.case), desk.standards)
    now, tomorrow = (seen.standing(date(2026, 11, day), desk.standards.policy(), desk.standards.checks()) for day in (21, 22))
    assert (seen.stage.number, seen.next, seen.due) == ("8", "held", date(2027, 2, 28))
    assert [(wait.kind, wait.who, wait.since) for wait in seen.waits] == [
        ("hold", "Coroner’s investigation or inquest", date(2026, 10, 1)), ("family", "The family", None),
    ]  # fmt: skip
    assert (now.gross, now.paused, now.net, now.left) == (82, 51, 31, 99)
    assert tomorrow.paused == 52, "days are counted when one looks"
    assert desk.shelf.case(session.case).waiting_for == (
        "Coroner’s investigation or inquest, since 1 October 2026", "The family: asked to wait until 24 December 2026",
    )  # fmt: skip


def test_the_next_step_follows_what_forbids_signing_once_the_case_is_left(desk, session):
    seen = shelf_row.seen(desk.shelf.case(session.case), desk.standards)
    assert (seen.next, seen.stage.number) == ("allocate", "2")
    holds.allocate(session)
    seen = shelf_row.seen(desk.shelf.case(session.case), desk.standards)
    assert (seen.next, seen.stage.number) == ("", "3"), "the checks are asked when the case is left"
    cases.leave(session)
    seen = shelf_row.seen(desk.shelf.case(session.case), desk.standards)
    assert seen.next not in ("", "allocate") and seen.blocks > 0
    again = cases.open(desk, session.case)
    before = desk.shelf.case(session.case)
    cases.leave(again)
    assert desk.shelf.case(session.case) == before, "nothing is written after a mere look"


def test_an_erased_case_leaves_nothing_of_its_holds_in_the_list(desk, session):
    holds.begin(session, CORONER)
    cases.leave(session)
    cases.purge(desk, session.case, "Asked for")
    assert desk.shelf.case(session.case).standing == ""


PANEL = Panel(met_on=date(2026, 11, 18), outcome="actions-agreed", signed_off=True, note=" Good review. ")
BOTH = Offered(draft="offered", draft_on=date(2026, 11, 1), copy="offered", copy_on=date(2026, 11, 20))


def test_after_the_panel_the_review_is_completed_once_the_family_was_offered_both(session):
    move(session, State.EXPORTED)
    refused("wrong-state", "Sealed and exported", completing.complete, session)
    completing.panel_met(session, PANEL)
    case = snapshot.case(session)
    assert case.state == State.PANEL and case.panel == replace(PANEL, note="Good review.")
    completing.panel_met(session, replace(PANEL, outcome="no-actions"))
    refused("blocked", "offered the draft and a copy", completing.complete, session)
    completing.offer(session, replace(BOTH, copy="", copy_on=None))
    refused("blocked", "offered a copy", completing.complete, session)
    completing.offer(session, BOTH)
    refused("not-understood", "after the panel", completing.complete, session, date(2026, 11, 17))
    completing.complete(session, date(2026, 11, 20))
    case = snapshot.case(session)
    assert (case.state, case.completed_on, case.panel.outcome) == (State.COMPLETED, date(2026, 11, 20), "no-actions")
    for deed, given in ((completing.panel_met, PANEL), (completing.offer, BOTH), (completing.complete, None)):
        refused("wrong-state", "Completed", deed, session, given)


@pytest.mark.parametrize(
    ("said", "code", "says"),
    [
        (Panel(outcome="noted"), "incomplete", "which day"),
        (Panel(met_on=date(2026, 11, 18)), "incomplete", "what came of it"),
        (replace(PANEL, outcome="applause"), "not-understood", "no such outcome"),
        (replace(PANEL, met_on=date(2026, 11, 22)), "not-understood", "not after today"),
        (replace(PANEL, met_on=date(2026, 8, 30)), "not-understood", "after the notification"),
    ],
)  # fmt: skip
def test_a_panel_that_cannot_be_is_refused(session, said, code, says):
    move(session, State.EXPORTED)
    refused(code, says, completing.panel_met, session, said)
    assert snapshot.case(session).state == State.EXPORTED


def test_what_was_not_offered_needs_its_reason_and_a_copy_needs_the_signatures(session):
    refused("incomplete", "why the family", completing.offer, session, Offered(draft="not-offered"))
    completing.offer(session, Offered(draft="not-offered", why_not="No known family"))
    refused("wrong-state", "countersigned", completing.offer, session, Offered(draft="offered", copy="offered"))
    refused("not-understood", "Say one of", completing.offer, session, Offered(draft="perhaps"))
    refused("wrong-state", "Being reviewed", completing.panel_met, session, PANEL)


@pytest.mark.parametrize(
    ("notified", "chosen", "template"),
    [(None, "", "LeDeR-2021"), ("2020-03-01", "", "Bristol-2018+"), ("2020-03-01", "Bristol-2016", "Bristol-2016")],
)
def test_the_process_is_chosen_when_the_case_is_taken_in(desk, notified, chosen, template):
    told = '{"format": "leder-notification", "version": "1.0"' + (f', "notified_on": "{notified}"' if notified else "") + "}"
    session = cases.new(desk, told.encode(), template=chosen)
    assert snapshot.case(session).template == template
    cases.leave(session)
    assert shelf_row.seen(desk.shelf.case(session.case), desk.standards).case.template == template


def test_a_process_nobody_has_is_refused(desk):
    refused("not-understood", "no such process", cases.new, desk, template="LeDeR-3000")
    assert cases.all(desk) == []


def test_a_panel_reads_what_was_signed(session):
    move(session, State.EXPORTED)
    with session.file.step("Sign", by="Priya") as writing:
        writing.put(Signoff(reviewer_name="Priya", submitted_at=datetime(2026, 11, 19, 9, tzinfo=UTC)))
    refused("not-understood", "signed on 19 November 2026", completing.panel_met, session, PANEL)


def test_a_review_is_not_completed_while_something_of_it_is_open(session):
    move(session, State.EXPORTED)
    completing.panel_met(session, replace(PANEL, outcome="actions-agreed"))
    completing.offer(session, BOTH)
    refused("blocked", "none is entered", completing.complete, session)
    assert [each.id for each in completing.missing(session)] == ["end-no-action"]


def test_a_hold_is_undone_like_any_step_and_never_the_step_before_it(session):
    notes.set(session, "portrait", "Mari sang in the choir.")
    holds.begin(session, Hold(reason="coroner", agreed_by="Sam Okoro"))
    assert history.undo_words(session) == "Begin a hold"
    history.undo(session)
    assert snapshot.case(session).holds == () and snapshot.take(session).note("portrait") == "Mari sang in the choir."
    assert history.again_words(session) == "Begin a hold"
    history.again(session)
    assert len(snapshot.case(session).holds) == 1


def test_after_a_step_that_moved_the_case_nothing_is_undone_and_it_is_said_why(session):
    notes.set(session, "portrait", "Mari sang in the choir.")
    cases.close(session, "duplicate")
    cases.reopen(session, "It was another Mari.")
    assert history.undo_words(session) == ""
    with pytest.raises(Refused, match="The last step was “Reopen”"):
        history.undo(session)
    assert snapshot.take(session).note("portrait") == "Mari sang in the choir."
    notes.set(session, "portrait", "Mari sang.")
    history.undo(session)
    assert snapshot.take(session).note("portrait") == "Mari sang in the choir.", "what came after it is undone as ever"
