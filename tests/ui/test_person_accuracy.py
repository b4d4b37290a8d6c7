"""The page that compares: each field against a source, by key; and what the review writes differently, with a way there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from leder_desktop.model.conversation import Conversation
from leder_desktop.model.dates import understand
from leder_desktop.operations import cases, conversations, notes, person, snapshot
from tests.ui.accessible import clickable_without_focus, nameless
from tests.ui.case_window import opener
from ui.person.accuracy import AccuracyScreen
from ui.person.confirming import AskSource


@pytest.fixture
def opened(qtbot, theme, session):
    conversations.add(session, Conversation(id="", who="Gwen Ellis", relationship="mother", on=understand("3 September 2026")))
    return opener(qtbot, theme)(session, accuracy=AccuracyScreen)


def shown(screen):
    return [line.field for line in screen.fields.rows.rows]


def answer(qtbot, first, second):
    """Type into the question that opens, first so and then so, with Enter after each; what it said between them."""
    said = []

    def typed(spelt):
        box = QApplication.activeModalWidget()
        assert isinstance(box, AskSource) and nameless(box) == []
        box.spelt.setFocus()
        box.spelt.selectAll()
        qtbot.keyClicks(box.spelt, spelt)
        return box

    def begin():
        box = typed(first)
        QTimer.singleShot(0, again)
        qtbot.keyClick(box.spelt, Qt.Key.Key_Return)

    def again():
        box = QApplication.activeModalWidget()
        said.append(box.problem.sentence())
        qtbot.keyClick(typed(second).spelt, Qt.Key.Key_Return)

    QTimer.singleShot(0, begin)
    return said


def test_a_field_is_confirmed_by_key_against_a_conversation_as_it_is_written_there(qtbot, opened, session):
    _, screen = opened
    assert shown(screen)[:3] == ["given", "family", "known_as"] and "0 of" in screen.progress.text()
    screen.fields.setFocus()
    screen.fields.choose("family")
    said = answer(qtbot, "Elis", "Ellis")
    qtbot.keyClick(screen.fields, Qt.Key.Key_Return)
    assert "There it is “Elis”, here “Ellis”" in said[0]
    (kept,) = snapshot.person(session).confirmations
    assert (kept.field, kept.spelt, kept.by) == ("family", "Ellis", "Priya Raman")
    assert kept.conversation == snapshot.take(session).conversations[0].id and "Gwen Ellis" in kept.source
    assert shown(screen)[-1] == "family" and "1 of" in screen.progress.text() and "family name" not in screen.progress.text()
    assert screen.fields.current().field == "given", "the next that is left is chosen"


def test_a_confirmation_is_taken_back(qtbot, opened, session):
    _, screen = opened
    person.confirm(session, "given", "GP record", spelt="Mari")
    screen._read()
    screen.fields.choose("given")
    qtbot.keyClick(screen.undo, Qt.Key.Key_Return)
    assert snapshot.person(session).confirmations == () and screen.fields.current().field == "given"


def test_what_is_written_differently_is_listed_with_a_way_there(qtbot, opened, session):
    window, screen = opened
    assert screen.same.isVisible() and not screen.differs.isVisible()
    notes.set(session, "portrait", "Mary Ellis loved the sea. She died on 21 August 2026.")
    screen._read()
    told = [(each.field, each.written) for each in screen.differs.rows.rows]
    assert told == [("given", "Mary"), ("death_date", "21 August 2026")] or told == [("known_as", "Mary"), ("death_date", "21 August 2026")]
    gone = []
    window.services.went.connect(lambda *where: gone.append(where))
    screen.differs.setFocus()
    qtbot.keyClick(screen.differs, Qt.Key.Key_Return)
    assert gone == [("portrait", "portrait")] and not screen.same.isVisible()


def test_a_field_that_is_not_filled_in_cannot_be_confirmed(qtbot, opened, session):
    _, screen = opened
    person.describe(session, replace(snapshot.person(session), family=""))
    screen._read()
    screen.fields.choose("family")
    assert not screen.ask.isEnabled() and "Not filled in yet" in screen.fields.rows.cell(screen.fields.rows.index(1, 0)).second


def test_a_closed_case_is_read_and_not_confirmed(qtbot, opened, session):
    _, screen = opened
    cases.close(session, "out-of-scope")
    screen._read()
    assert screen.shut.isVisible() and not screen.ask.isEnabled()


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_every_control_has_a_name(opened, theme, session, size):
    window, screen = opened
    notes.set(session, "portrait", "Mary loved the sea.")
    screen._read()
    theme.size(size)
    assert nameless(window) == [] and clickable_without_focus(window) == []
