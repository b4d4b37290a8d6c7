"""The remarks beside a case: what each says, and how one is kept with a reason in its place and taken back."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from ui.widgets.buttons import Button
from ui.widgets.remarks import Remark, SidePanel
from ui.widgets.words import Words


def acts(panel, kind="again"):
    QApplication.processEvents()  # what was added to a layout is shown in the next turn
    return {b.accessibleName(): b for b in panel.lists[kind].findChildren(Button) if b.isVisibleTo(panel.lists[kind])}


def test_remarks_jump_and_are_kept_with_a_reason_and_taken_back(qtbot, theme):
    panel = SidePanel(theme)
    qtbot.addWidget(panel)
    panel.resize(400, 700)
    panel.show()
    grades = Remark(key="r", where="Grades", says="Look.", why="A source.", todo="Do this.")
    open_ones = (grades, Remark(key="s", where="Dates", says="No.", keep=False))
    panel.show_remarks("again", open_ones)
    jumped, kept, back = [], [], []
    panel.jumped.connect(jumped.append)
    panel.kept.connect(lambda key, why: kept.append((key, why)))
    panel.took_back.connect(back.append)
    shown = {label.text() for label in panel.lists["again"].findChildren(Words)}
    assert {"Look.", "What to do: Do this.", "Why: A source."} <= shown
    acts(panel)["Go to Grades"].click()
    assert "Keep Dates as it is, and say why" not in acts(panel)
    acts(panel)["Keep Grades as it is, and say why"].click()
    item = panel.lists["again"].items["r"]
    keep = acts(panel)["Keep Grades for this reason"]
    assert item.reason is not None and item.reason.hasFocus() and not keep.isEnabled()
    qtbot.keyClicks(item.reason, "We asked.")
    panel.show_remarks("again", (*open_ones, Remark(key="t", where="Time", says="New.")))
    item = panel.lists["again"].items["r"]
    assert item.typed() == "We asked." and item.reason.hasFocus()
    acts(panel)["Keep Grades for this reason"].click()
    assert jumped == ["r"] and kept == [("r", "We asked.")] and item.typed() is None
    panel.show_remarks("again", (replace(open_ones[0], kept="We asked."), open_ones[1]))
    assert panel.tabs.buttons[1].accessibleName() == "Worth another look: 1"
    assert "Take back the reason on Grades" not in acts(panel)
    acts(panel)["Kept with a reason: 1"].click()
    assert "Kept: We asked." in {label.text() for label in panel.lists["again"].findChildren(Words) if label.isVisibleTo(panel)}
    acts(panel)["Take back the reason on Grades"].click()
    assert back == ["r"]
    panel.fold(True)
    assert panel.counts["again"].isVisible() and panel.counts["again"].accessibleName() == "Worth another look: 1"
