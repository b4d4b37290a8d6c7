"""Where a rule must look twice: vague days, grounds that are gone, two places that say one thing, answers that weigh by themselves."""

from dataclasses import replace

import pytest

from leder_desktop.model import graded
from leder_desktop.model.case import Offered
from leder_desktop.model.checks import remarks
from leder_desktop.model.grades import Grading
from leder_desktop.model.snapshot import Snapshot
from tests.model.checks.changes import (
    BRISTOL,
    DECLINED,
    Change,
    answer,
    both,
    case,
    drops,
    each_entry,
    every_finding,
    grade,
    person,
    policy,
    talk,
    unanswered,
    when,
)
from tests.model.checks.conftest import TODAY
from tests.model.checks.rules import RULES


def said(whole: Snapshot) -> dict[str, str]:
    return {each.id: each.sentence for each in remarks(whole, today=TODAY)}


def covers(text: str) -> Change:
    return lambda whole: replace(
        whole, evidence=tuple(replace(each, covers=text) for each in whole.evidence if each.kind == "gp-record"), entries=()
    )


@pytest.mark.parametrize(("died", "covered", "short"), [
    ("2026", "June 2025 to December 2026", False), ("summer 2026", "10 June 2025 to August 2026", False),
    ("July 2026", "5 July 2025 to July 2026", False), ("July 2026", "5 August 2025 to July 2026", True),
    ("9 July 2026", "10 July 2025 to July 2026", True),
])  # fmt: skip
def test_records_are_too_short_only_if_no_day_of_a_vague_death_makes_them_long_enough(
    roz: Snapshot, died: str, covered: str, short: bool
) -> None:
    found = said(both(person(death_date=when(died)), covers(covered))(roz))
    assert ("records-too-short" in found) is short


def test_of_a_vague_day_of_death_only_what_is_surely_the_last_year_is_looked_at_for_silence(roz: Snapshot) -> None:
    at = [replace(roz.entries[0], id=day, when=when(day)) for day in ("3 February 2025", "1 August 2025")]
    vague = both(person(death_date=when("2026")), drops(entries=tuple(at)))
    assert "gap" not in said(vague(roz))
    assert "gap" in said(both(vague, person(death_date=when("9 July 2026")))(roz))


def test_a_ground_that_is_not_there_any_more_is_none(roz: Snapshot) -> None:
    gone = every_finding(rests_on=("gone",), rests_on_quotations=(), rests_on_places=())
    assert {"rests-on-nothing", "poor-without-events"} <= set(said(gone(roz)))
    there = every_finding(rests_on=("gone", roz.entries[0].id), rests_on_quotations=(), rests_on_places=())
    assert not {"rests-on-nothing", "poor-without-events"} & set(said(there(roz)))


def from_family(whole: Snapshot) -> Snapshot:
    """The mother's own conversation is not cited; her diary is."""
    diary = replace(whole.evidence[0], id="diary", kind="from-family")
    cited = tuple(replace(each, view="", sources=(replace(each.sources[0], evidence="diary", conversation=""),)) for each in whole.entries)
    return replace(whole, evidence=(*whole.evidence, diary), entries=cited)


def test_what_the_family_brought_or_saw_is_their_account(roz: Snapshot) -> None:
    bare = RULES["no-family-account"].fires
    assert "no-family-account" not in said(from_family(roz))
    assert "no-family-account" not in said(both(bare, each_entry(lambda each: replace(each, view="She seemed frightened.")))(roz))


@pytest.mark.parametrize("given", [unanswered("focused.F10"), answer("focused.F10", "insufficient")])
def test_a_grade_taken_away_after_it_was_seen_needs_its_reason_too(roz: Snapshot, given: Change) -> None:
    was = roz.answer("focused.F10")
    assert was is not None and was.score is not None
    seen = Grading(id="reviewer/focused.F10", score=was.score, why="So it was.")
    assert "grade-changed" not in said(replace(roz, gradings=(seen,)))
    away = both(given, answer("initial.O07", "no"))(roz)
    assert "grade-changed" in said(replace(away, gradings=(seen,)))
    assert "grade-changed" not in said(replace(away, gradings=(replace(seen, changing="There is no focused review."),)))
    shown = [[each.ref for each in graded.shown(replace(away, gradings=those))] for those in ((), (seen,))]
    assert shown == [["focused.F11"], ["focused.F10", "focused.F11"]], "where the reason is given"


QUIET = both(BRISTOL, drops(findings=()), answer("bristol-initial.B06", "no"), answer("bristol-initial.B07", "no"))


@pytest.mark.parametrize(("ref", "says", "words"), [
    ("B05.delay", "yes", "Was there a delay in their care or treatment?” Yes"), ("B05.systems", "yes", "systems and processes?” Yes"),
    ("B05.gaps", "yes", "gaps in services?” Yes"), ("B05.neglect", "yes", "neglect or abuse?” Yes"),
    ("B12", "6", "contributed to the cause of death"), ("B12", "5", "How good was the care"),
])  # fmt: skip
def test_bristol_each_filter_question_and_a_poor_grade_speak_for_a_multi_agency_review(
    roz: Snapshot, ref: str, says: str, words: str
) -> None:
    assert "r-mar-3" not in said(QUIET(roz))
    assert words in said(both(QUIET, answer(f"bristol-initial.{ref}", says))(roz))["r-mar-3"]
    assert "r-mar-3" not in said(both(QUIET, answer(f"bristol-initial.{ref}", "not-known" if says == "yes" else "4"))(roz))


