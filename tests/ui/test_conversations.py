"""Conversations: who, how, notes that save themselves, and quotations with where they may be quoted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from leder_desktop.model.conversation import Conversation, Quotation
from leder_desktop.operations import cases, conversations, history, notes, sample
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.case_window import opener
from tests.ui.gallery import HEAD
from ui.conversations.view import Conversations

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def desk_top(qtbot, theme, session):
    return opener(qtbot, theme)(session, conversations=Conversations)


@pytest.fixture
def maureen(desk_top):
    window, screen = desk_top
    id = window.case.do(conversations.add, Conversation(id="", who="Maureen", relationship="Mother")).made[0]
    screen.table.choose(id)
    return id


def test_somebody_new_is_kept_once_it_says_who(qtbot, desk_top, session):
    _, screen = desk_top
    assert screen.none.isVisible() and not screen.rest.isVisible()
    qtbot.mouseClick(screen.new, Qt.MouseButton.LeftButton)
    relationship = screen.form.lines["relationship"]
    relationship.setFocus()
    qtbot.keyClicks(relationship, "Mother")
    qtbot.keyClick(relationship, Key.Key_Tab)
    assert conversations.conversations(session) == [] and screen.held()
    who = screen.form.lines["who"]
    who.setFocus()
    qtbot.keyClicks(who, "Maureen Lowe")
    qtbot.keyClick(who, Key.Key_Return)
    (kept,) = conversations.conversations(session)
    assert (kept.id, kept.who, kept.relationship) == ("maureen-lowe", "Maureen Lowe", "Mother") and not screen.held()
    assert screen.id == kept.id and screen.rest.isVisible() and screen.table.current_key() == kept.id


def test_each_field_is_kept_when_it_is_left(qtbot, desk_top, session, maureen):
    window, screen = desk_top
    screen.form.on.line.setFocus()
    qtbot.keyClicks(screen.form.on.line, "mid August 2026")
    qtbot.keyClick(screen.form.on.line, Key.Key_Tab)
    qtbot.mouseClick(screen.form.purpose, Qt.MouseButton.LeftButton)
    screen.form.category.choose("family")
    screen.form.category.chose.emit("family")
    screen.form.lines["waits"].setText("A photograph")
    window.seal()
    (kept,) = conversations.conversations(session)
    assert (kept.on.given, kept.purpose_explained, kept.category, kept.waits) == ("mid August 2026", True, "family", "A photograph")
    assert screen.table.rows.columns[0].cell(kept).second == "Waiting: A photograph"


def test_notes_are_on_disk_while_they_are_typed_and_go_to_the_right_person(qtbot, desk_top, session, maureen):
    window, screen = desk_top
    other = window.case.do(conversations.add, Conversation(id="", who="Tunde")).made[0]
    qtbot.keyClicks(screen.notes, "She sang.")
    qtbot.waitUntil(lambda: notes.get(session, f"conversation/{maureen}") == "She sang.")
    qtbot.keyClicks(screen.notes, " And hummed.")
    screen.table.choose(other)
    assert screen.notes.text() == "" and notes.get(session, f"conversation/{maureen}") == "She sang. And hummed."
    qtbot.keyClicks(screen.notes, "Keyworker.")
    screen.table.choose(maureen)
    assert screen.notes.text() == "She sang. And hummed." and notes.get(session, f"conversation/{other}") == "Keyworker."
    screen.notes.undo()
    assert screen.notes.text() == "She sang. And hummed."


def test_chosen_words_become_a_quotation_that_may_be_quoted_nowhere_yet(qtbot, desk_top, session, maureen):
    _, screen = desk_top
    qtbot.keyClicks(screen.notes, "She said: You heard her.")
    screen.notes.put_caret(10)
    screen.notes.moveCursor(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    qtbot.mouseClick(screen.quotations.add, Qt.MouseButton.LeftButton)
    (kept,) = conversations.conversations(session)[0].quotations
    assert kept.id and kept == Quotation(id=kept.id, words="You heard her.")
    id = kept.id
    chip = screen.quotations.chips[0]["portrait"]
    assert chip.hasFocus()
    qtbot.keyClick(chip, Key.Key_Space)
    assert conversations.conversations(session)[0].quotations[0].may_be_quoted == ("portrait",) and chip.hasFocus()
    line = screen.quotations.lines[0]
    line.setFocus()
    qtbot.keyClick(line, Key.Key_End)
    qtbot.keyClicks(line, " First.")
    qtbot.keyClick(line, Key.Key_Return)
    (kept,) = conversations.conversations(session)[0].quotations
    assert kept == Quotation(id=id, words="You heard her. First.", may_be_quoted=("portrait",))
    assert conversations.conversations(session)[0].who == "Maureen"


def test_a_lock_keeps_a_name_that_is_half_typed_and_a_date_not_understood(qtbot, desk_top, session, maureen):
    window, screen = desk_top
    screen.form.on.line.setText("the fair")
    window.seal()
    place = window.place()
    assert conversations.conversations(session)[0].on is None and "the fair" in place["half-typed"]
    window.show_case(window.case, {"conversations": Conversations}, HEAD, "conversations", place)
    again = window.in_sight()
    assert again.form.on.text() == "the fair" and again.id == maureen
    again.begin()
    again.form.lines["relationship"].setText("Aunt")
    place = window.place()
    window.show_case(window.case, {"conversations": Conversations}, HEAD, "conversations", place)
    assert window.in_sight().form.lines["relationship"].text() == "Aunt" and window.in_sight().id == ""
    assert len(conversations.conversations(session)) == 1


def test_a_citation_opens_its_conversation(desk_top, maureen):
    window, screen = desk_top
    other = window.case.do(conversations.add, Conversation(id="", who="Tunde")).made[0]
    window.go("conversations", f"conversation/{other}")
    assert screen.id == other and screen.table.hasFocus()
    window.go("conversations", maureen)
    assert screen.id == maureen


def test_looking_through_the_sample_writes_nothing(qtbot, theme, desk, qtmodeltester):
    session = sample.take_in(desk)
    before, lines = conversations.conversations(session), history.document(session)["lines"]
    window, screen = opener(qtbot, theme)(session, conversations=Conversations)
    qtmodeltester.check(screen.table.rows)
    for told in before:
        screen.table.choose(told.id)
        assert screen.notes.text() == notes.get(session, f"conversation/{told.id}") and len(screen.quotations.lines) == len(told.quotations)
    window.seal()
    assert conversations.conversations(session) == before and history.document(session)["lines"] == lines and not screen.held()
    for scale in (1.0, 2.0):
        theme.size(scale)
        assert nameless(window) == [] and clickable_without_focus(screen) == [] and controls(screen) > 12
    window.close_case()
    cases.leave(session)
