"""History: steps by their names, what each changed, every former version shown and put back; undo, and doing it again."""

from dataclasses import replace
from pathlib import Path

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import Finding
from leder_desktop.model.kinds import KINDS
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import (
    cases,
    conversations,
    evidence,
    field_labels,
    findings,
    history,
    notes,
    person,
    questions,
    records,
    sample,
    snapshot,
    timeline,
)

TOLD = (Source(conversation="mother"),)
SCREENS = "\n".join(path.read_text() for path in Path(__file__).parents[2].joinpath("ui").rglob("*.py"))


def typed(session, text: str) -> None:
    notes.typed(session, "portrait", text)
    notes.seal(session)


def refused(session, **step) -> Refused:
    with pytest.raises(Refused) as said:
        history.undo(session, **step)
    return said.value


def test_every_field_of_every_thing_has_the_words_of_its_screen():
    for kind, (noun, _) in KINDS.items():
        wanted = set(noun.__dataclass_fields__) - {"id"}
        assert wanted == set(field_labels.FIELDS[kind]), kind
        assert kind in field_labels.PARTS and kind in field_labels.THINGS
    for kind in ("person", "conversation", "request", "entry", "finding", "notification"):
        for name, label in field_labels.FIELDS[kind].items():
            nowhere = (kind, name) in history.HIDDEN or label in ("Confirmed fields", "Kind of finding")
            assert nowhere or label in SCREENS, (kind, name, label)
    assert not any(name in label.split() for fields in field_labels.FIELDS.values() for name, label in fields.items() if "_" in name)


def test_a_step_says_what_it_changed_in_the_words_of_the_screen(session):
    made = timeline.add(session, Draft(what="Fell in the garden.", sources=TOLD, when=understand("2 March 2026"), setting="gp")).made[0]
    entry = timeline.entry(session, made)
    timeline.change(session, made, replace(entry, what="Slipped on the step.", setting="", when=understand("March 2026")))
    steps = history.steps(session)
    assert [step.title for step in steps[:2]] == ["Change timeline entry", "Add timeline entry"] and steps[0].parts == ("Timeline",)
    assert steps[0].by == "Priya Raman" and not steps[0].undone
    told = {one.label: (one.before, one.after) for one in history.changes(session, steps[0].seq)}
    assert told == {
        "When": ("2 March 2026", "March 2026"), "Setting": ("GP", ""), "What happened": ("Fell in the garden.", "Slipped on the step."),
    }  # fmt: skip
    assert {one.about for one in history.changes(session, steps[0].seq)} == {"Timeline entry: Slipped on the step."}
    assert {one.label for one in history.changes(session, steps[1].seq)} >= {"What happened", "Where this comes from"}


def test_no_step_of_the_sample_shows_a_name_from_inside_the_program(desk):
    session = sample.take_in(desk)
    inside = {name for noun, _ in KINDS.values() for name in noun.__dataclass_fields__ if "_" in name}
    for step in history.steps(session):
        for one in history.changes(session, step.seq):
            assert one.label and one.about and not inside & set(f"{one.label} {one.about}".split())
            assert not one.before.startswith(("{", "[", '"')) and not one.after.startswith(("{", "[", '"')), one
    cases.leave(session)


def test_an_import_is_undone_by_its_name_and_so_are_form_text_and_answer(session, tmp_path):
    path = tmp_path / "record.json"
    path.write_text(RECORD)
    records.keep(session, records.look(session, path, *records.read(path)))
    assert history.undo_words(session) == "Import 2 entries"
    typed(session, "He liked trains.")
    assert history.undo_words(session) == "Typing: Pen portrait"
    who = snapshot.person(session)
    person.describe(session, replace(who, known_as="Mar"))
    assert history.undo_words(session) == "Describe the person"
    reference = next(q.ref for asked in BUILT_IN.sets() for q in asked.questions if q.type == "enum3" and not q.place)
    questions.answer(session, reference, "yes")
    assert history.undo_words(session).startswith("Answer: ") and reference not in history.undo_words(session)
    said = [history.undo(session).summary for _ in range(4)]
    assert said[1:] == ["Undo: Describe the person", "Undo: Typing: Pen portrait", "Undo: Begin: Pen portrait"]
    assert history.undo(session).summary == "Undo: Import 2 entries" and timeline.entries(session) == []
    assert history.faults(session) == []


def test_steps_undone_one_after_the_other_do_not_stand_in_each_others_way(session):
    for text in ("one", "one two", "one two three"):
        typed(session, text)
    for text in ("one two", "one", ""):
        assert history.undo(session).summary == "Undo: Typing: Pen portrait"
        assert notes.get(session, "portrait") == text
    for text in ("one", "one two", "one two three"):
        assert history.again_words(session) == "Typing: Pen portrait"
        assert history.again(session).summary == "Do again: Typing: Pen portrait"
        assert notes.get(session, "portrait") == text
    assert history.again_words(session) == ""
    with pytest.raises(Refused, match="nothing to do again"):
        history.again(session)
    assert history.undo(session).summary == "Undo: Typing: Pen portrait" and notes.get(session, "portrait") == "one two"
    assert history.steps(session)[0].title == "Undo: Typing: Pen portrait" and history.faults(session) == []


def test_words_that_are_being_typed_are_what_undo_would_undo(session):
    conversations.add(session, Conversation(id="", who="Maureen"))
    notes.typed(session, "portrait", "He liked trains.")
    assert history.undo_words(session) == "Typing: Pen portrait" and history.again_words(session) == ""
    assert history.undo(session).summary == "Undo: Typing: Pen portrait" and notes.get(session, "portrait") == ""


