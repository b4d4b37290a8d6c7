"""The overview says where one was, how much time there is, who is awaited, and what comes next; undo undoes the last named step."""

import threading
from dataclasses import replace

import pytest

from leder_desktop.model.conversation import Conversation, Quotation
from leder_desktop.model.evidence import Request
from leder_desktop.operations import cases, checks, conversations, independence, person, requests, snapshot
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.desktops import on_overview, screen_of, settle
from ui.overview import standing


@pytest.fixture
def opened(qtbot, theme, desk, session):
    with on_overview(qtbot, theme, desk, session) as made:
        yield made


def test_name_life_and_time_are_said_in_words(qtbot, opened):
    page = screen_of(opened)
    assert page.name.text() == "Mari" and page.life.text() == "4 May 1970 to 20 August 2026, aged 56"
    assert page.below.left.text() == "99 days left" and "Due 28 February 2027" in page.below.due.text()
    assert "99 days left" in opened.window.bar.due.text()


def test_where_was_i_says_what_was_kept_last(qtbot, opened):
    page = screen_of(opened)
    assert "You were last writing here today" in page.visited.text() and "take in the notification" in page.wrote.text()


def test_people_and_records_say_what_is_awaited(qtbot, opened):
    said = Quotation(words="You knew she was in.", may_be_quoted=("portrait",))
    opened.case.do(conversations.add, Conversation(id="", who="Nia", relationship="Sister", waits="a time to meet", quotations=(said,)))
    opened.case.do(requests.add, Request(id="", organisation="Elm Row Surgery", what="GP record"))
    from PySide6.QtWidgets import QLabel

    page = screen_of(opened)
    page.below.make_rest()
    shown = " | ".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())
    assert "Nia, sister" in shown and "Awaited: a time to meet" in shown and "Elm Row Surgery" in shown
    assert page.quote.text() == "“You knew she was in.”"
    assert any("Elm Row" in made.text() for made in page.next_buttons) or len(page.next_buttons) == 3


def test_the_first_way_goes_where_it_says(qtbot, opened):
    page = screen_of(opened)
    first = page.next_buttons[0]
    section = next(key for key, title in standing.TITLES.items() if first.text().startswith(title))
    first.click()
    assert opened.window.section == section


def test_undo_takes_back_the_last_named_step(qtbot, opened):
    before = snapshot.person(opened.session)
    opened.case.do(person.describe, replace(before, known_as="Maz"))
    page = screen_of(opened)
    assert page.undo.text() == "Undo: Describe the person" and page.name.text() == "Maz"
    page.undo.click()
    assert snapshot.person(opened.session).known_as == "Mari" and page.name.text() == "Mari"


def test_remarks_stand_beside_it_and_jump(qtbot, opened):
    settle()
    left = opened.window.panel.lists["left"]._remarks
    assert left and all(remark.to.partition("#")[0] in standing.TITLES for remark in left)
    confirm = next(r for which in ("left", "again") for r in opened.window.panel.lists[which]._remarks if "#person." in r.to)
    opened.window.panel.jumped.emit(confirm.key)
    assert opened.window.section == "person"


def test_where_a_remark_points_is_a_section():
    for where, section in (("person.nhs_number", "person"), ("entry/7", "timeline"), ("portrait", "portrait"), ("focused.F10", "grades"),
                           ("initial.O07", "decision"), ("initial.P08", "questions"), ("nowhere", "overview"),
                           ("notification.C05", "questions"), ("notification.kin", "person"), ("case.holds", "overview"),
                           ("case.notified_on", "overview"), ("case.independence", "person"), ("action/7", "actions"),
                               ("bristol-initial.B13", "decision"), ("bristol-mar.M03", "questions")):  # fmt: skip
        assert standing.section_of(where) == section


def test_the_gate_shuts_every_other_section(qtbot, theme, desk):
    closed = cases.new(desk, None)
    states = {s.key: s.open for s in standing.states(snapshot.take(closed), ())}
    assert {key for key, is_open in states.items() if is_open} == {"overview", "person"}
    cases.leave(closed)


def test_every_control_has_a_name_and_is_reached_by_keys(qtbot, opened):
    assert nameless(opened.window) == [] and clickable_without_focus(opened.window) == [] and controls(opened.window) > 5


def test_a_long_look_never_stands_between_a_key_and_the_overview(qtbot, theme, desk, session, monkeypatch):
    """After words were written it says what the last look had found, and follows the next one; the focus stays where it is."""
    with on_overview(qtbot, theme, desk, session) as made:
        page = screen_of(made)
        said = [one.label for one in page.next_buttons]
        page.next_buttons[0].setFocus()
        held, on_window = page.next_buttons[0], []
        whole = checks.look

        def look(plan):
            on_window.append(threading.current_thread() is threading.main_thread())
            return whole(plan)

        monkeypatch.setattr(checks, "look", look)
        made.case_desk.case.do(independence.declare)
        page.entered()
        assert on_window == [] and [one.label for one in page.next_buttons] == said and held.hasFocus()
        qtbot.waitUntil(lambda: [one.label for one in page.next_buttons] != said)
        assert on_window == [False] and page.next_buttons[0].label != said[0] and page.next_buttons[0].hasFocus()
