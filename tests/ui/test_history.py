"""History in the window: steps by their names, words compared, a version put back; the menu says what undo would undo."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from leder_desktop.model.conversation import Conversation
from leder_desktop.model.evidence import Source
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import cases, conversations, history, laptop_record, notes, person, snapshot, timeline
from tests.ui import desktops
from tests.ui.accessible import clickable_without_focus, nameless
from tests.ui.case_window import opener
from ui.history.compare import MOST, Piece, compare, said
from ui.history.view import HistoryScreen
from ui.person.view import PersonScreen
from ui.portrait.view import Portrait
from ui.timeline.view import Timeline

Key, Held = Qt.Key, Qt.KeyboardModifier
TEXTS = ("He liked trains and tea.", "He liked buses and tea.", "He liked buses, trains and tea.")


@pytest.fixture
def told(session):
    for text in TEXTS:
        notes.typed(session, "portrait", text)
        notes.seal(session)
    return session


@pytest.fixture
def open_screen(qtbot, theme):
    return opener(qtbot, theme)


def pieces(screen) -> str:
    """The comparison as it is painted: [-taken out-] {+put in+}."""
    out, block = "", screen.compared.text.document().begin()
    while block.isValid():
        walk = block.begin()
        while not walk.atEnd():
            form, words = walk.fragment().charFormat(), walk.fragment().text()
            out += f"[-{words}-]" if form.fontStrikeOut() else f"{{+{words}+}}" if form.fontUnderline() else words
            walk += 1
        block = block.next()
    return out


# -- comparing, without a window


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""), ("", "New."), ("Old.", ""), ("He liked trains.", "He liked buses."), ("one\ntwo\nthree", "one\nthree\nfour"),
        ("café ’n’ tea", "cafe ’n’  tea"), ("a b c d e f", "f e d c b a"), ("<b>bold</b>", "<i>bold</i>"), ("\u202edrawkcab", "forward"),
    ],
)  # fmt: skip
def test_what_is_compared_holds_both_texts_letter_for_letter(before, after):
    found = compare(before, after)
    assert "".join(piece.words for piece in found if piece.how != "in") == before
    assert "".join(piece.words for piece in found if piece.how != "out") == after


def test_a_comparison_reads_in_words_and_is_said_in_words():
    found = compare(*TEXTS[:2])
    assert [(piece.words, piece.how) for piece in found if piece.how != "same"] == [("trains", "out"), ("buses", "in")]
    assert said(found) == "Taken out: “trains”. Put in: “buses”."
    assert said(compare("a b", "a  b")) == "Only spaces or lines differ." and said(compare("a", "a")) == "No words differ."


def test_a_text_of_a_whole_life_is_compared_in_a_blink():
    lines = [f"On day {n} she went to the surgery with her mother and came home in the evening." for n in range(4_000)]
    other = [*lines[:100], "One day more.", *lines[100:3_000], "She stayed at home.", *lines[3_001:]]
    one, two = "\n".join(lines), "\n".join(other)
    assert len(one) * len(two) > MOST
    found = compare(one, two)
    assert "".join(piece.words for piece in found if piece.how != "in") == one and Piece(words="One day more.\n", how="in") in found


# -- the screen


def test_a_step_is_shown_word_by_word_and_a_version_is_put_back_by_keyboard_alone(qtbot, open_screen, told):
    window, screen = open_screen(told, history=HistoryScreen)
    qtbot.waitUntil(screen.steps.hasFocus)
    assert screen.steps.current().title == "Typing: Pen portrait"
    assert pieces(screen) == "He liked buses{+, trains+} and tea."
    qtbot.keyClick(screen.steps, Key.Key_Down)
    assert pieces(screen) == "He liked [-trains-]{+buses+} and tea."
    assert screen.compared.said.text() == "Taken out: “trains”. Put in: “buses”."
    assert screen.compared.text.accessibleDescription() == screen.compared.said.text() and screen.compared.text.isReadOnly()
    qtbot.keyClick(screen.steps, Key.Key_Return)
    assert QApplication.focusWidget() is screen.changes
    for _ in range(4):
        if QApplication.focusWidget() is screen.put_back:
            break
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert QApplication.focusWidget() is screen.put_back
    qtbot.keyClick(screen.put_back, Key.Key_Space)
    assert notes.get(told, "portrait") == TEXTS[0] and screen.steps.current().title == "Put back: Pen portrait"
    assert window.status.said.text() == "Put back: Pen portrait."
    assert nameless(window) == [] and clickable_without_focus(window) == []


def test_any_version_can_be_compared_with_how_it_reads_now(open_screen, told):
    _, screen = open_screen(told, history=HistoryScreen)
    first = history.formers(told, "note", "portrait", "text")[2]
    screen.which.choose(first.id)
    screen.which.chose.emit(first.id)
    assert pieces(screen) == "He liked{+ buses,+} trains and tea." and screen.put_back.text().strip() == "Put this version back"
    screen.which.choose(history.formers(told, "note", "portrait", "text")[0].id)
    screen.which.chose.emit(screen.which.at())
    assert not screen.put_back.isVisible() and screen.compared.said.text() == "No words differ."


def test_a_refused_undo_says_what_stands_in_the_way_and_never_not_saved(qtbot, open_screen, told):
    window, screen = open_screen(told, history=HistoryScreen)
    qtbot.keyClick(screen.steps, Key.Key_Down)
    screen.undo_step.click()
    assert "Undo that first" in screen.problem.words.text() and screen.problem.isVisible()
    assert "Not saved" not in window.status.saved.text() and notes.get(told, "portrait") == TEXTS[2]
    qtbot.keyClick(screen.steps, Key.Key_Up)
    assert not screen.problem.isVisible()
    screen.undo_step.click()
    assert notes.get(told, "portrait") == TEXTS[1] and screen.steps.current().title == "Undo: Typing: Pen portrait"
    screen.again.click()
    assert notes.get(told, "portrait") == TEXTS[2]


def test_words_that_look_like_markup_stay_words(open_screen, session):
    notes.set(session, "portrait", "<img src=/etc/passwd> <b>x</b> file:///x")
    _, screen = open_screen(session, history=HistoryScreen)
    assert screen.compared.text.toPlainText() == "<img src=/etc/passwd> <b>x</b> file:///x"


def test_a_thousand_steps_are_listed_and_walked_without_a_wait(qtbot, open_screen, session):
    with session.file.database.transaction():
        for n in range(1_000):
            session.file.database.run("INSERT INTO step VALUES (?, ?, '2026-11-21T09:00:00+00:00', 'P', NULL, NULL)", 10 + n, f"Step {n}")
            session.file.database.run(
                "INSERT INTO revision (id, kind, thing, field, author, at, step, content, salt, digest)"
                " VALUES (?, 'note', 'summary', 'text', 'P', '2026-11-21T09:00:00+00:00', ?, ?, x'00', x'00')",
                f"r{n}", 10 + n, f'"Words {n}"',
            )  # fmt: skip
    _, screen = open_screen(session, history=HistoryScreen)
    assert len(screen.steps.rows.rows) > 1_000
    for _ in range(30):
        qtbot.keyClick(screen.steps, Key.Key_Down)
    assert screen.steps.current().title == "Step 969"
    assert screen.which.count() == 1_001


def test_the_portrait_leads_to_its_versions(qtbot, open_screen, told):
    window, screen = open_screen(told, portrait=Portrait, history=HistoryScreen)
    screen.earlier.click()
    screen.versions.more.click()
    assert window.section == "history" and window.in_sight().changes.current().label == "Pen portrait"


# -- undo from the menu, in a whole desktop


@pytest.fixture
def at_desk(qtbot, theme, desk, session):
    conversations.add(session, Conversation(id="mother", who="Maureen", relationship="Mother"))
    cases.leave(session)
    made, _ = desktops.at_desk(qtbot, theme, desk)
    made.open_case(session.case, "timeline")
    desktops.settle()
    yield made
    made.case_desk.leave()


def menu(made, name: str) -> str:
    desktops.settle()
    return made.window.acts.made[name].text().replace("&", "")


def test_the_menu_says_what_undo_would_undo_and_the_screen_shows_it(at_desk):
    case, window = at_desk.case, at_desk.window
    assert menu(at_desk, "undo") == "Undo: Add conversation" and menu(at_desk, "again") == "Nothing to do again"
    assert not window.acts.allowed("again")
    case.do(timeline.add, Draft(what="Fell.", sources=(Source(conversation="mother"),)))
    assert menu(at_desk, "undo") == "Undo: Add timeline entry"
    screen = window.in_sight()
    assert isinstance(screen, Timeline) and len(screen.table.rows.rows) == 1
    window.acts.run("undo")
    assert menu(at_desk, "undo") == "Undo: Add conversation" and menu(at_desk, "again") == "Do again: Add timeline entry"
    assert screen.table.rows.rows == () and window.status.said.text() == "Undo: Add timeline entry."
    window.acts.run("again")
    assert len(screen.table.rows.rows) == 1 and menu(at_desk, "undo") == "Undo: Add timeline entry"
    window.go("person")
    shown = window.in_sight()
    assert isinstance(shown, PersonScreen)
    case.do(person.describe, replace(snapshot.person(at_desk.session), known_as="Marigold"))
    assert menu(at_desk, "undo") == "Undo: Describe the person"
    window.acts.run("undo")
    assert shown.form.lines["known_as"].text() == "Mari"
    window.go("portrait")
    page = window.in_sight()
    assert isinstance(page, Portrait)
    page.page.insert("He liked tea.")
    window.acts.run("undo")
    assert page.page.text() == "" and notes.get(at_desk.session, "portrait") == ""
    assert menu(at_desk, "again") == "Do again: Typing: Pen portrait"


def test_ctrl_z_in_a_field_undoes_letters_and_elsewhere_the_last_step(qtbot, at_desk):
    case, window = at_desk.case, at_desk.window
    case.do(timeline.add, Draft(what="Fell.", sources=(Source(conversation="mother"),)))
    window.go("portrait")
    page = window.in_sight().page
    page.setFocus()
    qtbot.keyClicks(page, "tea")
    qtbot.keyClick(page, Key.Key_Z, Held.ControlModifier)
    assert page.text() == ""
    for _ in range(5):  # a key held too long undoes no step
        qtbot.keyClick(page, Key.Key_Z, Held.ControlModifier)
    assert len(timeline.entries(at_desk.session)) == 1
    window.go("timeline")
    table = window.in_sight().table
    table.setFocus()
    qtbot.keyClick(table, Key.Key_Z, Held.ControlModifier)
    assert timeline.entries(at_desk.session) == []
    desktops.settle()
    window.rail.setFocus()
    qtbot.keyClick(window.rail, Key.Key_Z, Held.ControlModifier | Held.ShiftModifier)
    assert len(timeline.entries(at_desk.session)) == 1
    assert QKeySequence("Ctrl+H") in window.acts.made["history"].shortcuts()


def test_the_history_is_a_place_one_comes_back_to_after_a_lock(qtbot, at_desk):
    window = at_desk.window
    window.acts.run("history")
    screen = window.in_sight()
    assert isinstance(screen, HistoryScreen) and window.rail.currentRow() == -1
    screen.steps.setFocus()
    qtbot.keyClick(screen.steps, Key.Key_Down)
    chosen, id = screen.steps.current_key(), at_desk.session.case
    at_desk.show("cases")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    at_desk.open_case(id)
    assert isinstance(window.in_sight(), HistoryScreen) and window.in_sight().steps.current_key() == chosen


def test_a_look_at_a_sensitive_part_is_told_once_for_each_opening(at_desk):
    window, desk = at_desk.window, at_desk.desk
    for section in ("portrait", "records", "portrait", "overview", "records"):
        window.go(section)
    did = [line.did for line in laptop_record.lines(desk, "looks")]
    assert did == [
        "Looked at the records of case LDR-T-1", "Looked at the pen portrait of case LDR-T-1", "Looked at the timeline of case LDR-T-1",
        "Opened case LDR-T-1", "Opened case LDR-T-1",
    ]  # fmt: skip
