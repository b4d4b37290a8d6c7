"""What is asked of whom: the conditions of the question sets, seen on whole reviews, and what the data promise about every question."""

import re
from dataclasses import replace
from datetime import date

import pytest

from leder_desktop import resources
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Case
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.dates import understand
from leder_desktop.model.facts import Facts
from leder_desktop.model.person import Notification, Person
from leder_desktop.model.questions import accept
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.timeline import Entry

ROZ = Person(
    given="Rosalind", birth_date=understand("14 February 1975"), death_date=understand("9 July 2026"), sex="female", ethnicity="A",
    diagnosis_group="learning-disability",
)  # fmt: skip


def review(*said: tuple[str, str], person: Person = ROZ, template: str = "LeDeR-2021", **more: object) -> Snapshot:
    answers: tuple[Answer, ...] = tuple(accept(BUILT_IN.question(ref), value) for ref, value in said)
    whole = Snapshot(case=Case(id="c", template=template, notified_on=date(2026, 7, 16)), person=person, answers=answers)
    return replace(whole, **more)


def asked(whole: Snapshot, *references: str) -> list[bool]:
    facts = Facts(whole)
    return [facts.shown(BUILT_IN.question(ref)) for ref in references]


EPILEPSY = ("initial.H02.type", "initial.H02.control", "initial.H02.rescue", "initial.H02.team", "initial.H02.plan")


def test_epilepsy_is_asked_about_when_it_is_among_the_conditions() -> None:
    assert asked(review(), *EPILEPSY) == [False] * 5
    assert asked(review(("initial.H01", '["constipation"]')), *EPILEPSY) == [False] * 5
    assert asked(review(("initial.H01", '["epilepsy", "constipation"]')), *EPILEPSY) == [True] * 5


def test_the_health_check_is_asked_of_people_with_a_learning_disability() -> None:
    checks = ("initial.H12", "initial.H13", "initial.H13.in-year")
    assert asked(review(), *checks) == [True] * 3
    assert asked(review(person=replace(ROZ, diagnosis_group="autism")), *checks) == [False] * 3
    assert asked(review(person=replace(ROZ, birth_date=understand("2014"), death_date=understand("2026-05-01"))), "initial.H12") == [False]
    without, with_one = review(("initial.H13.in-year", "no")), review(("initial.H13.in-year", "yes"))
    assert asked(without, "initial.H14", "initial.H15", "initial.H15.content") == [True, False, False]
    assert asked(with_one, "initial.H14", "initial.H15", "initial.H15.content") == [False, True, True]


@pytest.mark.parametrize(
    ("sex", "born", "screened"),
    [
        ("female", "1975", ["bowel", "breast", "cervical"]),
        ("male", "1955", ["bowel", "aaa"]),
        ("male", "1975", ["bowel"]),
        ("female", "1996", ["cervical"]),
        ("female", "2003", []),
    ],
)
def test_screening_is_asked_by_age_and_sex(sex: str, born: str, screened: list[str]) -> None:
    whole = review(person=replace(ROZ, sex=sex, birth_date=understand(f"1 January {born}")))
    kinds = ["bowel", "breast", "cervical", "aaa"]
    assert [kind for kind, shown in zip(kinds, asked(whole, *(f"initial.H17.{kind}" for kind in kinds)), strict=True) if shown] == screened


def test_rights_and_care_follow_from_each_other() -> None:
    assert asked(review(("initial.S06", "no")), "initial.S07", "initial.S08") == [False, False]
    assert asked(review(("initial.S06", "yes")), "initial.S07", "initial.S08") == [True, True]
    assert asked(review(("initial.S01", "none")), "initial.S02", "initial.S03", "initial.E07") == [False] * 3
    assert asked(review(), "initial.S02", "initial.S03") == [True, False], "what must be answered is not hidden by a gap"
    assert asked(review(("initial.S01", "not-known")), "initial.S02") == [True]
    assert asked(review(("initial.S01", "joint")), "initial.S02", "initial.S03", "initial.E07") == [True] * 3


END_OF_LIFE = ("initial.D15.recognised", "initial.D15.planned", "initial.D15.place", "initial.D15.pain")


def test_end_of_life_care_is_asked_about_unless_the_death_was_not_expected() -> None:
    for expected, shown in (("", True), ("not-known", True), ("yes", True), ("no", False)):
        assert asked(review(notification=Notification(expected=expected)), *END_OF_LIFE) == [shown] * 4


def test_a_vague_birthday_hides_nothing_that_can_be_asked() -> None:
    vague = replace(ROZ, birth_date=understand("1964"), death_date=understand("about 2026"))
    assert asked(review(person=vague), "initial.H12", "initial.H17.bowel", "initial.H17.aaa", "initial.P13") == [True, True, False, False]


def test_the_liaison_nurse_is_asked_about_when_the_timeline_has_an_admission() -> None:
    entry = Entry(id="1", kind="contact", what="Seen by the GP.")
    assert asked(review(entries=(entry,)), "initial.H20") == [False]
    assert asked(review(entries=(entry, Entry(id="2", kind="admission", what="Admitted."))), "initial.H20") == [True]