def test_bristol_a_good_grade_is_held_against_its_own_answers(roz: Snapshot) -> None:
    good = both(QUIET, answer("bristol-initial.B12", "2"))
    assert "good-but" not in said(good(roz))
    form = both(good, answer("bristol-initial.B14", "yes"), answer("bristol-initial.B14.appropriate", "no"))
    assert "the DNACPR decision was not right for the person" in said(form(roz))["good-but"]
    assert "good-but" not in said(both(form, answer("bristol-initial.B14", "no"))(roz)), "not asked any more"


def test_bristol_the_reason_of_a_form_that_there_was_not_says_nothing(roz: Snapshot) -> None:
    form = both(QUIET, answer("bristol-initial.B14", "yes"), answer("bristol-initial.B14.reason", "Learning disability"))
    assert "dnacpr-disability" in said(form(roz))
    assert "dnacpr-disability" not in said(both(form, answer("bristol-initial.B14", "no"))(roz))


ALL_TOLD = '[{{"with": "{who}", "purpose": "yes", "privacy": "yes", "complaints": "yes"}}]'


@pytest.mark.parametrize("who", ["Maureen", "Her mother", "maureen ferriday"])
def test_what_was_explained_may_be_said_in_either_place(roz: Snapshot, who: str) -> None:
    untold = both(talk("mother", purpose_explained=False), answer("notification.C05", ALL_TOLD.format(who=who)))
    assert "limits-not-explained" not in said(untold(roz))


@pytest.mark.parametrize("who", ["Her sister", "Sandra"])
def test_what_was_explained_to_somebody_else_was_not_explained_to_her(roz: Snapshot, who: str) -> None:
    untold = both(talk("mother", purpose_explained=False), answer("notification.C05", ALL_TOLD.format(who=who)))
    assert "Maureen" in said(untold(roz))["limits-not-explained"]


def test_what_was_not_explained_is_named_and_so_is_who_wished_for_what(roz: Snapshot) -> None:
    told = answer("notification.C05", '[{"with": "Maureen", "purpose": "no", "privacy": "no", "complaints": "yes"}]')
    assert said(told(roz))["explained-in-part"] == (
        "It was not explained to Maureen what the review can and cannot do and how information is kept."
    )
    wishes = answer("notification.C13", '[{"with": "Maureen", "draft": "yes", "copy": "yes"}]')
    found = said(both(wishes, case(offered=Offered(draft="not-offered", copy="not-offered")))(roz))["wished-not-offered"]
    assert "asked to see the draft," in found and "a copy of the completed review" in found


def test_a_decision_that_was_open_once_is_said_with_what_stands_against_it(roz: Snapshot) -> None:
    taken_back = both(answer("initial.O07", "yes-family"), answer("initial.O05", "no"))
    assert "It is not recorded that the family asked for a focused review." in said(taken_back(roz))["decision-not-open"]
    corrected = both(answer("initial.O07", "yes-mandatory"), person(ethnicity="A"))
    assert "No trigger that makes it a duty is met." in said(corrected(roz))["decision-not-open"]
    now_a_duty = both(answer("initial.O07", "yes-judgement"), person(ethnicity="K"))
    assert "that is the reason to give" in said(now_a_duty(roz))["decision-not-open"]
    assert "decision-not-open" not in said(both(answer("initial.O07", "yes-mandatory"), person(ethnicity="K"))(roz))
    assert "decision-not-open" not in said(both(person(ethnicity="K"), DECLINED)(roz)), "r-foc-1 says it"


NAMELESS = person(given="", known_as="", family="")


@pytest.mark.parametrize("id", [
    "not-on-register", "coroner-detained", "no-health-check", "no-adjustments", "register-both", "child", "under-four", "twin",
    "no-portrait", "capacity-not-judged", "r-foc-1", "ethnicity-unclear",
])  # fmt: skip
def test_a_sentence_begins_with_a_capital_also_while_nobody_is_named(roz: Snapshot, id: str) -> None:
    found = remarks(both(RULES[id].fires, NAMELESS)(roz), today=TODAY, twins=("OTHER-1",))
    about = [each for each in found if each.id == id]
    assert about and all(each.sentence[0].isupper() and each.todo[0].isupper() for each in about)


def test_the_family_that_is_meant_is_named_whoever_it_is(roz: Snapshot) -> None:
    both_asked = answer("notification.C13", '[{"with": "Maureen", "focused": "yes"}, {"with": "Her brother", "focused": "yes"}]')
    assert "Maureen and her brother asked" in said(both_asked(roz))["family-asked-otherwise"]


def test_initial_reviews_are_graded_only_where_the_organisation_says_so(roz: Snapshot) -> None:
    graded = both(answer("initial.O07", "no"), policy("flag = false", "flag = true"))
    assert not {"grade-of-initial", "no-grade-of-initial"} & set(said(graded(roz)))
    assert "no-grade-of-initial" in said(both(graded, unanswered("focused.F10"))(roz))
    assert "no-grade-of-initial" not in said(both(grade("focused.F10", "3"), unanswered("focused.F11"))(roz)), "focused"


