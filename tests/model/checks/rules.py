"""What every check is tried with: the change to the sample case that makes it speak, and the one it keeps silent on.

Where no innocent case is given, it is the sample itself, which is silent on everything `expected-remarks.toml` does not name.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from leder_desktop.model.actions import Action
from leder_desktop.model.case import Offered, OptOut, Panel, Refusal, State
from leder_desktop.model.grades import Grading
from leder_desktop.model.independence import Declaration
from leder_desktop.model.person import Kin
from leder_desktop.model.snapshot import Snapshot
from tests.model.checks.changes import (
    BRISTOL,
    DECLINED,
    Change,
    adds,
    adds_entry,
    answer,
    asked_otherwise,
    both,
    case,
    drops,
    each_entry,
    entries,
    every_finding,
    finds,
    first_finding,
    grade,
    held,
    kept_answer,
    note,
    notified,
    person,
    policy,
    same,
    talk,
    talks,
    unanswered,
    when,
)
from tests.model.checks.conftest import TODAY

AT = datetime.fromisoformat("2026-11-20T10:00:00+00:00")
ACTION = Action(
    id="a1", text="The ward shows eating plans at every bedside board.", organisation="The hospital", owner="Matron of Ward 12",
    findings=("f",), theme="TH06", due=when("1 March 2027"), measure="Seen on ten of ten boards in a walk round.",
)  # fmt: skip
MET = case(panel=Panel(met_on=date(2026, 11, 1)))
ENDING = both(
    case(
        state=State.PANEL, panel=Panel(met_on=date(2026, 11, 1), outcome="actions-agreed", signed_off=True),
        offered=Offered(draft="offered", copy="offered"),
    ),
    drops(actions=(replace(ACTION, status="agreed"),)),
)  # fmt: skip
"""A review that may be completed."""


def panel(**said: object) -> Change:
    return lambda whole: replace(whole, case=replace(whole.case, panel=replace(whole.case.panel, **said)))  # pyright: ignore[reportArgumentType]


@dataclass(frozen=True, kw_only=True)
class Row:
    fires: Change
    silent: Change = same
    silent_on: date = TODAY
    on: date = TODAY


def row(fires: Change, silent: Change = same, *, on: date = TODAY, silent_on: date = TODAY) -> Row:
    return Row(fires=fires, silent=silent, on=on, silent_on=silent_on)


def uncited(whole: Snapshot) -> Snapshot:
    return replace(whole, answers=tuple(replace(each, sources=()) for each in whole.answers))


def seen(whole: Snapshot, changing: str = "") -> Snapshot:
    """The senior reviewer saw another grade than the one that stands there now."""
    given = whole.answer("focused.F10")
    assert given is not None and given.score is not None
    other = replace(given.score, code="4", goodness_rank=4)
    return replace(whole, gradings=(Grading(id="reviewer/focused.F10", score=other, why="So it was.", changing=changing),))


ASKED = both(answer("initial.O05", "yes"), DECLINED)
CONFIDENCE = "I should have made more fuss on the Sunday."
PANEL_ONLY = "When she goes polite, you ring somebody."
NURSERY = "She worked two days a week at the Quarry Lane nursery, potting on."
AUTISM = person(diagnosis_group="autism", diagnosis_confirmed_by="clinical-letter")
FORTNIGHT = both(AUTISM, person(death_date=when("9 July 2023")), case(notified_on=date(2023, 7, 16)))
LOCAL = policy("[cag_reference]", '[[local_priority]]\ntitle = "Swallowing"\nthemes = ["TH06"]\n\n[cag_reference]')
ALL_SERIOUS = every_finding(severity="serious", told="")

RECOMMENDS = "We recommend that the hospital trains all its staff."
DAYS = ("1 August 2025", "20 September 2025", "10 November 2025", "1 January 2026", "20 February 2026", "10 April 2026", "1 June 2026")


def answered_since(whole: Snapshot) -> Snapshot:
    return replace(whole, requests=tuple(replace(each, came_on=when("1 October 2026")) for each in whole.requests))


def never_silent(whole: Snapshot) -> Snapshot:
    """Never sixty days without an event."""
    return replace(whole, entries=tuple(replace(whole.entries[0], id=f"m{n}", when=when(day)) for n, day in enumerate(DAYS)))


def other_words(whole: Snapshot) -> Snapshot:
    said = (replace(each, score=replace(each.score, label_text="Fine")) if each.score else each for each in whole.answers)
    return replace(whole, answers=tuple(said))


RULES: dict[str, Row] = {
    # may this death be reviewed here
    "child": row(person(birth_date=when("14 February 2010"))),
    "perhaps-child": row(person(birth_date=when("2008"))),
    "under-four": row(person(birth_date=when("14 February 2024"))),
    "bristol-child": row(both(BRISTOL, person(birth_date=when("14 February 2010"))), BRISTOL),
    "no-diagnosis-group": row(person(diagnosis_group="")),
    "group-not-reviewed": row(policy('"learning-disability", "learning-disability-and-autism", "autism"', '"autism"')),
    "autism-not-sourced": row(both(AUTISM, person(diagnosis_confirmed_by="family")), AUTISM),
    "autism-too-early": row(both(AUTISM, person(death_date=when("9 July 2021"))), AUTISM),
    "diagnosis-not-sourced": row(person(diagnosis_confirmed_where="")),
    "learning-difficulty": row(
        person(diagnosis_confirmed_where="School report: dyslexia"), person(diagnosis_confirmed_where="Learning disability and dyslexia")
    ),
    "no-gp": row(notified(gp_name="Not registered")),
    "not-england": row(person(address="4 Heol Fawr, Caerphilly CF83 1AA")),
    "opt-out-not-checked": row(case(opt_out=OptOut())),
    "opt-out-by-nobody": row(case(opt_out=OptOut(result="none"))),
    "opted-out": row(case(opt_out=OptOut(result="opted-out", by="The team", on=date(2026, 7, 17)))),
    # identity
    "birth-after-death": row(person(birth_date=when("2 August 2026"))),
    "birth-after-notification": row(person(birth_date=when("2 August 2026"))),
    "birth-after-today": row(person(birth_date=when("2 August 2028"))),
    "death-after-notification": row(person(death_date=when("2 August 2026"))),
    "death-after-today": row(person(death_date=when("2 August 2028"))),
    "notification-after-today": row(case(notified_on=date(2027, 1, 1))),
    "no-birth-date": row(person(birth_date=None)),
    "no-death-date": row(person(death_date=None)),
    "no-notification-date": row(case(notified_on=None)),
    "nhs-number": row(person(nhs_number="999 158 4278")),
    "twin": row(same),
    "not-confirmed": row(person(confirmations=())),
    "written-otherwise": row(adds("summary", "Rosalnid was kind."), adds("summary", "Rosalind was kind.")),
    "called-otherwise": row(note("summary", "Roz was ill. He died on the ward."), note("summary", "Roz was ill. She died on the ward.")),
    "not-independent": row(case(independence=Declaration())),
    "signs-own-review": row(lambda whole: case(senior_reviewer=whole.reviewer)(whole)),
    # conversations
    "nobody-close": row(
        talks(lambda each: each.category != "family"),
        both(talks(lambda each: each.category != "family"), answer("initial.E01.reason", "Nobody is left who knew her well.")),
    ),
    "no-gp-account": row(
        both(talks(lambda each: each.category != "gp"), drops(evidence=())), talks(lambda each: each.category != "gp")
    ),
    "nobody-involved": row(talks(lambda each: each.category != "involved")),
    "limits-not-explained": row(
        both(unanswered("notification.C05"), talk("mother", purpose_explained=False)), talk("gp", purpose_explained=False)
    ),
    "family-not-invited": row(
        both(talks(lambda each: each.category != "family"), unanswered("initial.E04")),
        both(
            talks(lambda each: each.category != "family"), unanswered("initial.E04"),
            notified(kin=(Kin(name="M", do_not_contact="safeguarding"),)),
        ),
    ),
    "said-alone": row(both(unanswered("initial.H01"), kept_answer("initial.H01", ("epilepsy", "none"))), answer("initial.H01", "none")),
    "grade-of-other-process": row(answer("bristol-initial.B12", "3"), answer("bristol-initial.B12", "not-asked")),
    "health-check-older": row(
        both(answer("initial.H13.in-year", "yes"), answer("initial.H13", "May 2023")),
        both(answer("initial.H13.in-year", "yes"), answer("initial.H13", "2025")),
    ),
    "health-check-recent": row(
        both(answer("initial.H13.in-year", "no"), answer("initial.H13", "March 2026")),
        both(answer("initial.H13.in-year", "no"), answer("initial.H13", "July 2025")),
    ),
    "register-both": row(
        both(answer("initial.H12", "yes"), answer("initial.H14", "not-on-register")),
        both(answer("initial.H12", "no"), answer("initial.H14", "not-on-register")),
    ),
    "answer-after-death": row(answer("initial.H13", "1 August 2026"), answer("initial.H13", "July 2026")),
    "place-differs": row(person(place_of_death="hospice"), person(place_of_death="not-known")),
    "family-asked-otherwise": row(
        answer("notification.C13", '[{"with": "Maureen", "focused": "yes"}]'),
        both(answer("notification.C13", '[{"with": "Maureen", "focused": "yes"}]'), answer("initial.O05", "yes")),
    ),
    "examined-not-before": row(
        both(answer("initial.D08", "before-2024"), answer("initial.D05", "yes")),
        both(answer("initial.D08", "before-2024"), person(death_date=when("1 May 2024"))),
    ),
    "explained-in-part": row(
        answer("notification.C05", '[{"with": "Maureen", "purpose": "yes", "complaints": "no"}]'),
        answer("notification.C05", '[{"with": "Maureen", "purpose": "yes", "privacy": "yes", "complaints": "yes"}]'),
    ),
    "wished-not-offered": row(
        both(case(offered=Offered(draft="not-offered")), answer("notification.C13", '[{"with": "Maureen", "draft": "yes"}]')),
        both(case(offered=Offered(draft="not-offered")), answer("notification.C13", '[{"with": "Maureen", "draft": "no"}]')),
    ),
    "not-offered": row(case(offered=Offered()), case(offered=Offered(draft="offered"))),
    "provider-not-asked": row(unanswered("initial.E07")),
    # evidence
    "entry-after-today": row(adds_entry("1 March 2027")),
    "entry-before-birth": row(adds_entry("1 March 1960")),
    "entry-after-death": row(same, entries(lambda each: not each.imported)),
    "conversation-after-today": row(talk("gp", on=when("1 March 2027"))),
    "no-source": row(each_entry(lambda each: replace(each, sources=()))),
    "rests-on-nothing": row(first_finding(rests_on=(), rests_on_quotations=(), rests_on_places=())),
    "rests-on-gone": row(
        lambda whole: every_finding(rests_on=("gone", whole.entries[0].id))(whole),
        every_finding(rests_on=("gone",), rests_on_quotations=(), rests_on_places=()),
    ),
    "no-family-account": row(
        each_entry(lambda each: replace(each, view="", sources=tuple(s for s in each.sources if s.conversation != "mother")))
    ),
    "records-too-short": row(
        lambda whole: replace(
            whole, evidence=tuple(replace(each, covers="March to July 2026") for each in whole.evidence if each.kind == "gp-record"),
            entries=tuple(each for each in whole.entries if not each.imported),
        )
    ),
    "request-waits": row(same, answered_since),
    "gap": row(same, never_silent),
    "other-process-not-used": row(
        notified(other_processes=("safeguarding-enquiry",)),
        both(
            notified(other_processes=("safeguarding-enquiry",)),
            answer("initial.E06", '[{"kind": "safeguarding-enquiry", "found": "Still open."}]'),
        ),
    ),
    "no-portrait": row(note("portrait", " ")),
    "no-entry": row(drops(entries=())),
    "no-decision": row(unanswered("initial.O07")),
    "no-reason": row(unanswered("initial.O08")),
    # health and rights
    "dnacpr-disability": row(
        every_finding(theme="TH01"), both(every_finding(theme="TH01"), answer("initial.D12", "Advanced pneumonia; would not survive."))
    ),
    "dnacpr-parts": row(unanswered("initial.D13.family"), both(unanswered("initial.D13"), answer("initial.D10", "no"))),
    "dnacpr-not-judged": row(unanswered("initial.D11"), answer("initial.D11", "insufficient")),
    "dnacpr-dependency": row(
        both(answer("initial.D12", "Bed-bound, poor quality of life."), every_finding(theme="TH01")),
        both(answer("initial.D12", "Metastatic cancer."), every_finding(theme="TH01")),
    ),
    "dnacpr-blanket": row(answer("initial.D12", "Form completed for all residents of the home.")),
    "certificate-disability": row(
        both(answer("initial.D03.Ib", "Learning disability"), every_finding(theme="TH01")), answer("initial.D03.II", "Learning disability")
    ),
    "certificate-vague": row(both(answer("initial.D03.Ia", "Natural causes"), unanswered("initial.D03.Ib"))),
    "cause-not-seen": row(answer("initial.D03.source", "family"), unanswered("initial.D03.source")),
    "cause-not-sourced": row(unanswered("initial.D03.source"), answer("initial.D03.source", "family")),
    "nobody-examined": row(answer("initial.D08", "no-coroner"), both(answer("initial.D08", "no-coroner"), answer("initial.D05", "yes"))),
    "coroner-unnatural": row(answer("initial.D03.Ia", "Asphyxia by choking")),
    "coroner-detained": row(answer("initial.S09", "yes"), both(answer("initial.S09", "yes"), answer("initial.D05", "yes"))),
    "no-health-check": row(unanswered("initial.H14"), both(unanswered("initial.H14"), person(diagnosis_group="autism"))),
    "not-on-register": row(every_finding(theme="TH01"), both(every_finding(theme="TH01"), answer("initial.H12", "yes"))),
    "capacity-not-judged": row(unanswered("initial.S07"), both(unanswered("initial.S07"), answer("initial.S06", "no"))),
    "capacity-decision": row(
        answer("initial.S06", "no"),
        both(answer("initial.S06", "no"), entries(lambda each: each.kind not in ("decision", "dnacpr-tepp", "procedure"))),
    ),
    "no-adjustments": row(unanswered("initial.H19"), answer("initial.H19", "not-known")),
    "many-medicines": row(answer("initial.H07", "10"), both(answer("initial.H07", "10"), first_finding(theme="TH15", kind="learning"))),
    "prompt-chest": row(unanswered("initial.H16")),
    "prompt-epilepsy": row(unanswered("initial.H02")),
    "prompt-sepsis": row(both(answer("initial.D03.Ia", "Sepsis"), unanswered("initial.D16")), unanswered("initial.D16")),
    "prompt-constipation": row(unanswered("initial.H04")),
    "prompt-cancer": row(both(answer("initial.D03.Ia", "Carcinoma of the bowel"), unanswered("initial.H17")), unanswered("initial.H17")),
    "prompt-dysphagia": row(unanswered("initial.H03")),
    "prompt-deterioration": row(
        both(answer("initial.D03.Ia", "Sudden deterioration"), unanswered("initial.D16")),
        unanswered("initial.D16"),
    ),
    "neglect-not-passed-on": row(both(answer("initial.D21", "yes"), drops(escalations=())), answer("initial.D21", "yes")),
    "risk-not-passed-on": row(both(answer("notification.C12", "yes"), drops(escalations=())), answer("notification.C12", "yes")),
    "serious-not-passed-on": row(both(drops(escalations=()), ALL_SERIOUS)),
    # words
    "recommends": row(
        adds("summary", RECOMMENDS), both(BRISTOL, adds("summary", RECOMMENDS))
    ),
    "tone": row(
        adds("portrait", "She suffered from epilepsy and was wheelchair-bound."),
        adds("portrait", "She had epilepsy and used a wheelchair."),
    ),
    "identifies": row(adds("summary", "Her mother Maureen can be reached on 01632 960 204."), adds("summary", "Her mother was with her.")),
    "told-in-confidence": row(adds("portrait", CONFIDENCE), talk("mother", quotations=())),
    "not-permitted": row(adds("portrait", PANEL_ONLY), adds("summary", PANEL_ONLY)),
    "of-somebody-else": row(
        both(each_entry(lambda each: replace(each, third_party=each.kind == "observation")), adds("portrait", NURSERY)),
        adds("portrait", NURSERY),
    ),
    # a focused review, or not
    "r-foc-1": row(both(person(ethnicity="K"), DECLINED), person(ethnicity="K")),
    "ethnicity-unclear": row(person(ethnicity="99")),
    "r-foc-3": row(both(FORTNIGHT, DECLINED), FORTNIGHT),
    "r-foc-3-later": row(both(AUTISM, DECLINED), AUTISM),
    "r-foc-4": row(ASKED, both(ASKED, case(refusal=Refusal(by="Ifeoma Clarke", why="They withdrew it.", on=date(2026, 11, 1))))),
    "r-foc-5": row(DECLINED, both(DECLINED, drops(findings=()), answer("initial.O04", "no"))),
    "r-foc-6": row(
        both(answer("initial.S09", "yes"), DECLINED),
        both(answer("initial.S09", "yes"), DECLINED, policy("flag = true", "flag = false")),
    ),
    "r-foc-7": row(both(LOCAL, DECLINED), LOCAL),
    "r-foc-8": row(DECLINED, both(DECLINED, unanswered("initial.D11", "initial.S07", "initial.D17", "initial.D18"))),
    "decision-not-open": row(
        answer("initial.O07", "yes-family"), both(answer("initial.O07", "yes-family"), answer("initial.O05", "yes"))
    ),
    "r-mar-1": row(both(BRISTOL, person(birth_date=when("14 February 2000"))), BRISTOL),
    "r-mar-2": row(both(BRISTOL, person(ethnicity="K")), BRISTOL),
    "r-mar-3": row(both(BRISTOL, answer("bristol-initial.B06", "yes")), both(BRISTOL, answer("bristol-initial.B06", "no"))),
    "trigger-open": row(both(BRISTOL, person(birth_date=when("2002"))), BRISTOL),
    "ethnicity-open": row(both(BRISTOL, person(ethnicity="99")), BRISTOL),
    # grades
    "no-rationale": row(unanswered("focused.F12.quality"), unanswered("focused.F10", "focused.F12.quality")),
    "grade-words": row(other_words),
    "no-grade": row(unanswered("focused.F11"), DECLINED),
    "good-but": row(grade("focused.F10", "5"), grade("focused.F10", "4")),
    "poor-without-events": row(finds(lambda each: each.kind != "concern")),
    "end-without-event": row(
        both(grade("focused.F10", "6"), uncited, finds(lambda each: each.kind != "good-practice")),
        grade("focused.F10", "6"),
    ),
    "worst-not-passed-on": row(both(grade("focused.F10", "1"), drops(escalations=()), every_finding(told="")), grade("focused.F10", "1")),
    "worst-without-coroner": row(grade("focused.F10", "1"), both(grade("focused.F10", "1"), answer("initial.D05", "yes"))),
    "best-without-practice": row(
        both(grade("focused.F10", "6"), finds(lambda each: each.kind != "good-practice")), grade("focused.F10", "6")
    ),
    "grades-apart": row(grade("focused.F10", "6"), grade("focused.F10", "5")),
    "grade-changed": row(seen, lambda whole: seen(whole, changing="The ward's notes came after.")),
    "grade-of-initial": row(answer("initial.O07", "no"), DECLINED),
    "no-grade-of-initial": row(both(DECLINED, policy("flag = false", "flag = true")), DECLINED),
    "answer-otherwise": row(asked_otherwise('label = "Speech"', 'label = "Spoke in sentences"'), asked_otherwise('"Speech"', '"Speech"')),
    "asked-otherwise": row(asked_otherwise("How did they communicate?", "How did they speak?")),
    "must-unanswered": row(unanswered("initial.P08"), answer("initial.P08", "not-known")),
    # time
    "months-gone": row(same, silent_on=date(2026, 10, 1)),
    "overdue": row(same, held(), on=date(2027, 2, 1), silent_on=date(2027, 2, 1)),
    "overdue-on-hold": row(held(), case(holds=()), on=date(2027, 2, 1), silent_on=date(2027, 2, 1)),
    "on-hold": row(held(), held(ended=date(2026, 11, 10))),
    "initial-due": row(both(BRISTOL, case(allocated_on=date(2026, 8, 1))), both(BRISTOL, case(allocated_on=TODAY))),
    "not-allocated": row(
        both(case(allocated_on=None), policy('rule = "R-TIME-5"\nweight = "off"', 'rule = "R-TIME-5"\nweight = "hint"')),
        case(allocated_on=None),
    ),
    "hold-check": row(held(started=date(2026, 9, 1)), held()),
    "hold-expected": row(held(expected=date(2026, 11, 10)), held(expected=date(2026, 12, 10))),
    "hold-incomplete": row(held(agreed_by=""), held()),
    "hold-not-listed": row(held(reason="holiday"), held()),
    "family-waited": row(case(family_waits_until=date(2026, 11, 1)), case(family_waits_until=date(2026, 12, 1))),
    # panel actions
    "action-closed-open": row(
        both(MET, drops(actions=(replace(ACTION, status="done", measure=""),))),
        both(MET, drops(actions=(replace(ACTION, status="done"),))),
    ),
    "action-not-smart": row(both(MET, drops(actions=(replace(ACTION, owner=""),))), both(MET, drops(actions=(ACTION,)))),
    "action-before-panel": row(drops(actions=(ACTION,)), both(MET, drops(actions=(ACTION,)))),
    # before a review is completed
    "end-not-offered": row(both(ENDING, case(offered=Offered(draft="offered"))), ENDING),
    "end-not-signed-off": row(both(ENDING, panel(signed_off=False)), both(ENDING, panel(signed_off=False), answer("initial.O07", "no"))),
    "end-no-action": row(both(ENDING, drops(actions=())), both(ENDING, drops(actions=()), panel(outcome="noted"))),
    "end-action-open": row(
        both(ENDING, drops(actions=(replace(ACTION, status="proposed"),))),
        both(ENDING, drops(actions=(replace(ACTION, status="not-taken", why_not="It is done already."),))),
    ),
    "end-on-hold": row(both(ENDING, held()), both(ENDING, held(ended=date(2026, 11, 10)))),
}
