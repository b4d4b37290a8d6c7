"""Check this laptop, and what looks after it while a store is open: what is told, when, and that a sound one says nothing."""

import threading
import time

import pytest
from shiboken6 import isValid

from leder_desktop.operations import cases, doctor, evidence, laptop, self_test
from leder_desktop.store import ballast
from tests.ui.accessible import clickable_without_focus, nameless
from tests.ui.desktops import at_desk, still
from ui.settings_page.laptop import CheckLaptop


@pytest.fixture
def record(desk, session, tmp_path):
    """A closed case with a record; answers the record's file."""
    (tmp_path / "letter.txt").write_text("About trains. " * 50)
    id = evidence.attach(session, tmp_path / "letter.txt").made[0]
    cases.leave(session)
    ballast.make(desk.folder)
    return session.evidence_folder / id


def spoil(path):
    data = bytearray(path.read_bytes())
    data[-5] ^= 1
    path.write_bytes(data)


def page_of(made) -> CheckLaptop:
    made.window.acts.run("check-laptop")
    page = made.window.in_sight()
    assert isinstance(page, CheckLaptop)
    return page


def test_the_check_names_the_case_and_what_to_do(qtbot, theme, desk, record):
    spoil(record)
    made, _ = at_desk(qtbot, theme, desk)
    page = page_of(made)
    assert nameless(page) == [] and clickable_without_focus(page) == []
    page.whole.begin.click()
    qtbot.waitUntil(page.whole.damaged.isVisible, timeout=10_000)
    said = page.whole.damaged.words.text()
    assert said.startswith("LDR-T-1: ") and "backup" in said and not page.whole.whole.isVisible()
    assert doctor.found_last(desk) == 1
    made.leave()


def test_what_is_on_the_laptop_is_shown_without_a_word_of_a_case(qtbot, theme, desk, record):
    made, _ = at_desk(qtbot, theme, desk)
    said = page_of(made).on_it.listed.text()
    assert "LDR-T-1" in said and "1 record" in said
    assert not any(word in said for word in ("Mari", "Ellis", "letter", "9990001218"))
    made.leave()


@pytest.fixture
def own_places(tmp_path, monkeypatch):
    """Where the self-test looks: places of this test, not of everything that runs on the machine."""
    place = tmp_path / "places"
    place.mkdir()
    monkeypatch.setattr(self_test, "places", lambda: (place,))
    return place


def test_the_self_test_finds_nothing_and_leaves_nothing(qtbot, theme, desk, record, own_places):
    made, _ = at_desk(qtbot, theme, desk)
    page = page_of(made)
    before = sorted(path.name for path in desk.folder.rglob("*")), [row.id for row in desk.shelf.cases()]
    page.plain_sight.begin.click()
    qtbot.waitUntil(page.plain_sight.clean.isVisible, timeout=30_000)
    assert not page.plain_sight.leaked.isVisible() and page.plain_sight.begin.isEnabled()
    assert (sorted(path.name for path in desk.folder.rglob("*")), [row.id for row in desk.shelf.cases()]) == before
    made.leave()


@pytest.mark.parametrize("form", ["utf-8", "utf-16-le", "utf-16-be", "hex", "base64", "name"])
def test_a_program_that_spills_a_word_is_found_out_by_the_self_test(form, desk, own_places, monkeypatch):
    import base64

    def spilt(session, word):
        coded = {"hex": word.encode().hex().encode(), "base64": base64.b64encode(b"x" + word.encode() + b"y"), "name": b""}
        (own_places / (word if form == "name" else "spilt")).write_bytes(b"about " + (coded[form] if form in coded else word.encode(form)))

    monkeypatch.setattr(self_test, "_attach", spilt)
    found = self_test.run(desk.folder, desk.clock, lambda said: None)
    assert len(found.hits) == 1 and found.hits[0] in found.sentence() and str(own_places) in found.hits[0]


