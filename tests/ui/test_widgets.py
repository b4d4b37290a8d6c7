"""The parts, by hand and by key."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QDialog

from leder_desktop.errors import Refused
from ui.widgets import asking
from ui.widgets.buttons import ActionBar, button, segments
from ui.widgets.date_field import DateField
from ui.widgets.document import DocumentView
from ui.widgets.fields import Choice, Field, Line
from ui.widgets.lane_rows import Frame, pack
from ui.widgets.lanes import Bar, TimelineLanes
from ui.widgets.pages import kind_of, open_pages
from ui.widgets.protected import protected
from ui.widgets.rail import Section, SectionRail, paint_state
from ui.widgets.remarks import Remark, SidePanel
from ui.widgets.scale_choice import ScaleChoice, Step
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.tick import picks
from ui.widgets.words import words


@dataclass(frozen=True)
class Row:
    key: str
    says: str
    more: str = ""


COLUMNS = (
    Column[Row](title="Who", cell=lambda r: Cell(first=r.says, second=r.more)),
    Column[Row](title="Next", cell=lambda r: Cell(first=f"ring {r.says}"), width=100, fold=True),
)


@pytest.fixture
def table(qtbot, theme):
    made = DataTable(theme, "People", COLUMNS, lambda r: r.key)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def test_a_table_opens_by_key_and_keeps_its_row_when_rows_change(qtbot, table, qtmodeltester):
    chosen, opened = [], []
    table.chosen.connect(chosen.append)
    table.opened.connect(opened.append)
    rows = tuple(Row(key=str(i), says=f"Person {i}") for i in range(1_000))
    table.show_rows(rows)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [rows[1]] and chosen[-1] == rows[1]
    told = len(chosen)
    table.show_rows(tuple(reversed(rows)))
    assert table.current() == rows[1] and len(chosen) == told
    assert table.choose("7") and table.current() == rows[7]
    assert not table.choose("nobody")
    qtmodeltester.check(table.rows)


def test_a_folded_column_is_still_said(table, theme):
    table.show_rows((Row(key="a", says="Wyn", more="LDR 1"),))
    theme.room(True)
    index = table.rows.index(0, 0)
    assert table.isColumnHidden(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Wyn, LDR 1, ring Wyn"
    theme.room(False)
    assert not table.isColumnHidden(1)


def test_segments_move_with_arrows(qtbot, theme):
    seen = []
    made = segments(theme, "Show", ("Year", "Life"), 0, seen.append)
    qtbot.addWidget(made)
    made.show()
    made.choose(1)
    assert seen == [] and made.at() == 1
    qtbot.mouseClick(made.buttons[0], Qt.MouseButton.LeftButton)
    assert seen == [0] and made.buttons[0].accessibleName() == "Show: Year"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_is_pressed_by_enter_as_by_space(qtbot, theme, key):
    pressed = []
    made = button(theme, "Choose a file", on=lambda: pressed.append(True))
    qtbot.addWidget(made)
    made.show()
    qtbot.keyClick(made, key)
    assert pressed == [True]
    held = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True)
    made.keyPressEvent(held)
    assert pressed == [True]


def test_second_rank_buttons_go_into_more(qtbot, theme):
    pressed = []
    bar = ActionBar(theme, (), (button(theme, "Keep", kind="primary"), button(theme, "Undo", on=lambda: pressed.append("undo"))))
    qtbot.addWidget(bar)
    bar.show()
    assert bar.buttons[1].isVisible() and not bar.more.isVisible()
    theme.room(True)
    assert bar.buttons[0].isVisible() and not bar.buttons[1].isVisible() and bar.more.isVisible()
    bar.menu.aboutToShow.emit()
    bar.menu.actions()[0].trigger()
    assert pressed == ["undo"]


def test_answers_can_be_taken_away_and_are_not_chosen_to_begin_with(qtbot, theme):
    made = picks(theme, "Asked", (("yes", "Yes"), ("no", "No"), ("unknown", "Not known")))
    qtbot.addWidget(made)
    made.show()
    seen = []
    made.chosen.connect(seen.append)
    assert made.at() == ""
    qtbot.mouseClick(made.picks["no"], Qt.MouseButton.LeftButton)
    made.choose("")
    assert seen == ["no"] and made.at() == ""


def test_a_grade_is_a_sentence_and_says_which_end_is_best(qtbot, theme):
    steps = (Step(key="1", lead="Excellent", rest="It exceeded."), Step(key="2", lead="Good", rest="It met."))
    scale = ScaleChoice(theme, "Quality", steps)
    qtbot.addWidget(scale)
    scale.show()
    with qtbot.waitActive(scale):
        scale.activateWindow()
    seen = []
    scale.chosen.connect(seen.append)
    scale.options["1"].setFocus()
    qtbot.keyClick(scale.options["1"], Qt.Key.Key_Space)
    qtbot.keyClick(scale.options["1"], Qt.Key.Key_Down)
    assert seen == ["1", "2"] and scale.at() == "2"
    assert scale.options["1"].accessibleName() == "Excellent: It exceeded. 2 of 2, best"


def test_a_line_tells_only_what_changed(qtbot, theme):
    line = Line(theme, "Name", "Wyn")
    qtbot.addWidget(line)
    seen = []
    line.finished.connect(seen.append)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClicks(line, "n")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    line.seal()
    assert seen == ["Wynn"]


def test_the_wheel_never_changes_an_answer(qtbot, theme):
    choice = Choice(theme, "Setting", (("a", "A"), ("b", "B")), "a")
    qtbot.addWidget(choice)
    choice.show()
    spot = QPoint(5, 5)
    turn = QWheelEvent(
        spot, choice.mapToGlobal(spot), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    choice.wheelEvent(turn)
    assert choice.at() == "a" and not turn.isAccepted()
    choice.choose("nothing")
    assert choice.at() == ""


def test_a_problem_is_said_under_its_field_and_to_the_ear(qtbot, theme):
    line = Line(theme, "Reference")
    field = Field(theme, "&Reference", line, help="As on the notification.")
    qtbot.addWidget(field)
    field.show()
    assert line.accessibleDescription() == "As on the notification."
    field.problem("Copy it with its dashes.")
    assert field.sentence() == line.accessibleDescription() == "Copy it with its dashes."
    field.problem("")
    assert line.accessibleDescription() == "As on the notification." and not field.sentence()


def test_a_date_says_how_it_was_understood_while_it_is_typed(qtbot, theme):
    def understand(said):
        if "2024" not in said:
            raise Refused("not-understood", "Say a year.")
        return "about March 2024"

    field = DateField(theme, "When", understand)
    qtbot.addWidget(field)
    field.show()
    assert field.understood() and not field.under.isVisible()
    qtbot.keyClicks(field.line, "mar")
    assert field.under.text() == "Say a year." and not field.understood()
    qtbot.keyClicks(field.line, " 2024")
    assert field.under.text() == "Understood as about March 2024" and field.understood()


def bars(count):
    day = date(2023, 1, 1)
    return tuple(
        Bar(key=f"k{i}", lane=f"L{i % 6}", first=day + timedelta(days=3 * i), begun=day + timedelta(days=3 * i),
            ended=day + timedelta(days=3 * i), last=day + timedelta(days=3 * i + i % 40), label=f"Entry {i}", when="then")
        for i in range(count)
    )  # fmt: skip


def test_words_of_one_line_never_cover_words_of_another():
    frame = Frame(left=100, width=1200, start=date(2023, 1, 1), end=date(2026, 1, 1))
    room = {f"k{i}": 70.0 for i in range(300)}
    placed = pack(bars(300), frame, room, 12, 6)
    assert sum(len(v) for v in placed.values()) == 300
    for lane in placed.values():
        taken: dict[int, float] = {}
        for one in sorted(lane, key=lambda p: p.left):
            right = max(one.x1, one.x1 if one.inside or one.words < one.x0 else one.x1 + 70)
            assert one.left > taken.get(one.line, -1)
            taken[one.line] = right


def test_lanes_and_list_share_a_selection(qtbot, theme):
    lanes = TimelineLanes(theme)
    qtbot.addWidget(lanes)
    lanes.resize(1000, 200)
    lanes.show_entries(tuple(f"L{i}" for i in range(6)), bars(300))
    lanes.span(date(2023, 1, 1), date(2026, 1, 1))
    lanes.show()
    seen, opened = [], []
    lanes.chosen.connect(seen.append)
    lanes.opened.connect(opened.append)
    qtbot.keyClick(lanes, Qt.Key.Key_Right)
    qtbot.keyClick(lanes, Qt.Key.Key_Right)
    qtbot.keyClick(lanes, Qt.Key.Key_Return)
    assert seen == ["k0", "k1"] and opened == ["k1"]
    assert lanes.accessibleDescription() == "then, Entry 1, L1"
    lanes.choose("k7")
    assert seen == ["k0", "k1"] and lanes.at() == "k7"
    box = lanes._box(lanes._placed["L2"][0])
    qtbot.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert seen[-1] == "k2"


def test_a_section_says_its_state(qtbot, theme):
    rail = SectionRail(theme)
    qtbot.addWidget(rail)
    rail.show_sections(
        (
            Section(key="a", title="Pen portrait", icon="feather", state="begun", remarks=2),
            Section(key="b", title="Grades", icon="scale", open=False),
        )
    )
    said = [rail.item(i).data(Qt.ItemDataRole.AccessibleTextRole) for i in range(2)]
    assert said == ["Pen portrait, begun, has remarks, 2 remarks", "Grades, empty, not open yet"]
    entered = []
    rail.entered.connect(entered.append)
    rail.setCurrentRow(0)
    qtbot.keyClick(rail, Qt.Key.Key_Return)
    assert entered == ["a"]


@pytest.mark.parametrize(("many", "shown"), [(2, "2"), (99, "99"), (361, "99+")])
def test_a_folded_panel_never_shows_part_of_a_number(qtbot, theme, many, shown):
    panel = SidePanel(theme)
    qtbot.addWidget(panel)
    panel.show_remarks("again", tuple(Remark(key=str(i), where="Timeline", says="Look.") for i in range(many)))
    panel.fold(True)
    assert panel.width() >= panel.counts["again"].sizeHint().width()
    assert panel.counts["again"].text() == shown and panel.counts["again"].accessibleName() == f"Worth another look: {many}"


def test_the_square_of_a_section_grows_with_its_number(qtbot, theme):
    def left_edge(remarks):
        image = QImage(80, 24, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        section = Section(key="timeline", title="Timeline", icon="list", remarks=remarks)
        paint_state(painter, theme, QRectF(56, 4, 16, 16), section)
        painter.end()
        return next(x for x in range(80) if image.pixelColor(x, 12) != QColor("white"))

    assert left_edge(361) < left_edge(36) - 3 < left_edge(1)


def picture(kind):
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#005EB8"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(data.data())


@pytest.mark.parametrize("kind", ["png", "jpeg", "bmp"])
def test_pictures_are_shown_from_memory(theme, kind):
    data = picture(kind)
    assert kind_of(data) == kind
    pages = open_pages(data)
    assert pages.count() == 1 and pages.image(0, 80).width() == 80


@pytest.mark.parametrize("untrusted", [b"\x89PNG\r\n\x1a\nrubbish", b"%PDF-1.7 rubbish", b"\x00\x01\x02", b"GIF89a"])
def test_what_cannot_be_shown_is_said(qtbot, theme, untrusted):
    view = DocumentView(theme)
    qtbot.addWidget(view)
    view.show()
    view.show_document("Letter", lambda: untrusted)
    assert "cannot be shown" in view.problem.words.text() and view.problem.isVisible() and not view.split.isVisible()


def test_a_letter_is_turned_selected_and_cited_by_key(qtbot, theme):
    import io

    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    sheet = Canvas(out)
    for said in ("First page", "Seen at the surgery"):
        sheet.drawString(72, 700, said)
        sheet.showPage()
    sheet.save()
    view = DocumentView(theme)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    with qtbot.waitActive(view):
        view.activateWindow()
    view.show_document("Letter", out.getvalue)
    assert view.where.text() == "Page 1 of 2" and view.text.text().strip() == "First page" and abs(view.sheet.picture.width() - 700) < 2
    cited = []
    view.cited.connect(cited.append)
    view.text.setFocus()
    qtbot.keyClick(view.text, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view.page() == 2
    view.text.selectAll()
    qtbot.keyClick(view.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert cited[0].page == 2 and cited[0].words.strip() == "Seen at the surgery" and cited[0].box is None
    view.close_document()
    assert view.text.text() == "" and view.sheet.picture.isNull()


def test_a_rectangle_is_cited_as_shares_of_the_page(qtbot, theme):
    view = DocumentView(theme)
    qtbot.addWidget(view)
    view.show()
    view.show_document("Scan", lambda: picture("png"))
    wide, tall = view.sheet.width(), view.sheet.height()
    qtbot.mousePress(view.sheet, Qt.MouseButton.LeftButton, pos=QPoint(wide // 4, tall // 4))
    qtbot.mouseMove(view.sheet, QPoint(wide // 2, tall // 2))
    qtbot.mouseRelease(view.sheet, Qt.MouseButton.LeftButton, pos=QPoint(wide // 2, tall // 2))
    assert view.place().box == pytest.approx((0.25, 0.25, 0.25, 0.25), abs=0.02)


def test_a_reason_is_asked_and_escape_leaves_it(qtbot, theme, monkeypatch):
    seen = []

    def answer(self):
        assert not self.verb.isEnabled()
        text = self.findChild(asking.AutosaveText)
        qtbot.keyClicks(text, "Her own words")
        seen.append(self.verb.isEnabled())
        return QDialog.DialogCode.Accepted if len(seen) == 1 else QDialog.DialogCode.Rejected

    monkeypatch.setattr(asking.Calm, "exec", answer)
    assert asking.ask_words(theme, None, "Keep it", "", "Why", "Keep") == "Her own words"
    assert asking.ask_words(theme, None, "Keep it", "", "Why", "Keep") is None
    assert seen == [True, True]


def test_a_window_that_tells_is_as_tall_as_its_words(qtbot, theme):
    box = asking.Calm(theme, None, "What is protected", protected(theme), verb="Close")
    qtbot.addWidget(box)
    box.fit_words()
    box.show()
    assert box.height() == min(box.layout().totalHeightForWidth(box.width()), box.screen().availableGeometry().height())
    assert box.height() <= 560 and box.verb.geometry().bottom() < box.height()


def test_an_ampersand_is_a_letter_also_beside_a_field_and_on_a_button(qtbot, theme):
    said = "A & E, health && wellbeing, <pet> &lt;"
    label, line, plain = words(said), Line(theme, "Where"), words(said)
    made = button(theme, said)
    for widget in (label, line, plain, made):
        qtbot.addWidget(widget)
    label.setBuddy(line)
    assert label.text() == plain.text() == said and label.grab().toImage() == plain.grab().toImage()
    label.setText("Health & wellbeing")
    assert label.text() == "Health & wellbeing"
    assert made.shortcut().isEmpty() and made.text() == said.replace("&", "&&")
