"""Typing in the pen portrait of a large review, with rests in which the checks look: how long a key is in coming back."""

import gc
import statistics
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from leder_desktop.operations import cases
from tests.bench.test_store import large
from tests.ui.desktops import at_desk
from ui.looking import REST_MS
from ui.widgets.autosave_text import AutosaveText

pytestmark = pytest.mark.long
AT_ONCE_S = 0.1
"""Up to a tenth of a second an answer feels instant (Nielsen, Usability Engineering, 1993; as remembered)."""


def test_no_key_waits_for_the_remarks(qtbot, theme, desk, capsys):
    session = large(desk)
    id = session.case
    cases.leave(session)
    made, _ = at_desk(qtbot, theme, desk)
    made.open_case(id)
    made.window.go("portrait")
    paper = max(made.window.in_sight().findChildren(AutosaveText), key=lambda text: len(text.text()))
    paper.setFocus()
    looks = []
    made.case_desk.looking.looked.connect(lambda *_: looks.append(1))
    waited: list[float] = []
    gc.enable()
    for burst in range(12):
        for _ in range(15):
            began = time.perf_counter()
            QTest.keyClick(paper, Qt.Key.Key_A)
            QApplication.processEvents()
            waited.append(time.perf_counter() - began)
            QTest.qWait(30)
        QTest.qWait(REST_MS + 60 * burst)  # the next burst begins before, in and after a look
    gc.disable()
    made.case_desk.leave()
    worst, usual = max(waited), statistics.median(waited)
    with capsys.disabled():
        print(f"\nkeys: usual {usual * 1000:.1f} ms, worst of {len(waited)} {worst * 1000:.1f} ms, {len(looks)} looks meanwhile")
    assert looks and usual < AT_ONCE_S and statistics.quantiles(waited, n=50)[-1] < AT_ONCE_S
