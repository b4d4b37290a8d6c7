"""Erasing for good: what goes, what is put back, what stays elsewhere and is told, and what is refused."""

from dataclasses import replace

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import State
from leder_desktop.model.change import Part
from leder_desktop.model.conversation import Conversation, Quotation
from leder_desktop.model.evidence import Source
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import (
    cases,
    conversations,
    erasing,
    evidence,
    findings,
    history,
    notes,
    person,
    place,
    questions,
    records,
    snapshot,
    timeline,
)
from leder_desktop.store import audit, ballast, vault_files
from leder_desktop.store.casefile import CaseFile
from tests.promises import erasable

WHY = "She asked for it"
SAID = "I never liked that doctor at all"


@pytest.fixture
def maureen(session):
    """A conversation with two quotations, one of which stands in the notes and in the portrait too."""
    id = conversations.add(session, Conversation(id="", who="Maureen Lowe")).made[0]
    told = conversations.conversations(session)[0]
    conversations.change(session, replace(told, quotations=(Quotation(words=SAID), Quotation(words="She sang."))))
    return id


@pytest.fixture
def made(desk, tmp_path):
    case = erasable.made(desk, tmp_path)
    yield case
    case.session.file.close()


def said(id, words=SAID):
    return erasing.Said(conversation=id, words=words)


def refusal(session, thing, why=WHY):
    before = audit.head(session.file.database)
    with pytest.raises(Refused) as refused:
        erasing.erase(session, thing, why)
    assert audit.head(session.file.database) == before
    return refused.value


def test_a_quotation_goes_and_the_other_stays_with_its_history(session, maureen):
    erased = erasing.erase(session, said(maureen), WHY)
    assert [q.words for q in conversations.conversations(session)[0].quotations] == ["She sang."]
    assert erased.parts == {Part.CONVERSATIONS} and erased.step is None and history.document(session)["intact"]
    assert [v.erased for v in history.versions(session, "conversation", maureen, "quotations")] == [True, False]


def test_it_leaves_one_line_that_says_who_when_what_and_why(session, maureen):
    before = len(history.document(session)["lines"])
    erasing.erase(session, said(maureen), "She asked\nfor it")
    (line,) = history.document(session)["lines"][before:]
    assert (line["by"], line["did"]) == ("Priya Raman", "erased a quotation for good, 1 version: She asked for it")


def test_a_version_that_held_only_what_stays_is_kept(session, maureen):
    told = conversations.conversations(session)[0]
    conversations.change(session, replace(told, quotations=told.quotations[1:]))
    conversations.change(session, replace(told, quotations=(*told.quotations[1:], Quotation(words="Another thing she said"))))
    erasing.erase(session, said(maureen, "Another thing she said"), WHY)
    assert [v.content is None for v in history.versions(session, "conversation", maureen, "quotations")] == [True, False, True, False]


def test_the_same_words_elsewhere_are_told_and_their_former_versions_can_go_too(session, maureen):
    notes.set(session, "portrait", f"Maureen: “{SAID.upper().replace(' ', chr(10))}”.")
    notes.set(session, "portrait", "Maureen said nothing of it.")
    notes.set(session, f"conversation/{maureen}", f"Then: {SAID}.")
    look = erasing.look(session, said(maureen))
    assert [(p.kind, p.thing, p.field, p.now, len(p.versions)) for p in look.elsewhere] == [
        ("note", "portrait", "text", False, 1), ("note", f"conversation/{maureen}", "text", True, 0)
    ]  # fmt: skip
    assert look.copies == 1 and look.versions == 1
    erased = erasing.erase(session, said(maureen), WHY, copies=True)
    assert [(p.thing, p.now) for p in erased.elsewhere] == [(f"conversation/{maureen}", True)] and erased.versions == 2
    assert [v.content for v in history.versions(session, "note", "portrait", "text")] == [None, '"Maureen said nothing of it."']
    assert history.document(session)["intact"]


def test_looking_writes_nothing(session, maureen):
    before = audit.head(session.file.database)
    erasing.look(session, said(maureen))
    assert audit.head(session.file.database) == before


def test_words_still_being_typed_and_the_place_that_holds_them_go_too(session, maureen):
    notes.typed(session, f"conversation/{maureen}", "half a sentence of hers")
    place.remember(session, {"notes": "half a sentence of hers"})
    erasing.erase(session, erasing.Told(conversation=maureen), WHY)
    left = [content for (content,) in session.file.database.read("SELECT content FROM revision WHERE content IS NOT NULL")]
    assert not any("half a sentence" in content for content in left) and place.remembered(session) == {}


