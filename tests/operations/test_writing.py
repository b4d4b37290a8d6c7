"""The verbs of one case: each leaves one step, one audit line, and says what changed."""

import hashlib

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.change import Part
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Request, Source
from leder_desktop.model.findings import Finding
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import conversations, evidence, findings, history, notes, person, requests, search, snapshot, timeline

TOLD = (Source(conversation="mother"),)


def test_an_added_entry_is_one_step_that_can_be_undone(session):
    change = timeline.add(session, Draft(what="Fell at home.", sources=TOLD, when=understand("2 March 2026")))
    assert change.parts == {Part.TIMELINE} and len(change.made) == 1
    assert history.undoable(session).label == "Add timeline entry"
    assert history.undo(session).parts == {Part.TIMELINE}
    assert timeline.entries(session) == []
    assert history.document(session)["intact"]


@pytest.mark.parametrize("draft", [Draft(what=" ", sources=TOLD), Draft(what="Fell.")])
def test_an_entry_needs_words_and_a_source(session, draft):
    with pytest.raises(Refused):
        timeline.add(session, draft)
    assert timeline.entries(session) == []


def test_entries_stand_in_the_order_of_their_dates_and_the_undated_last(session):
    for words in ("March 2026", "2009", None, "1 March 2026", "about 2019"):
        when = understand(words) if words else None
        timeline.add(session, Draft(what=str(words), sources=TOLD, when=when))
    assert [e.what for e in timeline.entries(session)] == ["2009", "about 2019", "1 March 2026", "March 2026", "None"]


def test_attached_bytes_come_back_as_they_were_and_are_not_readable_on_the_disk(session, tmp_path):
    data = b"%PDF-1.4 Ann Lee was seen" + bytes(range(256)) * 9000
    (tmp_path / "Ann Lee.pdf").write_bytes(data)
    [id] = evidence.attach(session, tmp_path / "Ann Lee.pdf", organisation="Elm Surgery").made
    kept = evidence.one(session, id)
    assert (kept.name, kept.bytes, kept.sha256) == ("Ann Lee.pdf", len(data), hashlib.sha256(data).hexdigest())
    evidence.get(session, id, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == data
    with pytest.raises(Refused) as refused:
        evidence.get(session, id, tmp_path / "out.pdf")
    assert refused.value.code == "file-exists"
    assert all(b"Ann Lee" not in path.read_bytes() for path in session.folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("what", ["missing", "folder"])
def test_what_cannot_be_read_is_refused_and_leaves_nothing(session, tmp_path, what):
    path = tmp_path / "missing" if what == "missing" else tmp_path
    with pytest.raises(Refused):
        evidence.attach(session, path)
    assert evidence.evidence(session) == [] and [p for p in session.evidence_folder.iterdir() if p.is_file()] == []


def test_a_changed_field_loses_its_confirmation(session):
    person.confirm(session, "family", "GP record")
    person.confirm(session, "birth_date", "Birth certificate")
    from dataclasses import replace

    person.describe(session, replace(snapshot.person(session), family="Elis"))
    assert [c.field for c in snapshot.person(session).confirmations] == ["birth_date"]


def test_a_serious_concern_must_say_who_was_told(session):
    with pytest.raises(Refused, match="who has been told"):
        findings.add(session, Finding(id="", kind="concern", text="No rescue medicine.", severity="serious"))
    told = "The home's manager, 3 March"
    findings.add(session, Finding(id="", kind="concern", text="No rescue medicine.", severity="serious", told=told))
    assert len(findings.findings(session)) == 1


def test_two_conversations_with_one_name_get_two_ids(session):
    first = conversations.add(session, Conversation(id="", who="Margaret, mother"))
    second = conversations.add(session, Conversation(id="", who="Margaret, mother"))
    assert first.made == ("margaret-mother",) and second.made == ("margaret-mother-2",)


def test_a_note_makes_its_conversation(session):
    notes.set(session, "conversation/mother", "She hummed.")
    assert [c.id for c in conversations.conversations(session)] == ["mother"]


def test_a_request_says_who_and_what_and_the_case_waits_for_it(session):
    with pytest.raises(Refused):
        requests.add(session, Request(id="", organisation="Elm Surgery"))
    requests.add(session, Request(id="", organisation="Elm Surgery", what="the full record"))
    assert session.desk.shelf.case(session.case).waiting_for == ("Elm Surgery: the full record",)


@pytest.mark.parametrize("text", ["", "a\nb\r\n", "  spaces  ", "𝒲elsh ŵ ŷ \u202e rtl", "=cmd|' /C calc'!A0", "\t\x01\x1f", "e\u0301"])
def test_a_note_is_given_back_exactly(session, text):
    notes.set(session, "portrait", text)
    assert notes.get(session, "portrait") == text


@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_text_that_cannot_be_kept_faithfully_is_refused(session, text):
    with pytest.raises(Refused) as refused:
        notes.set(session, "portrait", text)
    assert refused.value.code == "text-not-storable"


@pytest.mark.parametrize("text", ["o'clock", "3/4", "co-amoxiclav", "NOT", "(", '"', "*", "a:b", "^x", "NEAR(", "-", "OR OR"])
def test_any_text_is_a_query_and_finds_itself(desk, session, text):
    notes.set(session, "portrait", f"before {text} after")
    assert "note/portrait" in [h["where"] for h in search.find(desk, text, lying_open=session)]


@pytest.mark.parametrize("text", ["", " ", "\0"])
def test_an_empty_query_finds_nothing(desk, session, text):
    assert search.find(desk, text, lying_open=session) == []


def test_a_step_that_moved_the_case_is_not_undone(session):
    with pytest.raises(Refused, match="nothing to undo"):
        while True:
            history.undo(session)
