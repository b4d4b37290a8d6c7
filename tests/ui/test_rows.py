"""Rows that need two lines have them, a list is as tall as its rows, a ring stays where its field can be seen, an icon can be seen."""

from dataclasses import dataclass

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMainWindow

from tests.ui.desktops import settle
from ui.widgets.fields import Line
from ui.widgets.focus_ring import FocusRing
from ui.widgets.layout import column, holder, scrolled
from ui.widgets.table import Cell, Column, DataTable, broken

LONG = "Eastmoor Community Learning Disability Team, speech and language therapy, and the nurse who knew her"


@dataclass(frozen=True, kw_only=True)
class Row:
    words: str


@pytest.mark.parametrize("most", [1, 2, 3])
def test_words_are_broken_between_words_and_end_in_dots_when_there_is_more(theme, most):
    metrics = theme.metrics("body")
    wide = metrics.horizontalAdvance(LONG) // 4
    lines = broken(LONG, metrics, wide, most)
    assert len(lines) == most and lines[-1].endswith("…")
    assert all(metrics.horizontalAdvance(line) <= wide for line in lines)
    if most > 1:
        assert LONG.startswith(f"{' '.join(lines)[:-1]}") and LONG[len(" ".join(lines)) - 1] in " ,"


def test_words_that_fit_are_left_alone(theme):
    assert broken("Roz", theme.metrics("body"), 400, 2) == ["Roz"]


def test_a_list_is_as_tall_as_its_rows_and_follows_its_width(qtbot, theme):
    table = DataTable(
        theme, "People", (Column[Row](title="Who", cell=lambda r: Cell(first=r.words)),), lambda r: r.words, head=False, lines=2
    )
    qtbot.addWidget(table)
    table.hug()
    table.resize(1600, 100)
    table.show()
    table.show_rows((Row(words="Roz"), Row(words=LONG)))
    settle()
    assert table.rowHeight(0) == table.rowHeight(1) and table.height() == table.whole() + 4
    table.resize(300, table.height())
    settle()
    assert table.rowHeight(1) > table.rowHeight(0) == table.tall() and table.height() == table.whole() + 4


def test_the_ring_is_never_painted_over_the_bars_of_the_window(qtbot, theme):
    window = QMainWindow()
    qtbot.addWidget(window)
    first, tall = Line(theme, "First"), Line(theme, "Tall")
    tall.setMinimumHeight(600)
    window.setCentralWidget(scrolled(holder(column(theme, first, tall, margins=2)), "Page"))
    window.statusBar().showMessage("Saved 10:32")
    ring = FocusRing(theme, window)
    window.resize(500, 300)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    tall.setFocus()
    settle()
    assert ring.isVisible() and not ring.geometry().intersects(window.statusBar().geometry())
    first.setFocus()
    settle()
    assert ring.height() == first.height() + 8


def test_the_icon_of_a_disabled_button_is_as_plain_as_its_words(theme):
    icon = theme.icon("check", "on_blue")
    seen = icon.pixmap(16, 16, QIcon.Mode.Disabled).toImage()
    inks = {seen.pixelColor(x, y).name() for x in range(16) for y in range(16) if seen.pixelColor(x, y).alpha() > 250}
    assert inks and inks == {theme.colour("soft").name()}


def test_what_folded_columns_would_have_said_is_broken_into_lines_and_not_cut(qtbot, theme):
    columns = (
        Column[Row](title="Who", cell=lambda r: Cell(first=r.words, second="asked 28 August 2026; chased 18 September 2026")),
        Column[Row](title="Next step", cell=lambda r: Cell(first=LONG), fold=True),
    )
    table = DataTable(theme, "People", columns, lambda r: r.words, lines=2)
    qtbot.addWidget(table)
    theme.room(True)
    table.resize(theme.metrics("small").horizontalAdvance(LONG) * 2 // 3, 400)
    table.show()
    table.show_rows((Row(words="Roz"),))
    settle()
    second, third = table.under(table.rows.index(0, 0))
    assert len(third) == 2 and " ".join(third) == LONG, "nothing of it is cut"
    small = theme.metrics("small").height()
    assert table.rowHeight(0) == table.tall() + (len(second) + len(third) - 2) * small
    theme.room(False)
    settle()
    assert table.under(table.rows.index(0, 0))[1] == []
