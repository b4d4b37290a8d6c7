"""Records: attached, looked at in memory, and a GP record taken in only after its summary was accepted."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from leder_desktop import resources
from leder_desktop.model.evidence import Source
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import cases, evidence, history, laptop_record, requests, sample, timeline
from tests.conftest import NOTIFICATION
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.case_window import opener
from ui.records.received import cited, size
from ui.records.view import Records

Key, Held = Qt.Key, Qt.KeyboardModifier
SAMPLE = resources.path("sample_case")
ROZ = (SAMPLE / "notification.json").read_bytes()


@pytest.fixture
def roz(desk):
    """The sample's person, with nothing in the case yet."""
    made = cases.new(desk, ROZ, opt_out_checked_by="Sam Okoro")
    yield made
    made.file.close()


@pytest.fixture
def open_screen(qtbot, theme):
    return opener(qtbot, theme)


def state(session) -> tuple[str, list[str]]:
    """Every byte of the case file as it is read back, and every file beside it."""
    session.file.seal(by=session.person)
    lines = str(history.document(session)["lines"])
    files = sorted(p.name + hashlib.sha256(p.read_bytes()).hexdigest() for p in session.evidence_folder.rglob("*") if p.is_file())
    return lines + str(timeline.entries(session)) + str(evidence.evidence(session)), files


def summary(qtbot, screen, path: Path):
    screen.read_record(path)
    qtbot.waitUntil(lambda: screen.pages.currentWidget() is screen.summary)
    return screen.summary


def test_nothing_is_written_before_the_summary_is_accepted(qtbot, open_screen, roz):
    _, screen = open_screen(roz, records=Records)
    before = state(roz)
    page = summary(qtbot, screen, SAMPLE / "gp-record.json")
    look = page.look
    assert state(roz) == before
    assert page.same.isVisible() and page.take.hasFocus() and len(page.entries.rows.rows) == len(look.plan.added) > 40
    numbers = {w.text() for w in page.findChildren(type(page.title)) if w.isVisible()}
    assert {f"{look.found.read:,}", f"{len(look.plan.added)}", "read", "to be added", "left out"} <= numbers
    qtbot.keyClick(page.take, Key.Key_Escape)
    assert screen.pages.currentIndex() == 0 and state(roz) == before and page.look is None


def test_keys_alone_take_a_record_in_and_one_step_takes_it_back(qtbot, open_screen, roz):
    window, screen = open_screen(roz, records=Records)
    page = summary(qtbot, screen, SAMPLE / "gp-record.json")
    count = len(page.look.plan.added)
    qtbot.keyClick(page.take, Key.Key_Return, Held.ControlModifier)
    assert len(timeline.entries(roz)) == count and screen.taken.words.text() == f"{count} entries were taken in."
    assert screen.received.table.rows.rows[0].cited == count and history.undoable(roz).label == "Take in a record"
    again = summary(qtbot, screen, SAMPLE / "gp-record.json")
    assert not again.take.isEnabled() and again.take.label == "There is nothing new to take in" and again.look.plan.already_there == count
    qtbot.mouseClick(again.leave, Qt.MouseButton.LeftButton)
    page = summary(qtbot, screen, SAMPLE / "gp-record.json")
    page.left.emit()
    assert not screen.taken.isVisible()
    window.case.do(history.undo)
    assert timeline.entries(roz) == [] and evidence.evidence(roz) == []


def test_the_notice_undoes_the_import(qtbot, open_screen, roz):
    _, screen = open_screen(roz, records=Records)
    page = summary(qtbot, screen, SAMPLE / "gp-record.json")
    qtbot.mouseClick(page.take, Qt.MouseButton.LeftButton)
    assert screen.see.hasFocus() and screen.undo.isVisible()
    qtbot.keyClick(screen.undo, Key.Key_Space)
    assert timeline.entries(roz) == [] and not screen.taken.isVisible()


