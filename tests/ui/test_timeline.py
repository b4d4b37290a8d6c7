"""The timeline: typed in one line, changed in the editor, told two ways; nothing half-typed is lost."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt

from leder_desktop.model.conversation import Conversation
from leder_desktop.model.dates import understand, words
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import Finding
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import cases, conversations, evidence, findings, history, sample, timeline
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.case_window import opener
from ui.timeline import half
from ui.timeline.lanes import drawn, lane_of
from ui.timeline.view import Timeline

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def mother(session):
    return conversations.add(session, Conversation(id="", who="Maureen", relationship="Mother")).made[0]


@pytest.fixture
def desk_top(qtbot, theme, session, mother):
    return opener(qtbot, theme)(session, timeline=Timeline)


def draft(mother: str, when: str, what: str, **more) -> Draft:
    return Draft(when=understand(when) if when else None, what=what, sources=(Source(conversation=mother),), **more)


def choose(choice, key: str) -> None:
    """As a person does with the keyboard: the key of an item, then Enter."""
    choice.choose(key)
    choice.activated.emit(choice.currentIndex())


def test_one_typed_line_is_understood_before_it_is_kept(qtbot, desk_top, session, mother):
    _, screen = desk_top
    quick = screen.quick
    qtbot.keyClicks(quick.line, "mid March 2024 GP chest infection, amoxicillin")
    assert (quick.when.text(), quick.setting.text(), quick.what.text()) == ("about March 2024", "GP", "chest infection, amoxicillin")
    assert quick.missing.isVisible() and timeline.entries(session) == []
    choose(quick.source, f"conversation/{mother}")
    assert not quick.missing.isVisible()
    qtbot.keyClick(quick.line, Key.Key_Return)
    (kept,) = timeline.entries(session)
    assert (words(kept.when), kept.when.given) == ("about March 2024", "mid March 2024")
    assert (kept.setting, kept.what) == ("gp", "chest infection, amoxicillin")
    assert kept.sources == (Source(conversation=mother),) and kept.reliability == "told"
    assert quick.line.text() == "" and screen.table.current_key() == kept.id and screen.lanes.at() == kept.id


def test_a_typed_line_without_a_source_goes_on_in_the_editor(qtbot, desk_top, session, mother):
    _, screen = desk_top
    qtbot.keyClicks(screen.quick.line, "4 March 2019 fell")
    qtbot.keyClick(screen.quick.line, Key.Key_Return)
    assert timeline.entries(session) == [] and screen.editor.form.what.text() == "fell"
    assert "where this comes from" in screen.editor.problem.words.text()
    choose(screen.editor.form.sources.add, f"conversation/{mother}")
    qtbot.keyClick(screen.editor.form.what, Key.Key_Return, Held.ControlModifier)
    (kept,) = timeline.entries(session)
    assert kept.what == "fell" and words(kept.when) == "4 March 2019" and screen.editor.entry.id == kept.id


def test_a_change_is_kept_by_moving_on_and_undone_by_one_button(qtbot, desk_top, session, mother):
    window, screen = desk_top
    for when in ("2 May 2024", "3 May 2024"):
        window.case.do(timeline.add, draft(mother, when, f"on {when}"))
    screen.table.setFocus()
    first = screen.editor.entry
    screen.editor.form.what.setFocus()
    qtbot.keyClicks(screen.editor.form.what, "She sang. ")
    qtbot.keyClick(screen.table, Key.Key_Down)
    assert timeline.entry(session, first.id).what == f"She sang. {first.what}" and screen.editor.entry.id != first.id
    qtbot.mouseClick(screen.undo, Qt.MouseButton.LeftButton)
    assert timeline.entry(session, first.id).what == first.what


def test_a_date_that_is_not_understood_stays_where_it_was_typed(qtbot, desk_top, session, mother):
    window, screen = desk_top
    window.case.do(timeline.add, draft(mother, "2 May 2024", "fell"))
    window.case.do(timeline.add, draft(mother, "3 May 2024", "fell again"))
    id = screen.editor.entry.id
    screen.editor.form.when.line.setText("the day of the fair")
    qtbot.keyClick(screen.table, Key.Key_Down)
    assert screen.editor.entry.id == id and screen.editor.problem.isVisible()
    qtbot.waitUntil(lambda: screen.table.current_key() == id)
    assert words(timeline.entry(session, id).when) == "2 May 2024" and screen.held()
    qtbot.mouseClick(screen.editor.leave_button, Qt.MouseButton.LeftButton)
    assert not screen.held() and screen.editor.form.when.text() == "2 May 2024"


def test_a_lock_keeps_a_half_typed_entry(qtbot, desk_top, session, mother):
    window, screen = desk_top
    screen.editor.begin()
    qtbot.keyClicks(screen.editor.form.what, "She had a cough and")
    screen.editor.form.when.line.setText("about Easter or so")
    choose(screen.editor.form.sources.add, f"conversation/{mother}")
    screen.editor.form.key_episode.click()
    qtbot.keyClicks(screen.quick.line, "March 2024 half")
    screen.editor.form.what.setFocus()
    places = []
    window.lock_requested.connect(lambda reason, place: places.append(place))
    window.lock("Locked by you.")
    assert timeline.entries(session) == []
    window.show_case(window.case, {"timeline": Timeline}, window_head(), "timeline", places[0])
    again = window.in_sight()
    assert again is not screen and again.quick.line.text() == "March 2024 half"
    kept = again.editor.half()
    assert (kept.what, kept.when, kept.key_episode) == ("She had a cough and", "about Easter or so", True)
    assert kept.sources == (Source(conversation=mother),) and again.editor.form.what.hasFocus() and again.editor.form.what.caret() == 19
    assert half.read(half.write(kept)) == kept and half.read("no") is None


def window_head():
    from tests.ui.gallery import HEAD

    return HEAD


def test_a_lock_keeps_what_is_whole_as_an_entry(qtbot, desk_top, session, mother):
    window, screen = desk_top
    screen.editor.begin(draft(mother, "", "fell"))
    assert "half-typed" in window.place() and timeline.entries(session) == [], "asking where one is keeps nothing"
    window.seal()
    assert "half-typed" not in window.place()
    assert [e.what for e in timeline.entries(session)] == ["fell"]


def test_two_accounts_stand_side_by_side(qtbot, desk_top, session, mother):
    window, screen = desk_top
    one = window.case.do(timeline.add, draft(mother, "21 June 2024", "a cough")).made[0]
    other = window.case.do(timeline.add, draft(mother, "24 June 2024", "no cough")).made[0]
    screen.table.choose(one)
    assert not screen.editor.accounts.isVisible()
    choose(screen.editor.another, other)
    accounts = screen.editor.accounts
    assert accounts.isVisible() and set(accounts.cards) == {one, other}
    qtbot.waitUntil(lambda: accounts.cards[one].width() > 0 and abs(accounts.cards[one].width() - accounts.cards[other].width()) <= 1)
    accounts.picks[other].setFocus()
    qtbot.keyClick(accounts.picks[other], Key.Key_Space)
    assert timeline.entry(session, other).preferred and accounts.picks[other].hasFocus()
    accounts.why.setFocus()
    qtbot.keyClicks(accounts.why, "The notes say so.")
    qtbot.keyClick(accounts.why, Key.Key_Return)
    assert timeline.entry(session, other).preferred_why == "The notes say so." and timeline.entry(session, one).conflicts_with == (other,)
    qtbot.mouseClick(accounts.both, Qt.MouseButton.LeftButton)
    assert not timeline.entry(session, other).preferred


def test_a_source_opens_where_it_came_from(qtbot, desk_top, session, mother, tmp_path):
    window, screen = desk_top
    (tmp_path / "a.txt").write_bytes(b"words")
    record = evidence.attach(session, tmp_path / "a.txt").made[0]
    window.case.do(timeline.add, Draft(what="x", sources=(Source(conversation=mother), Source(evidence=record, resource="Encounter/1"))))
    went = []
    window.services.went.connect(lambda section, field: went.append((section, field)))
    sources = screen.editor.form.sources

    def opens():
        return [b for b in sources.findChildren(type(screen.new)) if b.accessibleName().startswith("Open ") and b.isVisible()]

    qtbot.waitUntil(lambda: len(opens()) == 2)
    for made in opens():
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert went == [("conversations", f"conversation/{mother}"), ("records", f"evidence/{record}/resource/Encounter/1")]


def test_a_place_in_a_record_becomes_a_new_entry(desk_top, session):
    window, screen = desk_top
    window.go("timeline", "cite/e1/2/No straw/no beaker")
    assert screen.editor.entry is None
    assert screen.editor.half().sources == (Source(evidence="e1", page=2, words="No straw/no beaker"),)


def test_lanes_and_list_share_one_choice(qtbot, desk_top, session, mother):
    window, screen = desk_top
    for when in ("2 May 2026", "3 May 2026", ""):
        window.case.do(timeline.add, draft(mother, when, f"on {when}", setting="home"))
    screen.lanes.setFocus()
    qtbot.keyClick(screen.lanes, Key.Key_Home)
    assert screen.table.current_key() == screen.lanes.at() == timeline.entries(session)[0].id == screen.editor.entry.id
    qtbot.keyClick(screen.lanes, Key.Key_Right)
    assert screen.editor.entry.id == timeline.entries(session)[1].id
    assert screen.undated.accessibleName() == "Undated, 1 entries"
    screen.undated.click()
    assert len(screen.table.rows.rows) == 1 and screen.editor.entry.when is None


def test_a_crowd_shares_a_bar_and_nobody_is_left_out(session, mother):
    entries = tuple(
        timeline.entry(session, timeline.add(session, draft(mother, when, f"thing {i}", setting="gp", key_episode=i == 9)).made[0])
        for i, when in enumerate(["4 May 2024"] * 5 + ["2023", "6 May 2024", "2024/2025", "March 2024", "4 May 2024"])
    )
    for whole in (False, True):
        found = drawn(entries, {}, BUILT_IN, whole_life=whole)
        assert set(found.by) == {e.id for e in entries} and set(found.by.values()) == {b.key for b in found.bars}
        assert found.by[entries[9].id] == entries[9].id and all(b.lane == lane_of("gp", BUILT_IN) for b in found.bars)
    assert "7 in 2024" in [b.label for b in drawn(entries, {}, BUILT_IN, whole_life=True).bars]
    assert "thing 0 and 4 more" in [b.label for b in drawn(entries, {}, BUILT_IN, whole_life=False).bars]
    soft = next(b for b in drawn(entries, {}, BUILT_IN, whole_life=False).bars if b.label == "thing 7")
    assert (soft.first.year, soft.begun.isoformat(), soft.ended.isoformat(), soft.last.year) == (2024, "2024-12-31", "2025-01-01", 2025)


def test_remove_is_one_step_and_undo_brings_it_back(qtbot, desk_top, session, mother):
    window, screen = desk_top
    id = window.case.do(timeline.add, draft(mother, "2 May 2024", "fell")).made[0]
    qtbot.mouseClick(screen.editor.remove_button, Qt.MouseButton.LeftButton)
    assert timeline.entries(session) == [] and history.undoable(session).label == "Remove timeline entry"
    qtbot.mouseClick(screen.undo, Qt.MouseButton.LeftButton)
    assert timeline.entry(session, id).what == "fell"


def test_an_event_that_a_finding_rests_on_goes_only_after_that_was_said(qtbot, desk_top, session, mother, monkeypatch):
    window, screen = desk_top
    id = window.case.do(timeline.add, draft(mother, "2 May 2024", "fell")).made[0]
    finding = Finding(id="", kind="learning", text="Nobody looked at the floor.", rests_on=(id,))
    window.case.do(findings.add, finding)
    asked, answers = [], [False, True]
    monkeypatch.setattr("ui.timeline.editor.confirm", lambda *words: asked.append(words[3]) or answers.pop(0))
    qtbot.mouseClick(screen.editor.remove_button, Qt.MouseButton.LeftButton)
    assert timeline.entry(session, id).what == "fell" and asked == ["One finding rests on it: “Nobody looked at the floor”."]
    qtbot.mouseClick(screen.editor.remove_button, Qt.MouseButton.LeftButton)
    assert timeline.entries(session) == [] and len(asked) == 2


def test_looking_through_the_whole_sample_writes_nothing(qtbot, theme, desk, qtmodeltester):
    session = sample.take_in(desk)
    before, lines = timeline.entries(session), history.document(session)["lines"]
    window, screen = opener(qtbot, theme)(session, timeline=Timeline)
    qtmodeltester.check(screen.table.rows)
    for entry in before:
        screen.table.choose(entry.id)
        assert screen.editor.entry == entry and not screen.editor.changed(), entry.what
    window.seal()
    assert timeline.entries(session) == before and history.document(session)["lines"] == lines
    window.close_case()
    cases.leave(session)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_control_has_a_name_and_a_key(desk_top, theme, session, mother, scale):
    window, screen = desk_top
    window.case.do(timeline.add, draft(mother, "2 May 2024", "fell"))
    theme.size(scale)
    assert nameless(window) == [] and clickable_without_focus(screen) == [] and controls(screen) > 20


def test_tab_meets_the_fields_from_top_to_bottom(qtbot, desk_top, session, mother):
    window, screen = desk_top
    one = window.case.do(timeline.add, draft(mother, "2 May 2024", "fell")).made[0]
    other = window.case.do(timeline.add, draft(mother, "3 May 2024", "did not fall")).made[0]
    window.case.do(timeline.tell_differently, one, other)
    window.case.do(timeline.prefer, one, "because")
    qtbot.waitUntil(lambda: screen.editor.accounts.picks[one].isVisible())
    screen.table.setFocus()
    met = []
    while len(met) < 14:
        widget = window.focusWidget()
        met.append(widget)
        qtbot.keyClick(widget, Key.Key_Tab)
    tops = [w.mapTo(screen, w.rect().topLeft()).y() for w in met[1:]]
    names = [w.accessibleName() for w in met]
    assert names[0] == "Entries, oldest first" and names[1].startswith("Prefer the account") and "Why you prefer it" in names[2:4]
    assert names.index("When") < names.index("Setting") < names.index("What happened") < names.index("Open Maureen")
    assert names.index("Open Maureen") < names.index("Cite a record or conversation") < names.index("Kind of event")
    assert all(later >= earlier - 60 for earlier, later in pairwise(tops))
