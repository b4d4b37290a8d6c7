"""What must be answered before sign-off: the Questions page and the check count the same, and "not known" is an answer."""

import pytest

from leder_desktop.model import musts
from leder_desktop.model.checks import remarks
from leder_desktop.model.facts import Facts
from leder_desktop.model.findings import NoneFound
from leder_desktop.model.person import Person
from leder_desktop.model.review_clock import number
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import questions
from tests.model.checks.changes import BRISTOL, Change, answer, both, drops, notified, person, same, talks, unanswered
from tests.model.checks.conftest import TODAY

EMPTY = drops(answers=(), findings=(), conversations=(), person=Person(given="Roz"))


def said(whole: Snapshot) -> dict[str, str]:
    """Title of the section -> the sentence."""
    found = (each.sentence for each in remarks(whole, today=TODAY) if each.id == "must-unanswered")
    return {each.partition(":")[0]: each for each in found}


@pytest.mark.parametrize("change", [same, unanswered("initial.P05", "initial.H01", "initial.D02", "focused.F02"), EMPTY])
def test_the_page_and_the_check_count_the_same_but_for_what_a_rule_of_its_own_has_said(roz: Snapshot, change: Change) -> None:
    whole = change(roz)
    facts, found = Facts(whole), said(whole)
    texts = whole.standards.checks()
    spoken = {ref for each in remarks(whole, today=TODAY) for ref in texts[each.id].covers}
    for section in (one for each in musts.asked_sets(whole.standards, whole.case.template) for one in each.sections):
        if section.id == "decision":
            continue  # what is decided, and why, have rules of their own
        needed = musts.still_needed(facts, section)
        left = sum(each.ref not in spoken for each in needed)
        assert questions.progress(facts, section)[2] == len(needed)
        assert (section.title in found) is bool(left)
        if left:
            assert f": {number(left) if left > 1 else 'One'} question" in found[section.title]


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        (unanswered("initial.D11"), "dnacpr-not-judged", "DNACPR"),
        (unanswered("initial.S07"), "capacity-not-judged", "Mental Capacity Act followed"),
        (both(talks(lambda each: each.category != "family"), unanswered("initial.E04")), "nobody-close", "conversation"),
        (both(talks(lambda each: each.category != "family"), unanswered("initial.E04")), "family-not-invited", "invited"),
    ],
)
def test_what_a_rule_of_its_own_says_is_said_once(roz: Snapshot, change: Change, rule: str, words: str) -> None:
    whole = change(roz)
    assert rule in {each.id for each in remarks(whole, today=TODAY)} and not [each for each in said(whole).values() if words in each]


def test_what_a_rule_of_its_own_does_not_say_is_still_asked_for(roz: Snapshot) -> None:
    """Nobody has a next of kin, so no rule asks whether the family was invited."""
    alone = both(notified(kin=()), unanswered("initial.E04"))
    assert "“Was the family invited to take part?”" in said(alone(roz))["Evidence and conversations"]


@pytest.mark.parametrize("status", ["not-known", "not-applicable", "insufficient"])
def test_not_known_is_an_answer_and_not_asked_is_none(roz: Snapshot, status: str) -> None:
    assert not said(answer("initial.P05", status)(roz))
    assert "“Where did they usually live?”" in said(answer("initial.P05", "not-asked")(roz))["About the person"]


def test_it_leads_to_the_first_that_is_open_also_where_that_is_kept_elsewhere(roz: Snapshot) -> None:
    found = remarks(both(unanswered("initial.P08", "initial.P05"), person(sex=""))(roz), today=TODAY)
    assert [each.where for each in found if each.id == "must-unanswered"] == ["person.sex", "initial.P05"]


def test_what_was_done_is_needed_where_somebody_alive_may_be_at_risk(roz: Snapshot) -> None:
    silent = unanswered("notification.C12.action")
    assert "“What did you do, and when?”" in said(silent(roz))["Around the conversations"]
    assert not said(both(answer("notification.C12", "no"), silent)(roz))


def test_of_a_focused_review_nothing_is_needed_until_it_is_decided(roz: Snapshot) -> None:
    bare = unanswered("focused")(roz)
    assert "What happened, and why" in said(bare)
    assert "What happened, and why" not in said(both(unanswered("focused"), answer("initial.O07", "no"))(roz))


def test_that_nothing_was_found_is_an_answer_too(roz: Snapshot) -> None:
    assert "What the review found" in said(drops(findings=(), none_found=())(roz))
    none = NoneFound(id="good-practice")
    assert "What the review found" not in said(drops(findings=(), none_found=(none,))(roz))


def test_a_grade_is_needed_by_the_bristol_forms(roz: Snapshot) -> None:
    """B12 and M10."""
    assert {"Overall score"} <= set(said(BRISTOL(roz)))
    graded = both(BRISTOL, answer("bristol-initial.B12", "3"), answer("bristol-initial.B12.why", "It was kind, and slow."))
    assert "Overall score" not in said(graded(roz))
    meeting = both(graded, answer("bristol-initial.B13", "yes-judgement"))
    found = [each.where for each in remarks(meeting(roz), today=TODAY) if each.sentence.startswith("Overall score")]
    assert found == ["bristol-mar.M10.why"]
