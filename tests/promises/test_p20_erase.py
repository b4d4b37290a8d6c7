"""P20, erasing inside a case: what was erased with a reason is nowhere in the decrypted pages of what lies on the disk."""

from contextlib import contextmanager

import pytest

from leder_desktop.operations import cases, doctor, erasing, evidence, history, search, timeline
from leder_desktop.store import case_folder, connection, migrations
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
