"""Holds, the days of a case and the end of a review on the overview, by keyboard alone on a real store."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from leder_desktop.model.case import Hold, State
from leder_desktop.model.evidence import Request
from leder_desktop.model.signoff import Comment
from leder_desktop.operations import cases, holds, notes, requests, snapshot, visits
from leder_desktop.operations.writing import step
from tests.ui.accessible import clickable_without_focus, nameless
from tests.ui.desktops import at_desk, on_overview, screen_of

CORONER = Hold(reason="coroner", started=date(2026, 10, 1), agreed_by="Sam Okoro", expected=date(2026, 11, 1), reference="INQ-7")


@pytest.fixture
def opened(qtbot, theme, desk, session):
    with on_overview(qtbot, theme, desk, session) as made:
        yield made


def tab_to(qtbot, made, wanted: QWidget) -> None:
    """Tab until the focus is there; a field that Tab cannot reach fails here."""
    for _ in range(120):
        if QApplication.focusWidget() is wanted:
            return
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.objectName() or wanted.accessibleName()}")


def said(qtbot, made, due: str) -> None:
    """The bar follows a moment later, when the checks have looked."""
    qtbot.waitUntil(lambda: made.window.bar.due.text() == due, timeout=10_000)


def down(qtbot, choice, key: str) -> None:
    """The arrow key, until the answer is the one that is wanted."""
    for _ in range(20):
        if choice.at() == key:
            return
        qtbot.keyClick(choice, Qt.Key.Key_Down)
    raise AssertionError(key)


def move(session, state: State) -> None:
    with step(session, "Move", gate=None) as (writing, _):
        writing.put(replace(snapshot.case(session), state=state))


def test_a_hold_is_begun_and_ended_by_keyboard_alone(qtbot, opened):
    page = screen_of(opened)
    page.below.holding.allocated.line.setFocus()
    tab_to(qtbot, opened, page.below.holding.new)
    qtbot.keyClick(page.below.holding.new, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.below.holding.reason
    down(qtbot, page.below.holding.reason, "coroner")
    for wanted, typed in ((page.below.holding.started.line, "1 October 2026"), (page.below.holding.expected.line, "1 November 2026")):
        tab_to(qtbot, opened, wanted)
        qtbot.keyClicks(wanted, typed)
    tab_to(qtbot, opened, page.below.holding.keep)
    qtbot.keyClick(page.below.holding.keep, Qt.Key.Key_Space)
    assert "who agreed" in page.below.holding.problem.sentence() and snapshot.case(opened.session).holds == ()
    page.below.holding.reason.setFocus()
    tab_to(qtbot, opened, page.below.holding.agreed_by)
    qtbot.keyClicks(page.below.holding.agreed_by, "Sam Okoro")
    tab_to(qtbot, opened, page.below.holding.keep)
    qtbot.keyClick(page.below.holding.keep, Qt.Key.Key_Return)
    assert snapshot.case(opened.session).holds == (replace(CORONER, reference=""),)
    said(qtbot, opened, "99 days left · 51 days paused")
    assert opened.window.bar.held.text() == "On hold: Coroner’s investigation or inquest"
    assert page.below.counted.text() == "82 days in all, 51 paused, 31 net" and "No hold moves that day" in page.below.due.text()
    assert "thought to end on 1 November 2026" in page.remind.words.text()
    end = page.below.holding.acts[0]
    assert end.accessibleName() == "End the hold: Coroner’s investigation or inquest"
    page.below.holding.new.setFocus()
    tab_to(qtbot, opened, end)
    qtbot.keyClick(end, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.below.holding.ended.line and not page.below.holding.reason.isVisible()
    qtbot.keyClicks(page.below.holding.ended.line, "20 November 2026")
    tab_to(qtbot, opened, page.below.holding.keep)
    qtbot.keyClick(page.below.holding.keep, Qt.Key.Key_Return)
    assert snapshot.case(opened.session).holds[0].ended == date(2026, 11, 20)
    said(qtbot, opened, "99 days left · 50 days paused")
    assert opened.window.bar.held.text() == ""


def test_a_hold_is_changed_and_taken_back(qtbot, opened):
    opened.case.do(holds.begin, CORONER)
    page = screen_of(opened)
    page.below.holding.acts[1].click()
    assert page.below.holding.agreed_by.text() == "Sam Okoro" and page.below.holding.started.text() == "1 October 2026"
    page.below.holding.expected.line.setText("31 January 2027")
    page.below.holding.keep.click()
    assert snapshot.case(opened.session).holds == (replace(CORONER, expected=date(2027, 1, 31)),)
    page.below.holding.acts[2].click()
    assert snapshot.case(opened.session).holds == () and page.below.holding.none.isVisible()


def test_what_is_half_typed_in_the_form_is_there_again_after_a_lock(qtbot, opened):
    page = screen_of(opened)
    page.below.holding.begin()
    qtbot.keyClicks(page.below.holding.agreed_by, "Sam Ok")
    opened.open_case(opened.session.case)
    again = screen_of(opened)
    assert again is not page and again.below.holding.agreed_by.text() == "Sam Ok" and again.below.holding.form.isVisible()


def test_allocation_and_the_familys_wish_are_kept_when_they_are_left(qtbot, opened):
    page = screen_of(opened)
    page.below.holding.allocated.line.setFocus()
    qtbot.keyClicks(page.below.holding.allocated.line, "3 September 2026")
    qtbot.keyClick(page.below.holding.allocated.line, Qt.Key.Key_Tab)
    assert snapshot.case(opened.session).allocated_on == date(2026, 9, 3)
    qtbot.keyClicks(page.below.holding.family.line, "1 August 2026")
    qtbot.keyClick(page.below.holding.family.line, Qt.Key.Key_Tab)
    assert "gone already" in page.below.holding._days[page.below.holding.family][1].sentence()
    page.below.holding.family.line.setText("24 December 2026")
    page.below.holding.family.line.seal()
    assert snapshot.case(opened.session).family_waits_until == date(2026, 12, 24)


def test_where_was_i_tells_the_last_visit_what_others_did_since_and_three_fields_as_links(qtbot, theme, desk, session):
    notes.set(session, "portrait", "She sang.")
    requests.add(session, Request(id="", organisation="Elm Row Surgery", what="GP record"))
    with session.file.step("Return with comments", by="Roz Ahmed") as writing:
        writing.put(Comment(id="c1", text="Say more.", by="Roz Ahmed", at=session.clock.now()))
    id = session.case
    cases.leave(session)
    made, _ = at_desk(qtbot, theme, desk)
    made.open_case(id, "overview")
    page = screen_of(made)
    assert page.visited.text().startswith("You were last writing here today at") and "3 steps in" in page.wrote.text()
    assert "the last: add request for records" in page.wrote.text()
    seen = visits.last(made.session, snapshot.take(made.session))
    assert seen.since == ("Roz Ahmed wrote here: Return with comments.", "1 comment from Roz Ahmed to answer.")
    assert page.since.isVisible()
    assert 1 <= len(page.next_buttons) <= 3 and all(": " in made.text() for made in page.next_buttons)
    page.next_buttons[0].setFocus()
    where = page.next_buttons[0].text().partition(":")[0]
    qtbot.keyClick(page.next_buttons[0], Qt.Key.Key_Return)
    assert page.next_buttons and next(s.title for s in _sections() if s.key == made.window.section) == where
    made.leave()


def _sections():
    from ui.sections import SECTIONS

    return SECTIONS


def test_after_the_panel_the_review_is_completed_by_keyboard(qtbot, opened):
    page = screen_of(opened)
    assert not page.below.after.met_on.isVisible()
    move(opened.session, State.EXPORTED)
    page.read()
    assert page.below.after.isVisible() and page.next_buttons[0].text() == "Record when the panel met"
    qtbot.keyClick(page.next_buttons[0], Qt.Key.Key_Return)
    qtbot.keyClicks(page.below.after.met_on.line, "18 November 2026")
    tab_to(qtbot, opened, page.below.after.outcome)
    down(qtbot, page.below.after.outcome, "no-actions")
    tab_to(qtbot, opened, page.below.after.signed_off)
    qtbot.keyClick(page.below.after.signed_off, Qt.Key.Key_Space)
    tab_to(qtbot, opened, page.below.after.keep_panel)
    qtbot.keyClick(page.below.after.keep_panel, Qt.Key.Key_Return)
    case = snapshot.case(opened.session)
    assert page.below.after.panel_problem.sentence() == ""
    assert (case.state, case.panel.outcome, case.panel.signed_off) == (State.PANEL, "no-actions", True)
    tab_to(qtbot, opened, page.below.after.complete)
    qtbot.keyClick(page.below.after.complete, Qt.Key.Key_Return)
    assert "offered the draft and a copy" in page.below.after.problem.sentence()
    for chosen, _ in page.below.after.offers.values():
        chosen.picks["offered"].setFocus()
        qtbot.keyClick(chosen.picks["offered"], Qt.Key.Key_Space)
    page.below.after.keep_offer.setFocus()
    qtbot.keyClick(page.below.after.keep_offer, Qt.Key.Key_Return)
    page.below.after.complete.setFocus()
    qtbot.keyClick(page.below.after.complete, Qt.Key.Key_Return)
    assert snapshot.case(opened.session).state == State.COMPLETED, page.below.after.problem.sentence()
    said(qtbot, opened, "")
    assert "the clock stands still" in page.below.after.done.text()
    assert page.below.left.text() == "Completed"


def test_every_control_of_holds_and_of_the_end_has_a_name_and_is_reached_by_keys(qtbot, opened):
    opened.case.do(holds.begin, CORONER)
    page = screen_of(opened)
    page.below.holding.begin()
    move(opened.session, State.PANEL)
    page.read()
    assert nameless(opened.window) == [] and clickable_without_focus(opened.window) == []


def test_at_large_text_the_focus_is_in_sight_after_a_hold_was_kept(qtbot, theme, opened):
    theme.size(2.0)
    page = screen_of(opened)
    holding = page.below.holding
    holding.begin()
    qtbot.waitUntil(lambda: not holding.reason.visibleRegion().isEmpty())
    down(qtbot, holding.reason, "coroner")
    holding.agreed_by.setText("Sam Okoro")
    holding.keep.click()
    assert QApplication.focusWidget() is holding.new
    qtbot.waitUntil(lambda: holding.new.visibleRegion().boundingRect().height() == holding.new.height())
