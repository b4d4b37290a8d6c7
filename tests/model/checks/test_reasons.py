"""A reason that a warning was kept for stands while the warning says the same of the same thing: each sentence names what it speaks of."""

from dataclasses import replace
from datetime import date

import pytest

from leder_desktop.model.case import Hold
from leder_desktop.model.checks import remarks
from leder_desktop.model.findings import Finding
from leder_desktop.model.remarks import Kept, Remark, Severity
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
    first_finding,
    grade,
    held,
    notified,
    person,
    same,
    unanswered,
    when,
)
from tests.model.checks.conftest import TODAY
from tests.model.checks.rules import ALL_SERIOUS, AUTISM


def warning(whole: Snapshot, id: str) -> Remark:
    return next(each for each in remarks(whole, today=TODAY) if each.id == id)


def where(said: str) -> Change:
    return person(diagnosis_confirmed_where=said)


def causes(first: str, second: str = "") -> Change:
    given = both(unanswered("initial.D03"), answer("initial.D03.Ia", first))
    return both(given, answer("initial.D03.Ib", second)) if second else given


def concerns(*said: tuple[str, str]) -> Change:
    found = tuple(Finding(id=f"c{n}", kind="concern", text=text, severity=grave) for n, (text, grave) in enumerate(said))
    return drops(findings=found)


def decided(what: str) -> Change:
    """One decision more on the timeline, with a Mental Capacity Act that did not matter."""
    def made(whole: Snapshot) -> Snapshot:
        more = (replace(whole.entries[0], id="d", imported="", kind="decision", when=when("2 March 2026"), what=what),) if what else ()
        return replace(answer("initial.S06", "no")(whole), entries=(*whole.entries, *more))
    return made  # fmt: skip


def stays(*days: str) -> Change:
    """Nothing said about adjustments, and these stays in hospital."""
    def made(whole: Snapshot) -> Snapshot:
        entries = tuple(replace(whole.entries[0], id=day, kind="admission", when=when(day)) for day in days)
        return replace(unanswered("initial.H19")(whole), entries=entries)
    return made  # fmt: skip


def bare(what: str) -> Change:
    """Only the second of two entries without a source is another."""
    def made(whole: Snapshot) -> Snapshot:
        return replace(whole, entries=tuple(replace(whole.entries[0], id=each, sources=(), what=each) for each in ("One.", what)))
    return made  # fmt: skip


CORONER, POLICE = (Hold(reason=each, started=date(2026, 11, 1), agreed_by="Ifeoma Clarke") for each in ("coroner", "police-investigation"))
GOOD, TOLD = grade("focused.F10", "5"), answer("initial.D03.source", "family")


def form(reason: str) -> Change:
    """A DNACPR form that no concern speaks of."""
    return both(every_finding(theme="TH01"), answer("initial.D12", reason))