def test_school_is_asked_about_of_young_people() -> None:
    young = replace(ROZ, birth_date=understand("1 January 2003"))
    assert asked(review(), "initial.P13") == [False] and asked(review(person=young), "initial.P13") == [True]


def test_the_family_is_asked_about_where_there_is_one() -> None:
    planned = Conversation(id="mother", who="Maureen", category="family")
    mother = replace(planned, on=understand("26 August 2026"))
    wanted = ("initial.E01.reason", "initial.O10.comments", "notification.C05", "notification.C13")
    assert asked(review(), *wanted) == asked(review(conversations=(planned,)), *wanted) == [True, False, False, False]
    assert asked(review(conversations=(mother,)), *wanted) == [False, True, True, True]


def test_the_focused_review_is_asked_for_when_there_is_one() -> None:
    wanted = ("focused.F01", "focused.F05", "focused.F08", "focused.F09.sensory")
    focused = ("initial.O07", "yes-mandatory")
    assert asked(review(), *wanted) == [False] * 4 and asked(review(("initial.O07", "no")), *wanted) == [False] * 4
    assert asked(review(focused), *wanted) == [True, True, False, False]
    assert asked(review(focused, person=replace(ROZ, ethnicity="M")), *wanted) == [True, True, True, False]
    assert asked(review(focused, person=replace(ROZ, diagnosis_group="autism")), *wanted) == [True, True, False, True]


@pytest.mark.parametrize(("template", "shown"), [("Bristol-2018+", [True, False]), ("Bristol-2016", [False, True])])
def test_each_bristol_time_has_its_own_scale(template: str, shown: list[bool]) -> None:
    whole = review(("bristol-initial.B13", "yes-mandatory"), template=template)
    assert asked(whole, "bristol-initial.B12", "bristol-initial.B12.2016") == shown
    assert asked(whole, "bristol-mar.M10", "bristol-mar.M10.2016") == shown
    assert BUILT_IN.question("bristol-initial.B12").scale != BUILT_IN.question("bristol-initial.B12.2016").scale


def test_a_multi_agency_review_is_asked_for_when_it_is_decided() -> None:
    wanted = ("bristol-mar.M03", "bristol-mar.M05", "bristol-mar.M12")
    assert asked(review(("bristol-initial.B13", "no"), template="Bristol-2018+"), *wanted) == [False] * 3
    young = replace(ROZ, birth_date=understand("1 January 2003"))
    decided = ("bristol-initial.B13", "yes-mandatory")
    assert asked(review(decided, template="Bristol-2018+"), *wanted) == [True, True, False]
    assert asked(review(decided, template="Bristol-2018+", person=young), *wanted) == [True, True, True]


def test_every_question_reads_as_one_person_asks_another() -> None:
    for one in BUILT_IN.sets():
        for each in one.questions:
            said = f"{each.text} {each.help}"
            assert not re.search(r"\b(deceased|service user|client|demise|suffer\w*|challenging|the individual)\b", said, re.I), each.ref
            assert each.text[0].isupper() and each.text == each.text.strip() and "\n" not in said, each.ref
            assert each.help == "" or each.help.endswith((".", "”", "?")), each.ref
            assert "'" not in said and '"' not in said, f"{each.ref}: typographic quotation marks"


def test_what_must_be_answered_can_be_answered_or_left_with_a_reason() -> None:
    for one in BUILT_IN.sets():
        for each in one.questions:
            if each.requirement == "automatic":
                assert each.place, each.ref
            elif not each.place:
                assert accept(each, "not-known").status == "not-known"


def test_the_topics_for_a_conversation_are_the_twelve_of_the_reference() -> None:
    topics = BUILT_IN.vocabulary("conversation-topic").terms
    assert len(topics) == 12 and all(term.label.endswith(("?", ".")) for term in topics)


def test_new_lists_say_what_is_theirs_and_what_was_read() -> None:
    for name in ("long-term-condition", "adjustment", "mobility", "good-practice", "focused-reason"):
        assert not BUILT_IN.vocabulary(name).confirmed and re.search(r"infer|remember", BUILT_IN.vocabulary(name).provenance)
    for name in ("impairment-type", "health-check-content", "factor-domain"):
        assert BUILT_IN.vocabulary(name).confirmed


@pytest.mark.parametrize("name", sorted(path.stem for path in resources.path("scales").glob("*.toml")))
def test_no_scale_claims_to_be_confirmed(name: str) -> None:
    found = BUILT_IN.scale(name)
    assert not found.confirmed and "remembered" in found.provenance and "Domain reference 3." in found.provenance


def test_the_bristol_scales_run_the_other_way_and_share_no_family() -> None:
    late, early, now = BUILT_IN.scale("bristol-2018"), BUILT_IN.scale("bristol-2016"), BUILT_IN.scale("2021-quality")
    assert [level.code for level in late.levels] == [level.code for level in early.levels] == ["1", "2", "3", "4", "5", "6"]
    assert late.score("1").goodness_rank == now.score("6").goodness_rank == 6
    assert len({late.family, early.family, now.family, BUILT_IN.scale("sjr").family}) == 4


def test_every_question_helps_whoever_reads_it() -> None:
    asked = [question for each in BUILT_IN.sets() for question in each.questions]
    assert len(asked) > 280 and [question.ref for question in asked if len(question.help.split()) < 2] == []
