"""Deciding in the light of the triggers; independence; the panel's actions."""

from dataclasses import replace

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.actions import Action, smart
from leder_desktop.model.case import Panel, State
from leder_desktop.model.dates import understand
from leder_desktop.model.findings import Finding
from leder_desktop.model.person import Kin, Notification
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.operations import actions, decision, findings, history, independence, person, questions, snapshot
from leder_desktop.operations.independence import WhoReviews
from leder_desktop.operations.writing import step


def describe(session, **said):
    return person.describe(session, replace(snapshot.person(session), **said))


def said(session, ref):
    return questions.answers(session)[ref].value


def refused(verb, *given, **named) -> Refused:
    with pytest.raises(Refused) as refusal:
        verb(*given, **named)
    return refusal.value


def test_no_is_refused_in_one_sentence_where_a_duty_stands_however_it_is_answered(session):
    describe(session, ethnicity="K", diagnosis_group="learning-disability")
    for verb, given in ((decision.decide, ("no",)), (questions.answer, ("initial.O07", "no")), (decision.decide, ("yes-judgement",))):
        refusal = refused(verb, session, *given)
        assert refusal.code == "not-open"
    assert "Bangladeshi" in refused(decision.decide, session, "no").sentence
    assert "initial.O07" not in questions.answers(session)
    decision.decide(session, "yes-mandatory")
    assert said(session, "initial.O07") == "yes-mandatory" and said(session, "focused.F01") == ("minority-ethnic-background",)


def test_without_a_duty_every_reason_that_does_not_apply_is_closed_with_its_sentence(session):
    describe(session, ethnicity="A", diagnosis_group="learning-disability")
    options = {each.code: each.why_not for each in decision.look(session).options}
    assert options["no"] == options["yes-judgement"] == ""
    assert "No trigger" in options["yes-mandatory"] and "family" in options["yes-family"]
    decision.decide(session, "no")
    assert said(session, "initial.O07") == "no" and "focused.F01" not in questions.answers(session)


def test_the_familys_wish_is_declined_only_with_the_senior_reviewers_reason(session):
    describe(session, ethnicity="A", diagnosis_group="learning-disability")
    assert refused(decision.decline_the_family, session, by="Sam Okoro", why="x").code == "not-open"
    questions.answer(session, "initial.O05", "yes")
    assert "senior reviewer" in refused(decision.decide, session, "no").sentence
    assert refused(decision.decline_the_family, session, by="Sam Okoro", why=" ").code == "incomplete"
    assert refused(decision.decline_the_family, session, by="priya  raman", why="A reason.").code == "same-person"
    independence.describe(session, WhoReviews(senior_reviewer="Sam Okoro"))
    assert "is Sam Okoro" in refused(decision.decline_the_family, session, by="Ifeoma Clarke", why="A reason.").sentence
    decision.decline_the_family(session, by="Sam Okoro", why="They agreed that their questions were answered.")
    decision.decide(session, "no")
    kept = snapshot.case(session).refusal
    assert (kept.by, kept.on, said(session, "initial.O07")) == ("Sam Okoro", session.clock.today(), "no")
    shown = {one.label: one.after for one in history.changes(session, history.steps(session)[1].seq)}
    assert "Sam Okoro" in shown["The family’s wish, declined"] and "questions were answered" in shown["The family’s wish, declined"]


def test_the_reason_stands_for_the_request_it_was_given_for(session):
    describe(session, ethnicity="A", diagnosis_group="learning-disability")
    questions.answer(session, "initial.O05", "yes")
    with step(session, "A mother") as (writing, _):
        writing.put(Notification(kin=(Kin(name="Maureen Lee", relationship="Mother"),)))
    assert "close to" in refused(decision.decline_the_family, session, by="Maureen Lee", why="No more of it.").sentence
    decision.decline_the_family(session, by="Sam Okoro", why="Their questions were answered.")
    assert decision.look(session).refusal.by == "Sam Okoro"
    questions.answer(session, "initial.O05", "no")
    questions.answer(session, "initial.O05", "yes")
    assert decision.look(session).refusal.why == "" and "senior reviewer" in refused(decision.decide, session, "no").sentence
    decision.decline_the_family(session, by="Sam Okoro", why="Answered again.")
    decision.decide(session, "no")
    questions.answer(session, "initial.O05", "yes")
    assert decision.look(session).refusal.why == "Answered again.", "the same answer, said once more, is no new request"


