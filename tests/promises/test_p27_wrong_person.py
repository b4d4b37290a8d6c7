"""P27: whose case this is stands on every screen; what says another person's NHS number comes in only when the reviewer says so."""

import io
import json
from email.message import EmailMessage

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from reportlab.pdfgen.canvas import Canvas

from leder_desktop.operations import cases, evidence, notes, other_person, person, snapshot
from tests.journeys.program import Leder, quick_keys
from tests.ui.conftest import _fonts, _swept, theme  # noqa: F401 - fixtures
from tests.ui.desktops import at_desk, settle
from ui.records.view import Records
from ui.sections import SECTIONS
from ui.widgets.asking import Calm
from ui.widgets.fields import Line

OWN, OTHER = "9991584277", "943 476 5919"
MARI = b"""{"format": "leder-notification", "version": "1.0", "reference": "LDR-T-1", "notified_on": "2026-08-31", "person":
 {"given": "Mari", "family": "Ellis", "known_as": "Mari", "birth_date": "1970-05-04", "death_date": "2026-08-20",
 "nhs_number": "9991584277"}}"""
OWEN = b"""{"format": "leder-notification", "version": "1.0", "reference": "LDR-T-2", "notified_on": "2026-08-31", "person":
 {"given": "Owen", "family": "Pritchard", "known_as": "Owen", "birth_date": "1964~", "death_date": "2026-08-21"}}"""


