"""A case or a store that does not open: the window says which, what is safe and what can be done, and does it."""

from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.operations import cases, notes, store
from leder_desktop.operations.salvage import LostRows, Salvaged
from tests.ui.desktops import PASSPHRASE, desktop, make_store, settle, unlock
from ui import choose_file, salvaging
from ui.salvaging import Damaged
from ui.unlock.view import Unlock
from ui.widgets.words import Words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_store(tmp_path / "store", Clock())
    desk = store.unlock(tmp_path / "store", PASSPHRASE, clock=Clock())
    for number in (1, 2):
        session = cases.new(desk, opt_out_checked_by="Sam Okoro")
        notes.set(session, "portrait", f"Person {number} kept bees.")
        cases.leave(session)
    desk.close()
    return tmp_path / "store"


def spoil(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 4
    path.write_bytes(data)


def answering(monkeypatch: pytest.MonkeyPatch, qtbot, to: Path | None) -> list[str]:
    """Whoever sits there: salvages into `to`, or leaves it; what they read."""
    read: list[str] = []

    def exec_(box: Damaged) -> int:
        box.show()
        settle()
        read.append(" ".join(one.text() for one in box.findChildren(Words)))
        if to is None:
            box.verb.click()
        else:
            box.begin.click()
            qtbot.waitUntil(lambda: box._job is None, timeout=20_000)
            if box.salvaged is None:
                read.append(" ".join(one.text() for one in box.problem.findChildren(Words)))
                box.verb.click()
        return box.result()

    monkeypatch.setattr(Damaged, "exec", exec_)
    monkeypatch.setattr(choose_file, "folder", lambda _parent, _title: to)
    monkeypatch.setattr(salvaging, "tell", lambda _theme, _parent, title, sentence: read.append(f"{title}. {sentence}"))
    return read


def test_a_damaged_case_is_named_and_what_can_be_read_is_salvaged(qtbot, theme, folder, monkeypatch, tmp_path):
    made, _ = desktop(qtbot, theme, folder, Clock())
    unlock(qtbot, made)
    assert made.desk is not None
    bad, good = (row.id for row in cases.all(made.desk))
    spoil(folder / "cases" / bad / "case.leder", 500)
    before = (folder / "cases" / bad / "case.leder").read_bytes()
    read = answering(monkeypatch, qtbot, tmp_path / "new")
    made.open_case(bad)
    assert bad in read[0] and "is damaged" in read[0] and "your other cases go on" in read[0]
    assert read[-1].startswith("What could be read is in the new folder. 2 cases are in the folder new.")
    assert made.window.page_name == "cases"
    made.open_case(good)
    assert made.window.case is not None
    made.leave()
    assert (folder / "cases" / bad / "case.leder").read_bytes() == before
    desk = store.unlock(tmp_path / "new", PASSPHRASE, clock=Clock())
    session = cases.open(desk, bad)
    assert "kept bees" in notes.get(session, "portrait")
    cases.leave(session)
    desk.close()


@pytest.mark.parametrize("page", [0, 9])
def test_the_sentence_says_once_which_case_it_is(qtbot, theme, folder, monkeypatch, page):
    made, _ = desktop(qtbot, theme, folder, Clock())
    unlock(qtbot, made)
    assert made.desk is not None
    bad = cases.all(made.desk)[0]
    spoil(folder / "cases" / bad.id / "case.leder", page * 4096 + 500)
    read = answering(monkeypatch, qtbot, None)
    made.open_case(bad.id)
    assert read[0].count(bad.reference) == 1
    made.leave()


def test_left_as_it_is_nothing_is_made(qtbot, theme, folder, monkeypatch, tmp_path):
    made, _ = desktop(qtbot, theme, folder, Clock())
    unlock(qtbot, made)
    assert made.desk is not None
    bad = cases.all(made.desk)[0].id
    spoil(folder / "cases" / bad / "case.leder", 500)
    read = answering(monkeypatch, qtbot, None)
    made.open_case(bad)
    assert len(read) == 1 and made.window.page_name == "cases"
    made.leave()


def test_a_store_whose_register_is_damaged_offers_the_same_at_the_unlock_screen(qtbot, theme, folder, monkeypatch, tmp_path):
    spoil(folder / "shelf.leder", 500)
    made, _ = desktop(qtbot, theme, folder, Clock())
    page = made.window.in_sight()
    assert isinstance(page, Unlock)
    read = answering(monkeypatch, qtbot, tmp_path / "new")
    qtbot.keyClicks(page.passphrase, PASSPHRASE)
    page.unlock.click()
    qtbot.waitUntil(lambda: len(read) == 2, timeout=20_000)
    assert "shelf.leder is damaged" in read[0] and "The register had damage of its own" in read[1]
    assert made.desk is None
    store.unlock(tmp_path / "new", PASSPHRASE, clock=Clock()).close()


def test_a_folder_that_is_not_empty_is_refused_in_its_place(qtbot, theme, folder, monkeypatch, tmp_path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "letter.txt").write_text("mine")
    made, _ = desktop(qtbot, theme, folder, Clock())
    unlock(qtbot, made)
    assert made.desk is not None
    bad = cases.all(made.desk)[0].id
    spoil(folder / "cases" / bad / "case.leder", 500)
    read = answering(monkeypatch, qtbot, tmp_path / "taken")
    made.open_case(bad)
    assert "not empty" in read[-1]
    made.leave()


def test_what_came_out_is_said_in_sentences(tmp_path):
    lost = (LostRows(case=None, table="page", rows=1), LostRows(case="a", table="case", rows=1), LostRows(case="b", table="page", rows=2))
    told = salvaging.result(Salvaged(cases=1, lost=lost), tmp_path / "new")
    assert told.startswith("1 case is in the folder new. Of 1 of them not everything could be read")
    assert "Of 1 case nothing could be read" in told and "register" in told