def test_the_reasons_of_a_focused_review_are_filled_once_and_never_over_an_answer(session):
    describe(session, ethnicity="A", diagnosis_group="learning-disability")
    questions.answer(session, "initial.O05", "yes")
    findings.add(session, Finding(id="", kind="concern", text="The plan was not followed.", severity="minor"))
    questions.answer(session, "focused.F01", '["learning"]')
    decision.decide(session, "yes-family")
    assert said(session, "focused.F01") == ("learning",)
    questions.leave_open(session, "focused.F01", "not-asked")
    decision.decide(session, "yes-judgement")
    assert said(session, "focused.F01") == ("family-asked", "concern")


def test_a_bristol_review_decides_on_a_multi_agency_review(session):
    with step(session, "As in 2019") as (writing, _):
        writing.put(replace(snapshot.case(session), template="Bristol-2018+"))
    describe(session, ethnicity="A", birth_date=understand("4 May 1998"), death_date=understand("20 August 2020"))
    standing = decision.look(session)
    assert standing.form.review == "multi-agency review" and [each.rule for each in standing.those("yes")] == ["R-MAR-1"]
    assert "multi-agency review cannot be declined" in refused(decision.decide, session, "no").sentence
    decision.decide(session, "yes-mandatory")
    assert said(session, "bristol-initial.B13") == "yes-mandatory"


def test_independence_is_declared_with_day_and_words_and_can_be_taken_back(session):
    assert snapshot.case(session).independence.words == ""
    independence.declare(session)
    kept = snapshot.case(session).independence
    assert (kept.by, kept.on) == ("Priya Raman", session.clock.today()) and "Mari’s care" in kept.words
    (shown,) = history.changes(session, history.steps(session)[0].seq)
    assert shown.label == "Declaration of independence" and "Mari’s care" in shown.after
    independence.take_back(session)
    assert snapshot.case(session).independence.by == ""


def test_the_senior_reviewer_is_another_person_than_the_reviewer(session):
    for name in ("Priya Raman", " priya   RAMAN ", "Priya. Raman"):
        refusal = refused(independence.describe, session, WhoReviews(senior_reviewer=name))
        assert refusal.code == "same-person" and "different person" in refusal.sentence
    independence.describe(session, WhoReviews(reviewer_profession="nurse", reviewer_employer="Trust", senior_reviewer="Sam Okoro"))
    assert independence.standing(session).senior_reviewer == "Sam Okoro"
    (_, shown) = history.changes(session, history.steps(session)[0].seq)[:2]
    assert shown.after in ("Nurse", "Trust", "Sam Okoro")


GOOD = Action(
    id="", theme="TH06", findings=("f",), text="Every swallowing plan is reviewed within two days of an admission.",
    organisation="Acute trust", owner="Lead speech and language therapist", due=understand("31 March 2027"),
    measure="Audit of 20 admissions a month", status="agreed",
)  # fmt: skip


@pytest.fixture
def after_panel(session):
    with step(session, "The panel met") as (writing, _):
        panel = Panel(met_on=session.clock.today(), outcome="approved")
        writing.put(replace(snapshot.case(session), state=State.PANEL, panel=panel))
        writing.put(Finding(id="f", kind="learning", text="Plans were read late."))
    return session


def test_no_action_is_entered_before_the_panel_has_met(session):
    refusal = refused(actions.add, session, GOOD)
    assert refusal.code == "wrong-state" and "panel" in refusal.sentence and actions.actions(session) == []


