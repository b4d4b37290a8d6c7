"""Every control has a name, and the walk that says so can fail."""

import pytest
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tests.ui import gallery
from tests.ui.accessible import clickable_without_focus, controls, nameless


def test_the_walk_finds_what_has_no_name(qtbot, theme):
    box = QWidget()
    qtbot.addWidget(box)
    layout = QVBoxLayout(box)
    form = QFormLayout()
    layout.addLayout(form)
    labelled, bare = QComboBox(), QComboBox()
    labelled.addItems(["one"])
    bare.addItems(["one"])
    form.addRow("&Priority", labelled)
    for widget in (QLineEdit(), QPushButton(), bare, QPushButton("Keep")):
        layout.addWidget(widget)
    box.show()
    assert [line.split(",")[0] for line in nameless(box)] == ["EditableText", "Button", "ComboBox"]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_control_of_every_sample_screen_has_a_name(qtbot, theme, scale):
    window = gallery.window(theme)
    qtbot.addWidget(window)
    window.show()
    theme.size(scale)
    for section in gallery.SCREENS:
        window.go(section)
        assert nameless(window) == [], section
        assert clickable_without_focus(window) == [], section
        assert controls(window) > 10


def test_pages_and_cover_have_names_too(qtbot, theme):
    window = gallery.window(theme)
    qtbot.addWidget(window)
    window.show()
    window.privacy(True)
    assert nameless(window) == []
    window.privacy(False)
    for page in (gallery.Cases, gallery.Nothing):
        window.show_page("cases", page(theme, window.services))
        assert nameless(window) == []