def test_flags_and_citations_of_the_summary_are_reached_by_keys(qtbot, open_screen, roz):
    _, screen = open_screen(roz, records=Records)
    page = summary(qtbot, screen, SAMPLE / "gp-record.json")
    before = state(roz)
    page.entries.setFocus()
    for _ in range(3):
        qtbot.keyClick(page.entries, Key.Key_Down)
    resource = page.entries.current().sources[0].resource
    qtbot.keyClick(page.entries, Key.Key_Return)
    qtbot.waitUntil(lambda: resource.replace("/", " ") in screen.viewer.document.text.text())
    assert not screen.viewer.document.cite.isEnabled()
    qtbot.keyClick(screen.viewer.document.text, Key.Key_Escape)
    assert screen.pages.currentWidget() is page and page.entries.hasFocus() and state(roz) == before
    flagged = [row for row in page.entries.rows.rows if "dated after the death" in page.entries.rows.columns[0].cell(row).second]
    warned = next(w for w in page.look.warnings if w.code == "after-death")
    assert len(flagged) == warned.count and warned.sentence in page.cautions.words.text()


def test_another_persons_record_needs_a_second_step(qtbot, open_screen, session):
    _, screen = open_screen(session, records=Records)
    before = state(session)
    page = summary(qtbot, screen, SAMPLE / "gp-record.json")
    assert page.look.whose == "different" and page.different.isVisible() and page.accept.hasFocus() and not page.take.isEnabled()
    qtbot.keyClick(page.accept, Key.Key_Return, Held.ControlModifier)
    assert state(session) == before and screen.pages.currentWidget() is page
    qtbot.keyClick(page.accept, Key.Key_Space)
    qtbot.keyClick(page.accept, Key.Key_Return, Held.ControlModifier)
    assert len(timeline.entries(session)) > 40


@pytest.mark.parametrize(("content", "says"), [(b"{}", ""), (b"not json at all", "")])
def test_what_is_no_record_is_refused_in_a_sentence(qtbot, open_screen, roz, tmp_path, content, says):
    _, screen = open_screen(roz, records=Records)
    before = state(roz)
    path = tmp_path / "x.json"
    path.write_bytes(content)
    screen.read_record(path)
    qtbot.waitUntil(lambda: screen.problem.isVisible())
    assert screen.problem.words.text().endswith("Nothing was taken in.") and screen.attach.isEnabled() and state(roz) == before


def test_files_are_attached_one_after_the_other(qtbot, open_screen, session, tmp_path):
    _, screen = open_screen(session, records=Records)
    (tmp_path / "a.txt").write_bytes(b"words")
    (tmp_path / "b.bin").write_bytes(bytes(3 << 20))
    screen.attach_files([tmp_path / "a.txt", tmp_path / "b.bin"])
    assert screen.progress.isVisible() and not screen.attach.isEnabled()
    qtbot.waitUntil(lambda: len(evidence.evidence(session)) == 2)
    assert not screen.progress.isVisible() and screen.received.kind.hasFocus() and screen.received.row.evidence.name == "b.bin"
    assert evidence.read(session, screen.received.row.evidence.id) == bytes(3 << 20)
    screen.attach_files([tmp_path / "not there"])
    qtbot.waitUntil(lambda: screen.problem.isVisible())
    assert len(evidence.evidence(session)) == 2


def test_what_is_said_of_a_record_is_kept_when_it_is_left(qtbot, open_screen, session, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"words")
    id = evidence.attach(session, tmp_path / "a.txt").made[0]
    window, screen = open_screen(session, records=Records)
    received = screen.received
    received.organisation.setFocus()
    qtbot.keyClicks(received.organisation, "Elm Row Surgery")
    qtbot.keyClick(received.organisation, Key.Key_Tab)
    received.received_on.line.setText("mid March 2024")
    window.seal()
    kept = evidence.one(session, id)
    assert (kept.organisation, kept.received_on.edtf[:7]) == ("Elm Row Surgery", "2024-03")
    assert received.table.rows.columns[2].cell(received.row).first == "Never cited"
    timeline.add(session, Draft(what="x", sources=(Source(evidence=id),)))
    received.show_evidence()
    assert received.row.cited == 1 and cited(2) == "Cited by 2 entries" and size(21649) == "21 KB" and size(3 << 20) == "3.0 MB"