def test_steps_and_undo_and_doing_again_outlive_a_restart(desk, session):
    typed(session, "one")
    conversations.add(session, Conversation(id="", who="Maureen"))
    before = history.steps(session)
    cases.leave(session)
    again = cases.open(desk, session.case)
    assert history.steps(again) == before and history.undo(again).summary == "Undo: Add conversation"
    cases.leave(again)
    last = cases.open(desk, session.case)
    assert history.again(last).summary == "Do again: Add conversation" and len(conversations.conversations(last)) == 1
    cases.leave(last)


def test_something_new_ends_doing_again(session):
    typed(session, "one")
    history.undo(session)
    conversations.add(session, Conversation(id="", who="Maureen"))
    assert history.again_words(session) == ""


def test_a_refused_undo_names_what_stands_in_the_way_and_changes_nothing(session):
    typed(session, "one")
    first = history.undoable(session).seq
    typed(session, "one two")
    before = len(history.document(session)["lines"])
    said = refused(session, step=first)
    assert said.code == "wrong-state" and "“Typing: Pen portrait”" in said.sentence and "Undo that first" in said.sentence
    assert notes.get(session, "portrait") == "one two" and len(history.document(session)["lines"]) == before
    id = conversations.add(session, Conversation(id="", who="Maureen")).made[0]
    made = history.undoable(session).seq
    timeline.add(session, Draft(what="Fell.", sources=(Source(conversation=id),)))
    assert "“Add timeline entry”" in refused(session, step=made).sentence
    history.undo(session)
    assert history.undo(session, step=made).summary == "Undo: Add conversation"
    assert "undone already" in refused(session, step=made).sentence


def test_a_step_that_moved_the_case_is_not_undone(session):
    cases.close(session, "duplicate")
    cases.reopen(session, "not a duplicate")
    moved = history.steps(session)[0]
    assert moved.title == "Reopen" and "moved or signed" in refused(session, step=moved.seq).sentence


def test_any_former_version_is_shown_and_put_back_as_a_step_of_its_own(session):
    for text in ("First words.", "Second words.", "Third words."):
        typed(session, text)
    formers = history.formers(session, "note", "portrait", "text")
    assert [one.words for one in formers][:3] == ["Third words.", "Second words.", "First words."]
    change = history.restore_version(session, formers[2].id)
    assert change.summary == "Put back: Pen portrait" and notes.get(session, "portrait") == "First words."
    assert history.undo_words(session) == "Put back: Pen portrait"
    history.undo(session)
    assert notes.get(session, "portrait") == "Third words." and history.faults(session) == []


def test_a_version_is_put_back_only_where_the_thing_stays_whole_and_the_case_may_be_written(session):
    made = timeline.add(session, Draft(what="Fell.", sources=TOLD, comment="Why?")).made[0]
    timeline.change(session, made, replace(timeline.entry(session, made), comment=""))
    comment = history.formers(session, "entry", made, "comment")[-1]
    history.restore_version(session, comment.id)
    assert timeline.entry(session, made).comment == "Why?"
    finding = findings.add(session, Finding(id="", kind="concern", text="Nobody came.", severity="serious", told="The ward, 3 May")).made[0]
    findings.change(session, replace(findings.findings(session)[0], severity="minor", told=""))
    with pytest.raises(Refused, match="who has been told"):
        history.restore_version(session, history.formers(session, "finding", finding, "severity")[-1].id)
    assert findings.findings(session)[0].severity == "minor"
    timeline.remove(session, made)
    with pytest.raises(Refused, match="taken away"):
        history.restore_version(session, comment.id)
    cases.close(session, "duplicate")
    severity = history.formers(session, "finding", finding, "severity")[-1]
    for version in (severity.id, history.formers(session, "case", session.case, "state")[-1].id, "no such version"):
        with pytest.raises(Refused):
            history.restore_version(session, version)


def test_an_answer_is_put_back_whole(session):
    reference = next(q.ref for asked in BUILT_IN.sets() for q in asked.questions if q.type == "enum4" and not q.place)
    questions.answer(session, reference, "yes")
    questions.answer(session, reference, "not-known")
    first = history.formers(session, "answer", reference, "value")[-1]
    history.restore_version(session, first.id)
    kept = questions.answers(session)[reference]
    assert (kept.status, kept.value) == ("answered", "yes")


def test_a_description_of_a_record_can_be_undone_after_its_look(session, tmp_path):
    (tmp_path / "a.txt").write_text("words")
    (id,) = evidence.attach(session, tmp_path / "a.txt").made
    before = history.document(session)["lines"]
    evidence.look(session, id)
    assert history.document(session)["lines"] == before


RECORD = """{"resourceType": "Bundle", "type": "collection", "entry": [
 {"resource": {"resourceType": "Patient", "id": "p", "name": [{"family": "Ellis", "given": ["Mari"]}], "birthDate": "1970-05-04",
  "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990001218"}]}},
 {"resource": {"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/p"}, "code": {"text": "Asthma"},
  "onsetDateTime": "2011-02-03"}},
 {"resource": {"resourceType": "Condition", "id": "d", "subject": {"reference": "Patient/p"}, "code": {"text": "Epilepsy"},
  "onsetDateTime": "2012-02-03"}}]}"""
