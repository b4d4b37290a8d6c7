"""Every move a case may make, every one it may not, and the row of the process each state stands in (domain reference 1.3, 1.4)."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model import stages
from leder_desktop.model.case import (
    COUNTERSIGNED,
    MOVES,
    OVER,
    TEMPLATE_WORDS,
    WORDS,
    WRITABLE,
    Case,
    Hold,
    OptOut,
    State,
    require_move,
    require_open,
    template_for,
)
from leder_desktop.model.questions import TEMPLATES
from leder_desktop.model.stages import BRISTOL, LEDER, ORDER, Stage, Written, table
from leder_desktop.model.standards import BUILT_IN, Standards

ALLOWED = {
    ("notified", "in-progress"), ("notified", "closed"),
    ("in-progress", "submitted"), ("in-progress", "closed"),
    ("submitted", "returned"), ("submitted", "released"), ("submitted", "closed"),
    ("returned", "submitted"), ("returned", "closed"),
    ("released", "exported"),
    ("exported", "exported"), ("exported", "panel"),
    ("panel", "panel"), ("panel", "completed"),
    ("closed", "notified"), ("closed", "in-progress"),
}  # fmt: skip
"""Written down by hand from the two tables, so that a move added to the program by mistake is seen."""


@pytest.mark.parametrize(("now", "to"), list(product(State, State)), ids=lambda state: str(state))
def test_every_move_that_is_allowed_and_every_one_that_is_not(now: State, to: State) -> None:
    case = Case(id="c", state=now)
    if (str(now), str(to)) in ALLOWED:
        require_move(case, to)
        return
    with pytest.raises(Refused, match=WORDS[now]) as refused:
        require_move(case, to)
    assert refused.value.code == "wrong-state" and refused.value.more == {"state": str(now)}


def test_no_state_is_without_moves_or_words() -> None:
    assert set(MOVES) == set(WORDS) == set(State) and len(set(WORDS.values())) == len(State)


@pytest.mark.parametrize("state", State)
def test_a_review_is_written_in_only_while_it_is_with_the_reviewer(state: State) -> None:
    case = Case(id="c", state=state, opt_out=OptOut(result="none"))
    if state in WRITABLE:
        require_open(case)
        return
    with pytest.raises(Refused):
        require_open(case)
    assert not (state in COUNTERSIGNED and state in WRITABLE)


@pytest.mark.parametrize(
    ("notified", "template"),
    [(None, "LeDeR-2021"), ("2026-08-31", "LeDeR-2021"), ("2021-06-01", "LeDeR-2021"), ("2021-05-31", "Bristol-2018+"),
     ("2018-01-01", "Bristol-2018+"), ("2017-12-31", "Bristol-2016")],
)  # fmt: skip
def test_the_day_of_the_notification_proposes_the_process(notified: str | None, template: str) -> None:
    assert template_for(date.fromisoformat(notified) if notified else None) == template


def test_every_process_has_words_and_question_sets() -> None:
    assert set(TEMPLATE_WORDS) == set(TEMPLATES)


NOTHING, BEGUN = Written(), Written(begun=True)
INITIAL = Written(begun=True, initial=True)
NO, YES = Written(begun=True, initial=True, decision="no"), Written(begun=True, initial=True, decision="yes")
MET = replace(YES, met=True)
HELD = (Hold(reason="coroner", started=date(2026, 9, 1), agreed_by="Sam"),)
DAY = date(2026, 8, 31)


@pytest.mark.parametrize(
    ("case", "there", "number"),
    [
        ({"state": "notified", "notified_on": None}, NOTHING, "0"),
        ({"state": "notified"}, NOTHING, "1"),
        ({"state": "in-progress"}, NOTHING, "2"),
        ({"state": "in-progress"}, BEGUN, "3"),
        ({"state": "in-progress", "allocated_on": DAY}, NOTHING, "3"),
        ({"state": "in-progress", "allocated_on": DAY}, INITIAL, "4"),
        ({"state": "in-progress", "allocated_on": DAY}, NO, "4"),
        ({"state": "in-progress", "allocated_on": DAY}, YES, "5"),
        ({"state": "returned", "allocated_on": DAY}, YES, "5"),
        ({"state": "submitted"}, YES, "6"),
        ({"state": "released"}, YES, "6"),
        ({"state": "exported"}, YES, "7"),
        ({"state": "panel"}, YES, "7"),
        ({"state": "completed"}, YES, "10"),
        ({"state": "closed"}, BEGUN, "9"),
        ({"state": "in-progress", "opt_out": OptOut(result="opted-out")}, BEGUN, "9"),
        ({"state": "in-progress", "holds": HELD}, YES, "8"),
        ({"state": "submitted", "holds": HELD}, YES, "8"),
        ({"state": "in-progress", "holds": (replace(HELD[0], ended=date(2026, 9, 8)),)}, YES, "5"),
        ({"state": "completed", "holds": HELD}, YES, "10"),
    ],
)  # fmt: skip
def test_the_stage_of_the_2021_process_follows_from_what_is_recorded(case: dict[str, object], there: Written, number: str) -> None:
    made = _case("LeDeR-2021", case)
    found = stages.stage(made, there, BUILT_IN)
    assert found.number == number and found.held == (number == "8")
    assert found == replace(table(BUILT_IN, LEDER)[number], held=number == "8")


@pytest.mark.parametrize("template", ["Bristol-2018+", "Bristol-2016"])
@pytest.mark.parametrize(
    ("case", "there", "number"),
    [
        ({"state": "notified"}, NOTHING, "B0"),
        ({"state": "in-progress"}, NOTHING, "B1"),
        ({"state": "in-progress", "allocated_on": DAY}, NOTHING, "B2"),
        ({"state": "in-progress"}, INITIAL, "B3"),
        ({"state": "in-progress"}, NO, "B3"),
        ({"state": "in-progress"}, YES, "B4"),
        ({"state": "returned"}, MET, "B5"),
        ({"state": "submitted"}, MET, "B6"),
        ({"state": "released"}, MET, "B6"),
        ({"state": "exported"}, MET, "B7"),
        ({"state": "panel"}, MET, "B7"),
        ({"state": "completed"}, MET, "B8"),
        ({"state": "closed"}, MET, "B8"),
    ],
)
def test_the_stage_of_the_bristol_process(template: str, case: dict[str, object], there: Written, number: str) -> None:
    found = stages.stage(_case(template, case), there, BUILT_IN)
    assert found.number == number and not found.held
    assert found.words == ("Closed, not reviewed" if case["state"] == "closed" else table(BUILT_IN, BRISTOL)[number].words)


def test_a_bristol_case_on_hold_stays_in_its_row_and_says_so() -> None:
    found = stages.stage(_case("Bristol-2018+", {"state": "in-progress", "holds": HELD}), YES, BUILT_IN)
    assert found == Stage(number="B4", words="On hold", acts="Reviewer", held=True)


def test_every_row_of_both_tables_can_be_reached_and_has_its_place_in_the_bar() -> None:
    states = product(State, (NOTHING, BEGUN, INITIAL, NO, YES, MET), (None, DAY), ((), HELD), (None, DAY), TEMPLATE_WORDS)
    reached = {
        stages.stage(_case(template, {"state": state, "allocated_on": given, "holds": holds, "notified_on": told}), there, BUILT_IN).number
        for state, there, given, holds, told, template in states
    }
    assert reached == set(table(BUILT_IN, LEDER)) | set(table(BUILT_IN, BRISTOL)) == set(ORDER)
    assert set(ORDER.values()) == set(range(len(stages.STEPS)))


def test_what_is_over_runs_no_clock() -> None:
    assert {State.CLOSED, State.COMPLETED} == OVER


def _case(template: str, fields: dict[str, object]) -> Case:
    told: dict[str, object] = {"notified_on": DAY, "opt_out": OptOut(result="none"), **fields, "template": template}
    return Case(id="c", **{**told, "state": State(str(told["state"]))})  # pyright: ignore[reportArgumentType]  # a table of fields


def test_the_words_of_a_stage_are_those_of_the_reviews_own_list() -> None:
    text = BUILT_IN.text("vocabularies/stage-leder").replace('label = "Awaiting allocation"', 'label = "Not given to anybody yet"')
    other = Standards({"vocabularies/stage-leder": text})
    waiting = _case("LeDeR-2021", {"state": "in-progress"})
    assert stages.stage(waiting, Written(), other).words == "Not given to anybody yet"
    assert stages.stage(waiting, Written(), BUILT_IN).words == "Awaiting allocation"
