"""The checks of a thin review: each rule speaks when it should, and only then."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from leder_desktop.model import dates
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Case, OptOut
from leder_desktop.model.checks import remarks
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.evidence import Source
from leder_desktop.model.note import Note
from leder_desktop.model.person import Confirmation, Person
from leder_desktop.model.questions import accept
from leder_desktop.model.remarks import Remark, Severity
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.timeline import Entry

TODAY = date(2026, 11, 21)
SOURCE = (Source(conversation="mother"),)


def _answer(ref: str, said: str) -> Answer:
    return accept(BUILT_IN.question(ref), said)


def _when(edtf: str) -> dates.When:
    return dates.from_edtf(edtf)


WHOLE = Snapshot(
    case=Case(id="c", notified_on=date(2026, 9, 1), opt_out=OptOut(result="none", by="The team", on=date(2026, 9, 2))),
    person=Person(
        given="Ada",
        family="Sample",
        birth_date=_when("1975-05-06"),
        death_date=_when("2026-08-01"),
        nhs_number="999 000 0042",
        confirmations=tuple(Confirmation(field=field, source="GP record") for field in ("given", "family", "birth_date", "death_date")),
    ),
    notes=(Note(id="portrait", text="Ada laughed easily."),),
    entries=(Entry(id="e1", when=_when("2024-03"), what="Saw the GP.", sources=SOURCE),),
    answers=(_answer("initial.O07", "no"), _answer("initial.O08", "Nothing more to learn.")),
)


def _person(**change: Any) -> Snapshot:
    return replace(WHOLE, person=replace(WHOLE.person, **change))


def _said(snapshot: Snapshot) -> list[tuple[str, str, str]]:
    """What a change brings: everything the thin review itself does not raise."""
    before = {remark.key for remark in remarks(WHOLE, today=TODAY)}
    return [(remark.rule, str(remark.severity), remark.where) for remark in remarks(snapshot, today=TODAY) if remark.key not in before]


def _of(snapshot: Snapshot, rule: str) -> list[Remark]:
    return [remark for remark in remarks(snapshot, today=TODAY) if remark.rule == rule]


def test_an_empty_case_says_everything_that_blocks_first() -> None:
    said = remarks(Snapshot(case=Case(id="c"), person=Person()), today=TODAY)
    weights = [list(Severity).index(remark.severity) for remark in said]
    assert weights == sorted(weights)
    assert {"2.0", "R-OPT-1", "R-IND-1", "N04", "N06", "N02", "I-B", "T07", "O07", "O08", "R-ID-3", "R-CON-1", "R-CON-2", "R-CON-3"} == {
        remark.rule for remark in said if remark.severity == Severity.BLOCK
    }


@pytest.mark.parametrize(
    ("born", "died", "expected"),
    [
        ("2009-05-06", "2026-08-01", [("R-ELIG-1", "block")]),
        ("2008-08-02", "2026-08-01", [("R-ELIG-1", "block")]),
        ("2008-08-01", "2026-08-01", []),
        ("2023", "2026-08-01", [("R-ELIG-2", "block")]),
        ("2008", "2026-08-01", [("R-ELIG-1", "warn")]),
        ("2007", "2026-08-01", []),
        ("1975~", "2026-08", []),
    ],
)
def test_age(born: str, died: str, expected: list[tuple[str, str]]) -> None:
    said = remarks(_person(birth_date=_when(born), death_date=_when(died)), today=TODAY)
    assert [(each.rule, str(each.severity)) for each in said if each.rule.startswith("R-ELIG-1") or each.rule == "R-ELIG-2"] == expected


def test_the_age_is_in_the_sentence() -> None:
    said = _of(_person(birth_date=_when("2009-05-06")), "R-ELIG-1")
    assert said[0].sentence.startswith("Ada was 17 years old.")


def test_opt_out() -> None:
    for result, rule in (("not-checked", "R-OPT-1"), ("opted-out", "R-OPT-2")):
        assert (rule, "block", "case.opt_out") in _said(replace(WHOLE, case=replace(WHOLE.case, opt_out=OptOut(result=result))))


@pytest.mark.parametrize(
    ("born", "died", "notified", "where"),
    [
        ("2026-08-02", "2026-08-01", "2026-09-01", {"person.birth_date"}),
        ("1975-05-06", "2026-09-02", "2026-09-01", {"person.death_date"}),
        ("1975-05-06", "2026-08-01", "2026-11-22", {"case.notified_on"}),
        ("1975-05-06", "2026-11-22", "2026-11-22", {"person.death_date", "case.notified_on"}),
        ("2027", "2026-08-01", "2026-09-01", {"person.birth_date"}),
        ("1975-05-06", "2026-11-21", "2026-11-21", set()),
        ("1975-05-06", "2026-09", "2026-09-01", set()),
        ("1975-05-06", "2026", "2026-09-01", set()),
        ("1975-05-06", "2026-10", "2026-09-01", {"person.death_date"}),
    ],
)
def test_birth_death_notification_today(born: str, died: str, notified: str, where: set[str]) -> None:
    snapshot = _person(birth_date=_when(born), death_date=_when(died))
    snapshot = replace(snapshot, case=replace(snapshot.case, notified_on=date.fromisoformat(notified)))
    said = [each for each in _said(snapshot) if each[0] == "R-ID-1"]
    assert {each[2] for each in said} == where and {each[1] for each in said} <= {"block"}


def test_birth_after_everything_names_each_pair() -> None:
    said = [remark for remark in remarks(_person(birth_date=_when("2027-01-01")), today=TODAY) if remark.rule == "R-ID-1"]
    assert len(said) == 3
    assert "1 January 2027" in said[0].sentence and "1 August 2026" in said[0].sentence


def test_entries_outside_the_life() -> None:
    entries = tuple(
        Entry(id=id, when=_when(when) if when else None, what="Something", sources=SOURCE)
        for id, when in (("early", "1970"), ("same-year", "1975"), ("late", "2026-08-02"), ("future", "2026-12"), ("undated", ""))
    )
    assert [each for each in _said(replace(WHOLE, entries=entries)) if each[0] == "T01"] == [
        ("T01", "warn", "entry/future"),
        ("T01", "hint", "entry/early"),
        ("T01", "hint", "entry/late"),
        ("T01", "hint", "entry/future"),
    ]


def test_a_conversation_that_has_not_happened() -> None:
    talks = (Conversation(id="gp", on=_when("2026-12-01")), Conversation(id="mother", on=_when("2026-11-21")), Conversation(id="other"))
    assert [each for each in _said(replace(WHOLE, conversations=talks)) if each[0] == "C03"] == [("C03", "warn", "conversation/gp")]


def test_nhs_number() -> None:
    assert _said(_person(nhs_number="999 000 0043")) == [("R-ID-2", "warn", "person.nhs_number")]
    assert _said(_person(nhs_number="")) == []


def test_what_is_not_confirmed_is_named() -> None:
    said = _of(_person(confirmations=(Confirmation(field="given", source="x"),)), "R-ID-3")[0]
    assert (said.rule, said.where) == ("R-ID-3", "person.family")
    assert "family name, date of birth, date of death" in said.sentence


def test_minimal_completeness() -> None:
    assert _said(replace(WHOLE, notes=(Note(id="portrait", text=" \n"),))) == [("I-B", "block", "portrait")]
    assert _said(replace(WHOLE, entries=())) == [("T07", "block", "timeline")]
    unknown = replace(WHOLE, answers=(_answer("initial.O07", "not-known"),))
    assert [each[0] for each in _said(unknown)] == ["O07", "O08"]


def test_grades() -> None:
    grade, why = _answer("focused.F10", "3"), _answer("focused.F12.quality", "Because of the delay.")
    assert [each for each in _said(replace(WHOLE, answers=(*WHOLE.answers, grade, why))) if each[1] == "block"] == []
    assert ("F12", "block", "focused.F12.quality") in _said(replace(WHOLE, answers=(*WHOLE.answers, grade)))
    assert grade.score
    other = replace(grade, score=replace(grade.score, label_text="Fine"))
    assert ("R-SC-8", "block", "focused.F10") in _said(replace(WHOLE, answers=(*WHOLE.answers, other, why)))
    assert ("R-SC-8", "block", "focused.F10") in _said(replace(WHOLE, answers=(*WHOLE.answers, replace(grade, score=None), why)))
    focused = (_answer("initial.O07", "yes-judgement"), _answer("initial.O08", "Much to learn."), grade, why)
    assert [each for each in _said(replace(WHOLE, answers=focused)) if each[0] != "2.0"] == [("R-SC-9", "block", "focused.F11")]


def test_every_text_says_why_and_what_to_do() -> None:
    for id, check in BUILT_IN.checks().items():
        assert check.why and check.todo and check.rule, id
        assert check.sentence[-1] in ".?}”" and "deceased" not in check.sentence
