"""Leaving the laptop: what is missing before release; sealing, and what a recipient then finds."""

import threading

import pytest
from PySide6.QtCore import Qt

from leder_desktop.model.case import State
from leder_desktop.operations import export, release, report, sample, snapshot, submit, verify
from tests import signers
from tests.signers import PIN, REVIEWER, SENIOR
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.case_window import opener, window
from tests.ui.signoff.hand import SLOW_MS, countersign, sign
from ui.leaving.view import LeavingScreen
from ui.signoff.view import SignOffScreen


@pytest.fixture
def paths(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    return signers.papers(folder)


@pytest.fixture
def roz(desk, paths):
    made = sample.take_in(desk)
    signers.take_in(desk, paths)
    yield made
    made.file.close()


@pytest.fixture
def released(roz, paths):
    submit.submit(roz, REVIEWER, lambda: PIN)
    release.release(roz, SENIOR, lambda: PIN, untrusted_recipients=[paths["recipient"].read_bytes()])
    return roz


@pytest.fixture
def opened(qtbot, theme, released):
    return opener(qtbot, theme)(released, leaving=LeavingScreen)


@pytest.fixture
def screen(opened):
    return opened[1]


def settled(qtbot, screen):
    qtbot.waitUntil(lambda: screen._job is None, timeout=SLOW_MS)


def checked(folder, paths, clock):
    return verify.verify(
        [folder], key=paths["recipient-key"], trust=[paths["root"]], crl=[paths["crl"]], roles=None, at=clock.now(), pin=lambda: ""
    )


def test_from_sign_off_to_a_bundle_that_the_recipient_can_verify(qtbot, theme, roz, paths, tmp_path, clock, monkeypatch):
    """The whole way in the window: sign, countersign, seal; then with the recipient's key, as they would."""
    made = window(qtbot, theme, roz, {"signoff": SignOffScreen, "leaving": LeavingScreen})
    signoff = made.in_sight()
    sign(qtbot, signoff)
    countersign(qtbot, signoff, paths)
    from ui.signoff.view import SIGN

    signoff.turn_to(SIGN)
    made.go("leaving")
    leaving = made.in_sight()
    assert leaving.first.hasFocus() and "Demo platform" in leaving.goes._to.itemAt(0).widget().findChildren(type(leaving.missing))[0].text()
    monkeypatch.setattr("ui.choose_file.folder", lambda *_: tmp_path / "out")
    qtbot.keyClick(leaving.seal_button, Qt.Key.Key_Space)
    settled(qtbot, leaving)
    assert leaving.problem.sentence() == "" and snapshot.case(roz).state == State.EXPORTED
    assert leaving.sealed.isVisible() and leaving.sealed.good.isVisible() and not leaving.sealed.bad.isVisible()
    verdict = checked(tmp_path / "out", paths, clock)
    assert verdict["verdict"] == "good" and verdict["problems"] == [] and verdict["sample"] is True
    assert {row.name for row in leaving.sealed.table.rows.rows} == {path.name for path in (tmp_path / "out").iterdir()}
    made.services.jobs.wait()


def test_before_release_it_says_what_is_missing(qtbot, theme, session, roz):
    _, mari = opener(qtbot, theme)(session, leaving=LeavingScreen)
    assert mari.not_yet.isVisible() and "to be put right" in mari.missing.text() and not mari.sealing.isVisible()
    _, ready = opener(qtbot, theme)(roz, leaving=LeavingScreen)
    assert ready.missing.text() == "The review is not signed yet: by you, then by the senior reviewer."
    submit.submit(roz, REVIEWER, lambda: PIN)
    ready.entered()
    assert "has not countersigned" in ready.missing.text()


def test_the_files_are_listed_with_their_sums(qtbot, screen, tmp_path):
    import hashlib

    screen.seal_into(tmp_path / "out")
    settled(qtbot, screen)
    for row in screen.sealed.table.rows.rows:
        data = (tmp_path / "out" / row.name).read_bytes()
        assert (row.sha512, row.bytes) == (hashlib.sha512(data).hexdigest(), len(data))
    screen.sealed.table.setFocus()
    qtbot.keyClick(screen.sealed.table, Qt.Key.Key_Down)
    last = screen.sealed.table.rows.rows[-1]
    assert screen.sealed.sums.text().replace("\n", "") == last.sha512


def test_what_can_be_said_without_the_key_notices_a_flipped_byte_and_a_lost_volume(released, tmp_path, clock):
    folder = tmp_path / "out"
    export.export(released, folder)
    assert verify.sealed(folder, at=clock.now())["verdict"] == "good"
    volume = next(folder.glob("*.p7m"))
    whole = volume.read_bytes()
    volume.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    assert [p["code"] for p in verify.sealed(folder, at=clock.now())["problems"]] == ["VOLUME-CHANGED"]
    volume.unlink()
    assert [p["code"] for p in verify.sealed(folder, at=clock.now())["problems"]] == ["VOLUME-MISSING"]


def test_a_bad_reading_back_is_amber_and_never_green(screen):
    screen.sealed.show_files("the folder", [])
    screen.sealed.show_verdict({"problems": [{"code": "VOLUME-CHANGED", "sentence": "It was changed.", "path": "a.p7m"}]})
    assert screen.sealed.bad.isVisible() and not screen.sealed.good.isVisible()
    assert "a.p7m It was changed." in screen.sealed.bad.words.text()


def test_a_folder_that_holds_it_already_is_refused_and_left_as_it_was(qtbot, screen, tmp_path):
    folder = tmp_path / "out"
    screen.seal_into(folder)
    settled(qtbot, screen)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    screen.seal_into(folder)
    settled(qtbot, screen)
    assert "already holds" in screen.problem.sentence() and not screen.sealed.isVisible()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_stopping_leaves_nothing_behind(qtbot, screen, released, tmp_path, monkeypatch):
    gate, build = threading.Event(), export.build

    def waits(plan, *, progress):
        assert gate.wait(30)
        return build(plan, progress=progress)

    monkeypatch.setattr(export, "build", waits)
    screen.seal_into(tmp_path / "out")
    assert screen.progress.isVisible() and not screen.seal_button.isEnabled()
    qtbot.mouseClick(screen.progress.stop, Qt.MouseButton.LeftButton)
    gate.set()
    settled(qtbot, screen)
    assert "Nothing was left" in screen.problem.sentence()
    assert not (tmp_path / "out").exists() and snapshot.case(released).state == State.RELEASED
    assert screen.seal_button.isEnabled()


def test_the_report_is_saved_before_and_after_release(qtbot, theme, roz, paths, tmp_path, monkeypatch):
    _, screen = opener(qtbot, theme)(roz, leaving=LeavingScreen)
    monkeypatch.setattr("ui.choose_file.save_as", lambda *_: tmp_path / "draft.pdf")
    qtbot.mouseClick(screen.pdf, Qt.MouseButton.LeftButton)
    settled(qtbot, screen)
    assert (tmp_path / "draft.pdf").read_bytes() == report.build(report.prepare(roz)).pdf and screen.pdf_done.isVisible()
    qtbot.mouseClick(screen.pdf, Qt.MouseButton.LeftButton)
    settled(qtbot, screen)
    assert "already a file" in screen.pdf_problem.sentence()
    submit.submit(roz, REVIEWER, lambda: PIN)
    release.release(roz, SENIOR, lambda: PIN, untrusted_recipients=[paths["recipient"].read_bytes()])
    screen.entered()
    monkeypatch.setattr("ui.choose_file.save_as", lambda *_: tmp_path / "final.pdf")
    qtbot.mouseClick(screen.pdf, Qt.MouseButton.LeftButton)
    assert (tmp_path / "final.pdf").read_bytes() == export.final_report(roz)


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_every_control_has_a_name(qtbot, opened, theme, tmp_path, size):
    made, screen = opened
    theme.size(size)
    assert nameless(made) == [] and clickable_without_focus(made) == []
    screen.seal_into(tmp_path / "out")
    settled(qtbot, screen)
    assert nameless(made) == [] and clickable_without_focus(made) == []
    assert controls(made) > 10
