"""Gross, paused and net days, the due day, reminders, the holds that are refused; the arithmetic against counting day by day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leder_desktop.errors import Refused
from leder_desktop.model import review_clock as clock
from leder_desktop.model.case import Case, Hold, State, due, months_on
from leder_desktop.model.standards import BUILT_IN

POLICY, TEXTS = BUILT_IN.policy(), BUILT_IN.checks()
REASONS = BUILT_IN.vocabulary(POLICY.hold_reasons).codes
TOLD = date(2026, 8, 31)


def hold(started: str, ended: str | None = None, **more: str) -> Hold:
    return Hold(
        reason=more.pop("reason", "coroner"), started=date.fromisoformat(started), ended=date.fromisoformat(ended) if ended else None,
        agreed_by="Sam Okoro", expected=date.fromisoformat(more["expected"]) if "expected" in more else None,
    )  # fmt: skip


def case(*holds: Hold, told: date | None = TOLD, **fields: object) -> Case:
    state = fields.pop("state", State.IN_PROGRESS)
    return Case(id="c", notified_on=told, holds=holds, state=state, **fields)  # pyright: ignore[reportArgumentType]


def stand(made: Case, today: str) -> clock.Standing:
    return clock.standing(made, date.fromisoformat(today), POLICY, TEXTS)


DAYS = st.dates(min_value=date(2019, 12, 1), max_value=date(2028, 4, 1))
SPANS = st.lists(
    st.tuples(DAYS, st.one_of(st.none(), st.integers(0, 500))).map(
        lambda told: Hold(started=told[0], ended=told[0] + timedelta(days=told[1]) if told[1] is not None else None)
    ),
    max_size=6,
)


@given(SPANS, DAYS, DAYS)
def test_paused_days_are_those_one_would_count_one_by_one(holds: list[Hold], first: date, second: date) -> None:
    since, until = sorted((first, second))
    one_by_one = sum(
        any(h.started is not None and h.started <= day < (h.ended or until) for h in holds)
        for day in (since + timedelta(days=n) for n in range((until - since).days))
    )
    assert clock.paused_days(holds, since, until) == one_by_one


@given(SPANS, DAYS, DAYS)
def test_gross_is_paused_and_net_and_none_is_less_than_nothing(holds: list[Hold], told: date, today: date) -> None:
    now = clock.standing(case(*holds, told=told), today, POLICY, TEXTS)
    assert now.gross == now.paused + now.net == max(0, (today - told).days)
    assert 0 <= now.paused <= now.gross
    assert now.due == months_on(told, 6) and now.due is not None and now.left == (now.due - today).days


@given(SPANS, DAYS, DAYS)
def test_no_hold_moves_the_day_it_is_due(holds: list[Hold], told: date, today: date) -> None:
    with_holds, without = (clock.standing(each, today, POLICY, TEXTS) for each in (case(*holds, told=told), case(told=told)))
    assert with_holds.due == without.due == due(told)


@given(DAYS, st.integers(0, 30))
def test_months_on_is_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    then = months_on(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then.day < day.day and (then + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("told", "expected"),
    [("2027-08-29", "2028-02-29"), ("2027-08-31", "2028-02-29"), ("2026-08-31", "2027-02-28"), ("2028-02-29", "2028-08-29"),
     ("2026-03-31", "2026-09-30"), ("2026-12-31", "2027-06-30")],
)  # fmt: skip
def test_month_ends_and_leap_days(told: str, expected: str) -> None:
    assert due(date.fromisoformat(told)) == date.fromisoformat(expected)


def test_the_three_numbers_stand_side_by_side() -> None:
    now = stand(case(hold("2026-09-10", "2026-09-20"), hold("2026-09-15", "2026-09-25"), hold("2026-11-01")), "2026-11-21")
    assert (now.gross, now.paused, now.net, now.left) == (82, 35, 47, 99), "overlapping days count once, and an open hold until today"
    assert clock.due_words(now) == "99 days left · 35 days paused"


def test_a_leap_day_on_hold_is_a_day() -> None:
    told = date(2028, 1, 31)
    assert clock.paused_days([hold("2028-02-28", "2028-03-01")], told, date(2028, 4, 1)) == 2
    assert clock.paused_days([hold("2027-02-28", "2027-03-01")], date(2027, 1, 31), date(2027, 4, 1)) == 1


def test_a_hold_begun_today_pauses_nothing_yet_and_is_open() -> None:
    now = stand(case(hold("2026-11-21")), "2026-11-21")
    assert now.paused == 0 and len(now.held) == 1
    assert stand(case(hold("2026-11-21")), "2026-11-22").paused == 1


def test_a_completed_review_has_a_clock_that_stands() -> None:
    done = case(hold("2026-10-01"), state=State.COMPLETED, completed_on=date(2026, 12, 1))
    now = stand(done, "2027-09-01")
    assert (now.gross, now.paused, now.left, now.held, now.reminders) == (92, 61, None, (), ())


def test_a_review_that_was_closed_has_a_clock_that_stands_too() -> None:
    closed = case(hold("2026-10-01"), state=State.CLOSED, closed_on=date(2026, 12, 1))
    now = stand(closed, "2027-09-01")
    assert (now.gross, now.paused, now.left, now.held, now.reminders) == (92, 61, None, (), ())
    assert stand(replace(closed, state=State.IN_PROGRESS, closed_on=None), "2027-09-01").gross == 366


def test_without_a_notification_there_is_no_clock() -> None:
    now = stand(case(hold("2026-10-01"), told=None), "2026-11-21")
    assert (now.gross, now.paused, now.due, now.left) == (0, 0, None, None) and clock.due_words(now) == ""


@pytest.mark.parametrize(
    ("today", "kinds", "says"),
    [("2026-12-30", [], ""), ("2026-12-31", ["months"], "Four months"), ("2027-01-30", ["months"], "Four months"),
     ("2027-01-31", ["months"], "Five months"), ("2027-02-28", ["months"], "Five months"),
     ("2027-03-01", ["over"], "was due on 28 February")],
)  # fmt: skip
def test_four_and_five_months_are_told_and_then_that_it_is_over(today: str, kinds: list[str], says: str) -> None:
    told = stand(case(), today).reminders
    assert [one.kind for one in told] == kinds and says in "".join(one.sentence for one in told)


def test_a_bristol_initial_review_is_due_four_weeks_after_the_allocation() -> None:
    made = case(template="Bristol-2018+", told=date(2021, 3, 1), allocated_on=date(2021, 3, 10))
    assert stand(made, "2021-04-06").initial_due == date(2021, 4, 7) and stand(made, "2021-04-06").reminders == ()
    assert [one.kind for one in stand(made, "2021-04-07").reminders] == ["initial"]
    assert stand(replace(made, template="LeDeR-2021"), "2021-04-07").initial_due is None
    assert stand(replace(made, state=State.SUBMITTED), "2021-04-07").reminders == ()


@pytest.mark.parametrize(("days", "times"), [(29, 0), (30, 1), (59, 1), (60, 2)])
def test_a_hold_is_looked_at_every_thirty_days(days: int, times: int) -> None:
    started = date(2026, 9, 10)
    told = clock.standing(case(hold("2026-09-10")), started + timedelta(days=days), POLICY, TEXTS).reminders
    assert [(one.kind, one.since) for one in told] == ([("hold-check", started + timedelta(days=30 * times))] if times else [])


def test_the_day_a_hold_was_thought_to_end_is_told_once_it_has_come() -> None:
    made = case(hold("2026-09-10", expected="2026-10-01"))
    assert stand(made, "2026-09-30").reminders == ()
    assert [one.kind for one in stand(made, "2026-10-20").reminders] == ["hold-expected"]


def test_the_family_is_asked_again_on_the_day_they_named() -> None:
    made = case(family_waits_until=date(2026, 10, 1))
    assert stand(made, "2026-09-30").reminders == ()
    [told] = stand(made, "2026-10-01").reminders
    assert told.kind == "family" and "1 October 2026" in told.sentence


def test_the_allocation_is_asked_about_only_where_the_organisation_wants_it() -> None:
    assert stand(case(), "2026-12-01").reminders == ()
    strict = replace(POLICY, severity={**POLICY.severity, "R-TIME-5": "hint"})
    assert [one.kind for one in clock.standing(case(), date(2026, 11, 30), strict, TEXTS).reminders] == ["allocation"]


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        ({"reason": ""}, "incomplete", "why"),
        ({"reason": "busy"}, "not-understood", "listed reason"),
        ({"started": None}, "incomplete", "from which day"),
        ({"agreed_by": "  "}, "incomplete", "who agreed"),
        ({"started": date(2026, 8, 30)}, "not-understood", "before the notification of 31 August 2026"),
        ({"started": date(2026, 11, 22)}, "not-understood", "today"),
        ({"expected": date(2026, 8, 30)}, "not-understood", "before the beginning"),
        ({"ended": date(2026, 9, 9)}, "not-understood", "began on 10 September"),
        ({"ended": date(2026, 11, 22)}, "not-understood", "began on 10 September"),
    ],
)  # fmt: skip
def test_a_hold_that_cannot_be_is_refused_in_a_sentence(change: dict[str, object], code: str, says: str) -> None:
    bad = replace(hold("2026-09-10"), **change)  # pyright: ignore[reportArgumentType]
    with pytest.raises(Refused, match=says) as refused:
        clock.accept(bad, case(), date(2026, 11, 21), REASONS)
    assert refused.value.code == code


def test_a_hold_on_the_day_of_the_notification_stands() -> None:
    good = replace(hold("2026-08-31"), ended=date(2026, 11, 21), expected=date(2026, 8, 31))
    assert clock.accept(good, case(), date(2026, 11, 21), REASONS) == good
    assert clock.accept(hold("2020-01-01"), case(told=None), date(2026, 11, 21), REASONS)


@pytest.mark.parametrize(
    ("day", "months", "then"), [("9999-12-31", 6, date.max), ("0001-03-01", -12, date.min), ("9999-06-30", 6, date(9999, 12, 30))]
)
def test_a_day_at_the_end_of_the_calendar_is_no_fault(day: str, months: int, then: date) -> None:
    assert months_on(date.fromisoformat(day), months) == then
    assert clock.standing(case(told=date.fromisoformat(day)), date(2026, 11, 21), POLICY, TEXTS).due is not None
