"""What is typed is handed on, what is pasted is plain, and what cannot be saved stays here."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from leder_desktop.errors import Refused
from ui.widgets.autosave_text import BEHIND_MS, AutosaveText, Mark
from ui.widgets.fields import Line as FieldLine
from ui.widgets.notes import Jotting, MarkKind, NotesPaper
from ui.widgets.paper import Paper, Prompt
from ui.widgets.plain_text import LINE, MOST, admit


@pytest.fixture
def desk(qtbot, theme):
    """A text and another field to go to."""
    box = QWidget()
    qtbot.addWidget(box)
    text, other = AutosaveText(theme, "Why"), QLineEdit()
    layout = QVBoxLayout(box)
    layout.addWidget(text)
    layout.addWidget(other)
    box.show()
    box.activateWindow()
    text.setFocus()
    yield text, other  # the box must stay alive as long as they are used


def test_typing_is_handed_on_in_one_piece_less_than_a_second_behind(qtbot, desk):
    text, _ = desk
    told = []
    text.typed.connect(lambda said, caret: told.append((said, caret)))
    qtbot.keyClicks(text, "Quiet on Sunday")
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("Quiet on Sunday", 15)] and BEHIND_MS < 1_000
    assert not text.held()


def test_leaving_hands_on_and_seals_once(qtbot, desk):
    text, other = desk
    order = []
    text.typed.connect(lambda said, caret: order.append(said))
    text.sealed.connect(lambda: order.append("sealed"))
    qtbot.keyClicks(text, "Hm")
    other.setFocus()
    text.setFocus()
    other.setFocus()
    assert order == ["Hm", "sealed"]


def test_what_cannot_be_saved_stays_and_is_tried_again(qtbot, theme):
    full, kept, told = [True], [], []

    def save(said, caret):
        if full[0]:
            raise Refused("disk-full", "The disk is full.")
        kept.append(said)

    text = AutosaveText(theme, "Why", save=save)
    qtbot.addWidget(text)
    text.told.connect(told.append)
    sealed = []
    text.sealed.connect(lambda: sealed.append(1))
    qtbot.keyClicks(text, "Words")
    text.seal()
    assert text.held() and text.text() == "Words" and told == ["The disk is full. What you typed is still here."] and not sealed
    text.show_text("older words from the store")
    assert text.text() == "Words"
    full[0] = False
    text.seal()
    assert kept == ["Words"] and not text.held() and sealed == [1]


def test_a_stored_text_does_not_move_the_caret_nor_count_as_typing(qtbot, desk):
    text, _ = desk
    told = []
    text.typed.connect(lambda *a: told.append(a))
    text.show_text("one two three")
    text.put_caret(7)
    text.show_text("one two three four")
    assert text.caret() == 7 and told == [] and not text.held()
    text.undo()
    assert text.text() == "one two three four"


def test_pasted_pages_become_plain_words_and_load_nothing(qtbot, desk, monkeypatch):
    text, _ = desk
    asked = []
    monkeypatch.setattr(AutosaveText, "loadResource", lambda self, kind, name: asked.append(name))
    page = QMimeData()
    page.setHtml("<table><tr><td><b>Bold</b><img src='file:///etc/hostname'></td></tr></table>")
    page.setText("Bold words")
    text.insertFromMimeData(page)
    QApplication.processEvents()
    assert text.text() == "Bold words" and asked == []
    assert "<img" not in text.toHtml() and "<table" not in text.toHtml()
    only_page = QMimeData()
    only_page.setData("application/x-qt-richtext", b"<b>no</b>")
    assert not text.canInsertFromMimeData(only_page)
    assert AutosaveText.loadResource is not None and QUrl("//host/share").isValid()


def test_copying_gives_plain_words_that_ask_not_to_be_remembered(qtbot, desk):
    text, _ = desk
    text.show_text("Told in confidence")
    text.selectAll()
    data = text.createMimeDataFromSelection()
    assert data.text() == "Told in confidence" and not data.hasHtml()
    assert data.data("x-kde-passwordManagerHint").data() == b"secret"


@pytest.mark.parametrize("untrusted", ["a\x00b", "a\ud800b"])
def test_signs_that_are_no_letters_are_refused(untrusted):
    with pytest.raises(Refused) as refusal:
        admit(untrusted)
    assert refusal.value.code == "bad-text"


def test_too_long_and_very_long_lines():
    with pytest.raises(Refused) as refusal:
        admit("x" * 10, already=MOST)
    assert refusal.value.code == "too-long"
    plain, said = admit("word " * 5_000)
    assert max(len(line) for line in plain.split("\n")) <= LINE and said
    assert plain.replace("\n", " ").split() == ["word"] * 5_000
    solid, _ = admit("x" * (3 * LINE))
    assert solid.replace("\n", "") == "x" * (3 * LINE) and max(map(len, solid.split("\n"))) <= LINE
    assert admit("Ŵyn\r\ncafé\tau\x07") == ("Ŵyn\ncafé\tau", "")


def test_a_refused_paste_says_so_and_leaves_the_words(qtbot, desk):
    text, _ = desk
    told = []
    text.told.connect(told.append)
    text.show_text("Mine")
    bad = QMimeData()
    bad.setText("a\x00b")
    text.insertFromMimeData(bad)
    assert text.text() == "Mine" and len(told) == 1


def test_marks_are_not_in_the_words(qtbot, desk):
    text, _ = desk
    text.show_text("The patient slept")
    text.show_marks((Mark(start=4, length=7, kind="tone", says="He is Wyn."), Mark(start=400, length=7, kind="pin")))
    assert len(text.extraSelections()) == 2 and text.text() == "The patient slept"


def test_text_size_keeps_words_caret_and_undo(qtbot, desk, theme):
    text, _ = desk
    qtbot.keyClicks(text, "Kept")
    text.put_caret(2)
    tall = text.height()
    theme.size(2.0)
    assert text.text() == "Kept" and text.caret() == 2 and text.hasFocus() and text.height() > tall * 1.6
    text.undo()
    assert text.text() == ""


def test_the_page_is_one_page_for_the_arrows(qtbot, theme):
    paper = Paper(theme, "Pen portrait", (Prompt(key="who", says="Who"), Prompt(key="loved", says="Loved")))
    qtbot.addWidget(paper)
    paper.resize(900, 600)
    paper.show()
    with qtbot.waitActive(paper):
        paper.activateWindow()
    paper.show_text("who", "One")
    told = []
    paper.typed.connect(lambda *a: told.append(a))
    paper.parts["who"].setFocus()
    qtbot.keyClick(paper.parts["who"], Qt.Key.Key_Down)
    assert paper.here() == "loved"
    qtbot.keyClicks(paper.parts["loved"], "Buses")
    qtbot.keyClick(paper.parts["loved"], Qt.Key.Key_Up)
    assert paper.here() == "who" and told == [("loved", "Buses", 5)]


def test_each_line_of_notes_takes_its_time_and_marks(qtbot, theme):
    times = iter(["10:31", "10:33", "10:40"])
    kinds = (MarkKind(key="concern", word="Concern", icon="circle-alert", digit="2", amber=True),)
    paper = NotesPaper(theme, "Notes", lambda: next(times), kinds)
    qtbot.addWidget(paper)
    paper.show_jottings((Jotting(text="Before", at="10:00", key="j1"),))
    paper.show()
    told = []
    paper.jotted.connect(told.append)
    qtbot.keyClick(paper, Qt.Key.Key_Return)
    qtbot.keyClicks(paper, "Quiet")
    qtbot.keyClick(paper, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    paper.seal()
    assert told[-1] == (Jotting(text="Before", at="10:00", key="j1"), Jotting(text="Quiet", at="10:31", marks=("concern",)))
    assert paper.accessibleDescription() == "begun 10:31, Concern"


def test_a_page_pasted_into_a_line_is_one_line(qtbot, theme):
    line = FieldLine(theme, "What they liked to be called")
    qtbot.addWidget(line)
    QApplication.clipboard().setText("Maz\nof the\r\nallotment\n")
    qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: line.text() == "Maz of the allotment")