def test_a_conversation_goes_with_its_name_its_notes_and_the_entries_that_rest_on_it_alone(session, maureen, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all")
    letter = Source(evidence=evidence.attach(session, tmp_path / "letter.txt").made[0])
    only = timeline.add(session, Draft(what="She was told off.", sources=(Source(conversation=maureen),))).made[0]
    both = timeline.add(session, Draft(what="She fell.", sources=(Source(conversation=maureen), letter))).made[0]
    timeline.tell_differently(session, only, both)
    timeline.prefer(session, both, "It was written down")
    notes.set(session, f"conversation/{maureen}", "A long talk.")
    erased = erasing.erase(session, erasing.Told(conversation=maureen), WHY)
    (left,) = timeline.entries(session)
    assert erased.entries == 1 and left.sources == (letter,) and left.conflicts_with == () and not left.preferred
    assert conversations.conversations(session) == [] and notes.get(session, f"conversation/{maureen}") == ""
    assert session.file.database.read("SELECT 1 FROM revision WHERE instr(thing, 'maureen')") == []
    assert history.document(session)["intact"] and session.file.database.integrity() == []


def test_a_record_goes_with_what_it_brought_and_the_person_reads_as_before(made):
    session = made.session
    brought = len(timeline.entries(session)) - 1
    look = erasing.look(session, erasing.RecordOf(evidence=made.record))
    assert (look.entries, look.citations) == (brought, 1) and look.put_back >= 5
    erased = erasing.erase(session, erasing.RecordOf(evidence=made.record), WHY)
    assert snapshot.person(session) == type(snapshot.person(session))()
    (left,) = timeline.entries(session)
    assert left.sources == (Source(evidence=made.letter),) and findings.findings(session)[0].rests_on == ()
    assert erased.entries == look.entries and {p.name for p in session.evidence_folder.iterdir()} == {made.letter}
    assert session.desk.shelf.case(session.case).called_name == ""
    assert refusal(session, erasing.RecordOf(evidence=made.record)).code == "no-such-evidence"


def test_what_the_reviewer_said_of_the_person_afterwards_stays(made):
    session = made.session
    person.describe(session, replace(snapshot.person(session), given="Kzmari", known_as="Mari"))
    person.confirm(session, "family", "The other's letter")
    person.confirm(session, "known_as", "Her sister")
    erasing.erase(session, erasing.RecordOf(evidence=made.record), WHY)
    now = snapshot.person(session)
    assert (now.given, now.known_as, now.family, now.nhs_number) == ("Kzmari", "Mari", "", "")
    assert [c.field for c in now.confirmations] == ["known_as"]


def test_an_answer_keeps_its_words_and_loses_the_citation(session, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear all")
    id = evidence.attach(session, tmp_path / "letter.txt").made[0]
    questions.keep(session, Answer(id="initial.P08", status="not-known", sources=(Source(evidence=id, words="Dear"),)))
    assert erasing.look(session, erasing.RecordOf(evidence=id)).citations == 1
    erasing.erase(session, erasing.RecordOf(evidence=id), WHY)
    (answer,) = snapshot.take(session).answers
    assert answer.status == "not-known" and answer.sources == ()


def test_no_undo_brings_it_back_and_the_sentence_says_why(made):
    session = made.session
    steps = [seq for (seq,) in session.file.database.read("SELECT seq FROM step WHERE label = 'Take in a record'")]
    erasing.erase(session, erasing.RecordOf(evidence=made.record), WHY)
    for step in steps:
        with pytest.raises(Refused, match="erased for good|undone already"):
            history.undo(session, step)
    for last in iter(lambda: history.undoable(session), None):
        assert last.label not in ("Take in a record", "Erase for good", "Add finding")
        if last.label == "Attach a record":  # the entry that cites it stays
            break
        history.undo(session)
    assert all(entry.what.startswith(erasable.STAYS) for entry in timeline.entries(session))
    assert not session.file.database.read("SELECT 1 FROM revision WHERE instr(content, 'Zvedalgia')")


def test_a_former_version_goes_and_how_it_reads_now_does_not(session):
    for text in ("The wrong words about somebody", "The right words"):
        notes.set(session, "portrait", text)
    first, now = history.versions(session, "note", "portrait", "text")
    assert refusal(session, erasing.FormerVersion(version=now.id)).code == "wrong-state"
    erasing.erase(session, erasing.FormerVersion(version=first.id), WHY)
    assert [v.content for v in history.versions(session, "note", "portrait", "text")] == [None, '"The right words"']
    assert refusal(session, erasing.FormerVersion(version=first.id)).code == "gone"


@pytest.mark.parametrize("why", ["", " \n", f"He said {SAID.lower()}", "Maureen Lowe asked"])
def test_a_reason_is_needed_and_may_not_repeat_what_is_erased(session, maureen, why):
    thing = erasing.Told(conversation=maureen)
    assert refusal(session, thing, why).code == "incomplete" and conversations.conversations(session)


@pytest.mark.parametrize(("state", "says"), [(State.SUBMITTED, "returned first"), (State.RELEASED, "Only the whole case")])
def test_a_signed_review_is_not_touched(session, maureen, state, says):
    with session.file.step("Sign", by="Priya") as writing:
        writing.put(replace(snapshot.case(session), state=state))
    refused = refusal(session, said(maureen))
    assert refused.code == "wrong-state" and says in refused.sentence
    with pytest.raises(Refused):
        erasing.look(session, said(maureen))


def test_a_closed_case_can_be_erased_in_and_its_signed_papers_go(session, maureen):
    session.file.keep("stage1/report.pdf", SAID.encode())
    cases.close(session, "out-of-scope")
    erasing.erase(session, said(maureen), WHY)
    assert session.file.kept("") == {}


NOWHERE = (erasing.RecordOf(evidence="x"), erasing.Told(conversation="x"), said("x"), erasing.FormerVersion(version="x"))


@pytest.mark.parametrize("thing", NOWHERE)
def test_what_is_not_there_is_refused(session, thing):
    assert refusal(session, thing).code == ("no-such-evidence" if isinstance(thing, erasing.RecordOf) else "gone")


def test_a_kill_before_the_file_went_is_put_right_at_the_next_opening(made, monkeypatch):
    session, stopped = made.session, RuntimeError()

    def killed(*_):
        raise stopped

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(vault_files, "erase", killed)
        erasing.erase(session, erasing.RecordOf(evidence=made.record), WHY)
    assert (session.evidence_folder / made.record).exists()
    session.file.close()
    again = cases.open(session.desk, session.case)
    assert {p.name for p in again.evidence_folder.iterdir()} == {made.letter}, "neither there nor put aside"
    assert [e.id for e in evidence.evidence(again)] == [made.letter]
    again.file.close()


def test_a_full_disk_does_not_forbid_erasing(session, maureen, monkeypatch):
    ballast.make(session.desk.folder)
    step, full = CaseFile.step, [Refused("disk-full", "The disk is full."), Refused("disk-full", "The disk is full.")]

    def until_there_is_room(self, label, **more):
        if (session.desk.folder / ballast.NAME).exists():
            raise full.pop()
        return step(self, label, **more)

    monkeypatch.setattr(CaseFile, "step", until_there_is_room)
    erasing.erase(session, said(maureen), WHY)
    assert len(full) == 1 and (session.desk.folder / ballast.NAME).stat().st_size == ballast.BYTES
    (session.desk.folder / ballast.NAME).unlink()
    monkeypatch.setattr(CaseFile, "step", lambda *_, **__: (_ for _ in ()).throw(full.pop()))
    assert refusal(session, said(maureen, "She sang.")).code == "disk-full"


def test_importing_it_again_is_possible(made, tmp_path):
    session = made.session
    path = erasable.gp_record(tmp_path)
    erasing.erase(session, erasing.RecordOf(evidence=made.record), WHY)
    again = records.look(session, path, *records.read(path))
    assert again.plan.already_there == 0 and again.plan.added


def test_a_file_that_the_disk_does_not_let_go_of_is_no_reason_to_say_that_nothing_was_erased(made, monkeypatch):
    def fails(*_, **__):
        raise Refused("io-error", "The disk did not read or write.")

    monkeypatch.setattr(vault_files, "erase", fails)
    erased = erasing.erase(made.session, erasing.RecordOf(evidence=made.record), WHY)
    assert erased.versions and (made.session.evidence_folder / made.record).is_file()
    monkeypatch.undo()
    cases.leave(made.session)
    again = cases.open(made.session.desk, made.session.case)
    assert not (again.evidence_folder / made.record).exists(), "it goes when the case is opened again"
    cases.leave(again)
