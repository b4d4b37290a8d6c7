"""Two accounts of one event; a record described and looked at; a file taken in away from the window."""

import json
import os
from dataclasses import replace

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.evidence import Source
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import cases, conversations, doctor, evidence, history, laptop_record, records, snapshot, timeline
from leder_desktop.store import audit

RECORD = json.dumps(
    {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {
                "resource": {
                    "resourceType": "Patient",
                    "id": "p",
                    "name": [{"family": "Ellis", "given": ["Mari"]}],
                    "birthDate": "1970-05-04",
                }
            },
            {
                "resource": {
                    "resourceType": "Condition",
                    "id": "c",
                    "subject": {"reference": "Patient/p"},
                    "code": {"text": "Epilepsy"},
                    "recordedDate": "1999-03-02",
                }
            },
        ],
    }
)


def two(session) -> tuple[str, str]:
    who = conversations.add(session, Conversation(id="", who="Maureen")).made[0]
    drafts = (Draft(what=what, sources=(Source(conversation=who),)) for what in ("a cough", "no cough"))
    return tuple(timeline.add(session, draft).made[0] for draft in drafts)  # type: ignore[return-value]


def test_two_accounts_stand_side_by_side_and_one_is_preferred(session):
    one, other = two(session)
    timeline.tell_differently(session, one, other)
    assert timeline.entry(session, one).conflicts_with == (other,) and timeline.entry(session, other).conflicts_with == (one,)
    timeline.prefer(session, one, "It is tied to a birthday.")
    timeline.prefer(session, other, "The notes say so.")
    assert not timeline.entry(session, one).preferred and timeline.entry(session, one).preferred_why == ""
    assert timeline.entry(session, other).preferred_why == "The notes say so."
    timeline.prefer_none(session, one)
    assert not any(e.preferred for e in timeline.entries(session))
    timeline.tell_apart(session, one, other)
    assert not any(e.conflicts_with for e in timeline.entries(session))
    with pytest.raises(Refused):
        timeline.tell_differently(session, one, one)


def test_describing_a_record_leaves_the_file_as_it_is(session, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"words")
    (id,) = evidence.attach(session, path).made
    before = evidence.one(session, id)
    evidence.describe(session, replace(before, kind="letter", organisation="Surgery", sha256="", name="other", bytes=0))
    after = evidence.one(session, id)
    assert (after.kind, after.organisation) == ("letter", "Surgery") and (after.name, after.sha256, after.bytes) == (
        "a.txt",
        before.sha256,
        5,
    )
    assert history.undoable(session).label == "Describe a record"


def test_looking_at_a_record_is_a_line_on_the_laptop(session, tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"From: a@example.org\nTo: b@example.org\nSubject: Roz\nDate: Mon, 1 Jun 2026 10:00:00 +0000\nMessage-ID: <1@x>\n\nShe ate.\n"
    )
    (id,) = evidence.attach(session, path).made
    work = evidence.viewing(session, id)
    assert laptop_record.lines(session.desk)[0].did.startswith("Looked at record")
    assert b"She ate." in work() and b"Message-ID" not in work()
    assert evidence.read(session, id) == path.read_bytes()


def test_a_stopped_taking_in_leaves_nothing(session, tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(bytes(3 << 20))

    class Stop(Exception):
        pass

    def tell(done, of):
        if done > 1 << 20:
            raise Stop

    with pytest.raises(Stop):
        evidence.prepare(session, path)(tell)
    assert evidence.evidence(session) == [] and not [p for p in session.evidence_folder.rglob("*") if p.is_file()]
    taken = evidence.prepare(session, path)(lambda done, of: None)
    assert evidence.evidence(session) == []
    evidence.keep_taken(session, taken, kind="scan")
    assert evidence.evidence(session)[0].bytes == 3 << 20


def test_two_records_put_in_each_others_place_are_both_refused_and_told(desk, session, tmp_path):
    ids: list[str] = []
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"the words of {name}")
        ids += evidence.attach(session, tmp_path / name).made
    first, second = (session.evidence_folder / id for id in ids)
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(kept)
    for id in ids:
        with pytest.raises(Refused) as refused:
            evidence.read(session, id)
        assert refused.value.code == "damaged"
    cases.leave(session)
    assert [id in damage["sentence"] for id, damage in zip(ids, doctor.examine(desk, full=True)["damage"], strict=True)] == [True, True]


def test_undoing_an_import_takes_everything_back_and_it_can_be_taken_in_again(session, tmp_path):
    path = tmp_path / "record.json"
    path.write_text(RECORD)
    before = snapshot.take(session)
    look = records.look(session, path, *records.read(path))
    assert len(look.plan.added) == 1 and len(records.keep(session, look).made) == 1
    assert len(evidence.evidence(session)) == 1 and len(timeline.entries(session)) == 1
    undone = history.undo(session)
    assert undone.summary == "Undo: Import 1 entry" and snapshot.take(session) == before
    again = records.look(session, path, *records.read(path))
    assert (len(again.plan.added), again.plan.already_there) == (1, 0)
    records.keep(session, again)
    assert len(timeline.entries(session)) == 1 and history.faults(session) == []


def test_a_pipe_is_no_record_to_take_in(tmp_path):
    os.mkfifo(tmp_path / "record.json")
    with pytest.raises(Refused, match="not a file"):
        records.read(tmp_path / "record.json")


def test_a_file_that_should_be_small_is_not_read_to_its_end(monkeypatch, tmp_path):
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(64 << 20)
    read = list[int]()
    whole = evidence.chunks_of
    monkeypatch.setattr(evidence, "chunks_of", lambda path: (read.append(len(chunk)) or chunk for chunk in whole(path)))
    with pytest.raises(Refused) as refused:
        evidence.read_small(path, 3 << 20)
    assert refused.value.code == "too-big" and sum(read) == 4 << 20


def test_a_record_that_was_refused_its_row_leaves_no_file(session, tmp_path):
    (tmp_path / "letter.txt").write_text("A letter")
    taken = evidence.prepare(session, tmp_path / "letter.txt")(lambda done, of: None)
    assert (session.evidence_folder / taken.id).is_file()
    cases.close(session, "out-of-scope")
    with pytest.raises(Refused):
        evidence.keep_taken(session, taken)
    assert list(session.evidence_folder.iterdir()) == []


def test_a_record_whose_row_was_kept_stays_whatever_fails_after(session, tmp_path, monkeypatch):
    def full(*_):
        raise Refused("disk-full", "The disk is full.")

    (tmp_path / "letter.txt").write_text("A letter")
    monkeypatch.setattr("leder_desktop.operations.shelf_row.refresh", full)
    evidence.attach(session, tmp_path / "letter.txt")  # it is kept: refused here, a person would attach it twice
    [kept] = evidence.evidence(session)
    assert evidence.read(session, kept.id) == b"A letter"


def test_nothing_leaves_the_store_without_its_audit_line(session, tmp_path, monkeypatch):
    def full(*_, **__):
        raise Refused("disk-full", "The disk is full.")

    (tmp_path / "letter.txt").write_text("A letter")
    id = evidence.attach(session, tmp_path / "letter.txt").made[0]
    evidence.get(session, id, tmp_path / "first.txt")
    assert audit.lines(session.file.database)[-1].did == f"gave out record {id}"
    monkeypatch.setattr("leder_desktop.store.audit.record", full)
    with pytest.raises(Refused, match="full"):
        evidence.get(session, id, tmp_path / "second.txt")
    assert (tmp_path / "first.txt").read_text() == "A letter" and not (tmp_path / "second.txt").exists()
