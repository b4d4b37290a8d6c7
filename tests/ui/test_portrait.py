"""The pen portrait: it saves itself, headings and quotations come in by one key, and looking at it changes nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from leder_desktop.model.conversation import Conversation, Quotation
from leder_desktop.model.dates import understand
from leder_desktop.operations import cases, conversations, history, notes, sample
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.case_window import opener
from ui.portrait import headings
from ui.portrait.view import Portrait

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def told(session):
    conversations.add(
        session,
        Conversation(
            id="", who="Maureen", relationship="Her mother", on=understand("26 August 2026"),
            quotations=(
                Quotation(words="She hummed.", may_be_quoted=("portrait",)), Quotation(words="Not for here.", may_be_quoted=("panel",)),
            ),
        ),
    )  # fmt: skip
    return session


@pytest.fixture
def desk_top(qtbot, theme, told):
    return opener(qtbot, theme)(told, portrait=Portrait)


def test_a_typed_sentence_is_on_disk_without_leaving_the_field(qtbot, desk_top, told):
    window, screen = desk_top
    qtbot.keyClicks(screen.page, "Mari sang before breakfast.")
    qtbot.waitUntil(lambda: notes.get(told, "portrait") == "Mari sang before breakfast.")
    assert window.status.saved.text().startswith("Saved") and not screen.held()
    before = len(history.versions(told, "note", "portrait", "text"))
    window.seal()
    assert history.undoable(told).label == "Typing" and len(history.versions(told, "note", "portrait", "text")) == before


def test_looking_at_a_portrait_writes_nothing(qtbot, theme, desk):
    session = sample.take_in(desk)
    text, steps = notes.get(session, "portrait"), history.document(session)["lines"]
    window, screen = opener(qtbot, theme)(session, portrait=Portrait)
    assert screen.page.text() == text
    for scale in (2.0, 1.0):
        theme.size(scale)
    window.seal()
    qtbot.waitUntil(lambda: not screen.page._timer.isActive())
    assert notes.get(session, "portrait") == text and history.document(session)["lines"] == steps and not screen.held()
    window.close_case()
    cases.leave(session)


def test_one_key_puts_the_next_heading_in(qtbot, desk_top, told):
    _, screen = desk_top
    names = [h.says for h in headings.headings("")]
    for name in names:
        assert screen.next.label == name
        qtbot.keyClick(screen.page, Key.Key_H, Held.ControlModifier | Held.ShiftModifier)
        qtbot.keyClicks(screen.page, "Words.")
    assert not screen.next.isVisible()
    assert [line for line in screen.page.text().split("\n") if line and line != "Words."] == names
    assert headings.words_in(screen.page.text()) == 7 and screen.counts.text().startswith("7 words")
    screen.page.undo()
    screen.page.undo()
    assert names[-1] not in screen.page.text() and names[-2] in screen.page.text()


def test_ctrl_enter_brings_the_chosen_quotation_in_with_who_said_it(qtbot, desk_top, told):
    _, screen = desk_top
    assert [s.words for s in screen.quotations.said] == ["She hummed."] and screen.quotations.back.text().startswith("1 more")
    qtbot.keyClicks(screen.page, "Who she was.")
    for _ in range(2):
        qtbot.keyClick(screen.page, Key.Key_Return, Held.ControlModifier)
    assert screen.page.text() == "Who she was.\n\n“She hummed.” Maureen, her mother" and screen.page.hasFocus()
    screen.page.undo()
    assert screen.page.text() == "Who she was."


def test_what_may_no_longer_be_quoted_is_not_offered(desk_top, told):
    window, screen = desk_top
    (one,) = conversations.conversations(told)
    barred = Conversation(id=one.id, who=one.who, quotations=(Quotation(words="She hummed."),))
    window.case.do(conversations.change, barred)
    assert screen.quotations.said == () and screen.quotations.back.text().startswith("1 more")


def test_earlier_versions_are_shown_and_left(qtbot, desk_top, told):
    window, screen = desk_top
    notes.set(told, "portrait", "First.")
    window.case.do(notes.set, "portrait", "Second.")
    qtbot.mouseClick(screen.earlier, Qt.MouseButton.LeftButton)
    assert screen.versions.isVisible() and screen.versions.text.text() == "Second." and screen.versions.which.count() == 2
    qtbot.keyClick(screen.versions.which, Key.Key_Down)
    screen.versions.which.activated.emit(1)
    assert screen.versions.text.text() == "First." and screen.versions.text.isReadOnly()
    qtbot.keyClick(screen, Key.Key_Escape)
    assert screen.page.isVisible() and screen.page.text() == "Second." and notes.get(told, "portrait") == "Second."


def test_a_lock_keeps_words_and_caret(qtbot, desk_top, told):
    window, screen = desk_top
    qtbot.keyClicks(screen.page, "Half a sent")
    screen.page.put_caret(4)
    places = []
    window.lock_requested.connect(lambda reason, place: places.append(place))
    window.lock("Locked by you.")
    assert notes.get(told, "portrait") == "Half a sent" and (places[0]["field"], places[0]["caret"]) == ("portrait.page", 4)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_control_has_a_name_and_a_key(qtbot, desk_top, theme, scale):
    window, screen = desk_top
    theme.size(scale)
    assert nameless(window) == [] and clickable_without_focus(screen) == [] and controls(screen) > 3
    if scale == 2.0:
        qtbot.mouseClick(screen.drawer_flag, Qt.MouseButton.LeftButton)
        assert screen.quotations.isVisible() and not screen.page.isVisible() and nameless(window) == []
        qtbot.keyClick(screen.leave_drawer, Key.Key_Space)
        assert screen.page.isVisible() and screen.page.hasFocus()


def test_the_summary_is_written_on_a_page_of_its_own_and_a_remark_leads_to_it(qtbot, desk_top, told):
    window, screen = desk_top
    screen.to_summary.click()
    assert QApplication.focusWidget() is screen.summary.text and not screen.page.isVisible()
    qtbot.keyClicks(screen.summary.text, "Mari died at home.")
    qtbot.waitUntil(lambda: notes.get(told, "summary") == "Mari died at home.")
    screen.summary.leave.click()
    assert QApplication.focusWidget() is screen.page and screen.first is screen.page
    assert history.undo_words(told) == "Typing: Summary"
    notes.set(told, "summary", "Mari died at home, with her mother.")
    assert screen.jump("summary") and screen.first is screen.summary.text and not nameless(window)
    screen._read()
    assert screen.summary.text.text() == "Mari died at home, with her mother."


def test_a_quotation_never_goes_into_the_portrait_out_of_sight(qtbot, desk_top):
    _, screen = desk_top
    screen.turn_to_summary()
    screen.quotations.bring_chosen()
    assert screen.page.isVisible() and "She hummed." in screen.page.text() and screen.summary.text.text() == ""


def test_where_one_was_in_the_summary_is_found_again(qtbot, theme, desk_top):
    _, screen = desk_top
    screen.turn_to_summary()
    qtbot.keyClicks(screen.summary.text, "Mari sang")
    screen.seal()
    place = screen.place()
    again = Portrait(theme, screen.case, screen.services)
    qtbot.addWidget(again)
    again.show()
    again.restore(place)
    assert again.summary.text.text() == "Mari sang" and again.summary.text.caret() == 9 and again.first is again.summary.text
