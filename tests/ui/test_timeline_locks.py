"""A lock in the program keeps every named field's words; back from it, none of them may land in another entry, person or record."""

import json

import pytest

from leder_desktop.operations import cases, conversations, evidence, history, notes, requests, sample, timeline
from tests.ui.case_window import opener
from tests.ui.gallery import HEAD
from ui.conversations.view import Conversations
from ui.portrait.view import Portrait
from ui.records.view import Records
from ui.timeline.view import Timeline
from ui.unlock.place import half_typed, restore, whole_place

SCREENS = {"timeline": Timeline, "conversations": Conversations, "records": Records, "portrait": Portrait}


def everything(session) -> str:
    told = conversations.conversations(session)
    texts = [notes.get(session, f"conversation/{c.id}") for c in told] + [notes.get(session, "portrait")]
    return repr((timeline.entries(session), told, texts, evidence.evidence(session), requests.requests(session)))


def lock_and_come_back(window, section: str):
    """As the program does it: sealed, the place through JSON, every screen made anew."""
    window.seal()
    screen = window.in_sight()
    kept = json.loads(json.dumps(whole_place(window.place(), half_typed(screen))))
    window.show_case(window.case, SCREENS, HEAD, section)
    again = window.in_sight()
    restore(again, kept)
    return again


@pytest.mark.long
def test_a_lock_anywhere_in_the_sample_changes_nothing(qtbot, theme, desk):
    session = sample.take_in(desk)
    before, lines = everything(session), history.document(session)["lines"]
    window, _ = opener(qtbot, theme)(session, **SCREENS)
    last = {
        "timeline": next(e.id for e in timeline.entries(session) if e.conflicts_with),
        "conversations": conversations.conversations(session)[-1].id,
        "records": evidence.evidence(session)[-1].id,
        "portrait": "",
    }
    for section, chosen in last.items():
        window.go(section, chosen)
        again = lock_and_come_back(window, section)
        if chosen:
            table = again.received.table if section == "records" else again.table
            assert table.current_key() == chosen
        window.seal()
        for other in SCREENS:
            window.go(other)
        qtbot.waitUntil(lambda: not window.held())
        assert everything(session) == before, section
    assert history.document(session)["lines"] == lines
    window.close_case()
    cases.leave(session)


def test_half_typed_words_come_back_where_they_were_typed(qtbot, theme, desk):
    session = sample.take_in(desk)
    before = everything(session)
    window, screen = opener(qtbot, theme)(session, **SCREENS)
    chosen = timeline.entries(session)[30].id
    screen.table.choose(chosen)
    screen.editor.form.when.line.setText("round about the fair")
    screen.editor.form.what.setPlainText("Something else")
    again = lock_and_come_back(window, "timeline")
    half = again.editor.half()
    assert (half.id, half.when, half.what) == (chosen, "round about the fair", "Something else") and everything(session) == before
    again.editor.leave()
    assert not again.held()
    window.go("records")
    records = window.in_sight()
    records.requests.table.selectRow(1)
    records.requests.dates["asked_on"].line.setText("the other day")
    asked = records.requests.request.id
    records = lock_and_come_back(window, "records")
    assert records.requests.request.id == asked and records.requests.dates["asked_on"].text() == "the other day"
    window.seal()
    assert everything(session) == before
    records.requests.read_again()
    window.go("conversations")
    told = window.in_sight()
    told.table.selectRow(2)
    told.form.on.line.setText("the day of the fair")
    who = told.id
    told = lock_and_come_back(window, "conversations")
    assert told.id == who and told.form.on.text() == "the day of the fair"
    window.seal()
    assert everything(session) == before
    window.close_case()
    cases.leave(session)