def test_a_request_is_kept_once_it_says_who_and_what(qtbot, open_screen, session):
    window, screen = open_screen(session, records=Records)
    part = screen.requests
    qtbot.mouseClick(part.new, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(part.organisation, "General Hospital")
    qtbot.keyClick(part.organisation, Key.Key_Tab)
    assert requests.requests(session) == [] and screen.held() and "General Hospital" in screen.place()["half-typed"]
    qtbot.keyClicks(part.what, "Nursing notes")
    qtbot.keyClick(part.what, Key.Key_Tab)
    part.dates["asked_on"].line.setText("3 August 2026")
    window.seal()
    (kept,) = requests.requests(session)
    assert (kept.organisation, kept.what, kept.asked_on.edtf) == ("General Hospital", "Nursing notes", "2026-08-03")
    assert not screen.held() and part.table.rows.columns[1].cell(kept).first == "Asked"
    part.dates["chased_on"].line.setText("the other day")
    window.seal()
    place = screen.place()
    assert "the other day" in place["half-typed"] and requests.requests(session) == [kept]
    window.show_case(window.case, {"records": Records}, head(), "records", place)
    assert window.in_sight().requests.dates["chased_on"].text() == "the other day"


def head():
    from tests.ui.gallery import HEAD

    return HEAD


def test_every_kind_of_record_is_shown_and_a_citation_opens_its_place(qtbot, open_screen, desk):
    session = sample.take_in(desk)
    window, screen = open_screen(session, records=Records)
    document = screen.viewer.document
    kinds = {e.kind: e.id for e in evidence.evidence(session)}
    window.go("records", f"evidence/{kinds['letter']}/page/2")
    qtbot.waitUntil(lambda: document.page() == 2 and document.area.isVisible())
    assert "August 2025" in document.text.text()
    went = []
    window.services.went.connect(lambda section, field: went.append((section, field)))
    document.text.selectAll()
    qtbot.keyClick(document.text, Key.Key_Return, Held.ControlModifier)
    assert went[0][0] == "timeline" and went[0][1].startswith(f"cite/{kinds['letter']}/2/") and "I will review Roz" in went[0][1]
    window.go("records", f"evidence/{kinds['dnacpr-form']}/page/1")
    qtbot.waitUntil(lambda: document.area.isVisible() and not document.text.isVisible())
    window.go("records", f"evidence/{kinds['e-mail']}/page/1")
    qtbot.waitUntil(lambda: document.text.text().startswith("From: "))
    entry = next(e for e in timeline.entries(session) if e.imported)
    window.go("records", f"evidence/{kinds['gp-record']}/resource/{entry.sources[0].resource}")
    qtbot.waitUntil(lambda: entry.sources[0].resource.replace("/", " ") in document.text.text())
    assert nameless(window) == []
    place = window.place()
    assert place["opened"] == f"evidence/{kinds['gp-record']}/resource/{entry.sources[0].resource}"
    qtbot.keyClick(document.text, Key.Key_Escape)
    assert "opened" not in window.place() and screen.received.table.hasFocus() and document._pages is None
    screen.restore({"opened": f"evidence/{kinds['letter']}/page/2"})
    qtbot.waitUntil(lambda: document.page() == 2 and document.area.isVisible())
    assert window.place()["opened"] == f"evidence/{kinds['letter']}/page/2"
    looked = [line for line in laptop_record.lines(session.desk) if "Looked at record" in line.did]
    assert len(looked) == 5
    window.close_case()
    cases.leave(session)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_control_has_a_name_and_a_key(qtbot, open_screen, theme, desk, scale, qtmodeltester):
    session = sample.take_in(desk)
    window, screen = open_screen(session, records=Records)
    theme.size(scale)
    assert nameless(window) == [] and clickable_without_focus(screen) == [] and controls(screen) > 12
    page = summary(qtbot, screen, SAMPLE / "gp-record.json")
    assert nameless(window) == [] and clickable_without_focus(page) == []
    for table in (screen.received.table, screen.requests.table, page.entries, page.left_out):
        qtmodeltester.check(table.rows)
    window.close_case()
    cases.leave(session)


def test_the_other_person_of_these_tests_is_another_person():
    assert b"Mari" in NOTIFICATION and b"Mari" not in ROZ
