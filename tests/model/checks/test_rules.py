"""Every check speaks when it should and only then: the sample case with one change that makes it speak, and one it keeps silent on."""

import re
from dataclasses import replace
from datetime import date

import pytest

from leder_desktop.model.case import Offered, OptOut, State
from leder_desktop.model.checks import remarks
from leder_desktop.model.evidence import Evidence
from leder_desktop.model.facts import Facts
from leder_desktop.model.independence import Declaration
from leder_desktop.model.person import Kin
from leder_desktop.model.remarks import Remark
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import BUILT_IN, Standards
from tests.model.checks.changes import (
    BRISTOL,
    adds,
    answer,
    both,
    case,
    drops,
    held,
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
from tests.model.checks.rules import RULES


def said(whole: Snapshot, on: date, id: str) -> list[Remark]:
    return [each for each in remarks(whole, today=on, twins=("OTHER-1",) if id == "twin" else ()) if each.id == id]


@pytest.fixture(scope="session")
def of_the_sample(roz: Snapshot) -> set[str]:
    return {each.id for each in remarks(roz, today=TODAY)}


def test_every_check_is_tried() -> None:
    assert set(RULES) == set(BUILT_IN.checks())


@pytest.mark.parametrize("id", RULES)
def test_it_speaks_after_one_change(roz: Snapshot, id: str) -> None:
    found = said(RULES[id].fires(roz), RULES[id].on, id)
    assert found
    for each in found:
        assert each.rule == BUILT_IN.checks()[id].rule and each.where and each.why and "{" not in each.sentence
        assert each.todo.strip() and "{" not in each.todo and "…" not in each.todo
        assert not re.search(r"(^|[\s(“])…", each.sentence), "a place of the sentence that nobody filled"


@pytest.mark.parametrize("id", RULES)
def test_it_is_silent_without_a_cause(roz: Snapshot, of_the_sample: set[str], id: str) -> None:
    tried = RULES[id]
    if tried.silent is same and tried.silent_on == TODAY:
        assert id not in of_the_sample
    else:
        found = remarks(tried.silent(roz), today=tried.silent_on)
        assert id not in {each.id for each in found}


PLANNED = both(talk("mother", on=None, quotations=()), note("conversation/mother", ""), unanswered("initial.E04"))


def test_a_conversation_that_is_only_planned_is_not_one_that_took_place(roz: Snapshot) -> None:
    found = {each.id for each in remarks(PLANNED(roz), today=TODAY)}
    assert {"nobody-close", "family-not-invited"} <= found and "limits-not-explained" not in found
    held = both(PLANNED, note("conversation/mother", "She rang."))
    assert not {"nobody-close", "family-not-invited"} & {each.id for each in remarks(held(roz), today=TODAY)}


def test_the_reason_why_nobody_close_was_heard_can_be_given_while_a_conversation_is_only_planned(roz: Snapshot) -> None:
    asked = roz.standards.question("initial.E01.reason")
    assert Facts(PLANNED(roz)).shown(asked) and not Facts(roz).shown(asked)


def test_next_of_kin_known_only_as_the_mother_is_invited_too(roz: Snapshot) -> None:
    kin = both(talks(lambda each: each.category != "family"), unanswered("initial.E04"), notified(kin=(Kin(relationship="Mother"),)))
    assert said(kin(roz), TODAY, "family-not-invited")[0].sentence.startswith("Their mother is known as Roz’s next of kin")


def test_a_child_is_told_of_by_the_age_the_organisation_reviews_from(roz: Snapshot) -> None:
    younger = both(person(birth_date=when("10 July 2012")), policy("number = 18", "number = 16"))
    assert "Deaths at 4 to 15 are reviewed by the child death review" in said(younger(roz), TODAY, "child")[0].sentence


def test_words_that_are_quoted_stand_between_their_own_marks(roz: Snapshot) -> None:
    rude = adds("summary", "She suffered from epilepsy, was wheelchair-bound, non-compliant, and had a mental age of four.")
    sentence = said(rude(roz), TODAY, "tone")[0].sentence
    assert sentence.count("“") == sentence.count("”") == 4


def test_an_empty_case_is_no_mistake(roz: Snapshot) -> None:
    empty = Snapshot(case=replace(roz.case, independence=Declaration(), offered=Offered(), holds=()), person=type(roz.person)())
    assert {"no-birth-date", "no-portrait", "nobody-close", "not-independent"} <= {each.id for each in remarks(empty, today=TODAY)}


def test_records_without_a_first_day_are_not_called_too_short(roz: Snapshot) -> None:
    unknown = replace(roz, evidence=(Evidence(id="x", kind="gp-record", covers="All there is"),))
    assert not said(unknown, TODAY, "records-too-short")


def test_a_text_of_another_version_with_an_unknown_place_is_still_said(roz: Snapshot) -> None:
    text = BUILT_IN.text("checks/checks").replace("held it up. Many reviews are late", "held it up. {unheard} many reviews are late")
    found = said(replace(roz, standards=Standards({"checks/checks": text})), date(2027, 2, 1), "overdue")
    assert "… many reviews are late" in found[0].sentence


def test_what_one_check_says_about_one_place_is_one_remark(roz: Snapshot) -> None:
    found = said(adds("summary", "Rosalnid was kind, and Ferridey was her name.")(roz), TODAY, "written-otherwise")
    assert len(found) == 1 and "Rosalnid" in found[0].sentence and "Ferridey" in found[0].sentence


def test_of_a_case_that_was_closed_nothing_is_asked_and_of_an_opt_out_only_that_it_stops(roz: Snapshot) -> None:
    bare = replace(roz, answers=(), entries=(), conversations=())
    assert len(remarks(bare, today=TODAY)) > 5
    assert remarks(case(state=State.CLOSED, closed_why="duplicate")(bare), today=TODAY, twins=("LDR-2",)) == []
    stopped = case(state=State.CLOSED, closed_why="opt-out", opt_out=OptOut(result="opted-out", by="Sam Okoro"))(bare)
    assert [each.id for each in remarks(stopped, today=TODAY)] == ["opted-out"]


def test_a_copy_of_the_completed_review_is_asked_about_once_it_was_countersigned(roz: Snapshot) -> None:
    released = case(state=State.RELEASED, offered=Offered(draft="offered"))(roz)
    assert "not-offered" in {each.id for each in remarks(released, today=TODAY)}


def test_a_bristol_review_is_asked_only_what_its_forms_ask(roz: Snapshot) -> None:
    bare = replace(BRISTOL(roz), conversations=(), evidence=(), answers=())
    found = remarks(bare, today=TODAY)
    assert not [each.where for each in found if each.where.startswith(("initial.", "focused."))]
    assert {"nobody-close", "family-not-invited"} <= {each.id for each in found} and "nobody-involved" not in {each.id for each in found}
    declined = both(lambda _: bare, answer("bristol-initial.B17", "declined"))(roz)
    assert not {"nobody-close", "family-not-invited"} & {each.id for each in remarks(declined, today=TODAY)}


def test_whether_the_coroner_was_told_is_read_from_the_bristol_form_too(roz: Snapshot) -> None:
    worst = both(BRISTOL, answer("bristol-initial.B12", "6"), answer("bristol-initial.B16", "no"))
    assert said(worst(roz), TODAY, "worst-without-coroner")
    assert not said(both(worst, answer("bristol-initial.B16", "yes"))(roz), TODAY, "worst-without-coroner")


def test_a_conversation_of_a_day_to_come_is_none_of_the_three(roz: Snapshot) -> None:
    later = both(*(talk(each.id, on=when("1 March 2027")) for each in roz.conversations), drops(evidence=()))
    assert {"nobody-close", "no-gp-account", "nobody-involved"} <= {each.id for each in remarks(later(roz), today=TODAY)}


@pytest.mark.parametrize("weight", ["off", "hint", "warn"])
def test_the_duty_up_to_the_end_of_2023_is_for_no_organisation_to_weigh(roz: Snapshot, weight: str) -> None:
    row = f'[[severity]]\nrule = "R-FOC-3"\nweight = "{weight}"\nprovenance = "Theirs"\nconfidence = "inference"\n\n[[severity]]'
    declined = both(RULES["r-foc-3"].fires, policy("[[severity]]", row))
    assert [str(each.severity) for each in said(declined(roz), TODAY, "r-foc-3")] == ["block"]


OPEN_OR_NOT = [
    (("safeguarding-enquiry", "coroner"), '[{"kind": "coroner"}]', "no", "Safeguarding adult enquiry"),
    ((), '[{"kind": "structured-judgement-review"}]', "yes", "Coroner"),
    (("coroner", "safeguarding-enquiry"), "not-applicable", "no", "Coroner"),
]


@pytest.mark.parametrize(("named", "used", "coroner", "left"), OPEN_OR_NOT)
def test_each_process_that_is_not_taken_into_account_is_said(
    roz: Snapshot, named: tuple[str, ...], used: str, coroner: str, left: str
) -> None:
    whole = both(notified(other_processes=named), answer("initial.E06", used), answer("initial.D05", coroner))(roz)
    assert left in said(whole, TODAY, "other-process-not-used")[0].sentence


def test_a_hold_names_the_process_it_waits_for_and_the_wish_of_the_family_is_none(roz: Snapshot) -> None:
    assert said(held(reason="coroner")(roz), TODAY, "other-process-not-used")
    assert not said(held(reason="family-asked-to-wait")(roz), TODAY, "other-process-not-used")


def test_nothing_follows_from_an_answer_to_what_is_not_asked_any_more(roz: Snapshot) -> None:
    good = both(answer("focused.F10", "5"), drops(findings=()))
    assert "DNACPR" in said(good(roz), TODAY, "good-but")[0].sentence
    before = both(good, answer("initial.D12", "Learning disability"), answer("initial.S02", "no"))
    hidden = both(before, answer("initial.D10", "no"), answer("initial.S06", "no"), answer("initial.S01", "none"))(roz)
    assert hidden.answer("initial.D12") is not None
    found = remarks(hidden, today=TODAY)
    assert not {"dnacpr-disability", "dnacpr-dependency"} & {each.id for each in found}
    against = " ".join(each.sentence for each in found if each.id == "good-but")
    assert not [words for words in ("DNACPR", "Mental Capacity", "care package") if words in against]


@pytest.mark.parametrize("address", [
    "12 Wales Road, Kiveton Park, Sheffield S26 5QA", "14 Scotland Road, Liverpool L5 5AA", "1 High Street, Wales, Sheffield S26 5RE",
    "9 Jersey Street, Manchester M4 6JG", "Guernsey Close, Crawley RH11 9AA", "3 Ireland Street", "Newport, Shropshire TF10 7AB", "",
])  # fmt: skip
def test_an_english_address_is_england_whatever_its_street_is_called(roz: Snapshot, address: str) -> None:
    assert not said(person(address=address)(roz), TODAY, "not-england")


@pytest.mark.parametrize("address", [
    "4 Heol Fawr, Caerphilly CF83 1AA", "22 High Street, cardiff cf10 1aa", "22 High Street, Cardiff",
    "5 Mill Lane, Presteigne, Wales LD8 2AA",
    "1 Royal Mile\nEdinburgh", "Llandudno LL30 2PP", "12 The Parade, Newport NP20 1AA", "2 Shore Road, Northern Ireland",
])  # fmt: skip
def test_an_address_in_another_country_is_said(roz: Snapshot, address: str) -> None:
    assert said(person(address=address)(roz), TODAY, "not-england")


NATURAL = (
    "Cerebrovascular accident", "Acute kidney injury", "Carcinoma of unknown primary", "Hypoxic brain injury", "Blood poisoning",
    "Transfusion-associated lung injury", "Pathological fracture of hip, metastatic cancer", "Aspiration pneumonia",
    "Malignancy of unknown origin", "Pneumonia of unknown organism", "Ischaemic bowel injury", "Transient ischaemic accident",
    "History of falls, dementia", "Pending liver transplant, cirrhosis", "Hypothermia of sepsis", "Poisoning of the blood (septicaemia)",
    "Drowning in secretions",
)  # fmt: skip
UNNATURAL = (
    "Not ascertained", "Cause not yet known", "1a pending", "Food bolus obstruction of airway", "Clozapine toxicity",
    "Alcohol intoxication",
    "Hypothermia", "Heat stroke", "Self-neglect", "Stabbing", "Electrocution", "Subdural haematoma", "SUDEP", "Scald", "Suicide",
    "Sudden unexpected death in epilepsy", "Traumatic brain injury", "Fall from height",
    "Fell downstairs", "Struck by a car", "Neglect", "Starvation", "Dehydration", "Mesothelioma", "Anaphylaxis to penicillin", "SADS",
    "Found in bath, epilepsy", "Cause of death unclear", "Complication of surgery", "Bowel perforation at endoscopy", "Head injury",
)  # fmt: skip


@pytest.mark.parametrize("cause", [*NATURAL, *UNNATURAL])
def test_the_coroner_is_asked_about_after_an_unnatural_or_unknown_cause_only(roz: Snapshot, cause: str) -> None:
    found = said(both(answer("initial.D03.Ia", cause), unanswered("initial.D03.Ib", "initial.D03.II"))(roz), TODAY, "coroner-unnatural")
    assert bool(found) is (cause in UNNATURAL)


@pytest.mark.parametrize("where", [
    "LD register; dyslexia noted at school", "GP problem list: Down syndrome; dyspraxia", "Moderate learning difficulty, Down's syndrome",
    "Mild mental handicap (1968), dyslexia", "Learning disabled since birth; dyspraxia",
])  # fmt: skip
def test_a_difficulty_beside_a_disability_is_no_difficulty_alone(roz: Snapshot, where: str) -> None:
    assert not said(person(diagnosis_confirmed_where=where)(roz), TODAY, "learning-difficulty")


@pytest.mark.parametrize(
    "gp", ["Unknown", "not known", "N/A", "Nil", "no fixed GP", "Not registered", "None", "-", "?", "tbc", "Deregistered in 2024"],
)
def test_a_practice_that_nobody_knows_is_none(roz: Snapshot, gp: str) -> None:
    assert said(notified(gp_name=gp)(roz), TODAY, "no-gp")


@pytest.mark.parametrize("gp", ["The Unknown Warrior Surgery", "Nil Desperandum Health Centre", "Nonesuch Practice"])
def test_a_practice_with_a_strange_name_is_one(roz: Snapshot, gp: str) -> None:
    assert not said(notified(gp_name=gp)(roz), TODAY, "no-gp")


def test_a_cause_on_any_line_needs_its_source(roz: Snapshot) -> None:
    only_second = both(unanswered("initial.D03"), answer("initial.D03.Ib", "Pneumonia"))
    assert said(only_second(roz), TODAY, "cause-not-sourced")


def test_a_condition_of_the_chest_asks_for_its_questions_without_a_cause_of_death(roz: Snapshot) -> None:
    bare = both(unanswered("initial.D03", "initial.H16"), notified(cause_of_death=""), answer("initial.H01", "copd"))
    assert said(bare(roz), TODAY, "prompt-chest")


def test_what_is_missing_in_a_hold_is_named(roz: Snapshot) -> None:
    assert said(held(agreed_by="")(roz), TODAY, "hold-incomplete")[0].sentence == (
        "A hold (“Coroner’s investigation or inquest”, from 1 November 2026) lacks the name of who agreed to it."
    )
    assert "a reason and its first day." in said(held(reason="", started=None)(roz), TODAY, "hold-incomplete")[0].sentence


def test_a_gp_record_that_was_read_where_it_lies_is_one_that_was_read(roz: Snapshot) -> None:
    neither = both(talks(lambda each: each.category != "gp"), drops(evidence=()))
    assert said(neither(roz), TODAY, "no-gp-account")
    seen = answer("initial.E05.seen", '[{"organisation": "Elm Row Surgery", "kind": "gp-record", "how": "smartcard"}]')
    assert not said(both(neither, seen)(roz), TODAY, "no-gp-account")
