"""Grades of three: the reviewer's, the senior reviewer's, the panel's. None is ever written over another, or over what it was before."""

from dataclasses import replace

import pytest

from leder_desktop.bundle.review_json import review_document
from leder_desktop.errors import Refused
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import State
from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Source
from leder_desktop.model.graded import asked, shown, undecided
from leder_desktop.model.grades import PANEL, REVIEWER, SENIOR, changed_since_seen, cited, rationale
from leder_desktop.model.policy import Policy
from leder_desktop.model.scales import UNCONFIRMED
from leder_desktop.model.signoff import Signoff
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import grades, history, questions, release, snapshot, timeline
from leder_desktop.operations.writing import step

GRADE, WHY = "focused.F10", "focused.F12.quality"


def graded(session, code="5", why="The plan was kept to."):
    questions.choose(session, GRADE, code)
    questions.choose(session, WHY, why)


def to(session, state: State) -> None:
    """As a signature, a release or a panel would: the state, and at a submission what the senior reviewer will see."""
    with step(session, "Move", gate=None) as (writing, _):
        whole = snapshot.take(session)
        if state == State.SUBMITTED:
            signoff = Signoff(reviewer_name="Priya Raman", submitted_at=session.clock.now())
            grades.sign(writing, replace(whole, signoff=signoff))
            writing.put(signoff)
        writing.put(replace(whole.case, state=state))


def refused(deed):
    with pytest.raises(Refused) as caught:
        deed()
    return caught.value


def given(session, role, ref=GRADE):
    return snapshot.take(session).grading(role, ref)


def test_the_senior_reviewers_other_grade_stands_beside_the_reviewers_and_replaces_nothing(session):
    graded(session)
    to(session, State.SUBMITTED)
    grades.propose(session, GRADE, "3", "Two falls went without a look at why.")
    whole = snapshot.take(session)
    assert whole.answer(GRADE).score == BUILT_IN.score("2021-quality", "5")
    said = whole.grading(SENIOR, GRADE)
    assert (said.score, said.agrees, said.by) == (BUILT_IN.score("2021-quality", "3"), False, "Priya Raman") and said.at is not None


def test_agreeing_keeps_the_grade_that_was_agreed_with(session):
    graded(session)
    to(session, State.SUBMITTED)
    grades.agree(session, GRADE)
    assert given(session, SENIOR).agrees and given(session, SENIOR).score == BUILT_IN.score("2021-quality", "5")


def test_a_changed_view_keeps_the_one_before_with_who_when_and_why(session):
    graded(session)
    to(session, State.SUBMITTED)
    grades.agree(session, GRADE)
    first = given(session, SENIOR)
    assert refused(lambda: grades.propose(session, GRADE, "2", "The bed.")).code == "incomplete"
    assert given(session, SENIOR) == first
    grades.propose(session, GRADE, "2", "The bed was known to be wrong.", "I had not read the equipment log.")
    now = given(session, SENIOR)
    assert now.because == "I had not read the equipment log." and len(now.former) == 1
    assert (now.former[0].score, now.former[0].agrees, now.former[0].at) == (first.score, True, first.at)


def test_another_grade_needs_a_reason_of_its_own_and_must_be_another(session):
    graded(session)
    to(session, State.SUBMITTED)
    assert "Write why" in refused(lambda: grades.propose(session, GRADE, "3", "  ")).sentence
    assert "own grade" in refused(lambda: grades.propose(session, GRADE, "5", "Because.")).sentence
    assert refused(lambda: grades.propose(session, GRADE, "7", "Because.")).code == "not-understood"
    assert given(session, SENIOR) is None


def test_each_grades_only_in_its_own_time(session):
    graded(session)
    assert refused(lambda: grades.agree(session, GRADE)).code == "wrong-state"
    assert refused(lambda: grades.panel(session, GRADE, "3", "Because.")).code == "wrong-state"
    to(session, State.SUBMITTED)
    assert refused(lambda: grades.panel(session, GRADE, "3", "Because.")).code == "wrong-state"
    to(session, State.PANEL)
    assert refused(lambda: grades.agree(session, GRADE)).code == "wrong-state"
    grades.panel(session, GRADE, "3", "The panel read the equipment log.")
    assert given(session, PANEL).score == BUILT_IN.score("2021-quality", "3")
    assert snapshot.take(session).answer(GRADE).score == BUILT_IN.score("2021-quality", "5")


def test_where_the_reviewer_gave_none_there_is_nothing_to_agree_with(session):
    to(session, State.SUBMITTED)
    assert "no grade" in refused(lambda: grades.agree(session, GRADE)).sentence


def test_a_grade_changed_after_it_was_seen_is_known_and_keeps_its_reason_through_the_next_signature(session):
    graded(session)
    to(session, State.SUBMITTED)
    to(session, State.RETURNED)
    whole = snapshot.take(session)
    assert not changed_since_seen(whole.grading(REVIEWER, GRADE), whole.answer(GRADE))
    questions.choose(session, GRADE, "3")
    whole = snapshot.take(session)
    assert changed_since_seen(whole.grading(REVIEWER, GRADE), whole.answer(GRADE)) and not whole.grading(REVIEWER, GRADE).changing
    grades.explain(session, GRADE, "The senior reviewer is right about the falls.")
    to(session, State.SUBMITTED)
    seen = given(session, REVIEWER)
    assert seen.score == BUILT_IN.score("2021-quality", "3") and seen.because == "The senior reviewer is right about the falls."
    assert [one.score.code for one in seen.former] == ["5"] and not seen.changing
    to(session, State.RETURNED)
    to(session, State.SUBMITTED)
    assert given(session, REVIEWER).former == seen.former and given(session, REVIEWER).because == seen.because


