"""Erasing for good from the window: nobody does it by accident, and it says what goes and what stays elsewhere."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from leder_desktop.keys import recovery
from leder_desktop.model.conversation import Conversation, Quotation
from leder_desktop.operations import (
    backup,
    backup_place,
    backup_proof,
    backup_replace,
    cases,
    conversations,
    erasing,
    evidence,
    history,
    notes,
    store,
    timeline,
)
from leder_desktop.operations.backup_forget import Reached
from tests.faults.backup_deeds import in_this_process
from tests.promises import erasable
from tests.ui.accessible import clickable_without_focus, nameless
from tests.ui.case_window import opener
from ui import out_of_backups
from ui.conversations.view import Conversations
from ui.erasing import EraseForGood, WasErased
from ui.history.view import HistoryScreen
from ui.jobs import Jobs
from ui.out_of_backups import OutOfBackups
from ui.records.view import Records
from ui.services import Services
from ui.widgets.words import Words

Key = Qt.Key
SAID = "I never liked that doctor at all"


@pytest.fixture
def desk_top(qtbot, theme):
    return opener(qtbot, theme)


@pytest.fixture
def maureen(session):
    quotations = (Quotation(words=SAID, may_be_quoted=("portrait",)), Quotation(words="She sang."))
    id = conversations.add(session, Conversation(id="", who="Maureen", relationship="Mother", quotations=quotations)).made[0]
    notes.set(session, f"conversation/{id}", f"She said: {SAID}.")
    notes.set(session, f"conversation/{id}", f"We spoke. She said: {SAID}.")
    return id


def answering(*steps):
    """Each of the windows that come up is met by the next step; what goes wrong in one is told."""
    wrong: list[BaseException] = []
    waiting = list(steps)

    def meet():
        box = QApplication.activeModalWidget()
        if box is None or not box.isActiveWindow():
            QTimer.singleShot(10, meet)
            return
        try:
            waiting.pop(0)(box)
        except (AssertionError, AttributeError) as why:
            wrong.append(why)
        if box.isVisible():
            box.reject()
        if waiting:
            QTimer.singleShot(10, meet)

    QTimer.singleShot(0, meet)
    return wrong


def said(box) -> str:
    return "\n".join(w.text() for w in box.findChildren(Words) if w.isVisible())


def test_neither_enter_nor_half_of_what_is_asked_erases(qtbot, desk_top, session, maureen):
    _, screen = desk_top(session, conversations=Conversations)

    def hands(box):
        assert isinstance(box, EraseForGood) and box.why.hasFocus() and not box.verb.isEnabled() and not box.verb.isDefault()
        qtbot.keyClicks(box.why, "She asked for it")
        qtbot.keyClick(box.why, Key.Key_Return)
        assert not box.verb.isEnabled()
        box.sure.click()
        assert box.verb.isEnabled()
        for widget in (box.why, box.sure, box.verb, box):
            widget.setFocus()
            qtbot.keyClick(widget, Key.Key_Return)
            qtbot.keyClick(widget, Key.Key_Enter)
        assert box.isVisible() and box.erased is None
        box.why.forget()
        assert not box.verb.isEnabled()
        assert nameless(box) == [] and clickable_without_focus(box) == []

    wrong = answering(hands)
    screen.quotations.findChild(type(screen.erase), "conversations.quotation.0.erase").click()
    assert wrong == []
    assert len(conversations.conversations(session)[0].quotations) == 2


def test_a_quotation_is_erased_and_where_it_still_stands_is_one_press_away(qtbot, desk_top, session, maureen):
    window, screen = desk_top(session, conversations=Conversations)

    def erases(box):
        assert "1 version in all" in said(box) and "Conversations, which reads so now." in said(box)
        assert box.copies.isVisible() and "1 former version elsewhere" in box.copies.text()
        qtbot.keyClicks(box.why, f"Because {SAID}")
        box.sure.click()
        box.verb.click()
        assert "repeats words" in box.field.sentence() and box.isVisible(), "the reason may not repeat it"
        box.why.selectAll()
        qtbot.keyClicks(box.why, "She withdrew it")
        box.copies.click()
        box.verb.click()

    def goes(box):
        assert isinstance(box, WasErased) and "2 versions were erased." in said(box) and "Conversations, which reads so now." in said(box)
        next(b for b in box.findChildren(type(screen.erase)) if b.label == "Go to Conversations").click()

    went: list[tuple[str, str]] = []
    window.services.went.connect(lambda *to: went.append(to))
    wrong = answering(erases, goes)
    screen.quotations.findChild(type(screen.erase), "conversations.quotation.0.erase").click()
    assert wrong == [] and went == [("conversations", f"conversation/{maureen}")]
    assert [line.text() for line in screen.quotations.lines] == ["She sang."]
    assert history.document(session)["lines"][-1]["did"] == "erased a quotation for good, 2 versions: She withdrew it"


def test_half_typed_notes_do_not_come_back_after_their_conversation_was_erased(qtbot, desk_top, session, maureen):
    window, screen = desk_top(session, conversations=Conversations)
    qtbot.keyClicks(screen.notes, "half a sentence ")

    def erases(box):
        qtbot.keyClicks(box.why, "She withdrew it")
        box.sure.click()
        box.verb.click()

    wrong = answering(erases, lambda box: box.accept())
    screen.erase.click()
    window.seal()
    assert wrong == [] and conversations.conversations(session) == [] and screen.notes.text() == ""
    assert not session.file.database.read("SELECT 1 FROM revision WHERE instr(content, 'half a sentence')")


def test_a_record_is_erased_with_what_it_brought_and_unreached_backups_are_told(qtbot, desk_top, desk, tmp_path, monkeypatch):
    made = erasable.made(desk, tmp_path)
    _, screen = desk_top(made.session, records=Records)
    left = Reached(reached=("a",), not_reached=("E:\\ (not plugged in)",))
    monkeypatch.setattr(out_of_backups, "replace_versions", lambda *_: left)
    screen.received.table.choose(made.record)

    def erases(box):
        for line in ("timeline entries that came with it", "1 citation of it", "things it told about the person"):
            assert line in said(box), line
        qtbot.keyClicks(box.why, "It was about somebody else")
        box.sure.click()
        box.verb.click()

    def told(box):
        assert "E:\\ (not plugged in)" in said(box) and "backups in 1 place too" in said(box)

    wrong = answering(erases, told)
    screen.received.erase.click()
    assert wrong == [] and [e.id for e in evidence.evidence(made.session)] == [made.letter]
    assert [row.evidence.id for row in screen.received.table.rows.rows] == [made.letter]
    assert [e.what for e in timeline.entries(made.session)] == ["Pvkettle boiled."]


def test_a_former_version_is_erased_from_history(qtbot, desk_top, session):
    for text in ("The wrong words about somebody", "The right words"):
        notes.set(session, "portrait", text)
    _, screen = desk_top(session, history=HistoryScreen)
    first, now = history.versions(session, "note", "portrait", "text")
    screen.which.choose(now.id)
    screen.which.chose.emit(now.id)
    assert not screen.erase.isVisible(), "how it reads now is not erased from here"
    screen.which.choose(first.id)
    screen.which.chose.emit(first.id)
    assert screen.erase.isVisible()

    def erases(box):
        assert "How it reads now stays." in said(box)
        qtbot.keyClicks(box.why, "It was about somebody else")
        box.sure.click()
        box.verb.click()

    wrong = answering(erases, lambda box: box.accept())
    screen.erase.click()
    assert wrong == [] and [v.erased for v in history.versions(session, "note", "portrait", "text")] == [True, False]


@pytest.fixture
def stick(session, tmp_path, monkeypatch):
    """A place with one backup that holds the conversation."""
    monkeypatch.setattr(backup_proof, "prove", in_this_process)
    session.desk.shelf.set_setting(store.RECOVERY_WORDS, recovery.new_code())
    monkeypatch.setattr("tests.faults.backup_deeds.found", lambda *_: None)
    (tmp_path / "stick").mkdir()
    backup_place.choose(session.desk, tmp_path / "stick")
    backup.make(session.desk, tmp_path / "stick", session=session)
    return tmp_path / "stick"


def versions(stick):
    return sorted(path.name for path in stick.rglob("*.case"))


def test_the_backups_are_put_right_while_the_window_lives_and_may_be_left_to_the_next_backup(
    qtbot, theme, session, maureen, stick, monkeypatch
):
    services = Services(theme, Jobs(), None)
    before = versions(stick)
    erasing.erase_here(session, erasing.Told(conversation=maureen), "She withdrew it")
    looks: list[OutOfBackups] = []
    real = backup_replace.build

    def waits(of, look):
        while True:
            look()

    def leaves():
        [box] = [one for one in QApplication.topLevelWidgets() if isinstance(one, OutOfBackups) and one.isVisible()]
        looks.append(box)
        assert box.progress.isVisible() and nameless(box) == []
        box.verb.click()

    monkeypatch.setattr(backup_replace, "build", waits)
    QTimer.singleShot(100, leaves)
    left = out_of_backups.replace_versions(theme, None, services, session)
    assert looks and left.reached == () and "the next backup into it" in left.not_reached[0] and versions(stick) == before
    monkeypatch.setattr(backup_replace, "build", real)
    assert out_of_backups.replace_versions(theme, None, services, session) == Reached(reached=(str(stick),), not_reached=())
    assert len(versions(stick)) == 1 and versions(stick) != before


def test_a_case_goes_out_of_the_backups_beside_the_window(qtbot, theme, session, stick):
    desk, id = session.desk, session.case
    cases.leave(session)
    services = Services(theme, Jobs(), None)
    certificate = cases.purge(
        desk, id, "made by mistake", forget=lambda desk, case: out_of_backups.forget_case(theme, None, services, desk, case)
    )
    assert certificate["backups"] == {"reached": [str(stick)], "not_reached": []} and versions(stick) == []
