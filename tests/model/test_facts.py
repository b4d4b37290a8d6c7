"""Conditions over the facts of a case: what is not known is no fact, chains of hidden questions, and answers that stay."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Case
from leder_desktop.model.conditions import Condition
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.dates import understand
from leder_desktop.model.facts import Facts
from leder_desktop.model.person import Kin, Notification, Organisation, Person
from leder_desktop.model.questions import accept
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.timeline import Entry
from tests.model.own_set import one, standards

EMPTY = Snapshot(case=Case(id="a"), person=Person())
PERSON = Person(
    birth_date=understand("1964-03-02"), death_date=understand("about 2019"), sex="female", diagnosis_group="learning-disability"
)
FULL = Snapshot(
    case=Case(id="a", template="Bristol-2016"),
    person=PERSON,
    notification=Notification(
        covid19="no", other_processes=("coroner", "safeguarding"), organisations=(Organisation(kind="gp"),), kin=(Kin(name="A"),)
    ),
    conversations=(Conversation(id="c", who="Her sister", category="family", on=understand("May 2019")),),
    entries=(Entry(id="e", setting="hospital-ward", kind="admission", what="Admitted"),),
    answers=(accept(BUILT_IN.question("initial.O07"), "yes-judgement"), accept(BUILT_IN.question("initial.P08"), '["signs", "speech"]')),
)  # fmt: skip


def holds(snapshot: Snapshot, fact: str, **asks: Any) -> bool:
    return Facts(snapshot).holds(Condition(fact=fact, **asks))


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ("initial.P08", "speech"),
        ("initial.P08", "signs"),
        ("person.sex", "female"),
        ("person.diagnosis_group", "learning-disability"),
        ("notification.covid19", "no"),
        ("notification.other_processes", "safeguarding"),
        ("notification.organisations", "gp"),
        ("notification.kin", "yes"),
        ("entry.setting", "hospital-ward"),
        ("entry.kind", "admission"),
        ("case.template", "Bristol-2016"),
        ("focused", "yes"),
        ("family-involved", "yes"),
    ],
)
def test_each_fact_is_had_and_is_not_had_where_nothing_is_known(fact: str, code: str) -> None:
    assert holds(FULL, fact, any_of=(code,))
    assert holds(FULL, fact, any_of=("something-else", code))
    assert not holds(FULL, fact, any_of=("something-else",))
    assert not holds(FULL, fact, none_of=(code,))
    assert holds(FULL, fact, none_of=("something-else",))
    assert not holds(EMPTY, fact, any_of=(code,))


def test_nothing_is_true_of_what_is_not_known() -> None:
    assert not holds(EMPTY, "person.sex", none_of=("male",))
    assert not holds(EMPTY, "age", at_least=0)
    assert not holds(EMPTY, "death", since=date(2000, 1, 1))
    assert not holds(EMPTY, "focused", none_of=("no",))


def test_age_at_death_is_held_against_whole_years_as_far_as_the_dates_tell() -> None:
    exact = replace(EMPTY, person=replace(PERSON, death_date=understand("2019-03-01")))
    assert holds(exact, "age", at_least=54) and not holds(exact, "age", at_least=55)
    assert holds(exact, "age", at_most=54) and not holds(exact, "age", at_most=53)
    vague = replace(EMPTY, person=replace(PERSON, birth_date=understand("1964"), death_date=understand("about 2019")))
    assert holds(vague, "age", at_least=18) and not holds(vague, "age", at_most=25), "54 or 55"
    assert holds(vague, "age", at_least=55) and holds(vague, "age", at_most=54) and not holds(vague, "age", at_least=56)
    assert not holds(replace(EMPTY, person=replace(PERSON, birth_date=None)), "age", at_least=0), "nobody knows"


def test_what_nobody_has_said_is_still_asked_unless_it_is_said_otherwise() -> None:
    assert holds(EMPTY, "notification.covid19", unless=("no",)) and not holds(FULL, "notification.covid19", unless=("no",))
    assert holds(FULL, "notification.covid19", unless=("yes",)) and not holds(EMPTY, "notification.covid19", none_of=("yes",))


def test_a_day_is_late_enough_if_it_can_have_been() -> None:
    year = replace(EMPTY, person=replace(PERSON, death_date=understand("2020")))
    assert holds(year, "death", since=date(2020, 6, 1)) and holds(year, "death", before=date(2020, 6, 1))
    assert not holds(year, "death", since=date(2021, 1, 1)) and not holds(year, "death", before=date(2020, 1, 1))
    answers = accept(BUILT_IN.question("initial.D10"), "yes"), accept(BUILT_IN.question("initial.D13.date"), "March 2020")
    told = replace(EMPTY, answers=answers)
    assert holds(told, "initial.D13.date", since=date(2020, 3, 31)) and not holds(told, "initial.D13.date", before=date(2020, 3, 1))


def test_a_trigger_that_is_met_is_a_fact() -> None:
    minority = replace(EMPTY, person=replace(PERSON, ethnicity="J"))
    assert holds(minority, "trigger", any_of=("R-FOC-1", "R-FOC-2"))
    assert not holds(EMPTY, "trigger", any_of=("R-FOC-1", "R-FOC-2"))


def ours(*answers: Answer, age: bool = True) -> Snapshot:
    person = replace(PERSON, death_date=understand("2019-03-01") if age else None)
    return replace(EMPTY, standards=standards(), answers=answers, person=person)


def test_a_condition_on_a_hidden_question_does_not_hold_along_the_chain() -> None:
    mine = standards()
    often, yes, no = (accept(mine.question(f"initial.{ref}"), said) for ref, said in (("S02", "4"), ("S01", "yes"), ("S01", "no")))
    last = mine.question("initial.S03")
    assert Facts(ours(yes, often)).shown(last)
    assert not Facts(ours(yes, often, age=False)).shown(last), "all of them must hold"
    assert not Facts(ours(yes, replace(often, value=2))).shown(last)
    assert not Facts(ours(no, often)).shown(last), "how often is hidden, so it is no fact"
    assert not Facts(ours(often)).shown(last)
    assert not Facts(ours(replace(yes, status="insufficient"), often)).shown(last)


def test_hiding_a_question_loses_nothing_it_was_answered_with() -> None:
    mine = standards()
    often = accept(mine.question("initial.S02"), "4")
    for first, seen in (("yes", True), ("no", False), ("not-known", False), ("yes", True)):
        now = ours(accept(mine.question("initial.S01"), first), often)
        assert Facts(now).shown(mine.question("initial.S02")) is seen
        assert now.answer("initial.S02") == often


def test_questions_that_wait_for_each_other_are_not_asked_and_do_not_hang() -> None:
    two = one(ref='"X01"', shown_when='{ fact = "initial.X02", is = ["a"] }') + "\n" + one(
        ref='"X02"', shown_when='{ fact = "initial.X01", is = ["a"] }'
    )  # fmt: skip
    round_ = standards(two)
    given = tuple(Answer(id=f"initial.{ref}", status="answered", value="a") for ref in ("X01", "X02"))
    facts = Facts(replace(EMPTY, standards=round_, answers=given))
    assert not any(facts.shown(asked) for asked in round_.question_set("initial").questions)


def test_an_answer_to_a_question_no_longer_asked_is_no_fact() -> None:
    assert not holds(replace(EMPTY, answers=(Answer(id="initial.Z99", status="answered", value="yes"),)), "initial.Z99", any_of=("yes",))