DISABILITY, ALL_OF_THEM = "Learning disability.", "Completed for all residents of the home."
CHANGED: list[tuple[str, Change, Change]] = [
    ("nhs-number", person(nhs_number="943 476 5918"), person(nhs_number="943 476 5917")),
    ("not-england", person(address="22 High Street, Cardiff"), person(address="1 Royal Mile, Edinburgh EH1 1AA")),
    ("learning-difficulty", where("School report: dyslexia"), where("School report: dyspraxia")),
    ("autism-not-sourced", both(AUTISM, person(diagnosis_confirmed_by="family")), both(AUTISM, where(""))),
    ("autism-too-early", both(AUTISM, person(death_date=when("9 July 2021"))), both(AUTISM, person(death_date=when("8 July 2021")))),
    ("diagnosis-not-sourced", where(""), both(where(""), person(diagnosis_confirmed_by=""))),
    ("perhaps-child", person(birth_date=when("2008")), person(birth_date=when("2008 to 2011"))),
    ("no-gp", notified(gp_name=""), notified(gp_name="Not registered")),
    ("good-but", both(GOOD, first_finding(kind="concern", severity="serious")), both(GOOD, ALL_SERIOUS)),
    ("good-but", GOOD, grade("focused.F10", "6")),
    ("capacity-decision", decided(""), decided("A tube was decided on.")),
    ("no-adjustments", stays("1 May 2026"), stays("1 May 2026", "June 2026")),
    ("cause-not-sourced", causes("Pneumonia"), causes("Asphyxia")),
    ("cause-not-seen", TOLD, both(TOLD, answer("initial.D03.Ib", "Sepsis"))),
    ("coroner-unnatural", causes("Choking"), causes("Choking", "Dysphagia")),
    ("r-foc-5", both(DECLINED, concerns(("Late.", "minor"))), both(DECLINED, concerns(("Late.", "serious")))),
    ("r-foc-5", both(DECLINED, concerns(("Late.", "minor"))), both(DECLINED, concerns(("Nobody came.", "minor")))),
    ("r-mar-3", both(BRISTOL, concerns(("Late.", "minor"))), both(BRISTOL, concerns(("Late.", "serious")))),
    ("rests-on-nothing", concerns(("Late.", "minor")), concerns(("Nobody came.", "minor"))),
    ("no-source", bare("Two."), bare("Three.")),
    ("on-hold", case(holds=(CORONER,)), case(holds=(replace(CORONER, started=date(2026, 11, 2)),))),
    ("on-hold", case(holds=(CORONER,)), case(holds=(CORONER, POLICE))),
    ("hold-not-listed", held(reason="holiday"), held(reason="holiday", started=date(2026, 11, 2))),
    ("other-process-not-used", held(), case(holds=(CORONER, POLICE))),
    ("trigger-open", both(BRISTOL, person(birth_date=when("2002"))), both(BRISTOL, person(birth_date=when("1995")))),
    ("dnacpr-disability", form(f"{DISABILITY} Metastatic cancer."), form(DISABILITY)),
    ("dnacpr-blanket", form(f"{ALL_OF_THEM} Metastatic cancer."), form(ALL_OF_THEM)),
    (
        "certificate-disability", both(every_finding(theme="TH01"), causes("Pneumonia", "Learning disability")),
        both(every_finding(theme="TH01"), causes("Sepsis", "Learning disability")),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("id", "before", "after"), CHANGED)
def test_a_reason_falls_when_what_it_was_given_for_is_another(roz: Snapshot, id: str, before: Change, after: Change) -> None:
    then, now = before(roz), after(roz)
    was = warning(then, id)
    assert was.severity == Severity.WARN and "“”" not in was.sentence and " ." not in was.sentence and "  " not in was.sentence
    reason = (Kept(id=was.key, why="Looked at.", sentence=was.sentence),)
    assert warning(replace(then, kept=reason), id).kept == "Looked at."
    assert not warning(replace(now, kept=reason), id).kept


@pytest.mark.parametrize(("id", "change", "words"), [
    ("diagnosis-not-sourced", both(where(""), person(diagnosis_confirmed_by="")), "who confirmed and where you saw Roz’s diagnosis."),
    ("capacity-decision", answer("initial.S06", "no"), "Its reason: ‘Learning disability"),
    ("on-hold", case(holds=(CORONER, POLICE)), "inquest”, from 1 November 2026; “Police investigation”, from 1 November 2026."),
    ("on-hold", held(reason="", started=None), "It waits for: no reason that was given."),
    ("hold-not-listed", held(reason="holiday", ended=date(2026, 11, 10)), "A hold was given a reason that is not listed: “holiday”"),
    ("request-waits", same, "was last asked on 18 September 2026, more than"),
    ("no-source", each_entry(lambda each: replace(each, sources=(), when=None)), "entries have no source: date not known, “"),
    ("capacity-decision", both(decided("To wait."), each_entry(lambda each: replace(each, when=None))), "on a day that is not known"),
    ("child", person(birth_date=when("9 July 2020"), death_date=when("9 July 2026")), "was 6 years old."),
    ("under-four", person(birth_date=when("9 July 2025"), death_date=when("9 July 2026")), "was one year old."),
    ("under-four", person(birth_date=when("9 May 2026"), death_date=when("9 July 2026")), "was less than a year old."),
    ("no-adjustments", stays("March 2026", "4 May 2026"), "was in hospital: in March 2026; on 4 May 2026."),
    ("r-foc-5", both(DECLINED, concerns(("Late.", "minor"))), "in the light of it. “Late” (minor)."),
])  # fmt: skip
def test_sentences_read_well_where_little_is_known(roz: Snapshot, id: str, change: Change, words: str) -> None:
    assert words in warning(change(roz), id).sentence


def test_a_stay_in_a_mental_health_hospital_asks_for_adjustments_too(roz: Snapshot) -> None:
    stay = replace(roz.entries[0], kind="observation", setting="mental-health-hospital")
    inside = both(unanswered("initial.H19"), drops(entries=(stay,)))
    assert warning(inside(roz), "no-adjustments")
    elsewhere = both(inside, each_entry(lambda each: replace(each, setting="supported-living")))
    assert "no-adjustments" not in {each.id for each in remarks(elsewhere(roz), today=TODAY)}


def test_more_than_five_things_are_counted(roz: Snapshot) -> None:
    whole = stays("1 May 2026", "2 May 2026", "3 May 2026", "4 May 2026", "5 May 2026", "6 May 2026", "7 May 2026")(roz)
    assert "on 5 May 2026; and 2 more." in warning(whole, "no-adjustments").sentence
