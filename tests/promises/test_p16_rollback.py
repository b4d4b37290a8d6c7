"""P16: an old file, an old page or a whole old store put back is told, and never silently the truth."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.evidence import Source
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import (
    cases,
    conversations,
    doctor,
    history,
    laptop_record,
    notes,
    outside_head,
    person,
    snapshot,
    store,
    timeline,
)
from leder_desktop.session import Desk
from leder_desktop.store import audit, case_folder
from leder_desktop.store.casefile import CaseFile
from tests.cli.conftest import Leder, leder  # noqa: F401 - a fixture
from tests.ui import desktops
from tests.ui.conftest import _fonts, _swept, theme  # noqa: F401 - fixtures

PAGE = 4096


@pytest.fixture
def put_back(desk, session) -> tuple[str, Path, bytes]:
    """A case that was written in, left, and whose file was then replaced by the copy of an earlier day; its newest bytes."""
    notes.set(session, "portrait", "As it stood in May.")
    cases.leave(session)
    path = case_folder.file_of(desk.folder, session.case)
    then = path.read_bytes()
    again = cases.open(desk, session.case)
    notes.set(again, "portrait", "As it stands in November.")
    cases.leave(again)
    now = path.read_bytes()
    path.write_bytes(then)
    return session.case, path, now


def opens(desk: Desk, id: str) -> str:
    """What the portrait says when the case is opened without a word; the code when it is refused."""
    try:
        session = cases.open(desk, id)
    except Refused as refused:
        return refused.code
    text = notes.get(session, "portrait")
    cases.leave(session)
    return text


def told(desk: Desk) -> list[str]:
    return [damage["sentence"] for damage in doctor.examine(desk)["damage"] if damage["case"]]


def test_p16_an_older_case_file_put_back_is_told_and_does_not_open_by_itself(desk, put_back):
    id, path, now = put_back
    older = path.read_bytes()
    for _ in range(2):  # looking at it does not make it the truth
        assert opens(desk, id) == "older-than-seen" and any("older than last seen" in sentence for sentence in told(desk))
        with cases.looking(desk, id) as session:
            assert not history.document(session)["intact"]
    assert path.read_bytes() == older
    path.write_bytes(now)
    assert opens(desk, id) == "As it stands in November." and told(desk) == []


def test_p16_one_goes_on_with_an_older_copy_only_by_saying_so_and_that_is_recorded(desk, put_back):
    id, path, now = put_back
    session = cases.open(desk, id, knowingly=True)
    assert notes.get(session, "portrait") == "As it stood in May."
    assert "went on with an older copy" in history.document(session)["lines"][-1]["did"] and history.faults(session) == []
    cases.leave(session)
    assert laptop_record.lines(desk)[1].did.startswith("Went on with an older copy") and laptop_record.lines(desk)[1].kind == "looks"
    assert opens(desk, id) == "As it stood in May." and told(desk) == []
    path.write_bytes(now)  # and now the newer one is the one that was put back
    assert opens(desk, id) == "older-than-seen"


def test_p16_an_older_copy_that_was_written_in_elsewhere_is_not_the_one_last_seen(desk, put_back):
    id, _, _ = put_back
    key = desk.shelf.case_key(id)
    file = CaseFile.open(case_folder.file_of(desk.folder, id), key, clock=desk.clock)
    for n in range(9):
        file.note(f"something else {n}", by="Somebody")
    file.close()
    assert opens(desk, id) == "older-than-seen" and any("not the one last seen" in sentence for sentence in told(desk))


def test_p16_would_notice_when_the_head_last_seen_is_not_asked(desk, put_back, monkeypatch):
    id, _, _ = put_back
    monkeypatch.setattr(audit, "continues", lambda *_: True)
    assert opens(desk, id) == "As it stood in May."


def test_p16_the_command_line_tells_it_and_writes_nothing_into_the_older_copy(leder):  # noqa: F811
    id = leder.new()
    leder("note", "set", id, "portrait", stdin=b"May")
    path = leder.store / "cases" / id / "case.leder"
    then = path.read_bytes()
    leder("note", "set", id, "portrait", stdin=b"November")
    path.write_bytes(then)
    for words in (("note", "set", id, "portrait"), ("note", "get", id, "portrait"), ("case", "show", id)):
        assert leder(*words, stdin=b"more").code == "older-than-seen"
    seen = leder("history", id)
    assert seen.exit == 0 and seen.document["intact"] is False
    assert leder("doctor").exit == 1 and path.read_bytes() == then


def test_p16_the_window_says_it_in_one_sentence_and_goes_on_only_when_told(qtbot, theme, desk, put_back, monkeypatch):  # noqa: F811
    id, _, _ = put_back
    asked = list[str]()
    answers = [False, True]

    def confirm(_theme: object, _parent: object, _title: str, sentence: str, _verb: str, _leave: str) -> bool:
        asked.append(sentence)
        return answers.pop(0)

    monkeypatch.setattr("ui.case_desk.confirm", confirm)
    monkeypatch.setattr("ui.case_desk.tell", lambda *said: asked.append(str(said[-1])))
    made, _ = desktops.at_desk(qtbot, theme, desk)
    made.open_case(id)
    assert made.session is None and len(asked) == 2 and "not the one last seen" in asked[0]
    made.open_case(id)
    assert made.session is not None and notes.get(made.session, "portrait") == "As it stood in May."
    made.open_case(id)
    assert len(asked) == 3 and made.session is not None
    made.case_desk.leave()


# -- one old page


@pytest.fixture
def written(desk, session) -> tuple[str, Path, bytes, bytes]:
    """A case with something on many pages; its file at two moments."""
    conversations.add(session, Conversation(id="mother", who="Maureen"))
    for n in range(30):
        timeline.add(session, Draft(what=f"Event {n}, with enough words in it to fill a page.", sources=(Source(conversation="mother"),)))
    notes.set(session, "portrait", "She loved trains. " * 200)
    cases.leave(session)
    path = case_folder.file_of(desk.folder, session.case)
    then = path.read_bytes()
    again = cases.open(desk, session.case)
    entry = timeline.entries(again)[3]
    timeline.change(again, entry.id, replace(entry, what="It went otherwise."))
    timeline.remove(again, timeline.entries(again)[10].id)
    notes.set(again, "portrait", "She hated trains. " * 200)
    person.describe(again, replace(snapshot.person(again), known_as="Marigold"))
    cases.leave(again)
    return session.case, path, then, path.read_bytes()


TABLES = ("thing", "step", "revision", "current", "audit", "vault", "artifact")


def everything(desk: Desk, id: str) -> list[object]:
    """Every row of the case, and what its words are found by."""
    with cases.reading(desk, id) as file:
        rows: list[object] = [file.database.read(" ".join(("SELECT * FROM", table))) for table in TABLES]
        found_by = [file.database.read("SELECT rowid FROM words WHERE words MATCH ?", word) for word in ("otherwise", "loved", "hated")]
        return [*rows, *found_by]


def found(desk: Desk, id: str) -> list[str]:
    return [damage["sentence"] for damage in doctor.examine(desk, full=True)["damage"] if damage["case"] == id]


def test_p16_every_old_page_put_back_is_found_or_changes_nothing_anybody_reads(desk, written):
    id, path, then, now = written
    newest, seen, harmless = everything(desk, id), 0, 0
    assert found(desk, id) == []
    for at in range(0, min(len(then), len(now)), PAGE):
        if then[at : at + PAGE] == now[at : at + PAGE]:
            continue
        path.write_bytes(now[:at] + then[at : at + PAGE] + now[at + PAGE :])
        if found(desk, id):
            seen += 1
        else:
            harmless += 1
            assert everything(desk, id) == newest, f"page {at // PAGE + 1} was put back and nobody said so"
    path.write_bytes(now)
    assert seen >= 15 and harmless <= 4


def test_p16_a_field_that_reads_as_an_older_version_is_found_also_where_every_page_fits(desk, session):
    for text in ("It went wrong.", "It went well."):
        notes.set(session, "portrait", text)
    _turn_back(session)
    assert any("newest version" in sentence for sentence in history.faults(session))


def test_p16_would_notice_when_old_pages_that_fit_together_are_not_looked_for(session, monkeypatch):
    for text in ("It went wrong.", "It went well."):
        notes.set(session, "portrait", text)
    monkeypatch.setattr(audit, "_not_the_newest", lambda _: [])
    _turn_back(session)
    assert notes.get(session, "portrait") == "It went wrong." and history.faults(session) == []


def _turn_back(session) -> None:
    """What all pages of the table and of its index, of one older day, would say together."""
    first = history.versions(session, "note", "portrait", "text")[0]
    with session.file.database.transaction():
        session.file.database.run("UPDATE current SET revision = ? WHERE kind = 'note' AND field = 'text'", first.id)


# -- a whole store


def whole_store_put_back(tmp_path: Path, clock) -> tuple[Path, str]:
    """A store, a head kept outside it, and then the whole folder as it was a day before."""
    folder = tmp_path / "laptop"
    desktops.make_store(folder, clock)
    desk = store.unlock(folder, desktops.PASSPHRASE, clock=clock)
    cases.leave(cases.new(desk, None))
    desk.close()
    shutil.copytree(folder, tmp_path / "copy")
    desk = store.unlock(folder, desktops.PASSPHRASE, clock=clock)
    assert outside_head.compare(desk, outside_head.head_to_keep(desk)) == ""
    session = cases.open(desk, cases.all(desk)[0].id)
    cases.close(session, "duplicate")
    cases.leave(session)
    kept = outside_head.head_to_keep(desk)
    desk.close()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "copy", folder)
    return folder, kept


def test_p16_a_whole_store_put_back_shows_against_a_head_kept_outside(tmp_path, clock):
    folder, kept = whole_store_put_back(tmp_path, clock)
    desk = store.unlock(folder, desktops.PASSPHRASE, clock=clock)
    assert "older than last seen" in outside_head.compare(desk, kept) and doctor.examine(desk)["damage"] == []  # from within nothing shows
    for _ in range(9):
        cases.leave(cases.open(desk, cases.all(desk)[0].id))
    assert "not the one last seen" in outside_head.compare(desk, kept)
    for kept_wrongly in ("", "leder-head 1 x", kept.replace(desk.held.header.store, "0" * 8 + desk.held.header.store[8:])):
        assert "could not be seen" in outside_head.compare(desk, kept_wrongly)
    desk.close()


def test_p16_would_notice_when_no_line_were_written_at_an_unlock(tmp_path, clock, monkeypatch):
    monkeypatch.setattr(laptop_record, "note", lambda *_: None)
    folder, kept = whole_store_put_back(tmp_path, clock)
    desk = store.unlock(folder, desktops.PASSPHRASE, clock=clock)
    assert outside_head.compare(desk, kept) == ""
    desk.close()
