"""The composition root: options, hardening, starting again, the palette, and that a refusal is always its sentence."""

import sys

import pytest
from PySide6.QtCore import Qt

from leder_desktop.errors import Refused
from leder_desktop.operations import cases
from tests.ui.desktops import at_desk
from ui import app, case_desk
from ui.shots import looks
from ui.unlock import process


def test_a_process_is_hardened_before_there_is_a_key(tmp_path):
    import subprocess

    look = "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    code = f"from leder_desktop.keys.harden import harden; harden(); import resource, ctypes; {look}"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    if sys.platform.startswith("linux"):
        assert said.stdout.strip() == "(0, 0) 0"


def test_the_qt_that_kills_long_sessions_is_refused(monkeypatch):
    monkeypatch.setattr(process, "QT_FOR_PYTHON", (6, 12))
    monkeypatch.setattr(sys, "version_info", (3, 11, 2))
    with pytest.raises(Refused, match="6.11.3"):
        process.refuse_broken_qt()
    monkeypatch.setattr(process, "QT_FOR_PYTHON", (6, 11))
    process.refuse_broken_qt()


def test_a_lock_starts_this_program_again_with_its_reason(monkeypatch):
    started = []
    monkeypatch.setattr(process.subprocess, "Popen", lambda command, **more: started.append((command, more)))
    monkeypatch.setattr(process.os, "_exit", lambda code: started.append(code))
    process.start_again(["--store", "x", "--reason", "Locked by you."])
    assert started[0][0] == [sys.executable, "-m", "ui", "--store", "x", "--reason", "Locked by you."]
    assert started[1] == 0
    options = app.parse(started[0][0][3:])
    assert (str(options.store), options.reason, options.text, options.palette) == ("x", "Locked by you.", 1.0, "light")


def test_the_palette_finds_a_case_and_opens_it(qtbot, theme, desk, session):
    cases.leave(session)
    made, _ = at_desk(qtbot, theme, desk)
    found = [f for source in made.window.sources for f in source("mari")]
    assert [f.says for f in found] == ["Mari"]
    found[0].run()
    assert made.window.case is not None
    made.leave()


def test_f9_covers_everything_and_the_title_never_says_who(qtbot, theme, desk, session):
    id = session.case
    cases.leave(session)
    made, _ = at_desk(qtbot, theme, desk)
    made.open_case(id)
    assert made.window.windowTitle() == "LeDeR Desktop"
    qtbot.keyClick(made.window, Qt.Key.Key_F9)
    assert made.window.cover.isVisible() and not made.window.bar.isVisible()
    made.window.privacy(False)
    made.leave()


def test_a_refusal_of_the_case_menu_is_its_sentence(qtbot, theme, desk, session, monkeypatch):
    told = []
    monkeypatch.setattr(case_desk, "tell", lambda *said: told.append(said[-1]))
    id = session.case
    cases.leave(session)
    made, _ = at_desk(qtbot, theme, desk)
    made.open_case(id)
    made.case_desk.asked(lambda case: case.do(cases.reopen, "why not"))
    assert told == ["Only a closed case can be reopened."]
    made.leave()


def test_a_damaged_case_leaves_one_at_the_board_with_a_sentence(qtbot, theme, desk, session, monkeypatch):
    told = []
    monkeypatch.setattr(case_desk.salvaging, "offer", lambda *said: told.append(said[4]))
    id = session.case
    cases.leave(session)
    file = desk.folder / "cases" / id / "case.leder"
    whole = bytearray(file.read_bytes())
    whole[0:200] = bytes(200)
    file.write_bytes(whole)
    made, _ = at_desk(qtbot, theme, desk)
    made.open_case(id)
    assert len(told) == 1 and made.window.page_name == "cases"
    made.leave()


def test_the_check_of_this_laptop_says_that_all_is_whole(qtbot, theme, desk, session):
    cases.leave(session)
    made, _ = at_desk(qtbot, theme, desk)
    made.window.acts.run("check-laptop")
    page = made.window.in_sight()
    page.whole.begin.click()
    qtbot.waitUntil(lambda: page.whole.whole.isVisible(), timeout=10_000)
    assert "whole" in page.whole.whole.words.text() and not page.whole.damaged.isVisible()
    made.leave()


def test_pictures_are_of_every_palette_and_every_size():
    assert [look.name() for look in looks(("light", "dark"), (1.0, 2.0))] == ["light", "dark", "light-200"]
