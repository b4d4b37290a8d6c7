"""Any text is a legal query: words are found wherever they stand, signs as they stand, and nothing is an error."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from leder_desktop.operations import erasing, evidence, notes, search
from leder_desktop.session import Session

TEXT = "She took 3/4 of a tablet at 8 o'clock: co-amoxiclav (not penicillin). Why? NOT known. Café, naïve."


@pytest.fixture
def told(session: Session) -> Session:
    notes.set(session, "portrait", TEXT)
    return session


def found(session: Session, text: str) -> list[str]:
    return [hit["where"] for hit in search.find(session.desk, text, lying_open=session)]


ASKED = ["3/4", "o'clock", "co-amoxiclav", "NOT", "not known", "cafe", "CAFÉ", "naive", "?", "(", ":", '"', "tablet 8"]


@pytest.mark.parametrize("text", ASKED)
def test_what_stands_there_is_found_however_it_is_asked_for(told: Session, text: str) -> None:
    assert found(told, text) == ([] if text == '"' else ["note/portrait"])


HOSTILE = ["", " ", "*", "a*", "NEAR(", "AND OR", "portrait:she", '"""', "^", "-", "\x00", "\ud800", "'; DROP TABLE words; --", "%", "_"]
HOSTILE.append("x" * 100_000)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_is_an_error(told: Session, text: str) -> None:
    found(told, text)


def test_a_search_is_one_line_in_the_record_of_the_laptop_and_holds_no_word_of_it(told: Session) -> None:
    before = told.desk.shelf.database.read("SELECT count(*) FROM device_audit")[0][0]
    found(told, "tablet")
    lines = [row[0] for row in told.desk.shelf.database.read("SELECT did FROM device_audit ORDER BY seq")]
    assert len(lines) == before + 1 and "search" in lines[-1] and "tablet" not in lines[-1]


def test_the_words_of_a_record_are_found_and_go_with_it(session: Session, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Dr Plum, the hydrotherapy has helped.")
    mail = "From: ward@example.org\nTo: gp@example.org\nSubject: Discharge\n\nShe went home with a nebuliser.\n"
    (tmp_path / "note.eml").write_text(mail)
    for name in ("letter.txt", "note.eml"):
        evidence.attach(session, tmp_path / name)
    letter, letter_by_mail = (one.id for one in evidence.evidence(session))
    assert found(session, "hydrotherapy") == [f"evidence/{letter}"]
    assert found(session, "nebuliser discharge") == [f"evidence/{letter_by_mail}"]
    kept = replace(evidence.one(session, letter), organisation="Elm House")
    evidence.describe(session, kept)
    assert found(session, "hydrotherapy") == [f"evidence/{letter}"], "describing a record does not lose its words"
    erasing.erase(session, erasing.RecordOf(evidence=letter), "It is about somebody else.")
    assert found(session, "hydrotherapy") == [] and found(session, "nebuliser") == [f"evidence/{letter_by_mail}"]


def test_a_structured_record_is_found_by_its_entries_not_by_its_codes(session: Session, tmp_path: Path) -> None:
    (tmp_path / "record.json").write_text('{"resourceType": "Bundle", "type": "collection", "entry": []}')
    evidence.attach(session, tmp_path / "record.json")
    assert found(session, "resourceType") == []


def test_a_pasted_page_is_looked_for_word_by_word_and_not_for_minutes(told: Session) -> None:
    page = " ".join(f"word{number}" for number in range(2_000))
    notes.set(told, "summary", page)
    began = time.process_time()
    assert found(told, page) == ["note/summary"]
    assert found(told, f"{page} ( * tablet") == [], "a word beyond the first ones counts as they do"
    assert found(told, "tablet " * 20_000) == ["note/portrait"]
    assert found(told, "tablet * ( 3/4 " * 20_000) == ["note/portrait"]
    assert time.process_time() - began < 5.0
