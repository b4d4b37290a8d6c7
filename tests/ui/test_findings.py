"""Findings: kept when whole, held when not, undone by a button."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from leder_desktop.model.conversation import Conversation, Quotation
from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import Factor, Finding, Quoted
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import conversations, evidence, findings, timeline
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.case_window import opener
from ui.findings.view import FindingsScreen
from ui.widgets.buttons import Button
from ui.widgets.choose_rows import ChooseRows
from ui.widgets.fields import Line
from ui.widgets.words import Words

TOAST = "On the ward she was given toast, nearly flat in bed."


@pytest.fixture
def entry(session):
    draft = Draft(when=understand("2026-07-01"), what="Given toast nearly flat in bed", sources=(Source(conversation="tunde"),))
    return timeline.add(session, draft).made[0]


@pytest.fixture
def said(session):
    """A quotation of a conversation, as a finding names it."""
    words = (Quotation(words="When she goes polite, you ring somebody."),)
    conversations.add(session, Conversation(id="", who="Tunde", quotations=words))
    return Quoted(conversation="tunde", quotation=conversations.conversations(session)[0].quotations[0].id)


@pytest.fixture
def record(session, tmp_path):
    path = tmp_path / "chart.txt"
    path.write_text("Fluid chart")
    evidence.attach(session, path)
    return evidence.evidence(session)[0].id


@pytest.fixture
def went(opened):
    """Where the window was told to go."""
    places = []
    opened[1].services.went.connect(lambda section, field: places.append((section, field)))
    return places


@pytest.fixture
def opened(qtbot, theme, session, entry):
    return opener(qtbot, theme)(session, findings=FindingsScreen)


@pytest.fixture
def screen(opened):
    return opened[1]


def write(qtbot, screen, text, kind="good-practice"):
    qtbot.mouseClick(screen.add, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(screen.form.text, text)
    screen.form.kind.buttons[("good-practice", "learning", "concern").index(kind)].click()


def test_a_finding_is_written_with_keys_and_kept_with_a_click(qtbot, screen, session):
    write(qtbot, screen, TOAST, "learning")
    qtbot.mouseClick(screen.keep, Qt.MouseButton.LeftButton)
    (kept,) = findings.findings(session)
    assert (kept.text, kept.kind) == (TOAST, "learning")
    assert screen.groups.tables["learning"].rows.rowCount() == 1 and screen.groups.titles["learning"].text() == "Learning  1"
    assert not screen.keep.isEnabled()


def test_a_serious_concern_waits_for_who_was_told(qtbot, screen, session):
    write(qtbot, screen, TOAST, "concern")
    qtbot.mouseClick(screen.form.severity.picks["serious"], Qt.MouseButton.LeftButton)
    told = screen.form.told
    assert told.form.isVisible()
    qtbot.mouseClick(screen.keep, Qt.MouseButton.LeftButton)
    assert findings.findings(session) == [] and "who has been told" in screen.problem.sentence()
    assert screen.form.text.text() == TOAST
    told.to.setFocus()
    qtbot.keyClicks(told.to, "adult")
    qtbot.keyClick(told.to, Qt.Key.Key_Tab)
    assert told.on.line.hasFocus()
    qtbot.keyClicks(told.on.line, "the day after tomorrow, perhaps")
    qtbot.mouseClick(screen.keep, Qt.MouseButton.LeftButton)
    assert findings.findings(session) == [] and screen.problem.sentence() and told.on.text().startswith("the day after")
    told.on.line.clear()
    qtbot.keyClicks(told.on.line, "2 July 2026")
    qtbot.keyClicks(told.reference, "SG-17")
    qtbot.mouseClick(screen.keep, Qt.MouseButton.LeftButton)
    (kept,), (passed_on,) = findings.findings(session), findings.escalations(session)
    assert kept.severity == "serious" and screen.problem.sentence() == "" and not told.form.isVisible()
    assert (passed_on.to, passed_on.reference, passed_on.about) == ("safeguarding", "SG-17", (kept.id,))
    assert passed_on.on == understand("2 July 2026")


def choosing(qtbot, word):
    """In the dialog that comes up: find by a word, tick what is left with the keys, and rest the finding on it."""

    def choose():
        box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ChooseRows) and w.isVisible())
        qtbot.keyClicks(box.focusWidget(), word)
        qtbot.keyClick(box.focusWidget(), Qt.Key.Key_Down)
        qtbot.keyClick(box.focusWidget(), Qt.Key.Key_Space)
        box.verb.setFocus()
        qtbot.keyClick(box.verb, Qt.Key.Key_Return)

    QTimer.singleShot(0, choose)


def test_a_finding_rests_on_an_event_a_quotation_and_a_place_chosen_by_keys_alone(qtbot, screen, session, entry, said, record):
    write(qtbot, screen, TOAST)
    rests = screen.form.rests
    for word in ("toast", "ring somebody", "chart"):
        choosing(qtbot, word)
        rests.choose.setFocus()
        qtbot.keyClick(rests.choose, Qt.Key.Key_Space)
    page, quoted = rests.findChild(Line, "findings.place.2.page"), rests.findChild(Line, "findings.place.2.words")
    qtbot.waitUntil(quoted.isVisible)
    page.setFocus()
    qtbot.keyClicks(page, "12")
    qtbot.keyClick(page, Qt.Key.Key_Tab)
    assert screen.window().focusWidget() is quoted
    qtbot.keyClicks(quoted, "no straw")
    qtbot.keyClick(quoted, Qt.Key.Key_Return)
    screen.keep.setFocus()
    qtbot.keyClick(screen.keep, Qt.Key.Key_Return)
    (kept,) = findings.findings(session)
    assert kept.rests_on == (entry,) and kept.rests_on_quotations == (said,)
    assert kept.rests_on_places == (Source(evidence=record, page=12, words="no straw"),)
    choosing(qtbot, "toast")
    rests.choose.click()
    screen.keep.click()
    assert findings.findings(session)[0].rests_on == () and findings.findings(session)[0].rests_on_quotations == (said,)


def test_what_was_taken_away_since_is_said_and_can_be_taken_out(qtbot, screen, session, entry):
    findings.add(session, Finding(id="", kind="learning", text="Nobody asked.", rests_on=(entry,)))
    timeline.remove(session, entry)
    screen._read()
    screen.jump(findings.findings(session)[0].id)
    texts = [label.text() for label in screen.form.rests.findChildren(Words)]
    assert "An event that is no longer on the timeline" in texts
    away = next(one for one in screen.form.rests.findChildren(Button) if one.accessibleName().startswith("Take away"))
    qtbot.mouseClick(away, Qt.MouseButton.LeftButton)
    screen.keep.click()
    assert findings.findings(session)[0].rests_on == ()


def test_what_contributed_is_found_by_its_domain_and_told_in_words(qtbot, screen, session):
    write(qtbot, screen, TOAST)
    choosing(qtbot, "care provision plan")
    screen.form.factors.choose.setFocus()
    qtbot.keyClick(screen.form.factors.choose, Qt.Key.Key_Space)
    line = screen.form.factors.findChild(Line, "findings.factor.care-plan")
    line.setFocus()
    qtbot.keyClicks(line, "It lay under the bed.")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    screen.keep.click()
    assert findings.findings(session)[0].factors == (Factor(code="care-plan", text="It lay under the bed."),)


def test_that_none_was_found_is_said_with_a_key_and_goes_with_the_first_one(qtbot, screen, session):
    tick = screen.groups.looked["concern"]
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert set(findings.none_said(session)) == {"concern"} and "None found, says Priya Raman" in screen.groups._none["concern"].text()
    write(qtbot, screen, TOAST, "concern")
    screen.keep.click()
    assert findings.none_said(session) == {} and not tick.isVisible()


def test_findings_change_places_with_a_key(qtbot, opened, session):
    _, screen = opened
    made = [findings.add(session, Finding(id="", kind="learning", text=text)).made[0] for text in ("One.", "Two.", "Three.")]
    screen._read()
    screen.jump(made[2])
    qtbot.keyClick(screen.form.text, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [f.text for f in findings.findings(session)] == ["One.", "Three.", "Two."]
    shown = screen.groups.tables["learning"].rows.rows
    assert screen.form.text.text() == "Three." and [f.text for f in shown] == ["One.", "Three.", "Two."]
    qtbot.keyClick(screen.form.text, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert not screen.up.isEnabled() and screen.down.isEnabled()


def test_the_claim_map_is_read_both_ways_with_keys_and_leads_to_the_evidence(qtbot, opened, session, entry, said, went):
    _, screen = opened
    finding = findings.add(session, Finding(id="", kind="learning", text="The plan was not read.", rests_on=(entry,))).made[0]
    findings.add(session, Finding(id="", kind="concern", text="Nobody asked her mother."))
    findings.link(session, finding, said)
    assert screen.jump("claim-map") and screen.map.left.hasFocus()
    qtbot.keyClick(screen.map.left, Qt.Key.Key_Down)
    assert screen.map.right.rows.rowCount() == 0 and screen.map.nothing.isVisible()
    qtbot.keyClick(screen.map.left, Qt.Key.Key_Up)
    qtbot.keyClick(screen.map.left, Qt.Key.Key_Return)
    assert screen.map.right.hasFocus() and screen.map.right.accessibleName() == "F1 rests on"
    read = [screen.map.right.rows.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(2)]
    assert read[0].startswith("Event, ") and "toast" in read[0] and read[1].startswith("Quotation, Tunde: “When she goes polite")
    qtbot.keyClick(screen.map.right, Qt.Key.Key_Return)
    assert went == [("timeline", entry)]
    qtbot.mouseClick(screen.map.way.buttons[1], Qt.MouseButton.LeftButton)
    assert screen.map.left.choose("conversation/tunde")
    assert [line.field for line in screen.map.right.rows.rows] == [finding]
    qtbot.keyClick(screen.map.right, Qt.Key.Key_Return)
    assert screen.writing.isVisible() and screen.form.text.text() == "The plan was not read."


def test_evidence_never_cited_is_counted_sifted_and_gone_to(qtbot, opened, session, entry, said, record, went):
    _, screen = opened
    assert screen.jump("never-cited")
    never = screen.never
    assert never.title.text() == "Evidence never cited: 1 record, 1 quotation, 1 event"
    qtbot.keyClick(never.chips["record"], Qt.Key.Key_Space)
    assert [line.key for line in never.table.rows.rows] == [f"evidence/{record}"]
    qtbot.keyClick(never.table, Qt.Key.Key_Return)
    assert went == [("records", record)]
    screen.case.do(findings.add, Finding(id="", kind="learning", text="Read.", rests_on_places=(Source(evidence=record, page=1),)))
    assert never.title.text() == "Evidence never cited: 1 quotation, 1 event" and never.none.isVisible()


def test_a_change_is_kept_and_the_last_step_undone(qtbot, screen, session):
    write(qtbot, screen, TOAST)
    screen.keep.click()
    screen.form.text.setFocus()
    screen.form.text.moveCursor(screen.form.text.textCursor().MoveOperation.End)
    qtbot.keyClicks(screen.form.text, " Again.")
    qtbot.mouseClick(screen.keep, Qt.MouseButton.LeftButton)
    assert findings.findings(session)[0].text == TOAST + " Again."
    qtbot.mouseClick(screen.undo, Qt.MouseButton.LeftButton)
    assert findings.findings(session)[0].text == TOAST and screen.form.text.text() == TOAST


def test_removing_asks_first_and_undo_brings_it_back(qtbot, screen, session, monkeypatch):
    write(qtbot, screen, TOAST)
    screen.keep.click()
    monkeypatch.setattr("ui.findings.view.confirm", lambda *_: False)
    screen.remove.click()
    assert len(findings.findings(session)) == 1
    monkeypatch.setattr("ui.findings.view.confirm", lambda *_: True)
    screen.remove.click()
    assert findings.findings(session) == [] and screen.form.text.text() == ""
    screen.undo.click()
    assert findings.findings(session)[0].text == TOAST


def test_leaving_the_section_keeps_what_is_whole_and_holds_what_is_not(qtbot, screen, session):
    write(qtbot, screen, TOAST)
    screen.seal()
    assert findings.findings(session)[0].text == TOAST and not screen.held()
    write(qtbot, screen, "Nobody asked her mother.", "concern")
    screen.form.severity.picks["serious"].click()
    screen.seal()
    assert len(findings.findings(session)) == 1 and screen.held()
    assert screen.form.text.text() == "Nobody asked her mother."


def test_another_finding_does_not_push_half_written_words_aside(qtbot, screen, session):
    kept = findings.add(session, Finding(id="", kind="learning", text="The plan was not reviewed.")).made[0]
    screen._read()
    write(qtbot, screen, "Nobody asked her mother.", "concern")
    screen.form.severity.picks["serious"].click()
    assert screen.jump(kept)
    assert screen.form.text.text() == "Nobody asked her mother." and screen.problem.sentence()


def test_what_stood_in_the_form_comes_back_after_a_lock(qtbot, theme, opened, session, entry, said):
    from ui.unlock.place import half_typed, restore, whole_place

    window, screen = opened
    write(qtbot, screen, "Nobody asked her mother.", "concern")
    screen.form.severity.picks["serious"].click()
    screen.form.rests.rest_on(Finding(id="", rests_on=(entry,), rests_on_quotations=(said,)))
    screen.form.told.to.choose("police")
    screen.form.told.on.line.setText("2 Jul")
    kept = whole_place(screen.place(), half_typed(screen))
    again = FindingsScreen(theme, window.case, window.services)
    qtbot.addWidget(again)
    restore(again, kept)
    there = again.form.finding()
    assert (there.text, there.kind, there.severity, there.rests_on) == ("Nobody asked her mother.", "concern", "serious", (entry,))
    assert there.rests_on_quotations == (said,) and (again.form.told.to.at(), again.form.told.on.text()) == ("police", "2 Jul")


def test_enter_in_a_list_goes_to_the_words(qtbot, opened, session):
    _, screen = opened
    for text in ("One.", "Two."):
        findings.add(session, Finding(id="", kind="learning", text=text))
    screen._read()
    table = screen.groups.tables["learning"]
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert screen.window().focusWidget() is screen.form.text and screen.form.text.text() == "Two."


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_control_has_a_name(qtbot, opened, theme, scale):
    window, screen = opened
    theme.size(scale)
    write(qtbot, screen, TOAST, "concern")
    screen.form.severity.picks["serious"].click()
    for at in (2, 1, 0):
        screen.turn_to(at)
        assert nameless(window) == [] and clickable_without_focus(window) == []
    assert nameless(window) == [] and clickable_without_focus(window) == []
    assert controls(window) > 15


def test_enter_on_an_empty_page_undoes_nothing(qtbot, opened, session):
    window, screen = opened[0], opened[1]
    assert "Given toast" not in screen.undo.label and screen.undo.label.startswith("Undo: ")
    before = [one.id for one in timeline.entries(session)]
    window.go("findings")
    focus = window.focusWidget()
    assert focus is not None and focus is not screen.undo
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert [one.id for one in timeline.entries(session)] == before and before
