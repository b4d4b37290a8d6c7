"""P20, erasing inside a case: what was erased with a reason is nowhere in the decrypted pages of what lies on the disk."""

from contextlib import contextmanager

import pytest

from leder_desktop.operations import cases, doctor, erasing, evidence, history, search, snapshot, timeline
from leder_desktop.store import case_folder, connection, migrations
from leder_desktop.store import erasing as store_erasing
from tests.faults.rawpages import free_pages
from tests.promises import erasable

WHY = "Attached by mistake"


@pytest.fixture
def made(desk, tmp_path):
    case = erasable.made(desk, tmp_path)
    yield case
    case.session.file.close()


def erase_everything(made):
    """The quotation and the conversation first, then the record with its import."""
    for thing in (
        erasing.Said(conversation=made.conversation, words=erasable.SAID), erasing.Told(conversation=made.conversation),
        erasing.RecordOf(evidence=made.record),
    ):  # fmt: skip
        erasing.erase(made.session, thing, WHY)


def test_p20_an_erased_quotation_is_in_no_page_of_the_disk(made):
    assert {hit.word for hit in erasable.raw(made.session, erasable.QUOTED)} == set(erasable.QUOTED)
    erasing.erase(made.session, erasing.Said(conversation=made.conversation, words=erasable.SAID), WHY)
    assert erasable.raw(made.session, erasable.QUOTED) == []
    assert erasable.raw(made.session, (erasable.STAYS,)), "the looking finds nothing any more"


def test_p20_an_erased_import_is_in_no_page_and_no_file(made):
    words = erasable.OTHER[:-1]
    assert {hit.word for hit in erasable.raw(made.session, words)} == set(words)
    files = {path.name for path in made.session.evidence_folder.iterdir()}
    erasing.erase(made.session, erasing.RecordOf(evidence=made.record), WHY)
    assert erasable.raw(made.session, erasable.OTHER) == [] and erasable.beside(made.session.desk, erasable.OTHER) == []
    assert {path.name for path in made.session.evidence_folder.rglob("*")} == {made.letter} < files
    assert erasable.raw(made.session, (erasable.STAYS,))


def test_p20_an_erased_conversation_is_in_no_page_with_the_name_it_was_known_by(made):
    words = (*erasable.QUOTED, "Maureen", "maureen-lowe", "We spoke of the garden")
    assert erasable.raw(made.session, words)
    erasing.erase(made.session, erasing.Told(conversation=made.conversation), WHY)
    assert erasable.raw(made.session, words) == []
    file = case_folder.file_of(made.session.desk.folder, made.session.case)
    assert free_pages(file, made.session.desk.shelf.case_key(made.session.case)), "long texts leave free pages, and they were looked at"


def test_p20_what_other_things_said_of_it_is_in_no_page_either(made):
    """Confirmations, reasons kept for a warning, the ground of a finding, and a grade that was given before."""
    erasable.said_beside(made)
    session, words = made.session, (*erasable.QUOTED, "Maureen", "maureen-lowe", "Zwlenka", "Zvedalgia")
    assert {hit.word for hit in erasable.raw(session, words)} == set(words)
    erasing.erase(session, erasing.Told(conversation=made.conversation), WHY, copies=True)
    assert [each.field for each in snapshot.person(session).confirmations] == ["given", "known_as"]
    assert {hit.word for hit in erasable.raw(session, words)} == {"Zwlenka", "Zvedalgia"}, "what the record said is still there"
    erasing.erase(session, erasing.RecordOf(evidence=made.record), WHY)
    assert erasable.raw(session, words) == []
    whole = snapshot.take(session)
    assert [each.source for each in whole.person.confirmations] == [erasable.STAYS]
    assert [each.id for each in whole.kept] == ["tried@summary"] and [each.rests_on_quotations for each in whole.findings] == [(), ()]
    (grading,) = whole.gradings
    assert (grading.why, [(given.why, given.by) for given in grading.former]) == ("Agreed.", [("", "Sam Okoro")])


@pytest.mark.parametrize("taken_away", ["take_reasons", "_CITING"])
def test_p20_would_notice_what_other_things_go_on_saying(made, monkeypatch, taken_away):
    erasable.said_beside(made)
    citing = tuple(at for at in store_erasing._CITING if at[0] != "person")
    monkeypatch.setattr(store_erasing, taken_away, citing if taken_away == "_CITING" else lambda *_: None)
    for thing in (erasing.Told(conversation=made.conversation), erasing.RecordOf(evidence=made.record)):
        erasing.erase(made.session, thing, WHY, copies=True)
    assert erasable.raw(made.session, ("Maureen", "maureen-lowe", "Zwlenka", "Zvedalgia")), f"{taken_away} is off, and nothing was found"


def test_p20_after_erasing_the_store_is_sound_and_nothing_is_found(made):
    desk, session = made.session.desk, made.session
    erase_everything(made)
    assert history.document(session)["intact"] and [e.id for e in evidence.evidence(session)] == [made.letter]
    assert all(search.find(desk, word, lying_open=session) == [] for word in ("zqwarbled", "Zvedalgia", "Vzokkinen"))
    cases.leave(session)
    assert doctor.examine(desk)["damage"] == []
    assert [entry.what for entry in timeline.entries(cases.open(desk, session.case))] == [f"{erasable.STAYS} boiled."]


@contextmanager
def without(monkeypatch, what):
    if what == "secure_delete":
        monkeypatch.setattr(
            connection, "_AFTER_THE_KEY", tuple(p.replace("secure_delete=ON", "secure_delete=OFF") for p in connection._AFTER_THE_KEY)
        )
    else:
        steps = tuple(step.replace("'secure-delete', 1", "'secure-delete', 0") for step in migrations.STEPS)
        monkeypatch.setattr(migrations, "STEPS", steps)
    yield


@pytest.mark.parametrize("what", ["secure_delete", "secure-delete of the index"])
def test_p20_would_notice_what_is_left_in_free_room_and_in_the_index(desk, tmp_path, monkeypatch, what):
    with without(monkeypatch, what):
        made = erasable.made(desk, tmp_path)
        erase_everything(made)
        assert erasable.raw(made.session, (*erasable.QUOTED, *erasable.OTHER)), f"{what} is off, and nothing was found"
        made.session.file.close()