def pdf(words: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(50, 700, "Clinic letter")
    canvas.showPage()
    canvas.drawString(50, 700, words)
    canvas.save()
    return out.getvalue()


def mail(words: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "gp@example.org", "me@example.org", "Record"
    message.set_content(words)
    return message.as_bytes()


def fhir(number: str) -> bytes:
    identifier = {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": number.replace(" ", "")}
    return json.dumps({"resourceType": "Patient", "id": "4434765919", "identifier": [identifier]}).encode()


RECORDS = {
    "letter.txt": lambda number: f"Re: somebody, NHS number {number}. Seen today.".encode() * 3,
    "list.csv": lambda number: f"date,nhs,what\n2024-01-01,{number.replace(' ', '')},seen\n".encode(),
    "record.json": fhir, "letter.eml": lambda number: mail(f"NHS No {number}"), "letter.pdf": lambda number: pdf(f"NHS number {number}"),
}  # fmt: skip


@pytest.fixture
def session(desk):
    """Mari's case."""
    opened = cases.new(desk, MARI, opt_out_checked_by="Sam Okoro")
    yield opened
    opened.file.close()


@pytest.mark.parametrize("name", RECORDS)
def test_p27_another_persons_number_is_found_in_a_record_of_any_kind(session, tmp_path, name):
    path = tmp_path / name
    for number, found in ((OTHER, ("9434765919",)), (OWN, ()), ("943 476 5918", ())):
        path.write_bytes(RECORDS[name](number))
        taken = evidence.prepare(session, path)(lambda done, of: None)
        assert taken.others == found
        assert (other_person.STANDS in taken.warnings) == bool(found)
        evidence.leave_out(session, taken)


def test_p27_a_case_without_a_number_asks_nothing(desk, tmp_path):
    session = cases.new(desk, OWEN, opt_out_checked_by="Sam Okoro")
    assert other_person.in_words(other_person.own_number(session), f"NHS number {OTHER}") == ()
    session.file.close()


def test_p27_the_command_line_warns_by_a_code(tmp_path):
    with quick_keys():
        leder = Leder(tmp_path).init()
        case = leder.new({"given": "Mari", "nhs_number": OWN})
        path = tmp_path / "letter.txt"
        for number, codes in ((OTHER, [other_person.CODE]), (OWN, [])):
            path.write_bytes(RECORDS["letter.txt"](number))
            answered = leder("attach", case, path)
            assert answered.exit == 0 and answered.document["warning_codes"] == codes


def answering(accept: bool, heard: list[str]) -> None:
    """The next question is answered as soon as it is there."""
    def answer() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, Calm):
            QTimer.singleShot(10, answer)
            return
        heard.append(" ".join(label.text() for label in box.findChildren(QLabel)))
        box.accept() if accept else box.reject()

    QTimer.singleShot(0, answer)


@pytest.mark.parametrize("accept", [False, True])
def test_p27_attaching_another_persons_record_asks_first(qtbot, theme, desk, tmp_path, accept):  # noqa: F811
    made, _ = at_desk(qtbot, theme, desk)
    made.case_desk.began(cases.new(desk, MARI, opt_out_checked_by="Sam Okoro"))
    made.window.go("records")
    screen = made.window.in_sight()
    assert isinstance(screen, Records)
    path = tmp_path / "letter.txt"
    path.write_bytes(RECORDS["letter.txt"](OTHER))
    heard: list[str] = []
    answering(accept, heard)
    screen.attach_files([path])
    qtbot.waitUntil(lambda: bool(heard) and made.jobs.running() == 0, timeout=10_000)
    settle()
    assert "943 476 5919" in heard[0] and "not this person" in heard[0]
    kept = evidence.evidence(made.session)
    assert len(kept) == accept
    assert len([one for one in made.session.evidence_folder.iterdir() if one.is_file()]) == accept, "what was not attached is gone"
    made.leave()


@pytest.mark.parametrize("accept", [False, True])
def test_p27_pasting_another_persons_words_asks_first(qtbot, theme, desk, accept):  # noqa: F811
    made, _ = at_desk(qtbot, theme, desk)
    made.case_desk.began(cases.new(desk, MARI, opt_out_checked_by="Sam Okoro"))
    made.window.go("portrait")
    screen = made.window.in_sight()
    page = screen.first
    data, heard = QMimeData(), []
    data.setText(f"NHS number {OTHER}, seen for a cough.")
    answering(accept, heard)
    page.insertFromMimeData(data)
    assert len(heard) == 1 and ("cough" in page.text()) == accept
    data.setText(f"NHS number {OWN}, seen for a cold.")
    page.insertFromMimeData(data)
    assert len(heard) == 1 and "cold" in page.text(), "her own number asks nothing"
    made.window.go("person")
    screen = made.window.in_sight()
    line = screen.findChild(Line, "person.given")
    before = line.text()
    QApplication.clipboard().setText(OTHER)
    answering(accept, heard)
    line.setFocus()
    line.end(False)
    qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(heard) == 2)
    settle()
    assert line.text() == before + (OTHER if accept else "")
    made.leave()


def seen_words(made) -> str:
    window = made.window
    titles = [window.windowTitle(), window.windowIconText(), window.accessibleName()]
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    return "\n".join([*labels, *titles])


def test_p27_every_screen_says_whose_case_it_is_and_f9_hides_it(qtbot, theme, desk):  # noqa: F811
    made, _ = at_desk(qtbot, theme, desk)
    for notice, name, born in ((MARI, "Mari", "born 4 May 1970"), (OWEN, "Owen", "born about 1964")):
        made.case_desk.began(cases.new(desk, notice, opt_out_checked_by="Sam Okoro"))
        for section in SECTIONS:
            made.window.go(section.key)
            settle()
            bar = made.window.bar
            assert made.window.section == section.key
            assert bar.name.isVisible() and bar.name.text() == name
            assert any(one.isVisible() and one.text() == born for one in (bar.born, bar.born_below)), section.key
        made.window.privacy(True)
        assert name not in seen_words(made) and born not in seen_words(made)
        made.window.privacy(False)
    made.leave()


def words_of(made) -> str:
    """Every word any widget holds, in sight or not: what is left of a case that was open before would be here."""
    from PySide6.QtWidgets import QComboBox, QLineEdit, QTextEdit, QWidget

    QApplication.sendPostedEvents(None, 52)  # deferred deletions
    found = [made.window.windowTitle()]
    for widget in made.window.findChildren(QWidget):
        found += [widget.accessibleName(), widget.toolTip()]
        if isinstance(widget, QLabel | QLineEdit):
            found.append(widget.text())
        elif isinstance(widget, QTextEdit):
            found.append(widget.toPlainText())
        elif isinstance(widget, QComboBox):
            found += [widget.itemText(i) for i in range(widget.count())]
    return "\n".join(found)


def two_cases(made, desk) -> str:
    """The first case is seen whole, then the second; what is there of the first is answered."""
    first = cases.new(desk, MARI, opt_out_checked_by="Sam Okoro")
    notes.set(first, "portrait", "Mari loved the lighthouse at Penmon.")
    made.case_desk.began(first)
    for section in SECTIONS:
        made.window.go(section.key)
        settle()
    assert "Mari" in words_of(made) and "Penmon" in words_of(made)
    made.case_desk.began(cases.new(desk, OWEN, opt_out_checked_by="Sam Okoro"))
    left: list[str] = []
    for section in SECTIONS:
        made.window.go(section.key)
        settle()
        left += [line for line in words_of(made).splitlines() if any(word in line for word in ("Mari", "Ellis", "Penmon", "LDR-T-1"))]
    return "\n".join(left)


def test_p27_nothing_of_one_case_is_shown_in_the_next(qtbot, theme, desk):  # noqa: F811
    made, _ = at_desk(qtbot, theme, desk)
    assert two_cases(made, desk) == ""
    assert snapshot.person(made.session).called == "Owen"
    made.leave()


@pytest.mark.long
def test_p27_would_notice_words_that_stay_behind(qtbot, theme, desk, monkeypatch):  # noqa: F811
    from ui.sights import Sights

    monkeypatch.setattr(Sights, "destroy_screen", lambda self, screen: screen.hide())
    made, _ = at_desk(qtbot, theme, desk)
    assert "Penmon" in two_cases(made, desk)
    made.leave()


def test_p27_would_notice_a_record_that_is_not_read(session, tmp_path, monkeypatch):
    monkeypatch.setattr(other_person, "in_words", lambda own, said, *, named=False: ())
    path = tmp_path / "letter.txt"
    path.write_bytes(RECORDS["letter.txt"](OTHER))
    assert evidence.prepare(session, path)(lambda done, of: None).others == ()


def test_p27_a_corrected_number_is_the_one_compared_with(session):
    from dataclasses import replace

    assert other_person.in_words(other_person.own_number(session), OTHER) == ("9434765919",)
    person.describe(session, replace(snapshot.person(session), nhs_number=OTHER))
    assert other_person.in_words(other_person.own_number(session), OTHER) == ()
