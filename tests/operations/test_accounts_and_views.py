"""Two accounts of one event; a record described and looked at; a file taken in away from the window."""

from dataclasses import replace

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.evidence import Source
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import conversations, evidence, history, timeline


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


def test_looking_at_a_record_is_an_audit_line(session, tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(
        b"From: a@example.org\nTo: b@example.org\nSubject: Roz\nDate: Mon, 1 Jun 2026 10:00:00 +0000\nMessage-ID: <1@x>\n\nShe ate.\n"
    )
    (id,) = evidence.attach(session, path).made
    work = evidence.viewing(session, id)
    assert history.document(session)["lines"][-1]["did"] == f"looked at record {id}"
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