def test_a_word_across_two_pieces_of_a_file_is_found_and_an_old_file_is_not_read(tmp_path):
    word = "w" + "0123456789abcdef" * 2
    (tmp_path / "big").write_bytes(b"." * (self_test.CHUNK - 10) + word.encode() + b"." * 100)
    assert self_test.look(word, time.time(), [tmp_path], lambda said: None).hits == (str(tmp_path / "big"),)
    assert self_test.look(word, time.time() + 3600, [tmp_path], lambda said: None).files == 0


def test_a_sound_laptop_says_nothing_and_little_room_is_told_with_what_to_do(qtbot, theme, desk, record, monkeypatch):
    made, _ = at_desk(qtbot, theme, desk)
    assert not made.watch.notice.isVisible()
    monkeypatch.setattr(laptop, "free_bytes", lambda folder: 123_456_789)
    made.watch._hourly.timeout.emit()
    said = made.watch.notice.words.text()
    assert made.watch.notice.isVisible() and "123 MB" in said and "Free some space" in said
    monkeypatch.setattr(laptop, "free_bytes", lambda folder: 10 * laptop.ENOUGH)
    made.watch._hourly.timeout.emit()
    assert not made.watch.notice.isVisible()
    made.leave()


def weekly(qtbot, made, desk) -> None:
    """Lets the weekly check come to its end."""
    for _ in range(50):
        made.watch.go_on()
        qtbot.waitUntil(lambda: not made.watch._reading, timeout=10_000)
        if doctor.last_checked(desk) is not None:
            return
    raise AssertionError("the weekly check did not end")


def test_the_weekly_check_waits_until_nobody_is_at_the_window_and_says_nothing_when_all_is_whole(qtbot, theme, desk, record):
    made, _ = at_desk(qtbot, theme, desk)
    made.open_case(cases.all(desk)[0].id)
    made.watch.go_on()
    assert made.watch._weekly is None
    made.watch._quiet_seconds = lambda: 60.0
    weekly(qtbot, made, desk)
    assert not doctor.is_due(desk) and not made.watch.notice.isVisible()
    made.watch.go_on()
    assert made.watch._weekly is None
    made.leave()


def test_the_weekly_check_tells_damage_in_the_strip(qtbot, theme, desk, record):
    spoil(record)
    made, _ = at_desk(qtbot, theme, desk)
    made.watch._quiet_seconds = lambda: 60.0
    weekly(qtbot, made, desk)
    assert "LDR-T-1: " in made.watch.notice.words.text() and made.watch.notice.isVisible()
    made.watch.away.click()
    assert not made.watch.notice.isVisible()
    made.leave()


def test_a_broken_settings_file_is_told_at_the_desk_and_keeps_nobody_out(qtbot, theme, desk, record, tmp_path):
    from ui.app import Desktop

    personal = tmp_path / "settings.toml"
    personal.write_text("colour = 1")
    made = Desktop(theme, desk.folder, clock=desk.clock, restart=lambda argv: None, personal=personal)
    qtbot.addWidget(made.window, before_close_func=lambda _: still(made))
    made.window.show()
    made.put(desk)
    assert made.window.page_name == "cases" and "'colour'" in made.watch.notice.words.text()
    assert personal.read_text() == "colour = 1"
    made.leave()


def test_a_page_that_is_left_while_a_check_runs_hears_no_more_of_it(qtbot, theme, desk, record, monkeypatch):
    told, go_on = [], threading.Event()

    def slow(*_):
        go_on.wait(10)
        return self_test.Found(files=3, hits=("/somewhere/log",))

    monkeypatch.setattr(self_test, "run", slow)
    monkeypatch.setattr(doctor, "records_damage", lambda *_: slow() and [])
    made, _ = at_desk(qtbot, theme, desk)
    made.services.said.connect(told.append)
    page = page_of(made)
    page.plain_sight.begin.click()
    page.whole.begin.click()
    qtbot.waitUntil(lambda: made.jobs.running() == 2)
    made.show("cases")
    qtbot.waitUntil(lambda: not isValid(page))
    go_on.set()
    qtbot.waitUntil(lambda: made.jobs.running() == 0 and bool(told))
    assert told[0].startswith("The test word was found") and doctor.last_checked(desk) is None
    made.leave()
