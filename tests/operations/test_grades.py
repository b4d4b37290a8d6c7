"""Grades of three: the reviewer's, the senior reviewer's, the panel's. None is ever written over another, or over what it was before."""

from dataclasses import replace
from datetime import date

import pytest

from leder_desktop.bundle.review_json import review_document
from leder_desktop.errors import Refused
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Panel, State
from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Source
from leder_desktop.model.graded import asked, shown, undecided
from leder_desktop.model.grades import PANEL, REVIEWER, SENIOR, changed_since_seen, cited, rationale
from leder_desktop.model.policy import Policy
from leder_desktop.model.scales import UNCONFIRMED
from leder_desktop.model.signoff import Signoff
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import completing, grades, history, identities, questions, release, seniors, snapshot, timeline
from leder_desktop.operations.trust import fingerprint
from leder_desktop.operations.writing import step
from tests import signers
from tests.signers import PIN, SENIOR_NAME
from tests.signers import REVIEWER as REVIEWER_IDENTITY
from tests.signers import SENIOR as SENIOR_IDENTITY

GRADE, WHY = "focused.F10", "focused.F12.quality"


def graded(session, code="5", why="The plan was kept to."):
    questions.choose(session, GRADE, code)
    questions.choose(session, WHY, why)


def to(session, state: State) -> None:
    """As a signature, a release or a panel would: the state, and at a submission what the senior reviewer will see."""
    with step(session, "Move", gate=None) as (writing, _):
        whole = snapshot.take(session)
        if state == State.SUBMITTED:
            signers.take_in_senior(session.desk)
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
    assert whole.answer(GRADE).score == BUILT_IN.scale("2021-quality").score("5")
    said = whole.grading(SENIOR, GRADE)
    assert (said.score, said.agrees, said.by) == (BUILT_IN.scale("2021-quality").score("3"), False, SENIOR_NAME) and said.at is not None


def test_agreeing_keeps_the_grade_that_was_agreed_with(session):
    graded(session)
    to(session, State.SUBMITTED)
    grades.agree(session, GRADE)
    assert given(session, SENIOR).agrees and given(session, SENIOR).score == BUILT_IN.scale("2021-quality").score("5")


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
    assert given(session, PANEL).score == BUILT_IN.scale("2021-quality").score("3")
    assert snapshot.take(session).answer(GRADE).score == BUILT_IN.scale("2021-quality").score("5")


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
    assert seen.score == BUILT_IN.scale("2021-quality").score("3") and seen.because == "The senior reviewer is right about the falls."
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
    assert refused(lambda: history.undo(session)).code == "wrong-state"
    assert given(session, SENIOR).why == "Two falls." and given(session, REVIEWER) is not None
    version = history.versions(session, "grading", f"{SENIOR}/{GRADE}", "why")[-1].id
    assert refused(lambda: history.restore_version(session, version)).code == "wrong-state"


def test_countersigning_says_nothing_by_silence_and_refuses_an_agreement_that_is_out_of_date(session):
    graded(session)
    questions.choose(session, "focused.F11", "4")
    to(session, State.SUBMITTED)
    grades.propose(session, GRADE, "3", "Two falls.")
    assert [each.ref for each in grades.unsaid(snapshot.take(session))] == ["focused.F11"]
    said = grades.countersigned(snapshot.take(session), by=SENIOR_NAME, at=session.clock.now())
    assert [(one.ref, one.agrees, one.score and one.score.code, one.by) for one in said] == [
        (GRADE, False, "3", SENIOR_NAME), ("focused.F11", False, None, SENIOR_NAME),
    ]  # fmt: skip
    assert [one.stands for one in said] == ["proposes another grade", "not said"]
    to(session, State.RETURNED)
    questions.choose(session, "focused.F11", "2")
    to(session, State.SUBMITTED)
    grades.agree(session, "focused.F11")
    to(session, State.RETURNED)
    questions.choose(session, "focused.F11", "3")
    to(session, State.SUBMITTED)
    whole = snapshot.take(session)
    assert [each.ref for each in grades.unsaid(whole)] == ["focused.F11"], "what was agreed with is gone"
    assert refused(lambda: grades.countersigned(whole, by=SENIOR_NAME, at=session.clock.now())).code == "incomplete"
    grades.agree(session, "focused.F11")
    assert given(session, SENIOR, "focused.F11").because == grades.FOLLOWED
    assert grades.countersigned(snapshot.take(session), by=SENIOR_NAME, at=session.clock.now())[1].score.code == "3"