def test_taking_a_seen_grade_away_is_a_change_too(session):
    graded(session)
    to(session, State.SUBMITTED)
    to(session, State.RETURNED)
    questions.leave_open(session, GRADE, "not-asked")
    whole = snapshot.take(session)
    assert changed_since_seen(whole.grading(REVIEWER, GRADE), whole.answer(GRADE))


def test_a_reason_for_a_change_is_not_asked_before_anybody_saw_the_grade(session):
    graded(session)
    assert refused(lambda: grades.explain(session, GRADE, "Because.")).code == "gone"


def test_what_others_gave_is_never_undone_or_put_back(session):
    graded(session)
    to(session, State.SUBMITTED)
    grades.propose(session, GRADE, "3", "Two falls.")
    to(session, State.RETURNED)
    history.undo(session)
    assert given(session, SENIOR).why == "Two falls." and given(session, REVIEWER) is not None
    version = history.versions(session, "grading", f"{SENIOR}/{GRADE}", "why")[-1].id
    assert refused(lambda: history.restore_version(session, version)).code == "wrong-state"


def test_countersigning_says_agreement_where_nothing_was_said_and_refuses_one_that_is_out_of_date(session):
    graded(session)
    questions.choose(session, "focused.F11", "4")
    to(session, State.SUBMITTED)
    grades.propose(session, GRADE, "3", "Two falls.")
    said = grades.countersigned(snapshot.take(session), by="Dr Okoro", at=session.clock.now())
    assert [(one.ref, one.agrees, one.score.code) for one in said] == [(GRADE, False, "3"), ("focused.F11", True, "4")]
    to(session, State.RETURNED)
    questions.choose(session, "focused.F11", "2")
    to(session, State.SUBMITTED)
    grades.agree(session, "focused.F11")
    to(session, State.RETURNED)
    questions.choose(session, "focused.F11", "3")
    to(session, State.SUBMITTED)
    whole = snapshot.take(session)
    assert refused(lambda: grades.countersigned(whole, by="Dr Okoro", at=session.clock.now())).code == "incomplete"
    grades.agree(session, "focused.F11")
    assert given(session, SENIOR, "focused.F11").because == grades.FOLLOWED
    assert grades.countersigned(snapshot.take(session), by="Dr Okoro", at=session.clock.now())[1].score.code == "3"


def test_the_statement_says_agreement_or_a_proposed_change(session):
    to(session, State.IN_PROGRESS)
    assert "grades" not in release.statement(snapshot.take(session))
    graded(session)
    assert "agree with the focused-review decision and with the grades." in release.statement(snapshot.take(session))
    to(session, State.SUBMITTED)
    grades.propose(session, GRADE, "3", "Two falls.")
    assert "propose a change to the grades" in release.statement(snapshot.take(session))


def test_the_review_document_holds_every_view_with_its_sentence_and_never_a_bare_number(session):
    graded(session)
    to(session, State.SUBMITTED)
    grades.propose(session, GRADE, "3", "Two falls.")
    to(session, State.RETURNED)
    questions.choose(session, GRADE, "4")
    grades.explain(session, GRADE, "The falls.")
    [row] = review_document(snapshot.take(session))["grades"]
    assert (row["scaleId"], row["scaleFamily"], row["code"], row["goodnessRank"], row["bestRank"]) == ("2021-quality", "2021", "4", 4, 6)
    assert row["wording"] == UNCONFIRMED and row["words"].endswith("(4 of 6, 6 is best)")
    assert row["senior"]["label"] == BUILT_IN.score("2021-quality", "3").label_text
    assert row["senior"]["why"] == "Two falls." and row["panel"] is None
    assert [one["words"] for one in row["former"]] == ["Good care - met expected good practice (5 of 6, 6 is best)"]
    assert row["changed"] == "The falls."


def test_the_grades_of_a_review_are_those_of_its_process(session):
    whole = snapshot.take(session)
    assert [each.ref for each in asked(whole)] == ["focused.F10", "focused.F11"]
    assert asked(replace(whole, case=replace(whole.case, template="Of another time"))) == ()
    for template in ("Bristol-2018+", "Bristol-2016"):
        other = replace(whole, case=replace(whole.case, template=template))
        for each in asked(other):
            assert other.standards.question(each.ref).scale == ("bristol-2016" if template == "Bristol-2016" else "bristol-2018")
            assert rationale(each.ref) == each.why


def test_an_initial_review_is_graded_only_where_the_organisation_says_so(session, monkeypatch):
    assert undecided(snapshot.take(session)) and len(shown(snapshot.take(session))) == 2
    questions.choose(session, "initial.O07", "no")
    assert shown(snapshot.take(session)) == () and not undecided(snapshot.take(session))
    policy: Policy = snapshot.take(session).standards.policy()
    with monkeypatch.context() as other:
        other.setattr(type(snapshot.take(session).standards), "policy", lambda _: replace(policy, grade_initial=True))
        assert len(shown(snapshot.take(session))) == 2
    graded(session)
    assert [each.ref for each in shown(snapshot.take(session))] == [GRADE], "what was given is shown, whatever is decided"
    questions.choose(session, "initial.O07", "yes-judgement")
    assert len(shown(snapshot.take(session))) == 2


def test_an_entry_is_linked_when_all_it_rests_on_is_cited(session):
    one, other = Source(conversation="tunde", words="flat in bed"), Source(conversation="tunde", words="no plan")
    timeline.add(session, Draft(when=understand("2026-07-01"), what="Given toast nearly flat in bed", sources=(one, other)))
    entries = tuple(snapshot.take(session).entries)
    assert cited((Answer(id=WHY, sources=(one,)), None), entries) == ()
    assert cited((Answer(id=WHY, sources=(one,)), Answer(id=GRADE, sources=(other,))), entries) == entries
