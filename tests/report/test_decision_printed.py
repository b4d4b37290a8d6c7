"""The decision, who reviewed and the panel's actions, as they are printed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from leder_desktop.model.actions import Action
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Panel, Refusal
from leder_desktop.model.dates import understand
from leder_desktop.model.independence import Declaration
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report.review import review_pdf

Read = Callable[[bytes], list[str]]


def text_of(snapshot: Snapshot, read: Read) -> str:
    return " ".join("\n".join(read(review_pdf(snapshot, remarks=[]).pdf)).split())


def test_every_trigger_is_printed_with_its_reason_and_its_source(rich: Snapshot, read: Read) -> None:
    person = replace(rich.person, ethnicity="99", diagnosis_group="learning-disability")
    asked = (Answer(id="initial.O05", status="answered", value="yes"), Answer(id="initial.O05.on", status="answered", value="2026-02-12"))
    others = tuple(each for each in rich.answers if each.id not in ("initial.O05", "initial.O05.on"))
    said = text_of(replace(rich, person=person, answers=(*others, *asked)), read)
    assert "Met · The family asks · R-FOC-4" in said and "asked for a focused review on 12 February 2026" in said
    assert "Not clear · Ethnic background not clear · R-FOC-2" in said and "To ask: Ask the family first" in said
    assert "Not met · Autistic adult without a learning disability · R-FOC-3" in said and "(remembered, not confirmed)" in said


def test_why_the_familys_wish_was_declined_is_printed_with_who_did(rich: Snapshot, read: Read) -> None:
    refusal = Refusal(by="Sam Okoro", why="Their questions were answered in full.", on=date(2026, 3, 4))
    said = text_of(replace(rich, case=replace(rich.case, refusal=refusal)), read)
    assert "Sam Okoro, senior reviewer, declined on 4 March 2026: Their questions were answered in full." in said
    assert "declined" not in text_of(rich, read)


def test_a_bristol_review_prints_its_own_decision(rich: Snapshot, read: Read) -> None:
    answers = (Answer(id="bristol-initial.B13", status="answered", value="no"),
               Answer(id="bristol-initial.B13.reason", status="answered", value="Nothing more to learn."),
               Answer(id="bristol-initial.B07", status="answered", value="no"))  # fmt: skip
    said = text_of(replace(rich, case=replace(rich.case, template="Bristol-2018+"), answers=answers), read)
    assert "Multi-agency review: the decision" in said and "Nothing more to learn." in said and "R-MAR-1" in said
    assert "Could more be learnt from a multi-agency review?" in said and "Focused review: the decision" not in said


def test_who_reviewed_and_that_they_are_independent_is_printed(rich: Snapshot, read: Read) -> None:
    declared = Declaration(by="Priya Raman", on=date(2026, 2, 1), words="I was not involved in Dilys’s care.")
    case = replace(rich.case, independence=declared, reviewer_profession="nurse", senior_reviewer="Sam Okoro")
    said = text_of(replace(rich, case=case), read)
    assert "“I was not involved in Dilys’s care.” Priya Raman, 1 February 2026" in said
    assert "Nurse" in said and "Senior reviewer Sam Okoro" in said
    assert "Not declared yet" in text_of(replace(rich, case=replace(rich.case, independence=Declaration())), read)


def test_the_panels_actions_are_printed_by_theme_as_we_said_and_we_did(rich: Snapshot, read: Read) -> None:
    done = Action(id="a", theme="TH06", text="Plans are reviewed.", organisation="Acute trust", owner="Lead therapist",
                  due=understand("March 2027"), measure="An audit", status="done", evidence="19 of 20.")  # fmt: skip
    dropped = Action(id="b", theme="TH01", text="A new form.", status="not-taken", why_not="There is one already.")
    case = replace(rich.case, panel=Panel(met_on=date(2026, 10, 1)))
    said = text_of(replace(rich, case=case, actions=(done, dropped)), read)
    panel = said.partition("Agreed by the panel of 1 October 2026")[2]
    assert panel.index("A new form.") < panel.index("Plans are reviewed.") and "Done 19 of 20." in panel
    assert "Not taken There is one already." in panel and "Acute trust, Lead therapist, by March 2027" in panel
    assert "Panel actions" not in text_of(rich, read)
