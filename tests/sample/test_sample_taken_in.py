"""The sample taken into a real store: nothing of the files is lost on the way, and it can be signed."""

from leder_desktop.model.case import State
from leder_desktop.operations import cases, checks, documents, sample, snapshot
from leder_desktop.session import Desk
from tests.sample import reading


def test_what_is_in_the_store_is_what_is_in_the_files(desk: Desk) -> None:
    written, session = reading.read(), sample.take_in(desk)
    whole = snapshot.take(session)
    assert whole.case.sample and whole.case.state == State.IN_PROGRESS
    assert {note.id: note.text for note in whole.notes} == {note.id: note.text for note in written.notes}
    assert [(c.field, c.source) for c in whole.person.confirmations] == [(c.field, c.source) for c in written.confirmations]
    assert [talk.id for talk in whole.conversations] == [talk.id for talk in written.conversations]
    assert list(whole.conversations) == list(written.conversations)
    assert [(each.name, each.kind, each.covers) for each in whole.evidence] == [
        (each.file, each.kind, each.covers) for each in written.evidence
    ]
    by_hand = [entry for entry in whole.entries if not entry.imported]
    assert sorted(entry.what for entry in by_hand) == sorted(entry.what for entry in written.entries)
    assert {(a.id, a.status, a.value, a.score) for a in whole.answers} == {(a.id, a.status, a.value, a.score) for a in written.answers}
    assert sorted(finding.text for finding in whole.findings) == sorted(finding.text for finding in written.findings)
    ids = {entry.id for entry in whole.entries}
    assert all(set(finding.rests_on) <= ids for finding in whole.findings)
    pair = {entry.id: entry.conflicts_with for entry in whole.entries if entry.conflicts_with}
    assert len(pair) == 2 and all(pair[other] == (id,) for id, (other,) in pair.items())
    cases.leave(session)


def test_only_hints_are_remarked_so_it_can_be_signed(desk: Desk) -> None:
    session = sample.take_in(desk)
    found = checks.remarks(session)
    assert checks.blocking(found) == []
    assert {str(remark.severity) for remark in found} == {"hint"}
    assert documents.review(session)["sample"] is True
    cases.leave(session)
