"""The frame: going about, saving, covering, locking; other text size without losing the place."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from leder_desktop.errors import Refused
from tests.ui import gallery
from ui.menus import ACTS
from ui.palette import Palette, matches
from ui.sections import SECTIONS
from ui.top_bar import SAMPLE


@pytest.fixture
def window(qtbot, theme):
    made = gallery.window(theme)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def test_the_title_never_carries_a_name(window, theme):
    for section in gallery.SCREENS:
        window.go(section)
        assert window.windowTitle() == "LeDeR Desktop"
    window.show_page("cases", gallery.Cases(theme, window.services))
    assert window.windowTitle() == "LeDeR Desktop"


def test_screens_are_made_when_entered_and_kept(qtbot, window):
    assert list(window._screens) == ["person"]
    first = window.in_sight()
    window.go("grades")
    window.go("person")
    assert window.in_sight() is first and list(window._screens) == ["person", "grades"]


def test_keys_alone_go_about(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert window.section == "timeline"
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.rail.hasFocus()
    qtbot.keyClick(window.rail, Qt.Key.Key_Up)
    window.rail.choose("portrait")
    qtbot.keyClick(window.rail, Qt.Key.Key_Return)
    assert window.section == "portrait" and window.in_sight().first.hasFocus()


def test_a_closed_section_stays_closed(window):
    window.go("leaving")
    assert window.section == "person" and window.rail.currentItem().text() == "Person"


def test_leaving_a_section_seals_what_is_half_typed(qtbot, window):
    kept = []
    why = window.in_sight().findChild(gallery.AutosaveText, "why")
    why.typed.connect(lambda said, caret: kept.append(said))
    why.moveCursor(why.textCursor().MoveOperation.End)
    qtbot.keyClicks(why, " More.")
    window.go("grades")
    assert kept and kept[-1].endswith("dark. More.")


def test_text_size_keeps_focus_caret_and_screen(qtbot, window, theme):
    screen = window.in_sight()
    why = screen.findChild(gallery.AutosaveText, "why")
    why.setFocus()
    why.put_caret(25)
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert theme.scale == 1.1 and window.in_sight() is screen and why.hasFocus() and why.caret() == 25
    theme.size(2.0)
    assert why.hasFocus() and theme.narrow and window.panel.is_folded
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert theme.scale == 1.0 and not theme.narrow and why.caret() == 25 and window.size().width() == 1366


def test_a_lock_seals_and_carries_the_place(qtbot, window):
    asked = []
    window.lock_requested.connect(lambda reason, place: asked.append((reason, place)))
    why = window.in_sight().findChild(gallery.AutosaveText, "why")
    why.setFocus()
    why.put_caret(12)
    qtbot.keyClicks(why, "x")
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    (reason, place) = asked[0]
    assert reason == "Locked by you." and (place["section"], place["field"], place["caret"]) == ("person", "why", 13)
    assert not why.held()
    window.show_case(gallery.open_case(), dict(gallery.SCREENS), gallery.HEAD, str(place["section"]), place)
    again = window.in_sight().findChild(gallery.AutosaveText, "why")
    assert again is not why and again.hasFocus() and again.caret() == 13


def test_the_privacy_screen_hides_every_word_and_gives_the_place_back(qtbot, window):
    name = window.in_sight().first
    name.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F9)
    seen = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert not any("Wyn" in said or "LDR" in said for said in seen) and "Hidden for a moment" in seen
    assert not window.acts.allowed("find") and window.acts.allowed("lock")
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert name.isVisible() and name.hasFocus() and window.acts.allowed("find")


def test_bare_pages_show_no_bar_no_menu_and_no_name(window, theme):
    window.show_page("unlock", gallery.Nothing(theme, window.services))
    assert not window.bar.isVisible() and not window.menuBar().isVisible() and not window.statusBar().isVisible()
    assert not window.acts.allowed("find") and window.acts.allowed("larger")
    assert not [label for label in window.findChildren(QLabel) if label.isVisible() and "Wyn" in label.text()]


def test_closing_a_case_destroys_its_screens(qtbot, window, theme):
    gone = []
    window.in_sight().destroyed.connect(lambda: gone.append(1))
    window.show_page("cases", gallery.Cases(theme, window.services))
    qtbot.waitUntil(lambda: gone == [1])
    assert window.case is None and window.panel.tabs.buttons[1].accessibleName() == "Worth another look: 0"


def test_a_sample_is_said_on_every_screen(window):
    for section in gallery.SCREENS:
        window.go(section)
        assert [label for label in window.findChildren(QLabel) if label.text() == SAMPLE and label.isVisible()], section
    window.head(replace(gallery.HEAD, sample=False))
    assert not window.bar.banner.isVisible()


def test_saving_is_said_and_so_is_not_saving(window):
    change = SimpleNamespace(parts=frozenset())
    heard = []
    window.case.changed.connect(heard.append)
    assert window.case.do(lambda session: change) is change and heard == [change]
    assert window.status.saved.text() == f"Saved {gallery.NOW.astimezone():%H:%M}"

    def no(session):
        raise Refused("disk-full", "The disk is full.")

    with pytest.raises(Refused):
        window.case.do(no)
    assert window.status.saved.text() == "Not saved. The disk is full. What you typed is still here." and heard == [change]


def test_the_palette_finds_actions_sections_and_what_it_is_given(qtbot, window, theme):
    palette = Palette(theme, window, tuple(window.sources))
    qtbot.addWidget(palette)
    qtbot.keyClicks(palette.field, "grad")
    assert [f.key for f in palette.found()] == ["go-grades"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.section == "grades"
    empty = Palette(theme, window, tuple(window.sources))
    qtbot.addWidget(empty)
    qtbot.keyClicks(empty.field, "zzzz")
    assert empty.found() == () and not empty.nothing.isHidden()
    assert matches("lar tex", "Larger text") and not matches("arg", "to go") and matches("DARK", "Dark")


def test_no_key_means_two_things():
    keys = [key for act in ACTS for key in act.keys]
    assert len(keys) == len(set(keys)) and len({a.name for a in ACTS}) == len(ACTS)
    assert all(a.tip for a in ACTS)


def test_menus_hold_what_somebody_carries_out_and_open_by_alt(qtbot, window):
    titles = [a.text() for a in window.menuBar().actions()]
    assert titles == ["&Case", "&Edit", "&Go", "&View"]
    window.acts.on("about", lambda: None)
    window._fit()
    assert [a.text() for a in window.menuBar().actions()][-1] == "&Help"


def test_a_remark_jumps_to_its_field(qtbot, window):
    window.panel.jumped.emit("r1")
    assert window.section == "portrait" and window.in_sight().findChild(gallery.AutosaveText, "enjoyed").hasFocus()


def test_every_section_has_a_place_in_the_go_menu():
    assert [a.name for a in ACTS if a.name.startswith("go-") and a.scope == "case"] == [f"go-{s.key}" for s in SECTIONS]