def test_nobody_countersigns_what_somebody_else_said_to_a_grade(session):
    graded(session)
    to(session, State.SUBMITTED)
    grades.agree(session, GRADE)
    whole = snapshot.take(session)
    assert f"{SENIOR_NAME} spoke" in refused(lambda: grades.countersigned(whole, by="Dr Okoro", at=session.clock.now())).sentence


def test_the_reviewer_who_signed_and_whoever_holds_no_identity_grades_nothing_as_senior_reviewer(session):
    graded(session)
    with step(session, "Move", gate=None) as (writing, _):
        case = snapshot.case(session)
        writing.put(replace(case, state=State.SUBMITTED))
        writing.put(Signoff(reviewer_name="Priya Raman", reviewer_certificate=fingerprint(signers.pki().reviewer.certificate)))
    assert refused(lambda: grades.agree(session, GRADE)).code == "no-such-identity"
    identities.take_in(session.desk, REVIEWER_IDENTITY, signers.pki().reviewer.pkcs12("reviewer", PIN.encode()), PIN)
    assert refused(lambda: grades.agree(session, GRADE)).code == "no-such-identity"
    for deed in (lambda: grades.agree(session, GRADE, identity=REVIEWER_IDENTITY),
                 lambda: grades.propose(session, GRADE, "3", "Two falls.", identity=REVIEWER_IDENTITY)):  # fmt: skip
        assert refused(deed).code == "SAME-SIGNER-TWICE"
    assert given(session, SENIOR) is None
    signers.take_in_senior(session.desk)
    assert [row.name for row in seniors.others(session)] == [SENIOR_IDENTITY]
    grades.agree(session, GRADE)
    assert given(session, SENIOR).by == SENIOR_NAME


def test_where_two_could_be_the_senior_reviewer_one_says_who_speaks(session):
    graded(session)
    to(session, State.SUBMITTED)
    identities.take_in(session.desk, "Other", signers.pki().registry.pkcs12("other", PIN.encode()), PIN)
    assert "Say which is yours: Other, Senior" in refused(lambda: grades.agree(session, GRADE)).sentence
    grades.agree(session, GRADE, identity="Other")
    assert given(session, SENIOR).by == "Demo role registry (invented)"


def test_the_panels_grade_says_on_which_day_it_met_and_who_entered_it(session):
    graded(session)
    to(session, State.EXPORTED)
    completing.panel_met(session, Panel(met_on=date(2026, 11, 18), outcome="noted"))
    grades.panel(session, GRADE, "3", "The panel read the equipment log.")
    said = given(session, PANEL)
    assert (said.on, said.by) == (date(2026, 11, 18), "Priya Raman") and said.at is not None
    [row] = review_document(snapshot.take(session))["grades"]
    assert (row["panel"]["on"], row["panel"]["by"]) == ("2026-11-18", "Priya Raman")


def test_what_is_no_grade_of_this_review_is_refused(session):
    graded(session)
    to(session, State.SUBMITTED)
    for ref in ("initial.D11", "bristol-initial.B12", "nothing"):
        assert refused(lambda ref=ref: grades.agree(session, ref)).code == "no-such-question"
    to(session, State.PANEL)
    assert refused(lambda: grades.panel(session, "bristol-initial.B12", "3", "Because.")).code == "no-such-question"


def test_the_statement_says_agreement_a_proposed_change_or_that_nothing_is_said(session):
    assert "grades" not in release.statement(snapshot.take(session))
    graded(session)
    to(session, State.SUBMITTED)
    said = release.statement(snapshot.take(session))
    assert "agree with the focused-review decision. About the grade I say nothing." in said
    assert "Outstanding warnings are listed and accepted for the reasons given." in said
    grades.agree(session, GRADE)
    assert "agree with the focused-review decision and with the grade. Outstanding" in release.statement(snapshot.take(session))
    to(session, State.RETURNED)
    questions.choose(session, "focused.F11", "4")
    to(session, State.SUBMITTED)
    said = release.statement(snapshot.take(session))
    assert "and with the grade of quality of care. About the grade of availability and effectiveness of services I say nothing." in said
    grades.propose(session, "focused.F11", "3", "Two falls.")
    said = release.statement(snapshot.take(session))
    assert "decision and with the grade of quality of care, and propose a change to the grade of availability" in said


def test_a_focused_reviews_statement_hands_it_on_to_the_governance_group(session):
    assert "governance group" not in release.statement(snapshot.take(session))
    questions.choose(session, "initial.O07", "yes-judgement")
    assert "this is the senior reviewer's release to that group." in release.statement(snapshot.take(session))


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
    assert row["senior"]["label"] == BUILT_IN.scale("2021-quality").score("3").label_text
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