def test_an_action_is_kept_by_theme_and_its_whole_life_is_said(after_panel):
    made = actions.add(after_panel, GOOD).made[0]
    actions.change(after_panel, replace(GOOD, id=made, status="done", evidence="The audit of February found 19 of 20."))
    actions.add(after_panel, replace(GOOD, theme="TH01", status="proposed"))
    assert [each.code for each in actions.by_theme(after_panel)] == ["TH01", "TH06"]
    (done,) = actions.by_theme(after_panel)[1].actions
    assert done.status == "done" and [each.lacks for each in smart(done, BUILT_IN.words())] == [""] * 5
    actions.remove(after_panel, made)
    assert refused(actions.change, after_panel, replace(GOOD, id=made)).code == "gone"


@pytest.mark.parametrize(
    "said",
    [
        "Mari’s plan is reviewed within two days of admission.", "The plan of Ms Ellis is reviewed in two days.",
        "MARI is to be remembered by this.",
        "Her mother Gwen is told within two days of admission.", "For 999 000 1218 the plan is reviewed at once.",
        "What happened on 20 August 2026 is looked into.", "See LDR-T-1 for what is to be done here.",
        "She was born on 4/5/1970 and is told so.", "Ask for her on 01632 960111.", "The plan of Pugh is reviewed in two days.",
    ],
)  # fmt: skip
def test_an_action_that_says_who_it_is_about_is_refused_and_the_words_are_named(after_panel, said):
    told = snapshot.notification(after_panel)
    with step(after_panel, "Kin", gate=None) as (writing, _):
        writing.put(replace(told, kin=(Kin(name="Mrs Gwen Ellis-Pugh"),)))
    refusal = refused(actions.add, after_panel, replace(GOOD, text=said))
    assert refusal.code == "identifying" and "“" in refusal.sentence and actions.actions(after_panel) == []


@pytest.mark.parametrize(
    "said",
    [
        "Every plan is reviewed in May within two days.", "The ward tells the family of a marine accident at once.",
        "A gwen is kept, in small letters.",
    ],
)  # fmt: skip
def test_ordinary_words_are_not_taken_for_names(after_panel, said):
    actions.add(after_panel, replace(GOOD, text=said))


@pytest.mark.parametrize(
    ("changed", "letter", "says"),
    [
        ({"text": "Raise awareness of swallowing plans on every ward."}, "S", "Raise awareness"),
        ({"text": "Staff are  reminded of swallowing plans on every ward."}, "S", "Are reminded"),
        ({"text": "Review plans."}, "S", "sentence"),
        ({"measure": ""}, "M", "see that it worked"), ({"organisation": " "}, "A", "organisation"), ({"owner": ""}, "A", "role"),
        ({"findings": ()}, "R", "finding"), ({"theme": ""}, "R", "theme"), ({"due": None}, "T", "by when"),
    ],
)  # fmt: skip
def test_each_letter_says_in_words_what_is_missing_and_an_agreed_action_has_all_five(after_panel, changed, letter, says):
    short = replace(GOOD, **changed)
    assert [each.letter for each in smart(short, BUILT_IN.words()) if each.lacks] == [letter]
    refusal = refused(actions.add, after_panel, short)
    assert refusal.code == "incomplete" and says in refusal.sentence
    actions.add(after_panel, replace(short, status="proposed"))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"theme": "TH99"}, "not-understood"), ({"findings": ("f", "none-such")}, "gone"),
        ({"due": understand("1 March 2025")}, "not-understood"),
    ],
)  # fmt: skip
def test_an_action_rests_on_what_is_there_and_lies_ahead(after_panel, changed, code):
    assert refused(actions.add, after_panel, replace(GOOD, **changed)).code == code


def test_a_dropped_action_says_why_and_a_done_one_what_shows_it(after_panel):
    assert "why" in refused(actions.add, after_panel, replace(GOOD, status="not-taken")).sentence
    assert "shows it" in refused(actions.add, after_panel, replace(GOOD, status="done")).sentence
    actions.add(after_panel, replace(GOOD, text="Short.", status="not-taken", why_not="Already done last year by another trust."))
