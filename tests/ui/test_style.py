"""The tokens hold their contrasts; the type has the letters of Wales; other text size, same widgets."""

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QRawFont
from PySide6.QtWidgets import QWidget

from leder_desktop import resources
from ui import icons
from ui.menus import ACTS
from ui.sections import SECTIONS
from ui.tokens import DARK, FAMILY, PAIRS, PALETTES, contrast
from ui.widgets.buttons import button
from ui.widgets.layout import column
from ui.widgets.words import Words, words


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda p: f"{p[0]} on {p[1]}")
def test_contrast(palette, pair):
    one, other, least = pair
    assert contrast(getattr(palette, one), getattr(palette, other)) >= least


def test_the_type_has_every_letter_of_a_welsh_name(theme):
    faces = sorted(resources.path("fonts").glob("*.ttf"))
    assert len(faces) == 4
    for face in faces:
        raw = QRawFont(str(face), 16, QFont.HintingPreference.PreferDefaultHinting)
        assert all(raw.supportsCharacter(ord(letter)) for letter in "ŵŷŴŶâêîôûäëïöü’“”–·"), face.name
    assert FAMILY in QFontDatabase.families()


def test_every_icon_named_is_in_every_sheet(theme):
    used = {a.icon for a in ACTS if a.icon} | {s.icon for s in SECTIONS}
    assert used <= set(icons.names())
    for name in icons.names():
        drawn = icons.draw(name, "#005EB8", 20).toImage()
        assert any(drawn.pixelColor(x, y).alpha() for x in range(20) for y in range(20)), name


def test_an_unknown_icon_is_a_bug(theme):
    with pytest.raises(KeyError):
        theme.pixmap("no-such-icon")


def test_text_size_measures_the_same_widgets_again(qtbot, theme):
    box = QWidget()
    qtbot.addWidget(box)
    label, press = words("A line read at length", ch=40, theme=theme), button(theme, "Keep", "check")
    layout = column(theme, label, press, gap=2)
    box.setLayout(layout)
    box.show()
    before = label.maximumWidth(), label.fontMetrics().height(), press.sizeHint().height(), layout.spacing()
    theme.size(2.0)
    after = label.maximumWidth(), label.fontMetrics().height(), press.sizeHint().height(), layout.spacing()
    assert after[0] == pytest.approx(before[0] * 2, rel=0.05) and after[1] >= before[1] * 1.8
    assert after[2] > before[2] and before[3] < after[3] < before[3] * 2
    theme.size(1.0)
    assert (label.maximumWidth(), label.fontMetrics().height(), press.sizeHint().height(), layout.spacing()) == before


def test_text_size_stays_between_100_and_200(theme):
    theme.size(9)
    assert theme.scale == 2.0
    theme.larger()
    assert theme.scale == 2.0
    theme.size(0.1)
    assert theme.scale == 1.0
    theme.larger()
    assert theme.scale == 1.1


def test_a_palette_reaches_what_is_painted(qtbot, theme):
    theme.paint(DARK)
    assert theme.colour("paper").name().upper() == DARK.paper
    label = words("Words")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.palette().windowText().color().name().upper() == DARK.ink


def test_a_fit_goes_when_its_owner_goes(qtbot, theme):
    runs = []
    owner = QWidget()
    theme.fits(owner, lambda: runs.append(1))
    theme.changed.emit()
    assert len(runs) == 2
    import shiboken6

    shiboken6.delete(owner)
    theme.changed.emit()
    assert len(runs) == 2


def test_words_of_a_case_are_never_rich_text(qtbot, theme):
    label = words("<b>Wyn</b> <img src=/etc/hostname>", wrap=False)
    qtbot.addWidget(label)
    plain = Words("Wyn", wrap=False)
    qtbot.addWidget(plain)
    assert label.text().startswith("<b>") and label.sizeHint().width() > plain.sizeHint().width() * 4
