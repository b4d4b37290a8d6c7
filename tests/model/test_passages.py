"""Every running text of a review is told once, with its place, its author and who is heard in it."""

from dataclasses import fields, replace

from leder_desktop.model.actions import Action
from leder_desktop.model.answers import Answer, Cell, Row
from leder_desktop.model.case import Hold, Offered, Panel, Refusal
from leder_desktop.model.evidence import Request
from leder_desktop.model.findings import Escalation, Factor
from leder_desktop.model.grades import Grading
from leder_desktop.model.passages import COPIED, OWN, PANEL, PORTRAIT, TOLD, passages
from leder_desktop.model.person import Kin
from leder_desktop.model.snapshot import Snapshot
from tests.model.checks.changes import answer
from tests.model.checks.conftest import roz

__all__ = ["roz"]


def whole(roz: Snapshot) -> Snapshot:
    """The sample, with words wherever words can stand."""
    more = (
        Answer(id="initial.D05", status="answered", value="yes", note="said in a note"),
        Answer(id="notification.C10", status="answered", value=(Row(cells=(Cell(field="part", said="said in confidence"),)),)),
        Answer(id="initial.Z99", status="answered", value="said of a question that is gone"),
    )
    case = replace(
        roz.case, refusal=Refusal(by="Ifeoma Clarke", why="said of the refusal"), holds=(Hold(note="said of the hold"),),
        panel=Panel(note="said by the panel"), offered=Offered(why_not="said of the offer"),
    )  # fmt: skip
    return replace(
        roz, case=case, answers=(*roz.answers, *more),
        notification=replace(roz.notification, kin=(Kin(do_not_contact_note="said of kin"),), cause_of_death="said by the doctor"),
        requests=(Request(id="q", refused_why="said by whom was asked"),),
        findings=(replace(roz.findings[0], told="said to the team", factors=(Factor(code="x", text="said of a factor"),)),),
        escalations=(Escalation(id="e", note="said of the escalation"),), actions=(Action(id="a", text="said of the step"),),
        gradings=(Grading(id="senior/focused.F10", why="said of the grade", by="Ifeoma Clarke"),),
    )  # fmt: skip


def test_every_place_with_words_is_told(roz: Snapshot) -> None:
    said = {each.said.strip(): each for each in passages(whole(roz))}
    for words, where in {
        "said in a note": "initial.D05", "said in confidence": "notification.C10", "said of a question that is gone": "initial.Z99",
        "said of the refusal": "decision", "said of the hold": "case.holds", "said by the panel": "case.panel",
        "said of kin": "notification.kin",
        "said of the offer": "case.offered", "said by the doctor": "notification.cause_of_death", "said by whom was asked": "request/q",
        "said to the team": f"finding/{roz.findings[0].id}", "said of a factor": f"finding/{roz.findings[0].id}",
        "said of the escalation": "escalation/e", "said of the step": "action/a", "said of the grade": "focused.F10",
    }.items():  # fmt: skip
        assert said[words].where == where and said[words].label, words
    assert said["said of the grade"].by == said["said of the refusal"].by == "Ifeoma Clarke"


def test_whose_words_they_are_and_who_reads_them_is_told(roz: Snapshot) -> None:
    told = passages(whole(roz))
    by = {each.where: each for each in told}
    assert by["portrait"].audience == PORTRAIT and by["summary"].audience == PANEL and by["portrait"].by == roz.reviewer
    assert by["initial.D12"].voice == COPIED and by["initial.D01"].voice == OWN and by["initial.D01"].label == "What led to their death?"
    talk = roz.conversations[0]
    notes, *quotations = (each for each in told if each.where == f"conversation/{talk.id}")
    assert notes.voice == TOLD and notes.speaker == talk.who and not notes.audience and len(quotations) == len(talk.quotations)
    assert [each.may_be_quoted for each in quotations] == [each.may_be_quoted for each in talk.quotations]
    assert not by["notification.C10"].audience
    entry = next(each for each in roz.entries if each.view)
    assert [(each.voice, each.label) for each in told if each.where == f"entry/{entry.id}"][:2] == [
        (OWN, "Timeline, what happened"), (TOLD, "Timeline, their view"),
    ]  # fmt: skip
    imported = next(each for each in roz.entries if each.imported)
    assert next(each for each in told if each.where == f"entry/{imported.id}").voice == COPIED


def test_codes_and_dates_are_no_words(roz: Snapshot) -> None:
    assert not {"initial.D10", "initial.O07", "initial.O05.on"} & {each.where for each in passages(roz)}
    listed = answer("initial.H19", '[{"setting": "gp", "note": "a double appointment"}]')(roz)
    assert next(each for each in passages(listed) if each.where == "initial.H19").said.strip() == "a double appointment"


def test_every_noun_with_words_was_thought_of() -> None:
    """A noun that gains a list of its own in a snapshot is told here or said to have no running text."""
    told = {"case", "person", "notification", "notes", "conversations", "requests", "entries", "answers", "findings", "escalations",
            "gradings", "actions"}  # fmt: skip
    no_text = {"evidence", "none_found", "signoff", "edition", "standards", "reviewer"}
    apart = {"comments", "kept"}
    """Of the senior reviewer, and beside the warnings: no part of what the review says."""
    assert {each.name for each in fields(Snapshot)} == told | no_text | apart
